package storetest

import (
	"errors"
	"testing"

	"aktivasi/store"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	Run(t, func(*testing.T) store.Store { return NewMemory() })
}

// Called twice, the contract holds all the same, but for the one test that
// counts its calls.
func TestMemoryAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]func(*testing.T, store.Store){
		"keeps": keeps, "none lost": noneLost, "one wins": oneWins, "all or nothing": allOrNothing, "in order": inOrder,
		"every all or nothing": everyAllOrNothing, "every effect": everyEffect, "every counts": everyCounts, "chained": chained,
		"officers": officers, "cases": cases, "one case": oneCase, "outbox": outbox, "units": units,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := NewMemory()
			m.Again()
			test(t, m)
		})
	}
	m, calls := NewMemory(), 0
	Add(t, m, Person(1))
	m.Again()
	err := m.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) { calls++; return store.Effects{}, nil })
	if err != nil || calls != 2 {
		t.Errorf("called %d times, %v", calls, err)
	}
}

func TestMemoryFails(t *testing.T) {
	t.Parallel()
	m, broken := NewMemory(), errors.New("broken")
	Add(t, m, Person(1))
	m.Fail(broken)
	if _, err := m.Account(t.Context(), NIP(1)); !errors.Is(err, broken) {
		t.Errorf("err = %v, want %v", err, broken)
	}
	for name, err := range everything(t.Context(), t, m) {
		if !errors.Is(err, broken) {
			t.Errorf("%s: err = %v, want %v", name, err, broken)
		}
	}
	m.Fail(nil)
	want(t, m, Person(1))
	if got := history(t, m); got != "" {
		t.Errorf("entries %q", got)
	}
}

// Beyond so many strangers the one that was changed longest ago is forgotten.
func TestMemoryForgets(t *testing.T) {
	t.Parallel()
	m := NewMemory()
	tries := func(i int) (n int) {
		err := m.Stranger(t.Context(), NIP(i), func(a *store.Account) (store.Effects, error) {
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

func TestPeople(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for i := range 5000 {
		seen[NIP(i).String()] = true
	}
	seen[NIP(10_000_000).String()] = true
	if len(seen) != 5001 {
		t.Errorf("%d of 5001 numbers differ", len(seen))
	}
}
