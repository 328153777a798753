package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"aktivasi/store"
)

// damage is a panic of bbolt, or a fault in its mapped file, as an error of one
// line.
func damage(r any) error {
	line, _, _ := strings.Cut(fmt.Sprint(r), "\n")
	return fmt.Errorf("%w: %s", store.ErrDamaged, line)
}

// said is err of bbolt in this package's words.
func said(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return store.ErrClosed
	}
	return err
}

// view runs f in a transaction that reads. What f keeps it must copy.
// SetPanicOnFault is a goroutine's own, so it is set each time.
func (s *Store) view(f func(*bbolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s.handle.RLock()
	defer s.handle.RUnlock()
	if s.stuck.Load() {
		return store.ErrDamaged
	}
	var tx *bbolt.Tx
	defer func() {
		if r := recover(); r != nil {
			err = damage(r)
			if tx == nil { // it broke while holding the lock on the metas
				s.stuck.Store(true)
			}
		}
		s.drop(tx)
	}()
	if tx, err = s.db.Begin(false); err != nil {
		return said(err)
	}
	return f(tx)
}

// A txn is a transaction that writes, and what tells afterwards whether it was
// made.
type txn struct {
	*bbolt.Tx
	foreign bool // the caller's function runs, and its panics are its own
	wrote   bool // there is something to commit

	// One value of those written: see settle.
	bucket   string
	key      []byte
	old, new []byte // what stood there, and what is to, or nil; no two sealings are alike
}

// A record has a few hundred bytes. What could not be read back (see longest)
// is not written, such as one that years of revoked devices have swollen.
const most = 128 << 10

// put writes sealed to bucket b of that name.
func (t *txn) put(b *bbolt.Bucket, name string, key, old, sealed []byte) error {
	if len(sealed) > most {
		return fmt.Errorf("a record of %d bytes is too large for %s", len(sealed), name)
	}
	t.wrote, t.bucket, t.key, t.old, t.new = true, name, key, old, sealed
	return b.Put(key, sealed)
}

// remove takes away what stands under key in bucket b of that name.
func (t *txn) remove(b *bbolt.Bucket, name string, key, old []byte) error {
	t.wrote, t.bucket, t.key, t.old, t.new = true, name, key, old, nil
	return b.Delete(key)
}

// call runs the caller's f, whose panics pass through.
func (t *txn) call(f func() error) error {
	t.foreign = true
	err := f()
	t.foreign = false
	return err
}

// update runs f in a transaction that writes, and commits if f put anything there.
func (s *Store) update(ctx context.Context, f func(*txn) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.locked(ctx, f)
}

// sound reports, as an error, whether there may still be written.
func (s *Store) sound() error {
	if s.hurt.Load() || s.stuck.Load() {
		return fmt.Errorf("%w: an earlier change found it so", store.ErrDamaged)
	}
	return nil
}

// locked is update for who holds s.writing.
func (s *Store) locked(ctx context.Context, f func(*txn) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.sound(); err != nil {
		return err
	}
	var t txn
	defer func() {
		if !t.foreign {
			if r := recover(); r != nil {
				s.hurt.Store(true)
				if t.Tx == nil {
					s.stuck.Store(true)
				}
				err = damage(r)
			}
		}
		s.drop(t.Tx)
	}()
	if t.Tx, err = s.db.Begin(true); err != nil {
		return said(err)
	}
	if err := f(&t); err != nil || !t.wrote {
		return err
	}
	if err := s.commit(t.Tx); err != nil {
		s.drop(t.Tx)
		return s.settle(&t, err)
	}
	return nil
}

// commit is the end of a transaction, with a panic as an error.
func (s *Store) commit(tx *bbolt.Tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.hurt.Store(true)
			err = damage(r)
		}
	}()
	return s.opt.Commit(tx)
}

// settle answers for a commit that failed with err. bbolt writes the new meta
// page and then waits for the disk; where the disk fails in between, the error
// comes and the change is there all the same (security notes §5). So look: if
// the new value stands there the change was made, if the old one it was not. No
// other writer can have been between, for s.writing is held.
func (s *Store) settle(t *txn, err error) error {
	var now []byte
	look := s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, t.bucket)
		if err != nil {
			return err
		}
		now = bytes.Clone(b.Get(t.key))
		return nil
	})
	switch {
	case look != nil:
		s.opt.Log.Error("commit failed, and the record cannot be read back", "err", err, "reading", look)
	case bytes.Equal(now, t.new):
		s.opt.Log.Warn("commit failed, yet the change was made", "err", err)
		return nil
	case bytes.Equal(now, t.old):
		return fmt.Errorf("commit: %w", err)
	}
	return fmt.Errorf("%w: %v", store.ErrUnknown, err)
}

// drop ends tx if it has not ended. Rolling back reads the file, and may find
// damage of its own while it holds bbolt's lock.
func (s *Store) drop(tx *bbolt.Tx) {
	if tx == nil {
		return
	}
	defer func() {
		if recover() != nil {
			s.stuck.Store(true)
			s.hurt.Store(true)
		}
	}()
	_ = tx.Rollback() // the only error is that it has ended
}

// bucket returns the bucket of that name, which every store has.
func bucket(tx *bbolt.Tx, name string) (*bbolt.Bucket, error) {
	b := tx.Bucket([]byte(name))
	if b == nil {
		return nil, fmt.Errorf("%w: bucket %q is missing", store.ErrDamaged, name)
	}
	return b, nil
}
