package run

import (
	"bytes"
	"slices"
	"testing"

	"aktivasi/flows"
	"aktivasi/store"
)

// The journey for a lost phone: the letter, and then all over again.
func TestResetMFA(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		w.fresh()
		old := w.signedIn(c, first, w.otp(c.key()))
		w.fresh()
		old.choose(flows.GoAddDevice)
		old.submit(typed{flows.OTP: w.otp(c.key())})
		old.next()
		pending := old.s.Facts.Key

		p := w.sit()
		code := p.mailed(flows.GoLost, c)
		if len(w.account(c).Active()) != 2 || w.account(c).Pending == nil {
			t.Fatal("revoked before the code was accepted")
		}
		tries(4, func(int) { p.code(bad) })
		if len(w.account(c).Active()) != 2 {
			t.Fatal("revoked by a wrong code")
		}
		p.code(code)
		p.at(flows.MFAReset, flows.DevicesRevoked)

		a := w.account(c)
		if a.MFA() || a.Pending != nil || a.Tries != [store.Counters]store.Count{} || !none(a) {
			t.Errorf("what is left: %+v", a)
		}
		a.Retired = nil // they open nothing: see TestRetiredOpenNothing
		record, err := store.Encode(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range append(c.keys, pending) {
			if bytes.Contains(record, []byte(key.Reveal())) {
				t.Error("a secret is left in the record")
			}
		}
		if got := w.acts(c); got[len(got)-1] != store.MFAReset {
			t.Errorf("the audit has %v", got)
		}

		// The other terminal's QR code is worth nothing.
		old.enrol(w.otp(pending), "HP")
		old.at(flows.AtPrepare, flows.KeyExpired)

		// A mailed code has opened nothing: the password has.
		for _, do := range []flows.Op{flows.MakeKey, flows.Enrol, flows.ConfirmOTP, flows.ConfirmPassword, flows.ReplacePassword, flows.RenameDevice, flows.RemoveDevice} {
			all := typed{flows.OTP: "123456", flows.DeviceName: "HP", flows.Password: first, flows.NewPassword: second}
			if got := p.behind(do, all); got.Kind != flows.Refuse || got.Why != flows.SignedOut || !got.Facts.Key.Empty() {
				t.Errorf("%v after a mailed code: %v %v", do, got.Kind, got.Why)
			}
		}
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, flows.CodeExpired)
		p.next()
		p.signIn(c, second, "")
		p.at(flows.AtSignIn, flows.SignInWrong)
		p.signIn(c, first, w.otp(c.key())) // an old phone's code is not looked at
		p.at(flows.AtAccount, flows.MFAIsOff)
		p.choose(flows.GoOut)
		p.signIn(c, first, "")
		p.at(flows.AtAccount, flows.MFAIsOff)
		key := p.scan()
		p.enrol(w.otp(key), "HP 1") // the name is free again
		p.at(flows.Activated, flows.Enrolled)
		if slices.ContainsFunc(c.keys, func(k flows.Secret) bool { return k.Reveal() == key.Reveal() }) {
			t.Error("an old key")
		}
	})
}

// none reports whether no code of a can be used any more.
func none(a store.Account) bool {
	return !slices.ContainsFunc(a.Codes[:], func(c store.Code) bool { return len(c.Hash) > 0 || c.Accepted })
}

// Nor does a code for a new password reach a QR code, or an account page.
func TestMailedCodeOpensNoAccount(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		p.code(p.mailed(by, c))
		for do := flows.MakeKey; do < flows.MakePhrase; do++ {
			got := p.behind(do, typed{flows.OTP: w.otp(c.key()), flows.DeviceName: "HP", flows.Password: first, flows.NewPassword: second, flows.MailedCode: bad})
			if got.Kind == flows.Accept || got.Kind == flows.Ready || !got.Facts.Key.Empty() || len(got.Facts.Devices) > 0 {
				t.Errorf("%v: %v %v", do, got.Kind, got.Why)
			}
		}
	})
}

// The record does not grow with every phone that is lost.
func TestLostPhonesAreForgotten(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 5)
		for range 2 {
			p := w.sit()
			p.code(p.mailed(flows.GoLost, c))
			p.at(flows.MFAReset, flows.DevicesRevoked)
			p.next()
			p.signIn(c, first, "")
			p.enrol(w.otp(p.scan()), "HP")
			p.at(flows.Activated, flows.Enrolled)
			w.fresh()
		}
		a := w.account(c)
		if len(a.Devices) != revokedKept+1 || len(a.Active()) != 1 || a.Devices[len(a.Devices)-1].Name != "HP" {
			t.Errorf("%d devices are remembered, %d in force", len(a.Devices), len(a.Active()))
		}
	})
}
