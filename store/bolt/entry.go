package bolt

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// entryKey is where entry seq is kept: big-endian, so that keys are in order.
func entryKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// enter appends es, each with its link in the chain.
func (s *Store) enter(t *txn, es []store.Entry) error {
	if len(es) == 0 {
		return nil
	}
	b, err := bucket(t.Tx, entriesBucket)
	if err != nil {
		return err
	}
	h, was, err := s.end(t.Tx)
	if err != nil {
		return err
	}
	if _, _, err := s.paths(t.Tx).look(b, entryKey(h.Seq+1)); err != nil {
		return err
	}
	b.FillPercent = 0.95 // nothing is ever put in between, so leave no room for it
	for _, e := range es {
		e = e.Marked(s.Mark)
		record, err := store.EncodeEntry(e)
		if err != nil {
			return err
		}
		h = h.Append(e, record)
		key := entryKey(h.Seq)
		if b.Get(key) != nil { // an end put back would write over history
			return fmt.Errorf("%w: entry %d stands already", store.ErrDamaged, h.Seq)
		}
		sealed, err := s.sealed(entriesBucket, key, append(bytes.Clone(h.Chain), record...))
		if err != nil {
			return err
		}
		if err := t.put(b, entriesBucket, key, nil, sealed); err != nil {
			return err
		}
	}
	return s.putEnd(t, was, h)
}

// putEnd keeps h in place of was.
func (s *Store) putEnd(t *txn, was []byte, h store.Head) error {
	b, err := bucket(t.Tx, metaBucket)
	if err != nil {
		return err
	}
	now, err := sealEnd(s.key, s.opt.Rand, s.id, h)
	if err != nil {
		return err
	}
	return t.put(b, metaBucket, endKey, was, now)
}

// linked opens the entry of that number: its link and its record.
func (s *Store) linked(seq uint64, sealed []byte) (link, record []byte, err error) {
	plain, err := s.unseal(entriesBucket, entryKey(seq), sealed)
	if err != nil || len(plain) < sha256.Size {
		return nil, nil, fmt.Errorf("entries: %w", &store.ChainError{Seq: seq, What: store.WasForged})
	}
	return plain[:sha256.Size], plain[sha256.Size:], nil
}

// Head implements [store.Store].
func (s *Store) Head(ctx context.Context) (h store.Head, err error) {
	if err := ctx.Err(); err != nil {
		return h, err
	}
	err = s.view(func(tx *bbolt.Tx) error { h, _, err = s.end(tx); return err })
	return h, err
}

// Entries implements [store.Store].
func (s *Store) Entries(ctx context.Context, after uint64, f func(seq uint64, e store.Entry) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	last, ok, err := s.begin(after)
	if err != nil || !ok {
		return err
	}
	for seq := after + 1; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		some, end, err := s.entries(seq)
		if err != nil {
			return fmt.Errorf("entries: %w", err)
		}
		for _, p := range some {
			if !bytes.Equal(p.key, entryKey(seq)) {
				return fmt.Errorf("entries: %w", &store.ChainError{Seq: seq, What: store.IsMissing})
			}
			link, record, err := s.linked(seq, p.sealed)
			if err != nil {
				return err
			}
			switch {
			case seq > end.Seq:
				return fmt.Errorf("entries: %w", &store.ChainError{Seq: seq, What: store.WasAdded})
			case !bytes.Equal(link, store.Link(last, record)), seq == end.Seq && !bytes.Equal(link, end.Chain):
				return fmt.Errorf("entries: %w", &store.ChainError{Seq: seq, What: store.WasBroken})
			}
			e, err := store.DecodeEntry(record)
			if err != nil {
				return fmt.Errorf("entry %d: %w", seq, err)
			}
			if err := f(seq, e); err != nil {
				return err
			}
			last = link
			seq++
		}
		switch {
		case len(some) > 0:
		case seq > end.Seq:
			return nil
		case seq == 1:
			return fmt.Errorf("entries: %w", &store.ChainError{Seq: 1, What: store.IsMissing})
		default:
			return fmt.Errorf("entries: %w", &store.ChainError{Seq: seq - 1, What: store.WasCut})
		}
	}
}

// begin returns the link of the entry numbered after, if there may be any after
// it: without one before it, no entry can be judged.
func (s *Store) begin(after uint64) (link []byte, ok bool, err error) {
	if after == 0 {
		return nil, true, nil
	}
	var h store.Head
	var sealed []byte
	err = s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, entriesBucket)
		if err != nil {
			return err
		}
		if h, _, err = s.end(tx); err != nil {
			return err
		}
		sealed, err = s.paths(tx).find(b, entryKey(after))
		return err
	})
	switch {
	case err != nil:
		return nil, false, fmt.Errorf("entries: %w", err)
	case after > h.Seq:
		return nil, false, nil
	case sealed == nil:
		return nil, false, fmt.Errorf("entries: %w", &store.ChainError{Seq: after, What: store.IsMissing})
	}
	if link, _, err = s.linked(after, sealed); err == nil && after == h.Seq && !bytes.Equal(link, h.Chain) {
		err = fmt.Errorf("entries: %w", &store.ChainError{Seq: after, What: store.WasBroken})
	}
	return link, true, err
}

// entries copies some entries from seq on, and the end of the chain at that
// moment.
func (s *Store) entries(seq uint64) (some []pair, end store.Head, err error) {
	err = s.view(func(tx *bbolt.Tx) (err error) {
		if end, _, err = s.end(tx); err != nil {
			return err
		}
		some, _, err = s.portion(tx, entriesBucket, entryKey(seq))
		return err
	})
	return some, end, err
}
