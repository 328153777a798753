package storetest

import (
	"context"
	"math/rand/v2"
	"testing"

	"aktivasi/store"
	"aktivasi/store/memory"
)

func twice(t testing.TB) store.Store {
	s, err := memory.New(rand.NewChaCha8([32]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	return Twice(s)
}

// Called twice, the contract holds all the same, but for the one test that
// counts its calls.
func TestTwice(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]func(*testing.T, store.Store){
		"keeps": keeps, "none lost": noneLost, "one wins": oneWins, "all or nothing": allOrNothing, "in order": inOrder,
		"every all or nothing": everyAllOrNothing, "every effect": everyEffect, "every counts": everyCounts, "chained": chained,
		"officers": officers, "cases": cases, "one case": oneCase, "outbox": outbox, "units": units,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, twice(t))
		})
	}
	for _, c := range changers {
		s, calls := twice(t), 0
		c.ready(t, s)
		err := c.change(context.Background(), s, func(n int) (int, store.Effects, error) { calls++; return n + 1, store.Effects{}, nil })
		if n := c.count(t, s); err != nil || calls != 2 || n != 1 {
			t.Errorf("%s: called %d times, %d is kept, %v", c.name, calls, n, err)
		}
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
