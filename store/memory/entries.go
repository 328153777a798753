package memory

import (
	"bytes"
	"context"
	"strconv"

	"aktivasi/store"
)

// Entries is how many entries stay, the newest: a person who practises all day
// writes some hundred. Whoever reads from further back begins with the oldest that
// is there. The chain goes on over those that are gone, so the head counts and
// binds them too; what it binds, nobody can show any more.
const Entries = 1024

// entryKey is where the entry of that number is kept.
func entryKey(seq uint64) string { return strconv.FormatUint(seq, 10) }

// enter appends e, and lets go of the one that is now too old.
func (s *Store) enter(e store.Entry) error {
	b, err := store.EncodeEntry(e)
	if err != nil {
		return err
	}
	was := s.head
	s.undo = append(s.undo, func() { s.head = was })
	s.head = was.Append(e, b)
	s.put("entries", entryKey(s.head.Seq), b)
	if s.head.Seq > Entries {
		s.put("entries", entryKey(s.head.Seq-Entries), nil)
	}
	return nil
}

// Entries implements [store.Store], for as many as there still are. The chain is
// not walked: what nobody can reach nobody can have broken.
func (s *Store) Entries(ctx context.Context, after uint64, f func(uint64, store.Entry) error) error {
	for {
		var b []byte
		err := s.view(ctx, func() error {
			if s.head.Seq > Entries {
				after = max(after, s.head.Seq-Entries)
			}
			if after < s.head.Seq {
				b = s.buckets["entries"][entryKey(after+1)]
			}
			return nil
		})
		if err != nil || b == nil {
			return err
		}
		after++
		e, err := store.DecodeEntry(b)
		if err != nil {
			return err
		}
		if err := f(after, e); err != nil {
			return err
		}
	}
}

// Head implements [store.Store].
func (s *Store) Head(ctx context.Context) (h store.Head, err error) {
	err = s.view(ctx, func() error {
		h = s.head
		h.Chain = bytes.Clone(h.Chain)
		return nil
	})
	return h, err
}
