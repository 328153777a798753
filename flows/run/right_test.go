package run

import (
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// The right that a code gives ends when the code would have, is good for one
// password, and belongs to the visit that typed it.
func TestRightToSetAPassword(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		code := p.mailed(flows.GoForgot, c)
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: first}), flows.Refuse, flows.CodeExpired) // not yet
		w.pass(time.Minute)
		p.code(code)
		told(t, w.sit().behind(flows.SetPassword, typed{flows.NewPassword: first}), flows.Refuse, flows.CodeExpired)
		w.pass(9 * time.Minute)
		p.newPassword(first)
		p.at(flows.AtAddress, flows.CodeExpired)

		p.address(c.mail)
		p.code(w.post.last())
		w.pass(10*time.Minute - 1)
		p.newPassword(first)
		p.at(flows.PasswordSet, flows.PasswordDone)
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, flows.CodeExpired)

		// Another letter takes it away again.
		w.pass(time.Hour)
		q := w.sit()
		q.code(q.mailed(flows.GoForgot, c))
		w.pass(ResendAfter)
		w.sit().mailed(flows.GoForgot, c)
		q.newPassword(second)
		q.at(flows.AtAddress, flows.CodeExpired)

		// Nor does the right that another terminal has earned serve this one.
		w.pass(time.Hour)
		q.address(c.mail)
		q.code(w.post.last())
		w.pass(ResendAfter)
		other := w.sit()
		other.code(other.mailed(flows.GoForgot, c))
		other.at(flows.AtPassword, flows.CodeRight)
		q.newPassword(second)
		q.at(flows.AtAddress, flows.CodeExpired)
		w.signedIn(c, first)
	})
}

func TestOneRightManyPasswords(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		entered, release := w.hash.hold()
		go func() { // when all of them have found the rules kept
			for range 20 {
				<-entered
			}
			release()
		}()
		set := func(int) typed { return typed{flows.NewPassword: first} }
		got := w.many(20, flows.SetPassword, set, func(int) *Visit { return p.v })
		if got[flows.Silence] != 1 || got[flows.CodeExpired] != 19 {
			t.Errorf("one right, twenty times: %v", got)
		}
		if !none(w.account(c)) {
			t.Error("the right is still in the record")
		}
	})
}

// A code of somebody who left meanwhile is worth nothing (security notes §4.6).
func TestLeftMeanwhile(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		code := p.mailed(by, c)
		w.edit(c, func(a *store.Account) { a.Inactive = true })
		p.code(code)
		p.at(asked, flows.CodeExpired)
		w.edit(c, func(a *store.Account) { a.Inactive = false })
		p.code(code)
		w.edit(c, func(a *store.Account) { a.Inactive = true })
		told(t, p.behind(flows.SetPassword, typed{flows.NewPassword: second}), flows.Refuse, flows.CodeExpired)
	})
}
