package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A changer is one of the functions that hand a record to another function, made
// alike: each record has some place to count in.
type changer struct {
	name   string
	ready  func(testing.TB, store.Store) // puts there what is to be changed
	change func(ctx context.Context, s store.Store, f func(count int) (int, store.Effects, error)) error
}

// count returns what c's record has counted.
func (c changer) count(t testing.TB, s store.Store) (n int) {
	t.Helper()
	err := c.change(t.Context(), s, func(count int) (int, store.Effects, error) {
		n = count
		return count, store.Effects{}, nil
	})
	if err != nil {
		t.Errorf("%s: %v", c.name, err)
	}
	return n
}

// counting is f on where an account counts.
func counting(f func(int) (int, store.Effects, error)) func(*store.Account) (store.Effects, error) {
	return func(a *store.Account) (e store.Effects, err error) {
		count := &a.Tries[store.OTPTries].Wrong
		*count, e, err = f(*count)
		return e, err
	}
}

var changers = []changer{
	{
		"Change", func(t testing.TB, s store.Store) { Add(t, s, Person(1)) },
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.Change(ctx, NIP(1), counting(f))
		},
	},
	{
		"Merge", func(testing.TB, store.Store) {},
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.Merge(ctx, []nip.NIP{NIP(2)}, func(_ int, a *store.Account, _ bool) (bool, store.Effects, error) {
				e, err := counting(f)(a)
				return true, e, err
			})
		},
	},
	{
		"Stranger", func(testing.TB, store.Store) {},
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.Stranger(ctx, NIP(3), counting(f))
		},
	},
	{
		"ChangeOfficer", func(testing.TB, store.Store) {},
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.ChangeOfficer(ctx, NIP(4), func(o *store.Officer) (store.Effects, error) {
				o.Added = noon
				return counting(f)(&o.Account)
			})
		},
	},
	{
		"ChangeCase", func(t testing.TB, s store.Store) {
			if _, err := s.OpenCase(t.Context(), FullCase(5), store.Effects{}); err != nil {
				t.Fatal(err)
			}
		},
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.ChangeCase(ctx, 1, func(c *store.Case) (store.Effects, error) {
				n, e, err := f(strings.Count(c.Unit, "!"))
				c.Unit = strings.Repeat("!", n)
				return e, err
			})
		},
	},
	{
		"ChangeMail", func(t testing.TB, s store.Store) { post(t, s, Letter(6)) },
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.ChangeMail(ctx, Letter(6).ID, func(m *store.Mail) (_ bool, e store.Effects, err error) {
				n, e, err := f(m.Tries - Letter(6).Tries)
				m.Tries = n + Letter(6).Tries
				return true, e, err
			})
		},
	},
	{
		"ChangeTerminal", func(testing.TB, store.Store) {},
		func(ctx context.Context, s store.Store, f func(int) (int, store.Effects, error)) error {
			return s.ChangeTerminal(ctx, "loket-1", func(m *store.Terminal) (e store.Effects, err error) {
				m.Level, e, err = f(m.Level)
				return e, err
			})
		},
	},
}

// post puts letters into the outbox of s.
func post(t testing.TB, s store.Store, ms ...store.Mail) {
	t.Helper()
	err := s.ChangeTerminal(t.Context(), "post", func(*store.Terminal) (store.Effects, error) {
		return store.Effects{Mail: ms}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// letters returns the IDs in the outbox.
func letters(t testing.TB, s store.Store) string {
	t.Helper()
	all, err := s.Outbox(t.Context())
	if err != nil {
		t.Error(err)
	}
	var ids []string
	for _, m := range all {
		ids = append(ids, m.ID)
	}
	return strings.Join(ids, " ")
}

func everyAllOrNothing(t *testing.T, s store.Store) {
	stop := errors.New("stop")
	post(t, s, Letter(9))
	for _, c := range changers {
		c.ready(t, s)
		in, was := letters(t, s), c.count(t, s)
		again := Letter(9)
		textless := Letter(10)
		textless.Note = "\xff"
		for name, e := range map[string]store.Effects{
			"an error":                    {Entries: note("x").Entries, Mail: []store.Mail{Letter(10)}},
			"no act":                      {Entries: append(note("first").Entries, store.Entry{At: noon}), Mail: []store.Mail{Letter(10)}},
			"no text":                     {Entries: append(note("first").Entries, store.Entry{At: noon, What: store.SignedIn, Desk: "\xff"})},
			"a letter without an ID":      {Entries: note("x").Entries, Mail: []store.Mail{Letter(10), {}}},
			"a letter that cannot be":     {Entries: note("x").Entries, Mail: []store.Mail{Letter(10), textless}},
			"a letter twice":              {Entries: note("x").Entries, Mail: []store.Mail{Letter(10), Letter(10)}},
			"a letter that is on its way": {Entries: note("x").Entries, Mail: []store.Mail{Letter(10), again}},
		} {
			err := c.change(t.Context(), s, func(n int) (int, store.Effects, error) {
				if name == "an error" {
					return n + 1, e, stop
				}
				return n + 1, e, nil
			})
			if err == nil || name == "an error" && err != stop {
				t.Errorf("%s, %s: err = %v", c.name, name, err)
			}
		}
		func() {
			defer func() {
				if r := recover(); r != "mine" {
					t.Errorf("%s: the panic arrives as %v", c.name, r)
				}
			}()
			_ = c.change(t.Context(), s, func(n int) (int, store.Effects, error) { panic("mine") })
		}()
		if n := c.count(t, s); n != was {
			t.Errorf("%s: %d changes are kept that were not made", c.name, n-was)
		}
		if now := letters(t, s); now != in {
			t.Errorf("%s: letters %s, want %s", c.name, now, in)
		}
		if got := history(t, s); got != "" {
			t.Errorf("%s: entries %q", c.name, got)
		}
	}
}

func everyEffect(t *testing.T, s store.Store) {
	var told, sent []string
	for i, c := range changers {
		c.ready(t, s)
		if c.name == "ChangeMail" {
			sent = append(sent, Letter(6).ID)
		}
		for k := range 2 { // a change with effects, and effects alone
			l := Letter(100 + 2*i + k)
			l.Made = noon.AddDate(1, i, k)
			err := c.change(t.Context(), s, func(n int) (int, store.Effects, error) {
				return n + 1 - k, store.Effects{Entries: note(c.name).Entries, Mail: []store.Mail{l}}, nil
			})
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			told = append(told, fmt.Sprint(len(told)+1, " ", c.name))
			sent = append(sent, l.ID)
		}
		if n := c.count(t, s); n != 1 {
			t.Errorf("%s: %d is kept, want 1", c.name, n)
		}
	}
	if got, want := history(t, s), strings.Join(told, ", "); got != want {
		t.Errorf("entries %q, want %q", got, want)
	}
	for _, id := range sent {
		if !strings.Contains(letters(t, s), id) {
			t.Errorf("letter %s is not in the outbox", id)
		}
	}
}

// Many change everything at once, and others read meanwhile.
func everyCounts(t *testing.T, s store.Store) {
	const many = 12
	var wg sync.WaitGroup
	for _, c := range changers {
		c.ready(t, s)
	}
	for range many {
		for _, c := range changers {
			wg.Go(func() {
				err := c.change(t.Context(), s, func(n int) (int, store.Effects, error) { return n + 1, note(c.name), nil })
				if err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
			})
		}
		wg.Go(func() { history(t, s) })
		wg.Go(func() { letters(t, s) })
	}
	wg.Wait()
	for _, c := range changers {
		if n := c.count(t, s); n != many {
			t.Errorf("%s: %d of %d changes are kept", c.name, n, many)
		}
		if got := strings.Count(history(t, s), c.name); got < many {
			t.Errorf("%s: %d of %d entries stand", c.name, got, many)
		}
	}
}

// everything calls every function that takes a context, and returns what each
// answered. No function it hands over may be called.
func everything(ctx context.Context, t *testing.T, s store.Store) map[string]error {
	answers := make(map[string]error)
	for _, c := range changers {
		answers[c.name] = c.change(ctx, s, func(n int) (int, store.Effects, error) {
			t.Errorf("%s: f was called", c.name)
			return n + 1, note("x"), nil
		})
	}
	called := errors.New("f was called")
	_, answers["Account"] = s.Account(ctx, NIP(1))
	answers["Accounts"] = s.Accounts(ctx, func(store.Account) error { return called })
	_, answers["Units"] = s.Units(ctx)
	answers["SetUnits"] = s.SetUnits(ctx, []string{"x"})
	_, answers["Officer"] = s.Officer(ctx, NIP(4))
	_, answers["Officers"] = s.Officers(ctx)
	_, answers["OpenCase"] = s.OpenCase(ctx, FullCase(7), note("x"))
	answers["Cases"] = s.Cases(ctx, func(store.Case) error { return called })
	_, answers["Outbox"] = s.Outbox(ctx)
	answers["Entries"] = s.Entries(ctx, 0, func(uint64, store.Entry) error { return called })
	_, answers["Head"] = s.Head(ctx)
	return answers
}

// furnish puts something of everything into s.
func furnish(t *testing.T, s store.Store) {
	t.Helper()
	for _, c := range changers {
		c.ready(t, s)
		err := c.change(t.Context(), s, func(n int) (int, store.Effects, error) { return n + 1, note(c.name), nil })
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
	}
	if err := s.SetUnits(t.Context(), []string{"Dinas A"}); err != nil {
		t.Fatal(err)
	}
}

func overBefore(t *testing.T, s store.Store) {
	furnish(t, s)
	was := history(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, err := range everything(ctx, t, s) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: err = %v, want %v", name, err, context.Canceled)
		}
	}
	if got := history(t, s); got != was {
		t.Errorf("entries %q, want %q", got, was)
	}
	for _, c := range changers {
		if n := c.count(t, s); n != 1 {
			t.Errorf("%s: %d is kept, want 1", c.name, n)
		}
	}
}

func closed(t *testing.T, s store.Store) {
	furnish(t, s)
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	for name, err := range everything(t.Context(), t, s) {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("%s: err = %v, want %v", name, err, store.ErrClosed)
		}
	}
}
