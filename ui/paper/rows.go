package paper

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// Para is a paragraph, wide columns at most.
func (t Theme) Para(wide int, p Prose) []string { return indent(t.Wrap(p, wide)) }

// Title is what a page is about, in bold, with the mark m in the mark column, a
// blank row above and one below.
func (t Theme) Title(wide int, m Mark, title string) []string {
	mark := t.Mark(m)
	hang := max(2, mark.Width()+1)
	rows := t.hang(mark, hang, t.Wrap(Bold(title), wide+2-hang))
	return append(append([]string{""}, rows...), "")
}

// Numbered is the n-th of several things to do. Its text stands under itself.
func (t Theme) Numbered(wide, n int, p Prose) []string {
	mark := Toned(InAccent, strconv.Itoa(n))
	hang := mark.Width() + 2
	return indent(t.hang(mark, hang, t.Wrap(p, wide-hang)))
}

// A Fact is something known: what it is, and it.
type Fact struct {
	Label string
	Value Prose
}

// Facts stand one under the other, so that a difference is seen and not
// believed. Where there is no room beside the labels a value stands under its
// own.
func (t Theme) Facts(wide int, facts []Fact) []string {
	col := 0
	for _, f := range facts {
		col = max(col, ansi.StringWidth(f.Label)+3)
	}
	var rows []string
	for _, f := range facts {
		if wide-col < 12 {
			rows = append(rows, t.Wrap(Plain(f.Label), wide)...)
			rows = append(rows, t.Wrap(f.Value, wide)...)
			continue
		}
		rows = append(rows, t.hang(Plain(f.Label), col, t.Wrap(f.Value, wide-col))...)
	}
	return indent(rows)
}

// Menu is lines to choose from, the chosen one filled. airy leaves a blank row
// between them. The rows from to to are the chosen line's.
func (t Theme) Menu(wide int, lines []string, chosen int, airy bool) (rows []string, from, to int) {
	const filled = 44 // columns, from the mark column on
	for i, s := range lines {
		if i > 0 && airy {
			rows = append(rows, "")
		}
		words := t.Wrap(Plain(s), wide) // not a style in them, so they can be filled
		if i != chosen {
			rows = append(rows, indent(words)...)
			continue
		}
		from = len(rows)
		across := filled
		for _, w := range words {
			across = max(across, ansi.StringWidth(w)+3)
		}
		across = min(across, wide+2)
		rows = append(rows, t.picked(words, across)...)
		to = len(rows)
	}
	return rows, from, to
}

// picked is rows as the chosen one of several, filled across columns from the mark
// column on. There are no styles in them.
func (t Theme) picked(rows []string, across int) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		pick := t.Glyphs.Pick + " "
		if i > 0 {
			pick = Blank
		}
		if t.plain {
			out[i] = pick + r
		} else {
			out[i] = t.Bar.Render(pad(pick+r, across))
		}
	}
	return out
}

// A Tick is one of several conditions: met ([Done]), unmet ([Refused]) or not
// judged yet ([NoMark]).
type Tick struct {
	Mark Mark
	Text string
}

// Ticks stand in columns of 24, three at most. Unmet ones are bold: one look
// finds them.
func (t Theme) Ticks(wide int, ticks []Tick) []string {
	const usualColumn, most, apart = 24, 3, 2
	marks := make([]Prose, len(ticks))
	across, hang := 0, 0
	for i, k := range ticks {
		if marks[i] = t.Mark(k.Mark); k.Mark == NoMark {
			marks[i] = Toned(InQuiet, t.Glyphs.Dot)
		}
		hang = max(hang, marks[i].Width()+1)
	}
	for _, k := range ticks {
		across = max(across, hang+ansi.StringWidth(k.Text))
	}
	column := max(usualColumn, across+apart)
	columns := max(1, min(most, (wide-across)/column+1))

	var rows []string
	for i, k := range ticks {
		tone := InText
		if k.Mark == Refused {
			tone = InBold
		}
		cell := t.hang(marks[i], hang, t.Wrap(Toned(tone, k.Text), wide-hang))
		if i%columns == 0 {
			rows = append(rows, indent(cell)...)
			continue
		}
		last := len(rows) - 1 // with more than one column every cell is one row
		rows[last] = pad(rows[last], 2+i%columns*column) + cell[0]
	}
	return rows
}

// Meter is a bar of of cells, full of them in tone.
func (t Theme) Meter(tone Tone, full, of int) Prose {
	full = max(0, min(full, of))
	return Prose{
		{strings.Repeat(t.Glyphs.Full, full), tone},
		{strings.Repeat(t.Glyphs.Empty, max(0, of-full)), InQuiet},
	}
}

// Beside sets two columns of rows next to each other, gap columns apart.
func Beside(left, right []string, gap int) []string {
	wide := 0
	for _, l := range left {
		wide = max(wide, lipgloss.Width(l))
	}
	rows := make([]string, max(len(left), len(right)))
	for i := range rows {
		if i < len(left) {
			rows[i] = left[i]
		}
		if i < len(right) && right[i] != "" {
			rows[i] = pad(rows[i], wide+gap) + right[i]
		}
	}
	return rows
}

// hang puts mark in front of the first of rows and indents the others by as many
// columns.
func (t Theme) hang(mark Prose, columns int, rows []string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		if i == 0 {
			out[i] = pad(t.draw(line(mark)), columns) + r
		} else {
			out[i] = strings.Repeat(" ", columns) + r
		}
	}
	return out
}

// indent puts the blank mark column, or the margin, in front of rows.
func indent(rows []string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		if r != "" {
			out[i] = Blank + r
		}
	}
	return out
}

// centred stands in the middle of wide columns, all of rows together.
func centred(wide int, rows []string) []string {
	across := 0
	for _, r := range rows {
		across = max(across, lipgloss.Width(r))
	}
	left := strings.Repeat(" ", max(0, wide-across)/2)
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = left + r
	}
	return indent(out)
}

// apart puts left and right at the two ends of a row.
func apart(left, right string, wide int) string {
	return pad(left, wide-lipgloss.Width(right)) + right
}

func pad(s string, wide int) string {
	return s + strings.Repeat(" ", max(0, wide-lipgloss.Width(s)))
}
