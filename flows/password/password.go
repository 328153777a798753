// Package password judges a new password the way the portal does, says how
// strong it is, and makes up one for who cannot think of any.
//
// [Check] applies every rule each time and reports each on its own, so that a
// screen can tick them while the person types. The rules are the portal's (at
// least 12 characters, upper, lower, digit, symbol, nothing personal, not the
// example printed in the guide: seeds 003 and 004, domain notes §5) and one of
// ours, that it be no common word in disguise.
//
// Where that is stricter than NIST SP 800-63B-4 §3.1.1.2, it is so because the
// portal is: NIST forbids rules of composition, and compares a blocklist with
// whole passwords only. Ours is compared whole too, but after undoing what
// people do to a word that was refused: capitals, 4 for a, "2026!" at the end.
// The guide's advice to change it every three months is not in here: it is
// advice, to be shown and not enforced.
//
// What is judged, hashed and compared is the text in NFC ([Normal]) and nothing
// else: no trimming, no folding of case.
package password

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// Min and Max are how many characters a password may have, counted as code
// points after NFC. Min is the portal's; Max is ours, since the portal's is
// unknown (domain notes §5) and argon2 must not be fed without end.
const (
	Min = 12
	Max = 128
)

// A Rule is one thing asked of a password, named for what it looks at.
type Rule int

// The first Shown rules stand on the screen all the time, ticked or not. The
// others are only worth a word where they are broken.
const (
	Length   Rule = iota // at least Min characters
	Upper                // an upper-case letter of any script
	Lower                // a lower-case letter
	Digit                // a decimal digit
	Symbol               // punctuation or a symbol; see [Check] about the space
	Personal             // nothing of the NIP, the name, the birth date, the e-mail address

	Long      // at most Max characters
	Garbled   // text: no invalid UTF-8, and no U+FFFD that stands where some was
	Published // not the example of seed 004
	Common    // not one common word, repetition or run of keys, however decorated

	Rules // how many there are

	Shown = Personal + 1
)

// A Person is whose password it is. What is zero or empty forbids nothing.
type Person struct {
	NIP   nip.NIP
	Name  string // as in the roster, in any case, with or without titles
	Email string // the registered address
}

// A Verdict is what [Check] found.
type Verdict struct {
	Broken   [Rules]bool
	Strength int // 0 to 5, an estimate of how many guesses it takes; see strength.go
}

// OK reports whether no rule is broken.
func (v Verdict) OK() bool { return v.Left() == 0 }

// Left counts the rules that are broken, for "one condition left".
func (v Verdict) Left() int {
	n := 0
	for _, broken := range v.Broken {
		if broken {
			n++
		}
	}
	return n
}

// Normal returns text in NFC, the one form in which a password is judged, hashed
// and verified (NIST SP 800-63B-4 §3.1.1.2): é typed as one character on one
// keyboard and as e with an accent on another is the same password. What is not
// UTF-8 passes unchanged; Check refuses it.
func Normal(text flows.Secret) flows.Secret {
	return flows.Hide(norm.NFC.String(text.Reveal()))
}

// Check judges text as a new password for p. It never fails: a text of any
// length and any bytes has a verdict. Its cost is bounded because beyond Max
// characters it only counts.
//
// A space counts as a character and never as a symbol, although Keycloak (domain
// notes §5) would take it for one: on a screen of dots nobody sees whether it is
// there, and whoever passes here passes there as well. Letters of scripts
// without case are letters, and neither upper nor lower.
func Check(text flows.Secret, p Person) Verdict {
	s := Normal(text).Reveal()
	count := utf8.RuneCountInString(s)
	v := Verdict{Broken: [Rules]bool{
		Length: count < Min, Upper: true, Lower: true, Digit: true, Symbol: true,
		Long:    count > Max,
		Garbled: strings.ContainsRune(s, utf8.RuneError), // finds invalid bytes as well
	}}
	s = first(s, Max)
	for _, r := range s {
		switch {
		case unicode.IsUpper(r), unicode.IsTitle(r):
			v.Broken[Upper] = false
		case unicode.IsLower(r):
			v.Broken[Lower] = false
		case unicode.IsDigit(r):
			v.Broken[Digit] = false
		case r != utf8.RuneError && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
			v.Broken[Symbol] = false
		}
	}
	t := read(s)
	own := p.spans(t)
	v.Broken[Personal] = len(own) > 0
	v.Broken[Published], v.Broken[Common] = t.known()
	v.Strength = strength(t, own)
	if v.Broken[Published] || v.Broken[Common] {
		v.Strength = min(v.Strength, 1) // guessed first, with its decorations
	}
	return v
}

// first returns the first n characters of s.
func first(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
