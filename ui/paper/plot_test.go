package paper

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

func TestPlot(t *testing.T) {
	t.Parallel()
	day := Plot{First: 7, Values: []int{3, 14, 37, 41, 22, 5, 9, 28, 31, 12, 1, 0}, High: 5}
	for _, c := range []struct {
		name string
		th   Theme
		wide int
		x    Plot
		want []string
	}{
		{"wide", bare(), 72, day, []string{
			"                     41",
			"              ▄▄▄▄  ████",
			"              ████  ████                    ▄▄▄▄  ████",
			"              ████  ████  ▄▄▄▄              ████  ████",
			"        ▄▄▄▄  ████  ████  ████              ████  ████  ▄▄▄▄",
			"  ▄▄▄▄  ████  ████  ████  ████  ▄▄▄▄  ████  ████  ████  ████  ▄▄▄▄",
			"  ──────────────────────────────────────────────────────────────────────",
			"   07    08    09    10    11    12    13    14    15    16    17    18",
		}},
		{"small", bare(), 32, day, []string{
			"        41",
			"      ▄ █",
			"      █ █       ▄ █",
			"      █ █ ▄     █ █",
			"    ▄ █ █ █     █ █ ▄",
			"  ▄ █ █ █ █ ▄ █ █ █ █ ▄",
			"  ───────────────────────",
			"  07  09  11  13  15  17",
		}},
		{"ascii", theme(termenv.Ascii, ASCII), 52, day, []string{
			"              41",
			"          ### ###",
			"          ### ###                 ###",
			"          ### ### ###         ### ###",
			"      ### ### ### ###         ### ###",
			"  ### ### ### ### ### ### ### ### ### ### ###",
			"  -----------------------------------------------",
			"  07  08  09  10  11  12  13  14  15  16  17  18",
		}},
		{"nothing yet", bare(), 20, Plot{First: 7, Values: []int{0, 0, -1}, High: 2}, []string{
			"   0",
			"",
			"",
			"  ────────────────",
			"   07    08    09",
		}},
		{"a number written by the caller", bare(), 12, Plot{Values: []int{1, 2418}, High: 1, Number: dotted}, []string{
			"       2.418",
			"  ▄▄▄▄  ████",
			"  ──────────",
			"   00    01",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, ok := c.th.Plot(c.wide, c.x)
			if !ok {
				t.Fatal("not drawn")
			}
			for i := range rows {
				rows[i] = strings.TrimRight(rows[i], " ")
			}
			same(t, rows, c.want)
		})
	}
	for name, c := range map[string]struct {
		wide int
		x    Plot
	}{
		"nothing":          {72, Plot{High: 5}},
		"too many":         {11, day},
		"no rows":          {72, Plot{Values: []int{1}}},
		"too large to say": {3, Plot{Values: []int{1000}, High: 2}},
	} {
		if rows, ok := bare().Plot(c.wide, c.x); ok || rows != nil {
			t.Errorf("%s: drawn", name)
		}
	}
}

// Whatever is counted, the plot keeps to its columns and its rows, and a bar is
// longer than another only for a larger value.
func TestPlotIsTheNumbers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.SampledFrom([]Glyphs{Modern, Console, ASCII}).Draw(t, "glyphs")
		th := theme(rapid.SampledFrom([]termenv.Profile{termenv.TrueColor, termenv.ANSI, termenv.Ascii}).Draw(t, "profile"), g)
		x := Plot{First: rapid.IntRange(0, 99).Draw(t, "first"), High: rapid.IntRange(1, 8).Draw(t, "high"),
			Values: rapid.SliceOfN(rapid.OneOf(rapid.IntRange(-1, 60), rapid.Just(math.MaxInt)), 1, 24).Draw(t, "values")}
		wide := rapid.IntRange(1, 100).Draw(t, "wide")
		rows, ok := th.Plot(wide, x)
		if !ok {
			return
		}
		if len(rows) != x.High+3 {
			t.Fatalf("%d rows, want %d", len(rows), x.High+3)
		}
		for i, r := range rows {
			if w := ansi.StringWidth(r); w > wide+2 {
				t.Fatalf("row %d is %d wide of %d: %q", i, w, wide+2, r)
			}
		}
		seen := see(t, rows)
		step := min(wide/len(x.Values), 6)
		long := make([]int, len(x.Values))
		for i := range x.Values {
			for _, row := range seen[1 : 1+x.High] {
				if c := 2 + i*step; c < len(row) {
					long[i] += dots(row[c])
				}
			}
			if (x.Values[i] > 0) != (long[i] > 0) {
				t.Fatalf("%d is %d dots", x.Values[i], long[i])
			}
		}
		for i, a := range long {
			for j, b := range long {
				if a > b && x.Values[i] <= x.Values[j] {
					t.Fatalf("%d is %d dots, %d is %d", x.Values[i], a, x.Values[j], b)
				}
			}
		}
	})
}

// dots is how much of a cell is drawn, in half rows.
func dots(s seen) int {
	n := map[rune]int{'█': 2, '▄': 1, '▀': 1, '#': 2}[s.r]
	if s.reverse {
		n = 2 - n
	}
	return n
}
