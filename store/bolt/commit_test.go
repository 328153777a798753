package bolt

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// An error at commit says nothing about the change: the record does.
func TestCommitFails(t *testing.T) {
	t.Parallel()
	eio := errors.New("input/output error")
	rename := func(a *store.Account) (store.Effects, error) { a.Name = "Baru"; return store.Effects{}, nil }
	entry := store.Effects{Entries: []store.Entry{{At: time.Now(), What: store.SignedIn}}}
	ns := []nip.NIP{storetest.NIP(1), storetest.NIP(2)}
	gone, sent := storetest.Letter(1), storetest.Letter(2)
	calls := map[string]func(*Store) error{
		"Change": func(s *Store) error { return s.Change(t.Context(), ns[0], rename) },
		"Merge": func(s *Store) error {
			return s.Merge(t.Context(), ns, func(_ int, a *store.Account, _ bool) (bool, store.Effects, error) {
				a.Name = "Baru"
				return true, entry, nil
			})
		},
		"with a letter": func(s *Store) error {
			return s.Change(t.Context(), ns[0], func(a *store.Account) (store.Effects, error) {
				a.Name = "Baru"
				return store.Effects{Entries: entry.Entries, Mail: []store.Mail{sent}}, nil
			})
		},
		"a letter dropped": func(s *Store) error {
			return s.ChangeMail(t.Context(), gone.ID, func(*store.Mail) (bool, store.Effects, error) { return false, store.Effects{}, nil })
		},
		"entries alone": func(s *Store) error {
			return s.Merge(t.Context(), ns, func(int, *store.Account, bool) (bool, store.Effects, error) {
				return false, entry, nil
			})
		},
	}
	for name, tt := range map[string]struct {
		commit func(*Store, *bbolt.Tx) error
		want   error // nil: the change was made
	}{
		"before anything is written": {func(_ *Store, tx *bbolt.Tx) error { return eio }, eio},
		"and rolled back":            {func(_ *Store, tx *bbolt.Tx) error { return errors.Join(tx.Rollback(), eio) }, eio},
		"after it is made":           {func(_ *Store, tx *bbolt.Tx) error { return errors.Join(tx.Commit(), eio) }, nil},
		"and the file is gone":       {func(s *Store, tx *bbolt.Tx) error { return errors.Join(tx.Commit(), s.db.Close(), eio) }, store.ErrUnknown},
		"in a panic, made":           {func(_ *Store, tx *bbolt.Tx) error { _ = tx.Commit(); panic("page 7") }, nil},
		"in a panic, not made":       {func(_ *Store, tx *bbolt.Tx) error { panic("page 7") }, store.ErrDamaged},
		"and something else is there": {func(s *Store, tx *bbolt.Tx) error {
			key := s.keyOf(ns[0])
			return errors.Join(tx.Rollback(), s.db.Update(func(tx *bbolt.Tx) error {
				e := tx.Bucket([]byte(entriesBucket))
				return errors.Join(tx.Bucket([]byte(accountsBucket)).Put(key, []byte("x")),
					tx.Bucket([]byte(accountsBucket)).Put(s.keyOf(ns[1]), []byte("x")), e.Put(entryKey(1), []byte("x")), e.Put(entryKey(2), []byte("x")),
					tx.Bucket([]byte(metaBucket)).Put(endKey, []byte("x")), tx.Bucket([]byte(outboxBucket)).Put(s.mailKey(gone.ID), []byte("x")),
					tx.Bucket([]byte(outboxBucket)).Put(s.mailKey(sent.ID), []byte("x")))
			}), eio)
		}, store.ErrUnknown},
	} {
		for call, f := range calls {
			t.Run(name+"/"+call, func(t *testing.T) {
				t.Parallel()
				var s *Store
				failing := false
				opt := Options{Commit: func(tx *bbolt.Tx) error {
					if failing {
						return tt.commit(s, tx)
					}
					return tx.Commit()
				}}
				s, err := Create(filepath.Join(t.TempDir(), "db"), testKey(t, 1), store.Practice, opt)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				storetest.Add(t, s, storetest.Person(1))
				if err := s.Change(t.Context(), ns[0], func(*store.Account) (store.Effects, error) { return store.Effects{Mail: []store.Mail{gone}}, nil }); err != nil {
					t.Fatal(err)
				}
				failing = true
				err = f(s)
				failing = false
				if !errors.Is(err, tt.want) {
					t.Fatalf("err = %v, want %v", err, tt.want)
				}
				if errors.Is(err, store.ErrUnknown) {
					return
				}
				a, err2 := s.Account(t.Context(), ns[0])
				if err2 != nil {
					t.Fatal(err2)
				}
				ms, err2 := s.Outbox(t.Context())
				h, err3 := s.Head(t.Context())
				if err2 := errors.Join(err2, err3); err2 != nil {
					t.Fatal(err2)
				}
				// All of it, or none.
				made := err == nil
				for what, is := range map[string]bool{
					"the name":    call == "a letter dropped" || call == "entries alone" || (a.Name == "Baru") == made,
					"a letter":    call != "with a letter" || (len(ms) == 2) == made,
					"the drop":    call != "a letter dropped" || (len(ms) == 0) == made,
					"the entries": call == "Change" || call == "a letter dropped" || (h.Seq > 0) == made,
				} {
					if !is {
						t.Errorf("%s: account %q, %d letters, %d entries; yet the answer is %v", what, a.Name, len(ms), h.Seq, err)
					}
				}
			})
		}
	}
}

// After damage met in writing, nothing more is written: what bbolt holds in
// memory may be wrong. Reading goes on, and so does closing.
func TestHurt(t *testing.T) {
	t.Parallel()
	failing := false
	s := create(t, Options{Commit: func(tx *bbolt.Tx) error {
		if failing {
			panic("page 7 already freed\ngoroutine 1")
		}
		return tx.Commit()
	}})
	storetest.Add(t, s, storetest.Full(1))
	rename := func(a *store.Account) (store.Effects, error) { a.Name = "Baru"; return store.Effects{}, nil }
	failing = true
	err := s.Change(t.Context(), storetest.NIP(1), rename)
	if want := "commit: the store is damaged: page 7 already freed"; err == nil || err.Error() != want {
		t.Errorf("err = %q, want %q", err, want)
	}
	failing = false
	if err := s.Change(t.Context(), storetest.NIP(1), rename); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("the next change: err = %v, want %v", err, store.ErrDamaged)
	}
	if a, err := s.Account(t.Context(), storetest.NIP(1)); err != nil || !storetest.Same(t, a, storetest.Full(1)) {
		t.Errorf("the account is not as it was, %v", err)
	}
}

// failing gives a store of which the commits can be made to fail: all but the
// next so many.
func failing(t *testing.T, opt Options) (s *Store, fail func(after int)) {
	t.Helper()
	left := 1 << 30
	opt.Commit = func(tx *bbolt.Tx) error {
		if left--; left < 0 {
			return errors.Join(tx.Rollback(), errors.New("input/output error"))
		}
		return tx.Commit()
	}
	return create(t, opt), func(after int) { left = after }
}
