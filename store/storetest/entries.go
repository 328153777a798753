package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"aktivasi/store"
)

func inOrder(t *testing.T, s store.Store) {
	const many = 600 // more than anybody reads at once
	Add(t, s, Person(1))
	all := make([]store.Entry, many)
	for i := range all {
		all[i] = store.Entry{At: noon.AddDate(0, 0, i), What: 1 + store.Act(i)%(store.Acts-1), NIP: NIP(i), By: NIP(i / 2), Desk: "loket-1", Visit: fmt.Sprint("visit-", i/9), Unit: []string{"", "Dinas A"}[i%2], Detail: fmt.Sprint(i)}
	}
	all[7] = store.Entry{At: all[7].At, What: all[7].What}
	for half := range 2 {
		err := s.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) {
			return store.Effects{Entries: all[half*many/2 : (half+1)*many/2]}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, after := range []uint64{0, 1, 255, 256, 257, many - 1, many, many + 5, 1<<64 - 1} {
		seen := after
		err := s.Entries(t.Context(), after, func(seq uint64, e store.Entry) error {
			if seen++; seq != seen {
				t.Fatalf("after %d: entry %d comes where %d should", after, seq, seen)
			}
			if e != all[seq-1].Marked(s.Mark) {
				t.Fatalf("entry %d is %v, want %v", seq, e, all[seq-1])
			}
			return nil
		})
		if err != nil || seen != max(after, many) {
			t.Errorf("after %d: entries up to %d, %v", after, seen, err)
		}
	}
	stop := errors.New("stop")
	n := 0
	err := s.Entries(t.Context(), 0, func(uint64, store.Entry) error {
		n++
		if n == 3 {
			return stop
		}
		return nil
	})
	if err != stop || n != 3 {
		t.Errorf("stopped after %d with %v", n, err)
	}
}

// Who reads the history may write it down slowly, and change what is there.
func holdNothing(t *testing.T, s store.Store) {
	Add(t, s, Person(1))
	add := func() error {
		return s.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) { return note("x"), nil })
	}
	if err := add(); err != nil {
		t.Fatal(err)
	}
	n := 0
	err := s.Entries(t.Context(), 0, func(uint64, store.Entry) error {
		if n++; n < 5 {
			return add()
		}
		return nil
	})
	if err != nil || n != 5 {
		t.Errorf("%d entries, %v; want those added meanwhile too", n, err)
	}
}

// Whoever has the entries can compute the chain, and comes to the head.
func chained(t *testing.T, s store.Store) {
	Add(t, s, Person(1))
	if h, err := s.Head(t.Context()); err != nil || h.Seq != 0 || h.Chain != nil || !h.Newest.IsZero() {
		t.Errorf("the head of nothing is %+v, %v", h, err)
	}
	for i := range 5 {
		err := s.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) {
			return store.Effects{Entries: append(note("a").Entries, note(fmt.Sprint(i)).Entries...)}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var chain []byte
		var last uint64
		err = s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
			b, err := store.EncodeEntry(e)
			chain, last = store.Link(chain, b), seq
			return err
		})
		h, err2 := s.Head(t.Context())
		if err := errors.Join(err, err2); err != nil || h.Seq != last || last != 2*uint64(i)+2 || !bytes.Equal(h.Chain, chain) {
			t.Errorf("the head is %+v, %v; want %d, %x", h, err, last, chain)
		}
		if len(h.Chain) > 0 {
			h.Chain[0] ^= 1 // what is handed out is a copy
		}
	}
}

// The newest entry is the one of the latest time, until an officer says that the
// clock is right.
func newest(t *testing.T, s store.Store) {
	Add(t, s, Person(1))
	for _, tt := range []struct {
		what store.Act
		at   time.Duration
		want time.Duration
	}{
		{store.SignedIn, 0, 0},
		{store.SignedIn, time.Hour, time.Hour},
		{store.SignedIn, time.Minute, time.Hour},
		{store.ClockAccepted, 2 * time.Minute, 2 * time.Minute},
		{store.SignedIn, time.Minute, 2 * time.Minute},
		{store.SignedIn, 3 * time.Minute, 3 * time.Minute},
	} {
		err := s.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) {
			e := store.Entry{At: noon.Add(tt.at).In(time.FixedZone("WIT", 9*3600)), What: tt.what}
			return store.Effects{Entries: []store.Entry{e}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if h, err := s.Head(t.Context()); err != nil || h.Newest != noon.Add(tt.want) {
			t.Errorf("after %v at %v the newest is %v, %v; want %v", tt.what, tt.at, h.Newest, err, noon.Add(tt.want))
		}
	}
}
