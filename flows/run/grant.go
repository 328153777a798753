package run

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// The limits of an officer's code.
const (
	GrantLife   = 15 * time.Minute // long enough to walk to the terminal; the issue's
	GrantTries  = 5                // wrong codes, and it is dead
	GrantRest   = 10 * time.Minute // after the last of them no code is judged
	GrantPasses = 5                // sign-ins that one for a wait lets be judged in spite of it
)

// GiveGrant makes a code that an officer hands to whose account a is, once they
// have seen who it is, and remembers what it is good for. It belongs into the
// transaction that says why it was given. What strangers have done to the
// account no longer keeps anybody waiting; a count that has come to its end
// stays, and only what the grant opens takes it back.
func GiveGrant(a *store.Account, kind store.GrantFor, by nip.NIP, now time.Time, random io.Reader) (code flows.Secret, err error) {
	g, code, err := newGrant(kind, by, now, random)
	if err != nil {
		return code, err
	}
	a.Grant, a.Tries[store.GrantTries] = &g, store.Count{}
	for i := range a.Tries {
		a.Tries[i].Until = time.Time{}
	}
	return code, nil
}

// newGrant draws a code of eight characters that a person can read out, and what
// will know it again.
func newGrant(kind store.GrantFor, by nip.NIP, now time.Time, random io.Reader) (g store.Grant, code flows.Secret, err error) {
	if code, err = drawCode(random); err != nil {
		return g, code, err
	}
	request, err := randomHex(random, idBytes)
	if err != nil {
		return g, flows.Secret{}, fmt.Errorf("draw a salt: %w", err)
	}
	return store.Grant{
		For: kind, Request: request, Hash: grantHash(kind, request, code), By: by, Made: now, Expires: now.Add(GrantLife),
	}, code, nil
}

// grantHash is the hash of an officer's code, bound to what it is for.
func grantHash(kind store.GrantFor, request string, code flows.Secret) []byte {
	return bind(request, code, 'g', byte(kind))
}

// checkGrant judges an officer's code and does what it was given for. It answers
// Accept with what it lifts, or Refuse with BadNIP and CodeShort (nothing was
// counted), MustWait, GrantWrong, GrantDead or Inactive.
//
// A number that nobody has, somebody who was given nothing, and a code that was
// used are all told GrantWrong, count alike and cost the same. That a code has
// expired, or its account is closed, hears only who has typed it.
func (v *Visit) checkGrant(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	s.typed = n
	code := cleanCode(e.Answers[flows.MailedCode])
	if len(code.Reveal()) != codeLength {
		return flows.Refuse, flows.CodeShort, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var why flows.Reason
	var given store.Grant
	var acc store.Account
	_, err = anyone(ctx, st, n, func(a *store.Account) (eff store.Effects, err error) {
		why, given, eff = v.judgeGrant(s, a, code)
		acc = a.Clone()
		return eff, nil
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	v.granted(s, acc, given)
	return flows.Accept, flows.Silence, nil
}

// nobodys stands in for the grant of whoever has none, so that judging it costs
// the same. No code has its hash.
var nobodys = store.Grant{Request: "00000000000000000000000000000000", Hash: make([]byte, sha256.Size)}

// judgeGrant counts and compares, and where the code was right does what belongs
// into the same transaction.
func (v *Visit) judgeGrant(s *state, a *store.Account, code flows.Secret) (why flows.Reason, g store.Grant, eff store.Effects) {
	now, t := v.desk.Now(), &a.Tries[store.GrantTries]
	g = nobodys
	if a.Grant != nil && len(a.Grant.Hash) > 0 {
		g = *a.Grant
	}
	right := subtle.ConstantTimeCompare(g.Hash, grantHash(g.For, g.Request, code)) == 1
	s.facts.Left, s.facts.WaitUntil = 0, time.Time{}
	switch {
	case now.Before(t.Until):
		s.facts.WaitUntil = t.Until
		return flows.MustWait, g, eff
	case right && now.Before(g.Expires) && a.Closed():
		return flows.Inactive, g, entry(now, store.GrantRefused, a.NIP, "inactive")
	case right && now.Before(g.Expires):
		*t = store.Count{}
		a.Grant.Hash, a.Grant.Accepted = nil, true
		eff = entry(now, store.GrantAccepted, a.NIP, grantNames[g.For])
		switch g.For {
		case store.GrantMFA:
			a.Grant = nil
			eff = join(eff, resetMFA(a, now))
		case store.GrantWait: // what failed between the officer's desk and here
			a.Tries[store.PasswordTries].Until, a.Tries[store.OTPTries].Until = time.Time{}, time.Time{}
		default: // the password is set later
		}
		return flows.Silence, g, eff
	}
	why, s.facts.Left = miss(t, now, GrantTries, GrantRest, flows.GrantWrong, flows.GrantDead)
	s.facts.WaitUntil = t.Until
	switch {
	case right: // too late
		why = flows.GrantDead
	case why == flows.GrantDead && a.Grant != nil && !a.Grant.Accepted:
		a.Grant = nil
	}
	return why, g, entry(now, store.GrantRefused, a.NIP, "")
}

// granted lets the visit know what was lifted.
func (v *Visit) granted(s *state, a store.Account, g store.Grant) {
	*s = state{facts: v.desk.public(), sum: s.sum, slow: s.slow, typed: s.typed, grant: g.Request}
	switch g.For {
	case store.GrantPassword:
		s.found, s.purpose = a.NIP, store.ResetPassword
		to, err := address.Parse(a.Email)
		s.facts.Mail, s.facts.NoAddress = to.Mask(), err != nil
		s.facts.Lifts, s.facts.Person, s.facts.Until = flows.LiftsPassword, person(a), g.Expires
	case store.GrantMFA:
		s.facts.Lifts = flows.LiftsMFA
	default:
		s.facts.Lifts = flows.LiftsWait
	}
}

// grantNames name the kinds for the audit.
var grantNames = [store.Grants]string{store.GrantPassword: "password", store.GrantMFA: "mfa", store.GrantWait: "wait"}

// holds reports whether this visit typed a's grant of that kind, and may still
// use it.
func (s *state) holds(a *store.Account, kind store.GrantFor, now time.Time) bool {
	g := a.Grant
	return g != nil && s.grant != "" && g.For == kind && g.Accepted && g.Request == s.grant && now.Before(g.Expires)
}

// passes takes one of the tries that a grant gives its visit while others at
// other terminals keep the account waiting. They are counted in the record, or
// fifty questions at once would all have one.
func (s *state) passes(a *store.Account, now time.Time) bool {
	t := &a.Tries[store.GrantTries]
	if !s.holds(a, store.GrantWait, now) || t.Wrong >= GrantPasses {
		return false
	}
	t.Wrong++
	return true
}

// unused is how many of those tries are left.
func (s *state) unused(a *store.Account, now time.Time) int {
	if !s.holds(a, store.GrantWait, now) {
		return 0
	}
	return max(0, GrantPasses-a.Tries[store.GrantTries].Wrong)
}
