package paper

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A Column is one of a [Table].
type Column struct {
	Title  string
	Right  bool // its cells end where it ends, as numbers do
	Weight int  // its share of the columns to spare; 0: it is as wide as its widest cell
	Least  int  // columns it has at least, so that nothing moves sideways while rows come and go
	Rank   int  // 0 stays; where there is no room the columns of the largest rank go first, all of one rank together
}

// A Table is rows of cells under titles. It is as wide as the page when a column
// has a weight, else as wide as its cells.
type Table struct {
	Columns []Column
	Rows    [][]Prose // a cell for each column; what is missing is blank
	Total   []Prose   // a last row, in bold below a rule; nil: none
	Airy    bool      // a blank row under the titles
}

// Table draws x, wide columns at most, with the row chosen filled as the line of
// a [Theme.Menu] is; -1 is none. head is the titles, for the rows that
// [Page.Pin] holds, and nil where there are none. The rows from to to are the
// chosen one's.
//
// Where the table is too wide it does without the columns that have a
// [Column.Rank]. That is the one exception to the rule that nothing is left out:
// give a rank to what can be seen elsewhere. Cells wrap in the columns that stay.
func (t Theme) Table(wide int, x Table, chosen int) (head, rows []string, from, to int) {
	g := x.fit(wide)
	if len(g.columns) == 0 {
		return nil, nil, 0, 0
	}
	if slices.ContainsFunc(x.Columns, func(c Column) bool { return c.Title != "" }) {
		titles := make([]Prose, len(x.Columns))
		for i, c := range x.Columns {
			titles[i] = Toned(InQuiet, c.Title)
		}
		head = indent(t.across(x, g, titles, as))
		if x.Airy {
			head = append(head, "")
		}
	}
	for i, cells := range x.Rows {
		if i != chosen {
			rows = append(rows, indent(t.across(x, g, cells, as))...)
			continue
		}
		from = len(rows)
		rows = append(rows, t.picked(t.across(x, g, cells, untoned), g.width()+2)...)
		to = len(rows)
	}
	if x.Total != nil {
		rows = append(rows, Blank+t.Quiet.Render(strings.Repeat(t.Glyphs.Rule, g.width())))
		rows = append(rows, indent(t.across(x, g, x.Total, emboldened))...)
	}
	return head, rows, from, to
}

// across is one row of a table, in as many rows of text as its longest cell.
func (t Theme) across(x Table, g grid, cells []Prose, tone func(Prose) Prose) []string {
	var rows []string
	left := 0
	for k, i := range g.columns {
		if i < len(cells) {
			for j, r := range t.cell(tone(cells[i]), g.wide[k], x.Columns[i].Right) {
				if j == len(rows) {
					rows = append(rows, "")
				}
				rows[j] = pad(rows[j], left) + r
			}
		}
		left += g.wide[k] + g.gap
	}
	for i, r := range rows {
		rows[i] = strings.TrimRight(r, " ")
	}
	if len(rows) == 0 {
		return []string{""}
	}
	return rows
}

// cell is p in wide columns. What goes on in a further row is set in by two
// columns, so that it is not taken for a row of the table, unless that breaks a
// word.
func (t Theme) cell(p Prose, wide int, right bool) []string {
	const in = 2
	rows := t.Wrap(p, wide)
	if right {
		for i, r := range rows {
			rows[i] = apart("", r, wide)
		}
		return rows
	}
	if len(rows) == 1 || longest(p) > wide-in {
		return rows
	}
	rows = t.Wrap(p, wide-in)
	for i := range rows[1:] {
		rows[i+1] = strings.Repeat(" ", in) + rows[i+1]
	}
	return rows
}

// longest is the width of the longest word of p.
func longest(p Prose) int {
	n := 0
	for w := range strings.FieldsSeq(p.String()) {
		n = max(n, ansi.StringWidth(w))
	}
	return n
}

func as(p Prose) Prose { return p }

// untoned is p as it stands on a filled row, where a tone would end the filling.
func untoned(p Prose) Prose { return Plain(p.String()) }

func emboldened(p Prose) Prose {
	p = slices.Clone(p)
	for i := range p {
		if p[i].Tone == InText {
			p[i].Tone = InBold
		}
	}
	return p
}
