package paper

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// A seen is one character as a terminal would show it.
type seen struct {
	r             rune
	fg, bg        string // SGR parameters, "" for the terminal's own
	bold, reverse bool
}

// ground is what fills the cell, ink what the character is drawn in.
func (s seen) ground() string {
	if s.reverse {
		return s.fg
	}
	return s.bg
}

// A fataler is a test, or one try of a property.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// see is a terminal that knows select graphic rendition and nothing else. Every
// row must leave it as it found it.
func see(t fataler, rows []string) [][]seen {
	t.Helper()
	out := make([][]seen, len(rows))
	for i, row := range rows {
		var pen seen
		for row != "" {
			if rest, ok := strings.CutPrefix(row, "\x1b["); ok {
				params, after, ok := strings.Cut(rest, "m")
				if !ok || strings.Trim(params, "0123456789;") != "" {
					t.Fatalf("row %d: a sequence that is no colour: %q", i, row)
				}
				pen, row = pen.with(params), after
				continue
			}
			for _, r := range row {
				pen.r = r
				out[i] = append(out[i], pen)
				row = row[len(string(r)):]
				break
			}
		}
		pen.r = 0
		if pen != (seen{}) {
			t.Fatalf("row %d leaves the terminal with %+v", i, pen)
		}
	}
	return out
}

func (s seen) with(params string) seen {
	p := strings.Split(params, ";")
	for i := 0; i < len(p); i++ {
		n := p[i]
		long := func() string {
			k := 3 // 38;5;n
			if p[i+1] == "2" {
				k = 5 // 38;2;r;g;b
			}
			v := strings.Join(p[i:i+k], ";")
			i += k - 1
			return v
		}
		switch {
		case n == "0" || n == "":
			s = seen{}
		case n == "1":
			s.bold = true
		case n == "7":
			s.reverse = true
		case n == "38":
			s.fg = long()
		case n == "48":
			s.bg = long()
		case len(n) == 2 && (n[0] == '3' || n[0] == '9'):
			s.fg = n
		case len(n) == 2 && n[0] == '4', len(n) == 3 && n[:2] == "10":
			s.bg = n
		default:
			panic("unexpected rendition " + params)
		}
	}
	return s
}

func theme(p termenv.Profile, g Glyphs) Theme { return NewTheme(io.Discard, p, Calm, g) }

// bare is a theme whose rows can be compared as they are.
func bare() Theme { return theme(termenv.Ascii, Modern) }

// everywhere runs check on every kind of terminal.
func everywhere(t *testing.T, check func(t *testing.T, th Theme)) {
	t.Helper()
	for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, termenv.Ascii} {
		for name, g := range map[string]Glyphs{"modern": Modern, "console": Console, "ascii": ASCII} {
			t.Run(p.Name()+" "+name, func(t *testing.T) {
				t.Parallel()
				check(t, theme(p, g))
			})
		}
	}
}

// strip is what can be read of rows.
func strip(rows []string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(ansi.Strip(r))
		b.WriteByte('\n')
	}
	return b.String()
}

// letters is s without white space, so that wrapping does not show.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func within(t *testing.T, rows []string, wide int) {
	t.Helper()
	for i, r := range rows {
		if w := lipgloss.Width(r); w > wide {
			t.Errorf("row %d is %d wide, want at most %d: %q", i, w, wide, r)
		}
	}
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", frame(got), frame(want))
	}
}

func frame(rows []string) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "|%s|\n", r)
	}
	return b.String()
}
