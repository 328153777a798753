package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// at is when everything in the fixtures happened.
var at = time.Date(2026, time.April, 14, 5, 0, 0, 123456789, time.UTC)

func number(t *testing.T, s string) nip.NIP {
	t.Helper()
	n, err := nip.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// fixture returns a record of a version that was ever written, which is read for
// good. Never change these files; a new version brings its own.
func fixture(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(b)
}

// kept is an account of version 1 in which nothing is zero.
func kept(t *testing.T) store.Account {
	t.Helper()
	a := store.Account{
		NIP: number(t, "199001012015011001"), Name: "Siti Rahmawati, S.Kom.", Unit: "Dinas <Kominfo> & Statistik", Email: "siti@example.go.id",
		Kind: store.PartTime, Inactive: true,
		Password:   store.Password{Hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Set: at},
		Devices:    []store.Device{{ID: "00ff", Name: "HP Siti", Secret: flows.Hide("JBSWY3DPEHPK3PXP"), Last: 58812345, Enrolled: at, Used: at, Revoked: at}},
		Pending:    &store.Pending{Secret: flows.Hide("PENDINGSECRET"), Made: at, Expires: at, Visit: "visit-1", Name: "HP kedua"},
		LastSignIn: at,
	}
	for p := range store.Purposes {
		a.Codes[p] = store.Code{Request: fmt.Sprint("request-", int(p)), Hash: []byte{1, 2, byte(p)}, Sent: at, Expires: at, ResendAt: at, Accepted: true}
	}
	for c := range store.MFACodeTries + 1 {
		a.Tries[c] = store.Count{Wrong: int(c) + 1, Until: at}
	}
	return a
}

func TestRecordsV1(t *testing.T) {
	t.Parallel()
	a, err := store.Decode(fixture(t, "account-v1"))
	if err != nil || !storetest.Same(t, a, kept(t)) {
		t.Errorf("the account is read as %q, %v", a.Name, err)
	}
	// Named by number then, and whoever has not the store's key reads the rest.
	want := store.Entry{At: at, What: store.OTPRefused, Whom: store.Mark{Masked: "19900101******1001"}, Detail: "HP <Siti>"}
	if e, err := store.DecodeEntry(fixture(t, "entry-v1")); err != nil || e != want {
		t.Errorf("the entry is read as %+v, %v", e, err)
	}
	mark := func(n nip.NIP) store.Mark {
		if n != number(t, "199001012015011001") {
			t.Errorf("asked for the mark of %q", n)
		}
		return store.Mark{Key: strings.Repeat("0f", 16), Masked: n.Masked()}
	}
	b, err := store.MarkEntry(fixture(t, "entry-v1"), mark)
	if err != nil || bytes.Contains(b, []byte("199001012015011001")) {
		t.Errorf("marked it is %s, %v", b, err)
	}
	want.Whom.Key = strings.Repeat("0f", 16)
	if e, err := store.DecodeEntry(b); err != nil || e != want {
		t.Errorf("marked it is read as %+v, %v", e, err)
	}
	// Marking is for once: an entry of now stays as it is.
	if again, err := store.MarkEntry(b, nil); err != nil || !bytes.Equal(again, b) {
		t.Errorf("marked again it is %s, %v", again, err)
	}
	// What there was none of then is none now.
	for name, err := range map[string]error{
		"officer":  last(store.DecodeOfficer([]byte(`{"v":1,"nip":"199001012015011001","kind":"pns","role":"kepala"}`))),
		"case":     last(store.DecodeCase([]byte(`{"v":1,"number":1,"kind":"other","state":"open"}`))),
		"letter":   last(store.DecodeMail([]byte(`{"v":1,"id":"1","what":"mfa-code","to":"","state":"waiting"}`))),
		"terminal": last(store.DecodeTerminal([]byte(`{"v":1,"level":1}`))),
	} {
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: err = %v, want %v", name, err, store.ErrDamaged)
		}
	}
}

func last[T any](_ T, err error) error { return err }

// A trial checks what stands in a fixture.
type trial func(t *testing.T, name string, b []byte)

// read returns the trial that a fixture is read as want.
func read[T any](want T, encode func(T) ([]byte, error), decode func([]byte) (T, error)) trial {
	return func(t *testing.T, name string, b []byte) {
		t.Helper()
		is, err := encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if out, err := encode(got); err != nil || !bytes.Equal(out, is) {
			t.Errorf("%s is read as\n%s\n%v", name, out, err)
		}
	}
}

// written is read for a fixture that is what is written now, to the byte.
func written[T any](want T, encode func(T) ([]byte, error), decode func([]byte) (T, error)) trial {
	reads := read(want, encode, decode)
	return func(t *testing.T, name string, b []byte) {
		t.Helper()
		if out, err := encode(want); err != nil || !bytes.Equal(out, b) {
			t.Errorf("%s is written otherwise:\n%s\n%v", name, out, err)
		}
		reads(t, name, b)
	}
}

func entry2() store.Entry {
	return store.Entry{
		At: at, What: store.GrantGiven, Whom: store.Mark{Key: strings.Repeat("0f", 16), Masked: "19900101******1001"},
		Who: store.Mark{Key: strings.Repeat("1e", 16), Masked: "19880229******2003"}, Desk: "loket-1", Visit: "visit-1", Detail: "HP <Siti>",
	}
}

// kept2 is an account and an officer of version 2 in which nothing is zero.
func kept2(t *testing.T) (store.Account, store.Officer) {
	t.Helper()
	grant := func(what store.GrantFor) *store.Grant {
		return &store.Grant{For: what, Request: "grant-1", Hash: []byte{7, 8}, By: number(t, "198802292012122003"), Made: at, Expires: at, Accepted: true}
	}
	a := kept(t)
	a.Disabled, a.Grant, a.Mailed = true, grant(store.GrantMFA), []time.Time{at, at}
	a.Tries[store.GrantTries] = store.Count{Wrong: 8, Until: at}
	for p := range a.Codes {
		a.Codes[p].Mail = "letter-1"
	}
	o := store.Officer{Account: a.Clone(), Role: store.Chief, Invite: grant(store.GrantWait), Added: at, AddedBy: number(t, "198802292012122003")}
	o.Grant, o.Mailed, o.Codes = nil, nil, [store.Purposes]store.Code{}
	return a, o
}

func TestRecordsV2(t *testing.T) {
	t.Parallel()
	a, o := kept2(t)
	for name, try := range map[string]trial{
		"account-v2": read(a, store.Encode, store.Decode),
		"officer-v2": read(o, store.EncodeOfficer, store.DecodeOfficer),
		// An entry is written as it ever was: the chain is made of what is written.
		"entry-v2": written(entry2(), store.EncodeEntry, store.DecodeEntry),
		"case-v2": read(store.Case{
			Number: 7, Kind: store.PhoneAndMailbox, NIP: a.NIP, Name: a.Name, Unit: a.Unit, Desk: "loket-1",
			Opened: at, State: store.CaseBeingWorkedOn, By: number(t, "198802292012122003"), Changed: at,
		}, store.EncodeCase, store.DecodeCase),
		"mail-v2":     read(letter2(a), store.EncodeMail, store.DecodeMail),
		"terminal-v2": read(terminal2, store.EncodeTerminal, store.DecodeTerminal),
	} {
		try(t, name, fixture(t, name))
	}
}

var terminal2 = store.Terminal{Slips: []time.Time{at, at}, Until: at, Level: 2}

func letter2(a store.Account) store.Mail {
	return store.Mail{
		ID: "00ff", What: store.MailMFACode, NIP: a.NIP, To: a.Email, Code: flows.Hide("123456"), Note: "HP Siti",
		Made: at, Until: at, Tries: 3, Next: at, State: store.MailRefused,
	}
}

// Version 3 has secrets that are no longer in force, offices in entries, and more
// kinds of cases.
func TestRecordsV3(t *testing.T) {
	t.Parallel()
	a, o := kept2(t)
	a.Retired = []store.Retired{
		{ID: "00ff", Secret: flows.Hide("RETIREDSECRET"), Name: "HP Siti", Made: at, Ended: at.Add(time.Hour)},
		{ID: "visit-0", Secret: flows.Hide("ABANDONEDSECRET"), Name: "HP <salah>", Made: at, Ended: at.Add(time.Hour)},
	}
	o.Retired = a.Retired[:1]
	e := entry2()
	e.What, e.Unit, e.Detail = store.OTPRefused, "Dinas <Kominfo> & Statistik", "OTPOldEntry"
	for name, try := range map[string]trial{
		"account-v3": written(a, store.Encode, store.Decode),
		"officer-v3": written(o, store.EncodeOfficer, store.DecodeOfficer),
		"entry-v3":   written(e, store.EncodeEntry, store.DecodeEntry),
		"case-v3": written(store.Case{
			Number: 7, Kind: store.CodeNotTaken, NIP: a.NIP, Name: a.Name, Unit: a.Unit, Desk: "loket-1",
			Opened: at, State: store.CaseBeingWorkedOn, By: number(t, "198802292012122003"), Changed: at,
		}, store.EncodeCase, store.DecodeCase),
		"mail-v3":     written(letter2(a), store.EncodeMail, store.DecodeMail),
		"terminal-v3": written(terminal2, store.EncodeTerminal, store.DecodeTerminal),
	} {
		try(t, name, fixture(t, name))
	}
}

// The names in records are numbered by their order here, and stand in files.
func TestNames(t *testing.T) {
	t.Parallel()
	check := func(what, want string, n int, encode func(int) ([]byte, error)) {
		t.Helper()
		names := strings.Fields(want)
		if len(names) != n {
			t.Errorf("there are %d of %s, and %d names", n, what, len(names))
			return
		}
		for i, name := range names {
			if b, err := encode(i); err != nil || !bytes.Contains(b, []byte(`"`+name+`"`)) {
				t.Errorf("%s %d is written\n%s, %v; want %q in it", what, i, b, err, name)
			}
		}
		for _, i := range []int{-1, n} {
			if _, err := encode(i); err == nil {
				t.Errorf("%s %d can be written", what, i)
			}
		}
	}
	check("role", "petugas kepala", int(store.Roles), func(i int) ([]byte, error) {
		return store.EncodeOfficer(store.Officer{Account: storetest.Person(1), Role: store.Role(i)})
	})
	check("grant", "password mfa wait", int(store.Grants), func(i int) ([]byte, error) {
		a := storetest.Person(1)
		a.Grant = &store.Grant{For: store.GrantFor(i)}
		return store.Encode(a)
	})
	check("case", "phone-and-mailbox no-letter wrong-address unknown-number no-phone closed-account too-many-tries bad-clock code-not-taken no-qr-code other",
		int(store.CaseKinds), func(i int) ([]byte, error) { return store.EncodeCase(store.Case{Number: 1, Kind: store.CaseKind(i)}) })
	check("state", "open being-worked-on solved", int(store.CaseStates), func(i int) ([]byte, error) {
		return store.EncodeCase(store.Case{Number: 1, State: store.CaseState(i)})
	})
	check("letter", "password-code mfa-code notice-password notice-email notice-enrolled notice-removed notice-mfa-reset notice-guessed",
		int(store.MailKinds), func(i int) ([]byte, error) { return store.EncodeMail(store.Mail{ID: "1", What: store.MailKind(i)}) })
	check("letter's state", "waiting refused", int(store.MailStates), func(i int) ([]byte, error) {
		return store.EncodeMail(store.Mail{ID: "1", State: store.MailState(i)})
	})
}
