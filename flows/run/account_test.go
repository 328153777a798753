package run

import (
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

func TestRenameDevice(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		p := w.signedIn(c, first, w.otp(c.key()))
		p.choose(flows.GoDevice, 1)
		p.choose(flows.GoRename)
		rename := func(name, code string) { t.Helper(); p.submit(typed{flows.DeviceName: name, flows.OTP: code}) }
		rename("HP Baru", w.otp(c.key()))
		p.at(flows.AtRename, flows.OTPUsed) // by the sign-in
		w.fresh()
		code := w.otp(c.key())
		rename("hp 1", code)
		p.at(flows.AtRename, flows.DeviceNameTaken)
		rename("\u200b", code)
		p.at(flows.AtRename, flows.BadDeviceName)
		rename("HP Baru", w.wrongOTP(c.keys...))
		p.at(flows.AtRename, flows.OTPWrong)
		told(t, p.behind(flows.RenameDevice, typed{flows.DeviceName: "HP Baru"}, 1), flows.Refuse, flows.OTPNeeded)
		rename("HP Baru", code) // not spent on what was not possible
		p.at(flows.AtAccount, flows.DeviceRenamed)
		if got := p.s.Facts.Devices; got[0].Name != "HP 1" || got[1].Name != "HP Baru" {
			t.Errorf("the devices are %+v", got)
		}
		told(t, p.behind(flows.RenameDevice, typed{flows.DeviceName: "HP Lain", flows.OTP: code}, 1), flows.Refuse, flows.OTPUsed)
		for _, i := range []int{-1, 2} {
			told(t, p.behind(flows.RenameDevice, typed{flows.DeviceName: "HP Lain", flows.OTP: w.otp(c.keys[1])}, i), flows.Refuse, flows.SignedOut)
		}
		// Its own name in other capitals is not taken.
		w.fresh()
		told(t, p.behind(flows.RenameDevice, typed{flows.DeviceName: "hp baru", flows.OTP: w.otp(c.key())}, 1), flows.Accept, flows.Silence)
	})
}

func TestRemoveDevice(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		p, q := w.signedIn(c, first, w.otp(c.key())), w.signedIn(c, first, w.otp(c.keys[1]))
		w.fresh()
		remove := func(i int, code string) {
			t.Helper()
			p.choose(flows.GoDevice, i)
			p.choose(flows.GoRemove)
			p.submit(typed{flows.OTP: code})
		}
		remove(0, w.wrongOTP(c.keys...))
		p.at(flows.AtRemove, flows.OTPWrong)
		p.submit(typed{flows.OTP: w.otp(c.keys[1])})
		p.at(flows.AtAccount, flows.DeviceRemoved)
		if a := w.account(c); len(a.Active()) != 1 || a.Active()[0].Name != "HP 2" || !a.Devices[0].Secret.Empty() {
			t.Error("the wrong one is removed, or its secret kept")
		}

		// The last one can only be reset.
		p.choose(flows.GoDevice, 0)
		p.choose(flows.GoRemove)
		p.at(flows.AtDevice, flows.LastDevice)
		w.fresh()
		told(t, p.behind(flows.RemoveDevice, typed{flows.OTP: w.otp(c.keys[1])}, 0), flows.Refuse, flows.LastDevice)

		// The other terminal still shows two.
		told(t, q.behind(flows.RemoveDevice, typed{flows.OTP: w.otp(c.keys[1])}, 1), flows.Refuse, flows.LastDevice)
		told(t, q.behind(flows.RemoveDevice, typed{flows.OTP: w.otp(c.keys[1])}, 0), flows.Refuse, flows.SignedOut)

		// Nor does the removed phone open anything.
		q.choose(flows.GoOut)
		q.signIn(c, first, w.otp(c.key()))
		q.at(flows.AtSignIn, flows.OTPOldEntry)
		q.signIn(c, first, w.otp(c.keys[1]))
		q.at(flows.AtAccount, flows.SignedIn)
	})
}

func TestFiveOTPsOnTheAccountPage(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		p := w.signedIn(c, first, w.otp(c.key()))
		wrong := w.wrongOTP(c.keys...)
		w.fresh()
		for i, do := range []flows.Op{flows.ConfirmOTP, flows.RenameDevice, flows.RemoveDevice, flows.ConfirmPassword, flows.ConfirmOTP} {
			got := p.behind(do, typed{flows.OTP: wrong, flows.DeviceName: "HP Baru", flows.Password: first}, 1)
			told(t, got, flows.Refuse, flows.OTPWrong)
			if got.Facts.Left != 4-i {
				t.Errorf("%d tries are left", got.Facts.Left)
			}
		}
		told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Refuse, flows.MustWait)
		q := w.sit()
		q.signIn(c, first, w.otp(c.key()))
		q.at(flows.AtSignIn, flows.MustWait) // one count for all doors
		w.pass(SignInRest(5))
		told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Accept, flows.Silence)
	})
}

// The old password, a code, and then the new one; whoever else is signed in is
// signed out by it.
func TestChangePassword(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		other := w.signedIn(c, first, w.otp(c.key()))
		w.fresh()
		p := w.signedIn(c, first, w.otp(c.key()))
		p.choose(flows.GoChange)
		w.fresh()
		p.submit(typed{flows.Password: second, flows.OTP: w.otp(c.key())})
		p.at(flows.AtOldPassword, flows.OldPasswordWrong)
		if p.s.Facts.Left != 4 {
			t.Errorf("%d tries are left", p.s.Facts.Left)
		}
		p.submit(typed{flows.Password: first, flows.OTP: w.wrongOTP(c.key())})
		p.at(flows.AtOldPassword, flows.OTPWrong)
		told(t, p.behind(flows.ConfirmPassword, typed{flows.Password: first}), flows.Refuse, flows.OTPNeeded)
		told(t, p.behind(flows.ReplacePassword, typed{flows.NewPassword: second}), flows.Refuse, flows.ConfirmAgain)
		p.submit(typed{flows.Password: first, flows.OTP: w.otp(c.key())})
		p.at(flows.AtChange, flows.Silence)
		p.newPassword("kopi-hangat7-sore")
		p.at(flows.AtChange, flows.PasswordBroken)
		p.choose(flows.Suggest)
		p.at(flows.AtChange, flows.PhraseMade)
		p.newPassword(second)
		p.at(flows.AtAccount, flows.PasswordChanged)
		if !p.s.Facts.PasswordSet.Equal(w.Now()) {
			t.Error("the password's age is the old one's")
		}

		w.fresh()
		told(t, p.behind(flows.ReplacePassword, typed{flows.NewPassword: third}), flows.Refuse, flows.ConfirmAgain) // it was good for one
		told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Accept, flows.Silence)          // this session goes on
		for do, t2 := range map[flows.Op]typed{
			flows.MakeKey: nil, flows.Enrol: {flows.DeviceName: "HP", flows.OTP: "123456"}, flows.ConfirmOTP: {flows.OTP: w.otp(c.key())},
			flows.ConfirmPassword: {flows.Password: first}, flows.ReplacePassword: {flows.NewPassword: third},
			flows.RenameDevice: {flows.DeviceName: "HP"}, flows.RemoveDevice: {flows.OTP: w.otp(c.key())},
		} {
			told(t, other.behind(do, t2), flows.Refuse, flows.SignedOut)
		}
		other.choose(flows.GoAddDevice)
		other.submit(typed{flows.OTP: w.otp(c.key())})
		other.at(flows.AtSignIn, flows.SignedOut)
		if f := other.s.Facts; f.Person != (flows.Person{}) || len(f.Devices) > 0 {
			t.Error("who was signed out is still to be seen")
		}
		w.fresh()
		other.signIn(c, first, w.otp(c.key()))
		other.at(flows.AtSignIn, flows.SignInWrong)
		other.signIn(c, second, w.otp(c.key()))
		other.at(flows.AtAccount, flows.SignedIn)
	})
}

// The way to a new password is open for five minutes, and an OTP that was given
// for another device does not open it.
func TestConfirmationRunsOut(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p := w.signedIn(c, first, w.otp(c.key()))
		w.fresh()
		told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Accept, flows.Silence)
		told(t, p.behind(flows.ReplacePassword, typed{flows.NewPassword: second}), flows.Refuse, flows.ConfirmAgain)
		w.fresh()
		p.choose(flows.GoChange)
		p.submit(typed{flows.Password: first, flows.OTP: w.otp(c.key())})
		w.pass(5 * time.Minute)
		p.newPassword(second)
		p.at(flows.AtOldPassword, flows.ConfirmAgain)
		p.submit(typed{flows.Password: first, flows.OTP: w.otp(c.key())})
		told(t, p.behind(flows.MakeKey, nil), flows.Refuse, flows.ConfirmAgain) // nor the other way round
		w.pass(5*time.Minute - 1)
		p.newPassword(second)
		p.at(flows.AtAccount, flows.PasswordChanged)
	})
}

// Whoever is signed in anywhere is signed out by a reset, too.
func TestResetEndsSessions(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		in := w.signedIn(c, first)
		key := in.scan()
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		p.newPassword(second)
		in.enrol(w.otp(key), "HP")
		in.at(flows.AtSignIn, flows.SignedOut)
		if a := w.account(c); a.MFA() || a.Pending != nil {
			t.Error("the key of a session that ended is still good")
		}
	})
}

// Who has no phone changes the password with the old one.
func TestChangePasswordWithoutMFA(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		p.choose(flows.GoChange)
		tries(5, func(int) { p.submit(typed{flows.Password: second}); p.at(flows.AtOldPassword, flows.OldPasswordWrong) })
		p.until(SignInRest(5))
		told(t, p.behind(flows.ConfirmPassword, typed{flows.Password: first}), flows.Refuse, flows.MustWait)
		w.sit().signIn(c, first, "")
		if got := w.account(c).Tries[store.PasswordTries].Wrong; got != 5 {
			t.Errorf("%d tries are counted", got)
		}
		w.pass(SignInRest(5))
		p.submit(typed{flows.Password: first})
		p.newPassword(second)
		p.at(flows.AtAccount, flows.PasswordChanged)
		p.choose(flows.GoOut)
		p.signIn(c, second, "")
		p.at(flows.AtAccount, flows.MFAIsOff)
	})
}
