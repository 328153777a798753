package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/seal"
	"aktivasi/store/storetest"
)

// sealedBy counts what stands in the file, by the keys that sealed it.
func sealedBy(t *testing.T, s *Store) map[string]int {
	t.Helper()
	by := make(map[string]int)
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				if !inClear(string(name), k) {
					by[seal.SealedBy(v)]++
				}
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return by
}

// settledUnder checks that the store at path, which nobody has open, is under
// that key alone.
func settledUnder(t *testing.T, path string, key, old seal.Key, people int) {
	t.Helper()
	if s, err := Open(path, old, store.Practice, Options{}); !errors.Is(err, store.ErrKey) {
		t.Errorf("the old key: err = %v, want %v", err, store.ErrKey)
		if s != nil {
			_ = s.Close()
		}
	}
	s, err := Open(path, key, store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if by := sealedBy(t, s); len(by) != 1 || by[key.ID()] < people {
		t.Errorf("sealed by %v, want %s alone", by, key.ID())
	}
	for i := range people {
		if _, err := s.Account(t.Context(), storetest.NIP(i)); err != nil {
			t.Fatal(err)
		}
	}
	_, err = s.Check(t.Context())
	if err := errors.Join(err, s.Close()); err != nil {
		t.Error(err)
	}
}

func TestRotate(t *testing.T) {
	t.Parallel()
	old, next := testKey(t, 1), testKey(t, 2)
	s, err := Create(filepath.Join(t.TempDir(), "db"), old, store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const people = 1300 // more than are sealed at once, in two buckets
	fill(t, s, 0, people, people, true)
	// And in one that this file knows nothing of.
	err = s.update(t.Context(), func(x *txn) error {
		b, err := x.CreateBucket([]byte("later"))
		if err != nil {
			return err
		}
		sealed, err := s.key.Seal(s.opt.Rand, s.place("later", []byte("1")), []byte("letter"))
		if err != nil {
			return err
		}
		return x.put(b, "later", []byte("1"), nil, sealed)
	})
	if err != nil {
		t.Fatal(err)
	}
	key := s.keyOf(storetest.NIP(1))
	var told []string
	last := -1
	err = s.Rotate(t.Context(), next, func(done, total int) {
		told = append(told, fmt.Sprintf("%d/%d", done, total))
		if done <= last || total != 2*people+2 {
			t.Errorf("told %v", told)
		}
		last = done
	})
	if err != nil || last != 2*people+2 || told[0] != "0/2602" {
		t.Errorf("told %v, %v", told, err)
	}
	if !bytes.Equal(key, s.keyOf(storetest.NIP(1))) {
		t.Error("the keys of accounts have changed")
	}
	if err := name(s, 1, "Baru"); err != nil {
		t.Error(err)
	}
	if err := s.Rotate(t.Context(), next, func(int, int) { t.Error("it begins again") }); err != nil {
		t.Errorf("once more: %v", err)
	}
	sealed := raw(t, s, "later", []byte("1"))
	if plain, err := next.Open(s.place("later", []byte("1")), sealed); err != nil || string(plain) != "letter" {
		t.Errorf("the letter is %q, %v", plain, err)
	}
	path := s.path
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	settledUnder(t, path, next, old, people)
	// Before the key file has changed its name: both are read.
	b, err := Open(path, old, store.Practice, Options{Next: next})
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(name(b, 2, "Baru"), b.Rotate(t.Context(), next, nil), b.Close())
	if err != nil {
		t.Error(err)
	}
	settledUnder(t, path, next, old, people)
}

// What is under way can be neither overlooked nor crossed by another.
func TestRotateHalfDone(t *testing.T) {
	t.Parallel()
	old, next, third := testKey(t, 1), testKey(t, 2), testKey(t, 3)
	path := filepath.Join(t.TempDir(), "db")
	s, err := Create(path, old, store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const people = 1200
	fill(t, s, 0, people, people, false)
	ctx, cancel := context.WithCancel(t.Context())
	err = s.Rotate(ctx, next, func(done, _ int) {
		if done > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("err = %v, want %v", err, context.Canceled)
	}
	if by := sealedBy(t, s); by[old.ID()] != people-batch+2 || by[next.ID()] != batch+1 {
		t.Errorf("sealed by %v, want %d under the new key", by, batch)
	}
	storetest.Add(t, s, storetest.Person(people))
	if got := seal.SealedBy(raw(t, s, accountsBucket, s.keyOf(storetest.NIP(people)))); got != next.ID() {
		t.Errorf("a new one is sealed by %s, want the new key %s", got, next.ID())
	}
	// An entry brings the end of the chain under the new key, which is read at once.
	err = s.Merge(t.Context(), []nip.NIP{storetest.NIP(1)}, func(int, *store.Account, bool) (bool, store.Effects, error) {
		return false, store.Effects{Entries: []store.Entry{{What: store.SignedIn}}}, nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := s.Rotate(t.Context(), third, nil); !errors.Is(err, store.ErrKey) {
		t.Errorf("for another key: err = %v, want %v", err, store.ErrKey)
	}
	// A copy of it needs both keys, as it does.
	if err := s.Copy(t.Context(), path+".copy"); err != nil {
		t.Fatal(err)
	}
	if counts, err := Inspect(t.Context(), path+".copy", old, next, store.Practice); err != nil || counts.Accounts != people+1 {
		t.Errorf("the copy has %v, %v", counts, err)
	}
	// Compacted, it is still half done.
	if _, _, err := s.Compact(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		key, next seal.Key
	}{
		"the old key alone":         {old, seal.Key{}},
		"the new key alone":         {next, seal.Key{}},
		"the new key for the old":   {next, old},
		"the old key and a third":   {old, third},
		"a third key":               {third, seal.Key{}},
		"a third key, and the next": {third, next},
	} {
		if s, err := Open(path, tt.key, store.Practice, Options{Next: tt.next}); !errors.Is(err, store.ErrKey) {
			t.Errorf("%s: err = %v, want %v", name, err, store.ErrKey)
			if s != nil {
				_ = s.Close()
			}
		}
	}
	if s, err = Open(path, old, store.Practice, Options{Next: next}); err != nil {
		t.Fatal(err)
	}
	begun := -1
	err = s.Rotate(t.Context(), next, func(done, _ int) {
		if begun < 0 {
			begun = done
		}
	})
	if err := errors.Join(err, s.Close()); err != nil || begun != batch+3 { // the one added, the end and its entry
		t.Errorf("it goes on from %d, %v; want %d", begun, err, batch+3)
	}
	settledUnder(t, path, next, old, people+1)
}

// A store opened with a key to come, of which it has not heard, is as it was.
func TestRotateNotBegun(t *testing.T) {
	t.Parallel()
	old, next := testKey(t, 1), testKey(t, 2)
	path := filepath.Join(t.TempDir(), "db")
	s, err := Create(path, old, store.Practice, Options{Next: next})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 0, 10, 10, true)
	if err := s.Rotate(t.Context(), seal.Key{}, nil); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("no key: err = %v, want %v", err, seal.ErrNoKey)
	}
	if err := s.Rotate(t.Context(), old, nil); err != nil {
		t.Errorf("for the same key: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	settledUnder(t, path, old, next, 10)
}

// A value that does not open stops it, and nothing is lost.
func TestRotateDamaged(t *testing.T) {
	t.Parallel()
	old, next := testKey(t, 1), testKey(t, 2)
	s, err := Create(filepath.Join(t.TempDir(), "db"), old, store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 0, 50, 50, false)
	key := s.keyOf(storetest.NIP(3))
	sealed := raw(t, s, accountsBucket, key)
	put := func(v []byte) {
		if err := s.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(accountsBucket)).Put(key, v) }); err != nil {
			t.Fatal(err)
		}
	}
	bad := bytes.Clone(sealed)
	bad[len(bad)-1] ^= 1
	put(bad)
	if err := s.Rotate(t.Context(), next, nil); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("err = %v, want %v", err, store.ErrDamaged)
	}
	if _, err := s.Account(t.Context(), storetest.NIP(4)); err != nil {
		t.Error(err)
	}
	put(sealed)
	if err := errors.Join(s.Rotate(t.Context(), next, nil), s.Close()); err != nil {
		t.Fatal(err)
	}
	settledUnder(t, s.path, next, old, 50)
}

// What cannot be said in the store is not begun: after a commit that fails, new
// values are sealed under the old key.
func TestRotateCannotBegin(t *testing.T) {
	t.Parallel()
	eio := errors.New("input/output error")
	failing := false
	s := create(t, Options{Commit: func(tx *bbolt.Tx) error {
		if failing {
			return eio
		}
		return tx.Commit()
	}})
	storetest.Add(t, s, storetest.Person(1))
	failing = true
	if err := s.Rotate(t.Context(), testKey(t, 2), nil); !errors.Is(err, eio) {
		t.Errorf("err = %v, want %v", err, eio)
	}
	failing = false
	if err := name(s, 1, "Baru"); err != nil {
		t.Error(err)
	}
	if by := sealedBy(t, s); len(by) != 1 || by[testKey(t, 1).ID()] == 0 {
		t.Errorf("sealed by %v", by)
	}
}

// People go on activating while the key is changed.
func TestRotateInUse(t *testing.T) {
	t.Parallel()
	old, next := testKey(t, 1), testKey(t, 2)
	s, err := Create(filepath.Join(t.TempDir(), "db"), old, store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const people = 2000
	fill(t, s, 0, people, people, true)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	counts, added := make([]int, 4), make([]int, 4)
	for w := range counts {
		chance := rand.New(rand.NewPCG(1, uint64(w)))
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				err := s.Change(context.Background(), storetest.NIP(chance.IntN(people)), func(a *store.Account) (store.Effects, error) {
					a.Tries[w].Wrong++
					return store.Effects{Entries: []store.Entry{{What: store.OTPRefused, NIP: a.NIP}}}, nil
				})
				if err != nil {
					t.Error(err)
					return
				}
				counts[w]++
				storetest.Add(t, s, storetest.Person(people+1000*w+added[w]))
				added[w]++
				if _, err := s.Account(context.Background(), storetest.NIP(chance.IntN(people))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := s.Entries(context.Background(), 0, func(uint64, store.Entry) error { return nil }); err != nil {
				t.Error(err)
				return
			}
		}
	})
	if err := s.Rotate(t.Context(), next, nil); err != nil {
		t.Error(err)
	}
	if by := sealedBy(t, s); len(by) != 1 || by[next.ID()] == 0 {
		t.Errorf("sealed by %v", by)
	}
	close(stop)
	wg.Wait()
	var have [4]int
	for i := range people {
		a, err := s.Account(t.Context(), storetest.NIP(i))
		if err != nil {
			t.Fatal(err)
		}
		for w := range have {
			have[w] += a.Tries[w].Wrong
		}
	}
	if have != [4]int(counts) {
		t.Errorf("counted %v, and %v are there", counts, have)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	settledUnder(t, s.path, next, old, people)
}

// rotateJob may be killed at each nonce, and before and after each commit.
func rotateJob(path string, chance *deadly) error {
	t := &testing.T{}
	s, err := Open(path, testKey(t, 1), store.Practice, Options{Next: testKey(t, 2), Rand: chance, Commit: func(tx *bbolt.Tx) error {
		_, before := chance.Read(nil)
		err := tx.Commit()
		_, after := chance.Read(nil)
		return errors.Join(before, err, after)
	}})
	if err != nil {
		return err
	}
	err = s.Rotate(context.Background(), testKey(t, 2), func(done, total int) { fmt.Println(done, total) })
	return errors.Join(err, s.Close())
}

// Killed again and again, it goes on, and at each moment the two keys together
// open everything.
func TestRotateKilled(t *testing.T) {
	t.Parallel()
	old, next := testKey(t, 1), testKey(t, 2)
	const people = batch + 100
	s, err := Create(filepath.Join(t.TempDir(), "db"), old, store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 0, people, people, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	start, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	n := 0 // names given, to see that none is lost
	whole := func(path, when string) {
		t.Helper()
		counts, err := Inspect(t.Context(), path, old, next, store.Practice)
		if err != nil || counts.Accounts != people || counts.Entries.Seq != people {
			t.Fatalf("%s: it holds %v, %v", when, counts, err)
		}
		s, err := Open(path, old, store.Practice, Options{Next: next})
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if a, err := s.Account(t.Context(), storetest.NIP(0)); n > 0 && (err != nil || a.Name != fmt.Sprint("Nama ", n)) {
			t.Errorf("%s: the name is %q, %v", when, a.Name, err)
		}
		n++
		if err := errors.Join(name(s, 0, fmt.Sprint("Nama ", n)), s.Close()); err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	chance := rand.New(rand.NewPCG(7, 7))
	const events = 2*people + 3 + 2*7 // a nonce for each value, the mark, the end and the head; seven commits, before and after
	for _, at := range []int{1, 2, 3, 5 + batch, events - 2, events - 1, events} {
		n = 0
		path := filepath.Join(t.TempDir(), "db")
		if err := os.WriteFile(path, start, 0o600); err != nil {
			t.Fatal(err)
		}
		killed := do(t, "rotate", path, at)
		whole(path, fmt.Sprint("killed at ", at))
		for kills := 0; killed; kills++ {
			at := batch + 10 + chance.IntN(events/4) // far enough to have done something
			if kills > 8 {
				at = 0
			}
			killed = do(t, "rotate", path, at)
			whole(path, fmt.Sprint("killed again at ", at))
		}
		settledUnder(t, path, next, old, people)
	}
	for lines := 1; lines <= 3; lines++ {
		n = 0
		path := filepath.Join(t.TempDir(), "db")
		if err := os.WriteFile(path, start, 0o600); err != nil {
			t.Fatal(err)
		}
		doUntil(t, "rotate", path, lines)
		whole(path, fmt.Sprint("killed after ", lines, " lines"))
		if do(t, "rotate", path, 0) {
			t.Error("killed by somebody else")
		}
		settledUnder(t, path, next, old, people)
	}
}
