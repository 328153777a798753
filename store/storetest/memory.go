package storetest

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Memory is a [store.Store] that forgets everything at the end, for tests that
// are not about disks. It keeps records as bytes, so what cannot be written
// cannot be kept here either.
type Memory struct {
	mu       sync.Mutex
	accounts map[nip.NIP][]byte
	entries  [][]byte
	closed   bool
	fail     error
	again    bool
}

var _ store.Store = (*Memory)(nil)

// NewMemory returns an empty one.
func NewMemory() *Memory { return &Memory{accounts: make(map[nip.NIP][]byte)} }

// Fail makes every call from now on return err and do nothing, as a broken disk
// would. Nil ends it.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

// Again makes Change and Merge call their function twice and keep only what the
// second call did, as a replicated store does when somebody else was faster. A
// caller that counts in a variable it does not set afresh is found out.
func (m *Memory) Again() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.again = true
}

// Account implements [store.Store].
func (m *Memory) Account(ctx context.Context, n nip.NIP) (store.Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return store.Account{}, err
	}
	return m.read(n)
}

// Change implements [store.Store].
func (m *Memory) Change(ctx context.Context, n nip.NIP, f func(*store.Account) (store.Effects, error)) error {
	return m.merge(ctx, []nip.NIP{n}, func(_ int, a *store.Account, known bool) (bool, store.Effects, error) {
		if !known {
			return false, store.Effects{}, fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
		}
		e, err := f(a)
		return true, e, err
	})
}

// Merge implements [store.Store].
func (m *Memory) Merge(ctx context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	return m.merge(ctx, ns, f)
}

func (m *Memory) merge(ctx context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return err
	}
	if m.again {
		if _, _, err := m.try(ns, f); err != nil {
			return err
		}
	}
	accounts, entries, err := m.try(ns, f)
	if err != nil {
		return err
	}
	maps.Copy(m.accounts, accounts)
	m.entries = append(m.entries, entries...)
	return nil
}

// try is a transaction up to its commit: what it would write.
func (m *Memory) try(ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) (map[nip.NIP][]byte, [][]byte, error) {
	accounts, entries := make(map[nip.NIP][]byte), [][]byte(nil)
	for i, n := range ns {
		b, known := accounts[n]
		if !known {
			b, known = m.accounts[n]
		}
		a := store.Account{NIP: n}
		if known {
			var err error
			if a, err = store.Decode(b); err != nil {
				return nil, nil, err
			}
		}
		write, e, err := f(i, &a, known)
		if err != nil {
			return nil, nil, err
		}
		for _, e := range e.Entries {
			b, err := store.EncodeEntry(e)
			if err != nil {
				return nil, nil, err
			}
			entries = append(entries, b)
		}
		if !write {
			continue
		}
		if a.NIP != n {
			return nil, nil, fmt.Errorf("account %s: a change may not alter the number", n.Masked())
		}
		if accounts[n], err = store.Encode(a); err != nil {
			return nil, nil, err
		}
	}
	return accounts, entries, nil
}

// Entries implements [store.Store].
func (m *Memory) Entries(ctx context.Context, after uint64, f func(uint64, store.Entry) error) error {
	for seq := after; ; seq++ {
		m.mu.Lock()
		err := m.ready(ctx)
		done := seq >= uint64(len(m.entries))
		var b []byte
		if !done {
			b = m.entries[seq]
		}
		m.mu.Unlock()
		if err != nil || done {
			return err
		}
		e, err := store.DecodeEntry(b)
		if err != nil {
			return err
		}
		if err := f(seq+1, e); err != nil {
			return err
		}
	}
}

// Close implements [store.Store].
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

func (m *Memory) ready(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case m.closed:
		return store.ErrClosed
	}
	return m.fail
}

func (m *Memory) read(n nip.NIP) (store.Account, error) {
	b, ok := m.accounts[n]
	if !ok {
		return store.Account{}, fmt.Errorf("account %s: %w", n.Masked(), store.ErrNotFound)
	}
	return store.Decode(b)
}
