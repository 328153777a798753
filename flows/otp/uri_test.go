package otp

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	pquerna "github.com/pquerna/otp"
	"pgregory.net/rapid"
	"rsc.io/qr"

	"aktivasi/flows"
)

const nip = "199001012015011001"

func TestURI(t *testing.T) {
	t.Parallel()
	secret := rfc.Reveal()
	for issuer, in := range map[string]string{
		DefaultIssuer:      "ASN-Digital",
		"public-siasn":     "public-siasn",
		"a.b_c~d":          "a.b_c~d",
		"ASN Digital":      "ASN%20Digital",
		"Bürger Amt & Co":  "B%C3%BCrger%20Amt%20%26%20Co",
		"x&secret=AAAA":    "x%26secret%3DAAAA",
		"a+b=c%d/e?f#g\"h": "a%2Bb%3Dc%25d%2Fe%3Ff%23g%22h",
		"'()*!$,;@[]":      "%27%28%29%2A%21%24%2C%3B%40%5B%5D",
		"../..":            "..%2F..",
		"السلام":           "%D8%A7%D9%84%D8%B3%D9%84%D8%A7%D9%85",
	} {
		got, err := URI(issuer, nip, rfc)
		want := "otpauth://totp/" + in + ":" + nip + "?secret=" + secret + "&issuer=" + in
		if err != nil || got.Reveal() != want {
			t.Errorf("%q: %v\n got %s\nwant %s", issuer, err, got.Reveal(), want)
		}
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Fault{
		"":               Blank,
		"   ":            Blank,
		"\u00a0":         Blank,
		"ASN:Digital":    HasColon,
		":":              HasColon,
		"ASN\nDigital":   Unprintable,
		"ASN\x00":        Unprintable,
		"ASN\u0085":      Unprintable,
		"ASN\x1b[2J":     Unprintable,
		"ASN\u202eDigi":  Unprintable,
		"ASN\u200bDigi":  Unprintable,
		"ASN\u2028Digi":  Unprintable,
		"ASN\xffDigital": Unprintable,
	} {
		var e *LabelError
		if err := CheckIssuer(text); !errors.As(err, &e) || *e != (LabelError{Issuer, want}) {
			t.Errorf("issuer %q: %v, want %v", text, err, want)
		}
		if u, err := URI(text, nip, rfc); !errors.As(err, &e) || *e != (LabelError{Issuer, want}) || !u.Empty() {
			t.Errorf("address with issuer %q: %v", text, err)
		}
		if u, err := URI(DefaultIssuer, text, rfc); !errors.As(err, &e) || *e != (LabelError{Account, want}) || !u.Empty() {
			t.Errorf("address with account %q: %v", text, err)
		}
	}
	if err := CheckIssuer(DefaultIssuer); err != nil {
		t.Error(err)
	}
	_, err := URI("a:b", nip, rfc)
	if got := err.Error(); got != "make otpauth address: issuer contains a colon" {
		t.Error(got)
	}
}

// Up to RoomyIssuer letters the QR is 37 modules wide, which with a quiet zone
// of 2 is 41 columns and 21 rows. With one more it is not.
func TestRoomyIssuer(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{len(DefaultIssuer): 37, RoomyIssuer: 37, RoomyIssuer + 1: 41} {
		u, err := URI(strings.Repeat("w", n), nip, rfc)
		if err != nil {
			t.Fatal(err)
		}
		code, err := qr.Encode(u.Reveal(), qr.L)
		if err != nil || code.Size != want {
			t.Errorf("%d letters: %d modules, %v; want %d", n, code.Size, err, want)
		}
	}
	if len(escape(DefaultIssuer)) > RoomyIssuer {
		t.Error("the default issuer does not fit 80 × 24")
	}
}

// A phone reads back what was written, whatever the names.
func TestURIParses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parses(t, rapid.String().Draw(t, "issuer"), rapid.String().Draw(t, "account"), drawSecret(t))
	})
}

// FuzzURI does the same with names that a fuzzer finds interesting.
func FuzzURI(f *testing.F) {
	f.Add("Bürger Amt & Co", nip)
	f.Add("a+b=c%d/e?f#g\"h;i", "%41")
	f.Add("x&secret=AAAA", "?#[]@")
	f.Fuzz(func(t *testing.T, issuer, account string) { parses(t, issuer, account, keycloak) })
}

func parses(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, issuer, account string, secret flows.Secret) {
	t.Helper()
	address, err := URI(issuer, account, secret)
	if err != nil {
		var e *LabelError
		if !errors.As(err, &e) || !address.Empty() {
			t.Fatalf("%q, %q: %v", issuer, account, err)
		}
		return
	}
	u, err := url.Parse(address.Reveal())
	if err != nil {
		t.Fatalf("%q, %q: %v", issuer, account, err)
	}
	if u.Scheme != "otpauth" || u.Host != "totp" || u.User != nil || u.Fragment != "" || u.Path != "/"+issuer+":"+account {
		t.Fatalf("%q, %q: %s", issuer, account, address.Reveal())
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(q) != 2 || len(q["issuer"]) != 1 || q.Get("issuer") != issuer ||
		len(q["secret"]) != 1 || q.Get("secret") != secret.Reveal() {
		t.Fatalf("%q, %q: %s, %v", issuer, account, address.Reveal(), err)
	}
	// An app that splits before it decodes finds the same, for nothing raw is left
	// to split at.
	raw := strings.TrimPrefix(address.Reveal(), "otpauth://totp/")
	if i := strings.IndexFunc(raw, func(c rune) bool {
		return c > '~' || !strings.ContainsRune("%-._~:?=&", c) && !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z')
	}); i >= 0 || strings.Count(raw, ":") != 1 || strings.Count(raw, "?") != 1 || strings.Count(raw, "&") != 1 || strings.Count(raw, "=") != 2 {
		t.Fatalf("%q, %q: raw characters in %s", issuer, account, raw)
	}
	key, err := pquerna.NewKeyFromURL(address.Reveal())
	if err != nil || key.Issuer() != issuer || key.Secret() != secret.Reveal() || key.Digits() != Digits || key.Period() != 30 || key.Algorithm() != pquerna.AlgorithmSHA1 {
		t.Fatalf("%q, %q: the library reads %v, %v", issuer, account, key, err)
	}
}

func TestParseURI(t *testing.T) {
	t.Parallel()
	s := rfc.Reveal()
	for address, want := range map[string][2]string{
		"otpauth://totp/ASN-Digital:" + nip + "?secret=" + s + "&issuer=ASN-Digital":  {"ASN-Digital", nip},
		"otpauth://totp/A%3A%20b?secret=" + s:                                         {"A", "b"},
		"otpauth://totp/A:b?secret=" + s + "&issuer=C":                                {"C", "b"}, // as on phones
		"otpauth://totp/A:b:c?issuer=&secret=" + s:                                    {"", "b:c"},
		"otpauth://totp/b?secret=" + s:                                                {"", "b"},
		"otpauth://totp?secret=" + s:                                                  {"", ""},
		"OTPAUTH://TOTP/a+b?secret=" + strings.ToLower(s):                             {"", "a+b"},
		"otpauth://totp/B%C3%BC%26?x=y&algorithm=sha1&digits=6&period=30&secret=" + s: {"", "Bü&"},
		"otpauth://totp/a?&secret=" + s[:16] + "%20" + s[16:] + "===&":                {"", "a"},
	} {
		issuer, account, secret, err := ParseURI(flows.Hide(address))
		if err != nil || [2]string{issuer, account} != want || secret.Reveal() != s {
			t.Errorf("%s: %q, %q, %q, %v", address, issuer, account, secret.Reveal(), err)
		}
	}
	for address, want := range map[string]error{
		"":                                                    ErrAddress,
		"otpauth:/totp/a?secret=" + s:                         ErrAddress,
		"https://totp/a?secret=" + s:                          ErrAddress,
		"otpauth://totp/a?secret=" + s + "#":                  ErrAddress,
		"otpauth://totp/a\n?secret=" + s:                      ErrAddress,
		"otpauth://totp/%4?secret=" + s:                       ErrAddress,
		"otpauth://totp/%+4a?secret=" + s:                     ErrAddress,
		"otpauth://totp/a?%zz=1&secret=" + s:                  ErrAddress,
		"otpauth://totp/a?secret=" + s + "%4":                 ErrAddress,
		"otpauth://totp/a?issuer=a&secret=" + s + "&issuer=b": ErrAddress,
		"otpauth://totp/a?secret=" + s + "&%73ecret=" + s:     ErrAddress,
		"otpauth://hotp/a?counter=1&secret=" + s:              ErrKind,
		"otpauth://me@totp/a?secret=" + s:                     ErrKind,
		"otpauth://totp:80/a?secret=" + s:                     ErrKind,
		"otpauth://totp/a?algorithm=SHA256&secret=" + s:       ErrKind,
		"otpauth://totp/a?digits=8&secret=" + s:               ErrKind,
		"otpauth://totp/a?period=&secret=" + s:                ErrKind,
		"otpauth://totp/a":                                    ErrSecret,
		"otpauth://totp/a?Secret=" + s:                        ErrSecret,
		"otpauth://totp/a?secret=" + s[:24]:                   ErrSecret,
		"otpauth://totp/a?secret=" + s[:31] + "%C4%B1":        ErrSecret, // a small i without its dot
		"otpauth://totp/a?secret=" + s[:16] + "+" + s[16:]:    ErrSecret,
	} {
		if issuer, account, secret, err := ParseURI(flows.Hide(address)); err != want || issuer+account != "" || !secret.Empty() { //nolint:errorlint // nothing may be wrapped around it
			t.Errorf("%s: %q, %q, %v; want %v", address, issuer, account, err, want)
		}
	}
}

// FuzzParseURI: whatever an address says, its secret is one, and where its names
// can stand in an address they are read again as themselves. What is refused
// leaves nothing behind.
func FuzzParseURI(f *testing.F) {
	for _, address := range []string{
		"otpauth://totp/ASN-Digital:" + nip + "?secret=" + rfc.Reveal() + "&issuer=ASN-Digital",
		"otpauth://totp/A%3A%20b?secret=gezd%20gnbv%20gy3t%20qojq%20gezd%20gnbv%20gy3t%20qojq====&digits=6",
		"otpauth://hotp/%", "otpauth://totp/?secret&secret", "OTPAUTH://TOTP/%20?issuer=%3A",
	} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		issuer, account, secret, err := ParseURI(flows.Hide(address))
		if err != nil {
			if issuer+account != "" || !secret.Empty() || err != ErrAddress && err != ErrKind && err != ErrSecret { //nolint:errorlint // nothing may be wrapped around it
				t.Fatalf("%q: %q, %q, %q, %v", address, issuer, account, secret.Reveal(), err)
			}
			return
		}
		if err := valid(secret); err != nil {
			t.Fatalf("%q: %q is none", address, secret.Reveal())
		}
		again, err := URI(issuer, account, secret)
		if err != nil {
			var e *LabelError
			if !errors.As(err, &e) {
				t.Fatalf("%q: %v", address, err)
			}
			return
		}
		i, a, s, err := ParseURI(again)
		if err != nil || i != issuer || a != account || s.Reveal() != secret.Reveal() {
			t.Fatalf("%q is read again as %q, %q, %q, %v", address, i, a, s.Reveal(), err)
		}
	})
}
