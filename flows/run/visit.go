package run

import (
	"context"
	"fmt"
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Visit is one terminal's conversation with a [Desk]: who is at it, and how
// far they have proved it. It may be used by several goroutines at once, since a
// question that was given up keeps running.
type Visit struct {
	desk   *Desk
	spoken bool

	mu     sync.Mutex
	state  state
	newest flows.Ref // the latest effect whose state was kept
}

// state is what a visit remembers between two effects. Nothing in it needs to
// survive the program: what does is in the store.
type state struct {
	facts flows.Facts

	captcha flows.Captcha
	drawn   time.Time
	sum     bool // ask in words instead of pictures

	found   nip.NIP // whose code is being mailed
	purpose store.Purpose
	request string // ties the code to this visit; "" before a letter was sent

	who    nip.NIP   // who is signed in
	stamp  string    // the password hash they signed in with: when it changes, so has the session ended
	id     string    // this sign-in, which a pending secret belongs to
	proved time.Time // until when an OTP given on the account page is good for the next screen
}

// Do carries out e and returns the one event that answers it.
func (v *Visit) Do(ctx context.Context, e flows.Effect) flows.Event {
	v.mu.Lock()
	s := v.state
	v.mu.Unlock()
	s.facts.WaitUntil, s.facts.Left = time.Time{}, 0 // these are about one answer

	kind, why, err := v.carryOut(ctx, &s, e)
	if err != nil {
		kind = flows.Fail
		if why == flows.Silence {
			why = flows.TryAgain
		}
		v.desk.Log.ErrorContext(ctx, "effect failed", "do", e.Do.String(), "who", v.name(s), "err", err.Error())
	} else {
		v.desk.Log.InfoContext(ctx, "effect", "do", e.Do.String(), "who", v.name(s), "answer", kind.String(), "why", why.String())
	}

	v.mu.Lock()
	defer v.mu.Unlock()
	if e.Ref > v.newest {
		v.state, v.newest = s, e.Ref
	}
	facts := s.facts
	return flows.Event{Kind: kind, Ref: e.Ref, Why: why, Facts: &facts}
}

// name is who the visit is about, as a log may know it: masked.
func (v *Visit) name(s state) string {
	switch {
	case s.who != nip.NIP{}:
		return s.who.Masked()
	case s.found != nip.NIP{}:
		return s.found.Masked()
	}
	return ""
}

// carryOut is the list of what the world can do. An error is the world's
// fault and becomes Fail; everything the person needs is in the reason.
func (v *Visit) carryOut(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	switch e.Do {
	case flows.Open:
		return v.open(ctx, s)
	case flows.DrawCaptcha, flows.TurnCaptcha:
		return v.drawCaptcha(s, e.Do == flows.TurnCaptcha)
	case flows.FindForPassword:
		return v.find(ctx, s, e, store.ResetPassword)
	case flows.FindForMFA:
		return v.find(ctx, s, e, store.ResetMFA)
	case flows.MailPasswordCode, flows.MailMFACode:
		return v.mailCode(ctx, s, e)
	case flows.MailAgain:
		return v.mailAgain(ctx, s)
	case flows.CheckPasswordCode:
		return v.checkCode(ctx, s, e)
	case flows.SetPassword:
		return v.setPassword(ctx, s, e)
	case flows.RevokeDevices:
		return v.revokeDevices(ctx, s, e)
	case flows.CheckSignIn:
		return v.signIn(ctx, s, e)
	case flows.MakeKey:
		return v.makeKey(ctx, s)
	case flows.Enrol:
		return v.enrol(ctx, s, e)
	case flows.ConfirmOTP:
		return v.confirmOTP(ctx, s, e)
	case flows.ConfirmPassword:
		return v.confirmPassword(ctx, s, e)
	case flows.ReplacePassword:
		return v.replacePassword(ctx, s, e)
	case flows.RenameDevice:
		return v.renameDevice(ctx, s, e)
	case flows.RemoveDevice:
		return v.removeDevice(ctx, s, e)
	case flows.MakePhrase:
		return v.makePhrase(s)
	case flows.Restore:
		return v.restore(ctx, s)
	case flows.Forget:
		return v.forget(ctx, s)
	case flows.None, flows.Ops:
	}
	return flows.Fail, flows.Silence, fmt.Errorf("no such work: %v", e.Do)
}

// open waits for the store.
func (v *Visit) open(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	st, err := v.desk.Store(ctx)
	if err == nil && v.desk.Practice != nil {
		err = v.desk.Practice.look(ctx, st)
	}
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.facts = v.desk.public()
	return flows.Ready, flows.Silence, nil
}

// forget ends whatever was going on. A secret that was never verified goes with
// the sign-in it was made for.
func (v *Visit) forget(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	who, id := s.who, s.id
	*s = v.desk.nobody(v.spoken)
	if who == (nip.NIP{}) {
		return flows.Ready, flows.Silence, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	a, err := st.Account(ctx, who)
	if err != nil || a.Pending == nil || a.Pending.Visit != id {
		return flows.Ready, flows.Silence, err
	}
	err = st.Change(ctx, who, func(a *store.Account) (store.Effects, error) {
		if a.Pending != nil && a.Pending.Visit == id {
			a.Pending = nil
		}
		return store.Effects{}, nil
	})
	return flows.Ready, flows.Silence, err
}
