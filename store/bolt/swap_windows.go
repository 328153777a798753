package bolt

import (
	"errors"

	"aktivasi/store/newfile"
)

// swap lets the store at temp take the place of the open one. Windows replaces
// no file that is open, so both are closed for as long as it takes. The caller
// holds s.writing.
func (s *Store) swap(temp string) error {
	s.handle.Lock()
	defer s.handle.Unlock()
	s.moment("lock")
	if err := s.db.Close(); err != nil {
		return err
	}
	err := newfile.Replace(temp, s.path)
	s.moment("move")
	db, file, err2 := attach(s.path, false)
	if err2 != nil {
		return errors.Join(err, err2) // and the store stays closed
	}
	s.db, s.file, s.pageSize = db, file, int64(db.Info().PageSize)
	return err
}
