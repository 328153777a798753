package paper

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
	"rsc.io/qr"
)

// uri is as long as one gets: a secret of 160 bits, a number of 18 digits, an
// issuer of 12 letters named twice.
const uri = "otpauth://totp/ASN-DIGITAL1:199001012015011001?secret=IFREGZCFMZDWQSLKJNWE23SPOBIXEU3U&issuer=ASN-DIGITAL1"

// Each kind of terminal with its names for black and white.
var inks = []struct {
	profile                termenv.Profile
	darkFg, darkBg, fg, bg string
}{
	{termenv.TrueColor, "38;2;0;0;0", "48;2;0;0;0", "38;2;255;255;255", "48;2;255;255;255"},
	{termenv.ANSI256, "38;5;16", "48;5;16", "38;5;231", "48;5;231"},
	{termenv.ANSI, "30", "40", "97", "107"},
	{termenv.Ascii, "30", "40", "97", "107"}, // NO_COLOR
}

// modules reads a code back off the screen: what is dark, row by row.
func modules(t *testing.T, rows []string, big bool, darkFg, darkBg, lightFg, lightBg string) [][]bool {
	t.Helper()
	dark := func(s, black, white string) bool {
		if s != black && s != white {
			t.Fatalf("a cell is %q, neither %q nor %q", s, black, white)
		}
		return s == black
	}
	var out [][]bool
	for _, row := range see(t, rows) {
		var upper, lower []bool
		for x := 0; x < len(row); x++ {
			c := row[x]
			if c.bold || c.reverse {
				t.Fatalf("a cell is bold or reverse: %+v", c)
			}
			fg, bg := dark(c.fg, darkFg, lightFg), dark(c.bg, darkBg, lightBg)
			if fg == bg {
				t.Fatalf("a cell's two colours are one: %+v", c)
			}
			switch {
			case big && c.r == ' ':
				x++
				if row[x] != c {
					t.Fatalf("half a module: %+v beside %+v", c, row[x])
				}
				upper = append(upper, bg)
			case !big && c.r == ' ':
				upper, lower = append(upper, bg), append(lower, bg)
			case !big && c.r == '▄':
				upper, lower = append(upper, bg), append(lower, fg)
			default:
				t.Fatalf("%q is drawn", c.r)
			}
		}
		out = append(out, upper)
		if !big {
			out = append(out, lower)
		}
	}
	return out
}

func TestQRIsTheCode(t *testing.T) {
	t.Parallel()
	for _, ink := range inks {
		for _, f := range []Frame{{80, 24}, {100, 30}, {120, 43}, {120, 60}} {
			for _, fit := range []func(string, Frame) (QR, bool){FitQR, FitBigQR} {
				q, ok := fit(uri, f)
				if !ok {
					continue
				}
				rows := theme(ink.profile, Modern).QR(uri, q)
				if len(rows) != q.Rows {
					t.Fatalf("%d rows, promised were %d", len(rows), q.Rows)
				}
				for i, r := range rows {
					if w := lipgloss.Width(r); w != q.Columns {
						t.Errorf("row %d is %d wide, promised were %d", i, w, q.Columns)
					}
				}
				want, err := qr.Encode(uri, q.Level)
				if err != nil {
					t.Fatal(err)
				}
				got := modules(t, rows, q.Big, ink.darkFg, ink.darkBg, ink.fg, ink.bg)
				for y, row := range got {
					for x, dark := range row {
						if dark != want.Black(x-q.Quiet, y-q.Quiet) { // light outside the code
							t.Fatalf("%v, %+v: module %d, %d is dark: %v", ink.profile.Name(), q, x, y, dark)
						}
					}
				}
				if least := want.Size + 2*q.Quiet; len(got) < least || len(got[0]) != least {
					t.Errorf("%d × %d modules, want %d", len(got[0]), len(got), least)
				}
			}
		}
	}
}

func TestFitQR(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 3000)
	for _, c := range []struct {
		name          string
		text          string
		f             Frame
		fit           func(string, Frame) (QR, bool)
		columns, rows int // 0: no
		quiet         int
		level         qr.Level
	}{
		{"smallest", uri, Frame{80, 24}, FitQR, 41, 21, 2, qr.L},
		{"one column less", uri, Frame{79, 24}, FitQR, 0, 0, 0, 0},
		{"one row less", uri, Frame{80, 23}, FitQR, 0, 0, 0, 0},
		{"one byte more", uri + "1", Frame{80, 24}, FitQR, 0, 0, 0, 0},
		{"wide, not high", uri, Frame{120, 29}, FitQR, 45, 23, 2, qr.M},
		{"roomy", uri, Frame{100, 30}, FitQR, 45, 23, 4, qr.L},
		{"Windows", uri, Frame{120, 30}, FitQR, 45, 23, 4, qr.L},
		{"large", uri, Frame{200, 60}, FitQR, 45, 23, 4, qr.L},
		{"short enough for M", uri[:84], Frame{100, 30}, FitQR, 45, 23, 4, qr.M},
		{"short, M when small", uri[:84], Frame{80, 24}, FitQR, 41, 21, 2, qr.M},
		{"more, roomy", uri + "1", Frame{100, 30}, FitQR, 45, 23, 2, qr.L},
		{"too long for any", long, Frame{500, 200}, FitQR, 0, 0, 0, 0},
		{"tiny", uri, Frame{10, 5}, FitQR, 0, 0, 0, 0},

		{"alone", uri, Frame{82, 43}, FitBigQR, 82, 41, 2, qr.L},
		{"alone, one row less", uri, Frame{82, 42}, FitBigQR, 0, 0, 0, 0},
		{"alone, one column less", uri, Frame{81, 43}, FitBigQR, 0, 0, 0, 0},
		{"alone, full quiet zone", uri, Frame{120, 47}, FitBigQR, 90, 45, 4, qr.L},
		{"alone, M", uri, Frame{120, 51}, FitBigQR, 98, 49, 4, qr.M},
		{"alone, too long for any", long, Frame{500, 200}, FitBigQR, 0, 0, 0, 0},
	} {
		q, ok := c.fit(c.text, c.f)
		if ok != (c.columns > 0) || q.Columns != c.columns || q.Rows != c.rows || q.Quiet != c.quiet || q.Level != c.level {
			t.Errorf("%s: %v %+v, want %d × %d, quiet %d, level %v", c.name, ok, q, c.columns, c.rows, c.quiet, c.level)
		}
	}
	if len(uri) != 106 {
		t.Errorf("the longest URI has %d bytes, want 106", len(uri))
	}
}

func TestWordsBesideQR(t *testing.T) {
	t.Parallel()
	for w := 80; w <= 132; w++ {
		for h := 24; h <= 40; h++ {
			f := Frame{w, h}
			q, ok := FitQR(uri, f)
			if !ok {
				t.Fatalf("no code at %v", f)
			}
			gap, wide := q.Beside(f)
			if all := 4 + q.Columns + gap + 2 + wide; wide < 32 || gap > 5 || all != min(w, Double) {
				t.Errorf("%v: code %d, gap %d, words %d", f, q.Columns, gap, wide)
			}
		}
	}
	if gap, wide := (QR{Columns: 41}).Beside(Frame{80, 24}); gap != 1 || wide != 32 {
		t.Errorf("gap %d, words %d, want 1 and 32", gap, wide)
	}
}

func TestQRDrawsNothingButItsText(t *testing.T) {
	t.Parallel()
	q, _ := FitQR(uri, Frame{80, 24})
	for _, text := range []string{uri + strings.Repeat("x", 100), strings.Repeat("x", 5000), ""} {
		if rows := bare().QR(text, q); rows != nil {
			t.Errorf("%d bytes: %d rows of a code that was not measured", len(text), len(rows))
		}
	}
	if rows := bare().QR(uri, QR{}); rows != nil {
		t.Errorf("%d rows without a plan", len(rows))
	}
}

// A code on a slow line: each row repeats a colour only where it changes.
func TestQRIsSparing(t *testing.T) {
	t.Parallel()
	q, _ := FitQR(uri, Frame{80, 24})
	for _, r := range theme(termenv.TrueColor, Modern).QR(uri, q) {
		parts := strings.Split(r, "\x1b[")[1:]
		sgr := make([]string, len(parts))
		for i, p := range parts {
			sgr[i], _, _ = strings.Cut(p, "m")
		}
		if len(slices.Compact(slices.Clone(sgr))) != len(sgr) {
			t.Errorf("a colour set twice: %q", r)
		}
	}
}

func BenchmarkQR(b *testing.B) {
	t := theme(termenv.TrueColor, Modern)
	q, _ := FitQR(uri, Frame{80, 24})
	for b.Loop() {
		t.QR(uri, q)
	}
	b.ReportMetric(float64(len(strings.Join(t.QR(uri, q), "\n"))), "B/code")
}

func BenchmarkFitQR(b *testing.B) {
	for b.Loop() {
		FitQR(uri, Frame{80, 24})
	}
}
