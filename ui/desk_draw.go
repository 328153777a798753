package ui

import (
	"strconv"
	"strings"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// deskBody draws what desk has put into the sheet: the code to write down, the
// curve, the table.
func (a *App) deskBody(b *body, p *paper.Page, sh Sheet) {
	if !sh.Code.Empty() {
		b.gap()
		b.add(a.Theme.Plate(b.wide, sh.Code.Reveal(), []int{4, 4})...)
		b.gap()
	}
	if len(sh.Curve.Values) > 0 {
		b.gap()
		b.add(a.Theme.Para(b.wide, paper.Plain(sh.Curve.Title))...)
		if rows, ok := a.Theme.Plot(b.wide, sh.Curve.Plot); ok {
			b.add(rows...)
		}
	}
	if len(sh.Grid.Rows) == 0 {
		return
	}
	b.gap()
	chosen, x := -1, sh.Grid.Table
	if sh.Grid.Picks {
		chosen = a.form.at
	}
	if len(sh.Shares) > 0 && b.wide >= 72 {
		x = barred(a.Theme, x, sh.Shares)
	}
	head, rows, from, to := a.Theme.Table(b.wide, x, chosen)
	b.add(head...)
	if a.session.State != flows.AtProgress {
		p.Pin = len(b.rows) // what is looked for, and the titles, stay in sight
	}
	if to > from {
		b.from, b.to = len(b.rows)+from, len(b.rows)+to
	}
	b.add(rows...)
	a.causesBody(b, sh.Causes.Table)
}

// causesBody draws why codes were refused. On a narrow screen, where the table
// would break its words, each office is a sentence.
func (a *App) causesBody(b *body, x paper.Table) {
	if len(x.Rows) == 0 {
		return
	}
	b.gap()
	b.add(a.Theme.Para(b.wide, paper.Plain(a.Words.Code.Causes))...)
	if b.wide >= 72 {
		head, rows, _, _ := a.Theme.Table(b.wide, x, -1)
		b.add(append(head, rows...)...)
		return
	}
	for _, row := range x.Rows {
		b.add(a.Theme.Para(b.wide, paper.Plain(spokenRow(x, row)))...)
	}
	if x.Total != nil {
		b.add(a.Theme.Para(b.wide, paper.Bold(spokenRow(x, x.Total)))...)
	}
}

// barred is the table of the units with a bar for each, where there is room.
func barred(t paper.Theme, x paper.Table, shares []float64) paper.Table {
	const share = 7 // the column of the per cent
	bar := func(row []paper.Prose, part float64) []paper.Prose {
		row = append([]paper.Prose(nil), row...)
		row[share] = t.Share(part, 8)
		return row
	}
	rows := make([][]paper.Prose, len(x.Rows))
	for i, r := range x.Rows {
		rows[i] = bar(r, shares[i])
	}
	x.Rows, x.Total = rows, bar(x.Total, shares[len(shares)-1])
	return x
}

// spokenRow is a row of a table in one line, for the plain mode: each value
// behind the title of its column.
func spokenRow(x paper.Table, row []paper.Prose) string {
	var parts []string
	for i, c := range row {
		if text := c.String(); text != "" {
			if t := x.Columns[i].Title; t != "" && i > 0 {
				text = t + " " + text
			}
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// spokenCurve is a day by the hour in words.
func spokenCurve(c Curve) string {
	var parts []string
	for i, n := range c.Values {
		if n > 0 {
			parts = append(parts, strconv.Itoa(c.First+i)+": "+strconv.Itoa(n))
		}
	}
	return c.Title + ": " + strings.Join(parts, ", ")
}
