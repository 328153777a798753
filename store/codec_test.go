package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// The names of acts stand in files.
func TestActs(t *testing.T) {
	t.Parallel()
	var names []string
	for a := store.Act(1); a < store.Acts; a++ {
		names = append(names, a.String())
		e := store.Entry{At: time.Unix(1, 0).UTC(), What: a, Whom: store.Mark{Masked: storetest.NIP(1).Masked()}, Detail: "HP <Siti>"}
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
		"device-enrolled device-renamed device-revoked mfa-reset identified mail-failed grant-refused grant-accepted " +
		"terminal-slowed signed-out slip-printed case-opened case-taken case-closed officer-added officer-invited " +
		"officer-enrolled officer-closed officer-signed-in officer-refused officer-signed-out person-opened email-corrected " +
		"grant-given unlocked mfa-reset-by-officer account-disabled account-enabled audit-read report-made backup-made " +
		"store-restored key-rotated store-compacted clock-accepted kiosk-opened kiosk-closed"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the acts are\n%s, want\n%s", got, want)
	}
	for _, a := range []store.Act{-1, 0, store.Acts} {
		if _, err := store.EncodeEntry(store.Entry{What: a}); err == nil {
			t.Errorf("act %d can be written", a)
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
		for range rapid.IntRange(0, 3).Draw(t, "retired") {
			a.Retired = append(a.Retired, store.Retired{ID: text.Draw(t, "old id"), Secret: flows.Hide(text.Draw(t, "old secret")), Name: text.Draw(t, "old name"), Made: at.Draw(t, "made"), Ended: at.Draw(t, "ended")})
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
			!got.Password.Set.Equal(a.Password.Set) || !got.Codes[1].Sent.Equal(a.Codes[1].Sent) || !bytes.Equal(got.Codes[1].Hash, a.Codes[1].Hash) || len(got.Devices) != len(a.Devices) || len(got.Retired) != len(a.Retired) {
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
		for i, r := range got.Retired {
			if w := a.Retired[i]; r.ID != w.ID || r.Name != w.Name || r.Secret.Reveal() != w.Secret.Reveal() || !r.Made.Equal(w.Made) || !r.Ended.Equal(w.Ended) {
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
	f.Add([]byte(`{"v":2,"nip":"199001012015011001","kind":"pns","devices":[],"codes":{"reset-mfa":{"hash":""}},"tries":{"otp":{}}}`))
	f.Add([]byte(`{"v":3,"nip":"199001012015011001","kind":"pns","retired":[{"id":"","secret":""}]}`))
	f.Add([]byte(`{"v":4,`))
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

// fuzz is FuzzDecode for records of another kind.
func fuzz[T any](f *testing.F, encode func(T) ([]byte, error), decode func([]byte) (T, error), seeds ...T) {
	for _, v := range seeds {
		b, err := encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"v":1,`))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := decode(b)
		if err != nil {
			if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrVersion) {
				t.Errorf("err = %v", err)
			}
			return
		}
		out, err := encode(v)
		if err != nil {
			t.Fatal(err)
		}
		again, err := decode(out)
		if err != nil {
			t.Fatalf("%s\ncomes back as\n%s, %v", b, out, err)
		}
		if same, err := encode(again); err != nil || !bytes.Equal(same, out) {
			t.Errorf("%s\ncomes back as\n%s, %v", out, same, err)
		}
	})
}

func FuzzDecodeEntry(f *testing.F) {
	e := store.Entry{At: time.Unix(1, 2), What: store.CodeSent, Whom: store.Mark{Key: strings.Repeat("0f", 16), Masked: "19"}, Desk: "loket"}
	f.Add([]byte(`{"v":1,"at":"2026-04-14T05:00:00Z","what":"otp-refused","nip":"199001012015011001","detail":"HP"}`))
	f.Add([]byte(`{"v":3,"at":"2026-04-14T05:00:00Z","what":"otp-refused","whom":{"masked":""}}`))
	fuzz(f, store.EncodeEntry, store.DecodeEntry, e, store.Entry{What: store.SignedIn}, store.Entry{What: store.OTPRefused, Unit: "Dinas A"})
}

func FuzzDecodeOfficer(f *testing.F) {
	fuzz(f, store.EncodeOfficer, store.DecodeOfficer, storetest.FullOfficer(1), store.Officer{Account: storetest.Person(2)})
}

func FuzzDecodeCase(f *testing.F) {
	fuzz(f, store.EncodeCase, store.DecodeCase, storetest.FullCase(1), store.Case{Number: 1})
}

func FuzzDecodeMail(f *testing.F) {
	fuzz(f, store.EncodeMail, store.DecodeMail, storetest.Letter(1), store.Mail{ID: "1"})
}

func FuzzDecodeTerminal(f *testing.F) {
	fuzz(f, store.EncodeTerminal, store.DecodeTerminal, store.Terminal{Slips: []time.Time{time.Unix(1, 2)}, Level: 1}, store.Terminal{})
}

func TestPrintsMasked(t *testing.T) {
	t.Parallel()
	a := storetest.Full(1)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "a", a)
	all := log.String() + fmt.Sprintf("%v %+v %#v %s %v %+v", a, a, a, a, &a, struct{ A store.Account }{a})
	o, c, m := storetest.FullOfficer(1), storetest.FullCase(1), storetest.Letter(1)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "o", o, "c", c, "m", m)
	all += log.String() + fmt.Sprintf("%v %+v %#v %v %+v %#v %v %+v %#v", o, o, o, c, c, c, m, m, m)
	for _, s := range []string{a.NIP.String(), "Siti", "example", "argon2", "Dinas", "JBSW", "RETIRED", "HP lama", "visit-1", "123456"} {
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
	c.Pending.Name, c.Codes[0].Hash[0], c.Retired[0].Name = "x", 'x', "x"
	if !storetest.Same(t, a, storetest.Full(1)) {
		t.Error("changing the clone changes the account")
	}
	c.Devices[1].Revoked = time.Now()
	if c.MFA() || len(c.Active()) != 0 {
		t.Error("a revoked device is in force")
	}
}
