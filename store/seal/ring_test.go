package seal

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A ring opens what either key sealed, seals under one, and forgets.
func TestRing(t *testing.T) {
	t.Parallel()
	old, next := key(t, 1), key(t, 2)
	ring := NewRing(old, Key{})
	opens := func(b []byte, want error) {
		t.Helper()
		if plain, err := ring.Open(home, b); !errors.Is(err, want) || want == nil && string(plain) != "rahasia" {
			t.Errorf("%q, err = %v, want %v", plain, err, want)
		}
	}
	seal := func(by Key) []byte {
		t.Helper()
		b, err := ring.Seal(rand.Reader, home, []byte("rahasia"))
		if err != nil || SealedBy(b) != by.ID() || ring.ID() != by.ID() {
			t.Errorf("sealed by %s, and the ring says %s; want %s (%v)", SealedBy(b), ring.ID(), by.ID(), err)
		}
		return b
	}
	before := seal(old)
	opens(before, nil)
	ring.Turn(next)
	after := seal(next)
	opens(before, nil)
	opens(after, nil)
	forged := append([]byte(nil), before...)
	forged[len(forged)-1] ^= 1
	opens(forged, ErrForged)
	ring.Drop()
	opens(before, ErrOtherKey)
	opens(after, nil)

	ring = NewRing(old, next) // as opened before it is known how far a change has gone
	opens(after, nil)
	seal(old)
	for _, b := range [][]byte{nil, {1}, before[:Overhead-1], append([]byte{2}, before[1:]...)} {
		if id := SealedBy(b); id != "" {
			t.Errorf("%x is sealed by %q", b, id)
		}
	}
}

// Readers open what they have while the ring is turned.
func TestRingTurns(t *testing.T) {
	t.Parallel()
	ring := NewRing(key(t, 1), Key{})
	b, err := ring.Seal(rand.Reader, home, nil)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 1000 {
				if _, err := ring.Open(home, b); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	ring.Turn(key(t, 2))
	wg.Wait()
}

// The three steps of changing a key, each with what is read after it.
func TestNextKeyFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "kunci")
	old, next := key(t, 1), key(t, 2)
	want := func(path string, key, other Key) {
		t.Helper()
		k, n, err := ReadKeyFiles(path)
		if err != nil || k.ID() != key.ID() || n.ID() != other.ID() {
			t.Errorf("read %q and %q, %v; want %q and %q", k.ID(), n.ID(), err, key.ID(), other.ID())
		}
	}
	if _, _, err := ReadKeyFiles(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no key: err = %v, want %v", err, fs.ErrNotExist)
	}
	if err := WriteKeyFile(path, old); err != nil {
		t.Fatal(err)
	}
	want(path, old, Key{})
	if err := PromoteKeyFile(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none to come: err = %v, want %v", err, fs.ErrNotExist)
	}
	want(path, old, Key{})
	if err := WriteNextKeyFile(path, Key{}); !errors.Is(err, ErrNoKey) {
		t.Errorf("no key: err = %v, want %v", err, ErrNoKey)
	}
	// Also where the key file is a link to one elsewhere.
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if err := WriteNextKeyFile(link, next); err != nil {
		t.Fatal(err)
	}
	want(path, old, next)
	want(link, old, next)
	if err := WriteNextKeyFile(path, key(t, 3)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second one: err = %v, want %v", err, fs.ErrExist)
	}
	want(path, old, next)
	if err := PromoteKeyFile(link); err != nil {
		t.Fatal(err)
	}
	want(path, next, Key{})
	want(link, next, Key{})
	if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
		t.Errorf("the folder holds %v, %v", list, err)
	}
	// What is no key takes no key's place.
	if err := os.WriteFile(path+".next", []byte("aktivasi-key-1:"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := PromoteKeyFile(path); !errors.Is(err, ErrNotKey) {
		t.Errorf("half a key: err = %v, want %v", err, ErrNotKey)
	}
	if _, _, err := ReadKeyFiles(path); !errors.Is(err, ErrNotKey) {
		t.Errorf("half a key: err = %v, want %v", err, ErrNotKey)
	}
	if k, err := ReadKeyFile(path); err != nil || k.ID() != next.ID() {
		t.Errorf("the key is %q, %v", k.ID(), err)
	}
}
