package bolt

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// step is how many entries are rewritten in one transaction of an upgrade.
const step = 1024

// upgrade brings a file of format 1 to this one. Format 1 had three buckets, and
// entries that named people by number and were no chain.
//
// The end of the chain says how far it has come: entries up to it are of format
// 2, those after it of format 1. So whoever is killed on the way goes on from
// there, and nothing but the last transaction says that the file is of format 2.
// Records of other kinds are upgraded when they are next written.
func (s *Store) upgrade() error {
	if err := s.update(context.Background(), s.newBuckets); err != nil {
		return err
	}
	for done := false; !done; {
		err := s.update(context.Background(), func(t *txn) (err error) {
			done, err = s.upgradeSome(t)
			return err
		})
		if err != nil {
			return err
		}
	}
	s.head.V = headFormat
	return nil
}

// newBuckets makes what format 1 had not, once.
func (s *Store) newBuckets(t *txn) error {
	b, err := bucket(t.Tx, metaBucket)
	if err != nil {
		return err
	}
	for _, name := range buckets[:3] {
		if _, err := bucket(t.Tx, name); err != nil {
			return err
		}
	}
	if b.Get(endKey) != nil {
		return nil // killed later than here
	}
	for _, name := range buckets[3:] {
		if _, err := t.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	return s.putEnd(t, nil, store.Head{})
}

// upgradeSome rewrites the next entries, or the head if there are none.
func (s *Store) upgradeSome(t *txn) (done bool, err error) {
	b, err := bucket(t.Tx, entriesBucket)
	if err != nil {
		return false, err
	}
	h, was, err := s.end(t.Tx)
	if err != nil {
		return false, err
	}
	last := b.Sequence() // format 1 had no other count
	if h.Seq >= last {
		return true, s.finish(t, b, last)
	}
	paths := s.paths(t.Tx)
	b.FillPercent = 0.95
	for end := min(last, h.Seq+step); h.Seq < end; {
		key := entryKey(h.Seq + 1)
		old, err := paths.find(b, key)
		if err != nil {
			return false, fmt.Errorf("entry %d: %w", h.Seq+1, err)
		}
		e, record, err := s.remark(key, old)
		if err != nil {
			return false, fmt.Errorf("entry %d: %w", h.Seq+1, err)
		}
		h = h.Append(e, record)
		sealed, err := s.sealed(entriesBucket, key, append(bytes.Clone(h.Chain), record...))
		if err != nil {
			return false, err
		}
		if err := t.put(b, entriesBucket, key, old, sealed); err != nil {
			return false, err
		}
	}
	return false, s.putEnd(t, was, h)
}

// remark returns an entry of format 1 as it is now.
func (s *Store) remark(key, sealed []byte) (e store.Entry, record []byte, err error) {
	if sealed == nil {
		return e, nil, fmt.Errorf("%w: it is missing", store.ErrDamaged)
	}
	plain, err := s.unseal(entriesBucket, key, sealed)
	if err != nil {
		return e, nil, err
	}
	if record, err = store.MarkEntry(plain, s.Mark); err != nil {
		return e, nil, err
	}
	e, err = store.DecodeEntry(record)
	return e, record, err
}

// finish writes that the file is of format 2. The count of entries was not
// sealed, so it is asked whether there are more.
func (s *Store) finish(t *txn, entries *bbolt.Bucket, last uint64) error {
	more, err := s.paths(t.Tx).find(entries, entryKey(last+1))
	if err == nil && more != nil {
		err = fmt.Errorf("%w: more than %d entries", store.ErrDamaged, last)
	}
	if err != nil {
		return err
	}
	h := s.head
	h.V = headFormat
	plain, err := json.Marshal(h)
	if err != nil {
		return err
	}
	b, err := bucket(t.Tx, metaBucket)
	if err != nil {
		return err
	}
	old, err := s.paths(t.Tx).find(b, headKey)
	if err != nil {
		return err
	}
	sealed, err := s.sealed(metaBucket, headKey, plain)
	if err != nil {
		return err
	}
	return t.put(b, metaBucket, headKey, old, sealed)
}
