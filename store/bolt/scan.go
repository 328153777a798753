package bolt

import (
	"bytes"
	"context"
	"fmt"

	"go.etcd.io/bbolt"
)

// portion is how many values are copied in one transaction, and a leaf more.
const portion = 256

// A pair is a key and what stands under it.
type pair struct{ key, sealed []byte }

// portion copies what stands in a bucket from a key on. It goes from leaf to
// leaf by paths that were looked at, as find does, and not by bbolt's cursor.
// next is where to go on, nil at the end.
func (s *Store) portion(tx *bbolt.Tx, name string, from []byte) (some []pair, next []byte, err error) {
	b, err := bucket(tx, name)
	if err != nil {
		return nil, nil, err
	}
	take := func(k, v []byte) {
		if bytes.Compare(k, from) >= 0 {
			some = append(some, pair{bytes.Clone(k), bytes.Clone(v)})
		}
	}
	paths := s.paths(tx)
	for next = from; next != nil && len(some) < portion; {
		leaf, limit, err := paths.look(b, next)
		if err != nil {
			return nil, nil, err
		}
		if leaf == nil { // a small bucket
			err := b.ForEach(func(k, v []byte) error { take(k, v); return nil })
			return some, nil, err
		}
		for i := range leaf.count() {
			take(leaf.key(i), leaf.value(i))
		}
		next = bytes.Clone(limit)
	}
	return some, next, nil
}

// each hands everything in a bucket to f, in the order of keys. No transaction
// is open during f; what is changed meanwhile may be seen or not. An error from
// f ends it.
func (s *Store) each(ctx context.Context, name string, f func(pair) error) error {
	for next := []byte{}; next != nil; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var some []pair
		err := s.view(func(tx *bbolt.Tx) (err error) {
			some, next, err = s.portion(tx, name, next)
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, p := range some {
			if err := f(p); err != nil {
				return err
			}
		}
	}
	return nil
}
