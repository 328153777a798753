package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

// A forger has the file and the key, and everything this package can do, but
// for writing the whole chain anew.
type forger struct {
	t *testing.T
	*Store
}

// forge makes a store with n entries.
func forge(t *testing.T, n int) forger {
	t.Helper()
	s, err := Create(filepath.Join(t.TempDir(), "db"), testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	storetest.Add(t, s, storetest.Person(1))
	f := forger{t, s}
	for i := range n {
		f.sign(fmt.Sprint(i + 1))
	}
	return f
}

// sign appends an entry.
func (f forger) sign(detail string) {
	f.t.Helper()
	err := f.Change(f.t.Context(), storetest.NIP(1), func(*store.Account) (store.Effects, error) {
		return store.Effects{Entries: []store.Entry{{At: time.Unix(1, 0), What: store.SignedIn, NIP: storetest.NIP(1), Detail: detail}}}, nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

// get opens what is kept of entry seq: its link and its record.
func (f forger) get(seq uint64) (link, record []byte) {
	f.t.Helper()
	err := f.db.View(func(tx *bbolt.Tx) (err error) {
		link, record, err = f.linked(seq, tx.Bucket([]byte(entriesBucket)).Get(entryKey(seq)))
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return link, record
}

// put seals an entry for place seq; nil deletes what is there.
func (f forger) put(seq uint64, link, record []byte) {
	f.t.Helper()
	err := f.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(entriesBucket))
		if link == nil {
			return b.Delete(entryKey(seq))
		}
		sealed, err := f.sealed(entriesBucket, entryKey(seq), append(bytes.Clone(link), record...))
		if err != nil {
			return err
		}
		return b.Put(entryKey(seq), sealed)
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

// setEnd keeps another end of the chain.
func (f forger) setEnd(h store.Head) {
	f.t.Helper()
	err := f.db.Update(func(tx *bbolt.Tx) error {
		sealed, err := sealEnd(f.key, f.opt.Rand, f.id, h)
		if err != nil {
			return err
		}
		return tx.Bucket([]byte(metaBucket)).Put(endKey, sealed)
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

// Whoever has the key alters, deletes, swaps or cuts any entry of the chain: the
// first that cannot be trusted is named, and those before it are read.
func TestChain(t *testing.T) {
	t.Parallel()
	const n = 5
	for name, tt := range map[string]struct {
		do   func(f forger, at uint64)
		want func(at uint64) store.ChainError
	}{
		"altered": {
			func(f forger, at uint64) {
				link, record := f.get(at)
				f.put(at, link, bytes.Replace(record, []byte(`"detail":"`), []byte(`"detail":"9`), 1))
			},
			func(at uint64) store.ChainError { return store.ChainError{Seq: at, What: store.WasBroken} },
		},
		"altered, and linked to what was before it": {
			func(f forger, at uint64) {
				_, record := f.get(at)
				var before []byte
				if at > 1 {
					before, _ = f.get(at - 1)
				}
				record = bytes.Replace(record, []byte(`"detail":"`), []byte(`"detail":"9`), 1)
				f.put(at, store.Link(before, record), record)
			},
			func(at uint64) store.ChainError { // the next one does not follow from it; the last is not the head's
				return store.ChainError{Seq: min(at+1, n), What: store.WasBroken}
			},
		},
		"sealed anew with another link": {
			func(f forger, at uint64) {
				link, record := f.get(at)
				link[7] ^= 1
				f.put(at, link, record)
			},
			func(at uint64) store.ChainError { return store.ChainError{Seq: at, What: store.WasBroken} },
		},
		"shorter than a link": {
			func(f forger, at uint64) { f.put(at, []byte("x"), nil) },
			func(at uint64) store.ChainError { return store.ChainError{Seq: at, What: store.WasForged} },
		},
		"not sealed": {
			func(f forger, at uint64) {
				err := f.db.Update(func(tx *bbolt.Tx) error {
					b := tx.Bucket([]byte(entriesBucket))
					v := bytes.Clone(b.Get(entryKey(at)))
					v[len(v)/2] ^= 1
					return b.Put(entryKey(at), v)
				})
				if err != nil {
					t.Error(err)
				}
			},
			func(at uint64) store.ChainError { return store.ChainError{Seq: at, What: store.WasForged} },
		},
		"deleted": {
			func(f forger, at uint64) { f.put(at, nil, nil) },
			func(at uint64) store.ChainError {
				if at == n {
					return store.ChainError{Seq: n - 1, What: store.WasCut}
				}
				return store.ChainError{Seq: at, What: store.IsMissing}
			},
		},
		"deleted, and the rest moved up": {
			func(f forger, at uint64) {
				for ; at < n; at++ {
					link, record := f.get(at + 1)
					f.put(at, link, record)
				}
				f.put(n, nil, nil)
			},
			func(at uint64) store.ChainError {
				if at == n {
					return store.ChainError{Seq: n - 1, What: store.WasCut}
				}
				return store.ChainError{Seq: at, What: store.WasBroken}
			},
		},
		"swapped with the next": {
			func(f forger, at uint64) {
				at = min(at, n-1)
				link, record := f.get(at)
				link2, record2 := f.get(at + 1)
				f.put(at, link2, record2)
				f.put(at+1, link, record)
			},
			func(at uint64) store.ChainError { return store.ChainError{Seq: min(at, n-1), What: store.WasBroken} },
		},
		"cut off from here": {
			func(f forger, at uint64) {
				for ; at <= n; at++ {
					f.put(at, nil, nil)
				}
			},
			func(at uint64) store.ChainError {
				if at == 1 {
					return store.ChainError{Seq: 1, What: store.IsMissing}
				}
				return store.ChainError{Seq: at - 1, What: store.WasCut}
			},
		},
		"put in between": {
			func(f forger, at uint64) {
				for seq := uint64(n); seq >= at; seq-- {
					link, record := f.get(seq)
					f.put(seq+1, link, record)
				}
				link, record := f.get(at)
				f.put(at, link, bytes.Replace(record, []byte(`"detail":"`), []byte(`"detail":"9`), 1))
			},
			func(at uint64) store.ChainError { return store.ChainError{Seq: at, What: store.WasBroken} },
		},
		"an old end put back": {
			func(f forger, at uint64) {
				h := store.Head{Seq: at - 1}
				if at > 1 {
					h.Chain, _ = f.get(at - 1)
				}
				f.setEnd(h)
			},
			func(at uint64) store.ChainError { return store.ChainError{Seq: at, What: store.WasAdded} },
		},
	} {
		for at := uint64(1); at <= n; at++ {
			t.Run(fmt.Sprint(name, "/", at), func(t *testing.T) {
				t.Parallel()
				f := forge(t, n)
				tt.do(f, at)
				want := tt.want(at)
				seen := uint64(0)
				err := f.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error { seen = seq; return nil })
				var got *store.ChainError
				if !errors.As(err, &got) || *got != want || !errors.Is(err, store.ErrDamaged) {
					t.Errorf("err = %v, want %v", err, &want)
				}
				if last := want.Seq - 1; seen != last && want.What != store.WasCut {
					t.Errorf("read up to %d, want %d", seen, last)
				}
				if _, err := f.Check(t.Context()); !errors.As(err, &got) || *got != want {
					t.Errorf("Check: err = %v, want %v", err, &want)
				}
				// Who begins at the last sound entry hears the same.
				if want.Seq > 1 {
					err := f.Entries(t.Context(), want.Seq-1, func(uint64, store.Entry) error { return nil })
					if !errors.As(err, &got) || *got != want {
						t.Errorf("begun after %d: err = %v, want %v", want.Seq-1, err, &want)
					}
				}
			})
		}
	}
}

// The chain goes on from an entry in the middle by what that one says; what is
// before it is not asked.
func TestChainFromTheMiddle(t *testing.T) {
	t.Parallel()
	f := forge(t, 5)
	link, record := f.get(2)
	f.put(2, link, append([]byte(" "), record...))
	for after, want := range map[uint64]uint64{0: 2, 1: 2, 2: 0, 3: 0, 4: 0, 5: 0} {
		err := f.Entries(t.Context(), after, func(uint64, store.Entry) error { return nil })
		var got *store.ChainError
		if errors.As(err, &got) != (want != 0) || got != nil && got.Seq != want {
			t.Errorf("after %d: err = %v, want entry %d", after, err, want)
		}
	}
	_, record = f.get(5)
	f.put(5, store.Link(nil, record), record)
	for _, after := range []uint64{4, 5} {
		if err := f.Entries(t.Context(), after, func(uint64, store.Entry) error { return nil }); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("the last has another link than the head: after %d: err = %v", after, err)
		}
	}
	f.put(5, nil, nil)
	var got *store.ChainError
	if err := f.Entries(t.Context(), 5, func(uint64, store.Entry) error { return nil }); !errors.As(err, &got) || *got != (store.ChainError{Seq: 5, What: store.IsMissing}) {
		t.Errorf("after one that is missing: err = %v", err)
	}
}

// An end that was put back makes nothing write over what stands.
func TestEntryStands(t *testing.T) {
	t.Parallel()
	f := forge(t, 3)
	h, err := f.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	link, _ := f.get(1)
	f.setEnd(store.Head{Seq: 1, Chain: link})
	err = f.Change(t.Context(), storetest.NIP(1), func(*store.Account) (store.Effects, error) {
		return store.Effects{Entries: []store.Entry{{What: store.SignedIn}}}, nil
	})
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("err = %v, want %v", err, store.ErrDamaged)
	}
	f.setEnd(h)
	n := 0
	if err := f.Entries(t.Context(), 0, func(uint64, store.Entry) error { n++; return nil }); err != nil || n != 3 {
		t.Errorf("%d entries, %v", n, err)
	}
}

// Without its end the chain cannot go on, and nobody is told that all is well.
func TestEndDamaged(t *testing.T) {
	t.Parallel()
	f := forge(t, 2)
	path := f.db.Path()
	err := f.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(metaBucket)).Put(endKey, []byte("x")) })
	if err != nil {
		t.Fatal(err)
	}
	change := f.Change(t.Context(), storetest.NIP(1), func(a *store.Account) (store.Effects, error) {
		a.Name = "x"
		return store.Effects{Entries: []store.Entry{{What: store.SignedIn}}}, nil
	})
	_, head := f.Head(t.Context())
	for name, err := range map[string]error{
		"Change": change, "Head": head,
		"Entries": f.Entries(t.Context(), 0, func(uint64, store.Entry) error { return nil }),
	} {
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: err = %v, want %v", name, err, store.ErrDamaged)
		}
	}
	if a, err := f.Account(t.Context(), storetest.NIP(1)); err != nil || a.Name == "x" {
		t.Errorf("the account is %q, %v", a.Name, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Open: err = %v, want %v", err, store.ErrDamaged)
	}
}
