package password

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A span is a part of a reading, from up to but not including to.
type span struct{ from, to int }

// shortest is how long a thing of a person must be before it is forbidden: a run
// of digits of the NIP, a word of the name, the local part of the address. The
// three-letter names (Ani, Eko, Nur) are in too many words.
const shortest = 4

// spans finds in t what anyone could know about p: runs of digits that run
// through the NIP too, words of the name (leet undone), the birth date, the
// local part of the address (leet undone as well).
func (p Person) spans(t reading) []span {
	var found []span
	found = append(found, p.digits(t)...)
	found = append(found, p.dates(t)...)
	for _, w := range p.words() {
		found = append(found, t.find(w)...)
	}
	return found
}

// digits finds shortest digits in a row of the NIP; a longer run shows as
// several spans.
func (p Person) digits(t reading) (found []span) {
	n := []rune(p.NIP.String())
	for i := 0; i+shortest <= len(n); i++ {
		found = append(found, places(t.plain, n[i:i+shortest])...)
	}
	return found
}

// dates finds the birth date that is in the NIP, as ddmmyyyy, ddmmyy, yymmdd and
// therefore yyyymmdd, whatever stands between the digits: 17-08-90 is 170890.
// Letters do end it.
func (p Person) dates(t reading) (found []span) {
	birth := p.NIP.Birth()
	if birth.IsZero() {
		return nil
	}
	var at []int
	var dense []rune
	for i, r := range t.plain {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			dense, at = append(dense, r), append(at, i)
		}
	}
	for _, layout := range [...]string{"02012006", "020106", "060102"} {
		for _, s := range places(dense, []rune(birth.Format(layout))) {
			found = append(found, span{at[s.from], at[s.to-1] + 1})
		}
	}
	return found
}

// words returns the words of the name and the local part of the address, plain,
// each at least shortest long. A name with an apostrophe counts in its parts and
// as one: Nur'aini is aini and nuraini.
func (p Person) words() [][]rune {
	var words []string
	apostrophe := func(r rune) bool { return strings.ContainsRune("'’‘`ʼ", r) }
	for _, w := range strings.FieldsFunc(unaccented(p.Name), func(r rune) bool {
		return !unicode.IsLetter(r) && !apostrophe(r)
	}) {
		parts := strings.FieldsFunc(w, apostrophe)
		words = append(append(words, parts...), strings.Join(parts, ""))
	}
	local := p.Email
	if at := strings.LastIndexByte(local, '@'); at >= 0 {
		local = local[:at]
	}
	words = append(words, unaccented(strings.TrimSpace(local)))

	slices.Sort(words)
	var long [][]rune
	for _, w := range slices.Compact(words) {
		if w := []rune(w); len(w) >= shortest {
			long = append(long, w)
		}
	}
	return long
}

// unaccented returns s in the characters of reading.plain.
func unaccented(s string) string { return string(read(norm.NFC.String(s)).plain) }

// find returns where w, which is plain, stands in t: as it is or, where it is
// all of letters from a to z, in leet. A match of nothing but digits and signs
// is none, or 1111 would be a Lili.
func (t reading) find(w []rune) []span {
	found := places(t.plain, w)
	word := []byte(spell(string(w)))
	for _, r := range w {
		if r < 'a' || r > 'z' {
			return found
		}
	}
	for _, s := range places(t.letters, word) {
		if slices.ContainsFunc(t.plain[s.from:s.to], unicode.IsLetter) {
			found = append(found, s)
		}
	}
	return found
}

// places returns where needle stands in hay.
func places[E comparable](hay, needle []E) (found []span) {
	for i := 0; len(needle) > 0 && i+len(needle) <= len(hay); i++ {
		if slices.Equal(hay[i:i+len(needle)], needle) {
			found = append(found, span{i, i + len(needle)})
		}
	}
	return found
}
