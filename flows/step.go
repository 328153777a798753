package flows

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrStale means an answer came back to a question no longer being asked. The
// caller drops it.
var ErrStale = errors.New("answer to an old question")

// A NotHereError reports an event the table has no row for, or one that has to
// wait for an answer that is still out.
type NotHereError struct {
	At State
	On Kind
}

func (e *NotHereError) Error() string { return fmt.Sprintf("no %v at %v", e.On, e.At) }

// Step moves s by one event that happened at now. On error s comes back as it
// was and there is nothing to do: the error is [ErrStale] or a [*NotHereError].
func Step(s Session, e Event, now time.Time) (Session, Effect, error) {
	if e.Kind >= Ready && (e.Ref == 0 || e.Ref != s.Pending) {
		return s, Effect{}, ErrStale
	}
	r, ok := find(s, e, now)
	if s.Help && e.Kind == Back {
		ok = true // closes the help, also where there is no way back
	}
	if !ok || s.waits(e.Kind) {
		return s, Effect{}, &NotHereError{s.State, e.Kind}
	}
	if e.Kind == Help || s.Help && e.Kind == Back {
		s.Help = !s.Help // a look aside: whatever was asked is still being asked
		return s, Effect{}, nil
	}

	n := s
	n.Pending, n.Doing = 0, None // whatever was asked before is moot
	if r.To != Anywhere {
		n.State = r.To
	}
	n.Help = s.Help && (e.Kind >= Ready || e.Kind == Look) && n.State == s.State // an answer does not close what one is reading
	switch {
	case r.Say != Silence:
		n.Say = r.Say
	case (e.Kind == Ready || e.Kind == Look) && e.Why == Silence:
		// What was said still needs saying: a new captcha does not unsay that
		// the last one was wrong, and a look around unsays nothing.
	case e.Pick == AskHelp:
		// What went wrong is what help is asked for.
	default:
		n.Say = e.Why
	}
	if e.Kind >= Ready && e.Facts != nil {
		n.Facts, n.seen = *e.Facts, e.Ref
	}
	s.ask(e, &n)
	if !e.Answers[NIP].Empty() {
		n.NIP = e.Answers[NIP]
	}
	if e.Kind == Look && n.State == AtFind {
		n.Query = e.Answers[Query]
	}
	switch e.Pick {
	case GoDevice:
		n.Device = e.Index
	case Play:
		n.Player = e.Index
	case GoPerson, GoCase, GoOfficer:
		n.Index = e.Index
	case ActEmail, ActGrantPassword, ActGrantMFA, ActGrantWait, ActUnlock, ActResetMFA, ActDisable, ActEnable, AddHelper, AddChief,
		InviteAgain, CloseOfficer, ReopenOfficer:
		n.Act = e.Pick
	case BecauseOf:
		n.Cause = Cause(e.Index)
	case CheckedBy:
		n.Check = Check(e.Index)
	default: // there was only one of it
	}
	if r.Do == Forget || n.State == AtStart {
		// At once, and not when the world has got round to it. The list of
		// invented people, once known, stays.
		n.Facts = n.Facts.public()
	}
	switch {
	case n.State == AtStart || n.State == Left:
		n.NIP, n.Query, n.Act, n.Cause, n.Check, n.Index = Secret{}, Secret{}, NoChoice, 0, 0, 0
		n.Question, n.Remedy = AskWhat, NoRemedy
		n.Began, n.Mailed = zero, false
	case n.State == AtMailCode || n.State == AtLostCode:
		n.Mailed = true
	case n.State == AtConsole && s.State != AtConsole:
		n.Query = Secret{}
		if !s.State.Staffed() {
			n.Began = now // an officer has sat down
		}
	}
	if n.Began.IsZero() && n.State != AtStart && n.State != Left {
		n.Began = now
	}
	if r.Do == None {
		return n, Effect{}, nil
	}
	n.last++
	n.Pending, n.Doing = n.last, r.Do
	eff := Effect{
		Do: r.Do, Ref: n.Pending, Pick: e.Pick, Device: n.Device, Index: n.Index,
		Act: n.Act, Cause: n.Cause, Check: n.Check, Remedy: n.Remedy, Why: n.Say, Query: n.Query, Seen: n.seen,
	}
	if e.Kind == Submit {
		eff.Answers = e.Answers
	}
	return n, eff, nil
}

// ask is Step for the clinic: which question or remedy is next in n.
func (s Session) ask(e Event, n *Session) {
	switch {
	case s.State == AtClinic && e.Pick == AnswerWith:
		a := Tree[s.Question][e.Index] // it is on the menu, or there were no row
		if n.Remedy = a.Cure; a.Cure == NoRemedy {
			n.Question = a.Ask
		}
	case s.State == AtClinic && e.Kind == Back:
		n.Question = before(s.Question)
	case n.State == AtClinic:
		n.Remedy = NoRemedy
	}
}

// Can reports whether the person may do k now, choosing c where k is [Choose],
// and if not, why not. A key that is not possible is not offered; pressed all
// the same, it is answered with the reason.
func Can(s Session, k Kind, c Choice, now time.Time) (bool, Reason) {
	r, ok := find(s, Event{Kind: k, Pick: c, Answers: full}, now)
	switch {
	case s.Help && k == Back:
		return true, Silence
	case !ok || k >= Ready:
		return false, Silence
	case s.waits(k):
		return false, Silence
	case r.If == TooSoon || r.If == Full || r.If == Single || r.If == NothingWrong:
		return false, r.Say
	}
	return true, Silence
}

// waits reports whether k has to wait for an answer that is still out. Back,
// Help and Quit never wait, and nobody waits for the store to be opened or for
// what is behind them to be forgotten: the world does these in order.
func (s Session) waits(k Kind) bool {
	if s.Pending == 0 || s.Doing == Forget || s.Doing == Open {
		return false
	}
	if s.Doing.Looks() {
		return k == Look && s.Doing != Search // what is typed overtakes what was typed before
	}
	return k == Submit || k == Resend || k == Choose || k == Look
}

// Looks reports whether o only looks for news: whatever a person does meanwhile
// is worth more than the answer.
func (o Op) Looks() bool {
	switch o {
	case LookAtPost, EnterConsole, Search, ListCases, CountProgress:
		return true
	default:
		return false
	}
}

func find(s Session, e Event, now time.Time) (Row, bool) {
	if s.State.Done() || e.Kind == Choose && !offered(s, e) {
		return Row{}, false
	}
	for _, r := range Table {
		if (r.From == s.State || r.From == Anywhere) && r.On == e.Kind &&
			r.Pick == e.Pick && (r.Why == Silence || r.Why == e.Why) && r.If.holds(s, e, now) {
			return r, true
		}
	}
	return Row{}, false
}

// offered reports whether a choice that belongs into a list stands there now.
// Side doors are always open.
func offered(s Session, e Event) bool {
	for _, m := range menus[s.State] {
		if m.choice == e.Pick {
			return slices.Contains(Menu(s), Option{e.Pick, e.Index})
		}
	}
	return true
}

var zero time.Time // for guards that do not look at the clock

// full is every field filled in alike, for asking what would be possible.
var full = func() (a Answers) {
	x := Hide("x")
	for i := range a {
		a[i] = x
	}
	return a
}()
