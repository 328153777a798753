package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// Compact writes the store anew, so that what was deleted or written over leaves
// the file: bbolt clears nothing, and all of it stays readable to whoever has
// the key (2000 deleted values of 2000 were found, security notes §0.6). It
// returns how large the file was and is, in bytes.
//
// Reading goes on; changes wait. The new file is made beside the old one and
// takes its place when it is on the disk, so a kill at any moment leaves one of
// them whole. Where the disk keeps the blocks of a file that is gone, they hold
// sealed values still: to make sure of those, change the key as well (Rotate)
// and compact after.
//
// Every page is looked at and every value opened on the way, where bbolt's own
// Compact copies what a damaged page offers and leaves out what it hides. A
// damaged store is [store.ErrDamaged] and stays
// as it is.
func (s *Store) Compact(ctx context.Context) (before, after int64, err error) {
	done, err := s.keep(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("compact store: %w", err)
	}
	defer done()
	s.writing.Lock()
	defer s.writing.Unlock()
	if before, after, err = s.compact(ctx); err != nil {
		return 0, 0, fmt.Errorf("compact store: %w", err)
	}
	return before, after, nil
}

// compact is Compact for who holds s.writing.
func (s *Store) compact(ctx context.Context) (before, after int64, err error) {
	if err := s.sound(); err != nil {
		return 0, 0, err
	}
	temp := s.beside(compacting)
	defer os.Remove(temp) // where it did not get its name
	if err := s.refill(ctx, temp); err != nil {
		return 0, 0, err
	}
	was, err := s.file.Stat()
	if err != nil {
		return 0, 0, cause(err)
	}
	if !s.stands() {
		return 0, 0, fmt.Errorf("%q is no longer the file that is open", s.path)
	}
	if err := s.swap(temp); err != nil {
		return 0, 0, err
	}
	is, err := s.file.Stat()
	if err != nil {
		return 0, 0, cause(err)
	}
	return was.Size(), is.Size(), nil
}

// refill makes a new file at temp of what stands in the store.
func (s *Store) refill(ctx context.Context, temp string) (err error) {
	_ = os.Remove(temp) // of one who was killed
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{
		Timeout:      patience,
		PageSize:     4096,
		FreelistType: bbolt.FreelistMapType,
		NoStatistics: true,
		NoSync:       true, // once, at the end
	})
	if err != nil {
		return err
	}
	db.AllocSize = 0 // grow by what is needed, and not by 16 MiB
	err = s.view(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error { return s.pour(ctx, tx, b, string(name), db) })
	})
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}

// draught is how many values are poured in one transaction, and a portion more.
const draught = 1024

// pour copies bucket b of tx into db.
func (s *Store) pour(ctx context.Context, tx *bbolt.Tx, b *bbolt.Bucket, name string, db *bbolt.DB) error {
	for next := []byte{}; next != nil; {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.moment("pour " + name)
		err := db.Update(func(to *bbolt.Tx) (err error) {
			into, err := to.CreateBucketIfNotExists([]byte(name))
			if err != nil {
				return err
			}
			if err := into.SetSequence(b.Sequence()); err != nil {
				return err
			}
			into.FillPercent = 0.9 // a record that grows a little finds room
			for n := 0; next != nil && n < draught; {
				var some []pair
				if some, next, err = s.portion(tx, name, next); err != nil {
					return err
				}
				for _, p := range some {
					if err := s.vouch(name, p); err != nil {
						return err
					}
					if err := into.Put(p.key, p.sealed); err != nil {
						return err
					}
				}
				n += len(some)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// vouch sees that a value opens.
func (s *Store) vouch(name string, p pair) error {
	if inClear(name, p.key) {
		return nil
	}
	if _, err := s.unseal(name, p.key, p.sealed); err != nil {
		return fmt.Errorf("a value in %s: %w", name, err)
	}
	return nil
}

// inClear reports whether what stands there is not sealed, which is the id alone.
func inClear(name string, key []byte) bool { return name == metaBucket && bytes.Equal(key, idKey) }
