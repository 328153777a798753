package run

import (
	"context"
	"errors"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/password"
	"aktivasi/store"
)

// signIn judges NIP and password, and then, where MFA is on, the OTP. It answers
// Accept with the account, or Refuse with BadNIP, MustWait, Blocked, SignInWrong,
// Inactive, ClockDoubt, OTPNeeded, OTPNotACode, OTPWrong or OTPUsed.
//
// An unknown number, an account without a password and a wrong password read
// alike, count alike and cost the same: one argon2, and two writes to the disk.
// Whatever is said of the OTP, or of the account, is said only after the password
// was right.
func (v *Visit) signIn(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	s.typed = n
	id, err := v.desk.id()
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	acc, why, err := v.prove(ctx, s, n, e.Answers[flows.Password], flows.SignInWrong, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		if a.Closed() {
			return flows.Inactive, entry(now, store.PasswordRefused, n, "inactive")
		}
		why, eff := v.tryOTP(s, a, e.Answers[flows.OTP], now)
		if why != flows.Silence {
			return why, eff
		}
		if s.holds(a, store.GrantWait, now) {
			a.Grant, a.Tries[store.GrantTries] = nil, store.Count{} // it got them in
		}
		a.LastSignIn = now
		return flows.Silence, join(eff, entry(now, store.SignedIn, n, factor(*a)))
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.grant = ""
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
	_, err = anyone(ctx, st, n, func(a *store.Account) (store.Effects, error) {
		why, acc = v.countPassword(s, a)
		count = a.Tries[store.PasswordTries]
		return store.Effects{}, nil
	})
	if err != nil {
		return acc, flows.Silence, err
	}
	if why != flows.Silence {
		if why == flows.MustWait {
			s.facts.WaitUntil = count.Until
		}
		return acc, why, nil
	}

	ok, stale, err := v.verify(ctx, acc.Password.Hash, pw)
	if err != nil {
		return acc, flows.Silence, errors.Join(err, v.giveBack(ctx, st, n, count))
	}
	if !ok {
		_, err := anyone(ctx, st, n, func(a *store.Account) (store.Effects, error) {
			return entry(d.Now(), store.PasswordRefused, n, ""), nil
		})
		return acc, s.mistaken(acc, store.PasswordTries, wrong, d.Now()), err
	}

	fresh := v.freshen(ctx, stale, pw)
	judged := acc.Password.Hash
	err = st.Change(ctx, n, func(a *store.Account) (eff store.Effects, err error) {
		if a.Password.Hash != judged {
			return store.Effects{}, errors.New("the password was replaced while it was judged")
		}
		tries := a.Tries[store.PasswordTries].Wrong - 1 // this one was right
		a.Tries[store.PasswordTries] = store.Count{}
		if fresh != "" {
			a.Password.Hash = fresh
		}
		why, eff = then(a, d.Now())
		eff = join(guessed(a, d.Now(), tries), eff)
		if fresh != "" {
			eff.Entries = append(eff.Entries, store.Entry{At: d.Now(), What: store.PasswordRehashed, NIP: n})
		}
		acc = a.Clone()
		return eff, nil
	})
	if err != nil {
		err = errors.Join(err, v.giveBack(ctx, st, n, count))
	}
	return acc, why, err
}

// countPassword counts a try at the password of a, or says why none is judged
// now. It returns the account as the try left it.
func (v *Visit) countPassword(s *state, a *store.Account) (flows.Reason, store.Account) {
	now, t := v.desk.Now(), &a.Tries[store.PasswordTries]
	s.lifted = false
	if blocked(*t) {
		return flows.Blocked, a.Clone()
	}
	if now.Before(t.Until) || now.Before(a.Tries[store.OTPTries].Until) {
		s.lifted = s.passes(a, now)
	}
	if now.Before(t.Until) && !s.lifted {
		return flows.MustWait, a.Clone()
	}
	stumble(t, now)
	return flows.Silence, a.Clone()
}

// mistaken lets the session know what a wrong try leaves, of which a has the
// count, and returns what to say of it.
func (s *state) mistaken(a store.Account, c store.Counter, wrong flows.Reason, now time.Time) flows.Reason {
	t := a.Tries[c]
	s.facts.WaitUntil, s.facts.Left = t.Until, left(t)
	if n := s.unused(&a, now); s.lifted && n > 0 {
		s.facts.WaitUntil, s.facts.Left = time.Time{}, n // the wait is the others'
	}
	if blocked(t) {
		s.facts.WaitUntil, s.facts.Left = time.Time{}, 0 // no waiting helps
		return flows.Blocked
	}
	return wrong
}

// verify judges pw against a stored hash, at the same cost where there is none.
func (v *Visit) verify(ctx context.Context, stored string, pw flows.Secret) (ok, stale bool, err error) {
	pw = password.Normal(pw)
	if stored == "" {
		return false, false, v.desk.Hash.Dummy(ctx, pw)
	}
	return v.desk.Hash.Verify(ctx, stored, pw)
}

// freshen hashes pw, which was right, as it would be hashed today, where the
// stored hash is stale. Otherwise it is empty, and so where that fails: the old
// hash still opens the account, and the next sign-in tries again.
func (v *Visit) freshen(ctx context.Context, stale bool, pw flows.Secret) string {
	if !stale {
		return ""
	}
	fresh, err := v.desk.Hash.Hash(ctx, password.Normal(pw))
	if err != nil {
		v.desk.Log.WarnContext(ctx, "password not hashed anew", "err", err.Error())
		return ""
	}
	return fresh
}

// giveBack takes back a try that was counted and never judged, because the
// world broke. counted is what it made of the count.
func (v *Visit) giveBack(ctx context.Context, st store.Store, n nip.NIP, counted store.Count) error {
	_, err := anyone(context.WithoutCancel(ctx), st, n, func(a *store.Account) (store.Effects, error) {
		t := &a.Tries[store.PasswordTries]
		if t.Wrong > 0 {
			t.Wrong--
		}
		if t.Wrong < SignInTries || t.Until.Equal(counted.Until) {
			t.Until = time.Time{} // it was over when the try began
		}
		return store.Effects{}, nil
	})
	return err
}
