package run

import (
	"context"
	"slices"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// A grant is shown once, stands in for the letter at the terminal, and neither
// the audit nor the record has it.
func TestGrant(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, clerk := w.secured(1, first, 1), w.clerk(1, store.Helper)
		p := w.onDuty(clerk)
		p.opens(c)
		p.does(flows.ActGrantMFA, nil)
		p.at(flows.AtGranted, flows.GrantMade)
		code := p.board().Granted.Reveal()
		if len(code) != codeLength || !p.board().Until.Equal(w.Now().Add(GrantLife)) {
			t.Errorf("granted is %q until %v", code, p.board().Until)
		}
		w.wrote(store.GrantGiven, c.number, clerk.number, "mfa; mailbox; id-card")
		if g := w.account(c).Grant; g == nil || g.By != clerk.number || g.For != store.GrantMFA {
			t.Errorf("kept is %+v", g)
		}
		p.next()
		if p.at(flows.AtPerson, flows.Silence); !p.board().Granted.Empty() {
			t.Error("shown twice")
		}
		q := w.sit()
		q.choose(flows.GoGrant)
		q.submit(typed{flows.NIP: c.String(), flows.MailedCode: code})
		q.at(flows.MFAReset, flows.DevicesRevoked)
		w.discreet()

		p.does(flows.ActGrantPassword, nil)
		p.at(flows.AtGranted, flows.GrantMade)
		w.wrote(store.GrantGiven, c.number, clerk.number, "password; mailbox; id-card")
		p.back()
		p.does(flows.ActGrantWait, nil)
		w.wrote(store.GrantGiven, c.number, clerk.number, "wait; mailbox; id-card")
		p.back()
		told(t, p.behind(flows.CarryAct, nil), flows.Refuse, flows.NotAllowed) // no act

		// Whatever a menu that is old by now would let them do.
		for _, do := range []flows.Choice{flows.ActGrantMFA, flows.ActResetMFA, flows.ActEnable} {
			p.refused(do, flows.NotAllowed)
		}
		w.edit(c, func(a *store.Account) { a.Disabled = true })
		for _, do := range []flows.Choice{flows.ActGrantPassword, flows.ActGrantWait, flows.ActDisable} {
			p.refused(do, flows.NotAllowed)
		}
	})
}

// refused asks the world for an act without asking the table.
func (p *sitting) refused(do flows.Choice, want flows.Reason) {
	p.Helper()
	before := p.v.newest
	e := p.v.Do(context.Background(), flows.Effect{Do: flows.CarryAct, Ref: before + 1, Seen: before, Act: do})
	p.v.newest = before
	if e.Kind != flows.Refuse || e.Why != want || !e.Facts.Console.Granted.Empty() {
		p.Errorf("%v: %v %v, want %v", do, e.Kind, e.Why, want)
	}
}

func TestEmailCorrected(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, clerk := w.secured(1, first, 1), w.clerk(1, store.Helper)
		q := w.sit()
		old := q.mailed(flows.GoForgot, c)
		p := w.onDuty(clerk)
		p.opens(c)
		p.does(flows.ActEmail, typed{flows.Address: "no address"})
		p.at(flows.AtAct, flows.BadAddress)
		p.submit(typed{flows.Address: c.mail})
		p.at(flows.AtAct, flows.NotAllowed)
		p.submit(typed{flows.Address: " baru@example.go.id "})
		p.at(flows.AtPerson, flows.ActDone)
		w.wrote(store.EmailCorrected, c.number, clerk.number, "mailbox; id-card")
		if p.board().Person.Email != "baru@example.go.id" || w.account(c).Email != "baru@example.go.id" {
			t.Errorf("the address is %q", p.board().Person.Email)
		}
		var told []string
		for _, m := range w.outbox() {
			if m.What == store.NoticeEmail {
				told = append(told, m.To)
			}
		}
		if slices.Sort(told); !slices.Equal(told, []string{"baru@example.go.id", c.mail}) {
			t.Errorf("told are %v", told)
		}
		q.code(old)
		q.at(flows.AtMailCode, flows.CodeExpired)
	})
}

func TestUnlock(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, clerk := w.member(1, first), w.clerk(1, store.Helper)
		q := w.sit()
		tries(5, func(int) { q.signIn(c, second, "") })
		p := w.onDuty(clerk)
		q.signIn(c, second, "")
		p.opens(c)
		if d := p.board().Person; d.Wrong != 6 || !d.Wait.After(w.Now()) || d.Standing != flows.Locked {
			t.Fatalf("the dossier is %+v", d)
		}
		p.does(flows.ActUnlock, nil)
		p.at(flows.AtPerson, flows.ActDone)
		w.wrote(store.Unlocked, c.number, clerk.number, "mailbox; id-card")
		if d := p.board().Person; d.Wrong != 0 || d.Standing != flows.PasswordOnly {
			t.Errorf("the dossier is %+v", d)
		}
		w.sit().signIn(c, first, "")

		w.edit(c, func(a *store.Account) { a.Tries[store.OTPTries].Wrong = BlockAfter })
		p.refused(flows.ActUnlock, flows.NotAllowed)
		if w.account(c).Tries[store.OTPTries].Wrong != BlockAfter {
			t.Error("let go on after a hundred")
		}
		p.seeAgain()
		if d := p.board().Person; !d.Blocked {
			t.Errorf("the dossier is %+v", d)
		}
	})
}

// seeAgain shows again who is open.
func (p *sitting) seeAgain() {
	p.Helper()
	p.s.State = flows.AtGranted
	p.next()
}

func TestResetMFAByOfficer(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, clerk := w.secured(1, first, 2), w.clerk(1, store.Helper)
		w.edit(c, func(a *store.Account) { a.Tries[store.OTPTries].Wrong = BlockAfter })
		p := w.onDuty(clerk)
		p.opens(c)
		p.does(flows.ActResetMFA, nil)
		p.at(flows.AtPerson, flows.ActDone)
		w.wrote(store.MFAResetByOfficer, c.number, clerk.number, "mailbox; id-card")
		if a := w.account(c); a.MFA() || a.Tries[store.OTPTries] != (store.Count{}) || len(p.board().Person.Devices) != 0 {
			t.Errorf("left are %+v", a.Active())
		}
		if m := w.outbox(); len(m) != 1 || m[0].What != store.NoticeMFAReset || m[0].To != c.mail {
			t.Errorf("told is %v", m)
		}
		w.signedIn(c, first).at(flows.AtAccount, flows.MFAIsOff)
	})
}

func TestDisable(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, clerk := w.member(1, first), w.clerk(1, store.Helper)
		in := w.signedIn(c, first)
		p := w.onDuty(clerk)
		p.opens(c)
		p.does(flows.ActDisable, nil)
		p.at(flows.AtPerson, flows.ActDone)
		w.wrote(store.AccountDisabled, c.number, clerk.number, "mailbox; id-card")
		if d := p.board().Person; !d.Disabled || d.Standing != flows.Locked {
			t.Errorf("the dossier is %+v", d)
		}
		in.choose(flows.GoActivate)
		in.next()
		in.at(flows.AtSignIn, flows.SignedOut)
		w.sit().signIn(c, first, "")
		p.does(flows.ActEnable, nil)
		p.at(flows.AtPerson, flows.ActDone)
		w.wrote(store.AccountEnabled, c.number, clerk.number, "mailbox; id-card")
		w.signedIn(c, first)
	})
}

// Nobody helps themselves, whoever agrees.
func TestOwnAccount(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		clerk, other := w.clerk(1, store.Chief), w.clerk(2, store.Chief)
		own := w.member(901, first)
		w.desk.Two = true
		p := w.onDuty(clerk)
		p.opens(own)
		if !p.board().Person.Own {
			t.Error("nobody says whose it is")
		}
		for do := flows.ActEmail; do <= flows.ActEnable; do++ {
			p.refused(do, flows.OwnAccount)
		}
		if list := flows.Menu(p.s); len(list) != 0 {
			t.Errorf("offered %v", list)
		}

		// Nor do they agree to what is done for them.
		q := w.onDuty(other)
		q.opens(own)
		w.fresh()
		q.does(flows.ActGrantPassword, typed{flows.OtherNIP: clerk.String(), flows.OTP: w.otp(clerk.key())})
		q.at(flows.AtAct, flows.OwnAccount)
		if w.account(own).Grant != nil {
			t.Error("granted")
		}
	})
}

// What lets somebody into an account needs two officers, where there are to be
// two. The second one's code is used up.
func TestTwoPersons(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Two = true
		c, one, two := w.secured(1, first, 1), w.clerk(1, store.Helper), w.clerk(2, store.Helper)
		closed := w.clerk(3, store.Helper)
		w.promote(closed, func(o *store.Officer) { o.Disabled = true })
		p := w.onDuty(one)
		p.opens(c)
		if !p.board().TwoPerson {
			t.Fatal("one is enough")
		}
		w.fresh()
		code := w.otp(two.key())
		p.does(flows.ActGrantMFA, typed{flows.OtherNIP: one.String(), flows.OTP: w.otp(one.key())})
		p.at(flows.AtAct, flows.SamePerson)
		for who, tt := range map[string]struct {
			typed typed
			want  flows.Reason
		}{
			"a slip":    {typed{flows.OtherNIP: "1234", flows.OTP: code}, flows.BadNIP},
			"not six":   {typed{flows.OtherNIP: two.String(), flows.OTP: "12345"}, flows.OTPNotACode},
			"nor six":   {typed{flows.OtherNIP: stranger.String(), flows.OTP: "12345"}, flows.OTPNotACode},
			"a person":  {typed{flows.OtherNIP: w.secured(5, first, 1).String(), flows.OTP: code}, flows.SecondWrong},
			"nobody":    {typed{flows.OtherNIP: stranger.String(), flows.OTP: code}, flows.SecondWrong},
			"closed":    {typed{flows.OtherNIP: closed.String(), flows.OTP: w.otp(closed.key())}, flows.SecondWrong},
			"wrong OTP": {typed{flows.OtherNIP: two.String(), flows.OTP: w.wrongOTP(two.key())}, flows.SecondWrong},
		} {
			p.submit(tt.typed)
			if p.s.State != flows.AtAct || p.s.Say != tt.want {
				t.Errorf("%s: %v", who, p.s.Say)
			}
			if tt.want == flows.SecondWrong && p.s.Facts.Left != SignInTries-1 {
				t.Errorf("%s: %d tries left", who, p.s.Facts.Left)
			}
		}
		if w.account(c).Grant != nil {
			t.Fatal("granted")
		}
		p.submit(typed{flows.OtherNIP: two.String(), flows.OTP: code})
		p.at(flows.AtGranted, flows.GrantMade)
		w.wrote(store.GrantGiven, c.number, one.number, "mfa; mailbox; id-card; with "+two.Masked())
		p.log.hide("an officer's code", p.board().Granted.Reveal())
		p.next()
		p.does(flows.ActResetMFA, typed{flows.OtherNIP: two.String(), flows.OTP: code})
		p.at(flows.AtAct, flows.SecondWrong)
		q := w.sit()
		q.report(two, first, code) // nor does it open the console
		q.at(flows.AtOfficerSignIn, flows.OfficerWrong)
		if !w.account(c).MFA() {
			t.Error("a code was good twice")
		}
		p.back()
		p.does(flows.ActUnlock, nil) // opens nothing
		p.at(flows.AtPerson, flows.ActDone)
		p.refused(flows.ActEmail, flows.BadAddress)
		for _, do := range []flows.Choice{flows.ActGrantPassword, flows.ActGrantMFA, flows.ActGrantWait, flows.ActResetMFA} {
			p.refused(do, flows.BadNIP)
		}
		w.discreet()
	})
}

// Wrong codes in the name of a colleague make the second signature wait, and not
// the colleague.
func TestSecondIsThrottled(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Two = true
		c, one, two := w.secured(1, first, 1), w.clerk(1, store.Helper), w.clerk(2, store.Helper)
		p := w.onDuty(one)
		p.opens(c)
		wrong := typed{flows.OtherNIP: two.String(), flows.OTP: w.wrongOTP(two.key())}
		p.does(flows.ActGrantMFA, wrong)
		tries(4, func(int) { p.submit(wrong) })
		p.at(flows.AtAct, flows.SecondWrong)
		p.until(30 * time.Second)
		q := w.sit()
		q.report(two, first, w.otp(two.key()))
		q.at(flows.AtConsole, flows.Silence)
		p.back()
		p.back()
		p.opensAnother(c)
		p.does(flows.ActGrantMFA, typed{flows.OtherNIP: two.String(), flows.OTP: w.otp(two.key())})
		p.at(flows.AtAct, flows.MustWait)
		all := w.audit()
		refused := slices.DeleteFunc(all, func(e store.Entry) bool { return e.What != store.OfficerRefused })
		if len(refused) != 5 || refused[0].Whom != w.disk.Mark(two.number) || refused[0].Who != w.disk.Mark(one.number) {
			t.Errorf("written down are %+v", refused)
		}
	})
}

// opensAnother opens somebody from where people are looked for.
func (p *sitting) opensAnother(c citizen) {
	p.Helper()
	p.look(c.String())
	p.choose(flows.GoPerson, 0)
}
