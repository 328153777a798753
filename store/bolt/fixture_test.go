package bolt

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// fixture opens a copy of a store of that format: opening takes a lock and may
// write. A store of each format opens for good. Never change the files; a new
// format brings its own.
func fixture(t *testing.T, name string) *Store {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, testKey(t, 1), store.Real, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// record reads a record's fixture.
func record[T any](t *testing.T, name string, decode func([]byte) (T, error)) T {
	t.Helper()
	b, err := os.ReadFile("../testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := decode(bytes.TrimSpace(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Format 1 had accounts and entries, which named people by number.
func TestStoreV1(t *testing.T) {
	t.Parallel()
	s := fixture(t, "v1.db")
	want := record(t, "account-v1", store.Decode)
	if a, err := s.Account(t.Context(), want.NIP); err != nil || !storetest.Same(t, a, want) {
		t.Errorf("the account is not what it was, %v", err)
	}
	err := s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		if e != (store.Entry{At: time.Date(2026, time.April, 14, 5, 0, 0, 0, time.UTC), What: store.SignedIn, Whom: s.Mark(want.NIP), Detail: "loket-3"}) || seq != 1 {
			t.Errorf("entry %d is %v", seq, e)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if _, err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Format 2 has everything.
func TestStoreV2(t *testing.T) {
	t.Parallel()
	s := fixture(t, "v2.db")
	a, o := record(t, "account-v2", store.Decode), record(t, "officer-v2", store.DecodeOfficer)
	c, m := record(t, "case-v2", store.DecodeCase), record(t, "mail-v2", store.DecodeMail)
	terminal := record(t, "terminal-v2", store.DecodeTerminal)
	if got, err := s.Account(t.Context(), a.NIP); err != nil || !storetest.Same(t, got, a) {
		t.Errorf("the account is not what it was, %v", err)
	}
	if got, err := s.Officer(t.Context(), o.NIP); err != nil || !reflect.DeepEqual(got, o) {
		t.Errorf("the officer is not what it was, %v", err)
	}
	err := s.Cases(t.Context(), func(got store.Case) error {
		if c.Number = 1; got != c {
			t.Errorf("the case is %+v, want %+v", got, c)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if got, err := s.Outbox(t.Context()); err != nil || !reflect.DeepEqual(got, []store.Mail{m}) {
		t.Errorf("the letters are %v, %v", got, err)
	}
	err = s.ChangeTerminal(t.Context(), "loket-1", func(got *store.Terminal) (store.Effects, error) {
		if !reflect.DeepEqual(*got, terminal) {
			t.Errorf("the terminal is %+v", got)
		}
		return store.Effects{}, nil
	})
	if err != nil {
		t.Error(err)
	}
	n, err := nip.Parse("196003152012122003")
	if err != nil {
		t.Fatal(err)
	}
	err = s.Stranger(t.Context(), n, func(got *store.Account) (store.Effects, error) {
		if got.Tries[store.PasswordTries].Wrong != 4 {
			t.Errorf("the stranger tried %d times", got.Tries[store.PasswordTries].Wrong)
		}
		return store.Effects{}, nil
	})
	if err != nil {
		t.Error(err)
	}
	if got, err := s.Units(t.Context()); err != nil || !slices.Equal(got, []string{"Sekretariat", "Dinas A"}) {
		t.Errorf("the units are %q, %v", got, err)
	}
	err = s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		want := store.Entry{
			At: time.Date(2026, time.April, 14, 5, 0, int(seq), 0, time.UTC), What: store.SignedIn,
			Whom: s.Mark(a.NIP), Who: s.Mark(o.NIP), Desk: "loket-1", Visit: "visit-1", Detail: "x",
		}
		if e != want {
			t.Errorf("entry %d is %+v, want %+v", seq, e, want)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	// The chain is a matter of what is kept, so its end is known for good.
	const end = "4cbba7cc5c8a86d9069903ae6f6bb99cde10ad68ceb9b8179988e791466eb218"
	if h, err := s.Head(t.Context()); err != nil || h.Seq != 3 || fmt.Sprintf("%x", h.Chain) != end {
		t.Errorf("the head is %d %x, %v", h.Seq, h.Chain, err)
	}
	// It goes on from there with entries of now, and whoever reads them all reckons
	// the same chain.
	err = s.Change(t.Context(), a.NIP, func(*store.Account) (store.Effects, error) {
		e := store.Entry{At: time.Date(2026, time.April, 14, 5, 1, 0, 0, time.UTC), What: store.OTPRefused, NIP: a.NIP}
		with := e
		with.Unit = "Dinas A"
		return store.Effects{Entries: []store.Entry{with, e, with}}, nil
	})
	if err != nil {
		t.Error(err)
	}
	var chain []byte
	var units []string
	err = s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		b, err := store.EncodeEntry(e)
		chain, units = store.Link(chain, b), append(units, e.Unit)
		if seq == 3 && fmt.Sprintf("%x", chain) != end {
			t.Errorf("reckoned again it was %x", chain)
		}
		return err
	})
	if h, err2 := s.Head(t.Context()); err != nil || err2 != nil || h.Seq != 6 || !bytes.Equal(h.Chain, chain) || strings.Join(units, ",") != ",,,Dinas A,,Dinas A" {
		t.Errorf("the head is %d %x, %v, %v; reckoned again %x, of %q", h.Seq, h.Chain, err, err2, chain, units)
	}
	want := Counts{Accounts: 1, Officers: 1, Cases: 1, Letters: 1, Strangers: 1, Terminals: 1, Units: 2}
	got, err := s.Check(t.Context())
	if got.Entries = (store.Head{}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
