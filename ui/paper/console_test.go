package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// dotted writes numbers as Indonesians do.
func dotted(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s.%03d", dotted(n/1000), n%1000)
}

// search is a field, and what it finds: one types in it and chooses below it.
func search(th Theme, f Frame) (Page, []string) {
	wide := f.Body()
	title := []string{""}
	if !f.Small() {
		title = th.Title(wide, NoMark, "Who is it?")
	}
	b := append(title, th.Field(wide, Field{Label: "Number, name or office", Input: typed(th, "siti", false), Note: Plain("22 found"), State: Focused})...)
	b = append(b, "")
	names := []string{"Siti Aminah", "Siti Rahayu Kusumawardhani Setyaningsih", "Rositi Marpaung"}
	offices := []string{"Dinas Pendidikan", "RSUD", "Dinas Pekerjaan Umum dan Penataan Ruang", "Bappeda"}
	states := []Prose{Plain("not yet"), append(th.Mark(Done), Plain(" on")...), append(th.Mark(Again), Plain(" locked")...)}
	x := Table{Airy: !f.Small(), Columns: []Column{
		{Title: "Name", Weight: 3, Least: 18},
		{Title: "Number", Least: 18, Rank: 1},
		{Title: "Office", Weight: 2, Least: 12, Rank: 2},
		{Title: "State", Least: 10},
	}}
	must := []string{"Number, name or office", "siti", "22 found", "not yet", "locked"}
	for i := range 22 {
		x.Rows = append(x.Rows, []Prose{Plain(names[i%3]), Plain(fmt.Sprintf("1990**********10%02d", i)), Plain(offices[i%4]), states[i%3]})
	}
	head, rows, from, to := th.Table(wide, x, 4)
	b = append(b, head...)
	pin := len(b)
	return Page{Brand: "ASN Digital", Journey: "Officer", Clock: "14.05 WIB", Body: append(b, rows...), Pin: pin, From: pin + from, To: pin + to,
		Mark: Note, Say: Plain("Numbers are shown once opened, and that is noted down."),
		Keys: []Key{{"Enter", "open"}, {"Tab", "choose"}, {"Esc", "back"}}}, append(must, names...)
}

// progress is a table of numbers with a total, and a day's curve.
func progress(th Theme, f Frame) (Page, []string) {
	const sheet = 100
	wide, cells := f.BodyOf(sheet), 10
	if f.Small() {
		cells = 0
	}
	b := th.Title(wide, NoMark, "Progress, office by office")
	x := Table{Airy: true, Columns: []Column{
		{Title: "Office", Weight: 1, Least: 18},
		{Title: "PNS", Right: true, Rank: 3}, {Title: "PPPK", Right: true, Rank: 3}, {Title: "PPPK PW", Right: true, Rank: 3},
		{Title: "All", Right: true, Rank: 2}, {Title: "Done", Right: true}, {Title: "To do", Right: true, Rank: 1},
		{Title: "%", Right: true}, {Title: "Stuck", Right: true, Rank: 1},
	}}
	must := []string{"Office", "Done", "TOTAL", "3.370", "68%", "100%", "today", "41"}
	row := func(name string, pns, done, stuck int) []Prose {
		all := pns + 20
		c := []Prose{Plain(name), Plain(dotted(pns)), Plain("15"), Plain("5"), Plain(dotted(all)), Plain(dotted(done)), Plain(dotted(all - done)), th.Share(float64(done)/float64(all), cells)}
		if stuck > 0 {
			c = append(c, Plain(dotted(stuck)))
		}
		return c
	}
	for _, u := range []struct {
		name             string
		pns, done, stuck int
	}{
		{"Sekretariat Daerah", 122, 131, 3}, {"Sekretariat DPRD", 28, 48, 0}, {"Dinas Pendidikan", 2398, 1597, 41},
		{"Dinas Pekerjaan Umum dan Penataan Ruang", 107, 0, 4}, {"RSUD", 492, 233, 22}, {"Kecamatan Laguboti", 1180, 1199, 0},
	} {
		x.Rows = append(x.Rows, row(u.name, u.pns, u.done, u.stuck))
		must = append(must, u.name)
	}
	x.Total = row("TOTAL", 4905, 3370, 100)
	head, rows, from, to := th.Table(wide, x, 2)
	b = append(b, head...)
	from, to = from+len(b), to+len(b)
	b = append(append(b, rows...), "", "")
	b = append(b, th.Para(wide, Plain("Finished today, by the hour"))...)
	plot, _ := th.Plot(f.Body(), Plot{First: 7, Values: []int{3, 14, 37, 41, 22, 5, 9, 28, 31, 12, 1, 0}, High: 5})
	return Page{Brand: "ASN Digital", Journey: "Officer", Clock: "14.05 WIB", Body: append(b, plot...), From: from, To: to, Wide: sheet,
		Mark: Note, Say: Plain("RSUD has most to do."), Keys: []Key{{"Enter", "open"}, {"Esc", "back"}}}, must
}

// grant is a code that is shown once.
func grant(th Theme, f Frame) (Page, []string) {
	b := th.Title(f.Body(), NoMark, "For Siti Aminah, once")
	b = append(b, th.Plate(f.Body(), "K7M3QXPT", []int{4, 4})...)
	b = append(b, "")
	b = append(b, th.Para(f.Body(), Rich("Write it down. Good until *%s*, and not shown again.", "14.20 WIB"))...)
	return Page{Brand: "ASN Digital", Journey: "Officer", Clock: "14.05 WIB", Body: b, Mark: Done, Say: Plain("Made, and noted down."),
			Keys: []Key{{"Enter", "Written down"}, {"Esc", "back"}}},
		[]string{"For Siti Aminah, once", "K", "7", "M", "3", "Q", "X", "P", "T", "14.20 WIB"}
}

// ending is one whose reader may have gone.
func ending(th Theme, f Frame) (Page, []string) {
	p, must := grant(th, f)
	p.Mark, p.Say = Urgent, Rich("Still there? The screen is cleared in *27* seconds.")
	p.Keys = []Key{{"Enter", "Still here"}, {"Esc", "end"}}
	return p, must
}

// What the pages of a console look like, as text that a person can read.
// UPDATE=1 go test ./ui/paper draws them anew.
func TestConsole(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]func(Theme, Frame) (Page, []string){"search": search, "progress": progress, "grant": grant, "ending": ending} {
		var got strings.Builder
		for _, c := range []struct {
			glyphs string
			g      Glyphs
			f      Frame
		}{
			{"modern", Modern, Frame{80, 24}}, {"modern", Modern, Frame{100, 30}}, {"modern", Modern, Frame{60, 20}},
			{"console", Console, Frame{80, 24}}, {"ascii", ASCII, Frame{80, 24}},
		} {
			th := theme(termenv.Ascii, c.g)
			p, _ := page(th, c.f)
			p.Scroll = th.Follow(p, c.f)
			head := fmt.Sprintf("%d x %d %s ", c.f.W, c.f.H, c.glyphs)
			fmt.Fprintf(&got, "%s%s\n", head, strings.Repeat("=", c.f.W-len(head)))
			for row := range strings.SplitSeq(th.View(p, c.f), "\n") {
				got.WriteString(strings.TrimRight(row, " ") + "\n")
			}
		}
		path := filepath.Join("testdata", name+".txt")
		if os.Getenv("UPDATE") != "" {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("looks otherwise than %s (UPDATE=1 go test ./ui/paper draws it anew):\n%s", path, got.String())
		}
	}
}

// Whichever hit is chosen, it is in sight, and so is the field one types in.
func TestSearchKeepsFieldAndHitInSight(t *testing.T) {
	t.Parallel()
	for _, th := range []Theme{bare(), theme(termenv.TrueColor, ASCII)} {
		for _, f := range []Frame{{60, 20}, {80, 24}, {100, 30}, {72, 18}} {
			p, _ := search(th, f)
			hits := p.Body[p.Pin:]
			for i := range hits {
				p.From, p.To = p.Pin+i, p.Pin+i+1
				p.Scroll = th.Follow(p, f)
				rows := strings.Split(th.View(p, f), "\n")
				for _, want := range []string{p.Body[p.Pin-1], hits[i]} {
					want = strings.TrimRight(margin+want, " ")
					if !slices.ContainsFunc(rows, func(r string) bool { return strings.HasSuffix(r, want) }) {
						t.Fatalf("%v, hit %d: %q is out of sight\n%s", f, i, want, frame(rows))
					}
				}
				if !strings.Contains(strings.Join(rows, "\n"), "siti") {
					t.Fatalf("%v, hit %d: the field is out of sight", f, i)
				}
			}
		}
	}
}
