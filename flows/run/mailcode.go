package run

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
)

// codeAlphabet leaves out every pair that somebody could take for each other on
// paper or on a screen: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. It has 24
// characters, so eight of them are 36.7 bits.
const codeAlphabet = "34679ACDEFHJKMNPQRTVWXYB"

// codeLength is how many characters a mailed code has; it is shown in groups of
// four.
const codeLength = 8

// counters says which throttle belongs to which purpose.
var counters = [store.Purposes]struct{ address, code store.Counter }{
	store.ResetPassword: {store.ResetAddressTries, store.ResetCodeTries},
	store.ResetMFA:      {store.MFAAddressTries, store.MFACodeTries},
}

// mailCode judges the address that was typed and mails a code to it. It answers
// Accept, or Refuse with AddressWrong, AddressEnded or MustWait, or Fail with
// MailFailed, in which case nothing was changed and an older code still works.
func (v *Visit) mailCode(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	why, a, err := v.judgeAddress(ctx, s, e.Answers[flows.Address])
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.email = a.Email
	if c := a.Codes[s.purpose]; c.Request != "" && c.Request == s.request && len(c.Hash) > 0 && v.desk.Now().Before(c.ResendAt) {
		return flows.Accept, flows.Silence, nil // they went back and came again; the letter is on its way
	}
	why, err = v.post(ctx, s, a)
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	return flows.Accept, flows.Silence, nil
}

// mailAgain mails another code to the address that was found right before. It
// answers Ready, or Refuse and Fail as mailCode does.
func (v *Visit) mailAgain(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	if s.request == "" {
		return flows.Refuse, flows.SignedOut, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	a, err := st.Account(ctx, s.found)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	if a.Email != s.email {
		return flows.Refuse, flows.SignedOut, nil // nobody has typed the new one
	}
	why, err := v.post(ctx, s, a)
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	return flows.Ready, flows.Silence, nil
}

// judgeAddress counts and compares. Only a person who can type the whole address
// gets a letter sent to it.
func (v *Visit) judgeAddress(ctx context.Context, s *state, typed flows.Secret) (why flows.Reason, acc store.Account, err error) {
	if s.found == (nip.NIP{}) {
		return flows.SignedOut, acc, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Silence, acc, err
	}
	err = st.Change(ctx, s.found, func(a *store.Account) (store.Effects, error) {
		now := v.desk.Now()
		t := &a.Tries[counters[s.purpose].address]
		to, bad := address.Parse(a.Email)
		why, acc = flows.Silence, store.Account{}
		switch {
		case now.Before(t.Until):
			why, s.facts.WaitUntil = flows.AddressEnded, t.Until
		case bad != nil || !to.Same(typed.Reveal()):
			why, s.facts.Left = miss(t, now, CodeTries, CodeRest, flows.AddressWrong, flows.AddressEnded)
			s.facts.WaitUntil = t.Until
		default:
			*t = store.Count{}
			acc = *a
		}
		return store.Effects{}, nil
	})
	return why, acc, err
}

// post makes a code, mails it and then remembers it. In this order a letter that
// was not sent leaves an older code as it was; a code that was sent and not
// remembered is only a letter that does not help. The turn to send is taken
// before, in a transaction of its own, and given back if nothing was sent: a slow
// server would otherwise be asked for as many letters as somebody has patience.
func (v *Visit) post(ctx context.Context, s *state, a store.Account) (flows.Reason, error) {
	d, now := v.desk, v.desk.Now()
	to, err := address.Parse(a.Email)
	if err != nil {
		return flows.Silence, fmt.Errorf("read the registered address: %w", err)
	}
	code, err := drawCode(d.random())
	if err != nil {
		return flows.Silence, err
	}
	request, err := d.id()
	if err != nil {
		return flows.Silence, err
	}
	st, err := d.Store(ctx)
	if err != nil {
		return flows.Silence, err
	}
	until, resend := now.Add(CodeLife), now.Add(ResendAfter)
	why, before, err := v.takeTurn(ctx, s, st, now, resend)
	if err != nil || why != flows.Silence {
		return why, err
	}
	l := letter.Code(letterPurpose[s.purpose], to, code, until, d.Zone, d.Office)
	if err := d.Mail.Send(ctx, l); err != nil {
		return flows.MailFailed, errors.Join(fmt.Errorf("hand over the letter: %w", err), v.giveTurnBack(ctx, s, st, resend, before))
	}
	err = st.Change(ctx, s.found, func(b *store.Account) (store.Effects, error) {
		if b.Email != a.Email {
			return store.Effects{}, errors.New("the registered address changed while the letter was sent")
		}
		b.Codes[s.purpose] = store.Code{
			Request: request, Hash: codeHash(s.purpose, request, code),
			Sent: now, Expires: until, ResendAt: resend,
		}
		return entry(now, store.CodeSent, s.found, letterPurpose[s.purpose].String()), nil
	})
	if err != nil {
		return flows.Silence, errors.Join(err, v.giveTurnBack(ctx, s, st, resend, before))
	}
	s.request = request
	s.facts.Until, s.facts.ResendAt = until, resend
	if d.Practice != nil {
		s.facts.Letter = d.Practice.Mailbox.Last(to)
	}
	return flows.Silence, nil
}

// takeTurn reserves the time until resend for one letter, or says why not. It
// returns what stood there before.
func (v *Visit) takeTurn(ctx context.Context, s *state, st store.Store, now, resend time.Time) (why flows.Reason, before time.Time, err error) {
	err = st.Change(ctx, s.found, func(b *store.Account) (store.Effects, error) {
		c, t := &b.Codes[s.purpose], b.Tries[counters[s.purpose].code]
		why, before = flows.Silence, c.ResendAt
		switch {
		case now.Before(t.Until):
			why, s.facts.WaitUntil = flows.MustWait, t.Until
		case now.Before(c.ResendAt):
			why, s.facts.ResendAt, s.facts.WaitUntil = flows.WaitBeforeResend, c.ResendAt, c.ResendAt
		default:
			c.ResendAt = resend
		}
		return store.Effects{}, nil
	})
	return why, before, err
}

// giveTurnBack undoes takeTurn, unless somebody else has had a turn since.
func (v *Visit) giveTurnBack(ctx context.Context, s *state, st store.Store, resend, before time.Time) error {
	return st.Change(context.WithoutCancel(ctx), s.found, func(b *store.Account) (store.Effects, error) {
		if c := &b.Codes[s.purpose]; c.ResendAt.Equal(resend) {
			c.ResendAt = before
		}
		return store.Effects{}, nil
	})
}

var letterPurpose = [store.Purposes]letter.Purpose{
	store.ResetPassword: letter.ResetPassword,
	store.ResetMFA:      letter.ResetMFA,
}

// checkCode judges a code for a new password and uses it up: what is left is
// the right of this visit to set one. It answers Accept, or Refuse with
// CodeShort (nothing was counted), CodeWrong, CodeDead, CodeExpired or MustWait.
func (v *Visit) checkCode(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if s.purpose != store.ResetPassword {
		return flows.Refuse, flows.CodeExpired, nil
	}
	var p flows.Person
	why, err := v.useCode(ctx, s, e.Answers[flows.MailedCode], func(a *store.Account, now time.Time) store.Effects {
		a.Codes[s.purpose].Accepted = true
		p = person(*a)
		return store.Effects{}
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.facts.Person = p
	return flows.Accept, flows.Silence, nil
}

// useCode judges a mailed code; then, in the same transaction, right changes the
// account. The code no longer works afterwards.
func (v *Visit) useCode(ctx context.Context, s *state, typed flows.Secret, right func(*store.Account, time.Time) store.Effects) (why flows.Reason, err error) {
	if s.request == "" {
		return flows.CodeExpired, nil
	}
	code := cleanCode(typed)
	if len(code.Reveal()) != codeLength {
		return flows.CodeShort, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Silence, err
	}
	err = st.Change(ctx, s.found, func(a *store.Account) (eff store.Effects, err error) {
		now := v.desk.Now()
		c, t := &a.Codes[s.purpose], &a.Tries[counters[s.purpose].code]
		why = flows.Silence
		switch {
		case now.Before(t.Until):
			why, s.facts.WaitUntil = flows.CodeDead, t.Until
		case c.Request != s.request || len(c.Hash) == 0 || !now.Before(c.Expires) || a.Inactive:
			why = flows.CodeExpired
		case subtle.ConstantTimeCompare(c.Hash, codeHash(s.purpose, s.request, code)) != 1:
			why, s.facts.Left = miss(t, now, CodeTries, CodeRest, flows.CodeWrong, flows.CodeDead)
			if why == flows.CodeDead {
				*c, s.facts.WaitUntil = store.Code{}, t.Until
				s.facts.Until = time.Time{}
			}
			eff = entry(now, store.CodeRefused, s.found, letterPurpose[s.purpose].String())
		default:
			*t, c.Hash = store.Count{}, nil
			eff = right(a, now)
		}
		return eff, nil
	})
	return why, err
}

// drawCode makes a code of codeLength characters, each as likely as the others:
// bytes at or above the largest multiple of the alphabet's size are thrown away.
func drawCode(r io.Reader) (flows.Secret, error) {
	const fair = 256 - 256%len(codeAlphabet)
	code := make([]byte, 0, codeLength)
	for b := make([]byte, 1); len(code) < codeLength; {
		if _, err := io.ReadFull(r, b); err != nil {
			return flows.Secret{}, fmt.Errorf("draw a code: %w", err)
		}
		if int(b[0]) < fair {
			code = append(code, codeAlphabet[int(b[0])%len(codeAlphabet)])
		}
	}
	return flows.Hide(string(code)), nil
}

// cleanCode is what was typed without the blanks and dashes between the groups,
// in capitals.
func cleanCode(typed flows.Secret) flows.Secret {
	return flows.Hide(strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, typed.Reveal())))
}

// codeHash binds a code to its purpose and to the request it answers. The
// request is 128 random bits that are kept beside the hash, so it is a salt as
// well; the record is sealed around both.
func codeHash(p store.Purpose, request string, code flows.Secret) []byte {
	salt, err := hex.DecodeString(request)
	if err != nil {
		return nil // not one of ours: equal to no stored hash, since those have 32 bytes
	}
	m := hmac.New(sha256.New, salt)
	m.Write([]byte{byte(p)})
	m.Write([]byte(code.Reveal()))
	return m.Sum(nil)
}
