package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// What the list of cases shows.
const (
	casesMost   = 100                // one can leaf through no more
	solvedShown = 7 * 24 * time.Hour // for that long after it was solved
)

var (
	troubles = [store.CaseKinds]flows.Trouble{
		store.PhoneAndMailbox: flows.TroublePhoneAndMailbox, store.NoLetter: flows.TroubleNoLetter, store.WrongAddress: flows.TroubleAddress,
		store.UnknownNumber: flows.TroubleNumber, store.NoPhone: flows.TroubleNoPhone, store.ClosedAccount: flows.TroubleClosed,
		store.TooManyTries: flows.TroubleTries, store.BadClock: flows.TroubleClock, store.CodeNotTaken: flows.TroubleCode,
		store.NoQRCode: flows.TroubleNoQR, store.OtherCase: flows.TroubleOther,
	}
	progressing = [store.CaseStates]flows.Progressing{
		store.CaseOpen: flows.CaseIsOpen, store.CaseBeingWorkedOn: flows.CaseIsTaken, store.CaseSolved: flows.CaseIsSolved,
	}
)

// listCases answers Ready with the cases: those that wait, the longest first, and
// then what was solved in the last days, the latest first. A new one comes after
// those that waited already, so the list does not move under anybody's hand.
func (v *Visit) listCases(ctx context.Context, st store.Store, s *state) (flows.Kind, flows.Reason, error) {
	k, b := &s.desk, &s.facts.Console
	var waiting, solved []store.Case
	since := v.desk.Now().Add(-solvedShown)
	err := st.Cases(ctx, func(c store.Case) error { // newest first
		switch {
		case c.State != store.CaseSolved:
			waiting = append(waiting, c)
		case c.Changed.After(since):
			solved = append(solved, c)
		}
		return nil
	})
	if !passes(v.desk.Log, err) {
		return flows.Fail, flows.Silence, err
	}
	slices.Reverse(waiting)
	slices.SortStableFunc(solved, func(c, d store.Case) int { return d.Changed.Compare(c.Changed) })
	list := append(waiting, solved...)
	list = list[:min(len(list), casesMost)]
	shown := make([]flows.Case, 0, len(list))
	for _, c := range list {
		seen, err := seeCase(ctx, st, c)
		if err != nil {
			return flows.Fail, flows.Silence, err
		}
		shown = append(shown, seen)
	}
	k.cases, k.person = list, nip.NIP{}
	b.Cases, b.Open, b.Person = shown, len(waiting), flows.Dossier{}
	return flows.Ready, flows.Silence, nil
}

// seeCase is c as an officer sees it in the list.
func seeCase(ctx context.Context, st store.Store, c store.Case) (flows.Case, error) {
	seen := flows.Case{
		Number: int(c.Number), Kind: troubles[c.Kind], NIP: c.NIP.Masked(), Name: c.Name, Unit: c.Unit, Desk: c.Desk,
		Opened: c.Opened, State: progressing[c.State],
	}
	if c.NIP != (nip.NIP{}) {
		a, err := st.Account(ctx, c.NIP)
		switch {
		case err == nil:
			seen.Known, seen.Name, seen.Unit = true, a.Name, a.Unit // there may be one by now
		case !errors.Is(err, store.ErrNotFound):
			return seen, err
		}
	}
	if c.By != (nip.NIP{}) {
		o, err := st.Officer(ctx, c.By)
		switch {
		case err == nil:
			seen.Officer = o.Name
		case errors.Is(err, store.ErrNotFound):
			seen.Officer = c.By.Masked()
		default:
			return seen, err
		}
	}
	return seen, nil
}

// workOnCase takes a case, or writes down that it is solved. It answers Accept,
// or Refuse with NotAllowed where somebody else was faster.
func (v *Visit) workOnCase(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if e.Index < 0 || e.Index >= len(s.desk.cases) {
		return flows.Refuse, flows.NotAllowed, nil
	}
	why, k := flows.Silence, s.desk
	err := st.ChangeCase(ctx, k.cases[e.Index].Number, func(c *store.Case) (store.Effects, error) {
		what := store.CaseTaken
		why = flows.Silence
		switch {
		case e.Pick == flows.TakeCase && c.State == store.CaseOpen:
			c.State = store.CaseBeingWorkedOn
		case e.Pick == flows.SolveCase && c.State != store.CaseSolved:
			what, c.State = store.CaseClosed, store.CaseSolved
		default:
			why = flows.NotAllowed
			return store.Effects{}, nil
		}
		c.By, c.Changed = k.officer, v.desk.Now()
		return store.Effects{Entries: []store.Entry{v.did(k, what, c.NIP, fmt.Sprintf("case %d", c.Number))}}, nil
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	return flows.Accept, flows.Silence, nil
}

// countProgress answers Ready with who is done, unit by unit, and how the day
// goes.
func (v *Visit) countProgress(ctx context.Context, st store.Store, s *state) (flows.Kind, flows.Reason, error) {
	p, err := s.desk.back.ledger.progress(ctx, st, v.desk.here(), v.desk.Log)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.facts.Console.Progress = p
	return flows.Ready, flows.Silence, nil
}
