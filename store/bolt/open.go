package bolt

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"aktivasi/store"
	"aktivasi/store/newfile"
	"aktivasi/store/seal"
)

// Options are what a store may be given. The zero Options are right for use.
type Options struct {
	// Next is the key that the store's is being changed for, where one stands
	// beside it (seal.ReadKeyFiles): see Rotate.
	Next seal.Key

	// Rand is where nonces, ids and keys come from: crypto/rand if nil.
	Rand io.Reader

	// Log is told of what went wrong and was got over, such as a commit that
	// failed and yet was made. Nil is silence.
	Log *slog.Logger

	// Commit stands in for bbolt's own commit, in tests of a failing disk. One
	// that returns an error at once fails before anything is written; one that
	// commits and then returns an error fails after; one that also closes or
	// damages the file leaves nobody able to tell. Nil is bbolt's.
	Commit func(*bbolt.Tx) error
}

// Two locks are waited for in turn, so that a second process hears within two
// seconds that it is one. Without a timeout bbolt waits for ever.
const patience = 900 * time.Millisecond

// A Store is an open file. It implements [store.Store].
type Store struct {
	db   *bbolt.DB
	file *os.File // bbolt's own: to read pages from, and to close when bbolt cannot
	path string   // where it is, links followed; bbolt's own is out of date after Compact
	key  *seal.Ring
	head head
	id   []byte
	opt  Options

	pageSize int64

	// handle is held while db, file and pageSize are used by view, and locked
	// while Compact puts others in their place. Who holds writing needs no
	// handle: Compact holds that too.
	handle  sync.RWMutex
	keeping chan struct{} // held by Copy, Compact or Rotate: one at a time

	moment func(string) // tests of being killed are told how far Compact is

	writing sync.Mutex  // one Change from its reading to the answer after a failed commit
	hurt    atomic.Bool // a write met damage: what bbolt holds in memory is not to be trusted
	stuck   atomic.Bool // bbolt holds a lock it will never let go of
	closing sync.Once
}

var _ store.Store = (*Store)(nil)

// A sealer is a key, or a ring of keys.
type sealer interface {
	Seal(chance io.Reader, p seal.Place, plain []byte) ([]byte, error)
}

// Create makes a new store at path, sealed under key, for practice or for real,
// and opens it. A file that is there is left alone: the error is [fs.ErrExist].
// Whoever is killed on the way leaves no half store (package newfile).
func Create(path string, key seal.Key, mode store.Mode, opt Options) (*Store, error) {
	err := newfile.Make(path, func(temp string) error { return found(temp, key, mode, opt.rand()) })
	if err != nil {
		return nil, fmt.Errorf("create store: %w", err)
	}
	return Open(path, key, mode, opt)
}

// found puts into the empty file at path what every store has.
func found(path string, key seal.Key, mode store.Mode, chance io.Reader) error {
	// 4 KiB pages whatever the machine has, so that a store may move to another.
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: patience, PageSize: 4096})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return writeHead(tx, key, mode, chance)
	})
	return errors.Join(err, db.Close())
}

// Open opens the store at path. It never makes one: a missing file is
// [fs.ErrNotExist]. What is no store, or no longer one, is [store.ErrDamaged];
// besides there are [store.ErrInUse], [store.ErrKey], [store.ErrMode] and
// [store.ErrVersion].
func Open(path string, key seal.Key, mode store.Mode, opt Options) (_ *Store, err error) {
	if key.None() {
		return nil, fmt.Errorf("open store %q: %w: there is none", path, store.ErrKey)
	}
	s := &Store{key: seal.NewRing(key, opt.Next), opt: opt, keeping: make(chan struct{}, 1), moment: func(string) {}}
	s.opt.Rand, s.opt.Log = opt.rand(), opt.log()
	if s.opt.Commit == nil {
		s.opt.Commit = (*bbolt.Tx).Commit
	}
	if err := s.open(path); err != nil {
		return nil, fmt.Errorf("open store %q: %w", path, err)
	}
	err = s.readHead(mode)
	turned := s.resume(opt.Next)
	if err == nil || errors.Is(err, store.ErrDamaged) && errors.Is(turned, store.ErrKey) {
		err = turned // what was sealed under a key that is missing looks damaged
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %q: %w", path, err), s.Close())
	}
	return s, nil
}

// open looks at the file and then opens it. The first time it is opened for
// reading alone: that takes the lock, so that nobody writes while tree.go looks,
// and reads no free list, which if damaged is enough to bring the process down.
func (s *Store) open(path string) error {
	in, err := os.Stat(path) // before opening it: opening a pipe waits for a writer
	if err != nil {
		return cause(err)
	}
	if !in.Mode().IsRegular() {
		return fmt.Errorf("%w: it is %s, not a file", store.ErrDamaged, kind(in.Mode()))
	}
	db, file, err := attach(path, true)
	if err != nil {
		return err
	}
	err = look(file, tree)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if s.db, s.file, err = attach(path, false); err != nil {
		return err
	}
	s.pageSize = int64(s.db.Info().PageSize)
	if err := s.settled(path); err != nil {
		return errors.Join(err, s.db.Close())
	}
	for _, what := range []string{copying, compacting} {
		_ = os.Remove(s.beside(what)) // of one who was killed; mostly there is none
	}
	return nil
}

// settled learns where the file is, now that its lock is held, and sees that it
// is still there. Somebody who compacted it while the lock was waited for has
// put another in its place, and this one has no name any more: what was written
// here would be gone when it is closed.
func (s *Store) settled(path string) error {
	path, err := filepath.EvalSymlinks(path)
	if err == nil {
		s.path, err = filepath.Abs(path)
	}
	if err != nil {
		return cause(err)
	}
	if !s.stands() {
		return store.ErrInUse
	}
	return nil
}

// stands reports whether the open file is the one at its path.
func (s *Store) stands() bool {
	there, err := os.Stat(s.path)
	open, err2 := s.file.Stat()
	return err == nil && err2 == nil && os.SameFile(there, open)
}

// beside is where a file stands while it is made: in the folder of the store,
// under one name, so that of those who are killed no more than one is left.
func (s *Store) beside(what string) string {
	return filepath.Join(filepath.Dir(s.path), "."+filepath.Base(s.path)+"."+what)
}

// attach opens the file with bbolt, after guard has looked at it.
func attach(path string, read bool) (db *bbolt.DB, file *os.File, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = damage(r)
		}
		if err != nil && file != nil {
			_ = file.Close() // after a panic nobody else lets go of the lock
		}
	}()
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:      patience,
		ReadOnly:     read,
		FreelistType: bbolt.FreelistMapType, // the default slows down with every page an import frees
		NoStatistics: true,
		OpenFile: func(name string, flag int, _ fs.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag&^os.O_CREATE, 0)
			if err != nil {
				return nil, cause(err)
			}
			if err := look(f, guard); err != nil {
				_ = f.Close()
				return nil, err
			}
			file = f
			return f, nil
		},
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		err = store.ErrInUse
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		err = fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	return db, file, err
}

// look hands f and its size to at.
func look(f *os.File, at func(io.ReaderAt, int64) error) error {
	in, err := f.Stat()
	if err != nil {
		return cause(err)
	}
	return at(f, in.Size())
}

// ID returns which store this is, 32 hexadecimal digits, the same in every copy
// of it. It is no secret.
func (s *Store) ID() string { return hex.EncodeToString(s.id) }

// Close implements [store.Store].
func (s *Store) Close() (err error) {
	s.closing.Do(func() {
		if s.stuck.Load() {
			err = s.file.Close() // bbolt would wait for its own lock for ever
			return
		}
		s.writing.Lock() // Compact may be changing what is to be closed
		defer s.writing.Unlock()
		err = s.db.Close()
	})
	if err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

func (o Options) rand() io.Reader {
	if o.Rand == nil {
		return rand.Reader
	}
	return o.Rand
}

func (o Options) log() *slog.Logger {
	if o.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Log
}

// cause is err without the path, which the caller names once.
func cause(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

// kind says what stands where a file should.
func kind(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}
