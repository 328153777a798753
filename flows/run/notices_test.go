package run

import (
	"slices"
	"testing"

	"aktivasi/flows"
	"aktivasi/store"
)

// noticed are the kinds of letters without a code that wait for c, oldest first.
func (w *world) noticed(c citizen) (kinds []store.MailKind) {
	w.Helper()
	for _, m := range w.outbox() {
		if m.NIP == c.number && !brings(m.What) {
			kinds = append(kinds, m.What)
			if m.To != c.mail || !m.Until.Equal(m.Made.Add(NoticeLife)) || !m.Code.Empty() || len(m.ID) != 32 {
				w.Errorf("a letter of kind %d lives until %v", m.What, m.Until)
			}
		}
	}
	return kinds
}

// Whatever is done to an account its owner hears of, in the transaction that does
// it, and the letters arrive.
func TestNotices(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		var want []store.MailKind
		after := func(what string, kinds ...store.MailKind) {
			t.Helper()
			want = append(want, kinds...)
			if got := w.noticed(c); !slices.Equal(got, want) {
				t.Fatalf("after %s: letters %v, want %v", what, got, want)
			}
			w.pass(1) // so that they are in order
		}
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		after("a code")
		p.newPassword(first)
		after("a reset", store.NoticePassword)
		in := w.signedIn(c, first)
		after("a sign-in")
		key := in.scan()
		in.enrol(w.otp(key), "HP Satu")
		after("an enrolment", store.NoticeEnrolled)
		in.back()
		w.fresh()
		in.choose(flows.GoAddDevice)
		in.submit(typed{flows.OTP: w.otp(key)})
		in.next()
		other := in.s.Facts.Key
		in.enrol(w.otp(other), "HP Dua")
		after("another", store.NoticeEnrolled)
		in.back()
		w.fresh()
		told(t, in.behind(flows.RenameDevice, typed{flows.OTP: w.otp(key), flows.DeviceName: "HP Tiga"}, 1), flows.Accept, flows.Silence)
		after("a name")
		told(t, in.behind(flows.RemoveDevice, typed{flows.OTP: w.wrongOTP(key, other)}, 1), flows.Refuse, flows.OTPWrong)
		after("nothing")
		told(t, in.behind(flows.RemoveDevice, typed{flows.OTP: w.otp(other)}, 1), flows.Accept, flows.Silence)
		after("a removal", store.NoticeRemoved)
		w.fresh()
		told(t, in.behind(flows.ConfirmPassword, typed{flows.Password: first, flows.OTP: w.otp(key)}), flows.Accept, flows.Silence)
		told(t, in.behind(flows.ReplacePassword, typed{flows.NewPassword: second}), flows.Accept, flows.Silence)
		after("a change", store.NoticePassword)
		w.pass(ResendAfter)
		lost := w.sit()
		lost.code(lost.mailed(flows.GoLost, c))
		after("a reset of MFA", store.NoticeMFAReset)

		sent := w.post.letters()
		w.rounds()
		var subjects []string
		for _, l := range w.post.sent[sent:] {
			subjects = append(subjects, l.Subject)
		}
		if !slices.Equal(subjects, []string{
			"Password ASN Digital diganti", "Perangkat autentikator ASN Digital ditambahkan", "Perangkat autentikator ASN Digital ditambahkan",
			"Perangkat autentikator ASN Digital dihapus", "Password ASN Digital diganti", "MFA ASN Digital direset",
		}) || len(w.outbox()) != 0 {
			t.Errorf("what arrives is %q", subjects)
		}
	})
}

// Five wrong ones and then a right one: the owner should hear of it, whichever of
// the two was guessed at (ASVS 6.3.5). Four are everybody's.
func TestGuessesAreNoticed(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		for i, tt := range []struct {
			passwords, codes int
			want             []store.MailKind
		}{
			{4, 4, nil},
			{5, 0, []store.MailKind{store.NoticeGuessed}},
			{0, 5, []store.MailKind{store.NoticeGuessed}},
		} {
			c := w.secured(10+i, first, 1)
			w.edit(c, func(a *store.Account) {
				a.Tries[store.PasswordTries].Wrong, a.Tries[store.OTPTries].Wrong = tt.passwords, tt.codes
			})
			w.signedIn(c, first, w.otp(c.key()))
			if got := w.noticed(c); !slices.Equal(got, tt.want) {
				t.Errorf("%d passwords and %d codes: letters %v, want %v", tt.passwords, tt.codes, got, tt.want)
			}
		}
	})
}

// When the address changes both hear of it, each once; who has none hears
// nothing, and nothing fails.
func TestNoticeToBothAddresses(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		w.log.hide("an address", newMail)
		for _, tt := range []struct {
			to   []string
			want []string
		}{
			{[]string{c.mail, newMail}, []string{c.mail, newMail}},
			{[]string{c.mail, "SITI.RAHMAWATI.1@example.go.id"}, []string{c.mail}},
			{[]string{"", newMail}, []string{newMail}},
			{[]string{"", "a@b.example\r\nBcc: c@d.example"}, nil},
		} {
			st, err := place{w.desk}.Store(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			err = st.Change(t.Context(), c.number, func(a *store.Account) (store.Effects, error) {
				return store.Effects{Mail: Notices(store.NoticeEmail, a.NIP, w.Now(), "", tt.to...)}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			sent := w.post.letters()
			w.rounds()
			var got []string
			for _, l := range w.post.sent[sent:] {
				got = append(got, l.To.String())
			}
			slices.Sort(got)
			if slices.Sort(tt.want); !slices.Equal(got, tt.want) {
				t.Errorf("%d letters, want %d", len(got), len(tt.want))
			}
		}
	})
}

// A change that comes to nothing has told nobody.
func TestNoticeOfNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		w.disk.plan(func(int) fate { return broken })
		p.newPassword(first)
		p.at(flows.AtPassword, flows.TryAgain)
		w.disk.plan(nil)
		if got := w.noticed(c); len(got) != 0 {
			t.Errorf("letters %v", got)
		}
	})
}
