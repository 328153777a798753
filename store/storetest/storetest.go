// Package storetest states what a [store.Store] promises as tests that every
// implementation passes, and has invented people for the tests of others.
package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Run tests the stores that open returns: each new, empty and the test's alone.
// open sees to closing it.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, tt := range []struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"keeps", keeps},
		{"not found", notFound},
		{"hands out copies", copies},
		{"change is all or nothing", allOrNothing},
		{"what cannot be kept", unkeepable},
		{"panic changes nothing", panics},
		{"no update is lost", noneLost},
		{"one of many wins", oneWins},
		{"every change is all or nothing", everyAllOrNothing},
		{"every change carries its effects", everyEffect},
		{"no update of anything is lost", everyCounts},
		{"accounts one by one", oneByOne},
		{"strangers", strangersApart},
		{"officers", officers},
		{"cases", cases},
		{"one case a person", oneCase},
		{"outbox", outbox},
		{"terminals", terminals},
		{"units", units},
		{"marks", marks},
		{"entries in order", inOrder},
		{"entries hold nothing up", holdNothing},
		{"entries are a chain", chained},
		{"newest entry", newest},
		{"context", overBefore},
		{"merge", merge},
		{"merge is all or nothing", mergeAllOrNothing},
		{"closed", closed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.test(t, open(t))
		})
	}
}

// Add puts accounts into s, all at once.
func Add(t testing.TB, s store.Store, as ...store.Account) {
	t.Helper()
	ns := make([]nip.NIP, len(as))
	for i, a := range as {
		ns[i] = a.NIP
	}
	err := s.Merge(t.Context(), ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
		*a = as[i]
		return true, store.Effects{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Same reports whether a and b would be kept alike.
func Same(t testing.TB, a, b store.Account) bool {
	t.Helper()
	x, err := store.Encode(a)
	y, err2 := store.Encode(b)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(x, y)
}

// want checks that s holds a.
func want(t testing.TB, s store.Store, a store.Account) {
	t.Helper()
	got, err := s.Account(t.Context(), a.NIP)
	if err != nil {
		t.Error(err)
	} else if !Same(t, got, a) {
		t.Errorf("%v is not as it should be", a)
	}
}

// history returns the details of all entries.
func history(t testing.TB, s store.Store) string {
	t.Helper()
	var all []string
	err := s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		all = append(all, fmt.Sprint(seq, " ", e.Detail))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return strings.Join(all, ", ")
}

func note(detail string) store.Effects {
	return store.Effects{Entries: []store.Entry{{At: noon, What: store.SignedIn, NIP: NIP(1), Detail: detail}}}
}

func keeps(t *testing.T, s store.Store) {
	Add(t, s, Full(1), Person(2))
	want(t, s, Full(1))
	want(t, s, Person(2))
	a := Full(1)
	a.Devices[1].Name, a.Pending, a.Tries[store.OTPTries] = "HP baru", nil, store.Count{}
	err := s.Change(t.Context(), NIP(1), func(in *store.Account) (store.Effects, error) {
		if !Same(t, *in, Full(1)) {
			t.Error("Change is not given what was kept")
		}
		*in = a.Clone()
		return store.Effects{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, s, a)
	want(t, s, Person(2))
}

func notFound(t *testing.T, s store.Store) {
	Add(t, s, Person(1))
	called := func(*store.Account) (store.Effects, error) { t.Error("f was called"); return store.Effects{}, nil }
	for _, n := range []nip.NIP{NIP(2), {}} {
		if _, err := s.Account(t.Context(), n); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Account: err = %v, want %v", err, store.ErrNotFound)
		}
		if err := s.Change(t.Context(), n, called); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Change: err = %v, want %v", err, store.ErrNotFound)
		} else if n != (nip.NIP{}) && strings.Contains(err.Error(), n.String()) {
			t.Errorf("the error %q holds the number", err)
		}
	}
}

func copies(t *testing.T, s store.Store) {
	Add(t, s, Full(1))
	var kept *store.Account
	err := s.Change(t.Context(), NIP(1), func(a *store.Account) (store.Effects, error) {
		kept = a
		return note("one"), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Account(t.Context(), NIP(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []*store.Account{&a, kept} {
		a.Devices[0].Name, a.Pending.Name, a.Codes[0].Hash[0], a.Name = "x", "x", 'x', "x"
	}
	want(t, s, Full(1))
}

func allOrNothing(t *testing.T, s store.Store) {
	Add(t, s, Full(1))
	stop := errors.New("stop")
	err := s.Change(t.Context(), NIP(1), func(a *store.Account) (store.Effects, error) {
		a.Password, a.Devices[0].Last, a.Tries[0].Wrong = store.Password{}, 1, 99
		return note("undone"), stop
	})
	if err != stop {
		t.Errorf("err = %v, want the one f returned", err)
	}
	want(t, s, Full(1))
	if got := history(t, s); got != "" {
		t.Errorf("entries %q of a change that was not made", got)
	}
	// And an entry stands even where the account stays as it is.
	if err := s.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) { return note("done"), nil }); err != nil {
		t.Error(err)
	}
	if got := history(t, s); got != "1 done" {
		t.Errorf("entries %q, want %q", got, "1 done")
	}
}

func unkeepable(t *testing.T, s store.Store) {
	Add(t, s, Full(1))
	for name, f := range map[string]func(*store.Account) store.Effects{
		"another's number": func(a *store.Account) store.Effects { a.NIP = NIP(2); return store.Effects{} },
		"no kind":          func(a *store.Account) store.Effects { a.Kind = store.Kinds; return store.Effects{} },
		"no text":          func(a *store.Account) store.Effects { a.Name = "\xff"; return store.Effects{} },
		"no act": func(a *store.Account) store.Effects {
			a.Name = "x"
			return store.Effects{Entries: append(note("first").Entries, store.Entry{At: noon})}
		},
	} {
		if err := s.Change(t.Context(), NIP(1), func(a *store.Account) (store.Effects, error) { return f(a), nil }); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	want(t, s, Full(1))
	if got := history(t, s); got != "" {
		t.Errorf("entries %q", got)
	}
}

func panics(t *testing.T, s store.Store) {
	Add(t, s, Full(1))
	func() {
		defer func() {
			if r := recover(); r != "mine" {
				t.Errorf("the panic arrives as %v", r)
			}
		}()
		_ = s.Change(t.Context(), NIP(1), func(a *store.Account) (store.Effects, error) {
			a.Name = "x"
			panic("mine")
		})
	}()
	want(t, s, Full(1))
	if err := s.Change(t.Context(), NIP(1), func(*store.Account) (store.Effects, error) { return note("after"), nil }); err != nil {
		t.Errorf("after the panic: %v", err)
	}
}
