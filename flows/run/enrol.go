package run

import (
	"context"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run/tally"
	"aktivasi/store"
)

// makeKey answers Ready with the secret to scan: the one that is pending for
// this sign-in, or a new one. It refuses with SignedOut, ClockDoubt, DevicesFull
// or, where MFA is on already, ConfirmAgain when no OTP was given just before.
func (v *Visit) makeKey(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	secret, err := otp.New(v.desk.random())
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var p store.Pending
	why, acc, err := v.change(ctx, s, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		switch {
		case v.desk.doubtful():
			return flows.ClockDoubt, store.Effects{}
		case len(a.Active()) >= flows.MaxDevices:
			return flows.DevicesFull, store.Effects{}
		case len(a.Active()) > 0 && !s.proves(flows.ConfirmOTP, now):
			return flows.ConfirmAgain, store.Effects{}
		}
		if a.Pending == nil || a.Pending.Visit != s.id || !now.Before(a.Pending.Expires) {
			retirePending(a, now)
			a.Pending = &store.Pending{Secret: secret, Visit: s.id, Made: now, Expires: now.Add(KeyLife)}
		}
		p = *a.Pending
		return flows.Silence, store.Effects{}
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	v.show(s, acc)
	uri, err := otp.URI(v.desk.Issuer, s.who.String(), p.Secret)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.facts.Key, s.facts.URI, s.facts.Until = p.Secret, uri, p.Expires
	return flows.Ready, flows.Silence, nil
}

// enrol judges the first code of the pending secret and makes it a device, in
// one transaction. The step of that code is used up. It refuses with
// BadDeviceName or DeviceNameTaken (nothing was counted), ClockDoubt, KeyExpired,
// MustWait, OTPNotACode, or a reason that package clinic found; the secret stays
// as it is.
func (v *Visit) enrol(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	name, ok := deviceName(e.Answers[flows.DeviceName])
	if !ok {
		return flows.Refuse, flows.BadDeviceName, nil
	}
	id, err := v.desk.id()
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var broken error
	why, acc, err := v.change(ctx, s, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		broken = nil
		t := &a.Tries[store.ActivationTries]
		p := a.Pending
		switch {
		case p == nil || p.Visit != s.id || !now.Before(p.Expires):
			if p != nil && p.Visit == s.id {
				retirePending(a, now)
			}
			return flows.KeyExpired, store.Effects{}
		case taken(*a, name, ""):
			return flows.DeviceNameTaken, store.Effects{}
		case now.Before(t.Until):
			s.facts.WaitUntil = t.Until
			return flows.MustWait, store.Effects{}
		}
		q := clinic.Question{Typed: e.Answers[flows.OTP], Now: now, Keys: enrolKeys(*a, *p, now), Shown: true, Doubt: v.desk.doubtful()}
		if q.Doubt {
			return s.diagnose(q), store.Effects{}
		}
		step, verdict, err := otp.Match(p.Secret, e.Answers[flows.OTP], now, 0)
		switch {
		case err != nil:
			broken = err
			return flows.TryAgain, store.Effects{}
		case verdict == otp.NotACode:
			return s.diagnose(q), store.Effects{} // no try, and so nothing for the audit either
		case verdict != otp.Valid:
			stumble(t, now)
			s.facts.WaitUntil, s.facts.Left = t.Until, left(*t)
			why := s.diagnose(q)
			return why, refusedOTP(a, now, tally.Enrolling, why)
		}
		*t = store.Count{}
		a.Pending = nil
		a.Devices = append(a.Devices, store.Device{
			ID: id, Name: name, Secret: p.Secret, Last: int64(step), Enrolled: now,
		})
		return flows.Silence, announced(a, now, store.DeviceEnrolled, store.NoticeEnrolled, name)
	})
	if broken != nil {
		return flows.Fail, flows.Silence, broken
	}
	if why == flows.KeyExpired {
		s.facts.Key, s.facts.URI = flows.Secret{}, flows.Secret{}
	}
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.proved = time.Time{}
	v.show(s, acc)
	return flows.Accept, flows.Silence, nil
}

// deviceName is what was typed, fit to be shown, and whether it is a name: 1 to
// 40 characters.
func deviceName(typed flows.Secret) (string, bool) {
	name := legible.Clean(typed.Reveal())
	n := len([]rune(name))
	return name, n >= 1 && n <= 40
}

// change is [store.Store.Change] on the account of who is signed in, if they
// still are: a password that was replaced elsewhere has ended this session. One
// with a weak password has not begun: all it may do is replacePassword.
func (v *Visit) change(ctx context.Context, s *state, f func(*store.Account, time.Time) (flows.Reason, store.Effects)) (why flows.Reason, acc store.Account, err error) {
	if s.who == (nip.NIP{}) {
		return flows.SignedOut, acc, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Silence, acc, err
	}
	err = st.Change(ctx, s.who, func(a *store.Account) (eff store.Effects, err error) {
		if s.over(a) || s.facts.Weak {
			why = flows.SignedOut
			return store.Effects{}, nil
		}
		why, eff = f(a, v.desk.Now())
		acc = a.Clone()
		return eff, nil
	})
	return why, acc, err
}
