package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// A shelf is a bucket of records of one kind.
type shelf[T any] struct {
	bucket string
	encode func(T) ([]byte, error)
	decode func([]byte) (T, error)

	// home is where a record belongs, for those that say whose they are. Sealing
	// sees to that already, but for what this program put in the wrong place.
	home func(*Store, T) []byte
}

// open returns the record that stands under key.
func (sh shelf[T]) open(s *Store, key, sealed []byte) (v T, err error) {
	plain, err := s.unseal(sh.bucket, key, sealed)
	if err == nil {
		v, err = sh.decode(plain)
	}
	if err == nil && sh.home != nil && !bytes.Equal(sh.home(s, v), key) {
		err = fmt.Errorf("%w: it is another's", store.ErrDamaged)
	}
	if err != nil {
		var none T
		return none, err
	}
	return v, nil
}

// seal returns v as it stands under key.
func (sh shelf[T]) seal(s *Store, key []byte, v T) ([]byte, error) {
	plain, err := sh.plain(s, key, v)
	if err != nil {
		return nil, err
	}
	return s.sealed(sh.bucket, key, plain)
}

// plain returns v in JSON, if it belongs under key.
func (sh shelf[T]) plain(s *Store, key []byte, v T) ([]byte, error) {
	if sh.home != nil && !bytes.Equal(sh.home(s, v), key) {
		return nil, errors.New("a change may not alter whose record it is")
	}
	return sh.encode(v)
}

// each hands every record to f, under the rules of [store.Store.Accounts].
func (sh shelf[T]) each(ctx context.Context, s *Store, f func(T) error) error {
	var damaged error
	err := s.each(ctx, sh.bucket, func(p pair) error {
		v, err := sh.open(s, p.key, p.sealed)
		if err != nil {
			if damaged == nil {
				damaged = fmt.Errorf("%s: %w", sh.bucket, err)
			}
			return nil
		}
		return f(v)
	})
	if err != nil {
		return err
	}
	return damaged
}

// A spot is where one record is kept.
type spot[T any] struct {
	shelf[T]
	key   []byte
	name  string // "account 19900101******1001", for errors
	fresh *T     // what is there where nothing is; nil where that is ErrNotFound

	// stamp, if there is one, encodes what a change is about to write, with
	// something that only changes add.
	stamp func(*bbolt.Bucket, T) ([]byte, error)
}

// look returns the record, and what it was read from.
func (at spot[T]) look(s *Store, tx *bbolt.Tx) (b *bbolt.Bucket, sealed []byte, v T, err error) {
	if b, err = bucket(tx, at.bucket); err != nil {
		return nil, nil, v, err
	}
	if sealed, err = s.paths(tx).find(b, at.key); err != nil {
		return nil, nil, v, fmt.Errorf("%s: %w", at.name, err)
	}
	v, err = at.read(s, sealed)
	return b, sealed, v, err
}

// read opens what was found here, which may be nothing.
func (at spot[T]) read(s *Store, sealed []byte) (v T, err error) {
	switch {
	case sealed != nil:
		v, err = at.open(s, at.key, sealed)
	case at.fresh != nil:
		return *at.fresh, nil
	default:
		err = store.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("%s: %w", at.name, err)
	}
	return v, nil
}

// get returns what is kept.
func (at spot[T]) get(ctx context.Context, s *Store) (v T, err error) {
	if err := ctx.Err(); err != nil {
		return v, err
	}
	var sealed []byte
	err = s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, at.bucket)
		if err != nil {
			return err
		}
		sealed, err = s.paths(tx).find(b, at.key)
		return err
	})
	if err != nil {
		return v, fmt.Errorf("%s: %w", at.name, err)
	}
	return at.read(s, sealed) // after the transaction: it holds nobody up
}

// change hands the record to f and keeps what f made of it, or takes it away
// where f does not return keep. Where nothing changes nothing is written, and
// the disk is not waited for.
func (at spot[T]) change(ctx context.Context, s *Store, f func(*T) (keep bool, e store.Effects, err error)) error {
	return s.update(ctx, func(t *txn) error {
		b, old, v, err := at.look(s, t.Tx)
		if err != nil {
			return err
		}
		// As it would be written now, which a record of an older version was not.
		before, err := at.encode(v)
		if err != nil {
			return fmt.Errorf("%s: %w", at.name, err)
		}
		var keep bool
		var e store.Effects
		if err := t.call(func() (err error) { keep, e, err = f(&v); return err }); err != nil {
			return err
		}
		if keep {
			err = at.put(s, t, b, old, before, v)
		} else {
			err = t.remove(b, at.bucket, at.key, old)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", at.name, err)
		}
		return s.effect(t, e)
	})
}

// put writes v, unless that is what stands there.
func (at spot[T]) put(s *Store, t *txn, b *bbolt.Bucket, old, before []byte, v T) error {
	after, err := at.plain(s, at.key, v)
	if err != nil || bytes.Equal(before, after) {
		return err
	}
	if at.stamp != nil {
		if after, err = at.stamp(b, v); err != nil {
			return err
		}
	}
	sealed, err := s.sealed(at.bucket, at.key, after)
	if err != nil {
		return err
	}
	return t.put(b, at.bucket, at.key, old, sealed)
}

// effect carries out e.
func (s *Store) effect(t *txn, e store.Effects) error {
	if err := s.enter(t, e.Entries); err != nil {
		return err
	}
	return s.post(t, e.Mail)
}
