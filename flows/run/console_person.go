package run

import (
	"context"
	"errors"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// openPerson answers Ready with somebody's dossier: number and address in full
// from here on, which is written down before it is shown. It refuses with
// UnknownNIP where there is no such account (any more). Whoever is open already
// is shown again as they are now, and nothing more is written.
func (v *Visit) openPerson(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	k := &s.desk
	who, again := v.meant(s, e)
	if who == (nip.NIP{}) {
		return flows.Refuse, flows.UnknownNIP, nil
	}
	var a store.Account
	err := st.Change(ctx, who, func(kept *store.Account) (store.Effects, error) {
		a = kept.Clone()
		if again {
			return store.Effects{}, nil
		}
		return store.Effects{Entries: []store.Entry{v.did(*k, store.PersonOpened, who, "")}}, nil
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return flows.Refuse, flows.UnknownNIP, nil
	case err != nil:
		return flows.Fail, flows.Silence, err
	}
	if err := k.back.ledger.follow(ctx, st, v.desk.here(), v.desk.Log); err != nil {
		return flows.Fail, flows.Silence, err
	}
	k.person = who
	s.facts.Console.Person = v.dossier(*k, a)
	return flows.Ready, flows.Silence, nil
}

// meant is whom an effect is about, and whether that is who is open already.
func (v *Visit) meant(s *state, e flows.Effect) (who nip.NIP, again bool) {
	k := &s.desk
	switch {
	case e.Pick == flows.GoPerson:
		if e.Index >= 0 && e.Index < len(k.hits) {
			who = k.hits[e.Index]
		}
	case e.Pick == flows.GoOwner:
		if e.Index >= 0 && e.Index < len(k.cases) {
			who = k.cases[e.Index].NIP
		}
	default:
		return k.person, true
	}
	return who, false
}

// dossier is a as an officer sees it. Nothing in it opens anything.
func (v *Visit) dossier(k deskState, a store.Account) flows.Dossier {
	until, wrong := waits(a)
	numbers := k.back.ledger.of(a.NIP)
	d := flows.Dossier{
		NIP: a.NIP.Grouped(), Name: a.Name, Unit: a.Unit, Staff: staff[a.Kind],
		Standing: standing(a, len(numbers) > 0, v.desk.Now()),
		Email:    a.Email, Disabled: a.Disabled, Inactive: a.Inactive,
		Password: a.Password.Set, SignedIn: a.LastSignIn, Wait: until, Wrong: wrong, Blocked: wrong >= BlockAfter,
		Own: a.NIP == k.officer, Cases: numbers,
	}
	for _, dev := range a.Active() {
		d.Devices = append(d.Devices, flows.Device{ID: dev.ID, Name: dev.Name, Enrolled: dev.Enrolled, Used: dev.Used})
	}
	return d
}
