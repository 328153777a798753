package paper

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Cells draws code in boxes, one character each, in groups of the given sizes:
// joined boxes of three columns, a dash between groups. The box at holds the
// cursor while one types there. Groups that do not fit in wide columns stand one
// under the other.
func (t Theme) Cells(wide int, code string, groups []int, at int, s State) []string {
	var rows []string
	var top, mid, low string
	letters := []rune(printable(code))
	across, n := 0, 0
	flush := func() {
		if across > 0 {
			rows = append(rows, top, mid, low)
			top, mid, low, across = "", "", "", 0
		}
	}
	for _, size := range groups {
		if across > 0 && across+3+4*size+1 > wide {
			flush()
		}
		if across > 0 {
			top, low = top+"   ", low+"   "
			mid += " " + t.Quiet.Render(t.Glyphs.Dash) + " "
			across += 3
		}
		a, b, c := t.group(letters, n, size, at, s)
		top, mid, low = top+a, mid+b, low+c
		across += 4*size + 1
		n += size
	}
	flush()
	return rows
}

// group is size joined boxes, of which the first holds letter n.
func (t Theme) group(letters []rune, n, size, at int, s State) (top, mid, low string) {
	box := []rune(t.Glyphs.Box)
	side := t.In(s.tone(), string(box[3]))
	edge := func(left, cross, right rune) string {
		bar := strings.Repeat(string(box[7]), 3)
		return t.In(s.tone(), string(left)+strings.Repeat(bar+string(cross), size-1)+bar+string(right))
	}
	mid = side
	for i := n; i < n+size; i++ {
		mid += t.box(letters, i, i == at && (s == Focused || s == Trouble), s.tone()) + side
	}
	return edge(box[0], box[1], box[2]), mid, edge(box[4], box[5], box[6])
}

// box is what stands in one box, three columns.
func (t Theme) box(letters []rune, i int, cursor bool, tone Tone) string {
	letter := " "
	if i < len(letters) && ansi.StringWidth(string(letters[i])) == 1 {
		letter = string(letters[i])
	}
	switch {
	case cursor && t.plain && letter == " ":
		return " " + t.Glyphs.Cursor + " "
	case cursor && t.plain:
		return t.Glyphs.Cursor + letter + " "
	case cursor:
		return " " + t.style(tone).Reverse(true).Render(letter) + " "
	case letter == " ":
		return "   "
	}
	return " " + t.Strong.Render(letter) + " "
}
