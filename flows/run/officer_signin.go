package run

import (
	"context"
	"errors"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// officerSignIn carries out what leads an officer to the console.
func (v *Visit) officerSignIn(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	switch e.Do {
	case flows.CheckOfficer:
		return v.checkOfficer(ctx, s, e)
	case flows.RedeemInvite:
		return v.redeemInvite(ctx, s, e)
	case flows.SetOfficerPassword:
		return v.setOfficerPassword(ctx, s, e)
	case flows.MakeOfficerKey:
		return v.makeOfficerKey(ctx, s)
	default:
		return v.enrolOfficer(ctx, s, e)
	}
}

// begin is what a step of that needs which leaves something new behind: an
// identifier for it, and the store.
func (v *Visit) begin(ctx context.Context) (id string, st store.Store, err error) {
	if id, err = v.desk.id(); err != nil {
		return "", nil, err
	}
	st, err = v.desk.Store(ctx)
	return id, st, err
}

// onOfficer hands f what is kept about n as an officer. Of somebody who is none
// it is what is remembered of strangers, with Added zero: both cost one change.
func onOfficer(ctx context.Context, st store.Store, n nip.NIP, f func(*store.Officer) (store.Effects, error)) error {
	err := st.ChangeOfficer(ctx, n, func(o *store.Officer) (store.Effects, error) {
		if o.Added.IsZero() {
			return store.Effects{}, store.ErrNotFound
		}
		return f(o)
	})
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return st.Stranger(ctx, n, func(a *store.Account) (store.Effects, error) {
		o := store.Officer{Account: *a}
		e, err := f(&o)
		*a = o.Account
		return e, err
	})
}

// checkOfficer judges an officer's NIP, password and OTP, all three as one: what
// was wrong is said to nobody, and nothing tells it. It answers Accept with the
// console, or Refuse with BadNIP, MustWait, Blocked or OfficerWrong.
//
// A number that is no officer's, one that was closed, a wrong password and a
// wrong OTP cost one hash and two changes each, and one count: counted apart, as
// for people, the tries that are left would say which of the two was right.
func (v *Visit) checkOfficer(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	d := v.desk
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	id, st, err := v.begin(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	o, try, why, err := v.countOfficer(ctx, st, n)
	if err != nil || why != flows.Silence {
		s.facts.WaitUntil = try.after.Until
		return flows.Refuse, why, err
	}
	judged := o.Password.Hash
	right, stale, err := v.verify(ctx, judged, e.Answers[flows.Password])
	if err != nil {
		return flows.Fail, flows.Silence, errors.Join(err, try.giveBack(ctx, st, n))
	}
	fresh := v.freshen(ctx, right && stale, e.Answers[flows.Password])
	k := deskState{id: id, back: &backOffice{}}
	err = onOfficer(ctx, st, n, func(kept *store.Officer) (store.Effects, error) {
		if kept.Password.Hash != judged {
			return store.Effects{}, errors.New("the password was replaced while it was judged")
		}
		why, k.officer = flows.OfficerWrong, nip.NIP{}
		eff := store.Effects{Entries: []store.Entry{v.did(k, store.OfficerRefused, n, "")}}
		if right && v.judgeBoth(kept, e.Answers[flows.OTP]) {
			if fresh != "" {
				kept.Password.Hash = fresh
			}
			kept.Tries[store.PasswordTries] = store.Count{}
			kept.LastSignIn = d.Now()
			why, o = flows.Silence, kept.Clone()
			k.officer, k.stamp = n, kept.Password.Hash
			eff.Entries[0] = v.did(k, store.OfficerSignedIn, n, "")
		}
		return eff, nil
	})
	switch {
	case err != nil:
		return flows.Fail, flows.Silence, errors.Join(err, try.giveBack(ctx, st, n))
	case why != flows.Silence:
		s.facts.WaitUntil, s.facts.Left = try.after.Until, left(try.after)
		return flows.Refuse, why, nil
	}
	return v.takeSeat(ctx, st, s, k, o)
}

// takeSeat is an officer who is in. Nothing is left of whoever came before.
func (v *Visit) takeSeat(ctx context.Context, st store.Store, s *state, k deskState, o store.Officer) (flows.Kind, flows.Reason, error) {
	if before := s.desk.back; before != nil {
		before.finder.close()
	}
	*s = v.desk.nobody(v.spoken)
	s.desk = k
	v.facing(s, o)
	l := &k.back.ledger
	if err := l.follow(ctx, st, v.desk.here(), v.desk.Log); err != nil {
		v.desk.Log.WarnContext(ctx, "cases not counted", "err", err.Error()) // the console will ask again
	}
	s.facts.Console.Open = l.open()
	return flows.Accept, flows.Silence, nil
}

// A tried is a try that was counted: what the count was, and what it became.
type tried struct{ before, after store.Count }

// countOfficer counts a try before anything of it is judged, or says why none is
// judged now.
func (v *Visit) countOfficer(ctx context.Context, st store.Store, n nip.NIP) (o store.Officer, t tried, why flows.Reason, err error) {
	err = onOfficer(ctx, st, n, func(kept *store.Officer) (store.Effects, error) {
		now, c := v.desk.Now(), &kept.Tries[store.PasswordTries]
		why, t.before = flows.Silence, *c
		switch {
		case blocked(*c):
			why = flows.Blocked
		case now.Before(c.Until):
			why = flows.MustWait
		default:
			stumble(c, now)
		}
		o, t.after = kept.Clone(), *c
		return store.Effects{}, nil
	})
	return o, t, why, err
}

// giveBack takes back a try that was counted and never judged, because the world
// broke.
func (t tried) giveBack(ctx context.Context, st store.Store, n nip.NIP) error {
	return onOfficer(context.WithoutCancel(ctx), st, n, func(o *store.Officer) (store.Effects, error) {
		if c := &o.Tries[store.PasswordTries]; c.Wrong == t.after.Wrong {
			*c = t.before
		}
		return store.Effects{}, nil
	})
}

// judgeBoth judges the OTP of o, whose password was right, and uses it up if all
// is well. The devices' own count is left out of it: see checkOfficer.
func (v *Visit) judgeBoth(o *store.Officer, typed flows.Secret) bool {
	a := o.Account.Clone()
	a.Tries[store.OTPTries] = store.Count{}
	if a.Closed() || !a.MFA() || v.judgeOTP(&state{}, &a, typed, v.desk.Now()) != flows.Silence {
		return false
	}
	o.Devices = a.Devices
	return true
}
