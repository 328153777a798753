package run

import (
	"reflect"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// curve is docs/security.md's: what follows the n-th wrong one in a row.
func curve(n int) time.Duration {
	switch {
	case n < 5:
		return 0
	case n == 5:
		return 30 * time.Second
	case n == 6:
		return time.Minute
	case n == 7:
		return 2 * time.Minute
	case n == 8:
		return 5 * time.Minute
	case n == 9:
		return 15 * time.Minute
	case n == 10:
		return 30 * time.Minute
	}
	return time.Hour
}

// From the first wrong one to the hundredth, and no further: for a number that
// nobody has as for one that somebody has.
func TestCurveOfPasswords(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		begin := w.Now()
		for _, n := range []number{c.number, stranger} {
			w.clock.t = begin
			in := typed{flows.NIP: n.String(), flows.Password: second}
			for i := 1; i < 100; i++ {
				got := w.sit().behind(flows.CheckSignIn, in)
				told(t, got, flows.Refuse, flows.SignInWrong)
				if f := got.Facts; f.Left != max(0, 5-i) || curve(i) == 0 != f.WaitUntil.IsZero() || curve(i) > 0 && f.WaitUntil.Sub(w.Now()) != curve(i) {
					t.Fatalf("after %d wrong ones %d are left and the wait is %v", i, f.Left, f.WaitUntil.Sub(w.Now()))
				}
				if rest := curve(i); rest > 0 {
					w.pass(rest - 1)
					got := w.sit().behind(flows.CheckSignIn, in)
					told(t, got, flows.Refuse, flows.MustWait)
					if got.Facts.WaitUntil.Sub(w.Now()) != 1 {
						t.Fatalf("after %d wrong ones the wait is not what was said", i)
					}
					w.pass(1)
				}
			}
			told(t, w.sit().behind(flows.CheckSignIn, in), flows.Refuse, flows.Blocked)
			w.pass(365 * 24 * time.Hour)
			spent, _ := w.hash.spent()
			in[flows.Password], in[flows.OTP] = first, w.otp(c.key())
			got := w.sit().behind(flows.CheckSignIn, in)
			told(t, got, flows.Refuse, flows.Blocked)
			if after, _ := w.hash.spent(); after != spent || !got.Facts.WaitUntil.IsZero() {
				t.Error("a blocked password is judged, or a wait is promised")
			}
		}
		if got := w.account(c).Tries[store.PasswordTries].Wrong; got != 100 {
			t.Errorf("%d tries are counted", got)
		}
	})
}

// The same curve for OTPs, at sign-in and where a phone is being activated; only
// the former ends.
func TestCurveOfOTPs(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, other := w.secured(1, first, 1), w.member(2, first)
		p := w.signedIn(other, first)
		key := p.scan()
		for i := 1; i <= 101; i++ {
			if i <= 14 { // by then its key has expired
				w.edit(other, func(a *store.Account) { a.Pending.Expires = w.Now().Add(KeyLife) })
				got := p.behind(flows.Enrol, typed{flows.OTP: w.wrongOTP(key), flows.DeviceName: "HP"})
				told(t, got, flows.Refuse, flows.OTPWrong)
				if curve(i) > 0 && got.Facts.WaitUntil.Sub(w.Now()) != curve(i) {
					t.Fatalf("activation: after %d the wait is %v", i, got.Facts.WaitUntil.Sub(w.Now()))
				}
			}
			got := w.sit().behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: first, flows.OTP: w.wrongOTP(c.key())})
			if i >= 100 {
				told(t, got, flows.Refuse, flows.Blocked)
				continue
			}
			told(t, got, flows.Refuse, flows.OTPWrong)
			if f := got.Facts; f.Left != max(0, 5-i) || curve(i) > 0 && f.WaitUntil.Sub(w.Now()) != curve(i) {
				t.Fatalf("after %d wrong ones %d are left and the wait is %v", i, f.Left, f.WaitUntil.Sub(w.Now()))
			}
			w.pass(curve(i))
		}
		if got := w.account(c).Tries[store.OTPTries].Wrong; got != 100 {
			t.Errorf("%d tries are counted", got)
		}
	})
}

// A mailed code lifts no block, neither where it is asked for nor where it was
// asked for before (security notes §4.6); an officer's does.
func TestMailedCodeLiftsNoBlock(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		counter, kind := store.PasswordTries, store.GrantPassword
		if by == flows.GoLost {
			counter, kind = store.OTPTries, store.GrantMFA
		}
		block := func(a *store.Account) {
			a.Tries[counter] = store.Count{Wrong: BlockAfter, Until: w.Now().Add(time.Hour)}
		}
		before := w.sit()
		code := before.mailed(by, c)
		typing := w.found(by, c)
		w.edit(c, block)
		before.code(code)
		before.at(flows.AtCounter, flows.Blocked)
		typing.address(c.mail)
		if typing.s.Say != flows.Blocked {
			t.Errorf("told %v", typing.s.Say)
		}
		w.pass(ResendAfter)
		told(t, before.behind(flows.MailAgain, nil), flows.Refuse, flows.Blocked)
		p := w.sit()
		p.choose(by)
		p.find(c)
		p.at(flows.AtCounter, flows.Blocked)
		if p.s.Facts.Case == 0 {
			t.Error("nobody hears of it")
		}
		if by == flows.GoForgot { // and of a right that was given before
			w.edit(c, func(a *store.Account) { a.Tries[counter] = store.Count{} })
			again := w.sit()
			again.code(again.mailed(by, c))
			again.at(on, flows.CodeRight)
			w.edit(c, block)
			again.newPassword(second)
			again.at(on, flows.Blocked)
		}
		q := w.sit()
		q.grants(c, w.grant(c, kind))
		if by == flows.GoForgot {
			q.newPassword(second)
			q.at(flows.PasswordSet, flows.PasswordDone)
		}
		if got := w.account(c).Tries[counter]; got != (store.Count{}) {
			t.Errorf("counted are still %+v", got)
		}
	})
}

// Three letters an hour and ten a day, for both purposes together; the reason is
// told, with the time, to whoever has typed the address and to nobody else.
func TestTooManyCodes(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		begin := w.Now()
		by := []flows.Choice{flows.GoForgot, flows.GoLost}
		for i := range 10 {
			if i%3 == 0 && i > 0 {
				last := w.sit()
				last.choose(by[i%2])
				last.find(c)
				last.address("x@example.org")
				if last.s.Say != flows.AddressWrong {
					t.Fatalf("letter %d: who does not know the address is told %v", i, last.s.Say)
				}
				last.address(c.mail)
				if last.s.Say != flows.TooManyCodes {
					t.Fatalf("letter %d: told %v", i, last.s.Say)
				}
				want := begin.Add(time.Duration(i/3) * time.Hour)
				if got := last.s.Facts; !got.WaitUntil.Equal(want) || !got.ResendAt.Equal(want) {
					t.Fatalf("letter %d: the next is to be had at %v, want %v", i, got.WaitUntil, want)
				}
				w.clock.t = want.Add(-1)
				last.address(c.mail)
				if last.s.Say != flows.TooManyCodes {
					t.Fatalf("letter %d: told %v", i, last.s.Say)
				}
				w.pass(1)
			}
			p := w.sit()
			p.mailed(by[i%2], c)
			if i%3 == 2 && !p.s.Facts.ResendAt.Equal(begin.Add(time.Duration(1+i/3)*time.Hour)) {
				t.Errorf("after letter %d another is promised at %v", i+1, p.s.Facts.ResendAt)
			}
			w.pass(ResendAfter)
		}
		w.pass(10 * time.Hour)
		w.restart()
		p := w.found(flows.GoForgot, c)
		p.address(c.mail)
		if p.s.Say != flows.TooManyCodes || !p.s.Facts.WaitUntil.Equal(begin.Add(24*time.Hour)) {
			t.Errorf("the eleventh letter of a day: %v until %v", p.s.Say, p.s.Facts.WaitUntil)
		}
		w.clock.t = begin.Add(24 * time.Hour)
		p.address(c.mail)
		p.at(flows.AtMailCode, flows.CodeSent)
		if n := len(w.account(c).Mailed); n > CodesADay {
			t.Errorf("%d letters are remembered", n)
		}
	})
}

// A wrong password is a wrong password, whatever was wrong with the OTP before:
// two counts, two curves, each cleared by its own.
func TestSuccessClearsEach(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		w.edit(c, func(a *store.Account) {
			a.Tries[store.PasswordTries].Wrong, a.Tries[store.OTPTries].Wrong = 99, 99
		})
		p := w.sit()
		p.signIn(c, first, "")
		p.at(flows.AtSignIn, flows.OTPNeeded)
		if got := w.account(c).Tries; got[store.PasswordTries].Wrong != 0 || got[store.OTPTries].Wrong != 99 {
			t.Errorf("counted are %+v", got)
		}
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtAccount, flows.SignedIn)
		if got := w.account(c).Tries; got != [store.Counters]store.Count{} {
			t.Errorf("counted are %+v", got)
		}
	})
}

// A clock that was set back ends no wait and makes no code good again.
func TestClockSetBack(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		tries(7, func(i int) {
			w.sit().behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: second})
			w.pass(curve(i + 1))
		})
		w.pass(-time.Second)
		before := w.account(c)
		for range 3 {
			w.pass(-24 * time.Hour)
			told(t, w.sit().behind(flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: first, flows.OTP: w.otp(c.key())}), flows.Refuse, flows.MustWait)
		}
		if !storetest.Same(t, w.account(c), before) {
			t.Error("the record has changed")
		}
		if reflect.DeepEqual(before.Tries, [store.Counters]store.Count{}) {
			t.Error("nothing was counted")
		}
	})
}
