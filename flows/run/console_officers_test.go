package run

import (
	"testing"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// A chief makes somebody an officer, and the code they are given opens their way
// in.
func TestOfficerAdded(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		chief := w.clerk(1, store.Chief)
		p := w.onDuty(chief)
		p.choose(flows.GoOfficers)
		p.choose(flows.AddHelper)
		n := storetest.NIP(950)
		p.submit(typed{flows.OtherNIP: "12", flows.OfficerName: "Budi"})
		p.at(flows.AtNewOfficer, flows.BadNIP)
		p.submit(typed{flows.OtherNIP: n.String(), flows.OfficerName: "\u202e"})
		p.at(flows.AtNewOfficer, flows.BadOfficerName)
		p.submit(typed{flows.OtherNIP: chief.String(), flows.OfficerName: "Budi"})
		p.at(flows.AtNewOfficer, flows.OfficerKnown)
		p.submit(typed{flows.OtherNIP: n.String(), flows.OfficerName: "  Budi  Santoso "})
		p.at(flows.AtInvited, flows.InviteMade)
		w.wrote(store.OfficerAdded, n, chief.number, "helper")
		code := p.board().Granted
		w.log.hide("an invitation", code.Reveal())
		if !p.board().Until.Equal(w.Now().Add(InviteLife)) {
			t.Errorf("until %v", p.board().Until)
		}
		p.next()
		list := p.board().Officers
		if !p.board().Granted.Empty() || len(list) != 2 || list[0].Name != "Budi Santoso" || !list[0].Invited || list[0].Chief || list[0].Self ||
			!list[1].Self || !list[1].Chief || list[1].NIP != chief.Masked() {
			t.Errorf("the list is %+v", list)
		}
		q := w.recruited(n, code)
		q.newPassword(second)
		q.submit(typed{flows.OTP: w.otp(q.s.Facts.Key)})
		q.at(flows.AtConsole, flows.Silence)
		if q.board().Chief {
			t.Error("a chief")
		}
		p.choose(flows.AddChief)
		p.submit(typed{flows.OtherNIP: storetest.NIP(951).String(), flows.OfficerName: "Dewi"})
		w.wrote(store.OfficerAdded, storetest.NIP(951), chief.number, "chief")
		w.discreet()
	})
}

func TestOfficerChanged(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		chief, helper := w.clerk(1, store.Chief), w.clerk(2, store.Helper)
		q, p := w.onDuty(helper), w.onDuty(chief)
		pick := func(c citizen) {
			t.Helper()
			p.choose(flows.GoOfficers)
			for i, o := range p.board().Officers {
				if o.NIP == c.Masked() {
					p.choose(flows.GoOfficer, i)
				}
			}
		}
		pick(helper)
		p.choose(flows.CloseOfficer)
		p.at(flows.AtSure, flows.Silence)
		p.submit(nil)
		p.at(flows.AtOfficers, flows.OfficerChanged)
		w.wrote(store.OfficerClosed, helper.number, chief.number, "helper")
		q.look()
		q.at(flows.AtOfficerSignIn, flows.SignedOut)
		w.fresh()
		q.back()
		q.report(helper, first, w.otp(helper.key()))
		q.at(flows.AtOfficerSignIn, flows.OfficerWrong)
		if o := p.board().Officers[1]; !o.Closed {
			t.Errorf("the list has %+v", o)
		}

		p.back()
		pick(helper)
		p.choose(flows.ReopenOfficer)
		p.at(flows.AtSure, flows.Silence)
		p.submit(nil)
		p.at(flows.AtOfficers, flows.OfficerChanged)
		w.fresh()
		q.report(helper, first, w.otp(helper.key()))
		q.at(flows.AtConsole, flows.Silence)

		p.back()
		pick(helper)
		p.choose(flows.InviteAgain)
		p.at(flows.AtSure, flows.Silence)
		p.submit(nil)
		p.at(flows.AtInvited, flows.InviteMade)
		w.wrote(store.OfficerInvited, helper.number, chief.number, "helper")
		q.look()
		q.at(flows.AtOfficerSignIn, flows.SignedOut)
		w.fresh()
		q.back()
		q.report(helper, first, w.otp(helper.key()))
		q.at(flows.AtOfficerSignIn, flows.OfficerWrong)
		if o := w.officer(helper); o.MFA() || o.Password.Hash != "" || o.Invite == nil {
			t.Errorf("kept is %+v", o)
		}
		code := p.board().Granted
		w.recruited(helper.number, code).at(flows.AtOfficerPassword, flows.CodeRight)

		// Not themselves, and nobody who is not there.
		p.next()
		for i, o := range p.board().Officers {
			want := flows.NotAllowed // it is not said what
			if o.Self {
				want = flows.OwnAccount
			}
			p.changes(i, flows.NoChoice, want)
		}
		p.changes(9, flows.CloseOfficer, flows.NotAllowed)
	})
}

// changes asks the world to change an officer without asking the table.
func (p *sitting) changes(i int, pick flows.Choice, want flows.Reason) {
	p.Helper()
	before := p.v.newest
	e := p.v.Do(p.Context(), flows.Effect{Do: flows.ChangeOfficer, Ref: before + 1, Seen: before, Pick: pick, Index: i})
	p.v.newest = before
	if e.Kind != flows.Refuse || e.Why != want {
		p.Errorf("%v: %v %v, want %v", pick, e.Kind, e.Why, want)
	}
}

// Two chiefs put each other out in the same moment. One who can add officers is
// left.
func TestLastChief(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		one, two := w.clerk(1, store.Chief), w.clerk(2, store.Chief)
		p := w.onDuty(one)
		p.choose(flows.GoOfficers)
		v := p.v
		st, err := v.desk.Store(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, o := range p.board().Officers {
			at[o.NIP] = i
		}
		// It was looked at who asks, and then two was faster.
		s := v.state
		w.promote(one, func(o *store.Officer) { o.Disabled = true })
		kind, why, err := v.changeOfficer(t.Context(), st, &s, flows.Effect{Act: flows.CloseOfficer, Index: at[two.Masked()]})
		if kind != flows.Refuse || why != flows.LastChief || err != nil {
			t.Errorf("%v %v %v", kind, why, err)
		}
		if o := w.officer(two); o.Closed() || !o.MFA() {
			t.Errorf("nobody is left: %+v", o)
		}
	})
}
