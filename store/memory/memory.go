// Package memory has a store that forgets everything at the end: for the private
// worlds of a class, where nobody is real and nothing is to be left on a disk,
// and for tests that are not about disks.
//
// It is always a practice store. There is no file that somebody could open in
// earnest, and none of a real one that it could read.
//
// # How much it holds
//
// Records are kept as the bytes that the codec writes, so what cannot be written
// to a file cannot be kept here either, and who changes what they were handed
// changes nothing. A world of one person takes about 4 KB, each entry another 300
// bytes (TestFootprint measures both).
//
// Nobody trims it while a class goes on, so each kind of record has its own end.
// Of the entries, the newest [Entries] stay. Strangers are forgotten beyond
// [store.Strangers]; a letter goes when it is handed over; accounts, officers
// and offices are as many as were put there.
package memory

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"sync"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Store keeps its records in maps.
type Store struct {
	key [sha256.Size]byte // of marks

	mu      sync.Mutex
	buckets map[string]map[string][]byte
	head    store.Head
	undo    []func() // what was done since the transaction began, to be undone from the end
	closed  bool
}

var _ store.Store = (*Store)(nil)

// New returns an empty one. The key of its marks is drawn from r, which a program
// takes from crypto/rand: the entries of two stores cannot be laid side by side.
func New(r io.Reader) (*Store, error) {
	s := &Store{buckets: make(map[string]map[string][]byte)}
	if _, err := io.ReadFull(r, s.key[:]); err != nil {
		return nil, fmt.Errorf("make a store in memory: draw its key: %w", err)
	}
	return s, nil
}

// Close implements [store.Store], and forgets.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.buckets = true, nil
	return nil
}

// Mark implements [store.Store].
func (s *Store) Mark(n nip.NIP) store.Mark {
	if n == (nip.NIP{}) {
		return store.Mark{}
	}
	h := hmac.New(sha256.New, s.key[:])
	h.Write([]byte(n.String())) //nolint:errcheck // a hash never fails
	return store.Mark{Key: hex.EncodeToString(h.Sum(nil)[:16]), Masked: n.Masked()}
}

func (s *Store) ready(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.closed {
		return store.ErrClosed
	}
	return nil
}

// view runs f while nobody writes.
func (s *Store) view(ctx context.Context, f func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(ctx); err != nil {
		return err
	}
	return f()
}

// update runs f, and undoes what it did unless all went well.
func (s *Store) update(ctx context.Context, f func() (store.Effects, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(ctx); err != nil {
		return err
	}
	defer s.rollback() // after a panic too
	e, err := f()
	if err == nil {
		err = s.effect(e)
	}
	if err != nil {
		return err
	}
	s.undo = nil
	return nil
}

// effect carries e out: it is the last thing that can fail in a transaction.
func (s *Store) effect(e store.Effects) error {
	for _, e := range e.Entries {
		if err := s.enter(e.Marked(s.Mark)); err != nil {
			return err
		}
	}
	for _, l := range e.Mail {
		if s.buckets["outbox"][l.ID] != nil {
			return fmt.Errorf("%v: one of that ID is in the outbox", l)
		}
		if err := keep(s, "outbox", l.ID, store.EncodeMail, l); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) rollback() {
	for len(s.undo) > 0 {
		last := len(s.undo) - 1
		s.undo[last]()
		s.undo = s.undo[:last]
	}
	s.undo = nil
}

// put keeps b under key, or nothing if b is nil.
func (s *Store) put(bucket, key string, b []byte) {
	if s.buckets[bucket] == nil {
		s.buckets[bucket] = make(map[string][]byte)
	}
	in, was := s.buckets[bucket], s.buckets[bucket][key]
	set := func(b []byte) {
		if in[key] = b; b == nil {
			delete(in, key)
		}
	}
	s.undo = append(s.undo, func() { set(was) })
	set(b)
}
