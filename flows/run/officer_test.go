package run

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

func TestOfficerSignsIn(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Chief)
		p := w.onDuty(c)
		if b := p.board(); b.Officer != w.officer(c).Name || !b.Chief || b.TwoPerson {
			t.Errorf("the console shows %+v", b)
		}
		w.wrote(store.OfficerSignedIn, c.number, number{}, "")
		if o := w.officer(c); !o.LastSignIn.Equal(w.Now()) {
			t.Error("nobody knows when they signed in last")
		}
		p.choose(flows.GoOut)
		p.at(flows.AtStart, flows.Silence)
		w.wrote(store.OfficerSignedOut, c.number, number{}, "")
		if f := p.s.Facts; !reflect.DeepEqual(f.Console, flows.Board{}) {
			t.Errorf("left on the screen: %+v", f.Console)
		}
		w.discreet()
	})
}

// Whatever is wrong at an officer's sign-in, and whoever it is, is told apart by
// nothing: not by what is said, counted or written down, nor by the waits, nor by
// the work.
func TestOfficerSignInTellsNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		fit := func(i int) citizen { return w.clerk(i, store.Helper) }
		closed, invited, used := fit(3), fit(4), fit(5)
		w.promote(closed, func(o *store.Officer) { o.Disabled = true })
		w.promote(invited, func(o *store.Officer) { o.Devices = nil })
		w.promote(used, func(o *store.Officer) { o.Devices[0].Last = 1 << 40 })
		begin := w.Now()
		var want []flows.Event
		var cost, lines int
		for who, tt := range map[string]struct {
			c    citizen
			pw   string
			code func(c citizen) string
		}{
			"wrong password":     {fit(1), second, func(c citizen) string { return w.otp(c.key()) }},
			"wrong OTP":          {fit(2), first, func(c citizen) string { return w.wrongOTP(c.key()) }},
			"no OTP":             {fit(6), first, func(citizen) string { return "12" }},
			"an OTP used before": {used, first, func(c citizen) string { return w.otp(c.key()) }},
			"closed":             {closed, first, func(c citizen) string { return w.otp(c.key()) }},
			"no phone yet":       {invited, first, func(c citizen) string { return "123456" }},
			"a person":           {w.secured(7, first, 1), first, func(c citizen) string { return w.otp(c.key()) }},
			"nobody":             {citizen{number: stranger}, first, func(citizen) string { return "123456" }},
		} {
			w.clock.t = begin
			var got []flows.Event
			before, _ := w.hash.spent()
			was := len(w.audit())
			for i := range 14 {
				if i == 8 || i == 10 {
					w.pass(time.Minute)
				}
				p := w.sit()
				p.report(tt.c, tt.pw, tt.code(tt.c))
				p.at(flows.AtOfficerSignIn, p.last.Why)
				got = append(got, p.last)
				w.pass(time.Second)
			}
			after, _ := w.hash.spent()
			written := len(w.audit()) - was
			if want == nil {
				want, cost, lines = got, after-before, written
			}
			for i := range got {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Errorf("%s, try %d: %+v %+v, want %+v %+v", who, i+1, got[i], *got[i].Facts, want[i], *want[i].Facts)
				}
			}
			if after-before != cost || written != lines {
				t.Errorf("%s costs %d hashes and %d lines, want %d and %d", who, after-before, written, cost, lines)
			}
		}
		var said []string
		for _, e := range want {
			said = append(said, e.Why.String())
		}
		w5 := strings.Repeat("OfficerWrong ", 5)
		if got := strings.Join(said, " "); got != w5+"MustWait MustWait MustWait OfficerWrong MustWait OfficerWrong MustWait MustWait MustWait" || cost != 7 || lines != 7 {
			t.Errorf("said was %s, at %d hashes and %d lines", got, cost, lines)
		}
	})
}

// A right password with a wrong OTP counts on: who knows the one does not have
// the other for nothing. After a hundred nothing is judged; another invitation is
// the way back.
func TestOfficerIsBlocked(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Helper)
		p := w.sit()
		for i := range 4 {
			p.report(c, first, w.wrongOTP(c.key()))
			p.at(flows.AtOfficerSignIn, flows.OfficerWrong)
			if p.s.Facts.Left != 4-i {
				t.Errorf("%d tries left", p.s.Facts.Left)
			}
		}
		p.report(c, second, w.otp(c.key()))
		p.at(flows.AtOfficerSignIn, flows.OfficerWrong)
		p.until(SignInRest(5))
		p.report(c, first, w.otp(c.key()))
		p.at(flows.AtOfficerSignIn, flows.MustWait)
		w.pass(SignInRest(5))
		p.report(c, first, w.otp(c.key()))
		p.at(flows.AtConsole, flows.Silence)
		if got := w.officer(c).Tries; got != [store.Counters]store.Count{} {
			t.Errorf("counted are %+v", got)
		}
		p.choose(flows.GoOut)
		w.promote(c, func(o *store.Officer) { o.Tries[store.PasswordTries].Wrong = BlockAfter })
		w.fresh()
		p.report(c, first, w.otp(c.key()))
		p.at(flows.AtOfficerSignIn, flows.Blocked)
	})
}

// One code, however many ask at once, is right exactly once.
func TestOfficerCodeOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Helper)
		code, answers := w.otp(c.key()), make(chan flows.Event)
		for range 20 {
			p := w.sit()
			go func() {
				answers <- p.v.Do(context.Background(), flows.Effect{Do: flows.CheckOfficer, Ref: 9, Answers: typed{
					flows.NIP: c.String(), flows.Password: first, flows.OTP: code,
				}.answers()})
			}()
		}
		right := 0
		for range 20 {
			if e := <-answers; e.Kind == flows.Accept {
				right++
			}
		}
		if right > 1 {
			t.Errorf("%d were let in", right)
		}
	})
}

// The first officer: a code from the command line, a password, a phone, and the
// console.
func TestFirstOfficer(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		ctx, n := context.Background(), storetest.NIP(900)
		recruit := Recruit{NIP: n, Name: " Ratna\tSari ", Role: store.Helper}
		if _, err := AddFirstOfficer(ctx, w.disk, Recruit{NIP: n, Name: " \u200b "}, w.Now(), w.chance); !errors.Is(err, ErrOfficerName) {
			t.Errorf("a name of nothing: %v", err)
		}
		old, err := AddFirstOfficer(ctx, w.disk, recruit, w.Now(), w.chance)
		if err != nil {
			t.Fatal(err)
		}
		code, err := AddFirstOfficer(ctx, w.disk, recruit, w.Now(), w.chance) // the paper was lost
		if err != nil || code.Reveal() == old.Reveal() {
			t.Fatalf("once more: %v", err)
		}
		w.wrote(store.OfficerInvited, n, number{}, "chief")
		c := citizen{number: n}
		w.log.hide("a number", n.String())
		w.log.hide("a code", code.Reveal())

		p := w.sit()
		p.choose(flows.GoConsole)
		p.choose(flows.GoInvited)
		p.submit(typed{flows.NIP: n.String(), flows.MailedCode: old.Reveal()})
		p.at(flows.AtOfficerInvite, flows.InviteWrong)
		p.submit(typed{flows.NIP: n.String(), flows.MailedCode: "4KH"})
		p.at(flows.AtOfficerInvite, flows.CodeShort)
		typedCode := strings.ToLower(code.Reveal())
		p.submit(typed{flows.NIP: n.Grouped(), flows.MailedCode: typedCode[:4] + " - " + typedCode[4:]})
		p.at(flows.AtOfficerPassword, flows.CodeRight)
		if got := p.s.Facts.Person; got.Name != "Ratna Sari" || got.NIP.Reveal() != n.String() {
			t.Errorf("the rules know %+v", got)
		}

		// While that is under way the code is nobody else's.
		other := w.sit()
		other.choose(flows.GoConsole)
		other.choose(flows.GoInvited)
		other.submit(typed{flows.NIP: n.String(), flows.MailedCode: code.Reveal()})
		other.at(flows.AtOfficerInvite, flows.InviteWrong)

		told(t, p.behind(flows.MakeOfficerKey, nil), flows.Refuse, flows.KeyExpired) // no password yet
		p.newPassword("Ratna-Sari-2024x")
		p.at(flows.AtOfficerPassword, flows.PasswordBroken)
		p.newPassword(first)
		p.at(flows.AtOfficerScan, flows.KeyReady)
		uri, err := otp.URI(w.desk.Issuer, "petugas-"+n.String()[8:], p.s.Facts.Key)
		if err != nil || p.s.Facts.URI.Reveal() != uri.Reveal() {
			t.Errorf("the phone shows %s", p.s.Facts.URI.Reveal())
		}
		key := p.s.Facts.Key
		p.submit(typed{flows.OTP: w.wrongOTP(key)})
		p.at(flows.AtOfficerScan, flows.OTPWrong)
		p.submit(typed{flows.OTP: "12"})
		p.at(flows.AtOfficerScan, flows.OTPNotACode)
		p.submit(typed{flows.OTP: w.otp(key)})
		p.at(flows.AtConsole, flows.Silence)
		if !p.s.Facts.Key.Empty() || !p.board().Chief {
			t.Errorf("the console has %+v", p.s.Facts)
		}
		o := w.officer(c)
		if o.Invite != nil || o.Pending != nil || len(o.Active()) != 1 || o.Role != store.Chief || o.Tries != [store.Counters]store.Count{} {
			t.Errorf("kept is %+v", o)
		}
		p.choose(flows.GoOut)
		other.submit(typed{flows.NIP: n.String(), flows.MailedCode: code.Reveal()})
		other.at(flows.AtOfficerInvite, flows.InviteWrong)
		p.report(c, first, w.otp(key)) // the one that was shown already
		p.at(flows.AtOfficerSignIn, flows.OfficerWrong)
		w.fresh()
		p.report(c, first, w.otp(key))
		p.at(flows.AtConsole, flows.Silence)

		if _, err := AddFirstOfficer(ctx, w.disk, Recruit{NIP: storetest.NIP(901), Name: "Budi"}, w.Now(), w.chance); !errors.Is(err, ErrNotFirst) {
			t.Errorf("a second first one: %v", err)
		}
		if _, err := AddFirstOfficer(ctx, w.disk, Recruit{NIP: n, Name: "Budi", By: n}, w.Now(), w.chance); !errors.Is(err, ErrOfficerKnown) {
			t.Errorf("the same again: %v", err)
		}
		w.discreet()
	})
}

// recruited is a sitting of somebody whose one-time code was right.
func (w *world) recruited(n number, code flows.Secret) *sitting {
	w.Helper()
	p := w.sit()
	p.choose(flows.GoConsole)
	p.choose(flows.GoInvited)
	p.submit(typed{flows.NIP: n.String(), flows.MailedCode: code.Reveal()})
	return p
}

func (w *world) recruit() (number, flows.Secret) {
	w.Helper()
	n := storetest.NIP(900)
	code, err := AddFirstOfficer(context.Background(), w.disk, Recruit{NIP: n, Name: "Ratna Sari"}, w.Now(), w.chance)
	if err != nil {
		w.Fatal(err)
	}
	return n, code
}

// An enrolment that is given up leaves the code as it was, and nothing of the
// rest; one that takes too long goes on with the same code.
func TestOfficerEnrolmentGivenUp(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		n, code := w.recruit()
		p := w.recruited(n, code)
		p.newPassword(first)
		p.at(flows.AtOfficerScan, flows.KeyReady)
		key := p.s.Facts.Key
		p.back()
		if o := w.officer(citizen{number: n}); o.Pending != nil || o.Invite.Accepted {
			t.Errorf("left is %+v", o.Invite)
		}
		told(t, p.behind(flows.EnrolOfficer, typed{flows.OTP: w.otp(key)}), flows.Refuse, flows.KeyExpired)

		p = w.recruited(n, code)
		p.at(flows.AtOfficerPassword, flows.CodeRight)
		p.newPassword(first)
		key = p.s.Facts.Key
		w.pass(KeyLife)
		p.submit(typed{flows.OTP: w.otp(key)})
		p.at(flows.AtOfficerInvite, flows.KeyExpired)
		p.submit(typed{flows.NIP: n.String(), flows.MailedCode: code.Reveal()})
		p.at(flows.AtOfficerPassword, flows.CodeRight)
		p.newPassword(second)
		if key.Reveal() == p.s.Facts.Key.Reveal() {
			t.Error("an old key")
		}
		p.submit(typed{flows.OTP: w.otp(p.s.Facts.Key)})
		p.at(flows.AtConsole, flows.Silence)
	})
}

func TestInviteEnds(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		n, code := w.recruit()
		w.pass(InviteLife)
		w.recruited(n, code).at(flows.AtOfficerInvite, flows.InviteWrong)

		n, code = w.recruit()
		p := w.recruited(n, code)
		w.pass(InviteLife)
		p.newPassword(first)
		p.at(flows.AtOfficerInvite, flows.CodeExpired)
		p.back()

		// Five wrong ones, and the right one is worth nothing. Somebody who is no
		// officer is not told apart.
		n, code = w.recruit()
		for _, who := range []number{n, stranger} {
			p := w.sit()
			p.choose(flows.GoConsole)
			p.choose(flows.GoInvited)
			for i := range InviteTries {
				p.submit(typed{flows.NIP: who.String(), flows.MailedCode: bad})
				p.at(flows.AtOfficerInvite, flows.InviteWrong)
				if p.s.Facts.Left != InviteTries-1-i {
					t.Errorf("%d left", p.s.Facts.Left)
				}
			}
			p.until(GrantRest)
			told(t, p.behind(flows.RedeemInvite, typed{flows.NIP: who.String(), flows.MailedCode: code.Reveal()}), flows.Refuse, flows.MustWait)
			w.pass(GrantRest)
			p.submit(typed{flows.NIP: who.String(), flows.MailedCode: code.Reveal()})
			p.at(flows.AtOfficerInvite, flows.InviteWrong)
			w.pass(-GrantRest)
		}
	})
}

// Whoever has the code of one officer does not set the password of another, nor
// without a code that of anybody.
func TestInviteIsBound(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		n, code := w.recruit()
		chief := w.clerk(1, store.Chief)
		w.recruited(chief.number, code).at(flows.AtOfficerInvite, flows.InviteWrong)
		p := w.sit()
		for do, want := range map[flows.Op]flows.Reason{
			flows.SetOfficerPassword: flows.CodeExpired, flows.MakeOfficerKey: flows.KeyExpired, flows.EnrolOfficer: flows.KeyExpired,
		} {
			told(t, p.behind(do, typed{flows.NIP: n.String(), flows.NewPassword: first, flows.OTP: "123456"}), flows.Refuse, want)
		}
		// Given another one meanwhile: what was begun with the first ends.
		p = w.recruited(n, code)
		w.promote(citizen{number: n}, func(o *store.Officer) { o.Disabled = true })
		p.newPassword(first)
		p.at(flows.AtOfficerInvite, flows.CodeExpired)
		if got := w.officer(citizen{number: n}); got.Password.Hash != "" {
			t.Error("a password was set")
		}
	})
}

// A try that was never judged, because the world broke, is none.
func TestOfficerTryGivenBack(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Helper)
		whole := w.officer(c).Password
		w.promote(c, func(o *store.Officer) { o.Password.Hash = "damaged" })
		p := w.sit()
		tries(6, func(int) {
			p.report(c, first, w.otp(c.key()))
			p.at(flows.AtOfficerSignIn, flows.TryAgain)
		})
		if got := w.officer(c).Tries[store.PasswordTries]; got != (store.Count{}) {
			t.Errorf("counted are %+v", got)
		}
		// And one that is judged is counted before: with the plug pulled in between
		// there is no guess for nothing.
		w.promote(c, func(o *store.Officer) { o.Password = whole })
		entered, release := w.hash.hold()
		done := make(chan flows.Event)
		go func() {
			done <- p.v.Do(context.Background(), flows.Effect{Do: flows.CheckOfficer, Ref: 99, Answers: typed{flows.NIP: c.String(), flows.Password: second}.answers()})
		}()
		<-entered
		if got := w.officer(c).Tries[store.PasswordTries].Wrong; got != 1 {
			t.Errorf("%d tries are counted before one is judged", got)
		}
		release()
		<-done
	})
}

// A record that is hashed too weakly by now is hashed anew.
func TestOfficerRehashed(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Helper)
		was := w.officer(c).Password.Hash
		w.hash.now++
		p := w.onDuty(c)
		if w.officer(c).Password.Hash == was {
			t.Error("the old hash is kept")
		}
		p.look()
		p.at(flows.AtConsole, flows.Silence)
	})
}
