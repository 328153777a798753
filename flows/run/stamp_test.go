package run

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/run/slip"
	"aktivasi/store"
)

// Every sign-in, failure, reset and enrolment is written down, in the order in
// which it happened.
func TestEverythingIsWritten(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		var want []store.Act
		after := func(what string, acts ...store.Act) {
			t.Helper()
			want = append(want, acts...)
			if got := w.acts(c); !slices.Equal(got, want) {
				t.Fatalf("after %s: %v, want %v", what, got, want)
			}
		}
		p := w.sit()
		p.signIn(c, second, "")
		after("a wrong password", store.PasswordRefused)
		p.signIn(c, first, w.wrongOTP(c.key()))
		after("a wrong OTP", store.OTPRefused)
		p.signIn(c, first, w.otp(c.key()))
		after("a sign-in", store.SignedIn)
		w.fresh()
		told(t, p.behind(flows.ConfirmOTP, typed{flows.OTP: w.wrongOTP(c.key())}), flows.Refuse, flows.OTPWrong)
		after("a wrong OTP on the account page", store.OTPRefused)
		told(t, p.behind(flows.ConfirmPassword, typed{flows.Password: second}), flows.Refuse, flows.OldPasswordWrong)
		after("a wrong old password", store.PasswordRefused)
		p.choose(flows.GoOut)
		after("a sign-out", store.SignedOut)
		p.choose(flows.GoLost)
		p.find(c)
		after("finding", store.Identified)
		p.address("x@example.org")
		after("a wrong address", store.AddressRefused)
		p.address(c.mail)
		after("a code", store.CodeSent)
		p.code(bad)
		after("a wrong code", store.CodeRefused)
		p.code(w.post.last())
		after("a right one", store.CodeAccepted, store.MFAReset)
		p.next()
		p.choose(flows.GoGrant)
		code := w.grant(c, store.GrantPassword)
		p.grants(c, bad)
		after("a wrong code of an officer", store.GrantRefused)
		p.grants(c, code)
		after("a right one", store.GrantAccepted)
		p.newPassword(second)
		after("a password", store.PasswordSet)
		p.next()
		after("going to the sign-in")
		p.signIn(c, second, "")
		after("signing in", store.SignedIn)
		key := p.scan()
		p.enrol(w.wrongOTP(key), "HP")
		after("a wrong first code", store.OTPRefused)
		p.enrol(w.otp(key), "HP")
		after("an enrolment", store.DeviceEnrolled)
		p.choose(flows.GoSlip)
		after("a slip", store.SlipPrinted)
		p.happen(flows.Event{Kind: flows.Quit})
		after("the end", store.SignedOut)
	})
}

// Each entry says at which terminal and in which sitting; the next person's is
// another, also where the one before has left something going on.
func TestEntriesAreStamped(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Name = "Meja 7"
		c := w.member(1, first)
		p, q := w.sit(), w.sit()
		for range 2 {
			p.signIn(c, first, "")
			q.signIn(c, second, "")
			p.choose(flows.GoOut)
		}
		slow, release := w.hash.hold()
		_, done := p.later(p.submits(c, first))
		<-slow
		p.back()
		release()
		p.stale(<-done)
		p.signIn(c, second, "")
		var sittings []string
		for _, e := range w.all() {
			if e.Desk != "Meja 7" || !regexp.MustCompile("^[0-9a-f]{8}$").MatchString(e.Visit) {
				t.Errorf("%v is stamped %q %q", e.What, e.Desk, e.Visit)
			}
			if !slices.Contains(sittings, e.Visit) {
				sittings = append(sittings, e.Visit)
			}
		}
		var order strings.Builder
		for _, e := range w.all() {
			order.WriteByte(byte('a' + slices.Index(sittings, e.Visit)))
		}
		if got := order.String(); got != "abacbcde" {
			t.Errorf("the entries belong to sittings %s", got)
		}
	})
}

// submits is the sign-in as it is sent, from the first screen.
func (p *sitting) submits(c citizen, pw string) flows.Event {
	p.choose(flows.GoSignIn)
	return flows.Event{Kind: flows.Submit, Answers: typed{flows.NIP: c.String(), flows.Password: pw}.answers()}
}

// What a kiosk cannot solve becomes a case: one of each kind, with the number that
// was typed, and with a name only where there is an account.
func TestTroubleBecomesACase(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Name = "Meja 1"
		dumb := w.newcomer(1)
		w.edit(dumb, func(a *store.Account) { a.Email = "" })
		left := w.newcomer(2)
		w.edit(left, func(a *store.Account) { a.Disabled = true })
		c := w.secured(3, first, 1)
		in := w.member(4, first)
		open := func(f func(p *sitting)) store.Case {
			t.Helper()
			p := w.sit()
			f(p)
			if p.s.State != flows.AtCounter || p.s.Facts.Case == 0 {
				t.Fatalf("at %v, %v, case %d", p.s.State, p.s.Say, p.s.Facts.Case)
			}
			var found store.Case
			if err := w.disk.Cases(t.Context(), func(k store.Case) error {
				if int(k.Number) == p.s.Facts.Case {
					found = k
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			return found
		}
		find := func(by flows.Choice, c citizen, then ...flows.Choice) func(*sitting) {
			return func(p *sitting) {
				p.choose(by)
				p.find(c)
				for _, t := range then {
					p.choose(t)
				}
			}
		}
		var last uint64
		for _, tt := range []struct {
			what func(*sitting)
			kind store.CaseKind
			who  citizen
			name bool
		}{
			{find(flows.GoForgot, dumb), store.WrongAddress, dumb, true},
			{find(flows.GoLost, dumb), store.PhoneAndMailbox, dumb, true},
			{find(flows.GoForgot, c, flows.NotMine), store.WrongAddress, c, true},
			{find(flows.GoLost, c, flows.NotMine), store.PhoneAndMailbox, c, true},
			{find(flows.GoForgot, nobody(1), flows.AskHelp), store.UnknownNumber, nobody(1), false},
			{find(flows.GoForgot, left, flows.AskHelp), store.ClosedAccount, left, true},
			{func(p *sitting) {
				p.signIn(in, first, "")
				p.choose(flows.GoActivate)
				p.choose(flows.AskHelp)
			}, store.NoPhone, in, true},
			{func(p *sitting) {
				w.edit(c, func(a *store.Account) { a.Tries[store.PasswordTries].Wrong = BlockAfter })
				p.signIn(c, first, "")
			}, store.TooManyTries, c, true},
		} {
			got := open(tt.what)
			if got.Kind != tt.kind || got.NIP != tt.who.number || (got.Name != "") != tt.name || (got.Unit != "") != tt.name ||
				got.Desk != "Meja 1" || !got.Opened.Equal(w.Now()) || got.State != store.CaseOpen || got.Number != last+1 {
				t.Errorf("kind %d: %+v %v", tt.kind, got.Kind, got.Number)
			}
			last = got.Number
			if again := open(tt.what); again.Number != last {
				t.Errorf("kind %d: opened twice", tt.kind)
			}
		}
		if n := len(slices.DeleteFunc(w.all(), func(e store.Entry) bool { return e.What != store.CaseOpened })); n != int(last) {
			t.Errorf("the audit has %d cases of %d", n, last)
		}
	})
}

// A proof has a number that the audit knows, no secret, and comes out of the
// printer where there is one.
func TestProof(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p := w.signedIn(c, first, w.otp(c.key()))
		p.choose(flows.GoSlip)
		p.at(flows.AtSlip, flows.Silence) // there is no printer
		r := p.s.Facts.Receipt
		for line := range strings.Lines(r.Text) {
			if len(strings.TrimSuffix(line, "\n")) > slip.Columns {
				t.Errorf("too wide: %q", line)
			}
		}
		if r.Printed || !strings.Contains(r.Text, r.Number) || !strings.Contains(r.Text, "HP 1") || strings.Contains(r.Text, c.String()) || strings.Contains(r.Text, c.key().Reveal()) {
			t.Errorf("the proof is\n%s", r.Text)
		}
		if p.s.Facts.Person.Name == "" || len(p.s.Facts.Devices) != 1 {
			t.Error("the account page is forgotten")
		}
		if last := w.all()[len(w.all())-1]; last.What != store.SlipPrinted || last.Detail != r.Number {
			t.Errorf("the audit has %+v", last)
		}
		for _, tt := range []struct {
			printed bool
			err     error
			say     flows.Reason
		}{{true, nil, flows.SlipPrinted}, {false, nil, flows.Silence}, {false, errors.New("out of paper"), flows.PrinterFailed}, {true, errors.New("cut off"), flows.PrinterFailed}} {
			var paper string
			w.desk.Printer = func(_ context.Context, s slip.Slip, lang string) (bool, error) {
				paper = s.Number
				return tt.printed, tt.err
			}
			p.back()
			p.choose(flows.GoSlip)
			p.at(flows.AtSlip, tt.say)
			got := p.s.Facts.Receipt
			if got.Printed != (tt.say == flows.SlipPrinted) || paper != got.Number || got.Number == r.Number || got.Text == "" {
				t.Errorf("printed %v, number %s", got.Printed, got.Number)
			}
		}
		off := w.signedIn(w.member(2, first), first)
		told(t, off.behind(flows.PrintSlip, nil), flows.Refuse, flows.NotAllowed)
		told(t, w.sit().behind(flows.PrintSlip, nil), flows.Refuse, flows.SignedOut)
	})
}

// A clock that cannot be trusted enrols nobody and judges no OTP; a password it
// may. What is known of it is in every answer.
func TestClockDoubt(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, off := w.secured(1, first, 1), w.member(2, first)
		now := flows.Clock{}
		w.desk.Clock = func() flows.Clock { return now }
		in, page := w.signedIn(off, first), w.signedIn(c, first, w.otp(c.key()))
		w.fresh()
		key := in.scan()
		now = flows.Clock{State: flows.ClockBad, Why: flows.OffTime}
		before := w.account(c)
		in.enrol(w.otp(key), "HP")
		in.at(flows.AtCounter, flows.ClockDoubt)
		if in.s.Facts.Case == 0 || in.s.Facts.Clock != now {
			t.Error("nobody hears of it")
		}
		if w.account(off).MFA() || w.account(off).Tries != [store.Counters]store.Count{} {
			t.Error("enrolled, or counted")
		}
		other := w.signedIn(off, first)
		told(t, other.behind(flows.MakeKey, nil), flows.Refuse, flows.ClockDoubt)
		p := w.sit()
		p.signIn(c, second, w.otp(c.key()))
		p.at(flows.AtSignIn, flows.SignInWrong)
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtCounter, flows.ClockDoubt)
		told(t, page.behind(flows.ConfirmOTP, typed{flows.OTP: w.otp(c.key())}), flows.Refuse, flows.ClockDoubt)
		if got := w.account(c); got.Tries != before.Tries || got.Devices[0].Last != before.Devices[0].Last {
			t.Error("an OTP was judged")
		}
		now = flows.Clock{State: flows.ClockWarn}
		p = w.sit()
		p.signIn(c, first, w.otp(c.key()))
		p.at(flows.AtAccount, flows.SignedIn)
		if p.s.Facts.Clock != now {
			t.Error("the warning is not to be seen")
		}
	})
}
