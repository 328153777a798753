// Package captcha asks for a person: five letters to read off a picture, or,
// for those who cannot see it, a sum of two numbers.
//
// It is a speed bump, not a wall. A program that reads the terminal can read
// the picture too, and does the sum without looking. What a captcha buys is
// that guessing names or calling for mail by the thousand costs somebody a
// script made for us; what stops that script are the limits each account keeps.
//
// A captcha is good for one try and for [Lifetime]. Its owner spends it: this
// package has no clock and no memory, and [Right] answers as often as it is
// asked.
package captcha

import (
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"aktivasi/flows"
)

const (
	// Length is how many letters a picture shows.
	Length = 5

	// Lifetime is how long a captcha may be answered after it was made.
	Lifetime = 3 * time.Minute

	// Alphabet is what the letters are drawn from, each with the same chance:
	// 20 of them, 3.2 million pictures.
	//
	// The answer is case-sensitive and the letters lie a little out of line, so
	// nothing is in here whose two cases differ only by size, which leaves out
	// c k o p s u v w x y z, and of those that look alike (0 O o, 1 l I, 5 S,
	// 2 Z, 8 B, 6 G, 9 g q) there is one at most. H, J, b, n and r are missing
	// because on this grid they come within 12 dots of R, T, h, h and F; g, j,
	// p, q, y and Q because their tails need rows that the picture does not
	// have; and all vowels, so that no word is ever spelt that somebody would
	// rather not read on a screen of the state.
	Alphabet = "234579BDFGLMNRTdfhmt"
)

// top is the largest number in a sum. The smallest is 1.
const top = 9

// New makes a captcha by chance from r: [Length] letters of [Alphabet], or a sum
// of two numbers from 1 to 9. It fails if r does, and if r says the same
// unusable thing over and over.
func New(r io.Reader, sum bool) (flows.Captcha, error) {
	if sum {
		return newSum(r)
	}
	return newPicture(r)
}

func newSum(r io.Reader) (flows.Captcha, error) {
	a, err := below(r, top)
	if err != nil {
		return flows.Captcha{}, fmt.Errorf("make captcha: %w", err)
	}
	b, err := below(r, top)
	if err != nil {
		return flows.Captcha{}, fmt.Errorf("make captcha: %w", err)
	}
	return flows.Captcha{A: a + 1, B: b + 1}, nil
}

func newPicture(r io.Reader) (flows.Captcha, error) {
	var letters [Length]byte
	for i := range letters {
		n, err := below(r, len(Alphabet))
		if err != nil {
			return flows.Captcha{}, fmt.Errorf("make captcha: %w", err)
		}
		letters[i] = Alphabet[n]
	}
	var seed [8]byte
	if _, err := io.ReadFull(r, seed[:]); err != nil {
		return flows.Captcha{}, fmt.Errorf("make captcha: %w", err)
	}
	return flows.Captcha{
		Letters: flows.Hide(string(letters[:])),
		Seed:    binary.LittleEndian.Uint64(seed[:]),
	}, nil
}

// patience is how many bytes [below] throws away before it calls its source
// broken. An honest one never gets there: for 20 letters one byte in 16 is
// thrown away, and 64 in a row are one chance in 2^256.
const patience = 64

var errStuck = errors.New("the source of chance repeats itself")

// below returns a number from 0 to n-1, each with the same chance, for n up to
// 256. A byte taken modulo n would favour the small numbers, since 256 is no
// multiple of 20 or of 9; so the bytes beyond the last full round are thrown
// away.
func below(r io.Reader, n int) (int, error) {
	rounds := 256 - 256%n
	var b [1]byte
	for range patience {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return 0, err
		}
		if v := int(b[0]); v < rounds {
			return v % n, nil
		}
	}
	return 0, errStuck
}

// Right reports whether typed answers c: the letters as shown, upper and lower
// case apart, or the sum as a number. Blanks around the answer are ignored. An
// empty answer is never right, and nothing answers the zero Captcha.
func Right(c flows.Captcha, typed string) bool {
	want := answer(c)
	got := strings.TrimSpace(typed)
	return want != "" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

// answer returns what has to be typed, or "" if c asks nothing.
func answer(c flows.Captcha) string {
	if c.Sum() {
		return strconv.Itoa(c.A + c.B)
	}
	return c.Letters.Reveal()
}
