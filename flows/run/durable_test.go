package run

import (
	"errors"
	"testing"

	"go.etcd.io/bbolt"

	"aktivasi/flows"
	"aktivasi/store"
)

// guesses are all wrong answers that are counted, each with where its count
// stands.
var guesses = map[string]struct {
	count store.Counter
	make  func(w *world, c citizen) (*sitting, flows.Op, typed)
}{
	"password": {store.PasswordTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		return w.sit(), flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: second}
	}},
	"OTP at sign-in": {store.OTPTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		return w.sit(), flows.CheckSignIn, typed{flows.NIP: c.String(), flows.Password: first, flows.OTP: w.wrongOTP(c.key())}
	}},
	"OTP on the account page": {store.OTPTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		return w.signedIn(c, first, w.otp(c.key())), flows.ConfirmOTP, typed{flows.OTP: w.wrongOTP(c.key())}
	}},
	"address": {store.ResetAddressTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		return w.found(flows.GoForgot, c), flows.MailPasswordCode, typed{flows.Address: "x@example.org"}
	}},
	"mailed code": {store.ResetCodeTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		return w.asked(flows.GoForgot, c), flows.CheckPasswordCode, typed{flows.MailedCode: bad}
	}},
	"mailed code for MFA": {store.MFACodeTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		return w.asked(flows.GoLost, c), flows.RevokeDevices, typed{flows.MailedCode: bad}
	}},
	"officer's code": {store.GrantTries, func(w *world, c citizen) (*sitting, flows.Op, typed) {
		w.grant(c, store.GrantPassword)
		return w.sit(), flows.CheckGrant, typed{flows.NIP: c.String(), flows.MailedCode: bad}
	}},
}

// Whatever becomes of the disk or the program at whichever change: who was told
// that a guess was wrong has paid for it, and who died for it as well.
func TestNoGuessIsFree(t *testing.T) {
	t.Parallel()
	for name, g := range guesses {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, w *world) {
				for i, f := range []fate{broken, unknown, dies} {
					for k := 1; ; k++ {
						c := w.secured(100*i+k, first, 1)
						p, do, typed := g.make(w, c)
						w.disk.plan(func(n int) fate {
							if n == k {
								return f
							}
							return fine
						})
						e, died := p.survives(do, typed)
						met := w.disk.changes() >= k
						w.disk.plan(nil)
						w.restart()
						counted := w.account(c).Tries[g.count].Wrong
						switch {
						case e.Kind == flows.Accept || e.Kind == flows.Ready:
							t.Fatalf("%v, change %d: a wrong guess is right", f, k)
						case e.Kind == flows.Refuse && counted != 1:
							t.Errorf("%v, change %d: told %v at %d tries", f, k, e.Why, counted)
						case died && counted != 1 && !(do == flows.CheckSignIn && g.count == store.OTPTries && k == 1): // it had not come to the OTP
							t.Errorf("%v, change %d: the plug was pulled at %d tries", f, k, counted)
						}
						if !met {
							break
						}
					}
				}
			})
		})
	}
}

// survives is behind, for a program that may not live to the end of it.
func (p *sitting) survives(do flows.Op, t typed) (e flows.Event, died bool) {
	p.Helper()
	defer func() {
		if r := recover(); r == errDead {
			died = true
		} else if r != nil {
			panic(r)
		}
	}()
	return p.behind(do, t), false
}

// A disk that fails once, at whichever commit of somebody's whole way, in
// whichever way: they are told to try again, and get there, with one phone and
// one password.
func TestOneCommitFails(t *testing.T) {
	t.Parallel()
	eio := errors.New("input/output error")
	for name, fail := range map[string]func(*bbolt.Tx) error{
		"before anything is written": func(*bbolt.Tx) error { return eio },
		"after it is made":           func(tx *bbolt.Tx) error { return errors.Join(tx.Commit(), eio) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := inFile(t)
			for k := 1; ; k++ {
				c := w.newcomer(k)
				w.commits.since(func(n int, tx *bbolt.Tx) error {
					if n == k {
						return fail(tx)
					}
					return tx.Commit()
				})
				w.arrivesSomehow(c)
				n := w.commits.since(nil)
				if a := w.account(c); len(a.Active()) != 1 || a.Password.Hash == "" || len(a.Mailed) > 2 {
					t.Fatalf("commit %d: %d phones, %d letters", k, len(a.Active()), len(a.Mailed))
				}
				w.fresh()
				if n < k {
					return
				}
			}
		})
	}
}

// arrivesSomehow is the whole way of one person who does not give up.
func (w *world) arrivesSomehow(c citizen) {
	w.Helper()
	p := w.sit()
	insist := func(to flows.State, do func()) {
		w.Helper()
		for i := 0; p.s.State != to; i++ {
			if i > 2 {
				w.Fatalf("does not get to %v: at %v, %v", to, p.s.State, p.s.Say)
			}
			do()
		}
	}
	p.choose(flows.GoForgot)
	insist(flows.AtAddress, func() { p.find(c) })
	insist(flows.AtMailCode, func() { p.address(c.mail) })
	insist(flows.AtPassword, func() { p.code(w.post.last()) })
	insist(flows.PasswordSet, func() { p.newPassword(first) })
	p.next()
	insist(flows.AtAccount, func() { p.signIn(c, first, "") })
	p.choose(flows.GoActivate)
	p.next()
	insist(flows.AtScan, func() { p.next() })
	if p.s.Facts.Key.Empty() {
		p.next()
	}
	key := p.s.Facts.Key
	insist(flows.Activated, func() { p.enrol(w.otp(key), "HP") })
	w.fresh()
	p.next()
	insist(flows.AtAccount, func() {
		w.fresh()
		p.signIn(c, first, w.otp(key))
	})
	p.choose(flows.GoOut)
}
