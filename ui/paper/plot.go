package paper

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A Plot is whole numbers as upright bars, one for each hour of a day for
// instance.
type Plot struct {
	First  int              // what the first bar is for; each further one is for one more
	Values []int            // as many as there are bars; less than 0 is 0
	High   int              // rows of the longest bar
	Number func(int) string // how a value is written; nil: in digits
}

// Plot draws x, wide columns at most, in High rows and three more: the largest
// value above its bar, the axis, and under it what the bars are for, in two
// digits as hours are. What is not nothing has a bar to be seen. ok is false
// where there is no room: say it in words then.
func (t Theme) Plot(wide int, x Plot) (rows []string, ok bool) {
	n := len(x.Values)
	if n == 0 || n > wide || x.High < 1 {
		return nil, false
	}
	const broadest = 6 // columns from one bar to the next
	step := min(wide/n, broadest)
	bar := max(1, step-max(1, step/3)) // of them filled
	across := n*step - (step - bar)    // no gap after the last
	top := max(0, slices.Max(x.Values))
	peak := strconv.Itoa(top)
	if x.Number != nil {
		peak = printable(x.Number(top))
	}
	wanted := ansi.StringWidth(peak)
	if wanted > wide {
		return nil, false
	}
	highest := max(0, slices.Index(x.Values, top)) // the first of those as high
	at := max(0, min(highest*step+(bar-wanted)/2, across-wanted))
	rows = append(rows, strings.Repeat(" ", at)+t.Text.Render(peak))
	rows = append(rows, t.bars(x, step, bar, across, top)...)
	rows = append(rows, t.Quiet.Render(strings.Repeat(t.Glyphs.Rule, across)), t.Quiet.Render(x.labels(wide, step, bar)))
	return indent(rows), true
}

// bars are made of half rows where the terminal can draw them.
func (t Theme) bars(x Plot, step, bar, across, top int) []string {
	fine := 1
	if t.Glyphs.Pixels {
		fine = 2
	}
	img := image.NewAlpha(image.Rect(0, 0, across, x.High*fine))
	for i, v := range x.Values {
		dots := 0
		if v > 0 {
			dots = max(1, int(float64(v)/float64(top)*float64(x.High*fine)+0.5))
		}
		for y := img.Rect.Max.Y - dots; y < img.Rect.Max.Y; y++ {
			for c := range bar {
				img.SetAlpha(i*step+c, y, color.Alpha{A: 0xff})
			}
		}
	}
	if t.Glyphs.Pixels {
		return t.Bitmap(img, InAccent, nil)
	}
	rows := make([]string, x.High)
	for y := range rows {
		var b strings.Builder
		for c := range across {
			if img.AlphaAt(c, y).A > 0 {
				b.WriteString(t.Glyphs.Full)
			} else {
				b.WriteByte(' ')
			}
		}
		rows[y] = t.Accent.Render(strings.TrimRight(b.String(), " "))
	}
	return rows
}

// labels stand under the middle of their bars, as many as leave a blank between
// them.
func (x Plot) labels(wide, step, bar int) string {
	label := func(i int) string { return fmt.Sprintf("%02d", x.First+i) }
	last := len(x.Values) - 1
	widest := max(len(label(0)), len(label(last)))
	every := (widest + step) / step // rounded up, with the blank
	var row string
	for i := 0; i <= last; i += every {
		s := label(i)
		if at := i*step + max(0, bar-len(s))/2; at+len(s) <= wide {
			row = pad(row, at) + s
		}
	}
	return row
}
