package storetest

import (
	"fmt"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// NIP returns an invented number, a different one for each i from 0 to ten
// million. Nobody's: the births lie in the nineteenth century.
func NIP(i int) nip.NIP {
	const serials = 999
	born := time.Date(1850, time.January, 1+i/serials, 0, 0, 0, 0, time.UTC)
	n, err := nip.Parse(fmt.Sprintf("%s190001%d%03d", born.Format("20060102"), 1+i%2, 1+i%serials))
	if err != nil {
		panic(err) // the arithmetic above is wrong
	}
	return n
}

// noon is a time that no clock rounds: records keep nanoseconds.
var noon = time.Date(2026, time.April, 14, 5, 0, 0, 123456789, time.UTC)

// Person returns what a roster knows of NIP(i).
func Person(i int) store.Account {
	return store.Account{
		NIP:   NIP(i),
		Name:  fmt.Sprintf("Siti Rahmawati %d, S.Kom.", i),
		Unit:  "Dinas Komunikasi dan Informatika",
		Email: fmt.Sprintf("siti.rahmawati.%d@example.go.id", i),
		Kind:  store.Kind(i % int(store.Kinds)),
	}
}

// Full returns an account of NIP(i) in which nothing is zero, so that whatever
// an implementation forgets is missed.
func Full(i int) store.Account {
	a := Person(i)
	a.Kind, a.Inactive, a.Disabled, a.LastSignIn = store.PartTime, true, true, noon
	a.Password = store.Password{Hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", Set: noon.Add(-time.Hour)}
	a.Devices = []store.Device{
		{
			ID: "00112233445566778899aabbccddeeff", Name: "HP lama", Secret: flows.Hide("OLDSECRETOLDSECRETOLDSECRETOLDSE"), Last: 57000000,
			Enrolled: noon.Add(-9e12), Used: noon.Add(-8e12), Revoked: noon.Add(-7e12),
		},
		{
			ID: "ffeeddccbbaa99887766554433221100", Name: "HP Siti <baru> & “biru”", Secret: flows.Hide("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), Last: 58812345,
			Enrolled: noon.Add(-6e12), Used: noon,
		},
	}
	a.Pending = &store.Pending{Secret: flows.Hide("PENDINGSECRETPENDINGSECRETPENDIN"), Made: noon, Expires: noon.Add(15 * time.Minute), Visit: "visit-1", Name: "HP kedua"}
	a.Retired = []store.Retired{
		{ID: a.Devices[0].ID, Secret: flows.Hide("RETIREDSECRETRETIREDSECRETRETIRE"), Name: "HP lama", Made: noon.Add(-9e12), Ended: noon.Add(-7e12)},
		{ID: "visit-0", Secret: flows.Hide("ABANDONEDSECRETABANDONEDSECRETAB"), Name: "HP salah", Made: noon.Add(-2 * time.Hour), Ended: noon.Add(-time.Hour)},
	}
	for p := range a.Codes {
		a.Codes[p] = store.Code{Request: fmt.Sprint("request-", p), Hash: []byte{1, 2, byte(p), 0xff}, Sent: noon, Expires: noon.Add(10 * time.Minute), ResendAt: noon.Add(30 * time.Second), Accepted: true, Mail: fmt.Sprint("letter-", p)}
	}
	for c := range a.Tries {
		a.Tries[c] = store.Count{Wrong: c + 1, Until: noon.Add(time.Duration(c) * time.Second)}
	}
	a.Grant, a.Mailed = grant(i), []time.Time{noon.Add(-2 * time.Hour), noon.Add(-time.Hour)}
	return a
}

func grant(i int) *store.Grant {
	return &store.Grant{For: store.GrantWait, Request: "grant-1", Hash: []byte{3, 4, byte(i)}, By: NIP(i + 1), Made: noon, Expires: noon.Add(15 * time.Minute), Accepted: true}
}

// FullOfficer returns an officer of NIP(i) in which nothing is zero.
func FullOfficer(i int) store.Officer {
	return store.Officer{Account: Full(i), Role: store.Chief, Invite: grant(i), Added: noon, AddedBy: NIP(i + 2)}
}

// FullCase returns a case of NIP(i) in which nothing is zero.
func FullCase(i int) store.Case {
	return store.Case{
		Number: uint64(i) + 1, Kind: store.WrongAddress, NIP: NIP(i), Name: Person(i).Name, Unit: Person(i).Unit, Desk: "loket-3",
		Opened: noon, State: store.CaseBeingWorkedOn, By: NIP(i + 1), Changed: noon.Add(time.Hour),
	}
}

// Letter returns a letter in which nothing is zero.
func Letter(i int) store.Mail {
	return store.Mail{
		ID: fmt.Sprintf("%032x", i), What: store.MailMFACode, NIP: NIP(i), To: Person(i).Email, Code: flows.Hide("123456"), Note: "HP Siti",
		Made: noon, Until: noon.Add(10 * time.Minute), Tries: 2, Next: noon.Add(time.Minute), State: store.MailRefused,
	}
}
