package run

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// deskState is what a visit remembers of an officer: who has signed in, and
// what the lists on their screen are about. The lists that are shown have masked
// numbers; these are the numbers behind them, in the same order.
type deskState struct {
	officer nip.NIP // who is signed in
	stamp   string  // the password hash they signed in with: when it changes, so has the session ended
	id      string  // this sign-in

	recruit nip.NIP // whose one-time code was right here, and who has no second factor yet
	invite  string  // which acceptance of it that was

	back *backOffice // what is worked out behind the screen; all copies of the state share it

	lists
	person nip.NIP // whom the officer has opened
	older  uint64  // the first entry on the page of the audit, so that older ones are before it
}

// lists are the numbers behind the lists of a screen.
type lists struct {
	hits     []nip.NIP
	cases    []store.Case
	officers []nip.NIP
}

// A backOffice belongs to one sign-in of an officer and is closed with it.
type backOffice struct {
	finder finder
	ledger ledger

	mu    sync.Mutex
	shown map[flows.Ref]lists // by the answer they came with
}

// answersKept is for how many answers it is remembered what they showed. Of those
// that overtook each other, no more are under way at a time.
const answersKept = 64

// show remembers what an answer shows.
func (b *backOffice) show(answer flows.Ref, l lists) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shown == nil {
		b.shown = make(map[flows.Ref]lists)
	}
	b.shown[answer] = l
	delete(b.shown, answer-answersKept)
}

// chosen returns the lists that a choice was made from. The visit's own may be of
// a later answer, which the screen has not shown, or was not asked for any more:
// what stands there at the same place is somebody else.
func (b *backOffice) chosen(seen flows.Ref) lists {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.shown[seen]
}

// leaveDesk is the end of an officer's sign-in: nothing is kept of anybody. What
// was not finished of an enrolment is dropped, and its one-time code is good
// again.
func (v *Visit) leaveDesk(ctx context.Context, s *state) error {
	k := s.desk
	s.desk = deskState{}
	if k.back != nil {
		k.back.finder.close()
	}
	switch {
	case k.officer != nip.NIP{}:
		return v.note(ctx, k, store.OfficerSignedOut, k.officer)
	case k.recruit != nip.NIP{}:
		return v.dropEnrolment(ctx, k)
	}
	return nil
}

// note writes an entry of what the officer did that changes nothing else.
func (v *Visit) note(ctx context.Context, k deskState, what store.Act, whom nip.NIP) error {
	st, err := v.desk.Store(ctx)
	if err != nil {
		return err
	}
	return st.ChangeOfficer(ctx, k.officer, func(*store.Officer) (store.Effects, error) {
		return store.Effects{Entries: []store.Entry{v.did(k, what, whom, "")}}, nil
	})
}

// did is an entry of what the officer did to somebody, or on their own behalf.
func (v *Visit) did(k deskState, what store.Act, whom nip.NIP, detail string) store.Entry {
	by := k.officer
	if whom == by {
		by = nip.NIP{}
	}
	return store.Entry{At: v.desk.Now(), What: what, NIP: whom, By: by, Detail: detail}
}

// forChiefs are the effects that only a chief may ask for. The menus know it
// too; nobody relies on them.
var forChiefs = map[flows.Op]bool{
	flows.ReadAudit: true, flows.ListOfficers: true, flows.AddOfficer: true, flows.ChangeOfficer: true, flows.AcceptClock: true,
}

// console carries out what an officer asks for who has signed in. Whoever has
// been closed since, or was given another one-time code, is signed out by the
// next thing they ask for. All of it may refuse with SignedOut, and what is for
// chiefs with NotAllowed.
func (v *Visit) console(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	s.facts.Console.Granted, s.facts.Console.Until = flows.Secret{}, time.Time{} // was shown once
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	o, why, err := v.onDuty(ctx, st, s.desk)
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	v.facing(s, o)
	s.desk.lists = s.desk.back.chosen(e.Seen)
	defer func() { s.desk.back.show(e.Ref, s.desk.lists) }()
	if forChiefs[e.Do] && o.Role != store.Chief {
		return flows.Refuse, flows.NotAllowed, nil
	}
	switch e.Do {
	case flows.EnterConsole:
		return v.enterConsole(ctx, st, s)
	case flows.Search:
		return v.search(ctx, st, s, e)
	case flows.OpenPerson:
		return v.openPerson(ctx, st, s, e)
	case flows.CarryAct:
		return v.carryAct(ctx, st, s, e)
	case flows.ListCases:
		return v.listCases(ctx, st, s)
	case flows.WorkOnCase:
		return v.workOnCase(ctx, st, s, e)
	case flows.CountProgress:
		return v.countProgress(ctx, st, s)
	case flows.ReadAudit:
		return v.readAudit(ctx, st, s, e)
	case flows.ListOfficers:
		return v.listOfficers(ctx, st, s)
	case flows.AddOfficer:
		return v.addOfficer(ctx, st, s, e)
	case flows.ChangeOfficer:
		return v.changeOfficer(ctx, st, s, e)
	case flows.AcceptClock:
		return v.acceptClock(ctx, s)
	case flows.CloseKiosk:
		return v.closeKiosk(ctx, s)
	default: // is carried out elsewhere
		return flows.Fail, flows.Silence, fmt.Errorf("no such work at the console: %v", e.Do)
	}
}

// onDuty returns the officer as they are kept, or SignedOut where they are no
// longer in service, or their password is another.
func (v *Visit) onDuty(ctx context.Context, st store.Store, k deskState) (store.Officer, flows.Reason, error) {
	if k.officer == (nip.NIP{}) {
		return store.Officer{}, flows.SignedOut, nil
	}
	o, err := st.Officer(ctx, k.officer)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return o, flows.SignedOut, nil
	case err != nil:
		return o, flows.Silence, err
	case o.Closed() || o.Password.Hash != k.stamp:
		return o, flows.SignedOut, nil
	}
	return o, flows.Silence, nil
}

// facing puts into the facts who is in front of the console. The lists that were
// shown before stay: an answer that is about something else must not empty the
// page it is given on.
func (v *Visit) facing(s *state, o store.Officer) {
	f := v.desk.public()
	f.WaitUntil, f.Left = s.facts.WaitUntil, s.facts.Left
	f.Console = s.facts.Console
	f.Console.Officer, f.Console.Chief, f.Console.TwoPerson = o.Name, o.Role == store.Chief, v.desk.Two
	s.facts = f
}

// enterConsole answers Ready with the first page: who is there, and how many
// cases wait. Whoever was looked at before is put away.
func (v *Visit) enterConsole(ctx context.Context, st store.Store, s *state) (flows.Kind, flows.Reason, error) {
	l := &s.desk.back.ledger
	if err := l.follow(ctx, st, v.desk.here(), v.desk.Log); err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.desk.lists, s.desk.person, s.desk.older = lists{}, nip.NIP{}, 0
	b := &s.facts.Console
	*b = flows.Board{Officer: b.Officer, Chief: b.Chief, TwoPerson: b.TwoPerson, Open: l.open()}
	if _, err := v.lookUp(ctx, st, s); err != nil {
		return flows.Fail, flows.Silence, err
	}
	return flows.Ready, flows.Silence, nil
}

// acceptClock is a chief who says that the clock of the machine is right, though
// it is behind what was written before. It answers Ready, or Refuse with
// NotAllowed where the clock is not in doubt.
func (v *Visit) acceptClock(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	if s.facts.Clock.State != flows.ClockBad {
		return flows.Refuse, flows.NotAllowed, nil
	}
	if err := v.note(ctx, s.desk, store.ClockAccepted, nip.NIP{}); err != nil {
		return flows.Fail, flows.Silence, err
	}
	if v.desk.Trusted != nil {
		v.desk.Trusted(v.desk.Now())
	}
	s.facts.Clock = v.desk.clock()
	return flows.Ready, flows.ClockTrusted, nil
}

// closeKiosk ends a program that only an officer may end. It answers Accept, or
// Refuse with NotAllowed where everybody may.
func (v *Visit) closeKiosk(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	if !v.desk.Kiosk {
		return flows.Refuse, flows.NotAllowed, nil
	}
	if err := v.note(ctx, s.desk, store.KioskClosed, nip.NIP{}); err != nil {
		return flows.Fail, flows.Silence, err
	}
	if v.desk.Closing != nil {
		v.desk.Closing()
	}
	return flows.Accept, flows.Silence, nil
}

// here is the time at the desk, in its own zone.
func (d *Desk) here() time.Time { return d.Now().In(d.Zone) }
