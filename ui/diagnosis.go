package ui

import (
	"time"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// A cause is why a code was refused, as far as it takes sentences of its own.
type cause int

// The causes, and what is in the holes of their sentences.
const (
	noCause     cause = iota
	bySlow            // by how much
	byFast            // by how much
	byZoneSlow        // by how much
	byZoneFast        // by how much
	byMaybeSlow       // by how much
	byMaybeFast       // by how much
	byUse             // how long until the next code
	byUseOver         // and there is one now
	byOld             // when the entry was made
	byOldOnce         // nobody knows when
	byNamed           // the device
	byOther           // the same, without a name
	byUnfinished
	byTypo
	byShort
	byLong
	byLetters
	byWide
	byMailed
	byNIP
	byForm
	byNothing
	byNothingHere // where no officer can be called from
	causes        // how many there are
)

// forms are the causes of what is no code.
var forms = [flows.Forms]cause{
	flows.NoForm: byForm, flows.FormShort: byShort, flows.FormLong: byLong, flows.FormLetters: byLetters,
	flows.FormWide: byWide, flows.FormMailed: byMailed, flows.FormNIP: byNIP,
}

// cause is why the code was refused that the message of s is about, and what goes
// into the holes. It is noCause where nothing was looked into.
func (w Words) cause(s flows.Session, now time.Time) (cause, []string) {
	d := s.Facts.Diagnosis
	stands := d.Why == s.Say || s.Say == flows.MustWait // Enter too early takes nothing back
	if d.Why == flows.Silence || !stands || !asksOTP(s) {
		return noCause, nil
	}
	span := []string{w.Code.Span(d.Off)}
	pick := func(slow, fast cause) (cause, []string) {
		if d.Off < 0 {
			return slow, span
		}
		return fast, span
	}
	switch d.Why {
	case flows.OTPClock:
		if d.Zone {
			return pick(byZoneSlow, byZoneFast)
		}
		return pick(bySlow, byFast)
	case flows.OTPClockMaybe:
		return pick(byMaybeSlow, byMaybeFast)
	case flows.OTPUsed:
		if left := d.Next.Sub(now); left > 0 {
			return byUse, []string{w.Seconds(seconds(left))}
		}
		return byUseOver, nil
	case flows.OTPOldEntry:
		if d.Made.IsZero() {
			return byOldOnce, nil
		}
		made := d.Made.In(now.Location())
		return byOld, []string{w.Date(made) + " " + w.Clock(made)}
	case flows.OTPOtherDevice:
		switch {
		case !keyShown(s):
			return byUnfinished, nil
		case d.Name == "":
			return byOther, nil
		}
		return byNamed, []string{d.Name}
	case flows.OTPMistyped:
		if keyShown(s) {
			return byTypo, nil // elsewhere it would help a guesser
		}
	case flows.OTPNotACode:
		if d.Form < 0 || d.Form >= flows.Forms {
			return byForm, nil
		}
		return forms[d.Form], nil
	case flows.OTPWrong:
	default:
		return noCause, nil
	}
	if can, _ := flows.Can(s, flows.Choose, flows.AskHelp, now); can {
		return byNothing, nil
	}
	return byNothingHere, nil
}

// asksOTP reports whether a code is typed on the page of s.
func asksOTP(s flows.Session) bool {
	for _, in := range flows.Inputs(s) {
		if in.Field == flows.OTP {
			return true
		}
	}
	return false
}

// keyShown reports whether the key that a code is asked of stands on the page of
// s, as a QR code and as letters.
func keyShown(s flows.Session) bool {
	switch s.State {
	case flows.AtScan, flows.AtOfficerScan, flows.AtPhoneTest:
		return true
	default:
		return false
	}
}

// refusal is what the message says of a code that was refused and looked into:
// why, and what to do. Both are empty where there is nothing to tell.
func (w Words) refusal(s flows.Session, now time.Time) (why, do paper.Prose) {
	c, holes := w.cause(s, now)
	if c == noCause || s.Say == flows.MustWait { // which has its own sentence, and time to read the card
		return nil, nil
	}
	return paper.Rich(w.Code.Why[c], holes...), paper.Rich(w.Code.Do[c], holes...)
}

// refused reports whether a code stands refused that was looked into, so that F1
// has its cause.
func (w Words) refused(s flows.Session) bool {
	c, _ := w.cause(s, time.Time{})
	return c != noCause
}

// counts is the tries that are left and the time to wait, where the message is
// about these.
func (w Words) counts(s flows.Session, now time.Time) (text string) {
	if !s.Say.Counts() {
		return ""
	}
	if n := s.Facts.Left; n > 0 {
		text += " " + w.Left(n)
	}
	if wait := s.Facts.WaitUntil.Sub(now); wait > 0 {
		text += " " + w.WaitFor(wait)
	}
	return text
}

// tested is the message on the page of a verdict. What was found stands in the
// title; here stands what nobody needs to fear.
func (w Words) tested(s flows.Session) (paper.Mark, paper.Prose) {
	if s.Say == flows.PhoneFine {
		return paper.Done, paper.Plain(w.Say[s.Say])
	}
	return paper.Note, paper.Plain(w.Code.Tested)
}
