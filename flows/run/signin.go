package run

import (
	"context"
	"errors"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/password"
	"aktivasi/store"
)

// signIn judges NIP and password, and then, where MFA is on, the OTP. It answers
// Accept with the account, or Refuse with BadNIP, MustWait, SignInWrong,
// Inactive, OTPNeeded, OTPNotACode, OTPWrong or OTPUsed.
//
// An unknown number, an account without a password and a wrong password read
// alike, count alike and cost the same argon2; a known number costs a write to
// the disk more. Whatever is said of the OTP, or of the account, is said only
// after the password was right.
func (v *Visit) signIn(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	id, err := v.desk.id()
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	acc, why, err := v.prove(ctx, s, n, e.Answers[flows.Password], flows.SignInWrong, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		if a.Inactive {
			return flows.Inactive, entry(now, store.PasswordRefused, n, "inactive")
		}
		if why := v.judgeOTP(s, a, e.Answers[flows.OTP], now); why != flows.Silence {
			return why, entry(now, store.OTPRefused, n, why.String())
		}
		a.LastSignIn = now
		return flows.Silence, entry(now, store.SignedIn, n, factor(*a))
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.who, s.id, s.stamp, s.proved = n, id, acc.Password.Hash, time.Time{}
	v.show(s, acc)
	s.facts.Weak = !password.Check(e.Answers[flows.Password], owner(acc)).OK()
	return flows.Accept, flows.Silence, nil
}

// factor names what a sign-in was proved with, for the audit.
func factor(a store.Account) string {
	if len(a.Active()) > 0 {
		return "password+otp"
	}
	return "password"
}

// prove judges a password and, once it was right, lets then have its say in the
// transaction that gives the try back. It returns the account as it was left.
func (v *Visit) prove(ctx context.Context, s *state, n nip.NIP, pw flows.Secret, wrong flows.Reason, then func(*store.Account, time.Time) (flows.Reason, store.Effects)) (acc store.Account, why flows.Reason, err error) {
	d := v.desk
	st, err := d.Store(ctx)
	if err != nil {
		return acc, flows.Silence, err
	}

	// The try is counted before it is judged: fifty at once get five answers,
	// and one that is killed has not been free.
	var count store.Count
	err = st.Change(ctx, n, func(a *store.Account) (store.Effects, error) {
		now := d.Now()
		t := &a.Tries[store.PasswordTries]
		why = flows.Silence
		if now.Before(t.Until) {
			why = flows.MustWait
		} else {
			stumble(t, now)
		}
		acc, count = a.Clone(), *t
		return store.Effects{}, nil
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		var may bool
		if count, may = d.strangers.try(n, d.Now()); !may {
			why = flows.MustWait
		}
		acc = store.Account{}
	case err != nil:
		return acc, flows.Silence, err
	}
	if why != flows.Silence {
		s.facts.WaitUntil = count.Until
		return acc, why, nil
	}

	ok, stale, err := v.verify(ctx, acc.Password.Hash, pw)
	if err != nil {
		return acc, flows.Silence, errors.Join(err, v.giveBack(ctx, st, n))
	}
	if !ok {
		s.facts.WaitUntil, s.facts.Left = count.Until, left(count)
		return acc, wrong, nil // the count in the record says it; the log has the line
	}

	var fresh string
	if stale {
		if fresh, err = d.Hash.Hash(ctx, password.Normal(pw)); err != nil {
			d.Log.WarnContext(ctx, "password not hashed anew", "err", err.Error())
			fresh = "" // it still opens the account; next time again
		}
	}
	judged := acc.Password.Hash
	err = st.Change(ctx, n, func(a *store.Account) (eff store.Effects, err error) {
		if a.Password.Hash != judged {
			return store.Effects{}, errors.New("the password was replaced while it was judged")
		}
		a.Tries[store.PasswordTries] = store.Count{}
		if fresh != "" {
			a.Password.Hash = fresh
		}
		why, eff = then(a, d.Now())
		if fresh != "" {
			eff.Entries = append(eff.Entries, store.Entry{At: d.Now(), What: store.PasswordRehashed, NIP: n})
		}
		acc = a.Clone()
		return eff, nil
	})
	if err != nil {
		err = errors.Join(err, v.giveBack(ctx, st, n))
	}
	return acc, why, err
}

// verify judges pw against a stored hash, at the same cost where there is none.
func (v *Visit) verify(ctx context.Context, stored string, pw flows.Secret) (ok, stale bool, err error) {
	pw = password.Normal(pw)
	if stored == "" {
		return false, false, v.desk.Hash.Dummy(ctx, pw)
	}
	return v.desk.Hash.Verify(ctx, stored, pw)
}

// giveBack takes back a try that was counted and never judged, because the
// world broke.
func (v *Visit) giveBack(ctx context.Context, st store.Store, n nip.NIP) error {
	err := st.Change(context.WithoutCancel(ctx), n, func(a *store.Account) (store.Effects, error) {
		t := &a.Tries[store.PasswordTries]
		if t.Wrong > 0 {
			t.Wrong--
		}
		if t.Wrong < SignInTries {
			t.Until = time.Time{}
		}
		return store.Effects{}, nil
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
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
	case now.Before(t.Until):
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
	if any {
		stumble(t, now)
		s.facts.WaitUntil, s.facts.Left = t.Until, left(*t)
	}
	if used {
		return flows.OTPUsed
	}
	return flows.OTPWrong
}
