package otp

import (
	"crypto/subtle"
	"fmt"
	"time"
	"unicode"

	pquerna "github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"aktivasi/flows"
)

// generate computes the code of one step. The algorithm and the number of digits
// are arguments so that the published vectors run through it; the product knows
// one of each.
func generate(secret flows.Secret, s Step, a pquerna.Algorithm, digits int) (string, error) {
	if s < 0 {
		return "", ErrClock
	}
	if err := valid(secret); err != nil {
		return "", err
	}
	code, err := hotp.GenerateCodeCustom(secret.Reveal(), uint64(s),
		hotp.ValidateOpts{Algorithm: a, Digits: pquerna.Digits(digits)})
	if err != nil {
		return "", ErrSecret // 27 letters, say: no number of bytes has that many
	}
	return code, nil
}

// Code returns what an authenticator with secret shows during s.
func Code(secret flows.Secret, s Step) (flows.Secret, error) {
	code, err := generate(secret, s, pquerna.AlgorithmSHA1, Digits)
	if err != nil {
		return flows.Secret{}, fmt.Errorf("compute otp: %w", err)
	}
	return flows.Hide(code), nil
}

// A Verdict is what [Match] thinks of a code.
type Verdict int

// The verdicts. Only Wrong is a guess that should count against the person.
const (
	Wrong    Verdict = iota // no code of this secret, now or one step either side
	Valid                   // right, and not used before
	Used                    // right, but of a step that is used or older than a used one: wait for the next
	NotACode                // not six digits
)

func (v Verdict) String() string {
	return [...]string{Wrong: "wrong", Valid: "valid", Used: "used", NotACode: "not a code"}[v]
}

// Match judges what was typed against secret at now. The codes of this step and
// of one step either side are right ([Window]), unless their step is last or
// earlier, where last is the step that was accepted last (0 for none).
//
// If the verdict is Valid, Match returns the step to store as the new last, and
// the code is accepted only once that is durable (RFC 6238 §5.2). Otherwise it
// returns last as it was given, so that storing it never takes the memory back.
// The step of a code less StepAt(now) tells how far the phone's clock is off.
//
// Spaces of every kind are ignored, wherever they stand. Digits of other
// scripts, full-width ones included, make it NotACode: no authenticator shows
// them, and each further spelling of one code is one more on which two readers
// of it may disagree.
//
// A clock that was set back leaves last in the future. Match refuses until the
// clock has caught up: better that than a code which works twice.
func Match(secret, typed flows.Secret, now time.Time, last Step) (Step, Verdict, error) {
	code, ok := digitsOf(typed.Reveal())
	if !ok {
		return last, NotACode, nil
	}
	// Every candidate is computed and compared, whichever is right, so that time
	// does not tell. Two steps share a code once in a million; the later one is
	// burnt, else the same six digits would be good a second time.
	first, hit := StepAt(now)-Window, -1
	for i := range 2*Window + 1 {
		want, err := generate(secret, first+Step(i), pquerna.AlgorithmSHA1, Digits)
		if err != nil {
			return last, Wrong, fmt.Errorf("match otp: %w", err)
		}
		hit = subtle.ConstantTimeSelect(subtle.ConstantTimeCompare(code[:], []byte(want)), i, hit)
	}
	switch s := first + Step(hit); {
	case hit < 0:
		return last, Wrong, nil
	case s <= last:
		return last, Used, nil
	default:
		return s, Valid, nil
	}
}

// digitsOf returns the digits in typed, if they are as many as a code has and
// there is nothing besides but spaces.
func digitsOf(typed string) (code [Digits]byte, ok bool) {
	n := 0
	for _, c := range typed {
		switch {
		case unicode.IsSpace(c):
		case c < '0' || c > '9' || n == Digits:
			return code, false
		default:
			code[n] = byte(c)
			n++
		}
	}
	return code, n == Digits
}
