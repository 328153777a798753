package run

import (
	"context"
	"errors"
	"sync"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// later lets the world work on e while the test goes on.
func (p *sitting) later(e flows.Event) (flows.Effect, <-chan flows.Event) {
	p.Helper()
	eff := p.step(e)
	done := make(chan flows.Event, 1)
	go func() { done <- p.v.Do(context.Background(), eff) }()
	return eff, done
}

// stale checks that an answer comes too late to change anything.
func (p *sitting) stale(e flows.Event) {
	p.Helper()
	if _, _, err := flows.Step(p.s, e, p.Now()); !errors.Is(err, flows.ErrStale) {
		p.Errorf("a late %v lands: %v", e.Kind, err)
	}
}

// gone checks that nobody is signed in at this terminal.
func (p *sitting) gone() {
	p.Helper()
	if p.v.state.who != (nip.NIP{}) {
		p.Error("somebody is signed in")
	}
	told(p, p.behind(flows.MakeKey, nil), flows.Refuse, flows.SignedOut)
}

// Somebody signs in, loses patience and leaves. The terminal does not open
// behind their back.
func TestLateSignIn(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		for name, leave := range map[string]func(p *sitting){
			"back":                     func(p *sitting) { p.back(); p.at(flows.AtStart, flows.Silence) },
			"quit":                     func(p *sitting) { p.happen(flows.Event{Kind: flows.Quit}) },
			"and somebody else begins": func(p *sitting) { p.back(); p.choose(flows.GoForgot); p.at(flows.AtName, flows.Silence) },
		} {
			p := w.sit()
			p.choose(flows.GoSignIn)
			entered, release := w.hash.hold()
			_, done := p.later(flows.Event{Kind: flows.Submit, Answers: typed{flows.NIP: c.String(), flows.Password: first}.answers()})
			<-entered
			leave(p)
			release()
			e := <-done
			p.stale(e)
			if e.Kind == flows.Accept || e.Facts.Person != (flows.Person{}) {
				t.Errorf("%s: the answer still tells %v %v", name, e.Kind, e.Facts.Person.Name)
			}
			p.gone()
		}
	})
}

// A letter that takes its time, and a person who goes back meanwhile: what is
// asked now stands, and the late code is none of this visit's.
func TestLateLetter(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.found(by, c)
		entered, leave := make(chan bool), make(chan bool)
		w.post.during = func() { entered <- true; <-leave }
		_, done := p.later(flows.Event{Kind: flows.Submit, Answers: typed{flows.Address: c.mail}.answers()})
		<-entered
		w.post.during = nil
		p.back()
		captcha := p.captcha()
		leave <- true
		p.stale(<-done)
		if p.captcha() != captcha || p.v.state.request != "" {
			t.Error("the late letter has changed the visit")
		}
		p.find(c)
		p.address(c.mail)
		if p.s.Say != flows.WaitBeforeResend {
			t.Errorf("told %v", p.s.Say)
		}
		w.pass(ResendAfter)
		p.address(c.mail)
		p.code(w.post.last())
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
	})
}

// Nobody waits for a sign-out. However long the store takes over it, the next
// person finds a terminal that knows nobody.
func TestSlowSignOut(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		p.scan()
		p.back()
		p.back()
		entered, leave := make(chan bool), make(chan bool)
		w.disk.during = func() { entered <- true; <-leave }
		_, done := p.later(flows.Event{Kind: flows.Back})
		<-entered
		w.disk.mu.Lock()
		w.disk.during = nil
		w.disk.mu.Unlock()
		p.gone()
		p.choose(flows.GoForgot)
		p.at(flows.AtName, flows.Silence)
		if f := p.s.Facts; f.Person != (flows.Person{}) || !f.Key.Empty() {
			t.Errorf("the next one sees %s", f.Person.Name)
		}
		p.gone()
		leave <- true
		p.stale(<-done)
		p.gone()
		if w.account(c).Pending != nil {
			t.Error("the key outlives its sign-in")
		}
	})
}

// Two effects are two goroutines, and which begins first is nobody's choice. One
// that began with somebody who is forgotten by now does not bring them back.
func TestForgottenMeanwhile(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, next := w.member(1, first), w.member(2, first)
		p := w.signedIn(c, first)
		forget := p.step(flows.Event{Kind: flows.Back})
		p.s.State = flows.AtSignIn
		entered, release := w.hash.hold()
		eff, done := p.later(flows.Event{Kind: flows.Submit, Answers: typed{flows.NIP: next.String(), flows.Password: first}.answers()})
		<-entered
		if eff.Ref != forget.Ref+1 {
			t.Fatal("not the next effect")
		}
		p.stale(p.v.Do(t.Context(), forget))
		release()
		e := <-done
		told(t, e, flows.Fail, flows.TryAgain)
		if e.Facts.Person != (flows.Person{}) {
			t.Error("the answer tells of somebody")
		}
		p.gone()

		// And the other way round: the older one begins last.
		old := flows.Effect{Do: flows.CheckSignIn, Ref: forget.Ref + 5, Answers: typed{flows.NIP: c.String(), flows.Password: first}.answers()}
		p.v.Do(t.Context(), flows.Effect{Do: flows.Forget, Ref: old.Ref + 1})
		p.v.Do(t.Context(), old)
		p.gone()
	})
}

// Of many answers that come in any order, the one to the latest question counts.
func TestManyQuestionsOneVisit(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		for range 20 {
			v := w.desk.Visit(false)
			var all sync.WaitGroup
			var latest flows.Event
			for ref := flows.Ref(1); ref <= 20; ref++ {
				all.Go(func() {
					e := v.Do(context.Background(), flows.Effect{Do: flows.DrawCaptcha, Ref: ref})
					if ref == 20 {
						latest = e
					}
				})
			}
			all.Wait()
			answer := typed{flows.NIP: c.String(), flows.CaptchaText: latest.Facts.Captcha.Letters.Reveal()}
			told(t, v.Do(t.Context(), flows.Effect{Do: flows.FindForPassword, Ref: 21, Answers: answer.answers()}), flows.Accept, flows.Silence)
		}
	})
}
