package paper

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// A Timeline is how far another clock is from ours, to be seen and not believed.
// Earlier is left, as it is in writing.
type Timeline struct {
	Off            time.Duration // the other clock less ours
	Now, Other     string        // what the two moments are called
	Minutes, Hours string        // what the numbers count, below and above half an hour
}

// scale is how much of the line lies on each side of now: up to most, with a
// number at every step.
type scale struct{ most, step, unit time.Duration }

var scales = []scale{
	{2 * time.Minute, time.Minute, time.Minute},
	{5 * time.Minute, time.Minute, time.Minute},
	{10 * time.Minute, 2 * time.Minute, time.Minute},
	{30 * time.Minute, 10 * time.Minute, time.Minute},
	{2 * time.Hour, time.Hour, time.Hour},
	{4 * time.Hour, time.Hour, time.Hour},
	{12 * time.Hour, 3 * time.Hour, time.Hour},
}

// Timeline draws x, wide columns at most, in six rows: the other moment with an
// arrow down to the line, the line, its numbers, and an arrow up from now. What
// lies between the two is filled, so that it is read without colour. What is
// farther than the line is at its end. ok is false where there is no room: say it
// in words then.
func (t Theme) Timeline(wide int, x Timeline) (rows []string, ok bool) {
	far := x.Off.Abs()
	s := scales[len(scales)-1]
	for _, try := range scales {
		if far <= try.most {
			s = try
			break
		}
	}
	unit := x.Minutes
	if s.unit == time.Hour {
		unit = x.Hours
	}
	const broadest, least, edge = 10, 4, 2 // columns between numbers; and for half a number at either end
	steps := int(s.most / s.step)
	apart := min(broadest, (wide-2*edge-1-1-ansi.StringWidth(unit))/(2*steps))
	if apart < least {
		return nil, false
	}
	now, end := edge+steps*apart, edge+2*steps*apart
	reach := time.Duration(steps * apart)
	there := now + int((min(far, s.most)*reach+s.most/2)/s.most)*sign(x.Off)
	if there == now {
		there += sign(x.Off) // a little is not nothing
	}

	label := func(text string, at int) string {
		text = printable(text)
		n := ansi.StringWidth(text)
		return strings.Repeat(" ", max(0, min(at-n/2, wide-n))) + text
	}
	arrow := func(glyph string, at int) string { return strings.Repeat(" ", at) + t.Accent.Render(glyph) }
	rows = append(rows, label(x.Other, there), arrow(t.Glyphs.Down, there))

	box := strings.Split(t.Glyphs.Box, "")
	from, to := min(now, there), max(now, there)
	line := strings.Repeat(" ", edge)
	numbers := ""
	for at := edge; at <= end; at++ {
		i := (at - edge) / apart
		tick := (at-edge)%apart == 0
		switch {
		case from < to && at >= from && at <= to:
			line += t.Accent.Render(t.Glyphs.Full)
		case tick:
			line += t.Quiet.Render(box[5])
		default:
			line += t.Quiet.Render(t.Glyphs.Rule)
		}
		if tick {
			n := strconv.Itoa((i - steps) * int(s.step/s.unit))
			if i > steps {
				n = "+" + n
			}
			numbers = pad(numbers, at-len(n)/2) + n // the digit under its tick, the sign before it
		}
	}
	rows = append(rows, line, numbers+" "+printable(unit), arrow(t.Glyphs.Up, now), label(x.Now, now))
	return indent(rows), true
}

func sign(d time.Duration) int {
	switch {
	case d < 0:
		return -1
	case d > 0:
		return 1
	}
	return 0
}
