package bolt

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"aktivasi/store"
)

var cases = shelf[store.Case]{
	bucket: casesBucket, encode: store.EncodeCase, decode: store.DecodeCase,
	home: func(_ *Store, c store.Case) []byte { return caseKey(c.Number) },
}

// caseKey is where the case of that number is kept: big-endian, so that keys are
// in order.
func caseKey(number uint64) []byte { return binary.BigEndian.AppendUint64(nil, number) }

func (s *Store) caseAt(number uint64) spot[store.Case] {
	return spot[store.Case]{shelf: cases, key: caseKey(number), name: fmt.Sprint("case ", number)}
}

// OpenCase implements [store.Store]. It reads all cases, which takes a few
// microseconds each: an office has some hundreds a year.
func (s *Store) OpenCase(ctx context.Context, c store.Case, e store.Effects) (kept store.Case, err error) {
	err = s.update(ctx, func(t *txn) error {
		c.Number = 0
		for next := []byte{}; next != nil; {
			var some []pair
			if some, next, err = s.portion(t.Tx, casesBucket, next); err != nil {
				return err
			}
			for _, p := range some {
				was, err := cases.open(s, p.key, p.sealed)
				if err != nil {
					return err
				}
				if was.Stands(c) {
					kept = was
					return nil
				}
				c.Number = was.Number
			}
		}
		c.Number++
		at := s.caseAt(c.Number)
		b, err := bucket(t.Tx, casesBucket)
		if err != nil {
			return err
		}
		plain, err := cases.encode(c)
		if err != nil {
			return err
		}
		if kept, err = cases.decode(plain); err != nil {
			return err
		}
		sealed, err := s.sealed(casesBucket, at.key, plain)
		if err != nil {
			return err
		}
		if err := t.put(b, casesBucket, at.key, nil, sealed); err != nil {
			return err
		}
		return s.effect(t, e)
	})
	if err != nil {
		return store.Case{}, fmt.Errorf("open case: %w", err)
	}
	return kept, nil
}

// ChangeCase implements [store.Store].
func (s *Store) ChangeCase(ctx context.Context, number uint64, f func(*store.Case) (store.Effects, error)) error {
	return s.caseAt(number).change(ctx, s, stays(f))
}

// Cases implements [store.Store]. All are in memory at once, some hundred bytes
// each: what is kept oldest first is wanted newest first.
func (s *Store) Cases(ctx context.Context, f func(store.Case) error) error {
	var all []pair
	if err := s.each(ctx, casesBucket, func(p pair) error { all = append(all, p); return nil }); err != nil {
		return err
	}
	var damaged error
	for _, p := range slices.Backward(all) {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, err := cases.open(s, p.key, p.sealed)
		if err != nil {
			damaged = fmt.Errorf("case %d: %w", binary.BigEndian.Uint64(p.key), err)
			continue
		}
		if err := f(c); err != nil {
			return err
		}
	}
	return damaged
}
