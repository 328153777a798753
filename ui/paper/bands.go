package paper

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// margin is the two columns at the sheet's edge. Blank is the mark column with
// nothing in it.
const (
	margin = "  "
	Blank  = "  "
)

// header is one row where one is enough. Where it is not, it does without the
// dots, then without the brand, and then what stands at the right goes under the
// journey: the clock last, since people hold their phones against it. A narrow
// sheet has no dots and, on the way, no brand to begin with.
func (t Theme) header(p Page, wide int) []string {
	in := wide - 4
	full := t.Text.Render(printable(p.Journey))
	brand := full
	if p.Brand != "" {
		brand = t.Accent.Render(printable(p.Brand)) + t.Quiet.Render(" "+t.Glyphs.Dot+" ") + full
	}
	var bits []string
	if p.Steps != "" {
		bits = append(bits, t.Text.Render(printable(p.Steps)))
	}
	if p.Badge != "" {
		bits = append(bits, t.cap(t.Badge, printable(p.Badge)))
	}
	if p.Clock != "" {
		bits = append(bits, t.Text.Render(printable(p.Clock)))
	}
	dotted := slices.Clone(bits)
	if p.Of > 0 && p.Steps != "" {
		dotted[0] = t.dots(p.Step, p.Of) + "  " + bits[0]
	}

	type try struct {
		left  string
		right []string
	}
	tries := []try{{brand, dotted}, {brand, bits}, {full, bits}}
	if wide < usual {
		tries = tries[1:]
		if p.Of > 0 {
			tries = tries[1:]
		}
	}
	for _, try := range tries {
		right := strings.Join(try.right, "   ")
		if lipgloss.Width(try.left)+3+lipgloss.Width(right) <= in {
			return []string{margin + apart(try.left, right, in)}
		}
	}
	rows := t.Wrap(Plain(p.Journey), in)
	if n := len(bits) - 1; p.Clock != "" && len(rows) == 1 && lipgloss.Width(full)+3+lipgloss.Width(bits[n]) <= in {
		rows[0], bits = apart(full, bits[n], in), bits[:n]
	}
	for len(bits) > 0 {
		n := len(bits)
		for n > 1 && lipgloss.Width(strings.Join(bits[:n], "   ")) > in {
			n--
		}
		rows = append(rows, strings.Join(bits[:n], "   "))
		bits = bits[n:]
	}
	return indent(rows)
}

// dots are the steps of a journey: past, present, to come.
func (t Theme) dots(step, of int) string {
	dots := make([]string, of)
	for i := range dots {
		switch n := i + 1; {
		case n < step:
			dots[i] = t.Quiet.Render(t.Glyphs.Past)
		case n == step:
			dots[i] = t.Accent.Render(t.Glyphs.Now)
		default:
			dots[i] = t.Quiet.Render(t.Glyphs.Todo)
		}
	}
	return strings.Join(dots, " ")
}

// say is the message. Its text stands under itself.
func (t Theme) say(m Mark, s Prose, wide int) []string {
	if s.Width() == 0 {
		return []string{""}
	}
	mark := t.Mark(m)
	if m == Urgent {
		return t.urgent(mark.String(), s, wide)
	}
	hang := max(2, mark.Width()+1)
	in := wide - 4 - hang
	if wide < usual {
		in -= 2 // as wide as the text above it
	}
	return indent(t.hang(mark, hang, t.Wrap(s, in)))
}

// urgent is a message that cannot be overlooked: its rows are filled from edge to
// edge with the terminal's own two colours the other way round, the one pair in
// which a sentence is surely legible, and its mark stands at both ends, for those
// who see no filling.
func (t Theme) urgent(mark string, s Prose, wide int) []string {
	in, hang := wide-4, ansi.StringWidth(mark)+1
	rows := t.Wrap(untoned(s), in-2*hang)
	for i, r := range rows {
		rows[i] = margin + t.Badge.Render(apart(pad(mark, hang)+r, mark, in))
	}
	return rows
}

// footer lists the keys. Where they are too many it first closes up, then leaves
// out the last but one: the last is the way out, and help knows them all. Two
// that still do not fit stand one under the other.
func (t Theme) footer(keys []Key, in int) []string {
	for gap := "   "; ; gap = "  " {
		row := t.caps(keys, gap)
		switch {
		case row == "":
			return []string{""}
		case lipgloss.Width(row) <= in:
			return []string{margin + row}
		case len(keys) > 2 && gap == "  ":
			keys = append(slices.Clone(keys[:len(keys)-2]), keys[len(keys)-1])
		case len(keys) <= 2:
			var rows []string
			for i, k := range keys {
				rows = append(rows, t.key(k, i == 0, in)...)
			}
			return indent(rows)
		}
	}
}

func (t Theme) caps(keys []Key, gap string) string {
	var out []string
	for i, k := range keys {
		out = append(out, t.keycap(k, i == 0)+" "+t.Text.Render(printable(k.Does)))
	}
	return strings.Join(out, gap)
}

func (t Theme) keycap(k Key, first bool) string {
	if first {
		return t.cap(t.Bar, printable(k.Cap))
	}
	return t.Strong.Render(printable(k.Cap))
}

// key is one key on rows of its own.
func (t Theme) key(k Key, first bool, in int) []string {
	c := t.keycap(k, first)
	n := lipgloss.Width(c) + 1
	rows := t.Wrap(Plain(k.Does), in-n)
	for i := range rows {
		if i == 0 {
			rows[i] = c + " " + rows[i]
		} else {
			rows[i] = strings.Repeat(" ", n) + rows[i]
		}
	}
	return rows
}
