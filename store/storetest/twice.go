package storetest

import (
	"context"
	"errors"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Twice returns s as somebody sees it who is always a little too late, as can
// happen with a replicated store: whatever is handed a function to change
// something with calls it, forgets what it did, and calls it again. A caller that
// counts in a variable it does not set afresh is found out.
func Twice(s store.Store) store.Store { return late{s} }

type late struct{ store.Store }

var errLate = errors.New("somebody else was faster")

// again carries a change out twice. What its function answers goes through end,
// which turns the first success into an error that undoes it.
func again(change func(end func(error) error) error) error {
	err := change(func(err error) error {
		if err == nil {
			err = errLate
		}
		return err
	})
	if !errors.Is(err, errLate) {
		return err
	}
	return change(func(err error) error { return err })
}

func (s late) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.Change(ctx, n, func(a *store.Account) (store.Effects, error) { e, err := f(a); return e, end(err) })
	})
}

func (s late) Merge(ctx context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.Merge(ctx, ns, func(i int, a *store.Account, known bool) (bool, store.Effects, error) {
			write, e, err := f(i, a, known)
			if i == len(ns)-1 {
				err = end(err)
			}
			return write, e, err
		})
	})
}

func (s late) Stranger(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.Stranger(ctx, n, func(a *store.Account) (store.Effects, error) { e, err := f(a); return e, end(err) })
	})
}

func (s late) ChangeOfficer(ctx context.Context, n nip.NIP, f func(*store.Officer) (store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.ChangeOfficer(ctx, n, func(o *store.Officer) (store.Effects, error) { e, err := f(o); return e, end(err) })
	})
}

func (s late) ChangeCase(ctx context.Context, number uint64, f func(*store.Case) (store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.ChangeCase(ctx, number, func(c *store.Case) (store.Effects, error) { e, err := f(c); return e, end(err) })
	})
}

func (s late) ChangeMail(ctx context.Context, id string, f func(*store.Mail) (bool, store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.ChangeMail(ctx, id, func(m *store.Mail) (bool, store.Effects, error) {
			stays, e, err := f(m)
			return stays, e, end(err)
		})
	})
}

func (s late) ChangeTerminal(ctx context.Context, name string, f func(*store.Terminal) (store.Effects, error)) error {
	return again(func(end func(error) error) error {
		return s.Store.ChangeTerminal(ctx, name, func(t *store.Terminal) (store.Effects, error) { e, err := f(t); return e, end(err) })
	})
}
