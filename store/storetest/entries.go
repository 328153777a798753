package storetest

import (
	"errors"
	"fmt"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

func inOrder(t *testing.T, s store.Store) {
	const many = 600 // more than anybody reads at once
	Add(t, s, Person(1))
	all := make([]store.Entry, many)
	for i := range all {
		all[i] = store.Entry{At: noon.AddDate(0, 0, i), What: 1 + store.Act(i)%(store.Acts-1), NIP: NIP(i), Detail: fmt.Sprint(i)}
	}
	all[7].NIP, all[7].Detail = nip.NIP{}, ""
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
			if e != all[seq-1] {
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
