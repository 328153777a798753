package run

import (
	"context"
	"crypto/subtle"
	"fmt"
	"io"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/password"
	"aktivasi/flows/run/tally"
	"aktivasi/store"
)

// The limits of an officer's one-time code.
const (
	InviteLife  = 24 * time.Hour // handed over on paper, often for the next morning; the issue's
	InviteTries = 5              // wrong codes, and it is dead; as for every other code
)

// newInvite draws the one-time code of an officer, and what will know it again.
func newInvite(by nip.NIP, now time.Time, random io.Reader) (*store.Grant, flows.Secret, error) {
	code, err := drawCode(random)
	if err != nil {
		return nil, flows.Secret{}, err
	}
	request, err := randomHex(random, idBytes)
	if err != nil {
		return nil, flows.Secret{}, fmt.Errorf("draw a salt: %w", err)
	}
	return &store.Grant{Request: request, Hash: inviteHash(request, code), By: by, Made: now, Expires: now.Add(InviteLife)}, code, nil
}

// inviteHash is the hash of an officer's one-time code, bound to one acceptance
// of it.
func inviteHash(request string, code flows.Secret) []byte { return bind(request, code, 'i') }

// redeemInvite judges the one-time code of somebody who is to become an officer.
// It answers Accept: this visit, and no other, may set their password and bind
// their phone. It refuses with BadNIP, CodeShort (nothing was counted), MustWait
// or InviteWrong, whatever was wrong.
//
// A code is good for one enrolment. While one is under way no other visit can
// use it; one that is given up leaves it as it was.
func (v *Visit) redeemInvite(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	d := v.desk
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	code := cleanCode(e.Answers[flows.MailedCode])
	if len(code.Reveal()) != codeLength {
		return flows.Refuse, flows.CodeShort, nil
	}
	id, st, err := v.begin(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var o store.Officer
	var why flows.Reason
	mine := s.desk.invite
	err = onOfficer(ctx, st, n, func(kept *store.Officer) (store.Effects, error) {
		now, t, i := d.Now(), &kept.Tries[store.GrantTries], kept.Invite
		why, s.facts.WaitUntil, s.facts.Left = flows.Silence, time.Time{}, 0
		if now.Before(t.Until) {
			why, s.facts.WaitUntil = flows.MustWait, t.Until
			return store.Effects{}, nil
		}
		// The comparison comes first and does not depend on the rest, so that no
		// code takes longer than another.
		right := subtle.ConstantTimeCompare(invited(i), inviteHash(requestOf(i), code)) == 1
		if !right || !now.Before(i.Expires) || i.Accepted && i.Request != mine || kept.Closed() {
			why = flows.InviteWrong
			_, s.facts.Left = miss(t, now, InviteTries, GrantRest, why, why)
			if s.facts.WaitUntil = t.Until; now.Before(t.Until) && i != nil && !i.Accepted {
				i.Hash = nil // one wrong code too many
			}
			return store.Effects{Entries: []store.Entry{v.did(deskState{}, store.OfficerRefused, n, "invite")}}, nil
		}
		*t = store.Count{}
		i.Accepted, i.Request, i.Hash = true, id, inviteHash(id, code)
		o = kept.Clone()
		return store.Effects{}, nil
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	before := s.desk
	*s = v.desk.nobody(v.spoken)
	s.desk = deskState{recruit: n, invite: id, id: id}
	if before.recruit != (nip.NIP{}) && before.recruit != n {
		if err := v.dropEnrolment(ctx, before); err != nil {
			return flows.Fail, flows.Silence, err
		}
	}
	s.facts.Person = person(o.Account) // nobody takes their own name for a password
	return flows.Accept, flows.Silence, nil
}

// invited is the hash a code must have, and requestOf what it is bound to; where
// there is none, something that no code fits.
func invited(i *store.Grant) []byte {
	if i == nil {
		return nil
	}
	return i.Hash
}

func requestOf(i *store.Grant) string {
	if i == nil {
		return ""
	}
	return i.Request
}

// recruiting is [store.Store.ChangeOfficer] on whoever's one-time code was right
// in this visit, for as long as it is what this visit was given.
func (v *Visit) recruiting(ctx context.Context, s *state, over flows.Reason, f func(*store.Officer, time.Time) (flows.Reason, store.Effects, error)) (why flows.Reason, o store.Officer, err error) {
	if s.desk.recruit == (nip.NIP{}) {
		return over, o, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Silence, o, err
	}
	err = onOfficer(ctx, st, s.desk.recruit, func(kept *store.Officer) (eff store.Effects, err error) {
		now := v.desk.Now()
		if i := kept.Invite; i == nil || !i.Accepted || i.Request != s.desk.invite || !now.Before(i.Expires) || kept.Closed() {
			why = over
			return store.Effects{}, nil
		}
		why, eff, err = f(kept, now)
		o = kept.Clone()
		return eff, err
	})
	return why, o, err
}

// setOfficerPassword keeps the first password of an officer. It answers Accept,
// or Refuse with PasswordBroken or CodeExpired.
func (v *Visit) setOfficerPassword(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	pw := e.Answers[flows.NewPassword]
	p := s.facts.Person
	if s.desk.recruit == (nip.NIP{}) {
		return flows.Refuse, flows.CodeExpired, nil
	}
	if !password.Check(pw, password.Person{NIP: s.desk.recruit, Name: p.Name, Email: p.Email.Reveal()}).OK() {
		return flows.Refuse, flows.PasswordBroken, nil
	}
	hash, err := v.desk.Hash.Hash(ctx, password.Normal(pw))
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	why, _, err := v.recruiting(ctx, s, flows.CodeExpired, func(o *store.Officer, now time.Time) (flows.Reason, store.Effects, error) {
		retirePending(&o.Account, now)
		o.Password = store.Password{Hash: hash, Set: now}
		return flows.Silence, store.Effects{}, nil
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.desk.stamp = hash
	return flows.Accept, flows.Silence, nil
}

// makeOfficerKey answers Ready with the secret to scan: the one that is pending,
// or a new one. It refuses with KeyExpired where the right to one has ended.
func (v *Visit) makeOfficerKey(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	secret, err := otp.New(v.desk.random())
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var p store.Pending
	why, o, err := v.recruiting(ctx, s, flows.KeyExpired, func(o *store.Officer, now time.Time) (flows.Reason, store.Effects, error) {
		if o.Password.Hash == "" || o.Password.Hash != s.desk.stamp {
			return flows.KeyExpired, store.Effects{}, nil // no password was set here
		}
		if o.Pending == nil || o.Pending.Visit != s.desk.id || !now.Before(o.Pending.Expires) {
			retirePending(&o.Account, now)
			o.Pending = &store.Pending{Secret: secret, Visit: s.desk.id, Made: now, Expires: now.Add(KeyLife)}
		}
		p = *o.Pending
		return flows.Silence, store.Effects{}, nil
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	uri, err := otp.URI(v.desk.Issuer, officerLabel(o.NIP), p.Secret)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.facts.Key, s.facts.URI, s.facts.Until = p.Secret, uri, p.Expires
	return flows.Ready, flows.Silence, nil
}

// officerLabel names an officer's account on their phone, where it stands beside
// the one they have as a person. It is as long as a NIP, so that its QR code fits
// wherever a person's does: the appointment and what follows, without the birth.
func officerLabel(n nip.NIP) string { return "petugas-" + n.String()[8:] }

// enrolOfficer verifies the first OTP, binds the phone and signs in: with it the
// one-time code is gone. It answers Accept with the console, or Refuse with
// KeyExpired, MustWait, or what package clinic found out about the code.
func (v *Visit) enrolOfficer(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	device, st, err := v.begin(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	k := deskState{officer: s.desk.recruit, stamp: s.desk.stamp, id: s.desk.id, back: &backOffice{}}
	why, o, err := v.recruiting(ctx, s, flows.KeyExpired, func(o *store.Officer, now time.Time) (flows.Reason, store.Effects, error) {
		s.facts.WaitUntil, s.facts.Left = time.Time{}, 0
		t, p := &o.Tries[store.ActivationTries], o.Pending
		switch {
		case p == nil || p.Visit != s.desk.id || !now.Before(p.Expires) || o.Password.Hash != s.desk.stamp:
			retirePending(&o.Account, now)
			return flows.KeyExpired, store.Effects{}, nil
		case now.Before(t.Until):
			s.facts.WaitUntil = t.Until
			return flows.MustWait, store.Effects{}, nil
		}
		step, verdict, err := otp.Match(p.Secret, e.Answers[flows.OTP], now, 0)
		switch {
		case err != nil:
			return flows.TryAgain, store.Effects{}, err
		case verdict != otp.Valid:
			why := s.diagnose(clinic.Question{Typed: e.Answers[flows.OTP], Now: now, Keys: enrolKeys(o.Account, *p, now), Shown: true, Doubt: v.desk.doubtful()})
			if verdict == otp.NotACode {
				return why, store.Effects{}, nil
			}
			stumble(t, now)
			s.facts.WaitUntil, s.facts.Left = t.Until, left(*t)
			return why, store.Effects{Entries: []store.Entry{v.did(k, store.OfficerRefused, o.NIP, tally.Enrolling+why.String())}}, nil
		}
		revokeAll(&o.Account, now)
		o.Devices = append(o.Devices, store.Device{ID: device, Name: "authenticator", Secret: p.Secret, Last: int64(step), Enrolled: now, Used: now})
		o.Tries = [store.Counters]store.Count{}
		o.Pending, o.Invite, o.LastSignIn = nil, nil, now
		return flows.Silence, store.Effects{Entries: []store.Entry{
			v.did(k, store.OfficerEnrolled, o.NIP, ""), v.did(k, store.OfficerSignedIn, o.NIP, ""),
		}}, nil
	})
	if why == flows.KeyExpired {
		s.facts.Key, s.facts.URI = flows.Secret{}, flows.Secret{}
	}
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	return v.takeSeat(ctx, st, s, k, o)
}

// dropEnrolment is an officer's enrolment that was given up: the secret goes, and
// the one-time code is good again.
func (v *Visit) dropEnrolment(ctx context.Context, k deskState) error {
	st, err := v.desk.Store(ctx)
	if err != nil {
		return err
	}
	return onOfficer(ctx, st, k.recruit, func(o *store.Officer) (store.Effects, error) {
		if i := o.Invite; i != nil && i.Accepted && i.Request == k.invite {
			i.Accepted = false
			retirePending(&o.Account, v.desk.Now())
		}
		return store.Effects{}, nil
	})
}
