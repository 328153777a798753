package run

import (
	"context"
	"errors"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// listOfficers answers Ready with all officers, by name.
func (v *Visit) listOfficers(ctx context.Context, st store.Store, s *state) (flows.Kind, flows.Reason, error) {
	all, err := st.Officers(ctx)
	if !passes(v.desk.Log, err) {
		return flows.Fail, flows.Silence, err
	}
	k, b := &s.desk, &s.facts.Console
	k.officers, b.Officers = nil, nil
	for _, o := range all {
		k.officers = append(k.officers, o.NIP)
		b.Officers = append(b.Officers, flows.Colleague{
			NIP: o.NIP.Masked(), Name: o.Name, Chief: o.Role == store.Chief, Closed: o.Closed(), Invited: o.Invite != nil,
			Self: o.NIP == k.officer, Last: o.LastSignIn,
		})
	}
	return flows.Ready, flows.Silence, nil
}

// addOfficer answers Accept with the one-time code of a new officer, or Refuse
// with BadNIP, BadOfficerName or OfficerKnown.
func (v *Visit) addOfficer(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	n, err := nip.Parse(e.Answers[flows.OtherNIP].Reveal())
	if err != nil {
		return flows.Refuse, flows.BadNIP, nil
	}
	who := Recruit{NIP: n, Name: e.Answers[flows.OfficerName].Reveal(), Role: store.Helper, By: s.desk.officer}
	if e.Act == flows.AddChief {
		who.Role = store.Chief
	}
	now := v.desk.Now()
	code, err := AddFirstOfficer(ctx, st, who, now, v.desk.random())
	switch {
	case errors.Is(err, ErrOfficerName):
		return flows.Refuse, flows.BadOfficerName, nil
	case errors.Is(err, ErrOfficerKnown):
		return flows.Refuse, flows.OfficerKnown, nil
	case err != nil:
		return flows.Fail, flows.Silence, err
	}
	s.facts.Console.Granted, s.facts.Console.Until = code, now.Add(InviteLife)
	return flows.Accept, flows.Silence, nil
}

// changeOfficer closes an officer, opens them again, or gives them another
// one-time code in place of what they signed in with. It answers Accept with the
// list, and the code where there is one, or Refuse with OwnAccount, NotAllowed or
// LastChief.
func (v *Visit) changeOfficer(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	k := s.desk
	if e.Index < 0 || e.Index >= len(k.officers) {
		return flows.Refuse, flows.NotAllowed, nil
	}
	n := k.officers[e.Index]
	if n == k.officer {
		return flows.Refuse, flows.OwnAccount, nil
	}
	now := v.desk.Now()
	invite, code, err := newInvite(k.officer, now, v.desk.random())
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	var why flows.Reason
	var before store.Officer
	err = st.ChangeOfficer(ctx, n, func(o *store.Officer) (store.Effects, error) {
		why, before = flows.Silence, o.Clone()
		what := store.OfficerClosed
		switch {
		case e.Act == flows.InviteAgain && !o.Closed():
			what = store.OfficerInvited
			inviteAnew(o, invite, now)
		case e.Act == flows.CloseOfficer && !o.Closed():
			o.Disabled = true
			retirePending(&o.Account, now)
		case e.Act == flows.ReopenOfficer && o.Disabled:
			what, o.Disabled = store.OfficerAdded, false
		default:
			why = flows.NotAllowed
			return store.Effects{}, nil
		}
		detail := roleNames[o.Role]
		if what == store.OfficerAdded {
			detail += "; again"
		}
		return store.Effects{Entries: []store.Entry{v.did(k, what, n, detail)}}, nil
	})
	if err == nil && why == flows.Silence && e.Act != flows.ReopenOfficer {
		why, err = v.keepChief(ctx, st, k, before)
	}
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	if e.Act == flows.InviteAgain {
		s.facts.Console.Granted, s.facts.Console.Until = code, now.Add(InviteLife)
	}
	kind, why, err := v.listOfficers(ctx, st, s)
	if kind != flows.Ready {
		return kind, why, err
	}
	return flows.Accept, flows.Silence, nil
}

// keepChief undoes what was done to an officer where no chief is left who could
// sign in. That happens to two who put each other out at the same moment: each is
// a record of its own, so only looking afterwards finds it.
func (v *Visit) keepChief(ctx context.Context, st store.Store, k deskState, was store.Officer) (flows.Reason, error) {
	all, err := st.Officers(ctx)
	if !passes(v.desk.Log, err) {
		return flows.Silence, err
	}
	if len(chiefs(all)) > 0 {
		return flows.Silence, nil
	}
	err = st.ChangeOfficer(ctx, was.NIP, func(o *store.Officer) (store.Effects, error) {
		*o = was.Clone()
		return store.Effects{Entries: []store.Entry{v.did(k, store.OfficerAdded, was.NIP, roleNames[was.Role]+"; again")}}, nil
	})
	return flows.LastChief, err
}
