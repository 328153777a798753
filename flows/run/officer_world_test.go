package run

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// clerk is an officer with the first password and a phone. Officers have numbers
// from 900 on, where nobody else has one.
func (w *world) clerk(i int, role store.Role) citizen {
	w.Helper()
	key, err := otp.New(w.chance)
	if err != nil {
		w.Fatal(err)
	}
	n := storetest.NIP(900 + i)
	err = w.disk.Store.ChangeOfficer(context.Background(), n, func(o *store.Officer) (store.Effects, error) {
		o.Name, o.Role, o.Added = storetest.Person(900+i).Name, role, morning.AddDate(0, -1, 0)
		o.Password = store.Password{Hash: w.record(first), Set: o.Added}
		o.Devices = []store.Device{{ID: "phone", Name: "authenticator", Secret: key, Enrolled: o.Added}}
		return store.Effects{}, nil
	})
	if err != nil {
		w.Fatal(err)
	}
	w.log.hide("an officer's number", n.String())
	w.log.hide("an officer's secret", key.Reveal())
	return citizen{number: n, keys: []flows.Secret{key}}
}

// officer is c's record.
func (w *world) officer(c citizen) store.Officer {
	w.Helper()
	o, err := w.disk.Store.Officer(context.Background(), c.number)
	if err != nil {
		w.Fatal(err)
	}
	return o
}

// promote changes c's record behind everybody's back.
func (w *world) promote(c citizen, f func(*store.Officer)) {
	w.Helper()
	err := w.disk.Store.ChangeOfficer(context.Background(), c.number, func(o *store.Officer) (store.Effects, error) {
		f(o)
		return store.Effects{}, nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

// report signs an officer in from the first screen, or once more where they are.
func (p *sitting) report(c citizen, pw, code string) {
	p.Helper()
	if p.s.State == flows.AtStart {
		p.choose(flows.GoConsole)
	}
	p.submit(typed{flows.NIP: c.String(), flows.Password: pw, flows.OTP: code})
}

// onDuty is a sitting of an officer who has signed in. The code that did it is
// used up.
func (w *world) onDuty(c citizen) *sitting {
	w.Helper()
	w.fresh()
	p := w.sit()
	p.report(c, first, w.otp(c.key()))
	p.at(flows.AtConsole, flows.Silence)
	return p
}

// board is what the officer sees.
func (p *sitting) board() flows.Board { return p.s.Facts.Console }

// look is a look for news, with what stands in the field.
func (p *sitting) look(query ...string) {
	p.Helper()
	p.happen(flows.Event{Kind: flows.Look, Answers: typed{flows.Query: strings.Join(query, "")}.answers()})
}

// indexed waits for the index.
func (p *sitting) indexed() {
	p.Helper()
	p.look()
	f := &p.v.state.desk.back.finder
	f.mu.Lock()
	ready := f.ready
	f.mu.Unlock()
	<-ready
}

// seek looks for somebody from the console on.
func (p *sitting) seek(query string) {
	p.Helper()
	p.indexed()
	p.choose(flows.GoFind)
	p.look(query)
	p.at(flows.AtFind, flows.Silence)
}

// opens opens the one who was found.
func (p *sitting) opens(c citizen) {
	p.Helper()
	p.seek(c.String())
	if len(p.board().Hits) != 1 {
		p.Fatalf("found %+v", p.board().Hits)
	}
	p.choose(flows.GoPerson, 0)
	p.at(flows.AtPerson, flows.Silence)
}

// acts does something for the person who is open.
func (p *sitting) does(what flows.Choice, t typed) {
	p.Helper()
	p.choose(what)
	p.choose(flows.BecauseOf, int(flows.CauseMailbox))
	p.choose(flows.CheckedBy, int(flows.CheckIDCard))
	p.submit(t)
	p.log.hide("an officer's code", p.board().Granted.Reveal())
}

// audit is everything that was written down, oldest first.
func (w *world) audit() (all []store.Entry) {
	w.Helper()
	err := w.disk.Entries(context.Background(), 0, func(_ uint64, e store.Entry) error { all = append(all, e); return nil })
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// wrote checks what was written down last.
func (w *world) wrote(what store.Act, whom, by number, detail string) {
	w.Helper()
	all := w.audit()
	e := all[len(all)-1]
	if e.What != what || e.Whom != w.disk.Mark(whom) || e.Who != w.disk.Mark(by) || e.Detail != detail {
		w.Errorf("the last entry is %v about %s by %s: %q; want %v about %s by %s: %q",
			e.What, e.Whom.Masked, e.Who.Masked, e.Detail, what, whom.Masked(), by.Masked(), detail)
	}
}

// discreet reads the whole audit for what must not be in it.
func (w *world) discreet() {
	w.Helper()
	for _, e := range w.audit() {
		line, err := json.Marshal(e)
		if err != nil {
			w.Fatal(err)
		}
		w.log.mu.Lock()
		for text, what := range w.log.secret {
			if bytes.Contains(line, []byte(text)) {
				w.Errorf("%s stands in the audit: %v", what, e.What)
			}
		}
		w.log.mu.Unlock()
	}
}

// stuck opens a case about c, as the kiosk would.
func (w *world) stuck(c citizen, kind store.CaseKind) int {
	w.Helper()
	k := store.Case{Kind: kind, NIP: c.number, Desk: "Meja 1", Opened: w.Now(), Changed: w.Now()}
	k, err := w.disk.OpenCase(context.Background(), k, store.Effects{Entries: []store.Entry{{At: w.Now(), What: store.CaseOpened, NIP: c.number}}})
	if err != nil {
		w.Fatal(err)
	}
	return int(k.Number)
}

// Every effect of the console says so to whoever is no longer, or has never been,
// an officer in service, and what is for chiefs is refused to the others, whatever
// their menus are.
func TestConsoleIsClosed(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		all := []flows.Op{
			flows.EnterConsole, flows.Search, flows.OpenPerson, flows.CarryAct, flows.ListCases, flows.WorkOnCase, flows.CountProgress,
			flows.ReadAudit, flows.ListOfficers, flows.AddOfficer, flows.ChangeOfficer, flows.AcceptClock, flows.CloseKiosk,
		}
		in := w.member(1, first)
		for who, p := range map[string]*sitting{"nobody": w.sit(), "a person": w.signedIn(in, first)} {
			for _, do := range all {
				if e := p.behind(do, nil); e.Kind != flows.Refuse || e.Why != flows.SignedOut {
					t.Errorf("%s may %v: %v %v", who, do, e.Kind, e.Why)
				}
			}
		}
		for how, end := range map[string]func(*store.Officer){
			"closed":         func(o *store.Officer) { o.Disabled = true },
			"invited again":  func(o *store.Officer) { o.Password = store.Password{} },
			"a new password": func(o *store.Officer) { o.Password.Hash = w.record(first) },
		} {
			c := w.clerk(len(how), store.Chief)
			p := w.onDuty(c)
			p.opens(in)
			w.promote(c, end)
			before := len(w.audit())
			for _, do := range all {
				if e := p.behind(do, typed{flows.OtherNIP: storetest.NIP(5).String(), flows.OfficerName: "Nama"}); e.Kind != flows.Refuse || e.Why != flows.SignedOut {
					t.Errorf("%s, and may %v: %v %v", how, do, e.Kind, e.Why)
				}
			}
			if len(w.audit()) != before {
				t.Errorf("%s: something was done", how)
			}
			p.back()
			p.at(flows.AtOfficerSignIn, flows.SignedOut)
			if p.board().Officer != "" || p.v.state.desk.back != nil {
				t.Errorf("%s: something is left", how)
			}
		}
		helper := w.onDuty(w.clerk(1, store.Helper))
		for _, do := range []flows.Op{flows.ReadAudit, flows.ListOfficers, flows.AddOfficer, flows.ChangeOfficer, flows.AcceptClock} {
			e := helper.behind(do, typed{flows.OtherNIP: storetest.NIP(5).String(), flows.OfficerName: "Nama"})
			if e.Kind != flows.Refuse || e.Why != flows.NotAllowed || len(e.Facts.Console.Audit)+len(e.Facts.Console.Officers) > 0 {
				t.Errorf("a helper may %v: %v %v", do, e.Kind, e.Why)
			}
		}
	})
}
