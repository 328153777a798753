package paper

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

// Whatever is on it, a phone keeps its size, and the chosen item is in sight with
// its code; the arrows say whether there is more.
func TestHandset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.SampledFrom([]Glyphs{Modern, Console, ASCII}).Draw(t, "glyphs")
		th := theme(rapid.SampledFrom([]termenv.Profile{termenv.TrueColor, termenv.Ascii}).Draw(t, "profile"), g)
		h := Handset{Name: "Phone", Clock: "09.21 WIB", Title: "Codes", Mark: Done}
		if rapid.Bool().Draw(t, "says") {
			h.Say = Plain(rapid.SampledFrom([]string{"Added.", "This page does not ask for a code at all."}).Draw(t, "say"))
		}
		if rapid.Bool().Draw(t, "meter") {
			h.Facts = []Prose{th.Meter(InAccent, 7, 14)}
		}
		n := rapid.IntRange(1, 20).Draw(t, "items")
		for i := range n {
			x := Item{Text: fmt.Sprintf("Office 1990010120150110%02d", i), Gap: rapid.Bool().Draw(t, "gap")}
			if rapid.Bool().Draw(t, "code") {
				x.Code = fmt.Sprintf("%03d 165", i)
			}
			h.Items = append(h.Items, x)
		}
		h.At = rapid.IntRange(0, n-1).Draw(t, "at")
		high := rapid.IntRange(16, HandsetTall).Draw(t, "high")
		rows := th.Handset(high, h)
		if len(rows) != high {
			t.Fatalf("%d rows, want %d\n%s", len(rows), high, strings.Join(rows, "\n"))
		}
		for _, r := range rows {
			if lipgloss.Width(r) != HandsetWide {
				t.Fatalf("%d columns in %q", lipgloss.Width(r), ansi.Strip(r))
			}
		}
		all := ansi.Strip(strings.Join(rows, "\n"))
		for _, want := range []string{h.Name, h.Clock, h.Title, fmt.Sprintf("%02d ", h.At), h.Items[h.At].Code, g.Pick + " Office"} {
			if !strings.Contains(all, want) {
				t.Fatalf("no %q in\n%s", want, all)
			}
		}
		title := ansi.Strip(rows[2])
		for mark, item := range map[string]int{g.Up: 0, g.Down: n - 1} {
			if shown := strings.Contains(all, fmt.Sprintf("0110%02d", item)); !shown && !strings.Contains(title, mark) {
				t.Fatalf("nothing says that there is more: %q\n%s", mark, all)
			}
		}
	})
}

// Held beside a page it leaves the whole page there, and both fit.
func TestWithHandset(t *testing.T) {
	th := theme(termenv.Ascii, Modern)
	h := Handset{Name: "Phone", Clock: "09.21 WIB", Title: "Codes", Items: []Item{{Text: "Scan"}}}
	for w := 40; w <= 240; w++ {
		for _, high := range []int{12, 23, 24, 30, 31, 60} {
			f := Frame{w, high}
			page, ok := FrameBeside(f)
			if want := w >= 114 && high >= 24; ok != want {
				t.Fatalf("%v: beside a page: %v", f, ok)
			}
			if !ok {
				continue
			}
			p := Page{Brand: "A", Journey: "B", Clock: "09.21", Body: th.Para(page.Body(), Plain(strings.Repeat("word ", 200)))}
			view := th.View(p, page)
			both := th.WithHandset(view, h, f)
			if a, b := lipgloss.Size(both); a > w || b > high {
				t.Fatalf("%v: %d x %d", f, a, b)
			}
			lines := strings.Split(both, "\n")
			for i, r := range strings.Split(view, "\n") {
				if !strings.Contains(lines[i], strings.TrimRight(r, " ")) {
					t.Fatalf("%v: row %d of the page is not whole: %q", f, i, lines[i])
				}
			}
			for _, r := range th.Handset(HandsetTall, h) {
				if !strings.Contains(both, r) {
					t.Fatalf("%v: no %q in\n%s", f, r, both)
				}
			}
		}
	}
}
