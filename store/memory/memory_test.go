package memory

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

// empty is a new store, another one for each seed.
func empty(t testing.TB, seed byte) *Store {
	t.Helper()
	s, err := New(rand.NewChaCha8([32]byte{seed}))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store { return empty(t, 1) })
}

// Who has the entries of two stores cannot tell that they are about one person.
func TestMarksAreItsOwn(t *testing.T) {
	t.Parallel()
	a, b := empty(t, 1).Mark(storetest.NIP(1)), empty(t, 2).Mark(storetest.NIP(1))
	if a.Key == b.Key || a.Masked != b.Masked {
		t.Errorf("marked %+v here and %+v there", a, b)
	}
}

func TestNoChance(t *testing.T) {
	t.Parallel()
	if s, err := New(iotest.ErrReader(io.ErrClosedPipe)); s != nil || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v, %v; want no store with a key that nobody drew", s, err)
	}
	if _, err := New(strings.NewReader("short")); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("err = %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

// write puts n entries into s, numbered in their Detail, k in each transaction.
func write(t testing.TB, s *Store, n, k int) {
	t.Helper()
	h, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < n; i += k {
		err := s.ChangeTerminal(t.Context(), "Meja 1", func(*store.Terminal) (e store.Effects, err error) {
			for j := range min(k, n-i) {
				seq := int(h.Seq) + i + j + 1
				e.Entries = append(e.Entries, store.Entry{
					At: time.Unix(int64(seq), 0).UTC(), What: store.SignedIn, NIP: storetest.NIP(1),
					Desk: "Meja 1", Visit: strings.Repeat("0", 32), Unit: "Dinas Kesehatan", Detail: fmt.Sprint(seq),
				})
			}
			return e, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Beyond so many entries the oldest are gone, and nothing else is: not their
// place in the chain, nor the order of the rest.
func TestOldEntriesGo(t *testing.T) {
	t.Parallel()
	s := empty(t, 1)
	write(t, s, Entries, 7)
	before, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, 10, 3)
	// What is undone leaves those that it would have pushed out.
	stop := errors.New("stop")
	err = s.ChangeTerminal(t.Context(), "Meja 1", func(*store.Terminal) (store.Effects, error) {
		return store.Effects{Entries: []store.Entry{{What: store.SignedIn}, {}}}, nil
	})
	if err == nil {
		t.Error("an entry of no act is kept")
	}
	for after, first := range map[uint64]uint64{0: 11, 5: 11, 10: 11, 11: 12, Entries: Entries + 1} {
		chain, next := before.Chain, first
		err := s.Entries(t.Context(), after, func(seq uint64, e store.Entry) error {
			if seq != next || e.Detail != fmt.Sprint(seq) {
				t.Errorf("after %d: entry %d says %s where %d should stand", after, seq, e.Detail, next)
				return stop
			}
			next++
			b, err := store.EncodeEntry(e)
			if seq > before.Seq {
				chain = store.Link(chain, b)
			}
			return err
		})
		h, err2 := s.Head(t.Context())
		if err := errors.Join(err, err2); err != nil || h.Seq != Entries+10 || next != h.Seq+1 || !bytes.Equal(h.Chain, chain) {
			t.Errorf("after %d: up to %d, %v; want up to %d, and its chain", after, next-1, err, h.Seq)
		}
	}
}

// Beyond so many strangers the one that was changed longest ago is forgotten.
func TestForgetsStrangers(t *testing.T) {
	t.Parallel()
	s := empty(t, 1)
	tries := func(i int) (n int) {
		err := s.Stranger(t.Context(), storetest.NIP(i), func(a *store.Account) (store.Effects, error) {
			n = a.Tries[0].Wrong
			a.Tries[0].Wrong++
			return store.Effects{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i := range store.Strangers {
		tries(i)
	}
	tries(0)               // comes again,
	tries(store.Strangers) // so that 1 has to go
	for i, want := range map[int]int{0: 2, 2: 1, store.Strangers: 1} {
		if n := tries(i); n != want {
			t.Errorf("stranger %d is remembered with %d tries, want %d", i, n, want)
		}
	}
	if n := tries(1); n != 0 {
		t.Errorf("the oldest is remembered with %d tries", n)
	}
}

// What a store holds, per store: with one person in it, after a long day, and
// once it is closed. The bounds are what a class of hundreds may take of a small
// machine, and not what it takes: see the log.
func TestFootprint(t *testing.T) { // not parallel: it looks at the heap
	const stores = 20
	all := make([]*Store, stores)
	write(t, empty(t, 1), 1, 1) // what the first of all sets up is nobody's
	start := heap()
	each := func(what string, limit int64, f func(*Store)) {
		t.Helper()
		for i := range all {
			if all[i] == nil {
				all[i] = empty(t, byte(i))
			}
			f(all[i])
		}
		took := (heap() - start) / stores
		t.Logf("%s: %d bytes a store", what, took)
		if took > limit {
			t.Errorf("%s: %d bytes a store, want at most %d", what, took, limit)
		}
	}
	each("one person", 16<<10, func(s *Store) { storetest.Add(t, s, storetest.Full(1)) })
	each("100 entries more", 80<<10, func(s *Store) { write(t, s, 100, 1) })
	each("all the entries it keeps, three times over", 768<<10, func(s *Store) { write(t, s, 3*Entries, 64) })
	each("closed", 4<<10, func(s *Store) {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	runtime.KeepAlive(all)
}

// heap is what is in use.
func heap() int64 {
	runtime.GC()
	runtime.GC() // the first one may leave what finalizers held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
