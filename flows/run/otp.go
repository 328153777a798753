package run

import (
	"time"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// tryOTP is judgeOTP for a person, with the reason why a code was refused, and
// with what belongs into the audit, and into their mailbox. A code that a wrong
// clock would judge is not judged.
func (v *Visit) tryOTP(s *state, a *store.Account, typed flows.Secret, now time.Time) (flows.Reason, store.Effects) {
	doubt := a.MFA() && v.desk.doubtful()
	if doubt && typed.Empty() {
		return flows.ClockDoubt, refusedOTP(a, now, "", flows.ClockDoubt)
	}
	before := a.Tries[store.OTPTries].Wrong
	why := flows.OTPWrong
	if !doubt {
		why = v.judgeOTP(s, a, typed, now)
	}
	switch why {
	case flows.Silence:
		return why, guessed(a, now, before)
	case flows.OTPWrong, flows.OTPUsed, flows.OTPNotACode:
		why = s.diagnose(clinic.Question{Typed: typed, Now: now, Keys: signInKeys(*a, now), Doubt: doubt})
	default: // nothing was judged, or no further code will be
	}
	return why, refusedOTP(a, now, "", why)
}

// diagnose says why a code was refused, and remembers what the next may prove.
func (s *state) diagnose(q clinic.Question) flows.Reason {
	q.Trail = s.trail
	s.facts.Diagnosis, s.next = clinic.Diagnose(q)
	return s.facts.Diagnosis.Why
}

// signInKeys are the secrets that a code typed at a sign-in may have been of.
func signInKeys(a store.Account, now time.Time) []clinic.Key {
	a = a.Clone()
	keys := deviceKeys(a, clinic.Expected)
	if p := a.Pending; expired(&a, now) {
		retirePending(&a, now) // a copy: whoever changes the account next does it for good
	} else if p != nil {
		keys = append(keys, clinic.Key{ID: p.Visit, Kind: clinic.Other, Secret: p.Secret, Name: p.Name})
	}
	return append(keys, oldKeys(a, now)...)
}

// enrolKeys are those that a code of a pending secret may have been of instead.
func enrolKeys(a store.Account, p store.Pending, now time.Time) []clinic.Key {
	keys := []clinic.Key{{ID: p.Visit, Kind: clinic.Expected, Secret: p.Secret}}
	return append(append(keys, deviceKeys(a, clinic.Other)...), oldKeys(a, now)...)
}

func deviceKeys(a store.Account, kind clinic.Kind) (keys []clinic.Key) {
	for _, d := range a.Active() {
		keys = append(keys, clinic.Key{ID: d.ID, Kind: kind, Secret: d.Secret, Last: otp.Step(d.Last), Name: d.Name})
	}
	return keys
}

func oldKeys(a store.Account, now time.Time) (keys []clinic.Key) {
	for _, r := range recognisable(a.Retired, now) {
		keys = append(keys, clinic.Key{ID: r.ID, Kind: clinic.Old, Secret: r.Secret, Made: r.Made, Name: r.Name})
	}
	return keys
}

// refusedOTP is the line of the audit about a code that was refused while doing
// what: at a sign-in nothing, or [tally.Enrolling]. The cause is counted by office.
func refusedOTP(a *store.Account, now time.Time, what string, why flows.Reason) store.Effects {
	e := entry(now, store.OTPRefused, a.NIP, what+why.String())
	e.Entries[0].Unit = a.Unit
	return e
}

// judgeOTP judges a code against the devices of a, where it has any, and uses
// up the step that matched. It belongs into the transaction that does what the
// code is asked for.
func (v *Visit) judgeOTP(s *state, a *store.Account, typed flows.Secret, now time.Time) flows.Reason {
	t := &a.Tries[store.OTPTries]
	any, used := false, false
	var match *store.Device
	var step otp.Step
	switch {
	case len(a.Active()) == 0:
		return flows.Silence
	case blocked(*t):
		return flows.Blocked
	case now.Before(t.Until) && !s.lifted:
		s.facts.WaitUntil = t.Until
		return flows.MustWait
	case typed.Empty():
		return flows.OTPNeeded
	}
	for i := range a.Devices {
		dev := &a.Devices[i]
		if !dev.Revoked.IsZero() {
			continue
		}
		at, verdict, err := otp.Match(dev.Secret, typed, now, otp.Step(dev.Last))
		switch {
		case err != nil:
			v.desk.Log.Error("a device's secret cannot be used", "who", a.NIP.Masked(), "device", dev.ID)
		case verdict == otp.NotACode:
			return flows.OTPNotACode
		case verdict == otp.Valid && match == nil:
			match, step = dev, at
		case verdict == otp.Used:
			used = true
		}
		any = true
	}
	if match != nil {
		*t = store.Count{}
		match.Last, match.Used = int64(step), now
		return flows.Silence
	}
	why := flows.OTPWrong
	if used {
		why = flows.OTPUsed
	}
	if any {
		stumble(t, now)
		why = s.mistaken(*a, store.OTPTries, why, now)
	}
	return why
}
