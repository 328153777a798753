package password

import (
	"bytes"
	_ "embed"
	"math"
	"strings"
	"sync"
	"unicode"
)

// example is the password that seed 004 prints as a good one. As MatahariTerbit
// it stands there as well, so every dress of it is refused alike.
const example = "matahariterbit"

// commonText holds the words that passwords are made of, one a line, sorted, of
// a-z and 0-9: the portal's and the offices' own words, names, towns and
// regencies, phrases of love and faith, clubs, brands, songs, months, runs of
// keys, and the heads of the well-known English lists. People choose coarse
// words too, so there are some; none is ever shown. Digits at the end of an
// entry would be wasted: they are cut from the password as well.
//
//go:embed common.txt
var commonText string

// An entry is what is known of a listed word.
type entry struct {
	common bool    // in commonText, and not only in wordsText
	price  float64 // what it costs who guesses, in bits; see strength.go
}

// lists holds the words of both lists under their letters in a reading. It is
// made once, in 2 ms when the first password is judged, and never changes.
var lists = sync.OnceValue(func() map[string]entry {
	known := make(map[string]entry, strings.Count(commonText, "\n")+len(words()))
	add := func(text string, common bool) {
		price := math.Log2(float64(strings.Count(text, "\n")))
		for w := range strings.SplitSeq(spell(text), "\x00") { // a line feed is no letter
			known[w] = entry{common || known[w].common, price}
		}
	}
	add(commonText, true)
	add(wordsText, false)
	known[spell(example)] = entry{}
	delete(known, "") // behind the last line feed
	return known
})

// rows are the alphabet and the keyboard, forth and back, in the letters of a
// reading. Any part of one is as common as a word.
var rows = [...]string{
	spell("abcdefghijklmnopqrstuvwxyz"), spell("zyxwvutsrqponmlkjihgfedcba"),
	spell("qwertyuiopasdfghjklzxcvbnm"), spell("mnbvcxzlkjhgfdsapoiuytrewq"),
}

// known reports whether t is the published example, or something common: a
// listed word, one word or syllable over and over, a run of keys. It looks at
// the whole of t and not into it, so that a phrase of common words stays
// allowed; how little those are worth, the strength says.
//
// What stands before the first and behind the last letter is cut. But the 5 of
// 5ayang is an s, so up to reach signs a side are also tried as letters.
func (t reading) known() (published, common bool) {
	const reach = 4
	from, to := t.core()
	for i := from; i >= max(0, from-reach); i-- {
		for j := to; j <= min(len(t.letters), to+reach); j++ {
			p, c := judge(joined(t.letters[i:j]))
			published, common = published || p, common || c
		}
	}
	var bare []byte // P-a-s-s-2026-w-o-r-d, whose digits are no letters
	for i := from; i < to; i++ {
		if unicode.IsLetter(t.plain[i]) {
			bare = append(bare, t.letters[i])
		}
	}
	p, c := judge(bare)
	return published || p, common || c
}

// core returns where the first letter of t stands and where the last one ends.
func (t reading) core() (from, to int) {
	for i, r := range t.plain {
		if unicode.IsLetter(r) {
			if to == 0 {
				from = i
			}
			to = i + 1
		}
	}
	return from, to
}

// joined returns letters without the gaps that dashes and the like left.
func joined(letters []byte) []byte {
	b := make([]byte, 0, len(letters))
	for _, c := range letters {
		if c != 0 {
			b = append(b, c)
		}
	}
	return b
}

// judge judges one way to read a password.
func judge(b []byte) (published, common bool) {
	if len(b) < 3 || bytes.IndexByte(b, foreign) >= 0 {
		return false, false
	}
	u := unit(b)
	if string(u) == spell(example) {
		return true, false
	}
	if lists()[string(u)].common || lists()[string(b)].common || len(u) <= 2 {
		return false, true // b is at least three letters: two are a repetition
	}
	for _, row := range rows {
		if strings.Contains(row, string(b)) {
			return false, true
		}
	}
	return false, false
}

// unit returns the shortest part of which b is a repetition: b itself for most.
func unit(b []byte) []byte {
	for n := 1; n <= len(b)/2; n++ {
		if len(b)%n == 0 && bytes.Equal(b[n:], b[:len(b)-n]) {
			return b[:n]
		}
	}
	return b
}
