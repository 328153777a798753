package otp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"aktivasi/flows"
)

const (
	// DefaultIssuer is the name under which the account appears on the phone.
	DefaultIssuer = "ASN-Digital"

	// RoomyIssuer is how many letters an issuer may have, percent-encoded, for
	// the QR to fit a terminal of 80 × 24. A longer one works wherever the
	// terminal is larger. Version 5-L, the last that fits, holds 106 bytes
	// (ISO/IEC 18004); an address with a NIP and a secret takes 82 and the issuer
	// twice.
	RoomyIssuer = 12
)

// A Part is one of the two names in an address.
type Part int

// The parts, in their order.
const (
	Issuer Part = iota
	Account
)

func (p Part) String() string { return [...]string{Issuer: "issuer", Account: "account"}[p] }

// A Fault is what is wrong with a name.
type Fault int

// The faults.
const (
	Blank       Fault = iota // nothing, or nothing but spaces
	HasColon                 // phones split issuer from account there; FreeOTP refuses a second one
	Unprintable              // control, zero-width or direction character, or no UTF-8
)

func (f Fault) String() string {
	return [...]string{
		Blank:       "is blank",
		HasColon:    "contains a colon",
		Unprintable: "contains a character that cannot be seen",
	}[f]
}

// A LabelError means that a name cannot stand in an address. It does not repeat
// the name.
type LabelError struct {
	Part  Part
	Fault Fault
}

func (e *LabelError) Error() string { return e.Part.String() + " " + e.Fault.String() }

// CheckIssuer returns a *[LabelError] if [URI] would refuse issuer.
func CheckIssuer(issuer string) error { return check(Issuer, issuer) }

func check(p Part, name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return &LabelError{p, Blank}
	case strings.Contains(name, ":"):
		return &LabelError{p, HasColon}
	case !utf8.ValidString(name) || strings.ContainsFunc(name, func(c rune) bool { return !unicode.IsGraphic(c) }):
		return &LabelError{p, Unprintable}
	}
	return nil
}

// URI returns the address that a phone scans:
//
//	otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=ISSUER
//
// in Google's key URI format. The issuer stands in it twice, because some apps
// read the one place and some the other. Algorithm, digits and period are what
// every app assumes, and left out for a smaller QR. Whatever is not unreserved
// in RFC 3986 is percent-encoded: the library's own address leaves & + = as they
// are, and an issuer "A & B" becomes "A " with a parameter behind it.
//
// The address is as secret as the secret. URI fails with a *[LabelError] or with
// [ErrSecret].
func URI(issuer, account string, secret flows.Secret) (flows.Secret, error) {
	for _, err := range []error{check(Issuer, issuer), check(Account, account), valid(secret)} {
		if err != nil {
			return flows.Secret{}, fmt.Errorf("make otpauth address: %w", err)
		}
	}
	i := escape(issuer)
	return flows.Hide("otpauth://totp/" + i + ":" + escape(account) + "?secret=" + secret.Reveal() + "&issuer=" + i), nil
}

// escape percent-encodes every byte of s that is not unreserved (RFC 3986 §2.3).
// Neither function of net/url does: QueryEscape writes a space as +, which phones
// show as +, and PathEscape leaves & = + : @ $ alone.
func escape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// ErrAddress means that a text is no address for codes, or a broken one.
var ErrAddress = errors.New("not an otpauth address that can be read")

// ErrKind means that an address is for codes that this program does not make.
var ErrKind = errors.New("its address is not for codes of SHA-1, six digits and 30 seconds")

const scheme = "otpauth://"

// IsURI reports whether text begins as an address for codes does.
func IsURI(text string) bool {
	return len(text) >= len(scheme) && strings.EqualFold(text[:len(scheme)], scheme)
}

// ParseURI reads what [URI] writes, and what others write in the same format.
// Where the issuer stands in it twice, the parameter is the one that counts, as
// it is on phones. The names may be blank, and whatever else they please: who
// shows them looks at them first.
//
// What would have to be guessed is refused: a parameter twice, half an escape, a
// fragment. ParseURI fails with [ErrAddress], [ErrKind] or [ErrSecret] as they
// are. None of them repeats any of address, which is as secret as the secret.
func ParseURI(address flows.Secret) (issuer, account string, secret flows.Secret, err error) {
	text := address.Reveal()
	if !IsURI(text) || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f || c == '#' }) {
		return "", "", flows.Secret{}, ErrAddress
	}
	head, query, _ := strings.Cut(text[len(scheme):], "?")
	kind, path, _ := strings.Cut(head, "/")
	label, ok := unescape(path)
	named, whole := parameters(query)
	switch {
	case !ok || !whole:
		return "", "", flows.Secret{}, ErrAddress
	case !strings.EqualFold(kind, "totp") || !named.plain("algorithm", "SHA1") || !named.plain("digits", "6") || !named.plain("period", "30"):
		return "", "", flows.Secret{}, ErrKind
	}
	if secret, err = ParseSecret(flows.Hide(named["secret"])); err != nil {
		return "", "", flows.Secret{}, err
	}
	if issuer, account, ok = strings.Cut(label, ":"); !ok {
		issuer, account = "", label
	}
	if again, is := named["issuer"]; is {
		issuer = again
	}
	return issuer, strings.TrimLeft(account, " "), secret, nil // the format allows blanks behind the colon
}

// ParseSecret reads a secret in letters of any size, spaced and broken into lines
// at will, with the padding that other programs write. It fails with [ErrSecret].
func ParseSecret(text flows.Secret) (flows.Secret, error) {
	letters := strings.Join(strings.Fields(text.Reveal()), "")
	secret := flows.Hide(strings.Map(capital, strings.TrimRight(letters, "=")))
	if _, err := Code(secret, 1); err != nil {
		return flows.Secret{}, ErrSecret
	}
	return secret, nil
}

// capital is c as a capital letter of ASCII. Unicode has other letters whose
// capitals are I and S.
func capital(c rune) rune {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// values are the parameters of an address.
type values map[string]string

// plain reports whether the parameter name is want, or left to be so.
func (v values) plain(name, want string) bool {
	got, is := v[name]
	return !is || strings.EqualFold(got, want)
}

// parameters takes query apart. It reports whether each name stands there once
// and every escape is whole. A + is a +, as in [URI].
func parameters(query string) (v values, ok bool) {
	v = values{}
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, named := unescape(name)
		value, whole := unescape(value)
		if _, twice := v[name]; twice || !named || !whole {
			return nil, false
		}
		v[name] = value
	}
	return v, true
}

// unescape undoes escape, and reports whether every % has its two digits.
func unescape(s string) (text string, ok bool) {
	var b strings.Builder
	for s != "" {
		before, rest, escaped := strings.Cut(s, "%")
		b.WriteString(before)
		if !escaped {
			break
		}
		if len(rest) < 2 {
			return "", false
		}
		c, err := strconv.ParseUint(rest[:2], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(c))
		s = rest[2:]
	}
	return b.String(), true
}
