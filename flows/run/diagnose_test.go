package run

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// found is what somebody was told of a code that was refused.
func (p *sitting) found(why flows.Reason) flows.Diagnosis {
	p.Helper()
	p.at(p.s.State, why)
	d := p.s.Facts.Diagnosis
	if d.Why != why {
		p.Errorf("told %v, and diagnosed %+v", why, d)
	}
	return d
}

// Why a code was refused while activating, and that each look was a try.
func TestDiagnosedAtScan(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		q := w.signedIn(c, first)
		old := q.scan()
		made := w.Now()
		q.back()
		q.back()
		q.choose(flows.GoOut) // given up

		w.pass(time.Hour)
		p := w.signedIn(c, first)
		key := p.scan()
		code := w.otp(key)
		typo := strconv.Itoa((int(code[5]-'0') + 1) % 10)
		for _, tt := range []struct {
			name, code string
			want       flows.Diagnosis
			tries      int
		}{
			{"slow", w.otp(key, -9), flows.Diagnosis{Why: flows.OTPClock, Off: -270 * time.Second}, 1},
			{"the e-mail code", "K7M3 QXPT", flows.Diagnosis{Why: flows.OTPNotACode, Form: flows.FormMailed}, 1},
			{"two hours fast, by one code", w.otp(key, 240), flows.Diagnosis{Why: flows.OTPClockMaybe, Off: 2 * time.Hour, Zone: true}, 2},
			{"the same code again proves nothing", w.otp(key, 240), flows.Diagnosis{Why: flows.OTPClockMaybe, Off: 2 * time.Hour, Zone: true}, 3},
			{"and by the next", w.otp(key, 241), flows.Diagnosis{Why: flows.OTPClock, Off: 2*time.Hour + 30*time.Second, Zone: true}, 4},
		} {
			p.enrol(tt.code, "HP")
			if d := p.found(tt.want.Why); d != tt.want {
				t.Errorf("%s: %+v, want %+v", tt.name, d, tt.want)
			}
			if n := w.account(c).Tries[store.ActivationTries].Wrong; n != tt.tries {
				t.Errorf("%s: %d tries are counted, want %d", tt.name, n, tt.tries)
			}
		}
		w.edit(c, func(a *store.Account) { a.Tries[store.ActivationTries] = store.Count{} })
		p.enrol(code[:5]+typo, "HP")
		p.found(flows.OTPMistyped)
		p.enrol(w.otp(old), "HP")
		if d := p.found(flows.OTPOldEntry); !d.Made.Equal(made) {
			t.Errorf("the old entry is of %v, want %v", d.Made, made)
		}
		if w.account(c).MFA() {
			t.Fatal("a diagnosis let somebody in")
		}
		p.enrol(w.otp(key), "HP")
		p.at(flows.Activated, flows.Enrolled)
		if d := p.s.Facts.Diagnosis; d != (flows.Diagnosis{}) {
			t.Errorf("left behind: %+v", d)
		}

		// Another phone, and the code of the first.
		w.pass(otp.Period)
		p.next()
		p.signIn(c, first, w.otp(key))
		w.pass(otp.Period)
		p.choose(flows.GoAddDevice)
		p.submit(typed{flows.OTP: w.otp(key)})
		p.next()
		w.log.hide("a secret", p.s.Facts.Key.Reveal())
		p.enrol(w.otp(key), "HP Kedua")
		if d := p.found(flows.OTPOtherDevice); d.Name != "HP" {
			t.Errorf("the other device is %q", d.Name)
		}
	})
}

// And at a sign-in, where a slip of the finger is told to nobody: it would help
// who guesses.
func TestDiagnosedAtSignIn(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		w.edit(c, func(a *store.Account) {
			a.Retired = append(a.Retired, store.Retired{ID: "old", Secret: w.anotherKey(), Name: "HP Lama", Made: morning.AddDate(0, -2, 0), Ended: morning})
			a.Pending = &store.Pending{Secret: w.anotherKey(), Made: morning, Expires: morning.Add(KeyLife), Visit: "elsewhere"}
		})
		a := w.account(c)
		key := c.key()
		p := w.sit()
		p.choose(flows.GoSignIn)
		in := func(code string) { p.Helper(); p.signIn(c, first, code) }
		again := func() {
			w.edit(c, func(a *store.Account) { a.Tries = [store.Counters]store.Count{} })
		}
		in(w.otp(key, -9))
		if d := p.found(flows.OTPClock); d.Off != -270*time.Second {
			t.Errorf("%+v", d)
		}
		again()
		in(w.otp(key, 240)) // it will be right in two hours, which a guesser must not learn
		if d := p.found(flows.OTPWrong); d != (flows.Diagnosis{Why: flows.OTPWrong}) {
			t.Errorf("%+v", d)
		}
		in(w.otp(key, 241))
		if d := p.found(flows.OTPClock); d.Off != 2*time.Hour+30*time.Second {
			t.Errorf("%+v", d)
		}
		again()
		in(w.otp(a.Retired[0].Secret))
		if d := p.found(flows.OTPOldEntry); d.Name != "HP Lama" || !d.Made.Equal(morning.AddDate(0, -2, 0)) {
			t.Errorf("%+v", d)
		}
		in(w.otp(a.Pending.Secret))
		p.found(flows.OTPOtherDevice)
		again()
		code := w.otp(key)
		in(code[:5] + strconv.Itoa((int(code[5]-'0')+1)%10))
		p.found(flows.OTPWrong)
		in("199001012015011001")
		if d := p.found(flows.OTPNotACode); d.Form != flows.FormNIP {
			t.Errorf("%+v", d)
		}
		in(code)
		p.at(flows.AtAccount, flows.SignedIn)
		p.back()
		p.choose(flows.GoSignIn)
		in(code)
		if d := p.found(flows.OTPUsed); d.Next.Sub(w.Now()) != otp.Left(w.Now()) {
			t.Errorf("the next code in %v", d.Next.Sub(w.Now()))
		}

		// Thirty days later nobody knows the old entry any more.
		w.pass(RetiredLife)
		again()
		in(w.otp(a.Retired[0].Secret))
		p.found(flows.OTPWrong)
	})
}

// Before the password was right nothing is found out, whatever was typed.
func TestNoDiagnosisBeforeThePassword(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		p := w.sit()
		p.choose(flows.GoSignIn)
		for _, code := range []string{w.otp(c.key(), 9), w.otp(c.key()), "abc", "199001012015011001", w.otp(c.key(), 240), ""} {
			w.edit(c, func(a *store.Account) { a.Tries = [store.Counters]store.Count{} })
			p.signIn(c, second, code)
			p.at(flows.AtSignIn, flows.SignInWrong)
			if d := p.s.Facts.Diagnosis; d != (flows.Diagnosis{}) {
				t.Errorf("%q: %+v", code, d)
			}
		}
	})
}

// A diagnosis never lets anybody in, nor keeps them out: what is accepted is what
// one step to either side is right, and nothing else.
func TestDiagnosisChangesNothing(t *testing.T) {
	w := inMemory(t)
	c := w.secured(1, first, 1)
	p := w.sit()
	p.choose(flows.GoSignIn)
	for off := -12; off <= 12; off++ {
		w.edit(c, func(a *store.Account) {
			a.Tries, a.Devices[0].Last = [store.Counters]store.Count{}, 0
		})
		p.signIn(c, first, w.otp(c.key(), off))
		if in := p.s.State == flows.AtAccount; in != (off >= -1 && off <= 1) {
			t.Errorf("%d steps off: at %v", off, p.s.State)
		} else if in {
			p.back()
			p.choose(flows.GoSignIn)
		}
	}
}

// A clock that cannot be trusted is said before any code is judged, but after
// what is no code.
func TestDoubtComesSecond(t *testing.T) {
	w := inMemory(t)
	c := w.secured(1, first, 1)
	w.desk.Clock = func() flows.Clock { return flows.Clock{State: flows.ClockBad, Why: flows.BeforeBuild} }
	p := w.sit()
	p.choose(flows.GoSignIn)
	p.signIn(c, first, "abcdef")
	p.found(flows.OTPNotACode)
	p.signIn(c, first, w.otp(c.key(), 9))
	p.at(flows.AtCounter, flows.ClockDoubt)
}

// A refused code is counted by office and cause, and is not in the audit itself.
func TestCausesAreWrittenDown(t *testing.T) {
	w := inMemory(t)
	c := w.secured(1, first, 1)
	p := w.sit()
	p.choose(flows.GoSignIn)
	p.signIn(c, first, w.otp(c.key(), -9))
	w.pass(time.Second)
	e := w.lastEntry(t)
	if e.What != store.OTPRefused || e.Detail != "OTPClock" || e.Unit == "" || e.Unit != w.account(c).Unit {
		t.Errorf("%+v", e)
	}
	got, err := Recap(t.Context(), w.disk, w.Now())
	if err != nil || len(got.Causes) != 1 || got.Causes[0].Unit != e.Unit || got.Causes[0].Of[flows.ByClock] != 1 {
		t.Errorf("%+v, %v", got.Causes, err)
	}
}

func (w *world) lastEntry(t *testing.T) (last store.Entry) {
	t.Helper()
	if err := w.disk.Entries(t.Context(), 0, func(_ uint64, e store.Entry) error { last = e; return nil }); err != nil {
		t.Fatal(err)
	}
	return last
}

// anotherKey is a secret that no device has.
func (w *world) anotherKey() flows.Secret {
	w.Helper()
	key, err := otp.New(w.chance)
	if err != nil {
		w.Fatal(err)
	}
	w.log.hide("a secret", key.Reveal())
	return key
}

// A phone is tested with a secret that is nobody's: no account, no count, no
// entry, not even a commit.
func TestPhone(t *testing.T) {
	for _, tt := range []struct {
		off  int
		want flows.Diagnosis
	}{
		{0, flows.Diagnosis{Why: flows.PhoneFine}},
		{-1, flows.Diagnosis{Why: flows.PhoneFine, Off: -30 * time.Second}},
		{-9, flows.Diagnosis{Why: flows.OTPClock, Off: -270 * time.Second}},
		{-120, flows.Diagnosis{Why: flows.OTPClock, Off: -time.Hour, Zone: true}},
		{1440, flows.Diagnosis{Why: flows.OTPClock, Off: 12 * time.Hour, Zone: true}},
	} {
		t.Run(fmt.Sprint(tt.off), func(t *testing.T) {
			w := inFile(t)
			p := w.sit()
			w.commits.since(nil)
			p.choose(flows.GoClinic)
			p.choose(flows.GoTest)
			key := p.s.Facts.Key
			w.log.hide("a secret", key.Reveal())
			if want := "otpauth://totp/Uji%20HP:hapus%20setelah%20selesai?secret=" + key.Reveal() + "&issuer=Uji%20HP"; p.s.Facts.URI.Reveal() != want {
				t.Errorf("to scan: %s, want %s", p.s.Facts.URI.Reveal(), want)
			}
			p.submit(typed{flows.OTP: "12"})
			p.at(flows.AtPhoneTest, flows.OTPNotACode)
			p.submit(typed{flows.OTP: w.otp(key, tt.off)})
			p.at(flows.AtSecondCode, flows.NowTheNext)
			p.submit(typed{flows.OTP: w.otp(key, tt.off)})
			p.at(flows.AtSecondCode, flows.SameCode)
			w.pass(otp.Period)
			p.submit(typed{flows.OTP: w.otp(key, tt.off)})
			p.at(flows.AtVerdict, tt.want.Why)
			if d := p.s.Facts.Diagnosis; d != tt.want {
				t.Errorf("%+v, want %+v", d, tt.want)
			}
			p.next()
			if n := w.commits.since(nil); n != 0 {
				t.Errorf("%d commits for a phone that is nobody's", n)
			}
			if f := p.s.Facts; !f.Key.Empty() || !f.URI.Empty() {
				t.Error("the key is still to be seen")
			}
		})
	}
}

// A clock that becomes doubtful while a phone is tested says nothing of the phone.
func TestPhoneAndDoubt(t *testing.T) {
	w := inMemory(t)
	bad := false
	w.desk.Clock = func() flows.Clock {
		if bad {
			return flows.Clock{State: flows.ClockBad, Why: flows.BeforeBuild}
		}
		return flows.Clock{}
	}
	for _, second := range []bool{false, true} {
		bad = false
		p := w.sit()
		p.choose(flows.GoClinic)
		p.choose(flows.GoTest)
		key := p.s.Facts.Key
		w.log.hide("a secret", key.Reveal())
		if second {
			p.submit(typed{flows.OTP: w.otp(key)})
			w.pass(otp.Period)
		}
		bad = true
		p.submit(typed{flows.OTP: w.otp(key)})
		p.at(flows.AtCounter, flows.ClockDoubt)
	}
}

// What was found of a code whose try was never counted proves nothing.
func TestUncountedProvesNothing(t *testing.T) {
	w := inMemory(t)
	c := w.secured(1, first, 1)
	p := w.sit()
	p.choose(flows.GoSignIn)
	w.disk.plan(func(n int) fate {
		if n == 2 { // the second: the password was judged, and now the code
			return broken
		}
		return fine
	})
	p.signIn(c, first, w.otp(c.key(), -240))
	p.at(flows.AtSignIn, flows.TryAgain)
	w.disk.plan(nil)
	w.pass(otp.Period)
	p.signIn(c, first, w.otp(c.key(), -240))
	p.found(flows.OTPClockMaybe)
}

// A key that was on a screen when the program died is an old entry from when it
// expired, and is forgotten like one.
func TestNobodyCameBack(t *testing.T) {
	w := inMemory(t)
	c := w.member(1, first)
	p := w.signedIn(c, first)
	key := p.scan()
	w.restart()
	w.pass(24 * time.Hour)
	if _, err := w.desk.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := w.account(c)
	if a.Pending != nil || len(a.Retired) != 1 || !a.Retired[0].Ended.Equal(morning.Add(KeyLife)) {
		t.Fatalf("%+v", a.Retired)
	}
	q := w.signedIn(c, first)
	q.scan()
	q.enrol(w.otp(key), "HP")
	q.found(flows.OTPOldEntry)
	w.pass(RetiredLife)
	if _, err := w.desk.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, r := range w.account(c).Retired {
		if r.Secret.Reveal() == key.Reveal() {
			t.Error("kept for longer than thirty days")
		}
	}
}

// A PC with a dead battery must not throw away what a month ago is to it.
func TestNoSweepByABadClock(t *testing.T) {
	w := inMemory(t)
	c := w.secured(1, first, 1)
	w.edit(c, func(a *store.Account) {
		a.Retired = []store.Retired{{ID: "x", Secret: w.anotherKey(), Ended: morning.AddDate(0, 0, -1)}}
	})
	w.desk.Clock = func() flows.Clock { return flows.Clock{State: flows.ClockBad, Why: flows.BeforeBuild} }
	for _, off := range []time.Duration{-10 * 365 * 24 * time.Hour, 20 * 365 * 24 * time.Hour} {
		w.pass(off)
		if _, err := w.desk.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.pass(-off)
		if r := w.account(c).Retired; len(r) != 1 || !r[0].Ended.Equal(morning.AddDate(0, 0, -1)) {
			t.Fatalf("%v off: %+v", off, r)
		}
	}
}

// The number of a case that stood already is told to nobody who types a number.
func TestReportTellsNothing(t *testing.T) {
	w := inMemory(t)
	report := func(c citizen) int {
		p := w.sit()
		p.choose(flows.GoClinic)
		p.answer(flows.RemedyNoPhone)
		p.choose(flows.GoReport)
		p.submit(typed{flows.NIP: c.String()})
		p.at(flows.AtCounter, flows.CaseReported)
		return p.s.Facts.Case
	}
	a, b := w.secured(1, first, 1), w.secured(2, first, 1)
	one, two := report(a), report(b)
	w.pass(time.Minute)
	if again := report(a); one != 1 || two != 2 || again != 0 {
		t.Errorf("cases %d, %d, %d", one, two, again)
	}
}

// Whatever was found out about a refused code, an officer can be asked; and what
// is no code fills no audit.
func TestHelpAfterARefusal(t *testing.T) {
	w := inMemory(t)
	c := w.member(1, first)
	p := w.signedIn(c, first)
	key := p.scan()
	before := len(w.acts(c))
	for range 20 {
		p.enrol("1234", "HP")
		p.found(flows.OTPNotACode)
	}
	if n := len(w.acts(c)) - before; n != 0 {
		t.Errorf("%d entries", n)
	}
	p.enrol(w.otp(key, -9), "HP")
	p.found(flows.OTPClock)
	p.choose(flows.AskHelp)
	p.at(flows.AtCounter, flows.OTPClock)
	if p.s.Facts.Case != 1 {
		t.Errorf("case %d", p.s.Facts.Case)
	}
}

// The secret of a test ends, and a clock that cannot be trusted tests nothing.
func TestPhoneTestEnds(t *testing.T) {
	w := inMemory(t)
	p := w.sit()
	p.choose(flows.GoClinic)
	p.choose(flows.GoTest)
	key := p.s.Facts.Key
	w.log.hide("a secret", key.Reveal())
	p.submit(typed{flows.OTP: w.otp(key)})
	w.pass(KeyLife)
	p.submit(typed{flows.OTP: w.otp(key)})
	p.at(flows.AtClinic, flows.KeyExpired)
	w.desk.Clock = func() flows.Clock { return flows.Clock{State: flows.ClockBad, Why: flows.BeforeBuild} }
	p.choose(flows.GoTest)
	p.at(flows.AtCounter, flows.ClockDoubt)
}

// A remedy that needs an officer becomes a case, about the number that is typed
// there, whether anybody has it or not; and not about a line of numbers.
func TestReport(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Name = "Meja 1"
		c := w.newcomer(1)
		p := w.sit()
		p.choose(flows.GoClinic)
		p.answer(flows.RemedyNoMailbox)
		p.choose(flows.GoReport)
		p.submit(typed{flows.NIP: "123"})
		p.at(flows.AtReport, flows.BadNIP)
		p.submit(typed{flows.NIP: c.String()})
		p.at(flows.AtCounter, flows.CaseReported)
		if n := p.s.Facts.Case; n != 1 {
			t.Fatalf("case %d", n)
		}
		var got store.Case
		if err := w.disk.Cases(t.Context(), func(c store.Case) error { got = c; return nil }); err != nil {
			t.Fatal(err)
		}
		if got.Kind != store.PhoneAndMailbox || got.NIP != c.number || got.Unit == "" {
			t.Errorf("%+v", got)
		}
		p.next()
		for i := range TerminalSlips {
			p.choose(flows.GoClinic)
			p.answer(flows.RemedyClosed)
			p.choose(flows.GoReport)
			p.submit(typed{flows.NIP: nobody(i).String()})
			if i < TerminalSlips-1 {
				p.at(flows.AtCounter, flows.CaseReported)
				p.next()
			}
		}
		p.at(flows.AtReport, flows.TerminalSlow)
	})
}

// answer goes through the questions to a remedy.
func (p *sitting) answer(want flows.Remedy) {
	p.Helper()
	var to func(q flows.Question) []int
	to = func(q flows.Question) []int {
		for i, a := range flows.Tree[q] {
			if a.Cure == want {
				return []int{i}
			}
			if a.Cure == flows.NoRemedy {
				if rest := to(a.Ask); rest != nil {
					return append([]int{i}, rest...)
				}
			}
		}
		return nil
	}
	for _, i := range to(flows.AskWhat) {
		p.choose(flows.AnswerWith, i)
	}
	if p.s.State != flows.AtRemedy || p.s.Remedy != want {
		p.Fatalf("the answers lead to %v, %v", p.s.State, p.s.Remedy)
	}
}
