package storetest

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
func get[T any](m *Memory, bucket, key string, decode func([]byte) (T, error), blank T) (v T, known bool, err error) {
	b := m.buckets[bucket][key]
	if b == nil {
		return blank, false, nil
	}
	v, err = decode(b)
	return v, true, err
}

// keep encodes v and keeps it.
func keep[T any](m *Memory, bucket, key string, encode func(T) ([]byte, error), v T) error {
	b, err := encode(v)
	if err == nil {
		m.put(bucket, key, b)
	}
	return err
}

// all decodes everything in a bucket.
func all[T any](ctx context.Context, m *Memory, bucket string, decode func([]byte) (T, error)) (vs []T, err error) {
	err = m.view(ctx, func() error {
		for _, b := range m.buckets[bucket] {
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

// each hands vs to f, as long as ctx and m allow.
func each[T any](ctx context.Context, m *Memory, vs []T, f func(T) error) error {
	for _, v := range vs {
		if err := m.view(ctx, func() error { return nil }); err != nil {
			return err
		}
		if err := f(v); err != nil {
			return err
		}
	}
	return nil
}

// Account implements [store.Store].
func (m *Memory) Account(ctx context.Context, n nip.NIP) (a store.Account, err error) {
	err = m.view(ctx, func() error {
		var known bool
		if a, known, err = get(m, "accounts", n.String(), store.Decode, a); err == nil && !known {
			err = fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
		}
		return err
	})
	return a, err
}

// Change implements [store.Store].
func (m *Memory) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return m.Merge(ctx, []nip.NIP{n}, func(_ int, a *store.Account, known bool) (bool, store.Effects, error) {
		if !known {
			return false, store.Effects{}, fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
		}
		e, err := f(a)
		return true, e, err
	})
}

// Merge implements [store.Store].
func (m *Memory) Merge(ctx context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	return m.update(ctx, func() (every store.Effects, err error) {
		for i, n := range ns {
			a, known, err := get(m, "accounts", n.String(), store.Decode, store.Account{NIP: n})
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
			if err := keep(m, "accounts", n.String(), store.Encode, a); err != nil {
				return every, err
			}
		}
		return every, nil
	})
}

// Accounts implements [store.Store].
func (m *Memory) Accounts(ctx context.Context, f func(store.Account) error) error {
	vs, err := all(ctx, m, "accounts", store.Decode)
	if err != nil {
		return err
	}
	return each(ctx, m, vs, f)
}

// Stranger implements [store.Store]. It forgets at once, where others may take
// their time.
func (m *Memory) Stranger(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return m.update(ctx, func() (store.Effects, error) {
		a, _, err := get(m, "strangers", n.String(), store.Decode, store.Account{NIP: n})
		if err != nil {
			return store.Effects{}, err
		}
		e, err := f(&a)
		if err == nil && a.NIP != n {
			err = errAnother
		}
		if err == nil {
			err = keep(m, "strangers", n.String(), store.Encode, a)
		}
		if err == nil {
			m.age(n.String())
		}
		return e, err
	})
}

// age notes that a stranger was changed last, and forgets the oldest if there
// are too many.
func (m *Memory) age(name string) {
	ages := m.buckets["ages"]
	var newest, oldest uint64 = 0, 1<<64 - 1
	var who string
	for k, b := range ages {
		at := binary.BigEndian.Uint64(b)
		if newest = max(newest, at); at < oldest && k != name {
			oldest, who = at, k
		}
	}
	m.put("ages", name, binary.BigEndian.AppendUint64(nil, newest+1))
	if len(m.buckets["strangers"]) > store.Strangers {
		m.put("ages", who, nil)
		m.put("strangers", who, nil)
	}
}

// Units implements [store.Store].
func (m *Memory) Units(ctx context.Context) (units []string, err error) {
	err = m.view(ctx, func() error {
		for i := range len(m.buckets["units"]) {
			units = append(units, string(m.buckets["units"][fmt.Sprint(i)]))
		}
		return nil
	})
	return units, err
}

// SetUnits implements [store.Store].
func (m *Memory) SetUnits(ctx context.Context, units []string) error {
	return m.update(ctx, func() (store.Effects, error) {
		for i := range max(len(units), len(m.buckets["units"])) {
			if i >= len(units) {
				m.put("units", fmt.Sprint(i), nil)
				continue
			}
			if !utf8.ValidString(units[i]) {
				return store.Effects{}, errors.New("units: text is not UTF-8")
			}
			m.put("units", fmt.Sprint(i), append([]byte{}, units[i]...))
		}
		return store.Effects{}, nil
	})
}
