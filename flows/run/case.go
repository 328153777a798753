package run

import (
	"context"
	"errors"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// reportCase opens a case that somebody was advised to, about the number they
// typed. It answers Accept with the number of a new case, or Refuse with BadNIP or
// TerminalSlow. Each report is counted against the terminal, or a line of numbers
// would become a list of cases; and the number of a case that stood already is not
// told, or it would tell whoever types a colleague's number that they have asked.
func (v *Visit) reportCase(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.NIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	if why, err := v.slips(ctx, s, st, flows.CaseReported); err != nil || why == flows.TerminalSlow {
		return flows.Refuse, why, err
	}
	s.typed, s.found = n, nip.NIP{}
	_, why, err := v.openCase(ctx, s, e)
	return flows.Accept, why, err
}

// openCase answers Ready with the number of a case about what the person was
// told last. One that stands open already is not opened again. Name and unit are
// those of an account or none: who types a number is told nothing by it.
func (v *Visit) openCase(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	c := store.Case{Kind: caseOf(e, s.purpose), NIP: s.about(), Desk: v.desk.Name, Opened: v.desk.Now()}
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
	if e.Do == flows.ReportCase && !kept.Opened.Equal(c.Opened) {
		s.facts.Case = 0
	}
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

// caseOf is the kind of a case (domain notes §6): of the remedy that somebody was
// advised to, or about what they were told. Who cannot reset MFA by mail has lost
// both.
func caseOf(e flows.Effect, p store.Purpose) store.CaseKind {
	if e.Remedy != flows.NoRemedy && e.Do == flows.ReportCase {
		for kind, trouble := range troubles {
			if trouble == flows.Cures[e.Remedy].Case {
				return store.CaseKind(kind)
			}
		}
	}
	if e.Why.OTPRefused() {
		return store.CodeNotTaken
	}
	switch e.Why {
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
