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
	m.Fail(nil)
	want(t, m, Person(1))
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
