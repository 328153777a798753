package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"go.etcd.io/bbolt"

	"aktivasi/store/newfile"
)

// What a file beside the store is there for: see beside.
const (
	copying    = "copy"
	compacting = "compact"
)

// Copy writes the store as it is at one moment to a new file at path, while
// others go on reading and writing. What it holds is as sealed as in the store,
// and may be sealed under two keys where a change of key was broken off (Rotate).
// A file that is there is left alone: the error is [fs.ErrExist]. The copy is
// whole or not there (package newfile).
//
// While a transaction is open bbolt frees no page, and cannot map a file that
// has outgrown its mapping: a reader that stalls freezes every writer (security
// notes §0.7). So what is copied in the transaction goes to a file beside the
// store, and on to path, which may be a stick or a network folder, afterwards.
func (s *Store) Copy(ctx context.Context, path string) error {
	done, err := s.keep(ctx)
	if err != nil {
		return fmt.Errorf("copy store: %w", err)
	}
	defer done()
	err = newfile.Make(path, func(temp string) error {
		stage := s.beside(copying)
		defer os.Remove(stage)
		f, err := os.OpenFile(stage, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		if err := errors.Join(s.writeTo(ctx, f), f.Close()); err != nil {
			return err
		}
		if os.Rename(stage, temp) == nil {
			return nil
		}
		return carry(ctx, stage, temp) // to another file system
	})
	if err != nil {
		return fmt.Errorf("copy store: %w", err)
	}
	return nil
}

// keep waits until nobody copies, compacts or rotates, and keeps others from it
// until done is called.
func (s *Store) keep(ctx context.Context) (done func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case s.keeping <- struct{}{}:
		return func() { <-s.keeping }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// writeTo writes the file as it is at one moment to w, which must not stall.
func (s *Store) writeTo(ctx context.Context, w io.Writer) error {
	return s.view(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(until{ctx, w})
		return err
	})
}

// carry copies a file over another.
func carry(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(until{ctx, out}, in)
	return errors.Join(err, out.Close())
}

// until writes to w until ctx is over.
type until struct {
	ctx context.Context
	w   io.Writer
}

func (u until) Write(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(b)
}
