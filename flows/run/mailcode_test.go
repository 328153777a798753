package run

import (
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// bad is a code that was never mailed.
const bad = "3333 3333"

// both runs f for the two journeys that mail a code: the choice that begins it,
// where the code is asked for and where a right one leads.
func both(t *testing.T, f func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State)) {
	everywhere(t, func(t *testing.T, w *world) {
		f(t, w, w.secured(1, first, 1), flows.GoForgot, flows.AtMailCode, flows.AtPassword)
		f(t, w, w.secured(2, first, 1), flows.GoLost, flows.AtLostCode, flows.MFAReset)
	})
}

func TestCodeWorksOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		code := p.mailed(by, c)
		p.code(code)
		if p.s.State != on {
			t.Fatalf("at %v, %v", p.s.State, p.s.Say)
		}
		do := flows.CheckPasswordCode
		if by == flows.GoLost {
			do = flows.RevokeDevices
		}
		told(t, p.behind(do, typed{flows.MailedCode: code}), flows.Refuse, flows.CodeExpired)
		told(t, w.sit().behind(do, typed{flows.MailedCode: code}), flows.Refuse, flows.CodeExpired)
	})
}

func TestFiveWrongCodes(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		code := p.mailed(by, c)
		p.code("3333")
		p.at(asked, flows.CodeShort)
		tries(4, func(i int) {
			p.code(bad)
			p.at(asked, flows.CodeWrong)
			if got := p.s.Facts.Left; got != 4-i {
				t.Errorf("after %d wrong codes %d tries are left", i+1, got)
			}
		})
		p.code(bad)
		p.at(asked, flows.CodeDead)
		p.until(CodeRest)
		p.code(code)
		p.at(asked, flows.CodeDead)
		w.pass(ResendAfter)
		p.resend()
		p.at(asked, flows.MustWait)
		w.pass(CodeRest - ResendAfter - 1)
		p.code(code)
		p.at(asked, flows.CodeDead)
		w.pass(1)
		p.code(code)
		p.at(asked, flows.CodeExpired)
		p.resend()
		p.at(asked, flows.CodeSent)
		p.code(w.post.last())
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
	})
}

// Neither a new letter nor a new visit buys five more tries (ASVS 6.6.3).
func TestWrongCodesAreRemembered(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		p.mailed(by, c)
		p.code(bad)
		p.code(bad)
		w.pass(ResendAfter)
		p.resend()
		p.at(asked, flows.CodeSent)
		p.code(bad)
		p.at(asked, flows.CodeWrong)
		w.pass(ResendAfter)
		w.restart()
		p = w.sit()
		p.mailed(by, c)
		p.code(bad)
		p.at(asked, flows.CodeWrong)
		p.code(bad)
		p.at(asked, flows.CodeDead)
		w.pass(ResendAfter)
		told(t, w.sit().asks(by, c), flows.Refuse, flows.MustWait)
	})
}

// asks goes as far as the letter and returns what the world says to that.
func (p *sitting) asks(by flows.Choice, c citizen) flows.Event {
	p.Helper()
	p.choose(by)
	p.find(c)
	p.address(c.mail)
	return p.last
}

func TestRightCodeClearsTheCount(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		for range 3 {
			p := w.sit()
			code := p.mailed(by, c)
			tries(4, func(int) { p.code(bad) })
			p.code(code)
			if p.s.State != on {
				t.Fatalf("at %v, %v", p.s.State, p.s.Say)
			}
			w.pass(ResendAfter)
		}
	})
}

func TestAnotherRequestKillsTheOlderCode(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p, q := w.sit(), w.sit()
		old := p.mailed(by, c)
		w.pass(ResendAfter)
		fresh := q.mailed(by, c)
		p.code(old)
		p.at(asked, flows.CodeExpired)
		p.code(fresh) // right, and another terminal's
		p.at(asked, flows.CodeExpired)
		q.code(old)
		q.at(asked, flows.CodeWrong)
		w.pass(ResendAfter)
		q.resend()
		q.code(fresh)
		q.at(asked, flows.CodeWrong)
		q.code(w.post.last())
		if q.s.State != on {
			t.Errorf("at %v, %v", q.s.State, q.s.Say)
		}
	})
}

func TestCodeExpires(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		code := p.mailed(by, c)
		w.pass(10 * time.Minute)
		p.code(code)
		p.at(asked, flows.CodeExpired)
		p.resend()
		code = w.post.last()
		w.pass(10*time.Minute - 1)
		p.code(code)
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
	})
}

func TestResend(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		start := w.post.letters()
		p := w.sit()
		code := p.mailed(by, c)
		p.resend()
		p.at(asked, flows.WaitBeforeResend)
		w.pass(30*time.Second - 1)
		told(t, p.behind(flows.MailAgain, nil), flows.Refuse, flows.WaitBeforeResend)
		q := w.sit()
		told(t, q.asks(by, c), flows.Refuse, flows.WaitBeforeResend)
		q.until(1)

		// Whoever goes back and comes again has the letter already.
		p.back()
		p.address(c.mail)
		p.at(asked, flows.CodeSent)
		if n := w.post.letters() - start; n != 1 {
			t.Errorf("%d letters within 30 seconds", n)
		}
		p.code(code)
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
		w.pass(1)
		q.address(c.mail)
		q.at(asked, flows.CodeSent)
		if n := w.post.letters() - start; n != 2 {
			t.Errorf("%d letters, want another after 30 seconds", n)
		}
	})
}

// Two terminals at the same moment: the first letter to be remembered counts,
// and who asked for the other is told to wait.
func TestTwoLettersAtOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p, q := w.sit(), w.sit()
		letters := w.post.letters()
		w.post.during = func() {
			w.post.during = nil
			w.post.mu.Unlock()
			defer w.post.mu.Lock()
			told(t, q.asks(by, c), flows.Refuse, flows.WaitBeforeResend) // while the first is on its way
		}
		p.code(p.mailed(by, c))
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
		if got := w.post.letters() - letters; got != 1 {
			t.Errorf("%d letters went out", got)
		}
	})
}

// A code is good for one thing.
func TestCodeIsBoundToItsPurpose(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p, q := w.sit(), w.sit()
		reset, mfa := p.mailed(flows.GoForgot, c), q.mailed(flows.GoLost, c)
		told(t, p.behind(flows.RevokeDevices, typed{flows.MailedCode: reset}), flows.Refuse, flows.CodeExpired)
		told(t, q.behind(flows.CheckPasswordCode, typed{flows.MailedCode: mfa}), flows.Refuse, flows.CodeExpired)
		p.code(mfa)
		p.at(flows.AtMailCode, flows.CodeWrong)
		q.code(reset)
		q.at(flows.AtLostCode, flows.CodeWrong)
		told(t, q.behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, flows.CodeExpired)
		// Even where the record was mixed up: the purpose is in the hash.
		w.edit(c, func(a *store.Account) {
			a.Codes[store.ResetMFA].Hash, a.Codes[store.ResetMFA].Request = a.Codes[store.ResetPassword].Hash, a.Codes[store.ResetPassword].Request
		})
		q.v.state.request = w.account(c).Codes[store.ResetPassword].Request
		q.code(reset)
		q.at(flows.AtLostCode, flows.CodeWrong)
		p.code(reset)
		p.at(flows.AtPassword, flows.CodeRight)
	})
}

func TestWrongAddress(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		letters := w.post.letters()
		p := w.sit()
		p.choose(by)
		p.find(c)
		at := p.s.State
		for i, wrong := range []string{"siti@example.go.id", c.mail + ".", c.mail[1:]} {
			p.address(wrong)
			p.at(at, flows.AddressWrong)
			if p.s.Facts.Left != 4-i {
				t.Errorf("%d tries are left", p.s.Facts.Left)
			}
		}
		w.restart() // neither another visit nor another program begins anew
		p = w.sit()
		p.choose(by)
		p.find(c)
		p.address(p.s.Facts.Mail) // the masked one, as it is shown
		p.at(at, flows.AddressWrong)
		p.address("x@example.org")
		p.at(flows.AtCounter, flows.AddressEnded)
		w.pass(CodeRest - 1)
		q := w.sit()
		q.asks(by, c)
		q.at(flows.AtCounter, flows.AddressEnded)
		if w.post.letters() != letters {
			t.Error("a letter was sent")
		}
		w.pass(1)
		w.sit().mailed(by, c)
	})
}

func TestRightAddressClearsTheCount(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		p.choose(by)
		p.find(c)
		for range 3 {
			tries(4, func(int) { p.address("x@example.org") })
			p.address(c.mail)
			p.at(asked, flows.CodeSent)
			p.back()
		}
	})
}
