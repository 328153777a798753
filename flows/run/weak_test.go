package run

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"

	"aktivasi/flows"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
)

// A record that is cheaper to break than today's is made anew at the sign-in.
func TestHashedAnew(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		old := w.account(c).Password
		w.hash.now++
		p := w.sit()
		p.signIn(c, second, "")
		if w.account(c).Password != old {
			t.Error("a wrong password changed the record")
		}
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtAccount, flows.SignedIn)
		if got := w.account(c).Password; got.Hash == old.Hash || !strings.HasPrefix(got.Hash, quickly+"1$") || !got.Set.Equal(old.Set) {
			t.Error("the record is the old one, or the password's age has changed")
		}
		w.fresh()
		told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Accept, flows.Silence) // and the session goes on
		costs, _ := w.hash.spent()
		w.fresh()
		w.signedIn(c, first, w.otp(c.key()))
		if after, _ := w.hash.spent(); after != costs+1 {
			t.Error("hashed anew once more")
		}
	})
}

func TestHashedAnewWithArgon2(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	w.desk.Hash = hash.New(w.chance)
	c := w.newcomer(1)
	salt := []byte("0123456789abcdef")
	w.edit(c, func(a *store.Account) {
		a.Password.Hash = hash.PHC{
			Params: hash.Params{Memory: 64, Time: 1, Lanes: 1}, Salt: salt, Key: argon2.IDKey([]byte(first), salt, 1, 64, 1, 32),
		}.String()
	})
	w.signedIn(c, first)
	if got := w.account(c).Password.Hash; !strings.HasPrefix(got, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Error("the record is the old one")
	}
	w.signedIn(c, first)
}

// worn is a [Hasher] that still verifies, and makes nothing new.
type worn struct{ *quick }

func (worn) Hash(context.Context, flows.Secret) (string, error) { return quickly + "half", errDisk }

// A record that cannot be made anew still opens what it opened, for a person and
// behind the desk.
func TestNotHashedAnew(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, o := w.secured(1, first, 1), w.clerk(2, store.Helper)
		person, officer := w.account(c).Password, w.officer(o).Password
		w.hash.now++
		w.desk.Hash = worn{w.hash}
		w.signedIn(c, first, w.otp(c.key()))
		w.onDuty(o)
		if w.account(c).Password != person || w.officer(o).Password != officer {
			t.Error("the record has changed")
		}
		if !strings.Contains(w.log.lines.String(), "password not hashed anew") {
			t.Error("the log says nothing")
		}
	})
}

// A password that no longer meets the rules still signs in, to one thing only:
// the world itself refuses everything else.
func TestWeakPassword(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		for i, by := range []flows.Choice{flows.GoSignIn, flows.GoWeak} {
			off, on := w.member(2*i, poor), w.secured(2*i+1, poor, 2)
			for _, c := range []citizen{off, on} {
				p := w.sit()
				sign := typed{flows.NIP: c.String(), flows.Password: poor}
				if len(c.keys) > 0 {
					sign[flows.OTP] = w.otp(c.key())
				}
				p.choose(by)
				p.submit(sign)
				p.at(flows.AtWeakPassword, flows.PasswordIsWeak)
				w.fresh()
				before := w.account(c)
				all := typed{flows.DeviceName: "HP Baru", flows.Password: poor, flows.OTP: "123456", flows.MailedCode: bad, flows.Address: c.mail}
				if len(c.keys) > 0 {
					all[flows.OTP] = w.otp(c.key())
				}
				for _, do := range []flows.Op{flows.MakeKey, flows.Enrol, flows.ConfirmOTP, flows.ConfirmPassword, flows.RenameDevice, flows.RemoveDevice} {
					told(t, p.behind(do, all), flows.Refuse, flows.SignedOut)
				}
				if !reflect.DeepEqual(w.account(c), before) {
					t.Error("the record has changed")
				}
				p.submit(typed{flows.NewPassword: "kopi2025", flows.Confirmation: "kopi2025", flows.OTP: all[flows.OTP]})
				p.at(flows.AtWeakPassword, flows.PasswordBroken)
				want := flows.PasswordDoneMFAOff
				if len(c.keys) > 0 {
					want = flows.PasswordChanged
					told(t, p.behind(flows.ReplacePassword, typed{flows.NewPassword: second}), flows.Refuse, flows.OTPNeeded)
					p.submit(typed{flows.NewPassword: second, flows.Confirmation: second, flows.OTP: w.wrongOTP(c.keys...)})
					p.at(flows.AtWeakPassword, flows.OTPWrong)
				}
				p.submit(typed{flows.NewPassword: second, flows.Confirmation: second, flows.OTP: all[flows.OTP]})
				p.at(flows.AtAccount, want)
				if p.s.Facts.Weak {
					t.Error("still weak")
				}
				w.fresh()
				if len(c.keys) == 0 {
					p.scan() // and now everything is possible
				} else {
					told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Accept, flows.Silence)
				}
			}
		}
	})
}

// Each time, until it is changed; and whose password is good is told so.
func TestWeakPasswordEachTime(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, fine := w.member(1, poor), w.member(2, first)
		p := w.sit()
		for range 2 {
			p.signIn(c, poor, "")
			p.at(flows.AtWeakPassword, flows.PasswordIsWeak)
			p.back()
		}
		p.choose(flows.GoWeak)
		p.submit(typed{flows.NIP: fine.String(), flows.Password: first})
		p.at(flows.AtAccount, flows.PasswordIsFine)
	})
}
