package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

func TestSpecimen(t *testing.T) {
	t.Parallel()
	sp := grow(t, 100, 0)
	if was := sp.judge(t, "whole", sp.file, true); was != (tell{right: 200}) {
		t.Errorf("an undamaged store gives %+v", was)
	}
}

// Of a file of two megabytes, this much is left.
func TestTruncated(t *testing.T) {
	t.Parallel()
	sp := grow(t, 300, 1500)
	size := len(sp.file)
	if size < 2<<20 {
		t.Fatalf("the specimen has %d bytes", size)
	}
	lengths := []int{0, 1, 79, 80, 512, 1024, 4095, 4096, 4097, 8191, 8192, 8193, 10000, 12288, 16384, 65536, size / 2, size - 4096, size - 1}
	for n := 8192; n <= 12288; n += 512 {
		lengths = append(lengths, n)
	}
	for n := 4096 * 5; n < size; n += 4096 * 53 {
		lengths = append(lengths, n)
	}
	m, _, _ := latest(sp.file)
	used := int(m.pages) * int(m.pageSize)
	lengths = append(lengths, used-int(m.pageSize), used)
	for _, n := range lengths {
		was := sp.judge(t, fmt.Sprint(n, " bytes"), sp.file[:n], true)
		if (n < used || n%int(m.pageSize) != 0) && was.refused == 0 {
			t.Errorf("%d of %d bytes in use are left, and it opens", n, used)
		}
	}
}

// One bit is flipped, anywhere.
func TestBitFlips(t *testing.T) {
	t.Parallel()
	sp := grow(t, 60, 0)
	r := rand.New(rand.NewPCG(1, 2))
	m, last, older := latest(sp.file)
	var bits []int
	for range 300 {
		bits = append(bits, r.IntN(len(sp.file)*8))
	}
	// And where it hurts most: the metas, the free list, the pages that point.
	size := int(m.pageSize)
	for range 50 {
		bits = append(bits, last*8+r.IntN((pageHead+metaLen)*8), older*8+r.IntN((pageHead+metaLen)*8))
	}
	for id := 2; id < int(m.pages); id++ {
		p := page(sp.file[id*size : (id+1)*size])
		if p.flags() == branchPage || p.flags() == freePage || uint64(id) == m.root {
			for range 25 {
				bits = append(bits, id*size*8+r.IntN(1024*8))
			}
		}
	}
	var sum tell
	for i, bit := range bits {
		b := bytes.Clone(sp.file)
		b[bit/8] ^= 1 << (bit % 8)
		was := sp.judge(t, fmt.Sprintf("bit %d of byte %d", bit%8, bit/8), b, i%5 == 0)
		sum.refused += was.refused
		sum.missed += was.missed
		sum.right += was.right
	}
	t.Logf("%d flips: %+v", len(bits), sum)
	if sum.refused == 0 || sum.missed == 0 || sum.right == 0 {
		t.Errorf("%+v: the flips do not reach what they should", sum)
	}
}

// A flipped bit in a value is found when it is read, by all who read it, and
// harms nobody else.
func TestFlippedValue(t *testing.T) {
	t.Parallel()
	sp := grow(t, 20, 0)
	path := filepath.Join(t.TempDir(), "db")
	b := bytes.Clone(sp.file)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var some []pair
	err = s.view(func(tx *bbolt.Tx) (err error) {
		some, _, err = s.portion(tx, accountsBucket, s.keyOf(storetest.NIP(7)))
		return err
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, some[0].sealed)
	for _, off := range []int{0, 1, 5, 29, 60, len(some[0].sealed) - 1} { // version, key id, nonce, text, tag
		b := bytes.Clone(b)
		b[at+off] ^= 4
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, testKey(t, 1), store.Practice, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var was tell
		sp.read(t, "flipped", s, rounds-1, &was)
		if was != (tell{missed: 1, right: 19}) {
			t.Errorf("byte %d: %+v", off, was)
		}
		if _, err := s.Account(t.Context(), storetest.NIP(7)); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("byte %d: err = %v, want %v", off, err, store.ErrDamaged)
		}
		if _, err := s.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("byte %d: Check: err = %v, want %v", off, err, store.ErrDamaged)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
