package run

import (
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// enrol types a code and a name under the QR code.
func (p *sitting) enrol(code, name string) {
	p.Helper()
	p.submit(typed{flows.OTP: code, flows.DeviceName: name})
}

func TestActivate(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		key := p.scan()
		if f := p.s.Facts; !f.Until.Equal(w.Now().Add(15*time.Minute)) || f.MFA || len(key.Reveal()) != 32 ||
			f.URI.Reveal() != "otpauth://totp/ASN-Digital:"+c.String()+"?secret="+key.Reveal()+"&issuer=ASN-Digital" {
			t.Errorf("to scan: %s until %v", f.URI.Reveal(), f.Until)
		}
		if w.account(c).MFA() {
			t.Fatal("enrolled before a code was verified")
		}
		p.enrol(w.otp(key), " HP  Siti ")
		p.at(flows.Activated, flows.Enrolled)
		a := w.account(c)
		if len(a.Devices) != 1 || a.Devices[0].Name != "HP Siti" || a.Devices[0].Secret.Reveal() != key.Reveal() || a.Pending != nil || !a.Devices[0].Enrolled.Equal(w.Now()) {
			t.Errorf("enrolled is %+v", a.Devices)
		}
		if f := p.s.Facts; !f.MFA || !f.Key.Empty() || !f.URI.Empty() {
			t.Error("the secret is still to be seen")
		}
		p.choose(flows.GoSignIn)

		// The code that activated is used up.
		p.signIn(c, first, "")
		p.at(flows.AtSignIn, flows.OTPNeeded)
		p.signIn(c, first, w.otp(key))
		p.at(flows.AtSignIn, flows.OTPUsed)
		p.signIn(c, first, w.otp(key, -1))
		p.at(flows.AtSignIn, flows.OTPUsed)
		w.pass(otp.Period)
		p.signIn(c, first, w.otp(key))
		p.at(flows.AtAccount, flows.SignedIn)
	})
}

// The QR code does not change under the phone: not by Back, not by wrong codes,
// not by five of them.
func TestSameKey(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		key := p.scan()
		wrong := w.wrongOTP(key)
		same := func() {
			t.Helper()
			if p.s.Facts.Key.Reveal() != key.Reveal() {
				t.Fatal("another key")
			}
			if len(w.account(c).Devices) != 0 {
				t.Fatal("enrolled")
			}
		}
		p.enrol("12345", "HP")
		p.at(flows.AtScan, flows.OTPNotACode)
		tries(5, func(i int) {
			p.enrol(wrong, "HP")
			p.at(flows.AtScan, flows.OTPWrong)
			if p.s.Facts.Left != 4-i {
				t.Errorf("%d tries are left", p.s.Facts.Left)
			}
			same()
		})
		p.until(SignInRest(5))
		told(t, p.behind(flows.Enrol, typed{flows.OTP: w.otp(key), flows.DeviceName: "HP"}), flows.Refuse, flows.MustWait)
		p.back()
		p.at(flows.AtPrepare, flows.Silence)
		p.next()
		same()
		p.back()
		p.back()
		p.at(flows.AtAccount, flows.Silence)
		w.pass(SignInRest(5))
		p.choose(flows.GoActivate)
		p.next()
		same()
		p.enrol(w.otp(key, +2), "HP")
		p.at(flows.AtScan, flows.OTPClock)
		p.until(time.Minute) // the sixth
		w.pass(time.Minute)
		p.enrol(w.otp(key, -1), "HP")
		p.at(flows.Activated, flows.Enrolled)
		if got := w.account(c).Tries; got != [store.Counters]store.Count{} {
			t.Errorf("success left %+v", got)
		}
	})
}

// A key that was never verified lives for fifteen minutes, and no longer than
// the sign-in it was made for.
func TestKeyEnds(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		key := p.scan()
		w.pass(15*time.Minute - 1)
		p.back()
		p.next()
		if p.s.Facts.Key.Reveal() != key.Reveal() {
			t.Error("another key before the first has expired")
		}
		w.pass(1)
		p.enrol(w.otp(key), "HP")
		p.at(flows.AtPrepare, flows.KeyExpired)
		if !p.s.Facts.Key.Empty() || w.account(c).Pending != nil {
			t.Error("the key outlives its time")
		}
		p.next()
		renewed := p.s.Facts.Key
		if renewed.Reveal() == key.Reveal() {
			t.Error("the same key after it has expired")
		}
		p.enrol(w.otp(key), "HP")
		p.at(flows.AtScan, flows.OTPOldEntry)

		p.back()
		p.back()
		p.choose(flows.GoOut)
		if w.account(c).Pending != nil {
			t.Error("the key outlives its sign-in")
		}
		told(t, p.behind(flows.Enrol, typed{flows.OTP: w.otp(renewed), flows.DeviceName: "HP"}), flows.Refuse, flows.SignedOut)
		p = w.signedIn(c, first)
		told(t, p.behind(flows.Enrol, typed{flows.OTP: w.otp(renewed), flows.DeviceName: "HP"}), flows.Refuse, flows.KeyExpired)
		if p.scan().Reveal() == renewed.Reveal() {
			t.Error("the same key after signing out")
		}
		p.happen(flows.Event{Kind: flows.Quit})
		if w.account(c).Pending != nil {
			t.Error("the key outlives the program")
		}
		if len(w.account(c).Devices) != 0 {
			t.Error("enrolled")
		}
	})
}

// Of two terminals the one that asked last has the key; a sign-out here leaves
// what is under way there.
func TestKeyBelongsToOneSignIn(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p, q := w.signedIn(c, first), w.signedIn(c, first)
		old := p.scan()
		key := q.scan()
		if old.Reveal() == key.Reveal() {
			t.Fatal("one key on two screens")
		}
		p.enrol(w.otp(old), "HP")
		p.at(flows.AtPrepare, flows.KeyExpired)
		told(t, p.behind(flows.Enrol, typed{flows.OTP: w.otp(key), flows.DeviceName: "HP"}), flows.Refuse, flows.KeyExpired)
		p.happen(flows.Event{Kind: flows.Quit})
		q.enrol(w.otp(key), "HP")
		q.at(flows.Activated, flows.Enrolled)
	})
}

func TestDeviceNames(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		key := p.scan()
		for name, why := range map[string]flows.Reason{
			" \u200b\u202e ":        flows.BadDeviceName,
			"\x1b\x07":              flows.BadDeviceName,
			strings.Repeat("é", 41): flows.BadDeviceName,
		} {
			told(t, p.behind(flows.Enrol, typed{flows.OTP: w.otp(key), flows.DeviceName: name}), flows.Refuse, why)
		}
		p.enrol(w.otp(key), "HP\u202e Si\u200bti\x1b[2J\n"+strings.Repeat("é", 28))
		p.at(flows.Activated, flows.Enrolled)
		const want = "HP Siti[2J "
		if got := p.s.Facts.Devices[0].Name; got != want+strings.Repeat("é", 28) || got != w.account(c).Devices[0].Name {
			t.Errorf("the name is %q", got)
		}
		p.back()
		w.fresh()
		p.choose(flows.GoAddDevice)
		p.submit(typed{flows.OTP: w.otp(key)})
		p.next()
		p.at(flows.AtScan, flows.KeyReady)
		other, code := p.s.Facts.Key, w.otp(p.s.Facts.Key)
		p.enrol(code, "hp SITI[2j "+strings.Repeat("É", 28))
		p.at(flows.AtScan, flows.DeviceNameTaken)
		p.enrol(code, "HP Budi")
		p.at(flows.Activated, flows.Enrolled)
		if got := w.account(c).Devices[1].Secret.Reveal(); got != other.Reveal() {
			t.Error("another secret than was scanned")
		}
	})
}

// A second phone needs an OTP of the first, given just before, and for this one
// phone.
func TestAddDevice(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p := w.signedIn(c, first, w.otp(c.key()))
		told(t, p.behind(flows.MakeKey, nil), flows.Refuse, flows.ConfirmAgain) // the one of the sign-in is not enough
		p.choose(flows.GoAddDevice)
		p.submit(typed{flows.OTP: w.otp(c.key())})
		p.at(flows.AtAddDevice, flows.OTPUsed)
		w.fresh()
		p.submit(typed{flows.OTP: w.wrongOTP(c.key())})
		p.at(flows.AtAddDevice, flows.OTPWrong)
		told(t, p.behind(flows.MakeKey, nil), flows.Refuse, flows.ConfirmAgain)
		p.submit(typed{flows.OTP: w.otp(c.key())})
		p.at(flows.AtPrepare, flows.Silence)
		w.pass(5 * time.Minute)
		p.next()
		p.at(flows.AtAddDevice, flows.ConfirmAgain)

		p.submit(typed{flows.OTP: w.otp(c.key())})
		w.pass(5*time.Minute - 1)
		p.next()
		p.at(flows.AtScan, flows.KeyReady)
		p.enrol(w.otp(p.s.Facts.Key), "HP Baru")
		p.at(flows.Activated, flows.Enrolled)
		told(t, p.behind(flows.MakeKey, nil), flows.Refuse, flows.ConfirmAgain) // it was good for one
		p.next()
		p.at(flows.AtAccount, flows.Silence)
		if len(p.s.Facts.Devices) != 2 {
			t.Errorf("%d devices", len(p.s.Facts.Devices))
		}
	})
}

func TestFiveDevices(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 4)
		p := w.signedIn(c, first, w.otp(c.key()))
		q := w.signedIn(c, first, w.otp(c.keys[1]))
		w.fresh()
		for i, p := range []*sitting{p, q} {
			p.choose(flows.GoAddDevice)
			p.submit(typed{flows.OTP: w.otp(c.keys[i])})
			p.next()
			p.at(flows.AtScan, flows.KeyReady)
		}
		q.enrol(w.otp(q.s.Facts.Key), "HP Lima")
		q.at(flows.Activated, flows.Enrolled)
		p.enrol(w.otp(p.s.Facts.Key), "HP Enam")
		p.at(flows.AtPrepare, flows.KeyExpired)
		p.next()
		p.at(flows.AtAccount, flows.DevicesFull)
		q.next()
		q.choose(flows.GoAddDevice)
		q.at(flows.AtAccount, flows.DevicesFull)
		if n := len(w.account(c).Active()); n != flows.MaxDevices {
			t.Errorf("%d devices", n)
		}
	})
}

// MFA that was switched on at another terminal asks for its code here.
func TestMFAOnElsewhere(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p, q := w.signedIn(c, first), w.signedIn(c, first)
		key := q.scan()
		q.enrol(w.otp(key), "HP")
		p.choose(flows.GoActivate)
		p.next()
		p.at(flows.AtAddDevice, flows.ConfirmAgain)
		w.fresh()
		p.submit(typed{flows.OTP: w.otp(key)})
		p.at(flows.AtPrepare, flows.Silence)
	})
}
