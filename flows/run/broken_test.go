package run

import (
	"context"
	"errors"
	"slices"
	"testing"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// works are all effects that change something, each with what goes before it and
// what is typed.
var works = []struct {
	do     flows.Op
	before func(*world) (*sitting, citizen, typed)
}{
	{flows.MailPasswordCode, func(w *world) (*sitting, citizen, typed) {
		c, p := w.newcomer(1), w.sit()
		p.choose(flows.GoForgot)
		p.find(c)
		return p, c, typed{flows.Address: c.mail}
	}},
	{flows.MailAgain, func(w *world) (*sitting, citizen, typed) {
		c, p := w.newcomer(1), w.sit()
		p.mailed(flows.GoForgot, c)
		w.pass(ResendAfter)
		return p, c, nil
	}},
	{flows.CheckPasswordCode, func(w *world) (*sitting, citizen, typed) {
		c, p := w.newcomer(1), w.sit()
		return p, c, typed{flows.MailedCode: p.mailed(flows.GoForgot, c)}
	}},
	{flows.SetPassword, func(w *world) (*sitting, citizen, typed) {
		c, p := w.newcomer(1), w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		return p, c, typed{flows.NewPassword: first}
	}},
	{flows.CheckSignIn, func(w *world) (*sitting, citizen, typed) {
		c := w.secured(1, first, 1)
		w.hash.now++ // and hashed anew
		return w.sit(), c, typed{flows.NIP: c.String(), flows.Password: first, flows.OTP: w.otp(c.key())}
	}},
	{flows.MakeKey, func(w *world) (*sitting, citizen, typed) {
		c := w.member(1, first)
		return w.signedIn(c, first), c, nil
	}},
	{flows.Enrol, func(w *world) (*sitting, citizen, typed) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		return p, c, typed{flows.OTP: w.otp(p.scan()), flows.DeviceName: "HP"}
	}},
	{flows.RevokeDevices, func(w *world) (*sitting, citizen, typed) {
		c, p := w.secured(1, first, 2), w.sit()
		return p, c, typed{flows.MailedCode: p.mailed(flows.GoLost, c)}
	}},
	{flows.ConfirmOTP, onAccountPage},
	{flows.ConfirmPassword, onAccountPage},
	{flows.RenameDevice, onAccountPage},
	{flows.RemoveDevice, onAccountPage},
	{flows.ReplacePassword, func(w *world) (*sitting, citizen, typed) {
		p, c, t := onAccountPage(w)
		p.choose(flows.GoChange)
		p.submit(t)
		return p, c, typed{flows.NewPassword: second}
	}},
}

func onAccountPage(w *world) (*sitting, citizen, typed) {
	c := w.secured(1, first, 2)
	p := w.signedIn(c, first, w.otp(c.key()))
	w.fresh()
	return p, c, typed{flows.Password: first, flows.OTP: w.otp(c.key()), flows.DeviceName: "HP Baru"}
}

// Whichever of its changes comes to nothing: the person hears that it failed,
// finds everything as it was, and may do it again, with the same code too.
func TestDiskFails(t *testing.T) {
	t.Parallel()
	for _, tt := range works {
		t.Run(tt.do.String(), func(t *testing.T) {
			everywhere(t, func(t *testing.T, w *world) {
				p, c, typed := tt.before(w)
				before := w.account(c)
				history := w.acts(c)
				for k := 1; ; k++ {
					w.disk.plan(func(n int) fate {
						if n == k {
							return broken
						}
						return fine
					})
					got := p.behind(tt.do, typed)
					if k == 2 && (tt.do == flows.MailPasswordCode || tt.do == flows.MailAgain) {
						// The letter has left, and stays in the outbox all the same.
						if got.Kind == flows.Fail || len(w.outbox()) != 1 {
							t.Errorf("%v %v, and %d letters in the outbox", got.Kind, got.Why, len(w.outbox()))
						}
						return
					}
					if w.disk.changes() < k { // it needed fewer, and went well
						if k == 1 || got.Kind != flows.Accept && got.Kind != flows.Ready {
							t.Errorf("%v %v in the end", got.Kind, got.Why)
						}
						return
					}
					told(t, got, flows.Fail, flows.TryAgain)
					if !storetest.Same(t, w.account(c), before) || !slices.Equal(w.acts(c), history) {
						t.Errorf("change %d failed, and the record is another", k)
					}
				}
			})
		})
	}
}

// A change that was made and of which nobody can say so is reported as failed,
// and counts all the same: the code it used up does not work again.
func TestDiskDoesNotKnow(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		p, _, typed := onAccountPage(w)
		w.disk.plan(func(int) fate { return unknown })
		told(t, p.behind(flows.ConfirmOTP, typed), flows.Fail, flows.TryAgain)
		w.disk.plan(nil)
		told(t, p.behind(flows.MakeKey, nil), flows.Refuse, flows.ConfirmAgain)
		told(t, p.behind(flows.ConfirmOTP, typed), flows.Refuse, flows.OTPUsed)
	})
}

func TestStoreCannotBeOpened(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	down := errors.New("no such file")
	w.desk.Store = func(context.Context) (store.Store, error) { return nil, down }
	p := w.sit()
	p.at(flows.AtStart, flows.TryAgain)
	c := citizen{number: stranger, mail: "x@example.org"}
	p.choose(flows.GoForgot)
	p.find(c)
	p.at(flows.AtName, flows.TryAgain)
	p.back()
	p.signIn(c, first, "")
	p.at(flows.AtSignIn, flows.TryAgain)
}

// A guess is counted before it is judged: whoever pulls the plug in between has
// not guessed for nothing, and a fifth time is the last (security notes §4.4).
func TestPlugIsPulled(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		before, _ := w.hash.spent()
		for i := range 5 {
			p := w.sit()
			w.disk.plan(func(int) fate { return dies })
			w.dead(func() { p.signIn(c, second, "") })
			w.disk.plan(nil)
			w.restart()
			if got := w.account(c).Tries[store.PasswordTries].Wrong; got != i+1 {
				t.Fatalf("%d tries are counted after %d", got, i+1)
			}
		}
		if after, _ := w.hash.spent(); after != before {
			t.Error("a password was judged before it was counted")
		}
		p := w.sit()
		p.signIn(c, first, "")
		p.at(flows.AtSignIn, flows.MustWait)
	})
}

// So are a wrong OTP, a wrong code of a pending secret, a wrong address and a
// wrong mailed code: the count is durable before the person hears of it.
func TestPlugIsPulledElsewhere(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		in := w.signedIn(c, first, w.otp(c.key()))
		w.fresh()
		for what, tt := range map[store.Counter]struct {
			p     *sitting
			do    flows.Op
			typed typed
		}{
			store.OTPTries:          {in, flows.ConfirmOTP, typed{flows.OTP: w.wrongOTP(c.key())}},
			store.ResetAddressTries: {w.found(flows.GoForgot, c), flows.MailPasswordCode, typed{flows.Address: "x@example.org"}},
			store.MFAAddressTries:   {w.found(flows.GoLost, c), flows.MailMFACode, typed{flows.Address: "x@example.org"}},
			store.ResetCodeTries:    {w.asked(flows.GoForgot, c), flows.CheckPasswordCode, typed{flows.MailedCode: bad}},
			store.MFACodeTries:      {w.asked(flows.GoLost, c), flows.RevokeDevices, typed{flows.MailedCode: bad}},
		} {
			w.disk.plan(func(int) fate { return dies })
			w.dead(func() { tt.p.behind(tt.do, tt.typed) })
			w.disk.plan(nil)
			if got := w.account(c).Tries[what].Wrong; got != 1 {
				t.Errorf("%v: %d tries are counted", tt.do, got)
			}
		}
	})
}

// found is at the address, asked where the code is asked for.
func (w *world) found(by flows.Choice, c citizen) *sitting {
	p := w.sit()
	p.choose(by)
	p.find(c)
	return p
}

func (w *world) asked(by flows.Choice, c citizen) *sitting {
	p := w.sit()
	p.mailed(by, c)
	return p
}

// dead runs f, which must not live to its end.
func (w *world) dead(f func()) {
	w.Helper()
	defer func() {
		if r := recover(); r != errDead {
			w.Fatalf("it lives: %v", r)
		}
	}()
	f()
}

// A person who closes the terminal while a password is waiting to be judged has
// not guessed.
func TestGivenBack(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		w.edit(c, func(a *store.Account) { a.Password.Hash = "damaged" })
		tries(6, func(int) {
			p := w.sit()
			p.signIn(c, first, "")
			p.at(flows.AtSignIn, flows.TryAgain)
		})
		if got := w.account(c).Tries[store.PasswordTries]; got != (store.Count{}) {
			t.Errorf("counted are %+v", got)
		}
	})
}
