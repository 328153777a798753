package flows

import (
	"fmt"
	"slices"
	"strings"
)

// Diagram draws one journey as a Mermaid state diagram (stateDiagram-v2).
// [NoJourney] is the first screen and what hangs on it.
//
// Only what leads somewhere is an arrow. What happens without leaving a state
// is written into its box, for most rows do: drawn as loops they would hide the
// way. A box marked ↗ belongs to another journey, and an arrow from nowhere
// names the states one comes from. Rows that hold [Anywhere] are left out of
// all pictures; [Everywhere] has them.
func Diagram(j Journey) string {
	d := drawing{journey: j}
	for _, r := range Table {
		if r.From != Anywhere {
			d.add(r)
		}
	}
	return d.String()
}

// Everywhere returns the rows that hold in every state, one a line.
func Everywhere() string {
	var b strings.Builder
	for _, r := range Table {
		if r.From == Anywhere {
			fmt.Fprintf(&b, "%s → %v\n", label(r), r.To)
		}
	}
	return b.String()
}

// A drawing collects what belongs to one journey, in the order of the table, so
// that the same table always gives the same text.
type drawing struct {
	journey Journey
	within  []State // the journey's own
	beyond  []State // those of other journeys that an arrow leads to
	arrows  []arrow
	entries []arrow          // from another journey; of these only the names are drawn
	stays   [States][]string // what happens without leaving
}

type arrow struct {
	from, to State
	labels   []string
}

func (d *drawing) add(r Row) {
	from, to := Places[r.From].Journey == d.journey, Places[r.To].Journey == d.journey
	switch {
	case from && r.To == r.From:
		note(&d.within, r.From)
		d.stays[r.From] = append(d.stays[r.From], label(r))
	case from:
		note(&d.within, r.From)
		if !to {
			note(&d.beyond, r.To)
		}
		draw(&d.arrows, r.From, r.To, label(r))
	case to:
		note(&d.within, r.To)
		draw(&d.entries, r.From, r.To, "")
	}
}

// note keeps s once.
func note(list *[]State, s State) {
	if !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// draw keeps one arrow between two states, whatever the number of rows.
func draw(list *[]arrow, from, to State, label string) {
	for i, a := range *list {
		if a.from == from && a.to == to {
			(*list)[i].labels = append(a.labels, label)
			return
		}
	}
	*list = append(*list, arrow{from, to, []string{label}})
}

// String writes the drawing down. The first description of a box replaces its
// name, the others stand below it.
func (d *drawing) String() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, s := range d.within {
		fmt.Fprintf(&b, "    %v : %v%s\n", s, s, place(s))
		for _, l := range d.stays[s] {
			fmt.Fprintf(&b, "    %v : %s\n", s, l)
		}
	}
	for _, s := range d.beyond {
		fmt.Fprintf(&b, "    %v : %v ↗\n", s, s)
	}
	for _, s := range d.within {
		var from []string
		for _, a := range d.entries {
			if a.to == s {
				from = append(from, a.from.String())
			}
		}
		switch {
		case s == AtStart:
			fmt.Fprintf(&b, "    [*] --> %v\n", s) // from all over: Back ends here
		case from != nil:
			fmt.Fprintf(&b, "    [*] --> %v : %s\n", s, strings.Join(from, lines))
		}
	}
	for _, a := range d.arrows {
		fmt.Fprintf(&b, "    %v --> %v : %s\n", a.from, a.to, strings.Join(a.labels, lines))
	}
	return b.String()
}

// lines parts the lines of one label; Mermaid takes no other line end there.
const lines = "<br/>"

// place is how far along its journey a state stands, where that is counted.
func place(s State) string {
	if p := Places[s]; p.Of > 0 {
		return fmt.Sprintf(" %d/%d", p.N, p.Of)
	}
	return ""
}

// label is a row without where it starts and ends: what happens, if, what is
// asked of the world, and what is said.
func label(r Row) string {
	var b strings.Builder
	b.WriteString(r.On.String())
	if r.Pick != NoChoice {
		fmt.Fprintf(&b, " %v", r.Pick)
	}
	if r.Why != Silence {
		fmt.Fprintf(&b, " %v", r.Why)
	}
	if r.If != Always {
		fmt.Fprintf(&b, " [%v]", r.If)
	}
	if r.Do != None {
		fmt.Fprintf(&b, " / %v", r.Do)
	}
	if r.Say != Silence && r.Say != r.Why {
		fmt.Fprintf(&b, " · %v", r.Say)
	}
	return b.String()
}

// TreeDiagram draws [Tree] as a Mermaid flowchart: boxes are questions, rounded
// ones remedies with who can carry them out.
func TreeDiagram() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for q, answers := range Tree {
		for _, a := range answers {
			if a.Cure == NoRemedy {
				fmt.Fprintf(&b, "    %v --> %v\n", Question(q), a.Ask)
			} else {
				fmt.Fprintf(&b, "    %v --> %v([F%02d %v<br/>%s])\n", Question(q), a.Cure, int(a.Cure), a.Cure, helps(Cures[a.Cure]))
			}
		}
	}
	return b.String()
}

// helps is who carries out c, and who does if that was not enough.
func helps(c Cure) string {
	if c.Then == c.By {
		return c.By.String()
	}
	return c.By.String() + ", " + c.Then.String()
}
