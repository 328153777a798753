package run

import (
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// grant is a code that an officer has given c.
func (w *world) grant(c citizen, kind store.GrantFor) (code string) {
	w.Helper()
	w.edit(c, func(a *store.Account) {
		secret, err := GiveGrant(a, kind, storetest.NIP(99), w.Now(), w.chance)
		if err != nil {
			w.Fatal(err)
		}
		code = secret.Reveal()
	})
	w.log.hide("an officer's code", code)
	return code
}

// grants types an officer's code, from the first screen on or once more.
func (p *sitting) grants(c citizen, code string) {
	p.Helper()
	if p.s.State == flows.AtStart {
		p.choose(flows.GoGrant)
	}
	p.submit(typed{flows.NIP: c.String(), flows.MailedCode: code})
}

// Instead of a letter: a new password, once, and only while the grant lives.
func TestGrantForAPassword(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p := w.sit()
		p.grants(c, w.grant(c, store.GrantPassword))
		p.at(flows.AtPassword, flows.CodeRight)
		if f := p.s.Facts; f.Lifts != flows.LiftsPassword || f.Person.Name == "" || !f.Until.Equal(w.Now().Add(GrantLife)) {
			t.Errorf("the screen knows %+v", f)
		}
		told(t, w.sit().behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, flows.CodeExpired)
		p.newPassword(second)
		p.at(flows.PasswordSet, flows.PasswordDone)
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: third}), flows.Refuse, flows.CodeExpired)
		if a := w.account(c); a.Grant != nil || len(a.Active()) != 1 {
			t.Error("the grant is still there, or the phone is gone")
		}
		w.signedIn(c, second, w.otp(c.key())) // the phone is asked for as ever
		if got, want := w.acts(c), store.GrantAccepted; got[0] != want {
			t.Errorf("the audit has %v", got)
		}

		p = w.sit()
		p.grants(c, w.grant(c, store.GrantPassword))
		w.pass(GrantLife)
		p.newPassword(third)
		if p.s.Say != flows.GrantDead {
			t.Errorf("told %v", p.s.Say)
		}
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: third}), flows.Refuse, flows.GrantDead)
	})
}

// For a lost phone and a dead mailbox. A grant alone reaches no QR code.
func TestGrantForMFA(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		w.edit(c, func(a *store.Account) { a.Tries[store.OTPTries] = store.Count{Wrong: BlockAfter} })
		p := w.sit()
		p.grants(c, w.grant(c, store.GrantMFA))
		p.at(flows.MFAReset, flows.DevicesRevoked)
		if a := w.account(c); a.MFA() || a.Tries != [store.Counters]store.Count{} || a.Grant != nil || p.s.Facts.Person != (flows.Person{}) {
			t.Errorf("what is left: %+v", a)
		}
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, flows.CodeExpired)
		told(t, p.behind(flows.MakeKey, nil), flows.Refuse, flows.SignedOut)
		p.next()
		p.signIn(c, first, "")
		p.at(flows.AtAccount, flows.MFAIsOff)
	})
}

// Strangers keep somebody waiting, and go on with it: with the officer's code the
// one at the desk has five tries all the same, that count.
func TestGrantForAWait(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		strangers := func() {
			told(t, w.sit().behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: third}), flows.Refuse, flows.SignInWrong)
		}
		tries(12, func(i int) { strangers(); w.pass(curve(i + 1)) })
		strangers()
		p := w.sit()
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtSignIn, flows.MustWait)
		code := w.grant(c, store.GrantWait)
		strangers() // a wait again, before it is typed
		p.choose(flows.GoGrant)
		p.grants(c, code)
		p.at(flows.AtSignIn, flows.MayTryAgain)
		strangers() // and after
		for left := 4; left > 0; left-- {
			p.signIn(c, second, "")
			p.at(flows.AtSignIn, flows.SignInWrong)
			if f := p.s.Facts; f.Left != left || !f.WaitUntil.IsZero() {
				t.Errorf("%d tries are left until %v, want %d", f.Left, f.WaitUntil, left)
			}
		}
		told(t, w.sit().behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: first}), flows.Refuse, flows.MustWait)
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtAccount, flows.SignedIn)
		p.choose(flows.GoOut)
		if a := w.account(c); a.Tries != [store.Counters]store.Count{} || a.Grant != nil {
			t.Errorf("left are %+v", a.Tries)
		}
	})
}

// Five, and then the wait is back; a hundred wrong ones are no wait, and the OTP's
// waits count as well.
func TestGrantForAWaitEnds(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		wait := func(wrong int) {
			w.edit(c, func(a *store.Account) {
				a.Tries[store.OTPTries] = store.Count{Wrong: wrong, Until: w.Now().Add(time.Hour)}
				a.Tries[store.PasswordTries] = store.Count{Wrong: wrong, Until: w.Now().Add(time.Hour)}
			})
		}
		p := w.sit()
		p.grants(c, w.grant(c, store.GrantWait))
		wait(10)
		tries(4, func(int) { p.signIn(c, second, ""); p.at(flows.AtSignIn, flows.SignInWrong) })
		p.signIn(c, first, w.wrongOTP(c.key()))
		p.at(flows.AtSignIn, flows.OTPWrong)
		p.until(time.Hour)
		told(t, p.behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: first}), flows.Refuse, flows.MustWait)

		p = w.sit()
		code := w.grant(c, store.GrantWait)
		p.grants(c, code)
		wait(BlockAfter)
		p.signIn(c, first, "")
		p.at(flows.AtCounter, flows.Blocked)

		wait(10)
		q := w.sit()
		told(t, q.behind(flows.CheckGrant, typed{flows.NIP: c.String(), flows.MailedCode: code}), flows.Refuse, flows.GrantWrong) // it was used
		told(t, q.behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: first}), flows.Refuse, flows.MustWait)
	})
}

// Fifty at once have five tries.
func TestGrantForAWaitAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p := w.sit()
		p.grants(c, w.grant(c, store.GrantWait))
		w.edit(c, func(a *store.Account) {
			a.Tries[store.PasswordTries] = store.Count{Wrong: 10, Until: w.Now().Add(time.Hour)}
		})
		got := w.many(50, flows.CheckSignIn, func(int) typed { return typed{flows.NIP: c.String(), flows.Password: second} }, func(int) *Visit { return p.v })
		if got[flows.SignInWrong] != GrantPasses || got[flows.MustWait] != 50-GrantPasses {
			t.Errorf("fifty at once are told %v", got)
		}
	})
}

// One code, however many ask at once, succeeds exactly once.
func TestOneGrantManyTerminals(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		for kind := range store.Grants {
			c := w.secured(10+int(kind), first, 1)
			code := w.grant(c, kind)
			got := w.many(50, flows.CheckGrant, func(int) typed { return typed{flows.NIP: c.String(), flows.MailedCode: code} })
			if got[flows.Silence] != 1 {
				t.Errorf("one code opened %d times: %v", got[flows.Silence], got)
			}
		}
	})
}

// A grant is for one thing, for one person, and for no letter; nor is a letter
// for it.
func TestGrantsDoNotMix(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, other := w.secured(1, first, 1), w.secured(2, first, 1)
		for kind := range store.Grants {
			code := w.grant(c, kind)
			p := w.sit()
			p.grants(other, code)
			p.at(flows.AtGrant, flows.GrantWrong)
			// Even where the record was mixed up: what it is for is in the hash.
			w.edit(c, func(a *store.Account) { a.Grant.For = (kind + 1) % store.Grants })
			p.grants(c, code)
			p.at(flows.AtGrant, flows.GrantWrong)
			w.edit(c, func(a *store.Account) { a.Grant.For = kind })
			q := w.sit()
			q.mailed(flows.GoForgot, c)
			q.code(code)
			q.at(flows.AtMailCode, flows.CodeWrong)
			mailed := w.post.last()
			p.grants(c, mailed)
			p.at(flows.AtGrant, flows.GrantWrong)
			w.edit(c, func(a *store.Account) { a.Mailed, a.Codes = nil, [store.Purposes]store.Code{} })
			p.grants(c, code)
			if p.s.State == flows.AtGrant {
				t.Errorf("the code is refused: %v", p.s.Say)
			}
			if kind != store.GrantPassword {
				told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, map[store.GrantFor]flows.Reason{store.GrantMFA: flows.CodeExpired, store.GrantWait: flows.CodeExpired}[kind])
			}
			if mfa := w.account(c).MFA(); mfa == (kind == store.GrantMFA) {
				t.Errorf("a grant of kind %d: MFA is on: %v", kind, mfa)
			}
			if kind == store.GrantMFA {
				c = w.secured(3, first, 1)
			}
		}
	})
}

// A number that nobody has, somebody who was given nothing, and a wrong code are
// told apart by nothing: five tries, and then ten minutes.
func TestGrantTellsNobodyApart(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		given, none, used := w.member(1, first), w.member(2, first), w.member(3, first)
		w.grant(given, store.GrantPassword)
		w.sit().grants(used, w.grant(used, store.GrantPassword))
		begin := w.Now()
		for who, n := range map[string]number{"given": given.number, "none": none.number, "used": used.number, "nobody": stranger} {
			w.clock.t = begin
			for i, want := range []flows.Reason{flows.GrantWrong, flows.GrantWrong, flows.GrantWrong, flows.GrantWrong, flows.GrantDead, flows.MustWait} {
				w.disk.plan(nil)
				got := w.sit().behind(flows.CheckGrant, typed{flows.NIP: n.String(), flows.MailedCode: bad})
				told(t, got, flows.Refuse, want)
				if f := got.Facts; f.Left != max(0, 4-i) || f.WaitUntil.IsZero() != (i < 4) || f.Person != (flows.Person{}) {
					t.Errorf("%s, try %d: %d are left until %v", who, i+1, f.Left, f.WaitUntil)
				}
				if w.disk.changes() > 1 {
					t.Errorf("%s, try %d: %d changes", who, i+1, w.disk.changes())
				}
			}
			w.pass(GrantRest)
			told(t, w.sit().behind(flows.CheckGrant, typed{flows.NIP: n.String(), flows.MailedCode: bad}), flows.Refuse, flows.GrantWrong)
		}
		if w.account(given).Grant != nil {
			t.Error("five wrong codes left the grant alive")
		}
		if a := w.account(used); a.Grant == nil || !a.Grant.Accepted {
			t.Error("strangers have taken back what was typed right")
		}
		p := w.sit()
		p.choose(flows.GoGrant)
		p.submit(typed{flows.NIP: none.String(), flows.MailedCode: "3333"})
		p.at(flows.AtGrant, flows.CodeShort)
	})
}

// Who has typed it is told that it is too late, or that the account is closed.
func TestGrantIsTooLate(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		code := w.grant(c, store.GrantPassword)
		w.edit(c, func(a *store.Account) { a.Disabled = true })
		p := w.sit()
		p.grants(c, code)
		p.at(flows.AtGrant, flows.Inactive)
		w.edit(c, func(a *store.Account) { a.Disabled = false })
		w.pass(GrantLife)
		p.grants(c, code)
		p.at(flows.AtGrant, flows.GrantDead)
		p.grants(c, w.grant(c, store.GrantPassword)) // another begins anew
		p.at(flows.AtPassword, flows.CodeRight)
	})
}

// A grant lifts the waits, and no block.
func TestGiveGrant(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	a := storetest.Full(1)
	a.Tries[store.PasswordTries] = store.Count{Wrong: 100, Until: w.Now().Add(time.Hour)}
	code, err := GiveGrant(&a, store.GrantWait, storetest.NIP(2), w.Now(), w.chance)
	if err != nil || len(code.Reveal()) != codeLength {
		t.Fatal(err)
	}
	for c, got := range a.Tries {
		want := storetest.Full(1).Tries[c].Wrong
		switch store.Counter(c) {
		case store.PasswordTries:
			want = 100
		case store.GrantTries:
			want = 0
		default:
		}
		if got.Wrong != want || !got.Until.IsZero() {
			t.Errorf("count %d is %+v", c, got)
		}
	}
	if g := a.Grant; g.By != storetest.NIP(2) || !g.Expires.Equal(w.Now().Add(15*time.Minute)) || g.Accepted || a.Grant.For != store.GrantWait {
		t.Errorf("given is %+v", g)
	}
	if _, err := GiveGrant(&a, store.GrantWait, nip.NIP{}, w.Now(), errReader{}); err == nil {
		t.Error("a code without chance")
	}
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errDisk }
