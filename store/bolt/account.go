package bolt

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

var accounts = shelf[store.Account]{
	bucket: accountsBucket, encode: store.Encode, decode: store.Decode,
	home: func(s *Store, a store.Account) []byte { return s.keyOf(a.NIP) },
}

func (s *Store) account(n nip.NIP) spot[store.Account] {
	return spot[store.Account]{shelf: accounts, key: s.keyOf(n), name: "account " + n.Masked()}
}

// Account implements [store.Store].
func (s *Store) Account(ctx context.Context, n nip.NIP) (store.Account, error) {
	return s.account(n).get(ctx, s)
}

// Change implements [store.Store]. Where f changes nothing nothing is written,
// and the disk is not waited for.
func (s *Store) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return s.account(n).change(ctx, s, stays(f))
}

// Accounts implements [store.Store].
func (s *Store) Accounts(ctx context.Context, f func(store.Account) error) error {
	return accounts.each(ctx, s, f)
}

// stays is f for records that are never taken away.
func stays[T any](f func(*T) (store.Effects, error)) func(*T) (bool, store.Effects, error) {
	return func(v *T) (bool, store.Effects, error) {
		e, err := f(v)
		return true, e, err
	}
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
		var all store.Effects
		written := make(map[nip.NIP]int) // where in rows, for a number that stands twice
		for i, n := range ns {
			at := s.account(n)
			old, err := paths.find(b, at.key)
			if err != nil {
				return fmt.Errorf("%s: %w", at.name, err)
			}
			now := old
			which, twice := written[n]
			if twice {
				now = rows[which].new
			}
			at.fresh = &store.Account{NIP: n}
			a, err := at.read(s, now)
			if err != nil {
				return err
			}
			var write bool
			var e store.Effects
			if err := t.call(func() (err error) { write, e, err = f(i, &a, now != nil); return err }); err != nil {
				return err
			}
			all.Entries = append(all.Entries, e.Entries...)
			all.Mail = append(all.Mail, e.Mail...)
			if !write {
				continue
			}
			sealed, err := at.seal(s, at.key, a)
			if err != nil {
				return fmt.Errorf("%s: %w", at.name, err)
			}
			if twice {
				rows[which].new = sealed
				continue
			}
			written[n] = len(rows)
			rows = append(rows, row{at.key, old, sealed})
		}
		// In the order of the file, so that each page is found once.
		slices.SortFunc(rows, func(a, b row) int { return bytes.Compare(a.key, b.key) })
		for _, r := range rows {
			if err := t.put(b, accountsBucket, r.key, r.old, r.new); err != nil {
				return err
			}
		}
		return s.effect(t, all)
	})
}
