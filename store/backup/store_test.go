package backup_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/backup"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/store/storetest"
)

// A whole day of it, with the real store and the real price of a guess: copied
// while its key is being changed, backed up, rehearsed, restored, and gone on
// with.
func TestBackupOfStore(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("scrypt takes seconds")
	}
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	next, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Create(in("db"), key, store.Practice, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, storetest.Full(1), storetest.Person(2))
	ctx, cancel := context.WithCancel(t.Context())
	if err := s.Rotate(ctx, next, func(int, int) { cancel() }); err == nil {
		t.Error("the change of key was not broken off")
	}
	if err := s.Copy(t.Context(), in("copy")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(in("copy"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m := backup.Manifest{Made: time.Now(), Mode: store.Practice, Store: s.ID()}
	pass := flows.Hide("enam kata yang tidak ditebak siapapun")
	var file bytes.Buffer
	if err := backup.Write(t.Context(), &file, pass, m, f, key, next); err != nil {
		t.Fatal(err)
	}

	var counts bolt.Counts
	look := func(ctx context.Context, path string, key, next seal.Key, mode store.Mode) (err error) {
		counts, err = bolt.Inspect(ctx, path, key, next, mode)
		return err
	}
	if _, err := backup.Rehearse(t.Context(), bytes.NewReader(file.Bytes()), pass, dir, look); err != nil || counts.Accounts != 2 {
		t.Errorf("rehearsed: %+v, %v", counts, err)
	}
	c, err := backup.Extract(t.Context(), bytes.NewReader(file.Bytes()), pass, in("restored"), look)
	if err != nil || c.Store != s.ID() {
		t.Fatalf("store %q, %v", c.Store, err)
	}
	r, err := bolt.Open(in("restored"), c.Key, c.Mode, bolt.Options{Next: c.Next})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Rotate(t.Context(), c.Next, nil); err != nil {
		t.Error(err)
	}
	if a, err := r.Account(t.Context(), storetest.NIP(1)); err != nil || !storetest.Same(t, a, storetest.Full(1)) {
		t.Errorf("restored, the account is another, %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
