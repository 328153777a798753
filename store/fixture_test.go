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

// written checks that want is read from a fixture, and written like that.
func written[T any](t *testing.T, name string, want T, encode func(T) ([]byte, error), decode func([]byte) (T, error)) {
	t.Helper()
	b := fixture(t, name)
	if out, err := encode(want); err != nil || !bytes.Equal(out, b) {
		t.Errorf("%s is written otherwise:\n%s\n%v", name, out, err)
	}
	got, err := decode(b)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if out, err := encode(got); err != nil || !bytes.Equal(out, b) {
		t.Errorf("%s is read as\n%s\n%v", name, out, err)
	}
}

func TestRecordsV2(t *testing.T) {
	t.Parallel()
	grant := func(what store.GrantFor) *store.Grant {
		return &store.Grant{For: what, Request: "grant-1", Hash: []byte{7, 8}, By: number(t, "198802292012122003"), Made: at, Expires: at, Accepted: true}
	}
	a := kept(t)
	a.Disabled, a.Grant, a.Mailed = true, grant(store.GrantMFA), []time.Time{at, at}
	a.Tries[store.GrantTries] = store.Count{Wrong: 8, Until: at}
	for p := range a.Codes {
		a.Codes[p].Mail = "letter-1"
	}
	written(t, "account-v2", a, store.Encode, store.Decode)
	a.Grant, a.Mailed, a.Codes = nil, nil, [store.Purposes]store.Code{}
	written(t, "officer-v2", store.Officer{Account: a, Role: store.Chief, Invite: grant(store.GrantWait), Added: at, AddedBy: number(t, "198802292012122003")},
		store.EncodeOfficer, store.DecodeOfficer)
	written(t, "entry-v2", store.Entry{
		At: at, What: store.GrantGiven, Whom: store.Mark{Key: strings.Repeat("0f", 16), Masked: "19900101******1001"},
		Who: store.Mark{Key: strings.Repeat("1e", 16), Masked: "19880229******2003"}, Desk: "loket-1", Visit: "visit-1", Detail: "HP <Siti>",
	}, store.EncodeEntry, store.DecodeEntry)
	written(t, "case-v2", store.Case{
		Number: 7, Kind: store.PhoneAndMailbox, NIP: a.NIP, Name: a.Name, Unit: a.Unit, Desk: "loket-1",
		Opened: at, State: store.CaseBeingWorkedOn, By: number(t, "198802292012122003"), Changed: at,
	}, store.EncodeCase, store.DecodeCase)
	written(t, "mail-v2", store.Mail{
		ID: "00ff", What: store.MailMFACode, NIP: a.NIP, To: a.Email, Code: flows.Hide("123456"), Note: "HP Siti",
		Made: at, Until: at, Tries: 3, Next: at, State: store.MailRefused,
	}, store.EncodeMail, store.DecodeMail)
	written(t, "terminal-v2", store.Terminal{Slips: []time.Time{at, at}, Until: at, Level: 2}, store.EncodeTerminal, store.DecodeTerminal)
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
	check("case", "phone-and-mailbox no-letter wrong-address unknown-number no-phone closed-account too-many-tries bad-clock other",
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
