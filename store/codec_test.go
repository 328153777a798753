package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// A record of every version ever written is read for good. Never change these
// files; a new version brings its own.
func TestRecordV1(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("testdata/account-v1.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := store.Decode(bytes.TrimSpace(b))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.April, 14, 5, 0, 0, 123456789, time.UTC)
	n, err := nip.Parse("199001012015011001")
	if err != nil {
		t.Fatal(err)
	}
	want := store.Account{
		NIP: n, Name: "Siti Rahmawati, S.Kom.", Unit: "Dinas <Kominfo> & Statistik", Email: "siti@example.go.id",
		Kind: store.PartTime, Inactive: true,
		Password:   store.Password{Hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Set: at},
		Devices:    []store.Device{{ID: "00ff", Name: "HP Siti", Secret: flows.Hide("JBSWY3DPEHPK3PXP"), Last: 58812345, Enrolled: at, Used: at, Revoked: at}},
		Pending:    &store.Pending{Secret: flows.Hide("PENDINGSECRET"), Made: at, Expires: at, Visit: "visit-1", Name: "HP kedua"},
		LastSignIn: at,
	}
	for p := range want.Codes {
		want.Codes[p] = store.Code{Request: fmt.Sprint("request-", p), Hash: []byte{1, 2, byte(p)}, Sent: at, Expires: at, ResendAt: at, Accepted: true}
	}
	for c := range want.Tries {
		want.Tries[c] = store.Count{Wrong: c + 1, Until: at}
	}
	if !storetest.Same(t, a, want) {
		t.Errorf("the record is read as %+v", a.Name)
	}
	if out, err := store.Encode(want); store.Version == 1 && (err != nil || !bytes.Equal(out, bytes.TrimSpace(b))) {
		t.Errorf("version 1 is written otherwise:\n%s\n%v", out, err)
	}
}

// The names of acts stand in files.
func TestActs(t *testing.T) {
	t.Parallel()
	var names []string
	for a := store.Act(1); a < store.Acts; a++ {
		names = append(names, a.String())
		e := store.Entry{At: time.Unix(1, 0).UTC(), What: a, NIP: storetest.NIP(1), Detail: "HP <Siti>"}
		b, err := store.EncodeEntry(e)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := store.DecodeEntry(b); err != nil || got != e {
			t.Errorf("%v comes back as %v, %v", e, got, err)
		}
	}
	const want = "account-added account-changed account-closed account-reopened email-changed signed-in password-refused " +
		"password-set password-rehashed otp-refused address-refused code-sent code-refused code-accepted " +
		"device-enrolled device-renamed device-revoked mfa-reset"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the acts are\n%s, want\n%s", got, want)
	}
	for _, a := range []store.Act{-1, 0, store.Acts} {
		if _, err := store.EncodeEntry(store.Entry{What: a}); err == nil {
			t.Errorf("act %d can be written", a)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	b, err := store.Encode(storetest.Full(1))
	if err != nil {
		t.Fatal(err)
	}
	full := string(b)
	sub := func(old, new string) string {
		if !strings.Contains(full, old) {
			t.Fatalf("the record has no %s", old)
		}
		return strings.Replace(full, old, new, 1)
	}
	for name, tt := range map[string]struct {
		record string
		want   error
	}{
		"nothing":               {"", store.ErrDamaged},
		"no version":            {sub(`"v":1,`, ``), store.ErrDamaged},
		"version 0":             {sub(`"v":1,`, `"v":0,`), store.ErrDamaged},
		"version 2":             {sub(`"v":1,`, `"v":2,`), store.ErrVersion},
		"version 99999":         {sub(`"v":1,`, `"v":99999,`), store.ErrDamaged},
		"an unknown field":      {sub(`"v":1,`, `"v":1,"x":1,`), store.ErrDamaged},
		"something after":       {full + "{}", store.ErrDamaged},
		"cut":                   {full[:len(full)-1], store.ErrDamaged},
		"no kind":               {sub(`"pppk-part-time"`, `"asn"`), store.ErrDamaged},
		"no purpose":            {sub(`"reset-mfa"`, `"reset"`), store.ErrDamaged},
		"no counter":            {sub(`"mfa-code"`, `"code"`), store.ErrDamaged},
		"no number":             {sub(storetest.NIP(1).String(), `123`), store.ErrDamaged},
		"a number for a secret": {sub(`"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"`, `75757575`), store.ErrDamaged},
		"a secret for a time":   {sub(`"enrolled":"`, `"enrolled":"RAHASIA`), store.ErrDamaged},
		"no year":               {sub(`"last_sign_in":"2026`, `"last_sign_in":"9999-12-31T23:59:59-23:59","x":"`), store.ErrDamaged},
	} {
		a, err := store.Decode([]byte(tt.record))
		if !errors.Is(err, tt.want) || a.NIP != (nip.NIP{}) {
			t.Errorf("%s: %v, err = %v, want %v", name, a, err, tt.want)
			continue
		}
		for _, secret := range []string{"RAHASIA", "7575", storetest.NIP(1).String(), "JBSW"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error %q tells what it read", name, err)
			}
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*store.Account){
		"no number":  func(a *store.Account) { a.NIP = nip.NIP{} },
		"no kind":    func(a *store.Account) { a.Kind = -1 },
		"no text":    func(a *store.Account) { a.Devices[1].Name = "\xff" },
		"no secret":  func(a *store.Account) { a.Pending.Secret = flows.Hide("\xff") },
		"no request": func(a *store.Account) { a.Codes[1].Request = "\xff" },
		"year 10000": func(a *store.Account) { a.Tries[1].Until = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"year 0":     func(a *store.Account) { a.LastSignIn = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC) },
	} {
		a := storetest.Full(1)
		spoil(&a)
		if _, err := store.Encode(a); err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), storetest.NIP(1).String()) {
			t.Errorf("%s: the error %q holds the number", name, err)
		}
	}
}

// Times keep their moment in whatever zone they come, and text every letter.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		at := rapid.Custom(func(t *rapid.T) time.Time {
			zone := time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, "zone")*3600)
			return time.Unix(rapid.Int64Range(-5e9, 5e9).Draw(t, "s"), rapid.Int64Range(0, 1e9-1).Draw(t, "ns")).In(zone)
		})
		a := store.Account{
			NIP: storetest.NIP(rapid.IntRange(0, 1e6).Draw(t, "i")), Name: text.Draw(t, "name"), Unit: text.Draw(t, "unit"),
			Kind:     store.Kind(rapid.IntRange(0, int(store.Kinds)-1).Draw(t, "kind")),
			Password: store.Password{Hash: text.Draw(t, "hash"), Set: at.Draw(t, "set")},
		}
		for range rapid.IntRange(0, 3).Draw(t, "devices") {
			a.Devices = append(a.Devices, store.Device{ID: text.Draw(t, "id"), Name: text.Draw(t, "device"), Secret: flows.Hide(text.Draw(t, "secret")), Last: rapid.Int64().Draw(t, "last"), Used: at.Draw(t, "used")})
		}
		a.Codes[1] = store.Code{Hash: rapid.SliceOf(rapid.Byte()).Draw(t, "code"), Sent: at.Draw(t, "sent")}
		b, err := store.Encode(a)
		if err != nil {
			t.Fatal(err)
		}
		got, err := store.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if got.NIP != a.NIP || got.Name != a.Name || got.Unit != a.Unit || got.Kind != a.Kind || got.Password.Hash != a.Password.Hash ||
			!got.Password.Set.Equal(a.Password.Set) || !got.Codes[1].Sent.Equal(a.Codes[1].Sent) || !bytes.Equal(got.Codes[1].Hash, a.Codes[1].Hash) || len(got.Devices) != len(a.Devices) {
			t.Fatalf("%s", b)
		}
		if got.Password.Set.Location() != time.UTC || got.Codes[1].Sent.Location() != time.UTC {
			t.Fatal("the times are not in UTC")
		}
		for i, d := range got.Devices {
			if w := a.Devices[i]; d.ID != w.ID || d.Name != w.Name || d.Secret.Reveal() != w.Secret.Reveal() || d.Last != w.Last || !d.Used.Equal(w.Used) {
				t.Fatalf("%s", b)
			}
		}
	})
}

// What is read is written, and read again the same.
func FuzzDecode(f *testing.F) {
	for i := range 3 {
		for _, a := range []store.Account{storetest.Full(i), storetest.Person(i)} {
			b, err := store.Encode(a)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Add([]byte(`{"v":1,"nip":"199001012015011001","kind":"pns","devices":[],"codes":{"reset-mfa":{"hash":""}},"tries":{"otp":{}}}`))
	f.Add([]byte(`{"v":2,`))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := store.Decode(b)
		if err != nil {
			if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrVersion) {
				t.Errorf("err = %v", err)
			}
			return
		}
		out, err := store.Encode(a)
		if err != nil {
			t.Fatal(err)
		}
		again, err := store.Decode(out)
		if err != nil || !storetest.Same(t, a, again) {
			t.Errorf("%s\ncomes back as\n%s, %v", b, out, err)
		}
	})
}

func FuzzDecodeEntry(f *testing.F) {
	b, err := store.EncodeEntry(store.Entry{At: time.Unix(1, 2), What: store.CodeSent, NIP: storetest.NIP(1), Detail: "loket"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := store.DecodeEntry(b)
		if err != nil {
			return
		}
		out, err := store.EncodeEntry(e)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := store.DecodeEntry(out); err != nil || again != e {
			t.Errorf("%s comes back as %s, %v", b, out, err)
		}
	})
}

func TestPrintsMasked(t *testing.T) {
	t.Parallel()
	a := storetest.Full(1)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "a", a)
	all := log.String() + fmt.Sprintf("%v %+v %#v %s %v %+v", a, a, a, a, &a, struct{ A store.Account }{a})
	for _, s := range []string{a.NIP.String(), "Siti", "example", "argon2", "Dinas", "JBSW", "visit-1"} {
		if strings.Contains(all, s) {
			t.Errorf("%q shows in %s", s, all)
		}
	}
	if !strings.Contains(all, a.NIP.Masked()) {
		t.Errorf("%s tells nobody whose it is", all)
	}
}

func TestDevices(t *testing.T) {
	t.Parallel()
	a := storetest.Full(1)
	if got := a.Active(); len(got) != 1 || got[0].ID != a.Devices[1].ID || !a.MFA() {
		t.Errorf("in force: %d devices, MFA %v", len(got), a.MFA())
	}
	if a.Device(a.Devices[0].ID) != nil || a.Device("") != nil || a.Device("x") != nil {
		t.Error("a device not in force is found")
	}
	c := a.Clone()
	c.Device(a.Devices[1].ID).Last = 1
	c.Pending.Name, c.Codes[0].Hash[0] = "x", 'x'
	if !storetest.Same(t, a, storetest.Full(1)) {
		t.Error("changing the clone changes the account")
	}
	c.Devices[1].Revoked = time.Now()
	if c.MFA() || len(c.Active()) != 0 {
		t.Error("a revoked device is in force")
	}
}
