package bolt

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Account implements [store.Store].
func (s *Store) Account(ctx context.Context, n nip.NIP) (store.Account, error) {
	if err := ctx.Err(); err != nil {
		return store.Account{}, err
	}
	key := s.keyOf(n)
	var sealed []byte
	err := s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, accountsBucket)
		if err != nil {
			return err
		}
		sealed, err = s.paths(tx).find(b, key)
		return err
	})
	if err == nil && sealed == nil {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Account{}, fmt.Errorf("account %s: %w", n.Masked(), err)
	}
	_, a, err := s.read(n, key, sealed) // after the transaction: it holds nobody up
	return a, err
}

// read opens the record of n, and returns it in JSON too.
func (s *Store) read(n nip.NIP, key, sealed []byte) ([]byte, store.Account, error) {
	plain, err := s.unseal(accountsBucket, key, sealed)
	var a store.Account
	if err == nil {
		a, err = store.Decode(plain)
	}
	if err == nil && a.NIP != n {
		err = fmt.Errorf("%w: it is another's", store.ErrDamaged)
	}
	if err != nil {
		return nil, store.Account{}, fmt.Errorf("account %s: %w", n.Masked(), err)
	}
	return plain, a, nil
}

// write returns the record of n, in JSON and sealed.
func (s *Store) write(n nip.NIP, key []byte, a store.Account) (plain, sealed []byte, err error) {
	if a.NIP != n {
		return nil, nil, fmt.Errorf("account %s: a change may not alter the number", n.Masked())
	}
	if plain, err = store.Encode(a); err == nil {
		sealed, err = s.key.Seal(s.opt.Rand, s.place(accountsBucket, key), plain)
	}
	return plain, sealed, err
}

// Change implements [store.Store]. Where f changes nothing nothing is written,
// and the disk is not waited for.
func (s *Store) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	key := s.keyOf(n)
	return s.update(ctx, func(t *txn) error {
		b, err := bucket(t.Tx, accountsBucket)
		if err != nil {
			return err
		}
		old, err := s.paths(t.Tx).find(b, key)
		if err != nil {
			return err
		}
		if old == nil {
			return fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
		}
		before, a, err := s.read(n, key, old)
		if err != nil {
			return err
		}
		var e store.Effects
		if err := t.call(func() (err error) { e, err = f(&a); return err }); err != nil {
			return err
		}
		after, sealed, err := s.write(n, key, a)
		if err != nil {
			return err
		}
		if bytes.Equal(before, after) && len(e.Entries) == 0 {
			return nil
		}
		if err := t.put(b, accountsBucket, key, old, sealed); err != nil {
			return err
		}
		return s.enter(t, e.Entries)
	})
}

// A row is one account that Merge writes.
type row struct {
	key, old, new []byte
}

// Merge implements [store.Store].
func (s *Store) Merge(ctx context.Context, ns []nip.NIP, f func(i int, a *store.Account, known bool) (bool, store.Effects, error)) error {
	return s.update(ctx, func(t *txn) error {
		b, err := bucket(t.Tx, accountsBucket)
		if err != nil {
			return err
		}
		paths := s.paths(t.Tx)
		var rows []row
		var entries []store.Entry
		written := make(map[nip.NIP]int) // where in rows, for a number that stands twice
		for i, n := range ns {
			key := s.keyOf(n)
			old, err := paths.find(b, key)
			if err != nil {
				return err
			}
			now := old
			at, twice := written[n]
			if twice {
				now = rows[at].new
			}
			a := store.Account{NIP: n}
			if now != nil {
				if _, a, err = s.read(n, key, now); err != nil {
					return err
				}
			}
			var write bool
			var e store.Effects
			if err := t.call(func() (err error) { write, e, err = f(i, &a, now != nil); return err }); err != nil {
				return err
			}
			entries = append(entries, e.Entries...)
			if !write {
				continue
			}
			_, sealed, err := s.write(n, key, a)
			if err != nil {
				return err
			}
			if twice {
				rows[at].new = sealed
				continue
			}
			written[n] = len(rows)
			rows = append(rows, row{key, old, sealed})
		}
		// In the order of the file, so that each page is found once.
		slices.SortFunc(rows, func(a, b row) int { return bytes.Compare(a.key, b.key) })
		for _, r := range rows {
			if err := t.put(b, accountsBucket, r.key, r.old, r.new); err != nil {
				return err
			}
		}
		return s.enter(t, entries)
	})
}
