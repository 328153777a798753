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

// owner is a as the password rules know a person.
func owner(a store.Account) password.Person {
	return password.Person{NIP: a.NIP, Name: a.Name, Email: a.Email}
}

// makePhrase answers Ready with a passphrase to take or leave. It passes the
// rules of whoever is asking: nobody is offered their own name.
func (v *Visit) makePhrase(s *state) (flows.Kind, flows.Reason, error) {
	p := password.Person{Name: s.facts.Person.Name, Email: s.facts.Person.Email.Reveal()}
	p.NIP, _ = nip.Parse(s.facts.Person.NIP.Reveal()) // none yet forbids nothing
	phrase, err := password.PhraseFor(v.desk.random(), p)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.facts.Phrase = phrase
	return flows.Ready, flows.Silence, nil
}

// setPassword is the end of a reset: the right that the mailed code or an
// officer's gave is used up with it. Devices stay as they are. It answers Accept,
// or Refuse with PasswordBroken, CodeExpired, GrantDead, or Blocked, which only an
// officer's code lifts.
func (v *Visit) setPassword(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if s.found == (nip.NIP{}) || s.purpose != store.ResetPassword || s.request == "" && s.grant == "" {
		return flows.Refuse, flows.CodeExpired, nil // and no hash is spent on it
	}
	why, err := v.storePassword(ctx, s, s.found, e.Answers[flows.NewPassword], func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		c := &a.Codes[store.ResetPassword]
		mailed := c.Accepted && c.Request == s.request && now.Before(c.Expires)
		switch {
		case s.holds(a, store.GrantPassword, now) && !a.Closed():
			a.Grant = nil
		case s.grant != "" && s.request == "":
			return flows.GrantDead, store.Effects{}
		case !mailed || a.Closed():
			return flows.CodeExpired, store.Effects{}
		case shut(a, store.ResetPassword) != flows.Silence:
			return shut(a, store.ResetPassword), store.Effects{}
		}
		*c = store.Code{}
		a.Tries[store.PasswordTries] = store.Count{} // whoever tried the old one tried in vain
		return flows.Silence, store.Effects{}
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.request, s.grant = "", ""
	return flows.Accept, flows.Silence, nil
}

// replacePassword changes the password of who is signed in: after the old one
// and an OTP were given, or, where the password was weak, with an OTP of its
// own. It answers Accept, or Refuse with SignedOut, PasswordBroken, ConfirmAgain or
// whatever there is to say of the OTP.
func (v *Visit) replacePassword(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if s.who == (nip.NIP{}) {
		return flows.Refuse, flows.SignedOut, nil
	}
	var acc store.Account
	why, err := v.storePassword(ctx, s, s.who, e.Answers[flows.NewPassword], func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		switch {
		case s.over(a):
			return flows.SignedOut, store.Effects{}
		case s.facts.Weak:
			return v.tryOTP(s, a, e.Answers[flows.OTP], now)
		case !s.proves(flows.ConfirmPassword, now):
			return flows.ConfirmAgain, store.Effects{}
		}
		return flows.Silence, store.Effects{}
	}, func(a store.Account) { acc = a })
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.stamp, s.proved = acc.Password.Hash, time.Time{}
	v.show(s, acc)
	s.facts.Weak = false
	return flows.Accept, flows.Silence, nil
}

// confirmPassword judges the old password and an OTP; together they open the
// screen for the new one for a while.
func (v *Visit) confirmPassword(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	// A session that has ended is told so, and not that its old password is wrong.
	why, _, err := v.change(ctx, s, func(*store.Account, time.Time) (flows.Reason, store.Effects) {
		return flows.Silence, store.Effects{}
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	acc, why, err := v.prove(ctx, s, s.who, e.Answers[flows.Password], flows.OldPasswordWrong, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		if a.Closed() {
			return flows.SignedOut, store.Effects{}
		}
		return v.tryOTP(s, a, e.Answers[flows.OTP], now)
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.stamp = acc.Password.Hash
	s.proof, s.proved = flows.ConfirmPassword, v.desk.Now().Add(ProofLife)
	v.show(s, acc)
	return flows.Accept, flows.Silence, nil
}

// storePassword judges a new password by the rules, hashes it outside any
// transaction, and keeps it if may, asked inside, says nothing against it.
func (v *Visit) storePassword(ctx context.Context, s *state, n nip.NIP, pw flows.Secret, may func(*store.Account, time.Time) (flows.Reason, store.Effects), after ...func(store.Account)) (why flows.Reason, err error) {
	d := v.desk
	st, err := d.Store(ctx)
	if err != nil {
		return flows.Silence, err
	}
	acc, err := st.Account(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return flows.SignedOut, nil
	} else if err != nil {
		return flows.Silence, err
	}
	if !password.Check(pw, owner(acc)).OK() {
		return flows.PasswordBroken, nil
	}
	hash, err := d.Hash.Hash(ctx, password.Normal(pw))
	if err != nil {
		return flows.Silence, err
	}
	err = st.Change(ctx, n, func(a *store.Account) (eff store.Effects, err error) {
		now := d.Now()
		if why, eff = may(a, now); why != flows.Silence {
			return eff, nil // a refusal may have counted something, so it is kept
		}
		a.Password = store.Password{Hash: hash, Set: now}
		for _, f := range after {
			f(a.Clone())
		}
		return join(eff, announced(a, now, store.PasswordSet, store.NoticePassword, "")), nil
	})
	if err == nil && why == flows.Silence && d.Practice != nil {
		if err := d.Practice.look(ctx, st); err != nil { // the password is set all the same
			d.Log.WarnContext(ctx, "practice passwords not looked at", "err", err.Error())
		}
	}
	return why, err
}
