// Package otp makes and judges the codes of an authenticator app (TOTP, RFC
// 6238), and writes and reads the address that a phone scans to learn its secret.
//
// There is one kind of code: SHA-1, six digits, thirty seconds. Google
// Authenticator's open source reads no other, whatever the address says, and a
// phone that quietly shows other codes is worse than a phone that refuses.
//
// The library pquerna/otp computes a code. It does not say which step a code
// was of and does not remember that it was used, so that is kept here: [Match]
// names the step, and whoever calls it stores that step with the device, in the
// transaction that lets the person in. The memory is keyed by step and never by
// what was typed; a memory of texts was got round by spelling one code in two
// ways (CVE-2025-6014).
package otp

import (
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"aktivasi/flows"
)

const (
	// Period is how long a code is shown.
	Period = 30 * time.Second

	// Digits is how many digits a code has.
	Digits = 6

	// Window is how many steps a phone's clock may be off, to each side. RFC
	// 6238 §5.2 recommends one at most.
	Window = 1
)

const (
	secretBits = 160 // RFC 4226 §4, R6: recommended
	leastBits  = 128 // R6: required, and FreeOTP refuses less
)

// ErrSecret means that a secret is not base32 as [New] writes it, or has less
// than 128 bits. A secret that was lost would else be the empty one, and the
// codes of that everybody can compute.
var ErrSecret = errors.New("not a base32 secret of 128 bits or more")

// ErrClock means that the time is before 1970, where there are no steps.
var ErrClock = errors.New("time is before 1970")

// New makes a secret of 160 bits from r, which is crypto/rand in the product:
// 32 letters of base32 without padding. It fails if r gives less.
func New(r io.Reader) (flows.Secret, error) {
	var key [secretBits / 8]byte
	if _, err := io.ReadFull(r, key[:]); err != nil {
		return flows.Secret{}, fmt.Errorf("make otp secret: %w", err)
	}
	return flows.Hide(base32.StdEncoding.EncodeToString(key[:])), nil // 160 bits need no padding
}

// valid returns ErrSecret unless secret is written as [New] writes it. The
// library is laxer: it takes small letters, blanks around, line breaks inside,
// and nothing at all.
func valid(secret flows.Secret) error {
	s := secret.Reveal()
	if strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" || len(s)*5 < leastBits {
		return ErrSecret
	}
	return nil
}

// Groups returns secret in groups of four letters with a space between, for
// somebody who types it into a phone.
func Groups(secret flows.Secret) flows.Secret {
	var b strings.Builder
	for i, c := range secret.Reveal() {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return flows.Hide(b.String())
}

// A Step is the number of a thirty-second interval since 1970 (T in RFC 6238
// §4.2, with T0 = 0). It counts UTC: a phone in another time zone is in the same
// step. 0 stands for no step.
type Step int64

const seconds = int64(Period / time.Second)

// StepAt returns the step that t lies in.
func StepAt(t time.Time) Step {
	n := t.Unix() / seconds
	if t.Unix()%seconds < 0 {
		n-- // division rounds up before 1970
	}
	return Step(n)
}

// Left returns how long the step that now lies in still lasts: more than
// nothing, at most a [Period].
func Left(now time.Time) time.Duration {
	into := now.Unix() - int64(StepAt(now))*seconds
	return Period - time.Duration(into)*time.Second - time.Duration(now.Nanosecond())
}
