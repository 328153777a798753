package paper

import (
	"fmt"
	"math"
)

// Share is a part of one, 0 to 1, as a meter of cells with the per cent beside
// it, so that it is read and not guessed: cells and 5 more columns, whatever the
// part. It is finished, and looks it, only at 1. With no cells it is the per cent
// alone.
func (t Theme) Share(part float64, cells int) Prose {
	if cells < 1 {
		return Plain(Percent(part))
	}
	tone := InAccent
	if part >= 1 {
		tone = InGood
	}
	return append(t.Meter(tone, portion(part, cells), cells), Span{fmt.Sprintf(" %4s", Percent(part)), InText})
}

// Percent is a part of one in per cent, to the nearest. It is 0% only for nothing
// and 100% only for all, since "100%" with one person missing is untrue. What is
// no number (0 of 0) is nothing.
func Percent(part float64) string { return fmt.Sprintf("%d%%", portion(part, 100)) }

// portion is how many of n a part of one is, with the two ends kept for the ends.
func portion(part float64, n int) int {
	switch {
	case !(part > 0): // what is no number, too
		return 0
	case part >= 1:
		return n
	}
	return max(0, min(max(1, int(math.Round(part*float64(n)))), n-1))
}
