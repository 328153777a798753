package password

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"aktivasi/flows"
)

// wordsText holds plain Indonesian words of 3 to 8 letters, one a line, sorted:
// what is eaten, grown, worn, seen from a window, done on a free day. No names,
// nothing coarse or unkind; nothing but a-z to type.
//
//go:embed words.txt
var wordsText string

// words is wordsText as a list, made once and never changed.
var words = sync.OnceValue(func() []string { return strings.Fields(wordsText) })

// What a phrase is made of.
const (
	phraseWords  = 4
	phraseDigits = "23456789" // without 0 and 1, which read as O and l; 8 is 3 bits exactly
)

// Entropy returns how many bits of chance are in a [Phrase]: four different
// words in order and a digit, from 1,777 words 46.2 bits. The capital and the
// dashes always stand where they stand and add nothing.
//
//	log2(1777 × 1776 × 1775 × 1774 × 8) = 46.18
//
// The least the list may shrink to, 1,296 words (four throws of a die), would
// leave 44.3.
func Entropy() float64 {
	bits := math.Log2(float64(len(phraseDigits)))
	for i := range phraseWords {
		bits += math.Log2(float64(len(words()) - i))
	}
	return bits
}

// Phrase makes up a password that can be remembered and typed:
// Kopi-pagi-sungai-layar-7. The capital, the dashes and the digit are there for
// the rules, and always in the same place because they are dictated across a
// desk. It is drawn evenly from the words with chance from r, 8 bytes at a time,
// and passes [Check] for a person nothing is known of.
//
// It fails where r does, and where r is no chance: a constant never ends in an
// endless loop.
func Phrase(r io.Reader) (flows.Secret, error) { return PhraseFor(r, Person{}) }

// PhraseFor is Phrase for p: one in which a word of their name happens to stand
// is not offered to Melati, but another drawn.
func PhraseFor(r io.Reader, p Person) (flows.Secret, error) {
	for range 100 { // a person bars a few words in a thousand
		phrase, err := draw(r, words())
		if err != nil {
			return flows.Secret{}, fmt.Errorf("draw a phrase: %w", err)
		}
		if Check(phrase, p).OK() {
			return phrase, nil
		}
	}
	return flows.Secret{}, fmt.Errorf("draw a phrase: %w", errChance)
}

var errChance = errors.New("the source of chance gives no chance")

// draw makes one phrase of different words of list.
func draw(r io.Reader, list []string) (flows.Secret, error) {
	var b strings.Builder
	var taken []int // in ascending order
	for i := range phraseWords {
		n, err := below(r, len(list)-i)
		if err != nil {
			return flows.Secret{}, err
		}
		for _, t := range taken { // n counts only what is left
			if n >= t {
				n++
			}
		}
		at, _ := slices.BinarySearch(taken, n)
		taken = slices.Insert(taken, at, n)
		word := list[n]
		if i == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word + "-")
	}
	n, err := below(r, len(phraseDigits))
	if err != nil {
		return flows.Secret{}, err
	}
	b.WriteByte(phraseDigits[n])
	return flows.Hide(b.String()), nil
}

// below returns a number from 0 to n-1, each equally likely. 2^64 is no multiple
// of n, so the first 2^64 mod n numbers are thrown away: what is left is. That
// happens at most once in 2^52 draws; ten times in a row it is no chance.
func below(r io.Reader, n int) (int, error) {
	var b [8]byte
	for range 10 {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return 0, err
		}
		v, size := binary.BigEndian.Uint64(b[:]), uint64(n)
		if rest := -size % size; v >= rest { // rest is 2^64 mod n
			return int(v % size), nil
		}
	}
	return 0, errChance
}
