package run

import (
	"context"
	"errors"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/captcha"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// drawCaptcha answers Ready with a new captcha. Whoever is asked for one has not
// said yet who they are: the old captcha is gone, and so is whatever was known of
// whoever came before. What is known of the terminal stays, and the number that
// was typed last, for the case that somebody asks for help about it.
func (v *Visit) drawCaptcha(s *state, turn bool) (flows.Kind, flows.Reason, error) {
	*s = state{facts: v.desk.public(), sum: s.sum != turn, slow: s.slow, typed: s.typed}
	c, err := captcha.New(v.desk.random(), s.sum)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.captcha, s.drawn, s.facts.Captcha = c, v.desk.Now(), c
	if v.desk.Now().Before(s.slow) {
		s.facts.WaitUntil = s.slow
	}
	return flows.Ready, flows.Silence, nil
}

// find answers Accept with the masked address of the account, or Refuse with
// BadNIP (nothing was spent), TerminalSlow, CaptchaExpired, CaptchaWrong,
// UnknownNIP, Inactive or Blocked (the captcha was). A captcha is good for one
// try.
//
// At a desk that uses decoys nothing but Blocked is said of a number: whoever has
// none, or no address, is shown an address that is always wrong, and who has left
// hears so after their own.
func (v *Visit) find(ctx context.Context, s *state, e flows.Effect, p store.Purpose) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil // the screen says what is wrong with it
	}
	s.typed = n
	c := s.captcha
	s.captcha = flows.Captcha{}
	if !v.desk.Now().Before(s.drawn.Add(captcha.Lifetime)) {
		return flows.Refuse, flows.CaptchaExpired, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		s.captcha = c // it was not its fault
		return flows.Fail, flows.Silence, err
	}
	why := flows.Silence
	if !captcha.Right(c, e.Answers[flows.CaptchaText].Reveal()) {
		why = flows.CaptchaWrong
	}
	if why, err = v.slips(ctx, s, st, why); err == nil && why == flows.Silence {
		why, err = v.identify(ctx, s, st, n, p)
	}
	if err != nil {
		s.captcha = c
		return flows.Fail, flows.Silence, err
	}
	if why != flows.Silence {
		return flows.Refuse, why, nil
	}
	s.found, s.purpose, s.request, s.email = n, p, "", ""
	return flows.Accept, flows.Silence, nil
}

// identify looks for the number, and writes down that somebody said it is
// theirs: once, whether it was found or not.
func (v *Visit) identify(ctx context.Context, s *state, st store.Store, n nip.NIP, p store.Purpose) (why flows.Reason, err error) {
	said := func(detail string) store.Effects { return entry(v.desk.Now(), store.Identified, n, detail) }
	look := func(a *store.Account) (store.Effects, error) {
		why = v.barred(a, p)
		if why != flows.Silence {
			return said(why.String()), nil
		}
		to, err := address.Parse(a.Email)
		s.facts.Mail, s.facts.NoAddress = to.Mask(), err != nil
		if err != nil && v.desk.Decoy {
			s.facts.Mail, s.facts.NoAddress = decoy(st.Mark(n)), false
		}
		return said(letterPurpose[p].String()), nil
	}
	if v.desk.Decoy {
		_, err = anyone(ctx, st, n, look)
		return why, err
	}
	if err = st.Change(ctx, n, look); errors.Is(err, store.ErrNotFound) {
		return v.slips(ctx, s, st, flows.UnknownNIP, said(flows.UnknownNIP.String()).Entries...)
	}
	return why, err
}

// barred says why a captcha alone does not lead on to a's address.
func (v *Visit) barred(a *store.Account, p store.Purpose) flows.Reason {
	why := shut(a, p)
	if why == flows.Inactive && v.desk.Decoy {
		return flows.Silence
	}
	return why
}

// shut says why no mailed code opens anything of a: the account is closed, or
// what the code is for was guessed at until only an officer may bind it again.
func shut(a *store.Account, p store.Purpose) flows.Reason {
	switch {
	case a.Closed():
		return flows.Inactive
	case blocked(a.Tries[counters[p].blocks]):
		return flows.Blocked
	}
	return flows.Silence
}
