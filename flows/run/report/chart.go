package report

import (
	"fmt"
	"strings"
)

// A curve is the picture of a day, hour by hour, worked out in dots of the
// picture: x to the right, y downwards.
type curve struct {
	Width, Height int
	Left, Right   int // where the lines of the scale begin and end
	Base          int // where nought is
	Line, Area    string
	Dots          []dot
	Hours         []mark
	Scale         []mark
	Label         string
}

// A dot is one hour. Its number stands above it; an hour without anybody has
// none.
type dot struct {
	X, Y  int
	Text  string
	TextY int
}

// A mark is a number beside an axis.
type mark struct {
	X, Y int
	Text string
}

// The picture is as wide as A4 landscape leaves beside the table, in CSS pixels
// of 1/96 inch, so that its letters are as large as they say. The numbers of the
// scale take 44 at the left.
const (
	plotWidth, plotHeight = 700, 300
	plotLeft, plotRight   = 44, 690
	plotTop, plotBase     = 28, 264
)

// plot draws counts, the first of which is that of hour from. There is nothing
// to see in a day on which nobody came, nor in a single hour.
func plot(w words, counts []int, from int) *curve {
	peak, when := 0, 0
	for i, n := range counts {
		if n > peak {
			peak, when = n, i
		}
	}
	if peak == 0 || len(counts) < 2 {
		return nil
	}
	step := tick(peak)
	top := (peak + step - 1) / step * step
	x := func(i int) int { return plotLeft + 20 + i*(plotRight-plotLeft-40)/(len(counts)-1) }
	y := func(n int) int { return plotBase - n*(plotBase-plotTop)/top }

	c := &curve{
		Width: plotWidth, Height: plotHeight, Left: plotLeft, Right: plotRight, Base: plotBase,
		Label: w.curve(peak, w.hour(from+when)),
	}
	for n := 0; n <= top; n += step {
		c.Scale = append(c.Scale, mark{plotLeft - 8, y(n), w.show(n)})
	}
	var line []string
	for i, n := range counts {
		line = append(line, fmt.Sprintf("%d,%d", x(i), y(n)))
		d := dot{X: x(i), Y: y(n), TextY: y(n) - 9}
		if n > 0 {
			d.Text = w.show(n)
		}
		c.Dots = append(c.Dots, d)
		c.Hours = append(c.Hours, mark{x(i), plotBase + 20, fmt.Sprintf("%02d", from+i)})
	}
	c.Line = strings.Join(line, " ")
	c.Area = fmt.Sprintf("%d,%d %s %d,%d", x(0), plotBase, c.Line, x(len(counts)-1), plotBase)
	return c
}

// tick is the distance between two lines of the scale: 1, 2 or 5 times a power
// of ten, such that there are five lines at most above nought.
func tick(peak int) int {
	for step := 1; ; step *= 10 {
		for _, t := range []int{step, 2 * step, 5 * step} {
			if t*5 >= peak {
				return t
			}
		}
	}
}

// A bar is how much of a unit is done, beside the number that says so.
type bar struct {
	Fill  int // of barWidth
	Whole bool
	Label string
}

const barWidth = 120

// drawn is the bar of s. Something done is always a little to be seen.
func (w words) drawn(s share) *bar {
	fill := min(int(s), 1000) * barWidth / 1000
	if s > 0 {
		fill = max(fill, 1)
	}
	return &bar{Fill: fill, Whole: s >= 1000, Label: w.bar(w.show(s))}
}
