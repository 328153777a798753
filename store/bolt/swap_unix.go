//go:build !windows

package bolt

import (
	"errors"

	"aktivasi/store/newfile"
)

// swap lets the store at temp take the place of the open one. It is opened, and
// so locked, before it gets the name, and the lock on the old one is let go of
// after: at no moment could another process open either. One that has been
// waiting for the old one's lock finds out (settled). The caller holds s.writing.
func (s *Store) swap(temp string) error {
	db, file, err := attach(temp, false)
	if err != nil {
		return err
	}
	s.moment("lock")
	s.handle.Lock()
	old := s.db
	err = newfile.Replace(temp, s.path)
	if moved := err == nil || errors.Is(err, newfile.ErrUnsure); moved {
		s.db, s.file, s.pageSize = db, file, int64(db.Info().PageSize)
	} else {
		old = db
	}
	s.handle.Unlock()
	if errors.Is(err, newfile.ErrUnsure) {
		s.hurt.Store(true) // what is written now may be in a file that a power cut takes away
	}
	s.moment("move")
	return errors.Join(err, old.Close())
}
