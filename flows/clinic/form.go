package clinic

import (
	"crypto/subtle"
	"strings"
	"unicode"
	"unicode/utf8"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
)

// A code is what an authenticator shows: '0' to '9', the first digit first.
type code [otp.Digits]byte

// number returns c as a number.
func (c code) number() uint32 {
	var n uint32
	for _, d := range c {
		n = 10*n + uint32(d-'0')
	}
	return n
}

// digits returns n as an authenticator shows it, noughts in front included.
func digits(n uint32) (c code) {
	for i := range c {
		c[len(c)-1-i] = '0' + byte(n%10)
		n /= 10
	}
	return c
}

// is compares in constant time.
func (c code) is(d code) bool { return subtle.ConstantTimeCompare(c[:], d[:]) == 1 }

// Same reports whether two texts are the same six digits, however they are
// spaced.
func Same(a, b flows.Secret) bool {
	c, cf := read(a)
	d, df := read(b)
	return cf == flows.NoForm && df == flows.NoForm && c.is(d)
}

// read returns the code in typed and NoForm, or what typed is instead. It takes
// for a code what [otp.Match] does: six digits of ASCII, and spaces of any kind
// anywhere.
func read(typed flows.Secret) (c code, f flows.Form) {
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, typed.Reveal())
	if f = form(s); f == flows.NoForm {
		copy(c[:], s)
	}
	return c, f
}

// mailed is what the code of a letter is made of and how long it is, as package
// aktivasi/flows/run draws it.
const (
	mailed       = "34679ACDEFHJKMNPQRTVWXYB"
	mailedLength = 8
)

// form says what s, which has no spaces, is instead of a code.
func form(s string) flows.Form {
	var (
		ours   = count(s, func(r rune) bool { return '0' <= r && r <= '9' })
		digits = count(s, unicode.IsDigit) // of any script
		all    = utf8.RuneCountInString(s)
	)
	switch {
	case ours == otp.Digits && all == otp.Digits:
		return flows.NoForm
	case digits == nip.Length:
		return flows.FormNIP // as it is on a card: with dots, or the word in front
	case isMailed(s):
		return flows.FormMailed
	case digits < all:
		return flows.FormLetters
	case ours < all:
		return flows.FormWide
	case all < otp.Digits:
		return flows.FormShort
	}
	return flows.FormLong
}

// isMailed reports whether s looks like the code of a letter, in small letters
// too and with or without the dash between its groups. Eight digits are a code
// that somebody typed too much of, far sooner than a letter's without a letter:
// that is one code in 280,000.
func isMailed(s string) bool {
	s = strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, s))
	return len(s) == mailedLength && strings.Trim(s, mailed) == "" && strings.Trim(s, "0123456789") != ""
}

// count returns how many characters of s are such.
func count(s string, such func(rune) bool) (n int) {
	for _, r := range s {
		if such(r) {
			n++
		}
	}
	return n
}
