package run

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A walk is two people, two terminals and every order in which things can
// happen: what the person does, when the world begins, when its answer arrives.
// What must never be is judged from the records before and after, by rules
// written down here a second time.
type walk struct {
	*world
	*rapid.T
	who       []citizen
	passwords map[number]string
	keys      map[number][]flows.Secret
	sits      []*stroll
	letters   map[number][store.Purposes]mail
	given     map[number]given
	done      map[flows.Op]int // how often it went well, to know that the walk gets anywhere
}

// mail is the one code that works.
type mail struct {
	code    string
	at      *Visit
	expires time.Time
	wrong   int
}

// given is the officer's code that works.
type given struct {
	code    string
	kind    store.GrantFor
	expires time.Time
	wrong   int
}

// A stroll is a sitting whose questions and answers may be on their way.
type stroll struct {
	*sitting
	todo    []flows.Effect
	answers []flows.Event
	proved  map[flows.Ref]bool // sign-ins that were right
	in      bool               // the table has heard of one
	right   bool               // a code for a new password was accepted here
}

func TestWalk(t *testing.T) {
	t.Parallel()
	done := map[flows.Op]int{}
	rapid.Check(t, func(r *rapid.T) {
		w := &walk{
			world: inMemory(t), T: r, done: done, passwords: map[number]string{}, keys: map[number][]flows.Secret{},
			letters: map[number][store.Purposes]mail{}, given: map[number]given{},
		}
		w.world.TB = t
		w.who = []citizen{w.member(1, first), w.secured(2, poor, rapid.IntRange(1, 4).Draw(r, "phones"))}
		w.passwords[w.who[0].number], w.passwords[w.who[1].number] = first, poor
		w.keys[w.who[1].number] = w.who[1].keys
		for range 2 {
			w.sits = append(w.sits, &stroll{sitting: w.sit(), proved: map[flows.Ref]bool{}})
		}
		for range 120 {
			w.happening()
		}
	})
	for do := flows.DrawCaptcha; do < flows.CheckOfficer; do++ { // those after it are an officer's
		if done[do] == 0 && do != flows.Restore && do != flows.TurnCaptcha && do != flows.MakePhrase && do != flows.LookAtPost {
			t.Errorf("no walk ever got to a successful %v", do)
		}
	}
}

// one in n.
func (w *walk) one(n int) bool { return rapid.IntRange(1, n).Draw(w.T, "one in") == 1 }

func pick[E any](w *walk, from ...E) E { return rapid.SampledFrom(from).Draw(w.T, "pick") }

func (w *walk) happening() {
	p := pick(w, w.sits...)
	switch {
	case w.one(8):
		w.pass(pick(w, time.Second, 30*time.Second, 30*time.Second, 30*time.Second, 31*time.Second, 3*time.Minute, 11*time.Minute))
	case w.one(12):
		c, kind := pick(w, w.who...), store.GrantFor(rapid.IntRange(0, int(store.Grants)-1).Draw(w.T, "kind"))
		w.given[c.number] = given{code: w.grant(c, kind), kind: kind, expires: w.Now().Add(GrantLife)}
	case len(p.todo) > 0 && !w.one(6):
		i := rapid.IntRange(0, len(p.todo)-1).Draw(w.T, "begins")
		eff := p.todo[i]
		p.todo = slices.Delete(p.todo, i, i+1)
		p.answers = append(p.answers, w.do(p, eff))
	case len(p.answers) > 0 && !w.one(6):
		i := rapid.IntRange(0, len(p.answers)-1).Draw(w.T, "arrives")
		e := p.answers[i]
		p.answers = slices.Delete(p.answers, i, i+1)
		w.arrives(p, e)
	default:
		w.person(p)
	}
}

// person does something, most often what the screen asks for.
func (w *walk) person(p *stroll) {
	e := flows.Event{Kind: pick(w, flows.Submit, flows.Submit, flows.Submit, flows.Submit, flows.Choose, flows.Choose, flows.Resend, flows.Back, flows.Help)}
	menu := flows.Menu(p.s)
	if len(menu) > 0 && e.Kind == flows.Submit {
		e.Kind = flows.Choose
	}
	switch e.Kind {
	case flows.Choose:
		e.Pick = flows.Choice(rapid.IntRange(0, int(flows.ChoicesN)-1).Draw(w.T, "choice"))
		if w.one(2) { // a side door that some state has
			e.Pick = pick(w, flows.OtherWay, flows.NotMine, flows.Suggest, flows.AskHelp, flows.GoForgot, flows.GoGrant, flows.GoSlip, flows.GoSignIn)
		}
		if len(menu) > 0 {
			o := pick(w, menu...)
			e.Pick, e.Index = o.Choice, o.Index
		}
	case flows.Submit:
		e.Answers = w.fill(p)
	case flows.Back:
		if w.one(40) {
			e.Kind = flows.Quit
		}
	default:
	}
	before := p.s
	s, eff, err := flows.Step(p.s, e, w.Now())
	if err != nil {
		if !reflect.DeepEqual(s, before) {
			w.T.Fatalf("%v is refused and changes something", e.Kind)
		}
		return
	}
	p.s = s
	w.goes(p, eff)
}

// fill fills in what is asked for, right more often than wrong.
func (w *walk) fill(p *stroll) (a flows.Answers) {
	c := pick(w, w.who...)
	if n, err := nip.Parse(p.s.NIP.Reveal()); err == nil && n == w.who[0].number {
		c = w.who[0]
	} else if err == nil {
		c = w.who[1]
	}
	if who := p.v.state.who; who != (nip.NIP{}) {
		c = w.citizen(who)
	}
	pw := pick(w, first, second, third, poor)
	code := bad
	for _, l := range w.letters[c.number] {
		if l.code != "" && (l.at == p.v || w.one(3)) {
			code = l.code
		}
	}
	if g := w.given[c.number]; p.s.State == flows.AtGrant && g.code != "" {
		code = g.code
	}
	right := typed{
		flows.NIP: c.String(), flows.CaptchaText: p.captcha(), flows.Address: c.mail, flows.MailedCode: code,
		flows.Password: w.passwords[c.number], flows.OTP: w.anyOTP(c, p.s.Facts.Key), flows.NewPassword: pw, flows.Confirmation: pw,
		flows.DeviceName: pick(w, "HP", "hp", "HP Baru", "Tablet", "Kantor", "Rumah", ""),
	}
	a = right.answers()
	if w.one(4) {
		f := pick(w, flows.NIP, flows.CaptchaText, flows.Address, flows.MailedCode, flows.Password, flows.OTP, flows.Confirmation)
		a[f] = flows.Hide(pick(w, "", stranger.String(), "aaaaa", "x@example.org", bad, third, "123456"))
	}
	return a
}

func (w *walk) citizen(n number) citizen {
	return w.who[slices.IndexFunc(w.who, func(c citizen) bool { return c.number == n })]
}

// anyOTP is the code of some phone, a little off or well off.
func (w *walk) anyOTP(c citizen, pending flows.Secret) string {
	off := pick(w, -2, -1, 0, 0, 0, 0, 0, 1, 2)
	if !pending.Empty() && !w.one(4) {
		return w.otp(pending, off)
	}
	if keys := w.keys[c.number]; len(keys) > 0 {
		return w.otp(pick(w, keys...), off)
	}
	return ""
}

// goes sends an effect on its way.
func (w *walk) goes(p *stroll, eff flows.Effect) {
	if eff.Do == flows.Forget {
		p.in = false
	}
	if eff.Do != flows.None {
		p.todo = append(p.todo, eff)
	}
	if p.s.State.Done() { // somebody else sits down
		for _, eff := range p.todo {
			w.do(p, eff)
		}
		*p = stroll{sitting: w.sit(), proved: map[flows.Ref]bool{}}
	}
}

// arrives is an answer at the table.
func (w *walk) arrives(p *stroll, e flows.Event) {
	before := p.s
	s, eff, err := flows.Step(p.s, e, w.Now())
	if (e.Ref != before.Pending) != errors.Is(err, flows.ErrStale) || err != nil && !reflect.DeepEqual(s, before) {
		w.T.Fatalf("the answer to %d, while %d is asked, lands: %v", e.Ref, before.Pending, err)
	}
	if err != nil {
		if e.Ref == before.Pending {
			w.T.Fatalf("the table has no row for %v %v at %v", e.Kind, e.Why, before.State)
		}
		return
	}
	p.s = s
	if p.proved[e.Ref] {
		p.in = true
	}
	inside := slices.Contains([]flows.State{
		flows.AtAccount, flows.AtDevice, flows.AtRename, flows.AtRemove, flows.AtAddDevice, flows.AtOldPassword, flows.AtChange,
		flows.AtPrepare, flows.AtScan, flows.Activated, flows.AtWeakPassword,
	}, s.State)
	if inside && !p.in {
		w.T.Fatalf("at %v without a right password", s.State)
	}
	w.goes(p, eff)
}

// do lets the world work, and judges what it did.
func (w *walk) do(p *stroll, eff flows.Effect) flows.Event {
	before := []store.Account{w.account(w.who[0]), w.account(w.who[1])}
	sent := w.post.letters()
	visit := p.v.state
	e := p.v.Do(context.Background(), eff)
	p.log.notice(e)
	good := e.Kind == flows.Accept || e.Kind == flows.Ready
	if good {
		w.done[eff.Do]++
	}
	if e.Kind == flows.Fail && p.v.forgotten == 0 {
		w.T.Fatalf("%v failed", eff.Do)
	}
	if eff.Do == flows.Forget && p.v.state.who != (nip.NIP{}) {
		w.T.Fatalf("forgotten, and signed in")
	}
	for i, c := range w.who {
		w.judge(p, c, visit, before[i], w.account(c), eff, e)
		if w.post.letters() > sent && visit.found == c.number {
			m := w.letters[c.number]
			m[visit.purpose] = mail{code: w.post.last(), at: p.v, expires: w.Now().Add(CodeLife), wrong: m[visit.purpose].wrong}
			w.letters[c.number] = m
		}
	}
	known := false // whether the key that is told is somebody's: one of a test is not
	for _, c := range w.who {
		a := w.account(c)
		known = known || a.Pending != nil && a.Pending.Secret.Reveal() == e.Facts.Key.Reveal()
	}
	if known && visit.who == (nip.NIP{}) || e.Facts.Person != (flows.Person{}) && eff.Do == flows.DrawCaptcha {
		w.T.Fatalf("%v tells who is not signed in about somebody", eff.Do)
	}
	return e
}
