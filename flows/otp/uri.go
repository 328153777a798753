package otp

import (
	"fmt"
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
