package bolt

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// entryKey is where entry seq is kept: big-endian, so that keys are in order.
func entryKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// enter appends es.
func (s *Store) enter(t *txn, es []store.Entry) error {
	if len(es) == 0 {
		return nil
	}
	b, err := bucket(t.Tx, entriesBucket)
	if err != nil {
		return err
	}
	if _, err := s.paths(t.Tx).look(b, entryKey(b.Sequence()+1)); err != nil {
		return err
	}
	b.FillPercent = 0.95 // nothing is ever put in between, so leave no room for it
	for _, e := range es {
		seq, err := b.NextSequence()
		if err != nil {
			return err
		}
		key := entryKey(seq)
		if b.Get(key) != nil { // a flipped bit in bbolt's counter would write over history
			return fmt.Errorf("%w: entry %d stands already", store.ErrDamaged, seq)
		}
		plain, err := store.EncodeEntry(e)
		if err != nil {
			return err
		}
		sealed, err := s.key.Seal(s.opt.Rand, s.place(entriesBucket, key), plain)
		if err != nil {
			return err
		}
		if err := t.put(b, entriesBucket, key, nil, sealed); err != nil {
			return err
		}
	}
	return nil
}

// portion is how many values are copied in one transaction.
const portion = 256

// A pair is a key and what stands under it.
type pair struct{ key, sealed []byte }

// portion copies what stands in a bucket from a key on. seq is the bucket's
// counter at that moment.
func (s *Store) portion(name string, from []byte) (some []pair, seq uint64, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, name)
		if err != nil {
			return err
		}
		seq = b.Sequence()
		c := b.Cursor()
		for k, v := c.Seek(from); k != nil && len(some) < portion; k, v = c.Next() {
			if len(k) > longest || len(v) > longest || v == nil {
				return fmt.Errorf("%w: a value of %d bytes in %s", store.ErrDamaged, len(v), name)
			}
			some = append(some, pair{append([]byte(nil), k...), append([]byte(nil), v...)})
		}
		return nil
	})
	return some, seq, err
}

// Entries implements [store.Store]. Entries are numbered without a gap, so one
// that is missing is found.
func (s *Store) Entries(ctx context.Context, after uint64, f func(seq uint64, e store.Entry) error) error {
	for want := after + 1; want != 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		some, last, err := s.portion(entriesBucket, entryKey(want))
		if err != nil {
			return fmt.Errorf("entries: %w", err)
		}
		if len(some) == 0 {
			if last >= want {
				return fmt.Errorf("entries: %w: entry %d is missing", store.ErrDamaged, want)
			}
			return nil
		}
		for _, p := range some {
			if string(p.key) != string(entryKey(want)) {
				return fmt.Errorf("entries: %w: entry %d is missing", store.ErrDamaged, want)
			}
			plain, err := s.unseal(entriesBucket, p.key, p.sealed)
			if err != nil {
				return fmt.Errorf("entry %d: %w", want, err)
			}
			e, err := store.DecodeEntry(plain)
			if err != nil {
				return fmt.Errorf("entry %d: %w", want, err)
			}
			if err := f(want, e); err != nil {
				return err
			}
			want++
		}
	}
	return nil
}
