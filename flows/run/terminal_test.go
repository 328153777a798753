package run

import (
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// nobody is a number that no account has, another one each time.
func nobody(i int) citizen { return citizen{number: storetest.NIP(5000 + i)} }

// Twenty wrong captchas or unknown numbers within ten minutes slow the terminal
// down, for everybody, over restarts; each further one for longer.
func TestTerminalSlowsDown(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Name = "Meja 1"
		c := w.newcomer(1)
		p := w.sit()
		p.choose(flows.GoForgot)
		for i := range TerminalSlips - 1 {
			if i%2 == 0 {
				p.submit(typed{flows.NIP: c.String(), flows.CaptchaText: "aaaaa"})
				p.at(flows.AtName, flows.CaptchaWrong)
			} else {
				p.find(nobody(i))
				p.at(flows.AtName, flows.UnknownNIP)
			}
			w.pass(time.Second)
		}
		w.restart()
		w.desk.Name = "Meja 1"
		for i, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute} {
			p = w.sit()
			p.choose(flows.GoLost)
			p.find(nobody(i))
			p.at(flows.AtLostName, flows.UnknownNIP)
			p.find(c) // somebody else, who has done nothing
			p.at(flows.AtLostName, flows.TerminalSlow)
			p.until(want)
			p.resend() // another captcha does not hide it
			p.until(want)
			w.pass(want - 1)
			w.restart()
			w.desk.Name = "Meja 1"
			q := w.sit()
			q.choose(flows.GoForgot)
			q.find(c)
			q.at(flows.AtName, flows.TerminalSlow)
			q.until(1)
			w.desk.Name = "Meja 2" // the next one is as fast as ever
			q.find(c)
			q.at(flows.AtAddress, flows.Silence)
			w.desk.Name = "Meja 1"
			w.pass(1)
			q = w.sit()
			q.choose(flows.GoForgot)
			q.find(c)
			q.at(flows.AtAddress, flows.Silence)
		}
		// Ten quiet minutes, and it begins anew.
		w.pass(TerminalWindow)
		p.resend()
		p.find(nobody(9))
		p.at(flows.AtLostName, flows.UnknownNIP)
		p.find(c)
		p.at(flows.AtLostAddress, flows.Silence)

		slowed := 0
		for _, e := range w.all() {
			if e.What == store.TerminalSlowed {
				slowed++
				if e.Desk != "Meja 1" || e.Detail != TerminalRest(slowed-1).String() {
					t.Errorf("the audit has %+v", e)
				}
			}
		}
		if slowed != 4 {
			t.Errorf("the audit has it %d times", slowed)
		}
	})
}

// all are the entries there are, oldest first.
func (w *world) all() (all []store.Entry) {
	w.Helper()
	if err := w.disk.Entries(w.Context(), 0, func(_ uint64, e store.Entry) error { all = append(all, e); return nil }); err != nil {
		w.Fatal(err)
	}
	return all
}

// People who are only clumsy slow nobody down: nineteen in any ten minutes.
func TestClumsyPeople(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		p := w.sit()
		p.choose(flows.GoForgot)
		for i := range 100 {
			p.find(nobody(i))
			p.at(flows.AtName, flows.UnknownNIP)
			w.pass(TerminalWindow/(TerminalSlips-1) + time.Second)
		}
	})
}

// A hundred at once are twenty.
func TestManyNumbersAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		var visits []*Visit
		var answers []typed
		for i := range 60 {
			p := w.sit()
			p.choose(flows.GoForgot)
			visits = append(visits, p.v)
			answers = append(answers, typed{flows.NIP: nobody(i).String(), flows.CaptchaText: p.captcha()})
		}
		got := w.many(60, flows.FindForPassword, func(i int) typed { return answers[i] }, func(i int) *Visit { return visits[i] })
		if got[flows.UnknownNIP] != TerminalSlips || got[flows.TerminalSlow] != 60-TerminalSlips {
			t.Errorf("sixty at once are told %v", got)
		}
	})
}
