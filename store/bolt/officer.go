package bolt

import (
	"context"
	"fmt"
	"slices"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

var officers = shelf[store.Officer]{
	bucket: officersBucket, encode: store.EncodeOfficer, decode: store.DecodeOfficer,
	home: func(s *Store, o store.Officer) []byte { return s.keyOf(o.NIP) },
}

func (s *Store) officer(n nip.NIP) spot[store.Officer] {
	return spot[store.Officer]{shelf: officers, key: s.keyOf(n), name: "officer " + n.Masked()}
}

// Officer implements [store.Store].
func (s *Store) Officer(ctx context.Context, n nip.NIP) (store.Officer, error) {
	return s.officer(n).get(ctx, s)
}

// ChangeOfficer implements [store.Store].
func (s *Store) ChangeOfficer(ctx context.Context, n nip.NIP, f func(*store.Officer) (store.Effects, error)) error {
	at := s.officer(n)
	if n != (nip.NIP{}) {
		at.fresh = &store.Officer{Account: store.Account{NIP: n}}
	}
	return at.change(ctx, s, func(o *store.Officer) (bool, store.Effects, error) {
		e, err := f(o)
		if err == nil && o.Added.IsZero() {
			err = fmt.Errorf("%s: %w", at.name, store.ErrNotFound)
		}
		return true, e, err
	})
}

// Officers implements [store.Store].
func (s *Store) Officers(ctx context.Context) (all []store.Officer, err error) {
	err = officers.each(ctx, s, func(o store.Officer) error { all = append(all, o); return nil })
	slices.SortFunc(all, store.Officer.Compare)
	return all, err
}
