package nip

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Parse reads a number as people type it and as rosters hold it: grouped by
// spaces, dots or dashes, with an apostrophe or quotes that a spreadsheet left,
// in full-width digits, after "NIP" or "NI PPPK". Every error is an [*Error].
func Parse(text string) (NIP, error) {
	text = unprefixed(text)
	r := read(text)
	if r.stray != 0 {
		if p := power(text); p != "" {
			return NIP{}, &Error{Excel, p}
		}
		return NIP{}, &Error{Stray, name(r.stray)}
	}
	switch count := strconv.Itoa(r.count); r.count {
	case Length:
	case 0:
		return NIP{}, &Error{Fault: Empty}
	case 9:
		return NIP{}, &Error{Old, count}
	case 16:
		return NIP{}, &Error{NIK, count}
	case Length - 1:
		return NIP{}, &Error{Lost, count}
	case Length + 1:
		return NIP{}, &Error{Doubled, count}
	default:
		return NIP{}, &Error{WrongLength, count}
	}
	n := NIP{[Length]byte(r.digits[:Length])}
	if f, from, to := n.fault(); f != None {
		return NIP{}, &Error{f, string(n.d[from-1 : to])}
	}
	return n, nil
}

// fault finds the first fault of 18 digits, reading from the left, and between
// which digits it lies.
func (n NIP) fault() (f Fault, from, to int) {
	// time.Date carries 31 June over into July and month 13 into the next year,
	// so a date that does not exist comes out in another month.
	birth := n.Birth()
	if int(birth.Month()) != n.num(5, 6) {
		return BadBirth, 1, 8
	}
	month, to := time.January, 12 // a PPPK's year is taken from its first day
	switch m := n.num(13, 14); {
	case m >= 1 && m <= 12:
		month, to = time.Month(m), 14
	case m >= 21 && m <= 29: // what 22 and up stand for is disputed; 24 is in use
	default:
		return BadMonth, 13, 14
	}
	if !time.Date(n.num(9, 12), month, 1, 0, 0, 0, 0, time.UTC).After(birth) {
		return Unborn, 9, to
	}
	switch {
	case n.Sex() == 0:
		return BadSex, 15, 15
	case n.num(16, 18) == 0:
		return Zeros, 16, 18
	}
	return None, 0, 0
}

// Digits returns the digits of text as far as it has been typed, in ASCII, for
// a field that shows how it reads them. There are at most Length+1: one too
// many still shows as one too many. They need not make a number.
func Digits(text string) string {
	r := read(unprefixed(text))
	return string(r.digits[:min(r.count, len(r.digits))])
}

// Group puts spaces into digits as they stand in print, 8-6-1-3, however many
// there are so far.
func Group(digits string) string {
	var b strings.Builder
	for i, c := range []byte(digits) {
		if i == 8 || i == 14 || i == 15 {
			b.WriteByte(' ')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// A reading is what there is in a text besides its punctuation.
type reading struct {
	digits [Length + 1]byte // the first of them
	count  int              // of all of them
	stray  rune             // the first that is no digit, or 0
}

func read(text string) (r reading) {
	for _, c := range text {
		switch c = fold(c); {
		case c >= '0' && c <= '9':
			if r.count < len(r.digits) {
				r.digits[r.count] = byte(c)
			}
			r.count++
		case !idle(c) && r.stray == 0:
			r.stray = c
		}
	}
	return r
}

// prefixes are what people write before the number, without spaces and dots:
// NIP, NI PPPK, NIP PPPK and the same with P3K (domain notes §1.1, §2.5). One
// that begins with another stands above it.
var prefixes = [...]string{"NIPPPPK", "NIPP3K", "NIPPPK", "NIP3K", "NIP"}

// unprefixed returns text from behind its prefix, if it has one.
func unprefixed(text string) string {
	for _, p := range prefixes {
		if rest, ok := cut(text, p); ok {
			return rest
		}
	}
	return text
}

// cut returns text from behind word, which may be in either case and have
// anything idle before and between its letters.
func cut(text, word string) (rest string, ok bool) {
	for i, c := range text {
		if word == "" {
			return text[i:], true
		}
		switch c = fold(c); {
		case c == rune(word[0]):
			word = word[1:]
		case !idle(c):
			return "", false
		}
	}
	return "", word == ""
}

// fold brings full-width forms, which some Asian keyboards type, and small
// letters to plain capitals. U+FF01 to U+FF5E stand in the order of ASCII.
func fold(c rune) rune {
	if c >= '！' && c <= '～' {
		c -= '！' - '!'
	}
	if c >= 'a' && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

// idle reports whether c may be left out. All may but letters, marks on them
// and numerals: to leave out the ٣ of some other script would be to lose a
// digit.
func idle(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsMark(c) && !unicode.IsNumber(c)
}

// scientific is how a spreadsheet shows a number too long for it, with the
// decimal point of either language.
var scientific = regexp.MustCompile(`^[0-9](?:[.,][0-9]+)?(E\+?[0-9]{1,2})$`)

// power returns the power of ten that text ends in, such as E+17, if it is such
// a number. A lone E among 17 digits is a slip of the finger and not Excel.
func power(text string) string {
	m := scientific.FindStringSubmatch(strings.TrimFunc(strings.Map(fold, text), idle))
	if m == nil {
		return ""
	}
	return m[1]
}

// name names a character so that a terminal cannot be harmed by it.
func name(c rune) string {
	if c < unicode.MaxASCII {
		return string(c)
	}
	return fmt.Sprintf("U+%04X", c)
}
