package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// Check reads everything there is: bbolt's own check of its pages, and then
// every value, opened and decoded. It is for tests and for an operator who has
// time, with nobody else at work: the first part is one long transaction, and
// bbolt runs it in a goroutine where a fault in the mapped file still ends the
// process.
func (s *Store) Check(ctx context.Context) error {
	var errs []error
	err := s.view(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			errs = append(errs, fmt.Errorf("%w: %v", store.ErrDamaged, err))
		}
		return nil
	})
	errs = append(errs, err, s.checkAccounts(ctx),
		s.Entries(ctx, 0, func(uint64, store.Entry) error { return nil }))
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("check store: %w", err)
	}
	return nil
}

// checkAccounts opens every account, and sees that each is where it belongs.
func (s *Store) checkAccounts(ctx context.Context) error {
	var from []byte
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		some, _, err := s.portion(accountsBucket, from)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, p := range some {
			plain, err := s.unseal(accountsBucket, p.key, p.sealed)
			if err != nil {
				return fmt.Errorf("an account: %w", err)
			}
			a, err := store.Decode(plain)
			if err != nil {
				return fmt.Errorf("an account: %w", err)
			}
			if !bytes.Equal(p.key, s.keyOf(a.NIP)) {
				return fmt.Errorf("account %s: %w: it is in another's place", a.NIP.Masked(), store.ErrDamaged)
			}
			from = append(p.key, 0)
		}
	}
}
