// Package clinic says why a code was refused. Where every other system has one
// message, whatever happened, this looks where else the code might be right: at
// another time, for an entry that is no longer in force, for another device, one
// slip of the finger away.
//
// What it finds lets nobody in. It is asked after a code was refused, and its
// answer is a [flows.Diagnosis]: words for a person, not a verdict. The look at
// other times is the resynchronisation of RFC 6238 §6 and RFC 4226 §7.4 without
// its last step, which would move the window: what it asks for two codes in a row
// for, we ask for as well before a large offset is told as a fact.
//
// # Caveats
//
// The answer speaks of secrets. Until a password was right, ask with no keys:
// what is then left to find is the form of what was typed and the state of our
// own clock. Count every question as a wrong try, since "your clock is an hour
// slow" tells a guesser that he had one of 1,440 codes. What would open something
// is told only where [Question.Shown] says that the key is on the screen anyway: a
// slip of the finger, and a code that is still to come, unless two codes prove
// that the phone is fast.
//
// How long it takes depends on how many keys there are, never on what is found:
// every code of every key is computed and compared, and only then is anything
// decided.
package clinic

import (
	"fmt"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// A Kind is what a key is to the question.
type Kind int

// The kinds.
const (
	Expected Kind = iota // a code of it is asked for: pending while activating, in force at a sign-in
	Other                // of the same account, and not asked for here
	Old                  // no longer in force: revoked, or given up before it was verified
)

// A Key is a secret that a code might have been of.
type Key struct {
	ID     string // what a [Trail] knows it by
	Kind   Kind
	Secret flows.Secret
	Last   otp.Step  // Expected: the step accepted last, or 0
	Made   time.Time // Old: when the entry was made
	Name   string    // Old, Other: what its owner calls it, or ""
}

// A Question is a code that was refused.
//
// There are at most nine keys: the devices of an account ([flows.MaxDevices]),
// one that awaits its activation, and three that are no longer in force. Each
// costs 2,881 HMACs, some 0.6 ms. A key whose secret is none ([otp.ErrSecret])
// is passed over, so that a damaged one does not hide what the others say.
type Question struct {
	Typed flows.Secret
	Now   time.Time
	Keys  []Key
	Shown bool  // the key is on the person's own screen, so a slip of the finger may be told
	Doubt bool  // the machine's clock cannot be trusted
	Trail Trail // what the code before this one matched
}

// Diagnose says why the code of q was refused, and what to hold against the next
// one. It looks in this order, and tells the first that it finds:
//
//	OTPNotACode     it is not six digits
//	ClockDoubt      our own clock is wrong, so nothing else can be said
//	OTPUsed         its step or a later one was used
//	OTPClock        it is right at most 5 minutes from now, or 12 hours as two codes prove
//	OTPMistyped     it is one slip away from right, where that may be told
//	OTPOldEntry     it is right for an old key, at most so far from now
//	OTPOtherDevice  it is right for another key, at most so far from now
//	OTPClockMaybe   it is right at most 12 hours from now
//	OTPWrong        it is none of these
//
// Where two of them are so, one is chance. A clock that two codes prove therefore
// comes before what one code tells, which is chance a thousand times as often; a
// clock that is only possible comes last.
//
// A code that is good, and so should not have come here, is OTPWrong: no reason
// to refuse it was found.
func Diagnose(q Question) (flows.Diagnosis, Trail) {
	typed, form := read(q.Typed)
	switch {
	case form != flows.NoForm:
		return flows.Diagnosis{Why: flows.OTPNotACode, Form: form}, q.Trail
	case q.Doubt:
		return flows.Diagnosis{Why: flows.ClockDoubt}, q.Trail
	}
	var found findings
	for _, k := range q.Keys {
		hits, slipped := search(k, typed, otp.StepAt(q.Now))
		found.hits = append(found.hits, hits...)
		found.slipped = found.slipped || slipped && k.Kind == Expected
	}
	return found.judge(q)
}

// Test judges a code of a secret that is no account's: PhoneFine with how far the
// phone is off where it is right, and what [Diagnose] says of it where not. The
// trail remembers a code that was right as well. Test fails with [otp.ErrSecret]
// or [otp.ErrClock].
func Test(secret, typed flows.Secret, now time.Time, doubt bool, before Trail) (flows.Diagnosis, Trail, error) {
	d, trail := Diagnose(Question{
		Typed: typed,
		Now:   now,
		Keys:  []Key{{ID: "test", Kind: Expected, Secret: secret}},
		Shown: true,
		Doubt: doubt,
		Trail: before,
	})
	if d.Why == flows.OTPNotACode || d.Why == flows.ClockDoubt {
		return d, trail, nil
	}
	switch step, v, err := otp.Match(secret, typed, now, 0); {
	case err != nil:
		return flows.Diagnosis{}, before, fmt.Errorf("test phone: %w", err)
	case v == otp.Valid:
		return flows.Diagnosis{Why: flows.PhoneFine, Off: length(step - otp.StepAt(now))}, trail, nil
	}
	return d, trail, nil
}
