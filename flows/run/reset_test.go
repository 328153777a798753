package run

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
)

// The journey as the guide has it, from a number to an account page.
func TestFirstAccess(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.choose(flows.GoForgot)
		p.at(flows.AtName, flows.Silence)
		p.find(c)
		p.at(flows.AtAddress, flows.Silence)
		if p.s.Facts.Mail != "sit*****@example.go.id" {
			t.Errorf("the address is shown as %q", p.s.Facts.Mail)
		}
		p.address("  " + strings.ToUpper(c.mail) + " ")
		p.at(flows.AtMailCode, flows.CodeSent)
		if got := p.s.Facts; !got.Until.Equal(w.Now().Add(10*time.Minute)) || !got.ResendAt.Equal(w.Now().Add(30*time.Second)) {
			t.Errorf("the code lives until %v, another is to be had at %v", got.Until, got.ResendAt)
		}
		code := w.post.last()
		p.code(strings.ToLower(code[:4]) + " – " + code[4:])
		p.at(flows.AtPassword, flows.CodeRight)
		w.pass(time.Minute)
		p.newPassword(first)
		p.at(flows.PasswordSet, flows.PasswordDone)
		p.next()
		p.signIn(c, first, "")
		p.at(flows.AtAccount, flows.MFAIsOff)
		if f := p.s.Facts; f.Person.Name != "Siti Rahmawati 1, S.Kom." || f.Person.Unit == "" || f.MFA || f.Weak || !f.PasswordSet.Equal(w.Now()) {
			t.Errorf("the account page knows %+v", f)
		}
		if got, want := w.acts(c), []store.Act{store.Identified, store.CodeSent, store.CodeAccepted, store.PasswordSet, store.SignedIn}; !slices.Equal(got, want) {
			t.Errorf("the audit has %v, want %v", got, want)
		}
	})
}

// The same with the argon2id of the product, and a password that one keyboard
// spells in one way and another in another.
func TestFirstAccessWithArgon2(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	w.desk.Hash = hash.New(w.chance)
	c := w.newcomer(1)
	p := w.sit()
	p.code(p.mailed(flows.GoForgot, c))
	p.newPassword("Kopi-Hangat7-Sor\u00e9") // é
	p.at(flows.PasswordSet, flows.PasswordDone)
	p.next()
	p.signIn(c, "Kopi-Hangat7-Sore\u0301", "") // e and an accent
	p.at(flows.AtAccount, flows.MFAIsOff)
	if !strings.HasPrefix(w.account(c).Password.Hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Error("the password is not kept as argon2id")
	}
}

func TestPasswordInEitherSpelling(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		const composed, apart = "Kopi-Hangat7-Sor\u00e9", "Kopi-Hangat7-Sore\u0301"
		for i, pw := range []string{composed, apart} {
			c := w.newcomer(i + 1)
			p := w.sit()
			p.code(p.mailed(flows.GoForgot, c))
			p.newPassword(pw)
			p.next()
			p.signIn(c, apart, "")
			p.at(flows.AtAccount, flows.MFAIsOff)
			p.choose(flows.GoOut)
			p.signIn(c, composed, "")
			p.at(flows.AtAccount, flows.MFAIsOff)
		}
	})
}

// Whoever has a phone still needs it: a reset of the password is no way round.
func TestResetLeavesDevices(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		before := w.account(c).Devices
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		p.newPassword(second)
		p.next()
		if got := w.account(c).Devices; !slices.EqualFunc(got, before, func(a, b store.Device) bool {
			return a.ID == b.ID && a.Secret.Reveal() == b.Secret.Reveal() && a.Revoked.IsZero()
		}) {
			t.Error("the devices are not what they were")
		}
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtSignIn, flows.SignInWrong)
		p.signIn(c, second, "")
		p.at(flows.AtSignIn, flows.OTPNeeded)
		p.signIn(c, second, w.otp(c.keys[1]))
		p.at(flows.AtAccount, flows.SignedIn)
	})
}

// The rules are the world's to hold. The screen only ticks them.
func TestRulesOfPasswords(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		for _, pw := range []string{
			"Kopi-7", "kopi-hangat7-sore", "KOPI-HANGAT7-SORE", "Kopi-Hangat-Sore", "KopiHangat7Sore", "Matahar1Terb!t",
			"Kopi-Rahmawati7-Sore", "Kopi-" + c.String()[:8] + "-Sore", strings.Repeat(first, 8), "",
		} {
			told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: pw}), flows.Refuse, flows.PasswordBroken)
		}
		p.newPassword("kopi-hangat7-sore")
		p.at(flows.AtPassword, flows.PasswordBroken)
		p.submit(typed{flows.NewPassword: first, flows.Confirmation: second})
		p.at(flows.AtPassword, flows.PasswordsDiffer)
		if w.account(c).Password.Hash != "" {
			t.Error("a password is kept")
		}
		p.choose(flows.Suggest)
		p.at(flows.AtPassword, flows.PhraseMade)
		p.newPassword(p.s.Facts.Phrase.Reveal())
		p.at(flows.PasswordSet, flows.PasswordDone)
	})
}

func TestWithoutAddress(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		for i, mail := range []string{"", "none", "siti@lokal", "a@b.example\r\nBcc: c@d.example"} {
			c := w.newcomer(i)
			w.edit(c, func(a *store.Account) { a.Email = mail })
			for _, by := range []flows.Choice{flows.GoForgot, flows.GoLost} {
				p := w.sit()
				p.choose(by)
				p.find(c)
				p.at(flows.AtCounter, flows.HasNoAddress)
				if got := p.behind(flows.MailPasswordCode, typed{flows.Address: mail}); got.Kind == flows.Accept {
					t.Errorf("%q: a letter was sent", mail)
				}
			}
		}
		if n := w.post.letters(); n != 0 {
			t.Errorf("%d letters", n)
		}
	})
}

func TestWhoCannotBeFound(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		left, nobody := w.newcomer(1), w.newcomer(2)
		w.edit(left, func(a *store.Account) { a.Inactive = true })
		nobody.number = stranger
		for _, by := range []flows.Choice{flows.GoForgot, flows.GoLost} {
			p := w.sit()
			p.choose(by)
			at := p.s.State
			p.find(left)
			p.at(at, flows.Inactive)
			p.find(nobody)
			p.at(at, flows.UnknownNIP)
			c := p.captcha()
			p.submit(typed{flows.NIP: "1990010120150110", flows.CaptchaText: c})
			p.at(at, flows.BadNIP)
			if p.captcha() != c {
				t.Error("a slip in the number cost a captcha")
			}
		}
	})
}

func TestCaptcha(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.choose(flows.GoForgot)
		try := func(text string, state flows.State, say flows.Reason) {
			t.Helper()
			old := p.captcha()
			p.submit(typed{flows.NIP: c.String(), flows.CaptchaText: text})
			p.at(state, say)
			if say != flows.Silence && say != flows.FillIn && p.captcha() == old {
				t.Error("the same captcha is asked again")
			}
		}
		try("", flows.AtName, flows.FillIn)
		try("aaaaa", flows.AtName, flows.CaptchaWrong)
		for !strings.ContainsAny(p.captcha(), "BDFGLMNRTdfhmt") { // letters have two cases
			p.resend()
		}
		try(swap(p.captcha()), flows.AtName, flows.CaptchaWrong)
		spent := p.captcha()
		p.resend()
		try(spent, flows.AtName, flows.CaptchaWrong)

		w.pass(3 * time.Minute)
		try(p.captcha(), flows.AtName, flows.CaptchaExpired)
		w.pass(3*time.Minute - 1)
		try(" "+p.captcha()+" ", flows.AtAddress, flows.Silence)

		// It was good for one try, and that was it.
		again := typed{flows.NIP: c.String(), flows.CaptchaText: p.captcha()}
		told(t, p.behind(flows.FindForPassword, again), flows.Refuse, flows.CaptchaWrong)
		told(t, w.sit().behind(flows.FindForPassword, typed{flows.NIP: c.String()}), flows.Refuse, flows.CaptchaExpired)

		p.back()
		p.choose(flows.OtherWay)
		if !p.s.Facts.Captcha.Sum() {
			t.Error("no sum")
		}
		p.resend()
		try(p.captcha(), flows.AtAddress, flows.Silence)
		if spoken := w.desk.Visit(true).Do(t.Context(), flows.Effect{Do: flows.DrawCaptcha, Ref: 1}); !spoken.Facts.Captcha.Sum() {
			t.Error("a picture is read out")
		}
	})
}

// swap makes small letters of capitals and capitals of small letters.
func swap(s string) string {
	return strings.Map(func(r rune) rune {
		if u := []rune(strings.ToUpper(string(r)))[0]; u != r {
			return u
		}
		return []rune(strings.ToLower(string(r)))[0]
	}, s)
}

// What was found out about one person is not known to the next, who only has to
// press Back.
func TestBackForgetsWhoItWas(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		if p.s.Facts.Person.Email.Reveal() != c.mail {
			t.Fatal("the new password cannot be judged")
		}
		p.back()
		p.at(flows.AtAddress, flows.Silence)
		p.back()
		p.at(flows.AtName, flows.Silence)
		if f := p.s.Facts; f.Person != (flows.Person{}) || f.Mail != "" || !f.Letter.Code.Empty() {
			t.Errorf("the first page knows %+v", f)
		}
		told(t, p.behind(flows.MailAgain, nil), flows.Refuse, flows.SignedOut)
	})
}

// Whatever is read out of the store, no code can be.
func TestNoCodeIsKept(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		for _, by := range []flows.Choice{flows.GoForgot, flows.GoLost} {
			code := w.sit().mailed(by, c)
			if len(code) != 8 || strings.Trim(code, codeAlphabet) != "" {
				t.Errorf("the code %q is not eight characters nobody can mistake", code)
			}
			record, err := store.Encode(w.account(c))
			if err != nil {
				t.Fatal(err)
			}
			for _, form := range []string{code, code[:4] + " " + code[4:], strings.ToLower(code)} {
				if bytes.Contains(record, []byte(form)) {
					t.Errorf("the record holds %q", form)
				}
			}
		}
	})
}

// stranger is a number that no account has.
var stranger = func() number {
	n, err := nip.Parse("199001012015011001")
	if err != nil {
		panic(err)
	}
	return n
}()
