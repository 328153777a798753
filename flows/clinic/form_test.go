package clinic

import (
	"os"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

func TestForm(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]flows.Form{
		"123456":                     flows.NoForm,
		" 123\u00a0456\n":            flows.NoForm,
		"12\u3000345\u20096":         flows.NoForm,
		"":                           flows.FormShort,
		" \t":                        flows.FormShort,
		"12345":                      flows.FormShort,
		"1234567":                    flows.FormLong,
		"34679347":                   flows.FormLong, // all in the letter's alphabet
		"12345678":                   flows.FormLong,
		"1234561234561234567":        flows.FormLong,
		"199001012015011001":         flows.FormNIP,
		"19900101 201501 1001":       flows.FormNIP,
		"19900101.201501.1.01":       flows.FormLetters, // a digit is missing
		"NIP. 19900101 201501 1 001": flows.FormNIP,
		"１９９００１０１２０１５０１１００１": flows.FormNIP,
		"ACDE-3467":              flows.FormMailed,
		"acde 3467":              flows.FormMailed,
		"34679A34":               flows.FormMailed,
		"acde\u20133467":         flows.FormMailed,
		"acde3460":               flows.FormLetters, // no letter's code has a nought
		"acde346":                flows.FormLetters,
		"abcdef":                 flows.FormLetters,
		"12345O":                 flows.FormLetters,
		"123-456":                flows.FormLetters,
		"123\u200b456":           flows.FormLetters, // zero-width space, which Unicode calls no space
		"\xff23456":              flows.FormLetters,
		"１２３４５６":                 flows.FormWide,
		"12345６":                 flows.FormWide,
		"１２３ 456 7":              flows.FormWide,
		"١٢٣٤٥٦":                 flows.FormWide,
		strings.Repeat("9", 1e6): flows.FormLong,
	} {
		d, _ := Diagnose(Question{Typed: flows.Hide(typed), Now: noon, Keys: keys(0)})
		if d.Form != want || (d.Why == flows.OTPNotACode) != (want != flows.NoForm) {
			t.Errorf("%.40q: %v, form %d; want form %d", typed, d.Why, d.Form, want)
		}
	}
}

// What this package takes for six digits is what a sign-in takes for them.
func FuzzForm(f *testing.F) {
	for _, s := range []string{"123456", " 1 2 3 4 5 6 ", "１２３４５６", "", "acde-3467", "199001012015011001", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		_, form := read(flows.Hide(typed))
		_, v, err := otp.Match(mine, flows.Hide(typed), noon, 0)
		if err != nil || (form == flows.NoForm) != (v != otp.NotACode) || form < 0 || form >= flows.Forms {
			t.Fatalf("%q: form %d, and a sign-in calls it %v, %v", typed, form, v, err)
		}
	})
}

// The alphabet of letters is drawn from elsewhere, and must be the same here.
func TestMailedIsTheLettersAlphabet(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../run/code.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`codeAlphabet = "` + mailed + `"`, "codeLength = 8\n"} {
		if !strings.Contains(string(source), want) {
			t.Errorf("no %s there", want)
		}
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"123456", " 123 456", true},
		{"123456", "123457", false},
		{"023456", "123456", false},
		{"", "", false},
		{"12345", "12345", false},
		{"１２３４５６", "１２３４５６", false},
	} {
		if got := Same(flows.Hide(tt.a), flows.Hide(tt.b)); got != tt.want {
			t.Errorf("%q and %q: %v", tt.a, tt.b, got)
		}
	}
}

func TestSlip(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int{
		"123456": 0, // none
		"023456": 1, "123457": 1, "129456": 1,
		"213456": 1, "123546": 1, "123465": 1,
		"321456": 0, // no neighbours
		"120406": 0, "214356": 0, "134256": 0, "223457": 0, "000000": 0,
	} {
		c, _ := read(flows.Hide(typed))
		if got := slip(c, digits(123456)); got != want {
			t.Errorf("%s: %d, want %d", typed, got, want)
		}
	}
	// Where the neighbours are the same digit, there is nothing to swap.
	if c, _ := read(flows.Hide("112233")); slip(c, digits(112233)) != 0 {
		t.Error("112233 is a slip away from itself")
	}
}
