package run

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// A number nobody has, an account without a password and a wrong password are
// told apart by nothing: not by what is said, known or counted, nor by the wait
// after five, nor by the work. Somebody who has left is told so, but only with
// the right password.
func TestSignInTellsNobodyApart(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		left := w.member(3, first)
		w.edit(left, func(a *store.Account) { a.Inactive = true })
		begin := w.Now()
		var want []flows.Event
		var cost int
		for who, c := range map[string]citizen{
			"wrong password":         w.member(1, first),
			"no password":            w.newcomer(2),
			"left":                   left,
			"nobody":                 {number: stranger},
			"wrong password, MFA on": w.secured(4, first, 1),
		} {
			w.clock.t = begin
			var got []flows.Event
			before, _ := w.hash.spent()
			for i := range 14 {
				switch i {
				case 8:
					w.pass(30 * time.Second)
				case 10:
					w.pass(time.Minute)
				}
				p := w.sit()
				p.signIn(c, second, "123456")
				p.at(flows.AtSignIn, p.last.Why)
				got = append(got, p.last)
				w.pass(time.Second)
			}
			after, _ := w.hash.spent()
			if want == nil {
				want, cost = got, after-before
			}
			for i := range got {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Errorf("%s, try %d: %+v %+v, want %+v %+v", who, i+1, got[i], *got[i].Facts, want[i], *want[i].Facts)
				}
			}
			if after-before != cost {
				t.Errorf("%s costs %d hashes, want %d", who, after-before, cost)
			}
		}
		var said []string
		for _, e := range want {
			said = append(said, e.Why.String())
		}
		w5 := strings.Repeat("SignInWrong ", 5)
		if got := strings.Join(said, " "); got != w5+"MustWait MustWait MustWait SignInWrong MustWait SignInWrong MustWait MustWait MustWait" || cost != 7 {
			t.Errorf("said was %s, at %d hashes", got, cost)
		}
	})
}

// The OTP is looked at only after the password was right, and then only where
// there is a device.
func TestPasswordComesFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, off := w.secured(1, first, 1), w.member(2, first)
		p := w.sit()
		code := w.otp(c.key())
		for _, o := range []string{code, w.wrongOTP(c.key()), "12", ""} {
			p.signIn(c, second, o)
			p.at(flows.AtSignIn, flows.SignInWrong)
		}
		if got := w.account(c).Tries[store.OTPTries]; got != (store.Count{}) {
			t.Errorf("the OTP counts %+v", got)
		}
		p.signIn(c, first, "")
		p.at(flows.AtSignIn, flows.OTPNeeded)
		p.signIn(c, first, "12345")
		p.at(flows.AtSignIn, flows.OTPNotACode)
		p.signIn(c, first, code) // still good
		p.at(flows.AtAccount, flows.SignedIn)
		if !p.s.Facts.Devices[0].Used.Equal(w.Now()) || !w.account(c).LastSignIn.Equal(w.Now()) {
			t.Error("nobody knows when it was used last")
		}
		p.choose(flows.GoOut)
		for _, o := range []string{"", "123456", "x"} {
			p.signIn(off, first, o)
			p.at(flows.AtAccount, flows.MFAIsOff)
			p.choose(flows.GoOut)
		}
	})
}

func TestBadNumber(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		costs, _ := w.hash.spent()
		p := w.sit()
		p.choose(flows.GoSignIn)
		p.submit(typed{flows.NIP: "1234", flows.Password: first})
		p.at(flows.AtSignIn, flows.BadNIP)
		if after, _ := w.hash.spent(); after != costs {
			t.Error("a slip in the number cost a hash")
		}
	})
}

// Another spelling of a number is no other counter (security notes §4.5).
func TestFivePasswords(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		s := c.String()
		for i, spelt := range []string{s, " " + s + "\t", s[:8] + " " + s[8:14] + " " + s[14:15] + " " + s[15:], s[:8] + "." + s[8:], "NIP " + s} {
			w.restart() // nor does another program begin anew
			p := w.sit()
			p.choose(flows.GoSignIn)
			p.submit(typed{flows.NIP: spelt, flows.Password: second})
			p.at(flows.AtSignIn, flows.SignInWrong)
			if p.s.Facts.Left != 4-i {
				t.Errorf("%q: %d tries are left", spelt, p.s.Facts.Left)
			}
		}
		w.restart()
		p := w.sit()
		p.signIn(c, first, "")
		p.at(flows.AtSignIn, flows.MustWait)
		p.until(SignInRest(5))
		w.pass(SignInRest(5) - 1)
		p.signIn(c, first, "") // the table says it
		p.at(flows.AtSignIn, flows.MustWait)
		told(t, w.sit().behind(flows.CheckSignIn, typed{flows.NIP: s, flows.Password: first}), flows.Refuse, flows.MustWait)
		w.pass(1)
		p.signIn(c, second, "")
		p.at(flows.AtSignIn, flows.SignInWrong)
		p.until(time.Minute) // the sixth
		w.pass(time.Minute)
		p.signIn(c, first, "")
		p.at(flows.AtAccount, flows.MFAIsOff)
		if got := w.account(c).Tries[store.PasswordTries]; got != (store.Count{}) {
			t.Errorf("success left %+v", got)
		}
	})
}

func TestFiveOTPs(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		wrong := w.wrongOTP(c.keys...)
		for i := range 5 {
			w.restart()
			p := w.sit()
			p.signIn(c, first, wrong)
			p.at(flows.AtSignIn, flows.OTPWrong)
			if p.s.Facts.Left != 4-i {
				t.Errorf("%d tries are left", p.s.Facts.Left)
			}
		}
		w.restart()
		p := w.sit()
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtSignIn, flows.MustWait)
		p.until(SignInRest(5))
		w.pass(SignInRest(5))
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtAccount, flows.SignedIn)
		if got := w.account(c).Tries; got != [store.Counters]store.Count{} {
			t.Errorf("success left %+v", got)
		}
	})
}

// Four of each are not five of one.
func TestPasswordsAndOTPsAreCountedApart(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		wrong := w.wrongOTP(c.key())
		p := w.sit()
		tries(4, func(int) { p.signIn(c, first, wrong); p.at(flows.AtSignIn, flows.OTPWrong) })
		tries(4, func(int) { p.signIn(c, second, wrong); p.at(flows.AtSignIn, flows.SignInWrong) })
		p.signIn(c, first, wrong)
		p.at(flows.AtSignIn, flows.OTPWrong)
		p.until(SignInRest(5))
		// A wrong password is told at once, whatever the OTP waits for.
		q := w.sit()
		q.signIn(c, second, "")
		q.at(flows.AtSignIn, flows.SignInWrong)
	})
}

// One step to either side, each step once and none before it, however the code is
// spelt and whoever brings it (RFC 6238 §5.2; security notes §4.1, §4.2).
func TestOTPWorksOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		try := func(code string, why flows.Reason) {
			t.Helper()
			w.restart()
			p := w.sit()
			p.signIn(c, first, code)
			if why != flows.SignedIn {
				p.at(flows.AtSignIn, why)
				w.edit(c, func(a *store.Account) { a.Tries[store.OTPTries] = store.Count{} })
				return
			}
			p.at(flows.AtAccount, why)
		}
		try(w.otp(c.key(), -2), flows.OTPClock)
		try(w.otp(c.key(), +2), flows.OTPWrong) // or who guessed it would come back in time
		try(w.otp(c.key(), -1), flows.SignedIn)
		try(w.otp(c.key(), -1), flows.OTPUsed)
		code := w.otp(c.key())
		try(" "+code[:3]+" "+code[3:]+"\t", flows.SignedIn)
		for _, spelt := range []string{code, code[:3] + " " + code[3:], "\t" + code + "\n", "\u00a0" + code, code[:1] + "\u2003" + code[1:]} {
			try(spelt, flows.OTPUsed)
		}
		try("\u200b"+code, flows.OTPNotACode)
		try(w.otp(c.key(), -1), flows.OTPUsed)
		try(w.otp(c.key(), +1), flows.SignedIn)
		try(code, flows.OTPUsed)
		w.pass(otp.Period)
		try(w.otp(c.key()), flows.OTPUsed) // the one that came early
		try(w.otp(c.key(), +1), flows.SignedIn)
		w.pass(-otp.Period) // a clock that was set back brings nothing back
		try(w.otp(c.key()), flows.OTPUsed)
	})
}

// Either phone opens; a code of one says nothing of the other.
func TestTwoPhones(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		w.signedIn(c, first, w.otp(c.keys[1]))
		w.signedIn(c, first, w.otp(c.keys[0]))
		p := w.sit()
		p.signIn(c, first, w.otp(c.keys[1]))
		p.at(flows.AtSignIn, flows.OTPUsed)
	})
}

func TestSignInOfSomebodyWhoLeft(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		for _, closed := range []func(a *store.Account) *bool{
			func(a *store.Account) *bool { return &a.Inactive }, // by the roster
			func(a *store.Account) *bool { return &a.Disabled }, // by an officer
		} {
			w.fresh()
			in := w.signedIn(c, first, w.otp(c.key()))
			w.edit(c, func(a *store.Account) { *closed(a) = true })
			w.fresh()
			code := w.otp(c.key())
			p := w.sit()
			p.signIn(c, second, code)
			p.at(flows.AtSignIn, flows.SignInWrong)
			p.signIn(c, first, code)
			p.at(flows.AtSignIn, flows.Inactive)
			told(t, in.behind(flows.ConfirmOTP, typed{flows.OTP: code}), flows.Refuse, flows.SignedOut)
			told(t, in.behind(flows.ReplacePassword, typed{flows.NewPassword: second}), flows.Refuse, flows.SignedOut)
			q := w.sit()
			q.choose(flows.GoForgot)
			q.find(c)
			q.at(flows.AtName, flows.Inactive)
			w.edit(c, func(a *store.Account) { *closed(a) = false })
			p.signIn(c, first, code)
			p.at(flows.AtAccount, flows.SignedIn)
		}
	})
}
