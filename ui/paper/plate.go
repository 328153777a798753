package paper

import "strings"

// Plate is a code that somebody copies by hand, in the middle of wide columns:
// boxes as in [Theme.Cells], but of seven columns and three rows each. Where not
// all of them fit side by side they are as small as those, and where not even
// then, the groups stand one under the other.
func (t Theme) Plate(wide int, code string, groups []int) []string {
	const (
		inner = 7
		dash  = 5 // columns, with the blanks beside it
	)
	across := -dash
	for _, size := range groups {
		across += dash + (inner+1)*size + 1
	}
	if across > wide || across < 0 {
		return centred(wide, t.Cells(wide, code, groups, -1, Focused))
	}

	box := []rune(t.Glyphs.Box)
	side := t.Accent.Render(string(box[3]))
	edge := func(size int, left, cross, right rune) string {
		bar := strings.Repeat(string(box[7]), inner)
		return t.Accent.Render(string(left) + strings.Repeat(bar+string(cross), size-1) + bar + string(right))
	}
	letters := []rune(printable(code))
	rows := make([]string, 5)
	n := 0
	for i, size := range groups {
		if size < 1 {
			continue
		}
		if i > 0 {
			for j := range rows {
				rows[j] += strings.Repeat(" ", dash)
			}
			rows[2] = strings.TrimSuffix(rows[2], strings.Repeat(" ", dash)) + "  " + t.Quiet.Render(t.Glyphs.Dash) + "  "
		}
		blank := side + strings.Repeat(strings.Repeat(" ", inner)+side, size)
		mid := side
		for range size {
			mid += "  " + t.box(letters, n, false, InAccent) + "  " + side
			n++
		}
		for j, r := range []string{edge(size, box[0], box[1], box[2]), blank, mid, blank, edge(size, box[4], box[5], box[6])} {
			rows[j] += r
		}
	}
	return centred(wide, rows)
}
