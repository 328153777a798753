package nip_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/nip"

	"pgregory.net/rapid"
)

// What Parse accepts it accepts again in every form it is printed in, and as the
// same number; what it refuses, it refuses with a fault that may be shown.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "199001012015011001", "200012312024121001", "198802292010012003", "200012312024211001",
		"199312012025212001", "198507172023221015", "198502292010012001", "199013012015011001",
		"199001322015011001", "199001012015131001", "199001012015201001", "199001012015013001",
		"199001012015011000", "130000001", "3500000101900001", "1.99001E+17", "1,99001E+17",
		"'199001012015011001", "19900101.201501.1.001", "NIP. 19900101 201501 1 001",
		"NI PPPK 199312012025212001", "NIP P3K199312012025212001", "ＮＩＰ　１９９００１０１２０１５０１１００１",
		"19900101\u00a0201501\xa01\xff001", "19900101201501100٣",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := nip.Parse(text)
		typed := nip.Digits(text)
		if len(typed) > nip.Length+1 || strings.Trim(typed, "0123456789") != "" {
			t.Fatalf("Digits(%q) = %q", text, typed)
		}
		if err != nil {
			var e *nip.Error
			if !errors.As(err, &e) || e.Fault <= nip.None || e.Fault >= nip.Faults || n != (nip.NIP{}) {
				t.Fatalf("Parse(%q) = %v, %v", text, n, err)
			}
			for _, c := range err.Error() {
				if c < ' ' || c > '~' {
					t.Fatalf("Parse(%q): error holds %U", text, c)
				}
			}
			return
		}
		if n.String() != typed {
			t.Fatalf("Parse(%q) = %v, Digits %q", text, n, typed)
		}
		again(t, n)
	})
}

// A number made of a possible life is accepted and decoded into that life; with
// a digit lost or doubled it is told so.
func TestParsePossible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := time.Date(1930, time.January, 1, 0, 0, 0, 0, time.UTC)
		birth := first.AddDate(0, 0, rapid.IntRange(0, 36_500).Draw(t, "born on day"))
		year := birth.Year() + rapid.IntRange(1, 60).Draw(t, "years till appointment")
		month := rapid.OneOf(rapid.IntRange(1, 12), rapid.IntRange(21, 29)).Draw(t, "digits 13 and 14")
		sex := rapid.IntRange(1, 2).Draw(t, "sex")
		s := fmt.Sprintf("%s%04d%02d%d%03d", birth.Format("20060102"), year, month, sex,
			rapid.IntRange(1, 999).Draw(t, "sequence"))

		n, err := nip.Parse(s)
		if err != nil {
			t.Fatalf("Parse(%q): %v", s, err)
		}
		kind := nip.PNS
		if month > 12 {
			kind, month = nip.PPPK, 0
		}
		y, m := n.Appointed()
		if n.Type() != kind || !n.Birth().Equal(birth) || y != year || m != time.Month(month) || n.Sex() != nip.Sex(sex) {
			t.Fatalf("%q: type %v, born %v, appointed %v-%v, sex %v", s, n.Type(), n.Birth(), y, m, n.Sex())
		}
		again(t, n)

		i := rapid.IntRange(0, nip.Length-1).Draw(t, "slip at")
		want(t, s[:i]+s[i+1:], nip.Lost)
		want(t, s[:i]+s[i:i+1]+s[i:], nip.Doubled)
	})
}

func again(tb rapid.TB, n nip.NIP) {
	tb.Helper()
	s := n.String()
	if len(s) != nip.Length || fmt.Sprintf("%018d", n.Number()) != s {
		tb.Fatalf("%q, as a number %d", s, n.Number())
	}
	if m := n.Masked(); m != s[:8]+"******"+s[14:] {
		tb.Fatalf("%q masked %q", s, m)
	}
	for _, form := range []string{s, n.Grouped(), "'" + s, "NIP. " + n.Grouped(), nip.Digits(n.Grouped())} {
		if m, err := nip.Parse(form); err != nil || m != n {
			tb.Fatalf("%q accepted, %q not: %v, %v", s, form, m, err)
		}
	}
}

func want(tb rapid.TB, text string, f nip.Fault) {
	tb.Helper()
	_, err := nip.Parse(text)
	var e *nip.Error
	if !errors.As(err, &e) || e.Fault != f {
		tb.Fatalf("Parse(%q): %v, want %v", text, err, f)
	}
}
