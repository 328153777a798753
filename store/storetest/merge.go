package storetest

import (
	"errors"
	"fmt"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

func merge(t *testing.T, s store.Store) {
	Add(t, s, Full(1), Full(2))
	ns := []nip.NIP{NIP(3), NIP(1), NIP(4), NIP(2), NIP(3), NIP(4)}
	known := []bool{false, true, false, true, true, false} // 4 is left unwritten the first time
	next := 0
	err := s.Merge(t.Context(), ns, func(i int, a *store.Account, is bool) (bool, store.Effects, error) {
		if i != next || a.NIP != ns[i] || is != known[i] {
			t.Errorf("row %d comes as %d, %v, known %v", next, i, a, is)
		}
		if !is && !Same(t, *a, store.Account{NIP: ns[i]}) {
			t.Errorf("row %d: unknown, yet not empty", i)
		}
		next++
		a.Unit += "+"
		return i != 2, note(fmt.Sprint("row ", i)), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, unit := range map[int]string{1: Full(1).Unit + "+", 2: Full(2).Unit + "+", 3: "++", 4: "+"} {
		a, err := s.Account(t.Context(), NIP(i))
		if err != nil || a.Unit != unit {
			t.Errorf("unit of %d is %q, %v; want %q", i, a.Unit, err, unit)
		}
		if i <= 2 {
			a.Unit = Full(i).Unit
			if !Same(t, a, Full(i)) {
				t.Errorf("more than the unit of %d has changed", i)
			}
		}
	}
	if got, want := history(t, s), "1 row 0, 2 row 1, 3 row 2, 4 row 3, 5 row 4, 6 row 5"; got != want {
		t.Errorf("entries %q, want %q", got, want)
	}
	// Nothing to write, nothing written; and nobody at all.
	for _, ns := range [][]nip.NIP{{NIP(1)}, nil} {
		err := s.Merge(t.Context(), ns, func(_ int, a *store.Account, _ bool) (bool, store.Effects, error) {
			a.Name = "x"
			return false, store.Effects{}, nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if a, _ := s.Account(t.Context(), NIP(1)); a.Name != Full(1).Name {
		t.Errorf("a row that was not to be written has name %q", a.Name)
	}
}

func mergeAllOrNothing(t *testing.T, s store.Store) {
	Add(t, s, Full(1))
	stop := errors.New("stop")
	ns := []nip.NIP{NIP(1), NIP(2), NIP(3)}
	for name, last := range map[string]func(*store.Account) error{
		"error":      func(*store.Account) error { return stop },
		"unkeepable": func(a *store.Account) error { a.NIP = NIP(9); return nil },
	} {
		err := s.Merge(t.Context(), ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
			a.Name = "x"
			if i == 2 {
				return true, note("x"), last(a)
			}
			return true, note("x"), nil
		})
		if err == nil || name == "error" && err != stop {
			t.Errorf("%s: err = %v", name, err)
		}
	}
	want(t, s, Full(1))
	if _, err := s.Account(t.Context(), NIP(2)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("err = %v, want %v", err, store.ErrNotFound)
	}
	if got := history(t, s); got != "" {
		t.Errorf("entries %q", got)
	}
}
