package bolt

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A stranger is what is remembered of a number without an account, and when it
// was last changed: by count of all such changes, for a store has no clock.
type stranger struct {
	store.Account
	age uint64
}

var strangers = shelf[stranger]{
	bucket: strangersBucket,
	encode: func(v stranger) ([]byte, error) {
		b, err := store.Encode(v.Account)
		return append(binary.BigEndian.AppendUint64(nil, v.age), b...), err
	},
	decode: func(b []byte) (v stranger, err error) {
		if len(b) < 8 {
			return v, fmt.Errorf("%w: a stranger without an age", store.ErrDamaged)
		}
		v.age = binary.BigEndian.Uint64(b)
		v.Account, err = store.Decode(b[8:])
		return v, err
	},
	home: func(s *Store, v stranger) []byte { return s.keyOf(v.NIP) },
}

func (s *Store) stranger(n nip.NIP) spot[stranger] {
	return spot[stranger]{shelf: strangers, key: s.keyOf(n), name: "stranger " + n.Masked()}
}

// sweep is after how many changes the oldest strangers are forgotten: until then
// there are as many too many.
const sweep = 1024

// Stranger implements [store.Store].
func (s *Store) Stranger(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	var age uint64
	at := s.stranger(n)
	at.fresh = &stranger{Account: store.Account{NIP: n}}
	at.stamp = func(b *bbolt.Bucket, v stranger) ([]byte, error) {
		var err error
		if age, err = b.NextSequence(); err != nil {
			return nil, err
		}
		v.age = age
		return strangers.encode(v)
	}
	err := at.change(ctx, s, func(v *stranger) (bool, store.Effects, error) {
		e, err := f(&v.Account)
		return true, e, err
	})
	if err == nil && age > 0 && age%sweep == 0 {
		ctx := context.WithoutCancel(ctx)
		old, err := s.oldStrangers(ctx)
		if err == nil {
			err = s.forget(ctx, old)
		}
		if err != nil { // the change is made all the same
			s.opt.Log.Error("forgetting old strangers failed", "err", err)
		}
	}
	return err
}

// A visitor is where a stranger is kept, and how long ago it was changed.
type visitor struct {
	key []byte
	age uint64
}

// oldStrangers returns all but the newest. One that does not open is the oldest.
func (s *Store) oldStrangers(ctx context.Context) (old []visitor, err error) {
	err = s.each(ctx, strangersBucket, func(p pair) error {
		v, _ := strangers.open(s, p.key, p.sealed)
		old = append(old, visitor{p.key, v.age})
		return nil
	})
	if err != nil || len(old) <= store.Strangers {
		return nil, err
	}
	slices.SortFunc(old, func(a, b visitor) int { return cmp.Compare(a.age, b.age) })
	return old[:len(old)-store.Strangers], nil
}

// forget takes old strangers away, but for those who have come again meanwhile.
func (s *Store) forget(ctx context.Context, old []visitor) error {
	return s.update(ctx, func(t *txn) error {
		b, err := bucket(t.Tx, strangersBucket)
		if err != nil {
			return err
		}
		paths := s.paths(t.Tx)
		for _, o := range old {
			sealed, err := paths.find(b, o.key)
			if err != nil {
				return err
			}
			if v, _ := strangers.open(s, o.key, sealed); sealed == nil || v.age != o.age {
				continue
			}
			if err := t.remove(b, strangersBucket, o.key, sealed); err != nil {
				return err
			}
		}
		return nil
	})
}
