package flows

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// Happenings in any order. The person may do anything at any time, and answers
// may come late, twice, or to nobody; but an answer to the question that is out
// is one that the world may give to it (see replies), for the table takes its
// word. What the answer knows, and why, is anything at all.
//
// A walk is read off bytes, so that a fuzzer can look for a bad one.
type walk struct {
	tape []byte
	past []Ref // questions given up
	now  time.Time
}

func (w *walk) byte() int {
	if len(w.tape) == 0 {
		return 0
	}
	b := w.tape[0]
	w.tape = w.tape[1:]
	return int(b)
}

// often is what happens, as often as it takes to get anywhere: nobody who goes
// back at every other screen sees much of the program.
var often = []Kind{
	Submit, Submit, Submit, Submit, Submit, Choose, Choose, Choose, Choose,
	Back, Resend, Help, Quit, Wake, Nothing, Look, Expire, Ready, Accept, Refuse, Fail,
}

// event returns what happens next to s.
func (w *walk) event(s Session) Event {
	e := Event{Kind: often[w.byte()%len(often)]}
	if may := replies[s.Doing]; s.Pending != 0 && w.byte()%4 != 0 {
		e.Kind = may[w.byte()*w.byte()/256%len(may)] // the good answer, more often than not
	}
	if e.Kind < Ready {
		e.Answers = filled() // a screen sends what stands in its fields with every key
	}
	switch {
	case e.Kind == Submit:
		switch w.byte() % 8 {
		case 0:
			e.Answers[w.byte()%int(Fields)] = Secret{}
		case 1:
			e.Answers[Confirmation] = Hide("x")
		}
	case e.Kind == Choose:
		e.Pick, e.Index = Choice(w.byte()%int(ChoicesN)), w.byte()%7-1
		list := Menu(s)
		for _, r := range at(s.State) {
			if r.On == Choose && slices.Contains(sideDoors[r.Pick], s.State) {
				list = append(list, Option{Choice: r.Pick})
			}
		}
		if len(list) > 0 && w.byte()%8 != 0 {
			o := list[w.byte()%len(list)]
			e.Pick, e.Index = o.Choice, o.Index
		}
	case e.Kind >= Ready:
		e.Ref, e.Facts = s.Pending, w.facts()
		if late := w.byte(); late%8 == 0 || !slices.Contains(replies[s.Doing], e.Kind) {
			e.Ref = 0
			if len(w.past) > 0 {
				e.Ref = w.past[late%len(w.past)]
			}
		}
		if w.byte()%2 == 0 {
			e.Why = Reason(w.byte() % int(Reasons))
		}
	case (e.Kind == Quit || e.Kind == Expire) && w.byte()%4 != 0:
		e.Kind = Help
	}
	return e
}

// facts returns anything the world might know of somebody, or no news.
func (w *walk) facts() *Facts {
	bits := w.byte()
	if bits == 0 {
		return nil
	}
	f := someone
	f.Practice, f.People = bits&1 != 0, make([]Player, Parts)
	f.Kiosk, f.Clock.State = bits&128 != 0, ClockState(bits&2)
	f.Post, f.Lifts = Post(bits>>2&1), Lifts(bits>>3&3)
	f.Console = board(bits&16 != 0)
	if f.Console.Chief = bits&32 != 0; bits&64 != 0 {
		f.Console.Granted = Hide("K7M2QXPT")
	}
	f.Devices = make([]Device, w.byte()%(MaxDevices+1))
	f.MFA, f.Weak, f.NoAddress = len(f.Devices) > 0, bits&14 == 2, bits&12 == 4
	if bits&16 != 0 {
		f.Key, f.URI = Hide("JBSWY3DPEHPK3PXP"), Hide("otpauth://totp/x")
	}
	if bits&96 == 96 {
		f.WaitUntil, f.ResendAt = w.now.Add(time.Duration(bits)*time.Second), w.now.Add(30*time.Second)
	}
	return &f
}

// check takes one step of the walk, looks at it from all sides, and returns
// where it leads.
func (w *walk) check(t *testing.T, s Session) Session {
	t.Helper()
	w.now = w.now.Add(time.Duration(w.byte()) * time.Second / 4)
	if w.byte()%4 == 0 {
		checkCan(t, s, w.now)
	}
	e := w.event(s)
	next, eff, err := Step(s, e, w.now)
	if again, eff2, err2 := Step(s, e, w.now); !reflect.DeepEqual(next, again) || eff != eff2 || (err == nil) != (err2 == nil) {
		t.Fatalf("%v at %v comes out otherwise the second time", e.Kind, s.State)
	}
	due := e.Kind >= Ready && e.Ref != 0 && e.Ref == s.Pending
	if err != nil {
		var not *NotHereError
		switch {
		case !reflect.DeepEqual(next, s) || eff != (Effect{}):
			t.Fatalf("%v at %v: %v, yet something changed", e.Kind, s.State, err)
		case e.Kind >= Ready && !due && !errors.Is(err, ErrStale):
			t.Fatalf("%v at %v, which nobody asked for: %v", e.Kind, s.State, err)
		case due && !s.State.Done():
			t.Fatalf("%v of %v for %v at %v was lost: %v", e.Kind, s.Doing, e.Why, s.State, err)
		case e.Kind < Ready && !errors.As(err, &not):
			t.Fatalf("%v at %v: %v", e.Kind, s.State, err)
		}
		return s
	}
	switch {
	case s.State.Done():
		t.Fatalf("%v happened to who has left", e.Kind)
	case e.Kind >= Ready && !due:
		t.Fatalf("an answer to %d was taken while waiting for %d", e.Ref, s.Pending)
	}
	if e.Kind == Help || s.Help && e.Kind == Back {
		aside := next
		aside.Help = s.Help
		if !reflect.DeepEqual(aside, s) || next.Help == s.Help || eff != (Effect{}) {
			t.Fatalf("%v at %v is more than a look aside", e.Kind, s.State)
		}
		return next
	}
	checkPending(t, s, e, next, eff)
	checkRights(t, s, e, next)
	checkForgotten(t, next, eff)
	if s.Pending != 0 {
		w.past = append(w.past, s.Pending)
	}
	return next
}

func checkPending(t *testing.T, was Session, e Event, next Session, eff Effect) {
	t.Helper()
	switch {
	case next.Pending != eff.Ref || next.Doing != eff.Do || (eff.Do == None) != (eff.Ref == 0):
		t.Fatalf("asked for %v as %d, waiting for %v as %d", eff.Do, eff.Ref, next.Doing, next.Pending)
	case eff.Do != None && eff.Ref <= was.last:
		t.Fatalf("%v was asked for as %d, after %d", eff.Do, eff.Ref, was.last)
	case e.Kind != Submit && eff.Answers != (Answers{}):
		t.Fatalf("%v at %v sends out what was typed", e.Kind, was.State)
	case was.Pending != 0 && was.Doing != Forget && was.Doing != Open && !was.Doing.Looks() && (e.Kind == Submit || e.Kind == Resend || e.Kind == Choose):
		t.Fatalf("%v at %v did not wait for %v", e.Kind, was.State, was.Doing)
	}
}

// checkRights looks at what one must have shown to get where one is.
func checkRights(t *testing.T, was Session, e Event, next Session) {
	t.Helper()
	answered := func(op Op) bool { return e.Kind == Accept && was.Doing == op }
	moved := next.State != was.State
	switch {
	case inside(next.State) && !inside(was.State) && !answered(CheckSignIn):
		t.Fatalf("%v of %v at %v leads to %v", e.Kind, was.Doing, was.State, next.State)
	case answered(CheckSignIn) && next.Facts.Weak && next.State != AtWeakPassword:
		t.Fatalf("a weak password leads to %v", next.State)
	case was.State == AtWeakPassword && inside(next.State) && moved && !answered(ReplacePassword):
		t.Fatalf("%v leads from a weak password to %v", e.Kind, next.State)
	case moved && next.State == Activated && (was.State != AtScan || !answered(Enrol)):
		t.Fatalf("%v of %v at %v activated", e.Kind, was.Doing, was.State)
	case moved && next.State == PasswordSet && !answered(SetPassword):
		t.Fatalf("%v of %v at %v set a password", e.Kind, was.Doing, was.State)
	case next.State.Staffed() && !was.State.Staffed() && !answered(CheckOfficer) && !answered(EnrolOfficer):
		t.Fatalf("%v of %v at %v leads to the console", e.Kind, was.Doing, was.State)
	case moved && next.State == Left && was.Facts.Kiosk && !answered(CloseKiosk):
		t.Fatalf("%v at %v ends a kiosk", e.Kind, was.State)
	case moved && next.State == AtGranted && !answered(CarryAct):
		t.Fatalf("%v of %v at %v leads to an officer's code", e.Kind, was.Doing, was.State)
	case moved && next.State == MFAReset && !answered(RevokeDevices) && !answered(CheckGrant):
		t.Fatalf("%v of %v at %v reset MFA", e.Kind, was.Doing, was.State)
	case moved && next.State == AtChange && !answered(ConfirmPassword):
		t.Fatalf("%v of %v at %v leads to a new password", e.Kind, was.Doing, was.State)
	case moved && next.State == AtPassword && !answered(CheckPasswordCode) && !answered(CheckGrant):
		t.Fatalf("%v of %v at %v leads to a new password", e.Kind, was.Doing, was.State)
	}
}

func checkForgotten(t *testing.T, s Session, eff Effect) {
	t.Helper()
	home := s.State == AtStart || s.State == Left
	f := s.Facts
	f.Practice, f.Kiosk, f.People, f.Officer, f.Clock = false, false, nil, Player{}, Clock{}
	if (home || eff.Do == Forget) && !reflect.DeepEqual(f, Facts{}) {
		t.Fatalf("at %v, asked for %v, the session knows %+v", s.State, eff.Do, f)
	}
	if home && (!s.NIP.Empty() || !s.Query.Empty() || s.Act != NoChoice || !s.Began.IsZero()) {
		t.Fatalf("at %v the NIP of the last person is still there", s.State)
	}
}

// checkCan holds what Can says against what Step does.
func checkCan(t *testing.T, s Session, now time.Time) {
	t.Helper()
	one := func(k Kind, c Choice) {
		can, why := Can(s, k, c, now)
		next, eff, err := Step(s, Event{Kind: k, Pick: c, Answers: full}, now)
		switch {
		case can && (err != nil || why != Silence):
			t.Fatalf("%v %v at %v can happen (%v), yet %v", k, c, s.State, why, err)
		case !can && why == Silence && err == nil:
			t.Fatalf("%v %v at %v cannot happen, yet it leads to %v", k, c, s.State, next.State)
		case !can && why != Silence && (err != nil || next.Say != why || next.State != s.State || eff != Effect{}):
			t.Fatalf("%v %v at %v cannot happen because %v, yet %v, %v, %v", k, c, s.State, why, next.Say, eff.Do, err)
		}
	}
	for k := range Ready {
		one(k, NoChoice)
	}
	for c := GoSignIn; c < ChoicesN; c++ {
		one(Choose, c)
	}
	for k := Ready; k < Kinds; k++ {
		if can, _ := Can(s, k, NoChoice, now); can {
			t.Fatalf("a person can %v at %v", k, s.State)
		}
	}
	if in := Inputs(s); len(in) > 3 {
		t.Fatalf("%v asks for %d things", s.State, len(in))
	}
}

// No order of happenings leads where it should not.
func FuzzStep(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(chance(seed, 100))
	}
	f.Fuzz(func(t *testing.T, tape []byte) {
		w := &walk{tape: tape[:min(len(tape), 400)], now: morning}
		for s := (Session{}); len(w.tape) > 0; {
			s = w.check(t, s)
		}
	})
}

// The same without a fuzzer, far enough to have been everywhere.
func TestAnyOrder(t *testing.T) {
	visits := map[State]int{}
	for seed := range uint64(120) {
		// Three of four begin where only somebody who signed in can be.
		begin := []Session{{}, rich(AtPerson, true), rich(AtAccount, false), rich(AtOfficers, true)}[seed%4]
		w := &walk{tape: chance(seed, 1500), now: morning}
		for s := begin; len(w.tape) > 0; {
			s = w.check(t, s)
			visits[s.State]++
			if s.State.Done() && w.byte()%4 == 0 {
				s = begin
				w.past = nil
			}
		}
	}
	for s := range States {
		if visits[s] < 5 {
			t.Errorf("only %d of the steps were at %v: it proves little", visits[s], s)
		}
	}
}

// chance returns n bytes, for a seed always the same.
func chance(seed uint64, n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	r.Read(b)
	return b
}
