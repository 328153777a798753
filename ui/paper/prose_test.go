package paper

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

func TestRich(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format string
		data   []string
		want   Prose
	}{
		{"", nil, nil},
		{"plain", nil, Plain("plain")},
		{"*bold*", nil, Bold("bold")},
		{"sent to *%s*.", []string{"j@x.id"}, Prose{{"sent to ", InText}, {"j@x.id", InBold}, {".", InText}}},
		{"*%s* at %s", []string{"a", "b"}, Prose{{"a", InBold}, {" at ", InText}, {"b", InText}}},
		{"what is typed: %s", []string{"*a* %s **"}, Prose{{"what is typed: ", InText}, {"*a* %s **", InText}}},
		{"3 ** 4", nil, Prose{{"3 *", InText}, {" 4", InText}}},
		{"masked %s, *strong*", []string{"joh*****@gmail.com"}, Prose{{"masked ", InText}, {"joh*****@gmail.com", InText}, {", ", InText}, {"strong", InBold}}},
		{"50 % and %s", nil, Plain("50 % and %s")},
		{"empty %s", []string{""}, Plain("empty ")},
		{"half *open", nil, Prose{{"half ", InText}, {"open", InBold}}},
	} {
		if got := Rich(c.format, c.data...); !slices.Equal(got, c.want) {
			t.Errorf("%q %q:\n got %q\nwant %q", c.format, c.data, got, c.want)
		}
	}
}

// Whatever is said, no row is too wide, no letter is lost, and a word is broken
// only where it has no row to itself.
func TestWrapLosesNothing(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[a-zA-Z0-9@.,*%-]{1,30}|[日本語한é\x{301}]{1,4}`)
	rapid.Check(t, func(t *rapid.T) {
		var p Prose
		for range rapid.IntRange(0, 12).Draw(t, "spans") {
			s := strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "words"), rapid.SampledFrom([]string{" ", "  ", "\n", ""}).Draw(t, "between"))
			p = append(p, Span{s, Tone(rapid.IntRange(0, int(InQuiet)).Draw(t, "tone"))})
		}
		wide := rapid.IntRange(2, 100).Draw(t, "wide")
		rows := theme(termenv.TrueColor, Modern).Wrap(p, wide)
		for i, r := range rows {
			if w := lipgloss.Width(r); w > wide {
				t.Fatalf("row %d is %d wide, want at most %d", i, w, wide)
			}
		}
		got := ansi.Strip(strings.Join(rows, "\n"))
		if letters(got) != letters(p.String()) {
			t.Fatalf("got\n%s\nof\n%s", got, p)
		}
		for _, w := range strings.Fields(p.String()) {
			if ansi.StringWidth(w) <= wide && !slices.Contains(strings.Fields(got), w) {
				t.Fatalf("%q was broken in %d columns:\n%s", w, wide, got)
			}
		}
		if n := strings.Count(p.String(), "\n") + 1; len(rows) < n {
			t.Fatalf("%d rows of %d", len(rows), n)
		}
	})
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		wide int
		want []string
	}{
		{"", 10, []string{""}},
		{"a b", 10, []string{"a b"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"issuer ASN-Digital", 12, []string{"issuer", "ASN-Digital"}}, // not after the hyphen
		{"a  b", 10, []string{"a  b"}},
		{"long   gap", 7, []string{"long", "gap"}},
		{"one\n\ntwo", 10, []string{"one", "", "two"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"x abcdefghij", 4, []string{"x", "abcd", "efgh", "ij"}},
		{"日本語", 4, []string{"日本", "語"}},
		{"日本", 1, []string{"日", "本"}}, // one letter a row at least, or it would never end
		{"evil\x1b[2J\x07\u009b", 20, []string{"evil[2J"}},
	} {
		same(t, bare().Wrap(Plain(c.text), c.wide), c.want)
	}
}

// A word in two tones stays one word, and each row brings its own colours.
func TestWrapKeepsTones(t *testing.T) {
	t.Parallel()
	th := theme(termenv.TrueColor, Modern)
	rows := see(t, th.Wrap(Prose{{"aa b", InBold}, {"c dd", InText}}, 5))
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	for _, c := range []struct {
		row, col int
		r        rune
		bold     bool
	}{{0, 0, 'a', true}, {0, 3, 'b', true}, {0, 4, 'c', false}, {1, 0, 'd', false}} {
		if got := rows[c.row][c.col]; got.r != c.r || got.bold != c.bold {
			t.Errorf("row %d column %d: %+v, want %q bold %v", c.row, c.col, got, c.r, c.bold)
		}
	}
	for tone := InBold; tone <= InQuiet; tone++ {
		got := see(t, []string{th.In(tone, "x")})[0][0]
		if !got.bold && got.fg == "" {
			t.Errorf("tone %d looks like text", tone)
		}
		if plain := bare().In(tone, "x"); plain != "x" {
			t.Errorf("tone %d without colour: %q", tone, plain)
		}
	}
}
