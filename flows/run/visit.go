package run

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Visit is one terminal's conversation with a [Desk]: who is at it, and how
// far they have proved it. It may be used by several goroutines at once, since a
// question that was given up keeps running.
type Visit struct {
	desk   place
	spoken bool

	mu        sync.Mutex
	state     state
	newest    flows.Ref // the latest effect whose state was kept
	forgotten int       // how often somebody was
	sitting   string    // what entries call this one, drawn with its first effect
}

// state is what a visit remembers between two effects. Nothing in it needs to
// survive the program: what does is in the store.
type state struct {
	facts flows.Facts

	captcha flows.Captcha
	drawn   time.Time
	sum     bool // ask in words instead of pictures

	typed nip.NIP   // the number typed last, whether it has an account or not
	slow  time.Time // until when this terminal takes no number

	found   nip.NIP // whose code is being mailed
	purpose store.Purpose
	request string // ties the code to this visit; "" before a letter was sent
	letter  string // and where to look for it in the outbox
	email   string // the registered address that was typed in full
	grant   string // ties an officer's code to this visit, once it was typed
	lifted  bool   // this one effect is judged in spite of a wait

	who    nip.NIP   // who is signed in
	stamp  string    // the password hash they signed in with: when it changes, so has the session ended
	id     string    // this sign-in, which a pending secret belongs to
	proof  flows.Op  // what was confirmed last on the account page: an OTP, or the old password with it
	proved time.Time // until when that opens the next screen

	trail clinic.Trail // what the code before this effect matched, where it was refused
	next  clinic.Trail // and what this one does: a transaction may run twice, and must see the same both times
	test  phoneTest    // a phone that is tested

	desk deskState // an officer who is signed in
}

// proves reports whether by was accepted a moment ago and not used since. An OTP
// alone opens the way to another device, but not to another password.
func (s *state) proves(by flows.Op, now time.Time) bool { return s.proof == by && now.Before(s.proved) }

// over reports whether the session of who is signed in has ended: the password
// was replaced elsewhere, or the account closed.
func (s *state) over(a *store.Account) bool { return a.Password.Hash != s.stamp || a.Closed() }

// Do carries out e and returns the one event that answers it.
func (v *Visit) Do(ctx context.Context, e flows.Effect) flows.Event {
	v.mu.Lock()
	s, before := v.state, v.forgotten
	if v.sitting == "" {
		v.sitting = v.desk.newSitting()
	}
	ctx = context.WithValue(ctx, sittingKey{}, v.sitting)
	if e.Do == flows.Forget {
		// At once, and not when the store has got round to it: whatever comes
		// next must find nobody. Nothing waits for a Forget.
		v.state, v.newest = v.desk.nobody(v.spoken), max(v.newest, e.Ref)
		v.forgotten++
		v.sitting = "" // the next one's is another
	}
	v.mu.Unlock()
	s.trail = s.next
	s.facts.WaitUntil, s.facts.Left, s.lifted, s.facts.Diagnosis = time.Time{}, 0, false, flows.Diagnosis{} // these are about one answer

	kind, why, err := v.carryOut(ctx, &s, e)
	if err != nil {
		// What a transaction that failed had found out is not told: it would be a
		// guess that nobody counted.
		kind, why = flows.Fail, flows.TryAgain
		s.facts.WaitUntil, s.facts.Left, s.facts.Diagnosis, s.next = time.Time{}, 0, flows.Diagnosis{}, s.trail
		v.desk.Log.ErrorContext(ctx, "effect failed", "do", e.Do.String(), "who", v.name(s, e), "err", err.Error())
	} else {
		level := slog.LevelInfo
		if e.Do.Looks() && kind == flows.Ready {
			level = slog.LevelDebug // a screen that looks for news every few seconds is none
		}
		v.desk.Log.Log(ctx, level, "effect", "do", e.Do.String(), "who", v.name(s, e), "answer", kind.String(), "why", why.String())
	}

	clock := v.desk.clock()
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case e.Do == flows.Forget: // was done when it began
	case v.forgotten != before:
		// It began with somebody who is forgotten by now. What it knows of them
		// must not come back.
		kind, why, s = flows.Fail, flows.TryAgain, v.desk.nobody(v.spoken)
	case e.Ref > v.newest:
		v.state, v.newest = s, e.Ref
	}
	facts := s.facts
	facts.Clock = clock
	return flows.Event{Kind: kind, Ref: e.Ref, Why: why, Facts: &facts}
}

// name is who an effect is about, as a log may know it: masked. A number that
// was typed counts before anybody has shown that it is theirs: whom somebody
// tries to get in as is what an office wants to know.
func (v *Visit) name(s state, e flows.Effect) string {
	typed, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	switch {
	case err == nil:
		return typed.Masked()
	case s.who != nip.NIP{}:
		return s.who.Masked()
	case s.found != nip.NIP{}:
		return s.found.Masked()
	case s.desk.officer != nip.NIP{}:
		return s.desk.officer.Masked()
	}
	return s.desk.recruit.Masked()
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
	case flows.CheckGrant:
		return v.checkGrant(ctx, s, e)
	case flows.OpenCase:
		return v.openCase(ctx, s, e)
	case flows.LookAtPost:
		return v.lookAtPost(ctx, s)
	case flows.PrintSlip:
		return v.printSlip(ctx, s)
	case flows.ReportCase:
		return v.reportCase(ctx, s, e)
	case flows.MakeTestKey:
		return v.makeTestKey(s)
	case flows.TestFirst, flows.TestSecond:
		return v.testCode(s, e)
	case flows.CheckOfficer, flows.RedeemInvite, flows.SetOfficerPassword, flows.MakeOfficerKey, flows.EnrolOfficer:
		return v.officerSignIn(ctx, s, e)
	case flows.EnterConsole, flows.Search, flows.OpenPerson, flows.CarryAct, flows.ListCases, flows.WorkOnCase, flows.CountProgress,
		flows.ReadAudit, flows.ListOfficers, flows.AddOfficer, flows.ChangeOfficer, flows.AcceptClock, flows.CloseKiosk:
		return v.console(ctx, s, e)
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
// the sign-in it was made for. The visit itself has forgotten when this begins.
func (v *Visit) forget(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	left := *s
	*s = v.desk.nobody(v.spoken)
	err := v.leaveDesk(ctx, &left)
	if err == nil && v.desk.Practice != nil {
		err = v.practiceLook(ctx)
	}
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	if left.who == (nip.NIP{}) {
		return flows.Ready, flows.Silence, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	err = st.Change(ctx, left.who, func(a *store.Account) (store.Effects, error) {
		if a.Pending != nil && a.Pending.Visit == left.id {
			retirePending(a, v.desk.Now())
		}
		return entry(v.desk.Now(), store.SignedOut, a.NIP, ""), nil
	})
	return flows.Ready, flows.Silence, err
}
