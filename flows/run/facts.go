package run

import (
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// person is a as the screens may know it, once it was shown to be theirs.
func person(a store.Account) flows.Person {
	return flows.Person{NIP: flows.Hide(a.NIP.String()), Name: a.Name, Unit: a.Unit, Email: flows.Hide(a.Email)}
}

// show lets the session know the account of who is signed in. A key that is
// waiting to be scanned is not part of it.
func (v *Visit) show(s *state, a store.Account) {
	f := v.desk.public()
	f.WaitUntil, f.Left = s.facts.WaitUntil, s.facts.Left
	f.Weak = s.facts.Weak
	f.Person = person(a)
	f.PasswordSet = a.Password.Set
	for _, d := range a.Active() {
		f.Devices = append(f.Devices, flows.Device{ID: d.ID, Name: d.Name, Enrolled: d.Enrolled, Used: d.Used})
	}
	f.MFA = len(f.Devices) > 0
	s.facts = f
}

// entry is one line of the audit.
func entry(at time.Time, what store.Act, n nip.NIP, detail string) store.Effects {
	return store.Effects{Entries: []store.Entry{{At: at, What: what, NIP: n, Detail: detail}}}
}
