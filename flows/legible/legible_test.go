package legible_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"aktivasi/flows/legible"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "Siti Nurhaliza, S.Pd.", "Siti Nurhaliza, S.Pd."},
		{"nothing", "", ""},
		{"blanks only", " \t\u00a0\u3000\n", ""},
		{"accents, other scripts, symbols", "José 李小龍 Ωmega ½ €5 ✓ 😀", "José 李小龍 Ωmega ½ €5 ✓ 😀"},
		{"decomposed accent", "Jose\u0301", "Jose\u0301"},
		{"runs of blanks", "  Budi \t \u00a0 Santoso\r\n", "Budi Santoso"},
		{"lines", "Budi\nSantoso\u2028S.H.\u2029x\u0085y", "Budi Santoso S.H. x y"},
		{"odd spaces", "a\u2003b\u202fc\u205fd\u1680e\u2800f", "a b c d e f"},
		{"colour", "\x1b[31mBudi\x1b[0m", "[31mBudi[0m"},
		{"clipboard", "Budi\x1b]52;c;cm0gLXJm\x07", "Budi]52;c;cm0gLXJm"},
		{"title and C1", "\u009b2J\u009d0;x\u009c", "2J0;x"},
		{"C1 as a byte", "Budi\x9b2J", "Budi2J"},
		{"null, delete, backspace", "B\x00u\x7fd\bi", "Budi"},
		{"zero-width", "B\u200bu\u200cd\u200di\u2060\ufeff", "Budi"},
		{"soft hyphen", "Bu\u00addi", "Budi"},
		{"bidi override", "Budi\u202eosotnaS\u202c", "BudiosotnaS"},
		{"bidi marks and isolates", "\u200e\u200f\u061c\u2066B\u2067u\u2068d\u2069i\u202a\u202b\u202d", "Budi"},
		{"variation selectors", "A\ufe0fB\U000e0100C\u180b", "ABC"},
		{"tags", "Budi\U000e0001\U000e0042\U000e007f", "Budi"},
		{"private use", "B\ue000u\uf8ffd\U000f0000i\U0010fffd", "Budi"},
		{"unassigned and noncharacters", "B\u0378u\uffffd\U0001fffei", "Budi"},
		{"surrogate half as bytes", "B\xed\xa0\x80udi", "Budi"},
		{"letters nobody sees", "\u3164B\u115fu\u1160d\uffa0i\u034f", "Budi"},
		{"only letters nobody sees", "\u3164\u3164", ""},
		{"annotation, musical format", "B\ufff9u\U0001d173di", "Budi"},
		{"not UTF-8", "Bu\xffd\xc3i\xe2\x80", "Budi"},
		{"Windows-1252", "Jos\xe9", "Jos"},
		{"replacement character itself", "Bu\ufffddi", "Bu\ufffddi"},
		{"bytes taken out make no character", "\xe2\x80\xff\x8b\xc3\x1b\xa9", ""},
		{"mark without a letter", "\u0301Budi \u0301Santoso", "Budi Santoso"},
		{"mark behind what went", "\u200b\u0301Budi", "Budi"},
		{"blank, unseen, blank", "Budi \u200b Santoso", "Budi Santoso"},
		{"blank at the end, behind it something unseen", "Budi \u200b", "Budi"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := legible.Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in    string
		limit int
		want  string
	}{
		{"Budi Santoso", 40, "Budi Santoso"},
		{"Budi Santoso", 12, "Budi Santoso"},
		{"Budi Santoso", 11, "Budi Santos"},
		{"Budi Santoso", 5, "Budi"}, // no space at the cut
		{"Budi Santoso", 1, "B"},
		{"Budi Santoso", 0, ""},
		{"Budi Santoso", -1, ""},
		{"", 0, ""},
		{"HP\u202e  Pribadi\x1b", 7, "HP Prib"}, // cleaned first, then counted
		{"李小龍的手機", 3, "李小龍"},                    // characters, not bytes
	} {
		if got := legible.Line(tt.in, tt.limit); got != tt.want {
			t.Errorf("Line(%+q, %d) = %+q, want %+q", tt.in, tt.limit, got, tt.want)
		}
	}
}

// Each code point there is, between two letters: it stays, becomes a space or
// goes, as its kind demands. The ranges are written out here and not asked of
// the same tables. From plane 2 on, where little is assigned, every 61st will do.
func TestEveryRune(t *testing.T) {
	t.Parallel()
	for r, step := rune(0), rune(1); r <= unicode.MaxRune; r += step {
		if r == 0x20000 {
			step = 61
		}
		got := legible.Clean("a" + string(r) + "b")
		switch {
		case r >= 0xd800 && r < 0xe000: // string makes U+FFFD of it
		case r >= '\t' && r <= '\r', r == 0x85, r == 0xa0, r == 0x2028, r == 0x2029, r == 0x3000:
			if got != "a b" {
				t.Errorf("%U is no space: %+q", r, got)
			}
		case r < ' ', r >= 0x7f && r < 0xa0, // controls
			r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, // invisible, bidi
			r == 0xfeff, r == 0xad, r == 0x61c, r == 0x180e, r == 0x3164,
			r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff, // selectors, tags
			r >= 0xe000 && r <= 0xf8ff, r >= 0xf0000: // private use
			if got != "ab" {
				t.Errorf("%U stays: %+q", r, got)
			}
		case r > ' ' && r < 0x7f, r >= 0xc0 && r <= 0x17f, r >= 0x4e00 && r <= 0x9fff:
			if got != "a"+string(r)+"b" {
				t.Errorf("%U is lost: %+q", r, got)
			}
		}
	}
}

// Text of letters with single spaces between comes out as it went in.
func TestCleanKeeps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.StringMatching(`[!-~À-ž]{1,9}`)).Draw(t, "words"), " ")
		if got := legible.Clean(s); got != s {
			t.Fatalf("Clean(%+q) = %+q", s, got)
		}
	})
}

// Whatever comes in, what comes out is clean, and cleaning it again does
// nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"Budi Santoso", " \x1b]52;c;x\x07 ", "\u202eBudi\u200b", "Jos\xe9", "\xed\xa0\x80", "\u0301x", "a \ufe0f\u0301 b",
		"\xe2\x80\xff\x8b", "\u3164", "😀\u200d😀", "\ufffd",
	} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		c := legible.Clean(s)
		check(t, c)
		if again := legible.Clean(c); again != c {
			t.Fatalf("Clean(%+q) = %+q, again %+q", s, c, again)
		}
		l := legible.Line(s, limit)
		check(t, l)
		if n := utf8.RuneCountInString(l); n > max(limit, 0) || !strings.HasPrefix(c, l) || limit >= utf8.RuneCountInString(c) && l != c {
			t.Fatalf("Line(%+q, %d) = %+q of %+q", s, limit, l, c)
		}
	})
}

func check(tb testing.TB, s string) {
	tb.Helper()
	if !utf8.ValidString(s) {
		tb.Fatalf("%+q is not UTF-8", s)
	}
	if strings.Contains(s, "  ") || s != strings.TrimSpace(s) {
		tb.Fatalf("%+q has blanks to spare", s)
	}
	for _, r := range s {
		if r != ' ' && !unicode.IsGraphic(r) || r != ' ' && unicode.IsSpace(r) || unicode.In(r, unicode.C, unicode.Variation_Selector) {
			tb.Fatalf("%+q holds %U", s, r)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		legible.Clean("SEKOLAH DASAR NEGERI 1 BALIGE")
	}
}
