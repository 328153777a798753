package bolt

import (
	"bytes"
	"errors"
	"math/rand/v2"
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
	if _, err := s.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Check: err = %v, want %v", err, store.ErrDamaged)
	}
}

// The same for all other kinds of record: who is put in another's place, by
// whoever has the file or by this program in error, is not read there.
func TestForeignRecords(t *testing.T) {
	t.Parallel()
	s, err := Create(filepath.Join(t.TempDir(), "a"), testKey(t, 1), store.Practice, Options{Rand: rand.NewChaCha8([32]byte{7})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for i := range few {
		err := errors.Join(
			s.ChangeOfficer(t.Context(), storetest.NIP(i), func(o *store.Officer) (store.Effects, error) {
				*o = storetest.FullOfficer(i)
				return store.Effects{Mail: []store.Mail{storetest.Letter(i)}}, nil
			}),
			s.Stranger(t.Context(), storetest.NIP(i), func(a *store.Account) (store.Effects, error) { a.Tries[0].Wrong++; return store.Effects{}, nil }),
		)
		if _, err2 := s.OpenCase(t.Context(), storetest.FullCase(i), store.Effects{}); errors.Join(err, err2) != nil {
			t.Fatal(err, err2)
		}
	}
	nobody := errors.New("f was called")
	reads := map[string]func() error{
		"Officer": func() error { _, err := s.Officer(t.Context(), storetest.NIP(1)); return err },
		"ChangeOfficer": func() error {
			return s.ChangeOfficer(t.Context(), storetest.NIP(1), func(*store.Officer) (store.Effects, error) { return store.Effects{}, nobody })
		},
		"Stranger": func() error {
			return s.Stranger(t.Context(), storetest.NIP(1), func(*store.Account) (store.Effects, error) { return store.Effects{}, nobody })
		},
		"ChangeCase": func() error {
			return s.ChangeCase(t.Context(), 2, func(*store.Case) (store.Effects, error) { return store.Effects{}, nobody })
		},
		"OpenCase": func() error { // one that stands after the damaged one is looked for
			_, err := s.OpenCase(t.Context(), storetest.FullCase(few-1), store.Effects{})
			return err
		},
		"ChangeMail": func() error {
			return s.ChangeMail(t.Context(), storetest.Letter(1).ID, func(*store.Mail) (bool, store.Effects, error) { return false, store.Effects{}, nobody })
		},
	}
	of := map[string]string{
		"Officer": officersBucket, "ChangeOfficer": officersBucket, "Stranger": strangersBucket,
		"ChangeCase": casesBucket, "OpenCase": casesBucket, "ChangeMail": outboxBucket,
	}
	for bucket, places := range map[string][2][]byte{
		officersBucket:  {s.keyOf(storetest.NIP(0)), s.keyOf(storetest.NIP(1))},
		strangersBucket: {s.keyOf(storetest.NIP(0)), s.keyOf(storetest.NIP(1))},
		casesBucket:     {caseKey(1), caseKey(2)},
		outboxBucket:    {s.mailKey(storetest.Letter(0).ID), s.mailKey(storetest.Letter(1).ID)},
	} {
		for how, forge := range map[string]func(sealed []byte) ([]byte, error){
			"moved": func(sealed []byte) ([]byte, error) { return sealed, nil },
			"mistaken": func(sealed []byte) ([]byte, error) {
				plain, err := s.unseal(bucket, places[0], sealed)
				if err != nil {
					return nil, err
				}
				return s.sealed(bucket, places[1], plain)
			},
		} {
			var was, other []byte
			err := s.db.View(func(tx *bbolt.Tx) error {
				b := tx.Bucket([]byte(bucket))
				was, other = bytes.Clone(b.Get(places[1])), bytes.Clone(b.Get(places[0]))
				return nil
			})
			put := func(v []byte) error {
				return s.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucket)).Put(places[1], v) })
			}
			foreign, err2 := forge(other)
			if err := errors.Join(err, err2, put(foreign)); err != nil {
				t.Fatal(err)
			}
			for name, read := range reads {
				err := read()
				if belongs := of[name] == bucket; errors.Is(err, store.ErrDamaged) != belongs {
					t.Errorf("%s, %s in %s: err = %v", name, how, bucket, err)
				}
			}
			// The others are handed out all the same.
			n := 0
			all, err := s.Outbox(t.Context())
			os, err2 := s.Officers(t.Context())
			err3 := s.Cases(t.Context(), func(store.Case) error { n++; return nil })
			for name, tt := range map[string]struct {
				n   int
				err error
			}{outboxBucket: {len(all), err}, officersBucket: {len(os), err2}, casesBucket: {n, err3}} {
				if hurt := name == bucket; errors.Is(tt.err, store.ErrDamaged) != hurt || (tt.n == few-1) != hurt {
					t.Errorf("%s in %s: of %s %d are read, %v", how, bucket, name, tt.n, tt.err)
				}
			}
			if _, err := s.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("%s in %s: Check: err = %v", how, bucket, err)
			}
			if err := put(was); err != nil {
				t.Fatal(err)
			}
		}
	}
}
