package password

import (
	"math"
	"math/bits"
	"strings"
	"unicode"
)

// levels are the bits from which on a password has strength 1 to 5. The years
// are those of somebody who has stolen the store and its key and tries 100,000
// passwords a second: 3,600 cores at 36 ms for one argon2id hash.
//
//	20 bits   10 seconds
//	28        45 minutes
//	36        8 days
//	44        6 years: where a phrase of ours stands at least
//	56        23,000 years
var levels = [...]float64{20, 28, 36, 44, 56}

// strength estimates from 0 to 5 how many guesses t would take from somebody who
// knows the person and our lists: own are the parts that anyone could know.
//
// Each way to write t as words, years, repetitions, runs and single characters
// has a price in bits, the logarithm of how many such things there are to try (a
// word: of the length of its list), and the cheapest way is the one somebody
// clever finds. The idea is zxcvbn's (Wheeler 2016), whose port costs 40 ms at
// every start and 58 ms a key. It is an estimate and no lower bound: two words
// that are in no list of ours look better than they are.
//
// The work is bounded by Max² steps.
func strength(t reading, own []span) int {
	price, n := cheapest(t, own), 0
	for _, least := range levels {
		if price >= least {
			n++
		}
	}
	return n
}

// What parts cost, in bits.
const (
	bitsOwn  = 2     // one of a handful of things known of the person
	bitsAgo  = 1     // a sign that stood before: the dash between all words
	bitsHow  = 1     // each decision that is one of two: capital, leet, up or down
	bitsNext = 2.62  // one more letter of a word: Shannon 1951, F_word of English
	bitsYear = 7.33  // log2 160, from 1900 to 2059
	bitsDate = 15.16 // log2 of the days of a century
	bitsFar  = 7.0   // a character outside ASCII: one of some hundred of its script
)

// longest is the length of the longest word that is looked up. A test holds the
// lists to it.
const longest = 26

// oneOf returns what it costs to say which of n things, rounded up to whole bits.
func oneOf(n int) float64 { return float64(bits.Len(uint(n))) }

// cheapest returns the price of the cheapest way to write t.
func cheapest(t reading, own []span) float64 {
	n := len(t.plain)
	cost := make([]float64, n+1)
	for i := range cost[1:] {
		cost[i+1] = math.Inf(1)
	}
	again, listed := t.repeats(), lists()
	for i := range n {
		offer := func(to int, price float64) { cost[to] = min(cost[to], cost[i]+price) }
		one := t.one(i)
		offer(i+1, one)
		t.wordsAt(i, listed, offer)
		t.runsAt(i, one, offer)
		t.numbersAt(i, offer)
		for to := i + 3; to <= i+again[i]; to++ {
			offer(to, oneOf(i)+oneOf(to-i)) // from where, and how far
		}
		for _, s := range own {
			if s.from == i {
				offer(s.to, bitsOwn)
			}
		}
	}
	return cost[n]
}

// one returns the price of the character at i by itself.
func (t reading) one(i int) float64 {
	r := t.plain[i]
	letter := func(i int) bool { return 'a' <= t.plain[i] && t.plain[i] <= 'z' }
	switch {
	case '0' <= r && r <= '9':
		return math.Log2(10)
	case letter(i) && i > 0 && letter(i-1) && t.upper[i] == t.upper[i-1]:
		return bitsNext
	case letter(i) && t.upper[i]:
		return math.Log2(26) + bitsHow
	case letter(i):
		return math.Log2(26)
	}
	for _, before := range t.plain[:i] {
		if before == r {
			return bitsAgo
		}
	}
	if r > unicode.MaxASCII {
		return bitsFar
	}
	return math.Log2(33) // the signs of ASCII and the space
}

// wordsAt offers the listed words that begin at i, dearer for capitals and leet.
func (t reading) wordsAt(i int, listed map[string]entry, offer func(int, float64)) {
	var capitals, signs int
	for j := i; j < min(i+longest, len(t.letters)); j++ {
		if t.letters[j] == 0 || t.letters[j] == foreign {
			return
		}
		if t.upper[j] {
			capitals++
		}
		if !unicode.IsLetter(t.plain[j]) {
			signs++
		}
		word, ok := listed[string(t.letters[i:j+1])]
		if !ok {
			continue
		}
		price := word.price
		switch size := j + 1 - i; {
		case capitals == 0:
		case capitals == 1 && t.upper[i], capitals+signs == size:
			price += bitsHow
		default: // which ones?
			price += bitsHow * float64(min(capitals, size-capitals)+1)
		}
		if signs > 0 {
			price += bitsHow
		}
		offer(j+1, price)
	}
}

// runsAt offers 1234 and dcba from i on: how they begin, which way they go and how
// far. (aaaa is a copy.)
func (t reading) runsAt(i int, begin float64, offer func(int, float64)) {
	for _, step := range [...]rune{1, -1} {
		for j := i + 1; j < len(t.plain) && t.plain[j] == t.plain[j-1]+step; j++ {
			if size := j + 1 - i; size >= 3 {
				offer(j+1, begin+bitsHow+oneOf(size))
			}
		}
	}
}

// numbersAt offers a year, or a date in the orders people write one.
func (t reading) numbersAt(i int, offer func(int, float64)) {
	num := func(from, to int) (n int) {
		for _, r := range t.plain[from:to] {
			n = n*10 + int(r-'0')
		}
		return n
	}
	year := func(from int) bool { n := num(from, from+4); return 1900 <= n && n < 2060 }
	day := func(d, m int) bool {
		return 1 <= num(d, d+2) && num(d, d+2) <= 31 && 1 <= num(m, m+2) && num(m, m+2) <= 12
	}
	run := 0
	for run < 8 && i+run < len(t.plain) && strings.ContainsRune("0123456789", t.plain[i+run]) {
		run++
	}
	if run >= 4 && year(i) {
		offer(i+4, bitsYear)
	}
	if run >= 6 && (day(i, i+2) || day(i+4, i+2)) {
		offer(i+6, bitsDate)
	}
	if run >= 8 && (year(i+4) && day(i, i+2) || year(i) && day(i+6, i+4)) {
		offer(i+8, bitsDate)
	}
}

// repeats tells for each place how many characters from there on could be copied
// from an earlier one. As in LZ77 the copy may run into itself: after one
// "Kopi-" all the others are one copy.
func (t reading) repeats() []int {
	n := len(t.plain)
	again := make([]int, n)
	same := make([]int, n+1) // same[i]: how many agree from k and from i on
	for k := n - 1; k >= 0; k-- {
		for i := k + 1; i < n; i++ { // upwards: same[i+1] is still that of k+1
			if t.plain[k] != t.plain[i] {
				same[i] = 0
				continue
			}
			same[i] = same[i+1] + 1
			again[i] = max(again[i], same[i])
		}
	}
	return again
}
