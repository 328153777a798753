package run

import (
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// tryOTP is judgeOTP for a person, with what belongs into the audit, and into
// their mailbox. A code that a wrong clock would judge is not judged.
func (v *Visit) tryOTP(s *state, a *store.Account, typed flows.Secret, now time.Time) (flows.Reason, store.Effects) {
	if a.MFA() && v.desk.doubtful() {
		return flows.ClockDoubt, entry(now, store.OTPRefused, a.NIP, flows.ClockDoubt.String())
	}
	before := a.Tries[store.OTPTries].Wrong
	why := v.judgeOTP(s, a, typed, now)
	if why != flows.Silence {
		return why, entry(now, store.OTPRefused, a.NIP, why.String())
	}
	return why, guessed(a, now, before)
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
