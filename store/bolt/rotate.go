package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/seal"
)

// nextKey is where, in meta, it says that the key is being changed: an empty
// value sealed under the new one. What stands under it is written before the
// first value that only the new key opens, and goes with the last that only the
// old one does, which is the head.
var nextKey = []byte("next")

// Rotate seals every value anew under next, some hundreds in one transaction, so
// that the store stays in use; what is written meanwhile is sealed under next.
// When it returns nil the old key opens nothing in the store any more. The keys
// of accounts stay, for their HMAC key is another, and so does whatever is
// reckoned over plain values. progress, which may be nil, is told how many
// values are done and how many there are, at the start and after each
// transaction.
//
// Whoever is killed on the way, or whose context ends, opens the store with both
// keys (Options.Next) and calls Rotate again. It may be called when it has
// finished. Without the new key a store that is half done is [store.ErrKey], and
// so is a change for yet another one. A value that does not open is
// [store.ErrDamaged], and the change stays half done.
//
// The key files have their own three steps around this (package seal). What the
// old key has sealed stands in free pages until they are used again: to make an
// end of it, Compact.
func (s *Store) Rotate(ctx context.Context, next seal.Key, progress func(done, total int)) error {
	if err := s.rotate(ctx, next, progress); err != nil {
		return fmt.Errorf("change key: %w", err)
	}
	return nil
}

func (s *Store) rotate(ctx context.Context, next seal.Key, progress func(done, total int)) error {
	if progress == nil {
		progress = func(int, int) {}
	}
	release, err := s.keep(ctx)
	if err != nil {
		return err
	}
	defer release()
	finished, err := s.turn(ctx, next)
	if err != nil || finished {
		return err
	}
	total, left := 0, 0
	err = s.older(ctx, func(_ string, keys [][]byte, passed int) error {
		total, left = total+passed, left+len(keys)
		return nil
	})
	if err != nil {
		return err
	}
	done := total - left
	progress(done, total)
	// Until a whole pass finds nothing. The first finds all there is, for what is
	// written since turn is sealed under next; the last makes sure of it.
	for again := true; again; {
		again = false
		err := s.older(ctx, func(name string, keys [][]byte, _ int) error {
			if len(keys) == 0 {
				return nil
			}
			again = true
			if err := s.reseal(ctx, name, keys); err != nil {
				return err
			}
			done = min(done+len(keys), total)
			progress(done, total)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.conclude(ctx)
}

// resume finds out how far a change of key has gone, in a store just opened.
func (s *Store) resume(next seal.Key) error {
	head, mark, err := s.turning()
	if err != nil {
		return err
	}
	switch {
	case mark != nil:
		if err := s.promised(next, mark); err != nil {
			return err
		}
		s.key.Turn(next)
	case !next.None() && seal.SealedBy(head) == next.ID(): // readHead has opened it
		s.key.Turn(next)
		s.key.Drop()
	}
	return nil
}

// turning returns the sealed head, and what says that the key is being changed:
// nil if it is not.
func (s *Store) turning() (head, mark []byte, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, metaBucket)
		if err != nil {
			return err
		}
		paths := s.paths(tx)
		if head, err = paths.find(b, headKey); err != nil {
			return err
		}
		mark, err = paths.find(b, nextKey)
		return err
	})
	return head, mark, err
}

// promised sees that mark was sealed under next.
func (s *Store) promised(next seal.Key, mark []byte) error {
	_, err := next.Open(s.place(metaBucket, nextKey), mark)
	switch {
	case errors.Is(err, seal.ErrOtherKey), errors.Is(err, seal.ErrNoKey):
		return fmt.Errorf("%w: it is being changed for key %s, which is needed as well", store.ErrKey, seal.SealedBy(mark))
	case err != nil:
		return fmt.Errorf("%w: what says that its key is being changed: %v", store.ErrDamaged, err)
	}
	return nil
}

// turn lets next seal from now on, and says so in the store first. It holds
// s.writing all the time: a change that has sealed its value under the old key
// and not yet put it there would be missed.
func (s *Store) turn(ctx context.Context, next seal.Key) (finished bool, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	head, mark, err := s.turning()
	if err != nil {
		return false, err
	}
	if seal.SealedBy(head) == next.ID() {
		if _, err := next.Open(s.place(metaBucket, headKey), head); err != nil { // another key of the same name
			return false, fmt.Errorf("%w: make another", store.ErrKey)
		}
		return true, nil
	}
	if mark != nil {
		if err := s.promised(next, mark); err != nil {
			return false, err
		}
	} else {
		err := s.locked(ctx, func(t *txn) error {
			b, err := bucket(t.Tx, metaBucket)
			if err != nil {
				return err
			}
			sealed, err := next.Seal(s.opt.Rand, s.place(metaBucket, nextKey), nil)
			if err != nil {
				return err
			}
			return t.put(b, metaBucket, nextKey, nil, sealed)
		})
		if err != nil {
			return false, err
		}
	}
	if s.key.ID() != next.ID() {
		s.key.Turn(next)
	}
	return false, nil
}

// batch is how many values are sealed anew in one transaction, which for 512
// takes some 12 to 24 ms (200,000 accounts in 5 to 9 s, BenchmarkRotate): nobody
// at a screen notices that a change waits for it.
const batch = 512

// older walks through all buckets and calls f, outside any transaction, with the
// keys of some values that are not sealed under the key that seals now, and how
// many values it has passed since the last call. The head, which comes last,
// and what is not sealed at all are none of them.
func (s *Store) older(ctx context.Context, f func(name string, keys [][]byte, passed int) error) error {
	var names []string
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			names = append(names, string(name))
			return nil
		})
	})
	if err != nil {
		return err
	}
	now := s.key.ID()
	for _, name := range names {
		var keys [][]byte
		passed := 0
		err := s.each(ctx, name, func(p pair) error {
			if inClear(name, p.key) || name == metaBucket && (bytes.Equal(p.key, headKey) || bytes.Equal(p.key, nextKey)) {
				return nil
			}
			passed++
			if seal.SealedBy(p.sealed) != now {
				keys = append(keys, p.key)
			}
			if len(keys) < batch {
				return nil
			}
			err := f(name, keys, passed)
			keys, passed = nil, 0
			return err
		})
		if err == nil {
			err = f(name, keys, passed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reseal seals what stands under keys anew, in one transaction.
func (s *Store) reseal(ctx context.Context, name string, keys [][]byte) error {
	return s.update(ctx, func(t *txn) error {
		b, err := bucket(t.Tx, name)
		if err != nil {
			return err
		}
		paths := s.paths(t.Tx)
		var rows []row
		for _, key := range keys {
			old, err := paths.find(b, key)
			if err != nil {
				return err
			}
			if old == nil || seal.SealedBy(old) == s.key.ID() {
				continue // somebody has been here meanwhile
			}
			sealed, err := s.anew(name, key, old)
			if err != nil {
				return err
			}
			rows = append(rows, row{key, old, sealed})
		}
		for _, r := range rows {
			if err := t.put(b, name, r.key, r.old, r.new); err != nil {
				return err
			}
		}
		return nil
	})
}

// anew returns a value sealed under the key that seals now.
func (s *Store) anew(name string, key, old []byte) ([]byte, error) {
	plain, err := s.unseal(name, key, old)
	if err != nil {
		return nil, fmt.Errorf("a value in %s: %w", name, err)
	}
	return s.sealed(name, key, plain)
}

// conclude seals the head anew. The old key stays in the ring until the store is
// closed: who reads copies a value in a transaction and opens it afterwards, and
// may have copied it before it was sealed anew.
func (s *Store) conclude(ctx context.Context) error {
	return s.update(ctx, func(t *txn) error {
		b, err := bucket(t.Tx, metaBucket)
		if err != nil {
			return err
		}
		paths := s.paths(t.Tx)
		mark, err := paths.find(b, nextKey)
		if err != nil {
			return err
		}
		head, err := paths.find(b, headKey)
		if err != nil {
			return err
		}
		sealed, err := s.anew(metaBucket, headKey, head)
		if err != nil {
			return err
		}
		return errors.Join(t.remove(b, metaBucket, nextKey, mark), t.put(b, metaBucket, headKey, head, sealed))
	})
}
