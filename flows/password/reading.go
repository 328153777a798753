package password

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A reading is a password as someone who guesses sees it: without case, accents
// and disguise. All its slices run in step, one element to a character that can
// be seen.
type reading struct {
	plain   []rune // lower case, accents off, ｆｕｌｌ ｗｉｄｔｈ made narrow
	upper   []bool // whether it was a capital
	letters []byte // leet undone: 'a' to 'z', never 'l'; foreign or 0 where it is none
}

// foreign stands in reading.letters for a letter outside a to z. It is in no
// list and keeps what stands before it from joining what comes after, which a
// mere dash does not.
const foreign = 0xff

// read makes a reading of s, which is in NFC. Combining marks that NFC left over
// and characters nobody sees (a zero width space in the midst of a word) are not
// in it.
func read(s string) reading {
	n := utf8.RuneCountInString(s)
	t := reading{make([]rune, 0, n), make([]bool, 0, n), make([]byte, 0, n)}
	for _, r := range s {
		if unicode.In(r, unicode.M, unicode.Cf) {
			continue
		}
		p := plain(r)
		t.plain = append(t.plain, p)
		t.upper = append(t.upper, unicode.IsUpper(r) || unicode.IsTitle(r))
		t.letters = append(t.letters, letter(p))
	}
	return t
}

// plain returns r in lower case and without what NFKD takes off it: é is e, Ａ is
// a. What falls apart into several base characters (㎏) stays whole, so that a
// reading is never longer than its text.
func plain(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	base := rune(-1)
	for _, d := range string(norm.NFKD.PropertiesString(string(r)).Decomposition()) {
		switch {
		case unicode.Is(unicode.M, d):
		case base >= 0:
			return unicode.ToLower(r)
		default:
			base = d
		}
	}
	if base < 0 { // it is as plain as it gets
		base = r
	}
	return unicode.ToLower(base)
}

// letter returns the letter that a plain character is or is written for, foreign
// for one of another alphabet, 0 for none. The signs 1, ! and | stand for i in
// some passwords and for l in others, so both letters are read as i, here and in
// the lists.
func letter(r rune) byte {
	switch r {
	case '0':
		return 'o'
	case '1', '!', '|', 'l':
		return 'i'
	case '2':
		return 'z'
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '6', '9':
		return 'g'
	case '7', '+':
		return 't'
	case '8':
		return 'b'
	}
	switch {
	case 'a' <= r && r <= 'z':
		return byte(r)
	case unicode.IsLetter(r):
		return foreign
	}
	return 0
}

// spell returns a word of a list as it would stand in reading.letters.
func spell(word string) string {
	b := make([]byte, 0, len(word))
	for _, r := range word {
		b = append(b, letter(r))
	}
	return string(b)
}
