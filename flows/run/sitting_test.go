package run

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// A sitting is one person at one terminal: a session of the table over a visit
// of the world, so that a test reads like a journey.
type sitting struct {
	*world
	v    *Visit
	s    flows.Session
	last flows.Event // what the world answered last
}

// sit begins one.
func (w *world) sit() *sitting {
	w.Helper()
	p := &sitting{world: w, v: w.desk.Visit(false)}
	p.happen(flows.Event{Kind: flows.Wake})
	return p
}

// typed is what stands in the fields.
type typed map[flows.Field]string

func (t typed) answers() (a flows.Answers) {
	for f, text := range t {
		a[f] = flows.Hide(text)
	}
	return a
}

// happen lets e happen, and everything that follows from it.
func (p *sitting) happen(e flows.Event) {
	p.Helper()
	for eff := p.step(e); eff.Do != flows.None; eff = p.step(p.last) {
		p.last = p.v.Do(context.Background(), eff)
		if p.s.State.Done() {
			return // nobody waits for what the last one answers
		}
	}
}

// step is one step of the table. What the world has to do is left to the caller.
func (p *sitting) step(e flows.Event) flows.Effect {
	p.Helper()
	p.log.notice(e)
	s, eff, err := flows.Step(p.s, e, p.Now())
	if err != nil {
		p.Fatalf("%v %v: %v", e.Kind, e.Pick, err)
	}
	p.s = s
	return eff
}

func (p *sitting) submit(t typed) {
	p.Helper()
	p.happen(flows.Event{Kind: flows.Submit, Answers: t.answers()})
}
func (p *sitting) next()   { p.Helper(); p.submit(nil) }
func (p *sitting) back()   { p.Helper(); p.happen(flows.Event{Kind: flows.Back}) }
func (p *sitting) resend() { p.Helper(); p.happen(flows.Event{Kind: flows.Resend}) }

func (p *sitting) choose(c flows.Choice, index ...int) {
	p.Helper()
	e := flows.Event{Kind: flows.Choose, Pick: c}
	if len(index) > 0 {
		e.Index = index[0]
	}
	p.happen(e)
}

// behind asks the world for what the table would not ask for here, as a fault in
// the table would.
func (p *sitting) behind(do flows.Op, t typed, device ...int) flows.Event {
	p.Helper()
	before := p.v.newest
	eff := flows.Effect{Do: do, Ref: before + 1, Seen: before, Answers: t.answers()}
	if len(device) > 0 {
		eff.Device = device[0]
	}
	e := p.v.Do(context.Background(), eff)
	p.v.newest = before // the table has not counted this one
	p.log.notice(e)
	p.log.notice(flows.Event{Answers: eff.Answers})
	return e
}

// at checks where one is and what one is told.
func (p *sitting) at(s flows.State, say flows.Reason) {
	p.Helper()
	if p.s.State != s || p.s.Say != say {
		p.Fatalf("at %v and told %v, want %v and %v", p.s.State, p.s.Say, s, say)
	}
}

// told checks what the world answered.
func told(t testing.TB, e flows.Event, kind flows.Kind, why flows.Reason) {
	t.Helper()
	if e.Kind != kind || e.Why != why {
		t.Fatalf("the world answers %v %v, want %v %v", e.Kind, e.Why, kind, why)
	}
}

// captcha is the right answer to the one that is shown.
func (p *sitting) captcha() string {
	c := p.s.Facts.Captcha
	if c.Sum() {
		return strconv.Itoa(c.A + c.B)
	}
	return c.Letters.Reveal()
}

// find is the first page of both resets.
func (p *sitting) find(c citizen) {
	p.Helper()
	p.submit(typed{flows.NIP: c.String(), flows.CaptchaText: p.captcha()})
}

func (p *sitting) address(text string) { p.Helper(); p.submit(typed{flows.Address: text}) }

// mailed goes from the first screen to where the code is asked for, and returns
// the code.
func (p *sitting) mailed(by flows.Choice, c citizen) string {
	p.Helper()
	p.choose(by)
	p.find(c)
	p.address(c.mail)
	if p.s.Say != flows.CodeSent {
		p.Fatalf("no letter: %v at %v", p.s.Say, p.s.State)
	}
	return p.post.last()
}

func (p *sitting) code(text string) { p.Helper(); p.submit(typed{flows.MailedCode: text}) }
func (p *sitting) newPassword(pw string) {
	p.Helper()
	p.submit(typed{flows.NewPassword: pw, flows.Confirmation: pw})
}

// signIn signs in from the first screen, or once more where one is.
func (p *sitting) signIn(c citizen, pw, code string) {
	p.Helper()
	if p.s.State == flows.AtStart {
		p.choose(flows.GoSignIn)
	}
	p.submit(typed{flows.NIP: c.String(), flows.Password: pw, flows.OTP: code})
}

// signedIn is a sitting of somebody who has signed in.
func (w *world) signedIn(c citizen, pw string, code ...string) *sitting {
	w.Helper()
	p := w.sit()
	p.signIn(c, pw, strings.Join(code, ""))
	if p.s.State != flows.AtAccount && p.s.State != flows.AtWeakPassword {
		w.Fatalf("not signed in: %v", p.s.Say)
	}
	return p
}

// scan goes from the account page to the QR code and returns its secret.
func (p *sitting) scan() flows.Secret {
	p.Helper()
	p.choose(flows.GoActivate)
	p.next()
	p.at(flows.AtScan, flows.KeyReady)
	return p.s.Facts.Key
}

// fresh lets so much time pass that the phones show codes nobody has used.
func (w *world) fresh() { w.pass(2 * otp.Period) }

// tries lets f happen n times.
func tries(n int, f func(i int)) {
	for i := range n {
		f(i)
	}
}

// until checks how long somebody has to wait.
func (p *sitting) until(d time.Duration) {
	p.Helper()
	if got := p.s.Facts.WaitUntil.Sub(p.Now()); got != d {
		p.Fatalf("a wait of %v, want %v", got, d)
	}
}
