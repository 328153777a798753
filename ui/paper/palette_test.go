package paper

import (
	"math"
	"strconv"
	"testing"

	"github.com/charmbracelet/lipgloss"
)

// luminance is the relative luminance of #rrggbb (WCAG 2.2).
func luminance(hex string) float64 {
	lin := func(s string) float64 {
		n, err := strconv.ParseUint(s, 16, 8)
		if err != nil {
			panic(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(hex[1:3]) + 0.7152*lin(hex[3:5]) + 0.0722*lin(hex[5:7])
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// xterm is the shade of one of the upper 240 of 256 colours.
func xterm(t *testing.T, n string) string {
	t.Helper()
	i, err := strconv.Atoi(n)
	if err != nil || i < 16 || i > 255 {
		t.Fatalf("colour %q is one that themes change", n)
	}
	hex := func(r, g, b int) string { return "#" + h2(r) + h2(g) + h2(b) }
	if i >= 232 {
		v := 8 + 10*(i-232)
		return hex(v, v, v)
	}
	step := [...]int{0, 95, 135, 175, 215, 255}
	i -= 16
	return hex(step[i/36], step[i/6%6], step[i%6])
}

func h2(n int) string { return strconv.FormatInt(int64(n)+0x100, 16)[1:] }

// The figures are those the palette was chosen by.
func TestCalmIsLegible(t *testing.T) {
	for _, c := range []struct {
		name         string
		colour       lipgloss.CompleteColor
		black, white float64 // true colour
		xblack       float64 // 256 colours
		xwhite       float64
	}{
		{"accent", Calm.Accent, 4.57, 4.60, 4.57, 4.60},
		{"good", Calm.Good, 4.63, 4.53, 4.63, 4.53},
		{"trouble", Calm.Trouble, 4.58, 4.58, 5.25, 4.00},
		{"quiet", Calm.Quiet, 4.62, 4.54, 4.62, 4.54},
		{"bar", Calm.Bar, 4.57, 4.60, 4.57, 4.60}, // on white: OnBar on it
	} {
		for _, m := range []struct {
			shade, ground string
			least         float64
		}{
			{c.colour.TrueColor, "#000000", c.black},
			{c.colour.TrueColor, "#ffffff", c.white},
			{xterm(t, c.colour.ANSI256), "#000000", c.xblack},
			{xterm(t, c.colour.ANSI256), "#ffffff", c.xwhite},
		} {
			if got := contrast(m.shade, m.ground); got < m.least-0.005 {
				t.Errorf("%s, %s on %s: %.2f, want at least %.2f", c.name, m.shade, m.ground, got, m.least)
			}
		}
	}
	if Calm.OnBar != white {
		t.Errorf("letters on a bar are %v, measured was %v", Calm.OnBar, white)
	}
	// With 16 colours green and grey may be anything.
	for name, got := range map[string]string{"good": Calm.Good.ANSI, "quiet": Calm.Quiet.ANSI} {
		if got != "" {
			t.Errorf("%s is %q with 16 colours, want the terminal's own", name, got)
		}
	}
}
