package run

import (
	"context"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// practise makes w a place where nobody is real.
func (w *world) practise() {
	w.Helper()
	w.desk.Practice = NewPractice()
	w.desk.Mail = &w.desk.Practice.Mailbox
	w.seed()
}

func (w *world) seed() {
	w.Helper()
	if err := Seed(context.Background(), w.disk, w.hash, w.chance); err != nil {
		w.Fatal(err)
	}
}

// player is the invented person of a part.
func (w *world) player(part flows.Part) (citizen, string) {
	w.Helper()
	for _, p := range People() {
		if p.Part == part {
			n, err := nip.Parse(p.NIP)
			if err != nil {
				w.Fatal(err)
			}
			return citizen{number: n, mail: p.Email}, p.Password.Reveal()
		}
	}
	w.Fatalf("nobody plays %v", part)
	return citizen{}, ""
}

// shown is what the first screen shows as somebody's password.
func (p *sitting) shown(part flows.Part) string {
	for _, who := range p.s.Facts.People {
		if who.Part == part {
			return who.Password.Reveal()
		}
	}
	return "nobody"
}

// Everybody on the first screen can be played as it says.
func TestPeople(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.practise()
		p := w.sit()
		if !p.s.Facts.Practice || len(p.s.Facts.People) != int(flows.Parts) {
			t.Fatalf("the first screen knows %d people", len(p.s.Facts.People))
		}
		for _, part := range []flows.Part{flows.FirstAccess, flows.FirstPPPK} {
			c, _ := w.player(part)
			p.choose(flows.GoForgot)
			p.find(c)
			p.address(c.mail)
			l := p.s.Facts.Letter
			if l.To != c.mail || l.Subject == "" || strings.Contains(l.Subject, l.Code.Reveal()) {
				t.Errorf("the mailbox shows a letter to %q about %q", l.To, l.Subject)
			}
			p.code(l.Code.Reveal())
			p.newPassword(third)
			p.at(flows.PasswordSet, flows.PasswordDone)
			p.back()
		}

		c, _ := w.player(flows.DeadMailbox)
		p.choose(flows.GoForgot)
		p.find(c)
		p.address(c.mail)
		p.at(flows.AtMailCode, flows.CodeSent) // nobody can know that it is lost
		w.pass(ResendAfter)
		p.resend()
		p.at(flows.AtMailCode, flows.CodeSent)
		if l := p.s.Facts.Letter; l.To != "" || !l.Code.Empty() {
			t.Errorf("the dead mailbox has a letter to %q", l.To)
		}
		p.choose(flows.NotMine)
		p.at(flows.AtCounter, flows.AddressNotMine)
		p.next()

		lost, pw := w.player(flows.LostPhone)
		p.signIn(lost, pw, "")
		p.at(flows.AtSignIn, flows.OTPNeeded)
		p.back()
		p.choose(flows.GoLost)
		p.find(lost)
		p.address(lost.mail)
		p.code(p.s.Facts.Letter.Code.Reveal())
		p.at(flows.MFAReset, flows.DevicesRevoked)
		p.next()
		p.signIn(lost, pw, "")
		p.at(flows.AtAccount, flows.MFAIsOff)
		p.choose(flows.GoOut)

		weak, pw := w.player(flows.WeakOne)
		p.signIn(weak, pw, "")
		p.at(flows.AtWeakPassword, flows.PasswordIsWeak)
	})
}

// The first screen shows a password only for as long as it opens the account.
func TestPasswordsShown(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.practise()
		p, other := w.sit(), w.sit()
		c, pw := w.player(flows.WeakOne)
		if p.shown(flows.WeakOne) != pw || pw == "" || p.shown(flows.FirstAccess) != "" {
			t.Fatal("the first screen shows other passwords")
		}
		p.signIn(c, pw, "")
		p.newPassword(first)
		p.at(flows.AtAccount, flows.PasswordDoneMFAOff)
		p.choose(flows.GoOut)
		for _, p := range []*sitting{p, w.sit()} {
			if got := p.shown(flows.WeakOne); got != "" {
				t.Errorf("shown is %q, which no longer works", got)
			}
		}
		if p.shown(flows.LostPhone) == "" {
			t.Error("the others' passwords are gone, too")
		}
		practice := w.desk.Practice
		w.restart()
		w.desk.Practice, w.desk.Mail = NewPractice(), &practice.Mailbox
		if got := w.sit().shown(flows.WeakOne); got != "" {
			t.Errorf("the next program shows %q", got)
		}
		w.desk.Practice = practice
		other.choose(flows.GoRestore)
		other.next()
		other.at(flows.AtStart, flows.Restored)
		if other.shown(flows.WeakOne) != pw {
			t.Error("restored, and not shown")
		}
	})
}

// Whatever has become of them, Restore puts everybody back, and ends what others
// had begun.
func TestRestore(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.practise()
		c, pw := w.player(flows.WeakOne)
		in := w.signedIn(c, pw)
		in.newPassword(first)
		in.at(flows.AtAccount, flows.PasswordDoneMFAOff)
		key := in.scan()
		in.enrol(w.otp(key), "HP")
		in.back()
		budi, _ := w.player(flows.FirstAccess)
		asked := w.sit()
		asked.choose(flows.GoForgot)
		asked.find(budi)
		asked.address(budi.mail)
		code := asked.s.Facts.Letter.Code.Reveal()
		bad := w.sit()
		tries(5, func(int) { bad.signIn(budi, first, "") })

		p := w.sit()
		p.choose(flows.GoRestore)
		p.next()
		p.at(flows.AtStart, flows.Restored)

		for part := range flows.Parts {
			c, pw := w.player(part)
			a := w.account(c)
			want := store.Account{NIP: c.number, Name: a.Name, Unit: a.Unit, Email: c.mail, Kind: a.Kind}
			if pw != "" {
				want.Password = store.Password{Hash: a.Password.Hash, Set: beginning}
				if ok, _, err := w.hash.Verify(t.Context(), a.Password.Hash, flows.Hide(pw)); !ok || err != nil {
					t.Errorf("%s: the password is another", a.Name)
				}
			}
			if part == flows.LostPhone {
				want.Devices = a.Devices
			}
			if len(a.Devices) != len(want.Devices) || a.MFA() != (part == flows.LostPhone) || a.Password != want.Password ||
				a.Pending != nil || a.Tries != want.Tries || !none(a) || a.Unit == "" || !a.LastSignIn.IsZero() {
				t.Errorf("%s is not as in the beginning: %+v", a.Name, a)
			}
		}
		told(t, in.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(key, 1)}), flows.Refuse, flows.SignedOut)
		asked.code(code)
		asked.at(flows.AtMailCode, flows.CodeExpired)
		if l := w.desk.Practice.Mailbox.last; len(l) != 0 {
			t.Errorf("%d letters are left in the mailbox", len(l))
		}
		w.signedIn(c, pw)
	})
}

// The one who restores in the middle of something is nobody afterwards.
func TestRestoreForgets(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.practise()
		c, pw := w.player(flows.WeakOne)
		p := w.signedIn(c, pw)
		got := p.behind(flows.Restore, nil)
		told(t, got, flows.Accept, flows.Silence)
		if got.Facts.Person != (flows.Person{}) {
			t.Error("somebody is still known")
		}
		p.gone()
	})
}

// Nobody restores what is real, and a restore that fails changes nothing.
func TestRestoreFails(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	c := w.member(1, first)
	told(t, w.signedIn(c, first).behind(flows.Restore, nil), flows.Fail, flows.TryAgain)
	w.practise()
	weak, pw := w.player(flows.WeakOne)
	p := w.signedIn(weak, pw)
	p.newPassword(first)
	w.desk.Random = strings.NewReader("") // there is no chance to draw from
	p.back()
	p.choose(flows.GoRestore)
	p.next()
	p.at(flows.AtRestore, flows.TryAgain)
	w.desk.Random = w.chance
	p.back()
	p.signIn(weak, first, "")
	p.at(flows.AtAccount, flows.MFAIsOff)
}
