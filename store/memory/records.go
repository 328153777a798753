package memory

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// errAnother is for a function that made its record another's.
var errAnother = errors.New("a change may not alter whose record it is")

// get decodes what is kept, or returns blank where nothing is.
func get[T any](s *Store, bucket, key string, decode func([]byte) (T, error), blank T) (v T, known bool, err error) {
	b := s.buckets[bucket][key]
	if b == nil {
		return blank, false, nil
	}
	v, err = decode(b)
	return v, true, err
}

// keep encodes v and keeps it.
func keep[T any](s *Store, bucket, key string, encode func(T) ([]byte, error), v T) error {
	b, err := encode(v)
	if err == nil {
		s.put(bucket, key, b)
	}
	return err
}

// all decodes everything in a bucket.
func all[T any](ctx context.Context, s *Store, bucket string, decode func([]byte) (T, error)) (vs []T, err error) {
	err = s.view(ctx, func() error {
		for _, b := range s.buckets[bucket] {
			v, err := decode(b)
			if err != nil {
				return err
			}
			vs = append(vs, v)
		}
		return nil
	})
	return vs, err
}

// each hands vs to f, as long as ctx and s allow.
func each[T any](ctx context.Context, s *Store, vs []T, f func(T) error) error {
	for _, v := range vs {
		if err := s.view(ctx, func() error { return nil }); err != nil {
			return err
		}
		if err := f(v); err != nil {
			return err
		}
	}
	return nil
}

// Account implements [store.Store].
func (s *Store) Account(ctx context.Context, n nip.NIP) (a store.Account, err error) {
	err = s.view(ctx, func() error {
		var known bool
		if a, known, err = get(s, "accounts", n.String(), store.Decode, a); err == nil && !known {
			err = fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
		}
		return err
	})
	return a, err
}

// Change implements [store.Store].
func (s *Store) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return s.Merge(ctx, []nip.NIP{n}, func(_ int, a *store.Account, known bool) (bool, store.Effects, error) {
		if !known {
			return false, store.Effects{}, fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
		}
		e, err := f(a)
		return true, e, err
	})
}

// Merge implements [store.Store].
func (s *Store) Merge(ctx context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	return s.update(ctx, func() (every store.Effects, err error) {
		for i, n := range ns {
			a, known, err := get(s, "accounts", n.String(), store.Decode, store.Account{NIP: n})
			if err != nil {
				return every, err
			}
			write, e, err := f(i, &a, known)
			if err != nil {
				return every, err
			}
			every.Entries = append(every.Entries, e.Entries...)
			every.Mail = append(every.Mail, e.Mail...)
			if !write {
				continue
			}
			if a.NIP != n {
				return every, errAnother
			}
			if err := keep(s, "accounts", n.String(), store.Encode, a); err != nil {
				return every, err
			}
		}
		return every, nil
	})
}

// Accounts implements [store.Store].
func (s *Store) Accounts(ctx context.Context, f func(store.Account) error) error {
	vs, err := all(ctx, s, "accounts", store.Decode)
	if err != nil {
		return err
	}
	return each(ctx, s, vs, f)
}

// Stranger implements [store.Store]. It forgets at once, where others may take
// their time.
func (s *Store) Stranger(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return s.update(ctx, func() (store.Effects, error) {
		a, _, err := get(s, "strangers", n.String(), store.Decode, store.Account{NIP: n})
		if err != nil {
			return store.Effects{}, err
		}
		e, err := f(&a)
		if err == nil && a.NIP != n {
			err = errAnother
		}
		if err == nil {
			err = keep(s, "strangers", n.String(), store.Encode, a)
		}
		if err == nil {
			s.age(n.String())
		}
		return e, err
	})
}

// age notes that a stranger was changed last, and forgets the oldest if there
// are too many.
func (s *Store) age(name string) {
	ages := s.buckets["ages"]
	var newest, oldest uint64 = 0, 1<<64 - 1
	var who string
	for k, b := range ages {
		at := binary.BigEndian.Uint64(b)
		if newest = max(newest, at); at < oldest && k != name {
			oldest, who = at, k
		}
	}
	s.put("ages", name, binary.BigEndian.AppendUint64(nil, newest+1))
	if len(s.buckets["strangers"]) > store.Strangers {
		s.put("ages", who, nil)
		s.put("strangers", who, nil)
	}
}

// Units implements [store.Store].
func (s *Store) Units(ctx context.Context) (units []string, err error) {
	err = s.view(ctx, func() error {
		for i := range len(s.buckets["units"]) {
			units = append(units, string(s.buckets["units"][fmt.Sprint(i)]))
		}
		return nil
	})
	return units, err
}

// SetUnits implements [store.Store].
func (s *Store) SetUnits(ctx context.Context, units []string) error {
	return s.update(ctx, func() (store.Effects, error) {
		for i := range max(len(units), len(s.buckets["units"])) {
			if i >= len(units) {
				s.put("units", fmt.Sprint(i), nil)
				continue
			}
			if !utf8.ValidString(units[i]) {
				return store.Effects{}, errors.New("units: text is not UTF-8")
			}
			s.put("units", fmt.Sprint(i), append([]byte{}, units[i]...))
		}
		return store.Effects{}, nil
	})
}
