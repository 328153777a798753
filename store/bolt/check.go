package bolt

import (
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// Counts is what a store holds.
type Counts struct {
	Accounts, Officers, Cases, Letters, Strangers, Terminals, Units int

	Entries store.Head // the end of the chain, all of which was walked
}

// Check reads everything there is, and counts it: bbolt's own check of its
// pages, and then every value, opened and decoded, and the chain of entries. It
// is for tests and for an operator who has time, with nobody else at work: the
// first part is one long transaction, and bbolt runs it in a goroutine where a
// fault in the mapped file still ends the process.
//
// The error joins what was found in each kind of record, and the counts are of
// those that are sound.
func (s *Store) Check(ctx context.Context) (n Counts, err error) {
	var errs []error
	err = s.view(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			errs = append(errs, fmt.Errorf("%w: %v", store.ErrDamaged, err))
		}
		return nil
	})
	var entries error
	if n.Entries, entries = s.Head(ctx); entries == nil {
		entries = s.Entries(ctx, 0, func(uint64, store.Entry) error { return nil })
	}
	errs = append(errs, err, entries,
		count(ctx, s, accounts, &n.Accounts),
		count(ctx, s, strangers, &n.Strangers),
		count(ctx, s, officers, &n.Officers),
		count(ctx, s, cases, &n.Cases),
		count(ctx, s, outbox, &n.Letters),
		count(ctx, s, terminals, &n.Terminals),
		count(ctx, s, units, &n.Units),
	)
	if err := errors.Join(errs...); err != nil {
		return n, fmt.Errorf("check store: %w", err)
	}
	return n, nil
}

// count opens everything on a shelf, and sees that each is where it belongs.
func count[T any](ctx context.Context, s *Store, sh shelf[T], n *int) error {
	return sh.each(ctx, s, func(T) error { *n++; return nil })
}
