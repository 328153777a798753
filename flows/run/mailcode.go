package run

import (
	"context"
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
)

// How many mailed codes one account may ask for, whatever for (ASVS 6.6.4 by
// analogy; the issue's). Each is another letter in somebody's mailbox, and five
// more tries.
const (
	CodesAnHour = 3
	CodesADay   = 10
)

// counters says which throttles belong to which purpose, and which count it is
// that a code for it must not get round.
var counters = [store.Purposes]struct{ address, code, blocks store.Counter }{
	store.ResetPassword: {store.ResetAddressTries, store.ResetCodeTries, store.PasswordTries},
	store.ResetMFA:      {store.MFAAddressTries, store.MFACodeTries, store.OTPTries},
}

var letterPurpose = [store.Purposes]letter.Purpose{
	store.ResetPassword: letter.ResetPassword,
	store.ResetMFA:      letter.ResetMFA,
}

var mailOf = [store.Purposes]store.MailKind{
	store.ResetPassword: store.MailPasswordCode,
	store.ResetMFA:      store.MailMFACode,
}

// mailCode judges the address that was typed and mails a code to it, all in one
// transaction: the count, the code, and its letter in the outbox. It answers
// Accept with what became of the letter, or Refuse with AddressWrong,
// AddressEnded, Inactive, Blocked, MustWait, WaitBeforeResend or TooManyCodes,
// or Fail with MailFailed where the letter will never arrive and its code is
// void. Whatever is said of the account is said only after the whole address was
// right.
func (v *Visit) mailCode(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if s.found == (nip.NIP{}) {
		return flows.Refuse, flows.SignedOut, nil
	}
	return v.post(ctx, s, flows.Accept, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		why, eff := s.judgeAddress(a, e.Answers[flows.Address], now)
		if why == flows.Silence {
			why = shut(a, s.purpose)
		}
		return why, eff
	})
}

// mailAgain mails another code to the address that was found right before. It
// answers Ready with CodeSent or CodeWaits, or Refuse and Fail as mailCode does.
func (v *Visit) mailAgain(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	if s.email == "" {
		return flows.Refuse, flows.SignedOut, nil
	}
	asked := s.request
	s.request = "" // what is asked for now is another letter
	kind, why, err := v.post(ctx, s, flows.Ready, func(a *store.Account, _ time.Time) (flows.Reason, store.Effects) {
		if a.Email != s.email {
			return flows.SignedOut, store.Effects{} // nobody has typed the new one
		}
		return shut(a, s.purpose), store.Effects{}
	})
	switch {
	case kind != flows.Ready:
		if why != flows.MailFailed {
			s.request = asked
		}
	case s.facts.Post == flows.PostWaiting:
		why = flows.CodeWaits
	default:
		why = flows.CodeSent
	}
	return kind, why, err
}

// judgeAddress counts and compares. Only a person who can type the whole address
// gets a letter sent to it.
func (s *state) judgeAddress(a *store.Account, typed flows.Secret, now time.Time) (flows.Reason, store.Effects) {
	t := &a.Tries[counters[s.purpose].address]
	to, err := address.Parse(a.Email)
	right := to.Same(typed.Reveal()) && err == nil
	switch {
	case now.Before(t.Until):
		s.facts.WaitUntil = t.Until
		return flows.AddressEnded, store.Effects{}
	case !right:
		why, left := miss(t, now, CodeTries, CodeRest, flows.AddressWrong, flows.AddressEnded)
		s.facts.Left, s.facts.WaitUntil = left, t.Until
		return why, entry(now, store.AddressRefused, a.NIP, letterPurpose[s.purpose].String())
	}
	*t = store.Count{}
	s.email = a.Email
	return flows.Silence, store.Effects{}
}

// miss counts one wrong answer in t and returns what to say of it: wrong with
// the tries that are left, or dead when that was the last one, after which
// nothing is judged for rest and the count begins anew.
func miss(t *store.Count, now time.Time, limit int, rest time.Duration, wrong, dead flows.Reason) (flows.Reason, int) {
	t.Wrong++
	if t.Wrong < limit {
		return wrong, limit - t.Wrong
	}
	*t = store.Count{Until: now.Add(rest)}
	return dead, 0
}

// A parcel is a code and what belongs to it, drawn before the transaction that
// may send it.
type parcel struct {
	code    flows.Secret
	request string // what it answers
	letter  string // its ID in the outbox
}

func (d *Desk) pack() (p parcel, err error) {
	if p.code, err = drawCode(d.random()); err != nil {
		return p, err
	}
	if p.request, err = d.id(); err != nil {
		return p, err
	}
	p.letter, err = d.id()
	return p, err
}

// post queues a code for whoever was found if may has nothing against it, and
// then tries to deliver it. It answers good with what became of the letter.
func (v *Visit) post(ctx context.Context, s *state, good flows.Kind, may func(*store.Account, time.Time) (flows.Reason, store.Effects)) (flows.Kind, flows.Reason, error) {
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	p, err := v.desk.pack()
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var why flows.Reason
	var m *store.Mail
	_, err = anyone(ctx, st, s.found, func(a *store.Account) (eff store.Effects, err error) {
		now := v.desk.Now()
		m, s.facts.Left, s.facts.WaitUntil = nil, 0, time.Time{}
		if why, eff = may(a, now); why != flows.Silence {
			return eff, nil
		}
		c := a.Codes[s.purpose]
		if c.Request != "" && c.Request == s.request && len(c.Hash) > 0 && now.Before(c.ResendAt) {
			return eff, nil // they went back and came again; the letter is on its way
		}
		if why = s.mayPost(a, now); why == flows.Silence {
			m = s.queue(a, p, now)
			eff = join(eff, entry(now, store.CodeSent, a.NIP, letterPurpose[s.purpose].String()))
			eff.Mail = append(eff.Mail, *m)
		}
		return eff, nil
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	if m == nil {
		s.facts.Post, err = v.whereabouts(ctx, st, s)
	} else {
		s.request, s.letter = p.request, p.letter
		s.facts.Post = v.desk.deliver(ctx, st, *m)
	}
	switch {
	case err != nil:
		return flows.Fail, flows.Silence, err
	case s.facts.Post == flows.PostFailed:
		s.request, s.facts.Until, s.facts.ResendAt = "", time.Time{}, time.Time{}
		return flows.Fail, flows.MailFailed, nil
	}
	if s.facts.Post == flows.PostSent {
		v.arrived(s)
	}
	return good, flows.Silence, nil
}

// mayPost says why no letter goes to a now.
func (s *state) mayPost(a *store.Account, now time.Time) flows.Reason {
	c, t := a.Codes[s.purpose], a.Tries[counters[s.purpose].code]
	next := nextCode(a.Mailed, now)
	switch {
	case now.Before(t.Until):
		s.facts.WaitUntil = t.Until
		return flows.MustWait
	case now.Before(next):
		s.facts.ResendAt, s.facts.WaitUntil = next, next
		return flows.TooManyCodes
	case now.Before(c.ResendAt):
		s.facts.ResendAt, s.facts.WaitUntil = c.ResendAt, c.ResendAt
		return flows.WaitBeforeResend
	}
	return flows.Silence
}

// queue makes p the code of a, in place of an older one. The wrong tries so far
// count on (NIST SP 800-63B-4 §3.1.3).
func (s *state) queue(a *store.Account, p parcel, now time.Time) *store.Mail {
	until, resend := now.Add(CodeLife), now.Add(ResendAfter)
	a.Codes[s.purpose] = store.Code{
		Request: p.request, Hash: codeHash(s.purpose, p.request, p.code),
		Sent: now, Expires: until, ResendAt: resend, Mail: p.letter,
	}
	a.Mailed = append(lately(a.Mailed, now), now)
	s.facts.Until, s.facts.ResendAt = until, later(resend, nextCode(a.Mailed, now))
	return &store.Mail{
		ID: p.letter, What: mailOf[s.purpose], NIP: a.NIP, To: a.Email, Code: p.code,
		Made: now, Until: until, Next: now.Add(pause(1, until.Sub(now))),
	}
}

// lately is what of the letters to an account still counts. One that was sent
// before the clock was set back does.
func lately(sent []time.Time, now time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(sent), func(at time.Time) bool { return now.Sub(at) >= 24*time.Hour })
}

// nextCode is when another letter may be asked for, after those that were sent,
// oldest first; no later than now where it may be at once.
func nextCode(sent []time.Time, now time.Time) time.Time {
	next := now
	for _, l := range []struct {
		most int
		in   time.Duration
	}{{CodesAnHour, time.Hour}, {CodesADay, 24 * time.Hour}} {
		if i := len(sent) - l.most; i >= 0 {
			next = later(next, sent[i].Add(l.in))
		}
	}
	return next
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// join is both.
func join(a, b store.Effects) store.Effects {
	return store.Effects{Entries: append(slices.Clip(a.Entries), b.Entries...), Mail: append(slices.Clip(a.Mail), b.Mail...)}
}
