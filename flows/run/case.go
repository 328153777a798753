package run

import (
	"context"
	"errors"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// openCase answers Ready with the number of a case about what the person was
// told last. One that stands open already is not opened again. Name and unit are
// those of an account or none: who types a number is told nothing by it.
func (v *Visit) openCase(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	c := store.Case{Kind: caseOf(e.Why, s.purpose), NIP: s.about(), Desk: v.desk.Name, Opened: v.desk.Now()}
	a, err := st.Account(ctx, c.NIP)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return flows.Fail, flows.Silence, err
	}
	c.Name, c.Unit, c.Changed = a.Name, a.Unit, c.Opened
	kept, err := st.OpenCase(ctx, c, entry(c.Opened, store.CaseOpened, c.NIP, e.Why.String()))
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.facts.Case = int(kept.Number)
	return flows.Ready, flows.Silence, nil
}

// about is whom the visit is about: who is signed in, who was found, or whose
// number was typed last.
func (s *state) about() nip.NIP {
	for _, n := range []nip.NIP{s.who, s.found} {
		if n != (nip.NIP{}) {
			return n
		}
	}
	return s.typed
}

// caseOf is the kind of a case about why (domain notes §6). Who cannot reset MFA
// by mail has lost both.
func caseOf(why flows.Reason, p store.Purpose) store.CaseKind {
	switch why {
	case flows.HasNoAddress, flows.AddressNotMine, flows.AddressEnded:
		if p == store.ResetMFA {
			return store.PhoneAndMailbox
		}
		return store.WrongAddress
	case flows.UnknownNIP:
		return store.UnknownNumber
	case flows.Inactive:
		return store.ClosedAccount
	case flows.HasNoPhone:
		return store.NoPhone
	case flows.Blocked:
		return store.TooManyTries
	case flows.ClockDoubt:
		return store.BadClock
	case flows.NoLetterCame:
		return store.NoLetter
	default:
		return store.OtherCase
	}
}
