package bolt

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

// A store made by version 1 opens for good. Never change the file; a new format
// brings its own.
func TestStoreV1(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("testdata/v1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "db") // opening takes a lock and may write
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	record, err := os.ReadFile("../testdata/account-v1.json")
	if err != nil {
		t.Fatal(err)
	}
	want, err := store.Decode(bytes.TrimSpace(record))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, testKey(t, 1), store.Real, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a, err := s.Account(t.Context(), want.NIP); err != nil || !storetest.Same(t, a, want) {
		t.Errorf("the account is not what it was, %v", err)
	}
	err = s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		if e != (store.Entry{At: time.Date(2026, time.April, 14, 5, 0, 0, 0, time.UTC), What: store.SignedIn, NIP: want.NIP, Detail: "loket-3"}) || seq != 1 {
			t.Errorf("entry %d is %v", seq, e)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
