package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// branch returns where the branch page of the accounts begins.
func branch(t *testing.T, b []byte) int {
	t.Helper()
	m, _, _ := latest(b)
	root := page(b[m.root*uint64(m.pageSize):])
	at := int(binary.NativeEndian.Uint64(root.value(0))) * int(m.pageSize) // accounts come first
	if string(root.key(0)) != accountsBucket || page(b[at:]).flags() != branchPage {
		t.Fatal("the specimen has no branch")
	}
	return at
}

// swapKeys puts the first key of a branch page where the second is, and back.
func swapKeys(p page) {
	a, b := p.key(0), p.key(1)
	for i := range a {
		a[i], b[i] = b[i], a[i]
	}
}

// Pointers that lead where bbolt would go along, one way or another.
func TestTree(t *testing.T) {
	t.Parallel()
	sp := grow(t, 100, 0)
	m, last, older := latest(sp.file)
	size := int(m.pageSize)
	free := int(m.free) * size                                   // where the free list begins,
	stale := binary.NativeEndian.Uint64(sp.file[free+pageHead:]) // a page it names,
	at := branch(t, sp.file)                                     // and a page that points
	root := int(m.root) * size
	// small is the page inside the value of the fourth bucket, meta.
	small := func(p page) page { return p.value(3)[16:] }
	put := binary.NativeEndian.PutUint64
	for name, damage := range map[string]func(b []byte){
		"a branch that leads to itself":       func(b []byte) { put(b[at+pageHead+8:], uint64(at/size)) },
		"a branch that leads to a free page":  func(b []byte) { put(b[at+pageHead+8:], stale) },
		"a branch that leads to a meta":       func(b []byte) { put(b[at+pageHead+8:], 1) },
		"a branch that leads nowhere":         func(b []byte) { put(b[at+pageHead+16+8:], 1<<40) },
		"a page free and used":                func(b []byte) { put(b[free+pageHead:], uint64(at/size)) },
		"a page free twice":                   func(b []byte) { copy(b[free+pageHead:free+pageHead+8], b[free+pageHead+8:]) },
		"a free list too long":                func(b []byte) { b[free+10], b[free+11] = 0xff, 0x7f },
		"a free list of 2^63":                 func(b []byte) { b[free+10], b[free+11] = 0xff, 0xff; put(b[free+pageHead:], 1<<63) },
		"a free list elsewhere":               func(b []byte) { put(b[free:], 3) },
		"keys out of order":                   func(b []byte) { swapKeys(b[at:]) },
		"no root":                             func(b []byte) { b[int(m.root)*size+8] = 0 },
		"a small bucket that is a value":      func(b []byte) { b[root+pageHead+elemLen*3] &^= bucketFlag },
		"a small bucket that counts more":     func(b []byte) { small(b[root:])[10]++ },
		"a small bucket that is a branch":     func(b []byte) { small(b[root:])[8] = branchPage },
		"a small bucket with a value too far": func(b []byte) { small(b[root:])[pageHead+13] = 0xff },
		"a small bucket with a bucket":        func(b []byte) { small(b[root:])[pageHead] |= bucketFlag },
		"a page without end":                  func(b []byte) { b[at+14] = 0xff },
	} {
		b := bytes.Clone(sp.file)
		damage(b)
		if was := sp.judge(t, name, b, false); was.refused != 1 {
			t.Errorf("%s: it opens: %+v", name, was)
		}
	}
	// The last commit's meta torn is the commit before; with a bit flipped it is damage.
	b := bytes.Clone(sp.file)
	clear(b[last+pageHead+16 : last+pageHead+metaLen])
	path := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatalf("a torn meta: %v", err)
	}
	if a, err := s.Account(t.Context(), storetest.NIP(0)); err != nil || a.Password.Hash != sp.person(0, rounds-2).Password.Hash {
		t.Errorf("a torn meta: the account is of %q, %v", a.Password.Hash, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for i := range metaLen * 8 {
		b := bytes.Clone(sp.file)
		b[older+pageHead+i/8] ^= 1 << (i % 8)
		if _, err := newest(bytes.NewReader(b)); err != nil {
			t.Errorf("bit %d of the older meta: %v", i, err)
		}
		b = bytes.Clone(sp.file)
		b[last+pageHead+i/8] ^= 1 << (i % 8)
		if _, err := newest(bytes.NewReader(b)); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("bit %d of the last meta: err = %v, want %v", i, err, store.ErrDamaged)
		}
	}
}

// Whatever the pages hold, looking at them ends, and in no panic.
func FuzzTree(f *testing.F) {
	sp := grow(f, 60, 0)
	f.Add([]byte{}, 0)
	f.Add([]byte{0xff, 0xff, 0xff, 0xff}, 4096*3)
	f.Add([]byte{0x10, 0, 0xff, 0xff}, 4096*5+8)
	m, last, _ := latest(sp.file)
	f.Fuzz(func(t *testing.T, with []byte, at int) {
		b := bytes.Clone(sp.file)
		if at < 0 || at > len(b) {
			return
		}
		copy(b[at:], with)
		// A right checksum, so that the damage goes deeper than the meta.
		binary.NativeEndian.PutUint64(b[last+pageHead+metaSum:], checksum(b[last+pageHead:]))
		err := tree(bytes.NewReader(b), int64(len(b)))
		if err != nil && !errors.Is(err, store.ErrDamaged) {
			t.Errorf("err = %v, want %v", err, store.ErrDamaged)
		}
		if bytes.Equal(b, sp.file) && err != nil {
			t.Errorf("nothing is wrong with it (%d pages): %v", m.pages, err)
		}
	})
}

// Damage of a page that tree does not read, or that leaves the order whole. What
// stands on it is neither read nor written; the rest is.
func TestPath(t *testing.T) {
	t.Parallel()
	sp := grow(t, 100, 0)
	at := branch(t, sp.file)
	m, _, _ := latest(sp.file)
	size := int(m.pageSize)
	leaf := func(b page, i int) page { return b[int(page(b[at:]).child(i))*size:] }
	for name, damage := range map[string]func(b page){
		"a branch's key, a little more":    func(b page) { page(b[at:]).key(1)[31] ^= 1 },
		"a leaf's first key":               func(b page) { leaf(b, 1).key(0)[31] ^= 1 },
		"a leaf's keys, out of order":      func(b page) { swapKeys(leaf(b, 1)) },
		"a leaf's last key, too high":      func(b page) { p := leaf(b, 1); p.key(p.count() - 1)[0] = 0xff },
		"a leaf that claims its neighbour": func(b page) { leaf(b, 1)[12] = 1 },
		"a leaf that is another page":      func(b page) { leaf(b, 1)[0] ^= 1 },
		"a leaf that counts one fewer":     func(b page) { leaf(b, 1)[10]-- },
		"a leaf that counts many more":     func(b page) { leaf(b, 1)[11] = 0x7f },
		"a value that is a bucket":         func(b page) { leaf(b, 1)[pageHead] |= bucketFlag },
		"a leaf that is a branch":          func(b page) { leaf(b, 1)[8] = branchPage },
	} {
		b := page(bytes.Clone(sp.file))
		victims := leaf(b, 1).count()
		damage(b)
		path := filepath.Join(t.TempDir(), "db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, testKey(t, 1), store.Practice, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var was tell
		sp.read(t, name, s, rounds-1, &was)
		damaged := 0
		for i := range sp.people {
			_, err := s.Account(t.Context(), storetest.NIP(i))
			err2 := s.Change(t.Context(), storetest.NIP(i), func(*store.Account) (store.Effects, error) { return store.Effects{}, nil })
			err3 := s.Merge(t.Context(), []nip.NIP{storetest.NIP(i)}, func(int, *store.Account, bool) (bool, store.Effects, error) { return false, store.Effects{}, nil })
			if errors.Is(err, store.ErrDamaged) != errors.Is(err2, store.ErrDamaged) || errors.Is(err, store.ErrDamaged) != errors.Is(err3, store.ErrDamaged) {
				t.Errorf("%s: Account: %v; Change: %v; Merge: %v", name, err, err2, err3)
			}
			if errors.Is(err, store.ErrDamaged) {
				damaged++
			}
		}
		// Those on the page, and no more than a neighbour's besides.
		if damaged < victims-1 || was.missed > 2*victims+2 || was.right == 0 {
			t.Errorf("%s: of %d on the page %d are found damaged: %+v", name, victims, damaged, was)
		}
		_ = s.Close()
	}
}
