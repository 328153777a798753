package paper

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

func TestTitle(t *testing.T) {
	t.Parallel()
	same(t, bare().Title(20, NoMark, "What is it?"), []string{"", "  What is it?", ""})
	same(t, bare().Title(20, Refused, "Refused, for the clock is late"), []string{"", "✗ Refused, for the", "  clock is late", ""})
	same(t, theme(termenv.Ascii, ASCII).Title(20, Done, "It is on, and that is that"), []string{"", "ok It is on, and that", "   is that", ""})
	if row := see(t, theme(termenv.TrueColor, Modern).Title(20, Refused, "R"))[1]; row[0].fg != "38;2;226;40;40" || row[2].fg != "" || !row[2].bold {
		t.Errorf("mark %+v, title %+v", row[0], row[2])
	}
}

func TestNumbered(t *testing.T) {
	t.Parallel()
	same(t, bare().Numbered(12, 1, Plain("open the app")), []string{"  1  open the", "     app"})
	same(t, bare().Numbered(12, 10, Plain("open it")), []string{"  10  open it"})
}

func TestFacts(t *testing.T) {
	t.Parallel()
	facts := []Fact{{"This computer", Bold("09.21.40")}, {"Phone", Plain("09.17.10 late")}}
	same(t, bare().Facts(40, facts), []string{"  This computer   09.21.40", "  Phone           09.17.10 late"})
	same(t, bare().Facts(28, facts), []string{"  This computer   09.21.40", "  Phone           09.17.10", "                  late"})
	same(t, bare().Facts(20, facts), []string{"  This computer", "  09.21.40", "  Phone", "  09.17.10 late"})
}

func TestMenu(t *testing.T) {
	t.Parallel()
	lines := []string{"one", "two of them, and long", "three"}
	rows, from, to := bare().Menu(12, lines, 1, true)
	same(t, rows, []string{"  one", "", "› two of them,", "  and long", "", "  three"})
	if from != 2 || to != 4 {
		t.Errorf("rows %d to %d, want 2 to 4", from, to)
	}
	th := theme(termenv.TrueColor, Modern)
	for _, c := range []struct {
		wide, want int
		line       string
	}{{72, 44, "short"}, {32, 34, "short"}, {72, 53, strings.Repeat("x", 50)}, {52, 54, strings.Repeat("x", 60)}} {
		rows, _, _ := th.Menu(c.wide, []string{c.line, "other"}, 0, false)
		filled := see(t, rows[:len(rows)-1])
		for _, row := range filled {
			if len(row) != c.want || slices.ContainsFunc(row, func(s seen) bool { return s.bg != "48;2;95;95;255" }) {
				t.Errorf("in %d columns the bar is %d, want %d, all filled", c.wide, len(row), c.want)
			}
		}
		if filled[0][0].r != '›' {
			t.Errorf("the bar begins with %q", filled[0][0].r)
		}
	}
	if rows, _, _ := th.Menu(72, lines, -1, false); len(rows) != 3 {
		t.Errorf("none chosen: %d rows, want 3", len(rows))
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	ticks := []Tick{{Done, "12 letters"}, {Refused, "a capital"}, {NoMark, "a digit"}, {Done, "not your name"}}
	same(t, bare().Ticks(72, ticks), []string{
		"  ✓ 12 letters            ✗ a capital             · a digit",
		"  ✓ not your name",
	})
	same(t, bare().Ticks(52, ticks), []string{
		"  ✓ 12 letters            ✗ a capital",
		"  · a digit               ✓ not your name",
	})
	same(t, theme(termenv.Ascii, ASCII).Ticks(32, ticks), []string{
		"  ok 12 letters", "  x  a capital", "  -  a digit", "  ok not your name",
	})
	long := append(ticks, Tick{Done, "a rule as long as this one"})
	for wide := 4; wide < 100; wide++ {
		rows := bare().Ticks(wide, long)
		within(t, rows, wide+2)
		for _, k := range long {
			if wide >= 32 && !strings.Contains(strip(rows), k.Text) {
				t.Errorf("in %d columns %q is lost", wide, k.Text)
			}
		}
	}
	row := see(t, theme(termenv.TrueColor, Modern).Ticks(72, ticks))[0]
	if met, unmet := row[4], row[28]; met.bold || !unmet.bold {
		t.Errorf("met %+v, unmet %+v: one look finds the unmet one", met, unmet)
	}
}

func TestMeter(t *testing.T) {
	t.Parallel()
	th := bare()
	for _, c := range []struct {
		full, of int
		want     string
	}{{0, 5, "·····"}, {3, 5, "■■■··"}, {5, 5, "■■■■■"}, {9, 5, "■■■■■"}, {-1, 5, "·····"}, {1, 0, ""}} {
		if got := th.Meter(InAccent, c.full, c.of).String(); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.full, c.of, got, c.want)
		}
	}
}

func TestBeside(t *testing.T) {
	t.Parallel()
	same(t, Beside([]string{"aa", "a"}, []string{"x", "", "y"}, 2), []string{"aa  x", "a", "    y"})
	same(t, Beside(nil, []string{"x"}, 0), []string{"x"})
	q, _ := FitQR(uri, Frame{80, 24})
	rows := Beside(theme(termenv.TrueColor, Modern).QR(uri, q), []string{"  words"}, 0)
	if w := lipgloss.Width(rows[0]); w != 41+7 {
		t.Errorf("%d columns, want %d", w, 48)
	}
}

// Nothing is told by colour alone: every mark and state is another letter.
func TestMarksDiffer(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]Glyphs{"modern": Modern, "console": Console, "ascii": ASCII} {
		th := theme(termenv.Ascii, g)
		said := map[string]Mark{}
		for m := Note; m <= Urgent; m++ {
			s := th.Mark(m).String()
			if other, ok := said[s]; ok || s == "" {
				t.Errorf("%s: marks %d and %d are both %q", name, m, other, s)
			}
			said[s] = m
		}
		if len(th.Mark(NoMark)) != 0 {
			t.Errorf("%s: no mark is %q", name, th.Mark(NoMark))
		}
		for _, pair := range [][2]string{{g.Past, g.Todo}, {g.Full, g.Empty}, {g.Up, g.Down}, {g.Blot, g.Cursor}} {
			if pair[0] == pair[1] {
				t.Errorf("%s: %q stands for two things", name, pair[0])
			}
		}
		for _, one := range []string{g.Here, g.Pick, g.Before, g.After, g.Cursor, g.Rule, g.Full, g.Empty, g.Blot, g.Dash, string(g.Hidden)} {
			if lipgloss.Width(one) != 1 {
				t.Errorf("%s: %q is not one column", name, one)
			}
		}
		if n := len([]rune(g.Box)); n != 8 {
			t.Errorf("%s: %d pieces of a box, want 8", name, n)
		}
	}
}

// Old consoles have the letters of WGL4 and no others; dumb ones have ASCII.
func TestGlyphsCanBeShown(t *testing.T) {
	t.Parallel()
	const wgl4 = "▌›√×…●○■·─–↑↓█•┌┬┐│└┴┘▄▀"
	all := func(g Glyphs) string {
		return strings.Join([]string{g.Here, g.Pick, g.Info, g.Good, g.Warn, g.Bad, g.Wait, g.Haste, g.Past, g.Now, g.Todo, g.Full, g.Empty, g.Rule,
			g.Dot, g.Dash, g.Blot, g.Up, g.Down, g.Arrows, g.Before, g.After, g.Cursor, string(g.Hidden), g.Box}, "")
	}
	for _, r := range all(Console) {
		if r > '~' && !strings.ContainsRune(wgl4, r) {
			t.Errorf("%q is not in the fonts of old consoles", r)
		}
	}
	for _, r := range all(ASCII) {
		if r > '~' {
			t.Errorf("%q is not ASCII", r)
		}
	}
}
