package bolt

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"

	"aktivasi/store"
)

// units are kept one by one, under their place in the order: a ministry has
// thousands, which is more than a record may hold.
var units = shelf[string]{
	bucket: unitsBucket,
	encode: func(u string) ([]byte, error) {
		if !utf8.ValidString(u) {
			return nil, errors.New("a unit is not UTF-8")
		}
		return []byte(u), nil
	},
	decode: func(b []byte) (string, error) {
		if !utf8.Valid(b) {
			return "", fmt.Errorf("%w: a unit is not UTF-8", store.ErrDamaged)
		}
		return string(b), nil
	},
}

func unitKey(i int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(i)) }

// Units implements [store.Store].
func (s *Store) Units(ctx context.Context) (all []string, err error) {
	err = units.each(ctx, s, func(u string) error { all = append(all, u); return nil })
	return all, err
}

// SetUnits implements [store.Store]. Those that stay where they are are not
// written.
func (s *Store) SetUnits(ctx context.Context, all []string) error {
	err := s.update(ctx, func(t *txn) error {
		b, err := bucket(t.Tx, unitsBucket)
		if err != nil {
			return err
		}
		paths := s.paths(t.Tx)
		for i, u := range all {
			key := unitKey(i)
			old, err := paths.find(b, key)
			if err != nil {
				return err
			}
			if was, err := units.open(s, key, old); old != nil && err == nil && was == u {
				continue
			}
			sealed, err := units.seal(s, key, u)
			if err != nil {
				return err
			}
			if err := t.put(b, unitsBucket, key, old, sealed); err != nil {
				return err
			}
		}
		for i := len(all); ; i++ {
			old, err := paths.find(b, unitKey(i))
			if err != nil || old == nil {
				return err
			}
			if err := t.remove(b, unitsBucket, unitKey(i), old); err != nil {
				return err
			}
		}
	})
	if err != nil {
		return fmt.Errorf("set units: %w", err)
	}
	return nil
}
