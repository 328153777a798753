package storetest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Memory is a [store.Store] that forgets everything at the end, for tests that
// are not about disks. It keeps records as bytes, so what cannot be written
// cannot be kept here either.
type Memory struct {
	mu      sync.Mutex
	buckets map[string]map[string][]byte
	head    store.Head
	undo    []func() // what was done since the transaction began, to be undone from the end
	closed  bool
	fail    error
	again   bool
}

var _ store.Store = (*Memory)(nil)

// NewMemory returns an empty one.
func NewMemory() *Memory { return &Memory{buckets: make(map[string]map[string][]byte)} }

// Fail makes every call from now on return err and do nothing, as a broken disk
// would. Nil ends it.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

// Again makes everything that is handed a function to change something with call
// it twice and keep only what the second call did, as a replicated store does
// when somebody else was faster. A caller that counts in a variable it does not
// set afresh is found out.
func (m *Memory) Again() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.again = true
}

// Close implements [store.Store].
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

// Mark implements [store.Store], with a key that is no secret.
func (m *Memory) Mark(n nip.NIP) store.Mark {
	if n == (nip.NIP{}) {
		return store.Mark{}
	}
	h := hmac.New(sha256.New, []byte("storetest"))
	h.Write([]byte(n.String())) //nolint:errcheck // a hash never fails
	return store.Mark{Key: hex.EncodeToString(h.Sum(nil)[:16]), Masked: n.Masked()}
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

// view runs f while nobody writes.
func (m *Memory) view(ctx context.Context, f func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return err
	}
	return f()
}

// update runs f, and undoes what it did unless all went well.
func (m *Memory) update(ctx context.Context, f func() (store.Effects, error)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return err
	}
	if m.again {
		err := m.try(f)
		m.rollback()
		if err != nil {
			return err
		}
	}
	defer m.rollback() // after a panic too
	if err := m.try(f); err != nil {
		return err
	}
	m.undo = nil
	return nil
}

// try is a transaction up to its commit.
func (m *Memory) try(f func() (store.Effects, error)) error {
	e, err := f()
	if err != nil {
		return err
	}
	for _, e := range e.Entries {
		e = e.Marked(m.Mark)
		b, err := store.EncodeEntry(e)
		if err != nil {
			return err
		}
		was := m.head
		m.undo = append(m.undo, func() { m.head = was })
		m.head = was.Append(e, b)
		m.put("entries", fmt.Sprint(m.head.Seq), b)
	}
	for _, l := range e.Mail {
		if m.buckets["outbox"][l.ID] != nil {
			return fmt.Errorf("%v: one of that ID is in the outbox", l)
		}
		b, err := store.EncodeMail(l)
		if err != nil {
			return err
		}
		m.put("outbox", l.ID, b)
	}
	return nil
}

func (m *Memory) rollback() {
	for len(m.undo) > 0 {
		last := len(m.undo) - 1
		m.undo[last]()
		m.undo = m.undo[:last]
	}
}

// put keeps b under key, or nothing if b is nil.
func (m *Memory) put(bucket, key string, b []byte) {
	if m.buckets[bucket] == nil {
		m.buckets[bucket] = make(map[string][]byte)
	}
	in, was := m.buckets[bucket], m.buckets[bucket][key]
	set := func(b []byte) {
		if in[key] = b; b == nil {
			delete(in, key)
		}
	}
	m.undo = append(m.undo, func() { set(was) })
	set(b)
}

// Entries implements [store.Store]. Nobody can have broken the chain.
func (m *Memory) Entries(ctx context.Context, after uint64, f func(uint64, store.Entry) error) error {
	for seq := after + 1; seq != 0; seq++ {
		var b []byte
		err := m.view(ctx, func() error { b = m.buckets["entries"][fmt.Sprint(seq)]; return nil })
		if err != nil || b == nil {
			return err
		}
		e, err := store.DecodeEntry(b)
		if err != nil {
			return err
		}
		if err := f(seq, e); err != nil {
			return err
		}
	}
	return nil
}

// Head implements [store.Store].
func (m *Memory) Head(ctx context.Context) (h store.Head, err error) {
	err = m.view(ctx, func() error {
		h = m.head
		h.Chain = bytes.Clone(h.Chain)
		return nil
	})
	return h, err
}
