package storetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// numbers returns what Cases says, as "3 2 1".
func numbers(t testing.TB, s store.Store) string {
	t.Helper()
	var all []string
	err := s.Cases(t.Context(), func(c store.Case) error { all = append(all, fmt.Sprint(c.Number)); return nil })
	if err != nil {
		t.Error(err)
	}
	return strings.Join(all, " ")
}

func cases(t *testing.T, s store.Store) {
	if got := numbers(t, s); got != "" {
		t.Errorf("cases %s in an empty store", got)
	}
	for i := range 3 {
		in := FullCase(i)
		in.Number = 99 // is the store's to give
		c, err := s.OpenCase(t.Context(), in, note(fmt.Sprint("case ", i)))
		in.Number = uint64(i) + 1
		if err != nil || c != in {
			t.Fatalf("case %+v is kept as %+v, %v", in, c, err)
		}
	}
	if got := numbers(t, s); got != "3 2 1" {
		t.Errorf("cases %s, want the newest first", got)
	}
	var first store.Case
	if err := s.Cases(t.Context(), func(c store.Case) error { first = c; return nil }); err != nil {
		t.Error(err)
	}
	want := FullCase(0)
	want.Number = 1
	if first != want {
		t.Errorf("case 1 is %+v, want %+v", first, want)
	}
	called := func(*store.Case) (store.Effects, error) { t.Error("f was called"); return store.Effects{}, nil }
	for _, n := range []uint64{0, 4, 1 << 63} {
		if err := s.ChangeCase(t.Context(), n, called); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("case %d: err = %v, want %v", n, err, store.ErrNotFound)
		}
	}
	for name, spoil := range map[string]func(*store.Case){
		"another number": func(c *store.Case) { c.Number = 1 },
		"no kind":        func(c *store.Case) { c.Kind = store.CaseKinds },
		"no state":       func(c *store.Case) { c.State = -1 },
		"no text":        func(c *store.Case) { c.Name = "\xff" },
	} {
		err := s.ChangeCase(t.Context(), 2, func(c *store.Case) (store.Effects, error) { spoil(c); return note("x"), nil })
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		c := FullCase(8)
		if spoil(&c); name == "another number" {
			continue // given by the store
		}
		if c, err := s.OpenCase(t.Context(), c, note("x")); err == nil {
			t.Errorf("%s: opened as %v", name, c)
		}
	}
	// Who works a list off changes it meanwhile.
	err := s.Cases(t.Context(), func(c store.Case) error {
		return s.ChangeCase(t.Context(), c.Number, func(c *store.Case) (store.Effects, error) {
			c.State, c.By = store.CaseSolved, NIP(9)
			return store.Effects{}, nil
		})
	})
	if err != nil {
		t.Error(err)
	}
	stop := errors.New("stop")
	if err := s.Cases(t.Context(), func(c store.Case) error {
		if c.State != store.CaseSolved || c.By != NIP(9) {
			t.Errorf("%+v is not solved", c)
		}
		return stop
	}); err != stop {
		t.Errorf("err = %v, want %v", err, stop)
	}
}

// What is not solved is not opened twice.
func oneCase(t *testing.T, s store.Store) {
	open := func(n nip.NIP, kind store.CaseKind, desk string) uint64 {
		t.Helper()
		c, err := s.OpenCase(t.Context(), store.Case{NIP: n, Kind: kind, Desk: desk}, note("opened"))
		if err != nil {
			t.Fatal(err)
		}
		return c.Number
	}
	become := func(n uint64, to store.CaseState) {
		t.Helper()
		if err := s.ChangeCase(t.Context(), n, func(c *store.Case) (store.Effects, error) { c.State = to; return store.Effects{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	var nobody nip.NIP
	for _, tt := range []struct {
		n    nip.NIP
		kind store.CaseKind
		desk string
		want uint64
	}{
		{NIP(1), store.NoLetter, "loket-1", 1},
		{NIP(1), store.NoLetter, "loket-2", 1}, // the same person elsewhere
		{NIP(2), store.NoLetter, "loket-1", 2},
		{NIP(1), store.NoPhone, "loket-1", 3},
		{nobody, store.BadClock, "loket-1", 4},
		{nobody, store.BadClock, "loket-2", 5}, // another desk's clock
		{nobody, store.BadClock, "loket-1", 4},
	} {
		if got := open(tt.n, tt.kind, tt.desk); got != tt.want {
			t.Errorf("%v of %s at %s is case %d, want %d", tt.kind, tt.n.Masked(), tt.desk, got, tt.want)
		}
	}
	become(1, store.CaseBeingWorkedOn)
	if got := open(NIP(1), store.NoLetter, "loket-1"); got != 1 {
		t.Errorf("one that an officer has is opened again, as %d", got)
	}
	become(1, store.CaseSolved)
	if got := open(NIP(1), store.NoLetter, "loket-1"); got != 6 {
		t.Errorf("one that is solved is opened again as %d, want 6", got)
	}
	if got := strings.Count(history(t, s), "opened"); got != 6 {
		t.Errorf("%d entries, want one for each case", got)
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if c, err := s.OpenCase(t.Context(), store.Case{NIP: NIP(3)}, note("x")); err != nil || c.Number != 7 {
				t.Errorf("case %d, %v; want 7 for all", c.Number, err)
			}
		})
	}
	wg.Wait()
	if got := numbers(t, s); got != "7 6 5 4 3 2 1" {
		t.Errorf("cases %s", got)
	}
}

func outbox(t *testing.T, s store.Store) {
	if got := letters(t, s); got != "" {
		t.Errorf("letters %s in an empty store", got)
	}
	ms := []store.Mail{Letter(1), Letter(2), Letter(3)}
	for i := range ms {
		ms[i].Made = noon.AddDate(0, 0, -i)
	}
	post(t, s, ms...)
	all, err := s.Outbox(t.Context())
	if err != nil || len(all) != 3 {
		t.Fatalf("%d letters, %v", len(all), err)
	}
	for i, m := range all {
		if want := ms[2-i]; !sameLetter(t, m, want) {
			t.Errorf("letter %d is %s, want %s, the oldest first", i, m.ID, want.ID)
		}
	}
	if err := s.ChangeMail(t.Context(), "none", func(*store.Mail) (bool, store.Effects, error) {
		t.Error("f was called")
		return false, note("x"), nil
	}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("err = %v, want %v", err, store.ErrNotFound)
	}
	// Dropped, and in the same breath told and followed by another.
	if err := s.ChangeMail(t.Context(), ms[1].ID, func(m *store.Mail) (bool, store.Effects, error) {
		if !sameLetter(t, *m, ms[1]) {
			t.Errorf("letter %v is not what was kept", m)
		}
		return false, store.Effects{Entries: note("dropped").Entries, Mail: []store.Mail{Letter(4)}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	// Dropped without a word.
	if err := s.ChangeMail(t.Context(), ms[0].ID, func(*store.Mail) (bool, store.Effects, error) { return false, store.Effects{}, nil }); err != nil {
		t.Fatal(err)
	}
	// Not dropped after all.
	stop := errors.New("stop")
	if err := s.ChangeMail(t.Context(), ms[2].ID, func(*store.Mail) (bool, store.Effects, error) { return false, note("x"), stop }); err != stop {
		t.Errorf("err = %v, want %v", err, stop)
	}
	if err := s.ChangeMail(t.Context(), ms[2].ID, func(m *store.Mail) (bool, store.Effects, error) { m.ID = "other"; return true, note("x"), nil }); err == nil {
		t.Error("a letter became another")
	}
	if got, want := letters(t, s), ms[2].ID+" "+Letter(4).ID; got != want {
		t.Errorf("letters %s, want %s", got, want)
	}
	if got := history(t, s); got != "1 dropped" {
		t.Errorf("entries %q", got)
	}
	post(t, s, ms[0]) // gone is gone: it may come again
}

func sameLetter(t testing.TB, a, b store.Mail) bool {
	t.Helper()
	x, err := store.EncodeMail(a)
	y, err2 := store.EncodeMail(b)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return string(x) == string(y)
}
