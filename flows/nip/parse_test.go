package nip_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/nip"
)

func TestParse(t *testing.T) {
	t.Parallel()
	date := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		text    string
		kind    nip.Type
		birth   time.Time
		year    int
		month   time.Month
		sex     nip.Sex
		unusual bool
	}{
		// Domain notes §15.
		{"199001012015011001", nip.PNS, date(1990, time.January, 1), 2015, time.January, nip.Male, false},
		{"200012312024121001", nip.PNS, date(2000, time.December, 31), 2024, time.December, nip.Male, false},
		{"198802292010012003", nip.PNS, date(1988, time.February, 29), 2010, time.January, nip.Female, false},
		{"200012312024211001", nip.PPPK, date(2000, time.December, 31), 2024, 0, nip.Male, false},
		{"199312012025212001", nip.PPPK, date(1993, time.December, 1), 2025, 0, nip.Female, false},
		{"198507172023221015", nip.PPPK, date(1985, time.July, 17), 2023, 0, nip.Male, false},
		// §2.1, the regulation's own example.
		{"196608011988031001", nip.PNS, date(1966, time.August, 1), 1988, time.March, nip.Male, false},
		// §2.2: every agreement from 1 to 9, part-time ones among them.
		{"198501022025242014", nip.PPPK, date(1985, time.January, 2), 2025, 0, nip.Female, false},
		{"198501022025291999", nip.PPPK, date(1985, time.January, 2), 2025, 0, nip.Male, false},
		// Appointed on a first: the day before one's 18th birthday, on it; the
		// last of 60, the first of 61.
		{"199002022008021001", nip.PNS, date(1990, time.February, 2), 2008, time.February, nip.Male, true},
		{"199002012008021001", nip.PNS, date(1990, time.February, 1), 2008, time.February, nip.Male, false},
		{"195002022011021001", nip.PNS, date(1950, time.February, 2), 2011, time.February, nip.Male, false},
		{"195002012011021001", nip.PNS, date(1950, time.February, 1), 2011, time.February, nip.Male, true},
		// A PPPK has a whole year to be of age in.
		{"200012312018211001", nip.PPPK, date(2000, time.December, 31), 2018, 0, nip.Male, false},
		{"200101012018211001", nip.PPPK, date(2001, time.January, 1), 2018, 0, nip.Male, true},
		{"196401022025211001", nip.PPPK, date(1964, time.January, 2), 2025, 0, nip.Male, false},
		{"196401012025211001", nip.PPPK, date(1964, time.January, 1), 2025, 0, nip.Male, true},
		// The earliest that is after the birth.
		{"199001012024121001", nip.PNS, date(1990, time.January, 1), 2024, time.December, nip.Male, false},
		{"199012311991011001", nip.PNS, date(1990, time.December, 31), 1991, time.January, nip.Male, true},
		{"199001011991211001", nip.PPPK, date(1990, time.January, 1), 1991, 0, nip.Male, true},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			n, err := nip.Parse(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			year, month := n.Appointed()
			if n.String() != tt.text || n.Type() != tt.kind || !n.Birth().Equal(tt.birth) ||
				year != tt.year || month != tt.month || n.Sex() != tt.sex || n.Unusual() != tt.unusual {
				t.Errorf("got %v: type %v, born %v, appointed %v-%v, sex %v, unusual %v",
					n, n.Type(), n.Birth(), year, month, n.Sex(), n.Unusual())
			}
			if n.Birth().Location() != time.UTC {
				t.Errorf("birth is in %v", n.Birth().Location())
			}
		})
	}
}

// However it is written, it is the same number.
func TestParseSpellings(t *testing.T) {
	t.Parallel()
	want := parse(t, "199001012015011001")
	for _, text := range []string{
		"19900101 201501 1 001",
		"19900101.201501.1.001",
		"19900101-201501-1-001",
		"19900101–201501—1‑001", // en dash, em dash, non-breaking hyphen
		"1 9 9 0 0 1 0 1 2 0 1 5 0 1 1 0 0 1",
		"\t199001012015011001\r\n",
		"19900101\u00a0201501\u202f1\u3000001", // no-break, narrow no-break, ideographic space
		"\ufeff199001012015011001",             // byte order mark
		"1990\u200b0101\u200e2015011001",       // zero-width space, left-to-right mark
		"'199001012015011001",                  // Excel's mark for text
		"’199001012015011001",                  // the same, after autocorrection
		"`199001012015011001",
		`"199001012015011001"`,
		`="199001012015011001"`, // the other way to keep Excel's hands off
		"199001012015011001.",
		"19900101/201501/1/001",
		"NIP. 19900101 201501 1 001",
		"NIP.199001012015011001",
		"NIP 199001012015011001",
		"NIP199001012015011001",
		"NIP: 199001012015011001",
		" nip : 199001012015011001",
		"N.I.P. 199001012015011001",
		"NI PPPK 199001012015011001",
		"NI PPPK. 199001012015011001",
		"NIPPPK 199001012015011001",
		"NIP PPPK 199001012015011001",
		"ni p3k 199001012015011001",
		"NIP P3K: 199001012015011001",
		"１９９００１０１２０１５０１１００１", // full-width
		"ＮＩＰ．　１９９００１０１ ２０１５０１ １ ００１",
		"19900101\xa0201501\xa01\xa0001", // Windows-1252 spaces, not decoded
	} {
		n, err := nip.Parse(text)
		if err != nil {
			t.Errorf("Parse(%q): %v", text, err)
		} else if n != want {
			t.Errorf("Parse(%q) = %v", text, n)
		}
	}
}

func TestParseFaults(t *testing.T) {
	t.Parallel()
	seen := map[nip.Fault]bool{nip.None: true}
	for _, tt := range []struct {
		text   string
		fault  nip.Fault
		detail string
	}{
		{"", nip.Empty, ""},
		{" \t", nip.Empty, ""},
		{"NIP.", nip.Empty, ""},
		{"NI PPPK", nip.Empty, ""},
		{"-", nip.Empty, ""},

		{"budi", nip.Stray, "B"},
		{"null", nip.Stray, "N"},
		{"N", nip.Stray, "N"},
		{"NIPX 199001012015011001", nip.Stray, "X"},
		{"NIP NIP 199001012015011001", nip.Stray, "N"},
		{"NRK 123456", nip.Stray, "N"}, // DKI Jakarta's own number, §2.5
		{"19900101201501100l", nip.Stray, "L"},
		{"19900101201501100O", nip.Stray, "O"},
		{"199001012O15011001", nip.Stray, "O"},
		{"199001012015011001 PNS", nip.Stray, "P"},
		{"19900101201501100１Ａ", nip.Stray, "A"},
		{"19900101201501100٣", nip.Stray, "U+0663"},
		{"19900101201501100𝟏", nip.Stray, "U+1D7CF"},
		{"199001012015011001²", nip.Stray, "U+00B2"},
		{"199001012015011001é", nip.Stray, "U+00E9"},
		{"1990010120150110\u03010", nip.Stray, "U+0301"},
		{"1990010120150110\u31640", nip.Stray, "U+3164"}, // a letter nobody sees
		{"199001012015011e01", nip.Stray, "E"},           // a slip, not a spreadsheet

		{"1.99001E+17", nip.Excel, "E+17"},
		{"1,99001E+17", nip.Excel, "E+17"},
		{"1.99001e+17", nip.Excel, "E+17"},
		{"1.99001E17", nip.Excel, "E17"},
		{"1.99001012015011E+17", nip.Excel, "E+17"},
		{"2E+17", nip.Excel, "E+17"},
		{" '1.99001E+17 ", nip.Excel, "E+17"},
		{"NIP. 1,99001E+17", nip.Excel, "E+17"},
		{"１．９９００１Ｅ＋１７", nip.Excel, "E+17"},
		{"1.3E+08", nip.Excel, "E+08"}, // the old number in a narrow column

		{"130000001", nip.Old, "9"},
		{"NIP. 130 000 001", nip.Old, "9"},
		{"3500000101900001", nip.NIK, "16"},
		{"19900101201501001", nip.Lost, "17"},
		{"1990010122015011001", nip.Doubled, "19"},
		{"1", nip.WrongLength, "1"},
		{"19900101", nip.WrongLength, "8"},
		{"1300000011", nip.WrongLength, "10"},
		{"199001012015011", nip.WrongLength, "15"},
		{"19900101201501100112", nip.WrongLength, "20"},
		{"199001012015011001 199001012015011001", nip.WrongLength, "36"},

		{"198502292010012001", nip.BadBirth, "19850229"},
		{"190002292010012001", nip.BadBirth, "19000229"}, // no leap year
		{"199013012015011001", nip.BadBirth, "19901301"},
		{"199000012015011001", nip.BadBirth, "19900001"},
		{"199001322015011001", nip.BadBirth, "19900132"},
		{"199001002015011001", nip.BadBirth, "19900100"},
		{"199006312015011001", nip.BadBirth, "19900631"},
		{"000000000000000000", nip.BadBirth, "00000000"},
		{"999999999999999999", nip.BadBirth, "99999999"},

		{"199001012015001001", nip.BadMonth, "00"},
		{"199001012015131001", nip.BadMonth, "13"},
		{"199001012015191001", nip.BadMonth, "19"},
		{"199001012015201001", nip.BadMonth, "20"},
		{"199001012015301001", nip.BadMonth, "30"},
		{"199001012015991001", nip.BadMonth, "99"},

		{"199001011990011001", nip.Unborn, "199001"}, // on the day of birth
		{"199001021990011001", nip.Unborn, "199001"},
		{"201501011990011001", nip.Unborn, "199001"},
		{"199001011990211001", nip.Unborn, "1990"},
		{"199001011989211001", nip.Unborn, "1989"},

		{"199001012015010001", nip.BadSex, "0"},
		{"199001012015013001", nip.BadSex, "3"},
		{"199001012015019001", nip.BadSex, "9"},
		{"199001012015011000", nip.Zeros, "000"},
		{"200012312024211000", nip.Zeros, "000"},
	} {
		n, err := nip.Parse(tt.text)
		var e *nip.Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) = %v, %v", tt.text, n, err)
			continue
		}
		if n != (nip.NIP{}) || e.Fault != tt.fault || e.Detail != tt.detail {
			t.Errorf("Parse(%q) = %q, %v %q; want %v %q", tt.text, n, e.Fault, e.Detail, tt.fault, tt.detail)
		}
		seen[e.Fault] = true
	}
	for f := range nip.Faults {
		if !seen[f] {
			t.Errorf("nothing is refused for: %v", f)
		}
	}
}

// Every fault says something of its own.
func TestFaultString(t *testing.T) {
	t.Parallel()
	seen := map[string]nip.Fault{}
	for f := range nip.Faults {
		s := f.String()
		if was, ok := seen[s]; ok || s == "" {
			t.Errorf("faults %d and %d both read %q", f, was, s)
		}
		seen[s] = f
	}
	if s := nip.Faults.String(); s != nip.Fault(-1).String() || s != "unknown fault" {
		t.Errorf("what is no fault reads %q", s)
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                   "read NIP: no digits",
		"130000001":          "read NIP: old number of 9 digits (9)",
		"199013012015011001": "read NIP: no such birth date (19901301)",
	} {
		if _, err := nip.Parse(text); err == nil || err.Error() != want {
			t.Errorf("Parse(%q): %v, want %s", text, err, want)
		}
	}
}

// Digits keeps up with somebody who types, whatever else they type.
func TestDigits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                 "",
		"N":                                "",
		"NI PPP":                           "",
		"NIP. 1990":                        "1990",
		"NIP P3K 1990":                     "1990",
		"1990 0101 2":                      "199001012",
		"１９９０":                             "1990",
		"199x0":                            "1990",
		"19900101.201501.1.001":            "199001012015011001",
		"19900101 201501 1 0011":           "1990010120150110011", // one too many still shows
		"19900101 201501 1 00112":          "1990010120150110011",
		strings.Repeat("1", 10_000):        strings.Repeat("1", nip.Length+1),
		"NIP 19900101 201501 1 00\x00\x1b": "19900101201501100",
	} {
		if got := nip.Digits(text); got != want {
			t.Errorf("Digits(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestGroup(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string]string{
		"":                    "",
		"19900101":            "19900101", // no space before there is something behind it
		"199001012":           "19900101 2",
		"19900101201501":      "19900101 201501",
		"199001012015011":     "19900101 201501 1",
		"1990010120150110":    "19900101 201501 1 0",
		"199001012015011001":  "19900101 201501 1 001",
		"1990010120150110011": "19900101 201501 1 0011",
	} {
		if got := nip.Group(digits); got != want {
			t.Errorf("Group(%q) = %q, want %q", digits, got, want)
		}
	}
}

func parse(tb testing.TB, text string) nip.NIP {
	tb.Helper()
	n, err := nip.Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}
