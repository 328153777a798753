package run

import (
	"context"
	"fmt"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A place is a [Desk] as one visit has it. Its Store stands before the desk's
// own, so that nothing a visit writes can forget to say where it was written and
// in which sitting.
type place struct{ *Desk }

// Store is the desk's store, stamping what is written.
func (p place) Store(ctx context.Context) (store.Store, error) {
	st, err := p.Desk.Store(ctx)
	if err != nil {
		return nil, err
	}
	which, _ := ctx.Value(sittingKey{}).(string)
	return stamped{st, p.Desk, which}, nil
}

// sittingKey is where a context has which sitting it is about: the work of one who
// has left must not be taken for that of the next. A sitting is eight
// hexadecimal digits, and ends with [aktivasi/flows.Forget].
type sittingKey struct{}

// newSitting draws one. Without chance there is none, and everything else will
// say so.
func (d *Desk) newSitting() string {
	sitting, err := randomHex(d.random(), 4)
	if err != nil {
		return ""
	}
	return sitting
}

// A stamped store adds to each entry where it was written, and gives each letter
// that has none an ID of its own. Whoever carries letters is woken.
type stamped struct {
	store.Store
	desk    *Desk
	sitting string
}

func (s stamped) stamp(e store.Effects, err error, mail *bool) (store.Effects, error) {
	*mail = false
	if err != nil {
		return e, err
	}
	for i := range e.Entries {
		l := &e.Entries[i]
		if l.Desk == "" {
			l.Desk = s.desk.Name
		}
		if l.Visit == "" {
			l.Visit = s.sitting
		}
	}
	for i := range e.Mail {
		*mail = true
		if m := &e.Mail[i]; m.ID == "" {
			if m.ID, err = s.desk.id(); err != nil {
				return e, fmt.Errorf("address a letter: %w", err)
			}
		}
	}
	return e, nil
}

func (s stamped) done(err error, mail bool) error {
	if err == nil && mail {
		s.desk.Wake()
	}
	return err
}

// Change implements [store.Store], as the others below do.
func (s stamped) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	var mail bool
	err := s.Store.Change(ctx, n, func(a *store.Account) (store.Effects, error) {
		e, err := f(a)
		return s.stamp(e, err, &mail)
	})
	return s.done(err, mail)
}

func (s stamped) Stranger(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	var mail bool
	err := s.Store.Stranger(ctx, n, func(a *store.Account) (store.Effects, error) {
		e, err := f(a)
		return s.stamp(e, err, &mail)
	})
	return s.done(err, mail)
}

func (s stamped) Merge(ctx context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	var any, mail bool
	err := s.Store.Merge(ctx, ns, func(i int, a *store.Account, known bool) (bool, store.Effects, error) {
		write, e, err := f(i, a, known)
		e, err = s.stamp(e, err, &mail)
		any = any || mail
		return write, e, err
	})
	return s.done(err, any)
}

func (s stamped) ChangeOfficer(ctx context.Context, n nip.NIP, f func(*store.Officer) (store.Effects, error)) error {
	var mail bool
	err := s.Store.ChangeOfficer(ctx, n, func(o *store.Officer) (store.Effects, error) {
		e, err := f(o)
		return s.stamp(e, err, &mail)
	})
	return s.done(err, mail)
}

func (s stamped) ChangeCase(ctx context.Context, number uint64, f func(*store.Case) (store.Effects, error)) error {
	var mail bool
	err := s.Store.ChangeCase(ctx, number, func(c *store.Case) (store.Effects, error) {
		e, err := f(c)
		return s.stamp(e, err, &mail)
	})
	return s.done(err, mail)
}

func (s stamped) OpenCase(ctx context.Context, c store.Case, e store.Effects) (store.Case, error) {
	var mail bool
	e, err := s.stamp(e, nil, &mail)
	if err != nil {
		return c, err
	}
	c, err = s.Store.OpenCase(ctx, c, e)
	return c, s.done(err, mail)
}

func (s stamped) ChangeMail(ctx context.Context, id string, f func(*store.Mail) (bool, store.Effects, error)) error {
	var mail bool
	err := s.Store.ChangeMail(ctx, id, func(m *store.Mail) (bool, store.Effects, error) {
		keep, e, err := f(m)
		e, err = s.stamp(e, err, &mail)
		return keep, e, err
	})
	return s.done(err, mail)
}

func (s stamped) ChangeTerminal(ctx context.Context, name string, f func(*store.Terminal) (store.Effects, error)) error {
	var mail bool
	err := s.Store.ChangeTerminal(ctx, name, func(t *store.Terminal) (store.Effects, error) {
		e, err := f(t)
		return s.stamp(e, err, &mail)
	})
	return s.done(err, mail)
}
