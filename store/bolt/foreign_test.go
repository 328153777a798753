package bolt

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// What is put in another's place, or brought from another store, does not open.
func TestForeign(t *testing.T) {
	t.Parallel()
	s, err := Create(filepath.Join(t.TempDir(), "a"), testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	other, err := Create(filepath.Join(t.TempDir(), "b"), testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	ns := []nip.NIP{storetest.NIP(1), storetest.NIP(2), storetest.NIP(3), storetest.NIP(4)}
	storetest.Add(t, s, storetest.Full(1), storetest.Full(2), storetest.Full(3), storetest.Full(4))
	storetest.Add(t, other, storetest.Full(3))
	entry := func(s *Store) {
		err := s.Change(t.Context(), ns[2], func(*store.Account) (store.Effects, error) {
			return store.Effects{Entries: []store.Entry{{At: time.Now(), What: store.SignedIn}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	entry(s)
	entry(s)

	var foreign []byte
	err = other.db.View(func(tx *bbolt.Tx) error {
		foreign = bytes.Clone(tx.Bucket([]byte(accountsBucket)).Get(other.keyOf(ns[2])))
		return nil
	})
	if err != nil || foreign == nil {
		t.Fatal("no foreign record", err)
	}
	// And what this program itself, in error, sealed for the place of another.
	record, err := store.Encode(storetest.Full(1))
	if err != nil {
		t.Fatal(err)
	}
	mistaken, err := s.key.Seal(s.opt.Rand, s.place(accountsBucket, s.keyOf(ns[3])), record)
	if err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bbolt.Tx) error {
		b, e := tx.Bucket([]byte(accountsBucket)), tx.Bucket([]byte(entriesBucket))
		k1, k2, k3 := s.keyOf(ns[0]), s.keyOf(ns[1]), s.keyOf(ns[2])
		v1, v2 := bytes.Clone(b.Get(k1)), bytes.Clone(b.Get(k2))
		return errors.Join(b.Put(k1, v2), b.Put(k2, v1), b.Put(k3, foreign), b.Put(s.keyOf(ns[3]), mistaken),
			e.Put(entryKey(1), bytes.Clone(e.Get(entryKey(2)))))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range ns {
		if _, err := s.Account(t.Context(), n); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("Account: err = %v, want %v", err, store.ErrDamaged)
		}
		err := s.Change(t.Context(), n, func(*store.Account) (store.Effects, error) {
			t.Error("f was given a foreign record")
			return store.Effects{}, nil
		})
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("Change: err = %v, want %v", err, store.ErrDamaged)
		}
		err = s.Merge(t.Context(), []nip.NIP{n}, func(int, *store.Account, bool) (bool, store.Effects, error) {
			t.Error("f was given a foreign record")
			return false, store.Effects{}, nil
		})
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("Merge: err = %v, want %v", err, store.ErrDamaged)
		}
	}
	if err := s.Entries(t.Context(), 0, func(uint64, store.Entry) error { return nil }); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Entries: err = %v, want %v", err, store.ErrDamaged)
	}
	if err := s.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Check: err = %v, want %v", err, store.ErrDamaged)
	}
}

// An entry taken out of the middle, or off the end, is missed.
func TestMissingEntry(t *testing.T) {
	t.Parallel()
	for _, seq := range []uint64{1, 3, 5} {
		s, err := Create(filepath.Join(t.TempDir(), "a"), testKey(t, 1), store.Practice, Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		storetest.Add(t, s, storetest.Person(1))
		err = s.Change(t.Context(), storetest.NIP(1), func(*store.Account) (store.Effects, error) {
			e := store.Entry{At: time.Now(), What: store.SignedIn}
			return store.Effects{Entries: []store.Entry{e, e, e, e, e}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(entriesBucket)).Delete(entryKey(seq)) }); err != nil {
			t.Fatal(err)
		}
		if err := s.Entries(t.Context(), 0, func(uint64, store.Entry) error { return nil }); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("without %d: err = %v, want %v", seq, err, store.ErrDamaged)
		}
	}
}

// bbolt's counter has a bit flipped: nothing is written over.
func TestEntryStands(t *testing.T) {
	t.Parallel()
	s, err := Create(filepath.Join(t.TempDir(), "a"), testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	storetest.Add(t, s, storetest.Person(1))
	sign := func() error {
		return s.Change(t.Context(), storetest.NIP(1), func(*store.Account) (store.Effects, error) {
			e := store.Entry{At: time.Now(), What: store.SignedIn}
			return store.Effects{Entries: []store.Entry{e, e, e}}, nil
		})
	}
	if err := sign(); err != nil {
		t.Fatal(err)
	}
	if err := s.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(entriesBucket)).SetSequence(1) }); err != nil {
		t.Fatal(err)
	}
	if err := sign(); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("err = %v, want %v", err, store.ErrDamaged)
	}
	n := 0
	if err := s.Entries(t.Context(), 0, func(uint64, store.Entry) error { n++; return nil }); err != nil || n != 3 {
		t.Errorf("%d entries, %v", n, err)
	}
}
