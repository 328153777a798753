package run

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// What a mail server may say. The first is as a network has it, the second is
// final.
var (
	errDown    = errors.New("dial tcp 192.0.2.1:25: i/o timeout")
	errRefused = fate5xx{}
)

type fate5xx struct{}

func (fate5xx) Error() string   { return "550 no such user" }
func (fate5xx) Temporary() bool { return false }

// outbox is what has not left.
func (w *world) outbox() []store.Mail {
	w.Helper()
	all, err := w.disk.Outbox(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// rounds lets whoever carries letters go round once, and returns when it will
// again.
func (w *world) rounds() time.Duration {
	for {
		if d := w.desk.round(context.Background()); d != breath {
			return d
		}
	}
}

func (p *post) breaks(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = err
}

// A letter that cannot be handed over waits, and the person is told so; when it
// has left they are told that, and the code in it works. It is one code, however
// often it was tried and whatever became of the program meanwhile.
func TestLetterWaits(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		w.post.breaks(errDown)
		sent := w.post.letters()
		p := w.found(by, c)
		p.address(c.mail)
		p.at(asked, flows.CodeWaits)
		p.news()
		p.at(asked, flows.CodeWaits)
		if p.s.Facts.Post != flows.PostWaiting || flows.News(p.s) == 0 {
			t.Errorf("the screen shows %v and looks every %v", p.s.Facts.Post, flows.News(p.s))
		}
		for i, want := range []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second, 40 * time.Second, time.Minute, time.Minute} {
			if got := w.rounds(); got != min(want, time.Minute) {
				t.Errorf("after attempt %d it rests %v, want %v", i+1, got, want)
			}
			w.pass(want - 1)
			w.rounds()
			if got := w.outbox(); len(got) != 1 || got[0].Tries != i+1 {
				t.Fatalf("too early: %d letters, tried %d times", len(got), got[0].Tries)
			}
			w.pass(1)
			w.rounds()
		}
		kept := w.outbox()[0].Code
		w.post.breaks(nil)
		// Another program, which finds it where it was.
		v, s := p.v, p.s
		w.restart()
		w.pass(time.Minute)
		w.rounds()
		if got := w.post.letters() - sent; got != 1 || w.post.last() != kept.Reveal() || len(w.outbox()) != 0 {
			t.Fatalf("%d letters have left, %d are there", got, len(w.outbox()))
		}
		p.v, p.s = v, s
		p.v.desk = place{w.desk}
		p.news()
		p.at(asked, flows.CodeSent)
		p.code(w.post.last())
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
	})
}

// Whoever asks for another letter while the first waits is told of that one, and
// the first is not carried any more: its code is void.
func TestOnlyTheLatestLetterLeaves(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		w.post.breaks(errDown)
		sent := w.post.letters()
		p := w.found(by, c)
		p.address(c.mail)
		w.pass(ResendAfter)
		p.resend()
		p.at(asked, flows.CodeWaits)
		if n := len(w.outbox()); n != 2 {
			t.Fatalf("%d letters in the outbox", n)
		}
		w.post.breaks(nil)
		w.pass(time.Minute)
		w.rounds()
		if got := w.post.letters() - sent; got != 1 || len(w.outbox()) != 0 {
			t.Errorf("%d letters have left, %d are there", got, len(w.outbox()))
		}
		p.code(w.post.last())
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
		for _, a := range w.acts(c) {
			if a == store.MailFailed {
				t.Error("a letter that nobody wants any more is said to have failed")
			}
		}
	})
}

// A letter that the server will never take voids its code, which can never
// arrive, and costs no turn.
func TestLetterIsRefused(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		before := w.account(c)
		w.post.breaks(errRefused)
		p := w.found(by, c)
		at := p.s.State
		p.address(c.mail)
		p.at(at, flows.MailFailed)
		told(t, p.last, flows.Fail, flows.MailFailed)
		if !storetest.Same(t, w.account(c), before) {
			t.Error("the record has changed")
		}
		if got := w.acts(c); got[len(got)-1] != store.MailFailed {
			t.Errorf("the audit has %v", got)
		}
		if got := w.outbox(); len(got) != 1 || got[0].State != store.MailRefused || !got[0].Code.Empty() {
			t.Error("the outbox keeps a code that is void")
		}
		w.post.breaks(nil)
		p.address(c.mail)
		p.at(asked, flows.CodeSent)
		w.pass(CodeLife)
		w.rounds()
		if n := len(w.outbox()); n != 0 {
			t.Errorf("%d letters are kept for ever", n)
		}
	})
}

// The same when it turns out only later: the screen says it.
func TestLetterIsRefusedLater(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		w.post.breaks(errDown)
		p := w.found(by, c)
		p.address(c.mail)
		w.post.breaks(errRefused)
		w.pass(FirstPause)
		w.rounds()
		p.news()
		p.at(asked, flows.MailFailed)
		if flows.News(p.s) != 0 {
			t.Error("the screen goes on looking")
		}
		w.post.breaks(nil)
		p.resend() // it took no turn
		p.at(asked, flows.CodeSent)
		p.code(w.post.last())
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
	})
}

// A code dies with its time, and so does its letter.
func TestLetterIsTooLate(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		w.post.breaks(errDown)
		p := w.found(by, c)
		p.address(c.mail)
		w.pass(CodeLife)
		w.post.breaks(nil)
		sent := w.post.letters()
		w.rounds()
		if w.post.letters() != sent || len(w.outbox()) != 0 {
			t.Error("a letter left whose code is dead")
		}
		p.news()
		p.at(asked, flows.MailFailed)
		if got := w.acts(c); got[len(got)-1] != store.MailFailed {
			t.Errorf("the audit has %v", got)
		}
	})
}

// A server that stalls holds up nobody longer than PostPatience: not the person
// who waits for the letter, and nobody else.
func TestServerStalls(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		sent := w.post.letters()
		entered, leave := make(chan bool), make(chan bool)
		stalled := w.stall(entered, leave)
		ran := make(chan time.Time)
		var waited atomic.Int64
		w.desk.After = func(d time.Duration) <-chan time.Time { waited.Store(int64(d)); return ran }
		p := w.found(by, c)
		eff := p.step(flows.Event{Kind: flows.Submit, Answers: typed{flows.Address: c.mail}.answers()})
		done := make(chan flows.Event)
		go func() { done <- p.v.Do(context.Background(), eff) }()
		<-entered
		ran <- w.Now()
		p.last = <-done
		p.step(p.last)
		p.at(asked, flows.CodeWaits)
		if got := time.Duration(waited.Load()); got != PostPatience {
			t.Errorf("waited for %v", got)
		}
		w.pass(FirstPause)
		w.rounds() // nobody carries a second copy while the first is on its way
		p.news()
		p.at(asked, flows.CodeWaits)
		close(leave)
		<-stalled
		w.desk.Mail, w.desk.After = w.post, nil
		for len(w.outbox()) > 0 { // it is written down behind
			w.disk.Store.Mark(c.number)
		}
		p.news()
		p.at(asked, flows.CodeSent)
		if n := w.post.letters() - sent; n != 1 {
			t.Errorf("%d letters", n)
		}
		p.code(w.post.last())
		if p.s.State != on {
			t.Errorf("at %v, %v", p.s.State, p.s.Say)
		}
	})
}

// stall makes the next letter tell that it has begun, and wait.
func (w *world) stall(entered, leave chan bool) <-chan bool {
	done := make(chan bool)
	mail := w.desk.Mail
	var first atomic.Bool
	w.desk.Mail = carrier(func(ctx context.Context, l letter.Letter) error {
		if !first.CompareAndSwap(false, true) {
			return mail.Send(ctx, l)
		}
		defer close(done)
		entered <- true
		<-leave
		return mail.Send(ctx, l)
	})
	return done
}

type carrier func(context.Context, letter.Letter) error

func (c carrier) Send(ctx context.Context, l letter.Letter) error { return c(ctx, l) }

// Whatever goes wrong in a carrier is no end of the program.
func TestCarrierPanics(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	c := w.newcomer(1)
	w.desk.Mail = carrier(func(_ context.Context, l letter.Letter) error { panic(l.Code.Reveal()) })
	p := w.found(flows.GoForgot, c)
	p.address(c.mail)
	p.at(flows.AtMailCode, flows.CodeWaits)
}

// Post goes on until it is told to end, and is woken by a letter.
func TestPost(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	c := w.member(1, first)
	ctx, end := context.WithCancel(context.Background())
	rested, ran := make(chan time.Duration), make(chan time.Time)
	w.desk.After = func(d time.Duration) <-chan time.Time { rested <- d; return ran }
	ended := make(chan bool)
	go func() { w.desk.Post(ctx); close(ended) }()
	if d := <-rested; d != longestSilent {
		t.Errorf("with nothing to do it rests %v", d)
	}
	heard := make(chan letter.Letter, 1)
	w.desk.Mail = carrier(func(_ context.Context, l letter.Letter) error { heard <- l; return nil })
	st, err := place{w.desk}.Store(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = st.Change(ctx, c.number, func(a *store.Account) (store.Effects, error) {
		return store.Effects{Mail: Notices(store.NoticePassword, a.NIP, w.Now(), "", a.Email)}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if l := <-heard; l.To.String() != c.mail {
		t.Error("the letter goes to somebody else")
	}
	<-rested
	end()
	<-ended
}

// A clock that is set back does not keep letters for a day.
func TestClockSetBackAndLetters(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		w.post.breaks(errDown)
		p := w.found(flows.GoForgot, c)
		p.address(c.mail)
		w.pass(-24 * time.Hour)
		w.post.breaks(nil)
		w.rounds()
		if n := w.post.letters(); n != 1 || len(w.outbox()) != 0 {
			t.Errorf("%d letters have left", n)
		}
	})
}

// Nothing in the outbox tells who prints it a code or a person.
func TestLettersDoNotTell(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	c := w.newcomer(1)
	w.post.breaks(errDown)
	p := w.found(flows.GoForgot, c)
	p.address(c.mail)
	m := w.outbox()[0]
	if s := m.String(); strings.Contains(s, c.String()) || strings.Contains(s, m.Code.Reveal()) {
		t.Error(s)
	}
	if _, err := address.Parse(m.To); err != nil {
		t.Error(err)
	}
	w.log.hide("a mailed code", m.Code.Reveal())
}

// news is the screen looking for some by itself.
func (p *sitting) news() { p.Helper(); p.happen(flows.Event{Kind: flows.Look}) }

// A letter that has left, and of which the disk would not hear, does not leave
// twice; the outbox is tidied as soon as that is possible.
func TestLetterLeavesOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.found(flows.GoForgot, c)
		w.disk.plan(func(n int) fate {
			if n > 1 {
				return broken
			}
			return fine
		})
		p.address(c.mail)
		p.at(flows.AtMailCode, flows.CodeSent)
		w.pass(FirstPause)
		w.rounds()
		w.disk.plan(nil)
		w.rounds()
		if n := w.post.letters(); n != 1 || len(w.outbox()) != 0 {
			t.Errorf("%d letters have left, %d are there", n, len(w.outbox()))
		}
		p.code(w.post.last())
		p.at(flows.AtPassword, flows.CodeRight)
	})
}

// After a day without a server those who stand there come first.
func TestCodesGoFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		st, err := place{w.desk}.Store(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			c := w.newcomer(i)
			if err := st.Change(t.Context(), c.number, func(a *store.Account) (store.Effects, error) {
				return store.Effects{Mail: Notices(store.NoticePassword, a.NIP, w.Now(), "", a.Email)}, nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		w.pass(time.Hour)
		w.post.breaks(errDown)
		p := w.found(flows.GoForgot, w.newcomer(9))
		p.address(storetest.Person(9).Email)
		w.pass(FirstPause)
		w.desk.round(t.Context()) // one attempt, and a breath
		tried := 0
		for _, m := range w.outbox() {
			if tried += m.Tries; brings(m.What) && m.Tries != 2 {
				t.Error("the code was not tried")
			}
		}
		if tried != 2 {
			t.Errorf("%d attempts at a server that is down", tried)
		}
		w.post.breaks(nil)
		w.pass(time.Minute)
		w.rounds()
		if w.post.letters() != 6 || w.post.sent[0].Code.Empty() {
			t.Errorf("%d letters have left, the code not first", w.post.letters())
		}
	})
}
