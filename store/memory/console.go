package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Officer implements [store.Store].
func (s *Store) Officer(ctx context.Context, n nip.NIP) (o store.Officer, err error) {
	err = s.view(ctx, func() error {
		var known bool
		if o, known, err = get(s, "officers", n.String(), store.DecodeOfficer, o); err == nil && !known {
			err = fmt.Errorf("officer %s: %w", n.Masked(), store.ErrNotFound)
		}
		return err
	})
	return o, err
}

// ChangeOfficer implements [store.Store].
func (s *Store) ChangeOfficer(ctx context.Context, n nip.NIP, f func(*store.Officer) (store.Effects, error)) error {
	return s.update(ctx, func() (store.Effects, error) {
		o, _, err := get(s, "officers", n.String(), store.DecodeOfficer, store.Officer{Account: store.Account{NIP: n}})
		if err != nil {
			return store.Effects{}, err
		}
		e, err := f(&o)
		switch {
		case err != nil:
		case o.NIP != n:
			err = errAnother
		case o.Added.IsZero():
			err = fmt.Errorf("officer %s: %w", n.Masked(), store.ErrNotFound)
		default:
			err = keep(s, "officers", n.String(), store.EncodeOfficer, o)
		}
		return e, err
	})
}

// Officers implements [store.Store].
func (s *Store) Officers(ctx context.Context) ([]store.Officer, error) {
	vs, err := all(ctx, s, "officers", store.DecodeOfficer)
	slices.SortFunc(vs, store.Officer.Compare)
	return vs, err
}

// OpenCase implements [store.Store].
func (s *Store) OpenCase(ctx context.Context, c store.Case, e store.Effects) (kept store.Case, err error) {
	err = s.update(ctx, func() (store.Effects, error) {
		n := len(s.buckets["cases"])
		for i := range n {
			was, _, err := get(s, "cases", fmt.Sprint(i+1), store.DecodeCase, c)
			if err != nil || was.Stands(c) {
				kept = was
				return store.Effects{}, err
			}
		}
		kept = c
		kept.Number = uint64(n) + 1
		key := fmt.Sprint(kept.Number)
		err := keep(s, "cases", key, store.EncodeCase, kept)
		if err == nil {
			kept, _, err = get(s, "cases", key, store.DecodeCase, c)
		}
		return e, err
	})
	if err != nil {
		return store.Case{}, err
	}
	return kept, nil
}

// ChangeCase implements [store.Store].
func (s *Store) ChangeCase(ctx context.Context, number uint64, f func(*store.Case) (store.Effects, error)) error {
	return s.update(ctx, func() (store.Effects, error) {
		c, known, err := get(s, "cases", fmt.Sprint(number), store.DecodeCase, store.Case{})
		if err == nil && !known {
			err = fmt.Errorf("case %d: %w", number, store.ErrNotFound)
		}
		if err != nil {
			return store.Effects{}, err
		}
		e, err := f(&c)
		if err == nil && c.Number != number {
			err = errAnother
		}
		if err == nil {
			err = keep(s, "cases", fmt.Sprint(number), store.EncodeCase, c)
		}
		return e, err
	})
}

// Cases implements [store.Store].
func (s *Store) Cases(ctx context.Context, f func(store.Case) error) error {
	vs, err := all(ctx, s, "cases", store.DecodeCase)
	if err != nil {
		return err
	}
	slices.SortFunc(vs, func(a, b store.Case) int { return cmp.Compare(b.Number, a.Number) })
	return each(ctx, s, vs, f)
}

// Outbox implements [store.Store].
func (s *Store) Outbox(ctx context.Context) ([]store.Mail, error) {
	vs, err := all(ctx, s, "outbox", store.DecodeMail)
	slices.SortFunc(vs, store.Mail.Compare)
	return vs, err
}

// ChangeMail implements [store.Store].
func (s *Store) ChangeMail(ctx context.Context, id string, f func(*store.Mail) (bool, store.Effects, error)) error {
	return s.update(ctx, func() (store.Effects, error) {
		l, known, err := get(s, "outbox", id, store.DecodeMail, store.Mail{})
		if err == nil && !known {
			err = fmt.Errorf("letter: %w", store.ErrNotFound)
		}
		if err != nil {
			return store.Effects{}, err
		}
		stays, e, err := f(&l)
		switch {
		case err != nil:
		case !stays:
			s.put("outbox", id, nil)
		case l.ID != id:
			err = errAnother
		default:
			err = keep(s, "outbox", id, store.EncodeMail, l)
		}
		return e, err
	})
}

// ChangeTerminal implements [store.Store].
func (s *Store) ChangeTerminal(ctx context.Context, name string, f func(*store.Terminal) (store.Effects, error)) error {
	return s.update(ctx, func() (store.Effects, error) {
		t, _, err := get(s, "terminals", name, store.DecodeTerminal, store.Terminal{})
		if err != nil {
			return store.Effects{}, err
		}
		e, err := f(&t)
		if err == nil {
			err = keep(s, "terminals", name, store.EncodeTerminal, t)
		}
		return e, err
	})
}
