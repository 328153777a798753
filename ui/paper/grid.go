package paper

import (
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A grid is which columns of a table are shown, and how wide they are.
type grid struct {
	columns []int // of the table's
	wide    []int
	gap     int // columns between two of them
}

func (g grid) width() int {
	n := g.gap * max(0, len(g.wide)-1)
	for _, w := range g.wide {
		n += w
	}
	return n
}

func (g *grid) drop(k int) {
	g.columns, g.wide = slices.Delete(g.columns, k, k+1), slices.Delete(g.wide, k, k+1)
}

// fit chooses the columns that wide columns of text hold. Gaps close up first,
// then columns with a rank go, then the widest are made narrower, as long as there
// are any in which no word is broken by it. What has a weight is then widened.
func (x Table) fit(wide int) grid {
	g := grid{gap: 3}
	natural, word := x.measure()
	for i, c := range x.Columns {
		g.columns, g.wide = append(g.columns, i), append(g.wide, c.least(natural[i]))
	}
	if g.width() > wide {
		g.gap = 2
	}
	for g.width() > wide && x.dispense(&g) {
	}
	for g.width() > wide && (g.narrow(word) || g.narrow(nil)) {
	}
	for g.width() > wide && len(g.wide) > 1 {
		g.drop(len(g.wide) - 1) // no screen is as narrow as this
	}
	x.widen(&g, wide-g.width(), natural)
	return g
}

// narrow takes a column of text from the widest that is wider than its floor, and
// reports whether there is one.
func (g *grid) narrow(floor []int) bool {
	widest := -1
	for k, i := range g.columns {
		least := narrowest
		if floor != nil {
			least = max(least, floor[i])
		}
		if g.wide[k] > least && (widest < 0 || g.wide[k] > g.wide[widest]) {
			widest = k
		}
	}
	if widest >= 0 {
		g.wide[widest]--
	}
	return widest >= 0
}

// narrowest is the columns of the widest letters: no column of letters is narrower.
const narrowest = 2

// least is what c has before there is anything to spare.
func (c Column) least(natural int) int {
	const readable = 12 // columns in which a wrapped text is still read with ease
	switch {
	case c.Weight == 0:
		return max(natural, c.Least)
	case c.Least > 0:
		return max(c.Least, min(natural, narrowest))
	}
	return min(natural, readable)
}

// dispense drops the columns of the largest rank, and reports whether there were
// any. Some column always stays.
func (x Table) dispense(g *grid) bool {
	least, most := math.MaxInt, 0
	for _, i := range g.columns {
		least, most = min(least, x.Columns[i].Rank), max(most, x.Columns[i].Rank)
	}
	if least >= most {
		return false
	}
	for k := len(g.columns) - 1; k >= 0; k-- {
		if x.Columns[g.columns[k]].Rank == most {
			g.drop(k)
		}
	}
	return true
}

// widen gives spare columns out by weight. Who has more than its cells need
// lends to who would wrap.
func (x Table) widen(g *grid, spare int, natural []int) {
	weights := 0
	for _, i := range g.columns {
		weights += x.Columns[i].Weight
	}
	if weights == 0 || spare <= 0 {
		return
	}
	for k, i := range g.columns { // each a share of what is left, so that nothing is left over
		if w := x.Columns[i].Weight; w > 0 {
			n := spare * w / weights
			g.wide[k] += n
			spare, weights = spare-n, weights-w
		}
	}
	for k, i := range g.columns {
		for l, j := range g.columns {
			lack, over := natural[i]-g.wide[k], g.wide[l]-max(natural[j], x.Columns[j].Least)
			if n := min(lack, over); n > 0 && x.Columns[i].Weight > 0 && x.Columns[j].Weight > 0 {
				g.wide[k], g.wide[l] = g.wide[k]+n, g.wide[l]-n
			}
		}
	}
}

// measure is how wide each column would be with nothing wrapped, and how wide with
// no word broken.
func (x Table) measure() (natural, word []int) {
	natural, word = make([]int, len(x.Columns)), make([]int, len(x.Columns))
	row := func(cells []Prose) {
		for i, p := range cells[:min(len(cells), len(x.Columns))] {
			for part := range strings.SplitSeq(p.String(), "\n") {
				natural[i] = max(natural[i], ansi.StringWidth(part))
			}
			word[i] = max(word[i], longest(p))
		}
	}
	for i, c := range x.Columns {
		natural[i], word[i] = ansi.StringWidth(c.Title), longest(Plain(c.Title))
	}
	for _, cells := range x.Rows {
		row(cells)
	}
	row(x.Total)
	return natural, word
}
