package cli

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
)

const fine = "key_file = \"a.key\"\n"

// What is wrong is said with the line and the key, whichever way it is wrong.
func TestConfigNamesLineAndKey(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{fine + "ofice = 'X'", `line 2: unknown key "ofice"`},
		{"\ufeff" + "ofice = 'X'\n" + fine, `line 1: unknown key "ofice"`},
		{fine + "[mail]\nhots = 'X'", `line 3: unknown key "mail.hots"`},
		{fine + "\n\nmail.hots = 'X'", `line 4: unknown key "mail.hots"`},
		{fine + "[slip]\nprinter = 'a'\n[mial]", `line 4: unknown key "mial"`},
		{fine + "data = data", `line 2: key "data": `},
		{fine + "data", `line 2: key "data": `},
		{fine + "data = 'x'\ndata = 'y'", `line 3: `},
		{fine + "two_person = 'yes'", `line 2: key "two_person": string, where true or false is wanted`},
		{fine + "[mail]\nport = 'x'", `line 3: key "mail.port": string, where an integer is wanted`},
		{fine + "mail = { host = 'h',\n port = 'x' }", `line 3: key "mail": string, where an integer is wanted`},
		{fine + "mail = 3", `line 2: key "mail": integer, where a table is wanted`},
		{fine + "[letterhead]\nheading = 'x'", `line 3: key "letterhead.heading": `},
		{fine + "[letterhead]\nheading = ['x', 3]", `line 3: key "letterhead.heading`},
		{`key_file = "C:\aktivasi\a.key"`, `line 1: key "key_file": `},
		{"data = 'x'", `key "key_file" or "key_credential" is missing`},
		{fine + "key_credential = 'x'", `line 2: key "key_credential": "key_file" is given, too`},
		{"key_credential = '../x'", `line 1: key "key_credential": "../x" is no name of a credential`},
		{fine + "issuer = 'a:b'", `line 2: key "issuer": `},
		{fine + "zone = 'Asia/Atlantis'", `line 2: key "zone": no such zone: "Asia/Atlantis"`},
		{fine + "unknown_nip = 'lie'", `line 2: key "unknown_nip": "lie" is neither "tell" nor "decoy"`},
		{fine + "ntp_server = 'http://x'", `line 2: key "ntp_server": `},
		{fine + "ntp_server = 'x:0'", `line 2: key "ntp_server": `},
		{fine + "ntp_server = 'x:65536'", `line 2: key "ntp_server": `},
		{fine + "ntp_server = 'x y'", `line 2: key "ntp_server": `},
		{fine + "desk = \"Meja\\u001b[31m\"", `line 2: key "desk": `},
		{fine + "desk = 'Meja '", `line 2: key "desk": `},
		{fine + "desk = '" + strings.Repeat("é", 41) + "'", `line 2: key "desk": 41 characters, and 40 is the most`},
		{fine + "\r\noffice = \"a\\nb\"", `line 3: key "office": `},
		{fine + "[letterhead]\nheading = ['a',\n\"b\\tc\"]", `line 3: key "letterhead.heading": `},
		{fine + "[letterhead]\nheading = ['','','','','','','']", `line 3: key "letterhead.heading": 7 lines, and 6 is the most`},
		{fine + "letterhead = { place = 'x', signer_nip = '123' }", `line 2: key "letterhead.signer_nip": `},
		{fine + "[letterhead]\n\n\"signer_nip\" = '19650830 199203 1 00'", `line 4: key "letterhead.signer_nip": `},
	} {
		_, err := parseConfig([]byte(tt.text))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q:\n%v\nwant %s", tt.text, err, tt.want)
		}
	}
}

// What [mail] lacks is said when letters are to be sent, in the same way.
func TestConfigMailNamesLineAndKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, tt := range []struct{ mail, want string }{
		{"", `key "mail.host": missing`},
		{"[mail]\nfrom = 'a@b.example'", `line 2: key "mail.host": missing`},
		{"[mail]\nhost = 'h'\ntls = 'none'\nfrom = 'a@b.example'", `line 4: key "mail.tls": allowed to this machine only (127.0.0.1, ::1, localhost)`},
		{"[mail]\nhost = 'h'\nfrom = 'a'", `line 4: key "mail.from": `},
		{"[mail]\nhost = 'h'\nport = 70000", `line 4: key "mail.port": `},
		{"[mail]\nhost = 'h'\ntimeout = 'soon'", `line 4: key "mail.timeout": "soon" is no time such as 15s`},
		{"[mail]\nhost = 'h'\nfrom = 'a@b.example'\nuser = 'u'", `line 2: key "mail.password_file": missing`},
		{"[mail]\nhost = 'h'\npassword_file = '" + dir + "/x'", `line 4: key "mail.password_file": "` + dir + `/x": `},
	} {
		c, err := parseConfig([]byte(fine + tt.mail))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.carrier(func(string) string { return "" }); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q:\n%v\nwant %s", tt.mail, err, tt.want)
		}
	}
}

// The sample is a configuration; it shows every key there is, and with the marks
// before its comments taken off it still is one, but for the two keys of which
// only one may be given.
func TestConfigSample(t *testing.T) {
	t.Parallel()
	sample, err := os.ReadFile("../../packaging/aktivasi.toml")
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile("../../docs/kiosk.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(guide), "\n```toml\n"+string(sample)+"```\n") {
		t.Error("docs/kiosk.md does not show packaging/aktivasi.toml as it is")
	}
	c, err := parseConfig(sample)
	if err != nil {
		t.Fatal(err)
	}
	if c.UnknownNIP != tellUnknown || c.TwoPerson || c.Desk == "" || c.NTPServer != "" {
		t.Errorf("what the sample only mentions is not the default: %+v", c)
	}
	if _, err := time.LoadLocation(c.zone.String()); err != nil {
		t.Error(err)
	}
	all := regexp.MustCompile(`(?m)^# ([a-z_]+ += )`).ReplaceAllString(string(sample), "$1")
	all = regexp.MustCompile(`(?m)^key_file .*\n`).ReplaceAllString(all, "")
	if c, err = parseConfig([]byte(all)); err != nil {
		t.Fatalf("with every key of the sample: %v", err)
	}
	for _, key := range keysOf(c) {
		if c.lines[key] == 0 && key != "key_file" {
			t.Errorf("the sample says nothing of %q", key)
		}
	}
}

// FuzzConfig hands the reader any text. What it takes is fit for use, and what it
// refuses it refuses at the right line.
func FuzzConfig(f *testing.F) {
	sample, err := os.ReadFile("../../packaging/aktivasi.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(sample))
	for _, s := range []string{
		"", "\ufeff" + fine, "key_file", "a = { b = { c = 1 } }", "[[mail]]\nhost = 'x'", "\x00", "key_file = 'a'\r\n[slip]\r\n",
		fine + "[letterhead]\nheading = ['a', 'b']\nsigner_nip = '19650830 199203 1 001'", fine + "desk = \"\\u202e\"",
		fine + "ntp_server = '[::1]:123'", fine + "unknown_nip = 'decoy'\ntwo_person = true", "mail.\"ho st\" = 1", "'' = 1",
	} {
		f.Add(s)
	}
	line := regexp.MustCompile(`^line (\d+): `)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseConfig([]byte(text))
		if err != nil {
			if got := err.Error(); strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Fatalf("the error is not one line of text: %q", got)
			}
			var at int
			if m := line.FindStringSubmatch(err.Error()); m != nil {
				fmt.Sscan(m[1], &at)
				if at < 1 || at > 1+strings.Count(text, "\n") {
					t.Fatalf("%d lines, and the error is in line %d", 1+strings.Count(text, "\n"), at)
				}
				_, below := parseConfig([]byte("\n" + strings.TrimPrefix(text, "\ufeff")))
				if want := fmt.Sprintf("line %d: %s", at+1, strings.TrimPrefix(err.Error(), m[0])); below == nil || below.Error() != want {
					t.Fatalf("one line further down it says\n%v\nand not\n%s", below, want)
				}
			}
			return
		}
		if n := utf8.RuneCountInString(c.Desk); n == 0 || n > deskMax || c.Desk != legible.Clean(c.Desk) {
			t.Errorf("desk %q", c.Desk)
		}
		if c.UnknownNIP != tellUnknown && c.UnknownNIP != decoyUnknown {
			t.Errorf("unknown_nip %q", c.UnknownNIP)
		}
		if s := c.Letterhead.SignerNIP; s != "" {
			if n, err := nip.Parse(s); err != nil || n.String() != s {
				t.Errorf("signer_nip %q: %v", s, err)
			}
		}
		if strings.ContainsAny(c.NTPServer, " /\n") {
			t.Errorf("ntp_server %q", c.NTPServer)
		}
		if _, err := parseConfig([]byte("nobody_knows = 1\n" + strings.TrimPrefix(text, "\ufeff"))); err == nil || err.Error() != `line 1: unknown key "nobody_knows"` {
			t.Errorf("a key that nobody knows: %v", err)
		}
	})
}

// keysOf names every key a configuration has.
func keysOf(c config) (keys []string) {
	for name, field := range tagged(c) {
		if inner := tagged(field); inner != nil {
			for key := range inner {
				keys = append(keys, name+"."+key)
			}
			continue
		}
		keys = append(keys, name)
	}
	return keys
}

// tagged is the fields of a struct by their names in TOML, or nil.
func tagged(v any) map[string]any {
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Struct {
		return nil
	}
	fields := map[string]any{}
	for i := range r.NumField() {
		if key := r.Type().Field(i).Tag.Get("toml"); key != "" {
			fields[key] = r.Field(i).Interface()
		}
	}
	return fields
}
