package address_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"testing"

	"aktivasi/flows/address"

	"pgregory.net/rapid"
)

// long is a local part or a label as long as it may be, and one longer.
func long(n int) string { return strings.Repeat("a", n) }

func TestParse(t *testing.T) {
	t.Parallel()
	host := long(63) + "." + long(63) + "." + long(57) + ".id" // 188 bytes
	for _, s := range []string{
		"johndoe@gmail.com",
		"a@b.id",
		"siti.nurhaliza+bkn@dinkes.tobakab.go.id",
		"BUDI_SANTOSO@YAHOO.CO.ID",
		"budi-s@my-host.id",
		"1987@163.com", // a label may begin with a digit
		"budi@xn--fiqs8s.xn--p1ai",
		"!#$%&'*+/=?^_`{|}~-@x.id", // all of atext
		"-budi@x.id",
		long(64) + "@x.id",
		"a@" + long(63) + ".id",
		long(64) + "@" + host + "s", // 254
	} {
		a, err := address.Parse(s)
		if err != nil {
			t.Errorf("Parse(%q): %v", s, err)
			continue
		}
		if a.String() != s {
			t.Errorf("Parse(%q) = %q", s, a)
		}
		for _, blanks := range []string{" " + s, s + "\r\n", "\t\u00a0" + s + "\u3000 "} {
			if b, err := address.Parse(blanks); err != nil || a != b {
				t.Errorf("Parse(%q) = %q, %v", blanks, b, err)
			}
		}
	}
}

func TestParseFaults(t *testing.T) {
	t.Parallel()
	host := long(63) + "." + long(63) + "." + long(57) + ".id"
	seen := map[address.Fault]bool{address.None: true}
	for _, tt := range []struct {
		s      string
		fault  address.Fault
		detail string
	}{
		{"", address.Empty, ""},
		{" \t\r\n\u00a0", address.Empty, ""},

		{long(64) + "@" + host + "ss", address.TooLong, "255"},
		{long(65) + "@x.id", address.TooLong, "65"},
		{long(100_000), address.TooLong, "100000"},

		// Injections: mail headers, envelope parameters, terminals.
		{"a@b.id\r\nBcc: c@d.id", address.Character, "U+000D"},
		{"a@b.id\nBcc: c@d.id", address.Character, "U+000A"},
		{"a\r\n@b.id", address.Character, "U+000D"},
		{"a@b.id\x00", address.Character, "U+0000"},
		{"a@b.id\x1b[2J", address.Character, "U+001B"},
		{"a\x7f@b.id", address.Character, "U+007F"},
		{`"a@b> ORCPT=x"@c.id`, address.Character, `"`},
		{`"budi santoso"@x.id`, address.Character, `"`},
		{"<a@b.id>", address.Character, "<"},
		{"a@b.id>", address.Character, ">"},
		{"Budi <a@b.id>", address.Character, "U+0020"},
		{"a b@x.id", address.Character, "U+0020"},
		{"a@x .id", address.Character, "U+0020"},
		{"a(comment)@x.id", address.Character, "("},
		{`a\@x.id`, address.Character, `\`},
		{"a@b.id,c@d.id", address.Character, ","},
		{"a@b.id;", address.Character, ";"},
		{"mailto:a@b.id", address.Character, ":"},
		{"a@[10.0.0.1]", address.Character, "["},
		{"a@x_y.id", address.Character, "_"},
		{"a@x+y.id", address.Character, "+"},
		{"josé@x.id", address.Character, "U+00E9"},
		{"a@tokó.id", address.Character, "U+00F3"},
		{"a\u202e@x.id", address.Character, "U+202E"},
		{"a\u200b@x.id", address.Character, "U+200B"},
		{"a＠x.id", address.Character, "U+FF20"},
		{"jos\xe9@x.id", address.Character, "U+FFFD"},

		{"budi", address.NoAt, ""},
		{"budi.gmail.com", address.NoAt, ""},
		{"a@b@c.id", address.TwoAts, ""},
		{"a@@c.id", address.TwoAts, ""},
		{"@x.id", address.NoName, ""},
		{".a@x.id", address.BadName, ""},
		{"a.@x.id", address.BadName, ""},
		{"a..b@x.id", address.BadName, ""},
		{".@x.id", address.BadName, ""},
		{"a@", address.NoDomain, ""},
		{"a@gmail", address.NoDot, ""},
		{"a@localhost", address.NoDot, ""},

		{"a@.id", address.BadDomain, ""},
		{"a@x.", address.BadDomain, ""},
		{"a@x.id.", address.BadDomain, ""},
		{"a@x..id", address.BadDomain, ""},
		{"a@.", address.BadDomain, ""},
		{"a@-x.id", address.BadDomain, ""},
		{"a@x-.id", address.BadDomain, ""},
		{"a@x.-id", address.BadDomain, ""},
		{"a@" + long(64) + ".id", address.BadDomain, ""},
		{"a@10.0.0.1", address.BadDomain, ""},
		{"a@x.1", address.BadDomain, ""},
	} {
		a, err := address.Parse(tt.s)
		var e *address.Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) = %q, %v", tt.s, a, err)
			continue
		}
		if a != (address.Address{}) || e.Fault != tt.fault || e.Detail != tt.detail {
			t.Errorf("Parse(%.80q) = %q, %v %q; want %v %q", tt.s, a, e.Fault, e.Detail, tt.fault, tt.detail)
		}
		seen[e.Fault] = true
	}
	for f := range address.Faults {
		if !seen[f] {
			t.Errorf("nothing is refused for: %v", f)
		}
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"budi":          "read address: no @",
		"a@b.id\nBcc:c": "read address: character not allowed (U+000A)",
	} {
		if _, err := address.Parse(s); err == nil || err.Error() != want {
			t.Errorf("Parse(%q): %v, want %s", s, err, want)
		}
	}
	seen := map[string]bool{}
	for f := range address.Faults {
		if s := f.String(); s == "" || seen[s] {
			t.Errorf("fault %d reads %q", f, s)
		} else {
			seen[s] = true
		}
	}
	if s := address.Faults.String(); s != "unknown fault" {
		t.Errorf("what is no fault reads %q", s)
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"johndoe@gmail.com":        "joh*****@gmail.com", // domain notes §15
		"john@gmail.com":           "joh*****@gmail.com",
		"joh@gmail.com":            "jo*****@gmail.com", // never the whole name
		"jo@gmail.com":             "j*****@gmail.com",
		"j@gmail.com":              "*****@gmail.com",
		long(64) + "@x.id":         "aaa*****@x.id", // how long it is stays hidden
		"s.i@dinkes.tobakab.go.id": "s.*****@dinkes.tobakab.go.id",
	} {
		if got := parse(t, s).Mask(); got != want {
			t.Errorf("%s masked %q, want %q", s, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	a := parse(t, "JohnDoe@Gmail.com")
	for typed, want := range map[string]bool{
		"JohnDoe@Gmail.com":              true,
		"johndoe@gmail.com":              true,
		"JOHNDOE@GMAIL.COM":              true,
		" \tjohndoe@gmail.com\u00a0\r\n": true,
		"johndoe@gmail.co":               false,
		"johndoe@gmail.comm":             false,
		"ohndoe@gmail.com":               false,
		"johndof@gmail.com":              false,
		"john doe@gmail.com":             false,
		"johndoe@gmail.com\x00":          false,
		"johndoe\x00gmail.com":           false,
		"johndoe`gmail.com":              false, // '`' is '@' with the bit of the small letters
		"joh*****@gmail.com":             false,
		"":                               false,
		"johndoe@gmail.com" + long(256):  false, // 273 = 256+17: the length must not wrap
		"johndoe@gmail.com" + strings.Repeat(" ", 256): true,
		"ﬁ": false,
	} {
		if got := a.Same(typed); got != want {
			t.Errorf("%s and %q: same %v", a, typed, got)
		}
	}
	// The letters' neighbours in ASCII are no capitals.
	if b := parse(t, "a^b@x.id"); b.Same("a~b@x.id") || !b.Same("A^B@x.id") {
		t.Error("^ and ~ are taken for one letter")
	}
}

// No address is registered, so nothing typed is it.
func TestZero(t *testing.T) {
	t.Parallel()
	var a address.Address
	for _, typed := range []string{"", " ", "\x00", "a@b.id"} {
		if a.Same(typed) {
			t.Errorf("nobody's address is %q", typed)
		}
	}
	if s := a.String() + a.Mask() + a.Local() + a.Folded() + a.LogValue().String(); s != "" {
		t.Errorf("says %q", s)
	}
}

func TestLogsMasked(t *testing.T) {
	t.Parallel()
	a := parse(t, "johndoe@gmail.com")
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "to", a, "at", &a, slog.Group("mail", "to", a),
		"in", struct{ To address.Address }{a})
	if s := log.String(); strings.Contains(s, "johndoe") || strings.Count(s, "joh*****@gmail.com") != 3 {
		t.Errorf("logged %s", s)
	}
	js, err := json.Marshal(a)
	if err != nil || string(js) != "{}" {
		t.Errorf("marshalled %s, %v", js, err)
	}
}

// Whatever is accepted is one address to the standard library too, and survives
// being printed, and has nothing in it that a header or a terminal would obey.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"johndoe@gmail.com", "a@b.id\r\nBcc: c@d.id", `"a b"@c.id`, "a@[10.0.0.1]", "A@B.id, c@d.id", " a@b.co.id ",
		"a@xn--p1ai.id", "josé@x.id", "a..b@c.id", "a@-b.id", "!#$%&'*+/=?^_`{|}~-@x.id", "a@\x00.id", long(64) + "@x.id",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := address.Parse(s)
		if err != nil {
			var e *address.Error
			if !errors.As(err, &e) || e.Fault <= address.None || e.Fault >= address.Faults || a != (address.Address{}) {
				t.Fatalf("Parse(%q) = %q, %v", s, a, err)
			}
			for _, c := range err.Error() {
				if c < ' ' || c > '~' {
					t.Fatalf("Parse(%q): error holds %U", s, c)
				}
			}
			return
		}
		full := a.String()
		if full != strings.TrimSpace(s) {
			t.Fatalf("Parse(%q) = %q", s, full)
		}
		for _, c := range []byte(full) {
			if c <= ' ' || c > '~' || strings.IndexByte(`"(),:;<>[\]`, c) >= 0 {
				t.Fatalf("Parse(%q) lets %q pass", s, c)
			}
		}
		if std, err := mail.ParseAddress(full); err != nil || std.Address != full || std.Name != "" {
			t.Fatalf("net/mail reads %q as %v, %v", full, std, err)
		}
		again(t, a)
	})
}

// Addresses made by the rules are accepted.
func TestParsePossible(t *testing.T) {
	t.Parallel()
	atom := `[a-zA-Z0-9!#$%&'*+/=?^_{|}~-]{1,10}`
	label := `[a-zA-Z0-9]([a-zA-Z0-9-]{0,10}[a-zA-Z0-9])?`
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(atom+`(\.`+atom+`){0,3}@(`+label+`\.){1,4}[a-zA-Z]{2,8}`).Draw(t, "address")
		a, err := address.Parse(s)
		if err != nil {
			t.Fatalf("Parse(%q): %v", s, err)
		}
		again(t, a)
	})
}

func again(tb rapid.TB, a address.Address) {
	tb.Helper()
	s := a.String()
	if b, err := address.Parse(s); err != nil || b != a {
		tb.Fatalf("%q accepted, then %q, %v", s, b, err)
	}
	local, domain, _ := strings.Cut(s, "@")
	if a.Local() != local {
		tb.Fatalf("%q: local %q", s, a.Local())
	}
	seen, ok := strings.CutSuffix(a.Mask(), "*****@"+domain)
	if !ok || len(seen) > 3 || len(seen) >= len(local) || !strings.HasPrefix(local, seen) {
		tb.Fatalf("%q masked %q", s, a.Mask())
	}
	for _, typed := range []string{s, strings.ToUpper(s), strings.ToLower(s), " " + s + "\n", a.Folded()} {
		if !a.Same(typed) {
			tb.Fatalf("%q is not %q", s, typed)
		}
	}
	for i := range s { // one character off, wherever it is
		if a.Same(s[:i]+"\x01"+s[i+1:]) || a.Same(s[:i]+s[i+1:]) {
			tb.Fatalf("%q is the same with character %d changed or left out", s, i)
		}
	}
}

func ExampleAddress_Mask() {
	a, err := address.Parse(" johndoe@gmail.com ")
	fmt.Println(a.Mask(), a.Same("JohnDoe@gmail.com"), err)

	_, err = address.Parse("a@b.id\r\nBcc: c@d.id")
	fmt.Println(err)
	// Output:
	// joh*****@gmail.com true <nil>
	// read address: character not allowed (U+000D)
}

func parse(tb testing.TB, s string) address.Address {
	tb.Helper()
	a, err := address.Parse(s)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}
