package run

import (
	"context"
	"sync"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// many lets so many terminals do the same at the same moment, and counts what
// they are told.
func (w *world) many(n int, do flows.Op, what func(i int) typed, ready ...func(i int) *Visit) map[flows.Reason]int {
	visit := func(int) *Visit { return w.desk.Visit(false) }
	if len(ready) > 0 {
		visit = ready[0]
	}
	var mu sync.Mutex
	said := map[flows.Reason]int{}
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		v, e := visit(i), flows.Effect{Do: do, Ref: 1 << 20, Answers: what(i).answers()}
		all.Go(func() {
			<-start
			got := v.Do(context.Background(), e)
			mu.Lock()
			defer mu.Unlock()
			said[got.Why]++
			if got.Kind == flows.Fail || (got.Kind == flows.Accept) != (got.Why == flows.Silence) {
				w.Errorf("%v %v", got.Kind, got.Why)
			}
		})
	}
	close(start)
	all.Wait()
	return said
}

// Fifty people with one password and one code: one of them gets in (security
// notes §4.3). The password's limit lets a few at a time come to be judged, so
// the others come again until they have been.
func TestOneCodeManyTerminals(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		sum := map[flows.Reason]int{}
		for range 3 {
			code := w.otp(c.key())
			got := w.many(50, flows.CheckSignIn, func(i int) typed {
				return typed{flows.NIP: c.String(), flows.Password: first, flows.OTP: []string{code, code[:3] + " " + code[3:], code + "\u00a0"}[i%3]}
			})
			if got[flows.Silence] != 1 {
				t.Errorf("one code opened %d times: %v", got[flows.Silence], got)
			}
			for why, n := range got {
				sum[why] += n
			}
			w.edit(c, func(a *store.Account) { a.Tries = [store.Counters]store.Count{} })
			w.pass(otp.Period)
		}
		if sum[flows.OTPUsed] == 0 || sum[flows.Silence]+sum[flows.OTPUsed]+sum[flows.MustWait] != 150 {
			t.Errorf("they are told %v", sum)
		}
	})
}

// The same where nothing but the OTP is asked for.
func TestOneCodeManySessions(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		var visits []*Visit
		for range 20 {
			visits = append(visits, w.signedIn(c, first, w.otp(c.key())).v)
			w.fresh()
		}
		got := w.many(20, flows.ConfirmOTP, func(int) typed { return typed{flows.OTP: w.otp(c.key())} }, func(i int) *Visit { return visits[i] })
		if got[flows.Silence] != 1 {
			t.Errorf("one code was accepted %d times: %v", got[flows.Silence], got)
		}
	})
}

// A hundred guesses at once are five guesses, at a number that is known and at
// one that is not.
func TestManyPasswordsAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		for _, n := range []number{c.number, stranger} {
			before, judged := w.hash.spent()
			got := w.many(100, flows.CheckSignIn, func(int) typed { return typed{flows.NIP: n.String(), flows.Password: second} })
			costs, after := w.hash.spent()
			if got[flows.SignInWrong] != 5 || got[flows.MustWait] != 95 || costs-before != 5 {
				t.Errorf("a hundred at once are told %v, at %d hashes", got, costs-before)
			}
			if n == c.number && after-judged != 5 {
				t.Errorf("%d passwords were judged", after-judged)
			}
		}
		if got := w.account(c).Tries[store.PasswordTries].Wrong; got != 5 {
			t.Errorf("%d tries are counted", got)
		}
	})
}

// A hundred codes at once are five guesses, and an address no more.
func TestManyCodesAtOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		p.mailed(by, c)
		do := flows.CheckPasswordCode
		if by == flows.GoLost {
			do = flows.RevokeDevices
		}
		same := func(int) *Visit { return p.v }
		got := w.many(100, do, func(int) typed { return typed{flows.MailedCode: bad} }, same)
		if got[flows.CodeWrong] != 4 || got[flows.CodeDead] != 96 {
			t.Errorf("a hundred codes at once: %v", got)
		}
	})
}

func TestOneMailedCodeManyTimes(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		code := p.mailed(by, c)
		do := flows.CheckPasswordCode
		if by == flows.GoLost {
			do = flows.RevokeDevices
		}
		got := w.many(50, do, func(int) typed { return typed{flows.MailedCode: code} }, func(int) *Visit { return p.v })
		if got[flows.Silence] != 1 || got[flows.CodeExpired] != 49 {
			t.Errorf("one code, fifty times: %v", got)
		}
	})
}
