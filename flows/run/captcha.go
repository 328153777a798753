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
// whoever came before.
func (v *Visit) drawCaptcha(s *state, turn bool) (flows.Kind, flows.Reason, error) {
	*s = state{facts: v.desk.public(), sum: s.sum != turn}
	c, err := captcha.New(v.desk.random(), s.sum)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.captcha, s.drawn, s.facts.Captcha = c, v.desk.Now(), c
	return flows.Ready, flows.Silence, nil
}

// find answers Accept with the masked address of the account, or Refuse with
// BadNIP (nothing was spent), CaptchaExpired, CaptchaWrong, UnknownNIP or
// Inactive (the captcha was). A captcha is good for one try.
func (v *Visit) find(ctx context.Context, s *state, e flows.Effect, p store.Purpose) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil // the screen says what is wrong with it
	}
	c := s.captcha
	s.captcha = flows.Captcha{}
	if !v.desk.Now().Before(s.drawn.Add(captcha.Lifetime)) {
		return flows.Refuse, flows.CaptchaExpired, nil
	}
	if !captcha.Right(c, e.Answers[flows.CaptchaText].Reveal()) {
		return flows.Refuse, flows.CaptchaWrong, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		s.captcha = c // it was not its fault
		return flows.Fail, flows.Silence, err
	}
	a, err := st.Account(ctx, n)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return flows.Refuse, flows.UnknownNIP, nil
	case err != nil:
		s.captcha = c
		return flows.Fail, flows.Silence, err
	case a.Inactive:
		return flows.Refuse, flows.Inactive, nil
	}
	s.found, s.purpose, s.request = n, p, ""
	to, err := address.Parse(a.Email)
	s.facts.NoAddress = err != nil
	s.facts.Mail = to.Mask()
	return flows.Accept, flows.Silence, nil
}
