package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

func officers(t *testing.T, s store.Store) {
	// Nobody is made an officer by being asked about.
	nobody := func(o *store.Officer) (store.Effects, error) {
		if o.NIP != NIP(1) || !o.Added.IsZero() || !Same(t, o.Account, store.Account{NIP: NIP(1)}) {
			t.Errorf("who is no officer comes as %v", o)
		}
		o.Name = "x"
		return note("x"), nil
	}
	if err := s.ChangeOfficer(t.Context(), NIP(1), nobody); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("err = %v, want %v", err, store.ErrNotFound)
	} else if strings.Contains(err.Error(), NIP(1).String()) {
		t.Errorf("the error %q holds the number", err)
	}
	for _, n := range []nip.NIP{NIP(1), {}} {
		if _, err := s.Officer(t.Context(), n); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Officer: err = %v, want %v", err, store.ErrNotFound)
		}
	}
	err := s.ChangeOfficer(t.Context(), nip.NIP{}, func(o *store.Officer) (store.Effects, error) {
		*o = FullOfficer(1)
		o.NIP = nip.NIP{}
		return note("x"), nil
	})
	if err == nil {
		t.Error("an officer without a number is kept")
	}
	if got := history(t, s); got != "" {
		t.Errorf("entries %q", got)
	}

	for _, i := range []int{2, 1, 3} {
		err := s.ChangeOfficer(t.Context(), NIP(i), func(o *store.Officer) (store.Effects, error) {
			*o = FullOfficer(i)
			return store.Effects{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Officers(t.Context())
	if err != nil || len(all) != 3 || !slices.IsSortedFunc(all, func(a, b store.Officer) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("%d officers in order %v, %v", len(all), all, err)
	}
	for _, o := range all {
		one, err := s.Officer(t.Context(), o.NIP)
		for _, o := range []store.Officer{o, one} {
			if want := FullOfficer(index(o.NIP)); err != nil || !sameOfficer(t, o, want) {
				t.Errorf("officer %v is not as it should be, %v", o, err)
			}
			o.Devices[0].Name, o.Invite.Hash[0] = "x", 'x' // what is handed out is a copy
		}
	}
	// An officer is no account, and an account no officer.
	if _, err := s.Account(t.Context(), NIP(1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an officer is found as an account: %v", err)
	}
	Add(t, s, Full(1), Full(5))
	want(t, s, Full(1))
	if o, err := s.Officer(t.Context(), NIP(1)); err != nil || !sameOfficer(t, o, FullOfficer(1)) {
		t.Errorf("adding the account changed the officer, %v", err)
	}
	if _, err := s.Officer(t.Context(), NIP(5)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an account is found as an officer: %v", err)
	}
	for name, spoil := range map[string]func(*store.Officer){
		"another's number": func(o *store.Officer) { o.NIP = NIP(9) },
		"no role":          func(o *store.Officer) { o.Role = store.Roles },
		"not added":        func(o *store.Officer) { o.Added = FullOfficer(1).Added.AddDate(-3000, 0, 0) },
	} {
		err := s.ChangeOfficer(t.Context(), NIP(1), func(o *store.Officer) (store.Effects, error) {
			spoil(o)
			return note("x"), nil
		})
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if got := history(t, s); got != "" {
		t.Errorf("entries %q", got)
	}
}

// index is the reverse of NIP, for the first few.
func index(n nip.NIP) int {
	for i := range 10 {
		if NIP(i) == n {
			return i
		}
	}
	return -1
}

func sameOfficer(t testing.TB, a, b store.Officer) bool {
	t.Helper()
	x, err := store.EncodeOfficer(a)
	y, err2 := store.EncodeOfficer(b)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return string(x) == string(y)
}

// Who has no account is remembered apart from those who have.
func strangersApart(t *testing.T, s store.Store) {
	Add(t, s, Person(1))
	for i, want := range []int{0, 1, 2} {
		err := s.Stranger(t.Context(), NIP(2), func(a *store.Account) (store.Effects, error) {
			if a.NIP != NIP(2) || a.Tries[store.OTPTries].Wrong != want || a.Name != "" {
				t.Errorf("the stranger comes as %v with %d tries, want %d", a, a.Tries[store.OTPTries].Wrong, want)
			}
			a.Tries[store.OTPTries].Wrong++
			a.Codes[0] = Full(2).Codes[0]
			return note("stranger"), nil
		})
		if err != nil {
			t.Fatal(i, err)
		}
	}
	if got, want := history(t, s), "1 stranger, 2 stranger, 3 stranger"; got != want {
		t.Errorf("entries %q, want %q", got, want)
	}
	if _, err := s.Account(t.Context(), NIP(2)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a stranger has an account: %v", err)
	}
	n := 0
	if err := s.Accounts(t.Context(), func(store.Account) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("%d accounts, %v; want the one", n, err)
	}
	if err := s.Stranger(t.Context(), NIP(2), func(a *store.Account) (store.Effects, error) { a.NIP = NIP(3); return note("x"), nil }); err == nil {
		t.Error("a stranger became another")
	}
	if err := s.Stranger(t.Context(), nip.NIP{}, func(a *store.Account) (store.Effects, error) { return note("x"), nil }); err == nil {
		t.Error("nobody is remembered")
	}
}

// No transaction is open while accounts are read, and others may write.
func oneByOne(t *testing.T, s store.Store) {
	const many = 700 // more than anybody reads at once
	as := make([]store.Account, many)
	for i := range as {
		as[i] = Person(i)
	}
	Add(t, s, as...)
	seen := make(map[nip.NIP]int)
	err := s.Accounts(t.Context(), func(a store.Account) error {
		seen[a.NIP]++
		if i := len(seen) - 1; i%100 == 0 {
			Add(t, s, Person(many+i))
			return s.Change(t.Context(), NIP(i), func(a *store.Account) (store.Effects, error) { a.Name = "Baru"; return note("x"), nil })
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range many {
		if seen[NIP(i)] != 1 {
			t.Fatalf("account %d is seen %d times", i, seen[NIP(i)])
		}
	}
	stop := errors.New("stop")
	n := 0
	err = s.Accounts(t.Context(), func(store.Account) error {
		if n++; n == 3 {
			return stop
		}
		return nil
	})
	if err != stop || n != 3 {
		t.Errorf("stopped after %d with %v", n, err)
	}
}
