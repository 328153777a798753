package bolt

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// A specimen is the file of a store that was used for a while: every account
// was written again after its first page was left behind, so old records,
// rightly sealed, stand in the free pages.
type specimen struct {
	file   []byte
	people int
}

const rounds = 4

// person is what account i was after a round.
func (sp specimen) person(i, round int) store.Account {
	a := storetest.Person(i)
	a.Password.Hash = fmt.Sprintf("round %d", round)
	return a
}

// grow makes a specimen of so many people, each with pad bytes to carry.
func grow(t testing.TB, people, pad int) specimen {
	t.Helper()
	sp := specimen{people: people}
	chance := rand.NewChaCha8([32]byte{7}) // the same file each time
	s, err := Create(filepath.Join(t.TempDir(), "db"), testKey(t, 1), store.Practice, Options{Rand: chance})
	if err != nil {
		t.Fatal(err)
	}
	ns := make([]nip.NIP, people)
	for i := range ns {
		ns[i] = storetest.NIP(i)
	}
	for round := range rounds {
		err := s.Merge(t.Context(), ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
			*a = sp.person(i, round)
			a.Unit += strings.Repeat("x", pad)
			e := store.Entry{At: time.Unix(int64(round), 0), What: store.PasswordSet, NIP: ns[i], Detail: fmt.Sprint(round*people + i + 1)}
			return true, store.Effects{Entries: []store.Entry{e}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	path := s.db.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if sp.file, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return sp
}

// tell is what became of a damaged specimen.
type tell struct{ refused, missed, right int }

// judge opens b, a damaged specimen, and reads all of it. Each answer must be an
// error or what was last written; with write it changes an account and reads all
// again. A panic, a fault or a hang ends the test by itself.
func (sp specimen) judge(t *testing.T, what string, b []byte, write bool) (was tell) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrKey) {
			t.Errorf("%s: err = %v, want %v", what, err, store.ErrDamaged)
		}
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the error has several lines:\n%v", what, err)
		}
		was.refused++
		return was
	}
	defer s.Close()
	sp.read(t, what, s, rounds-1, &was)
	if !write {
		return was
	}
	first := storetest.NIP(0)
	err = s.Change(t.Context(), first, func(a *store.Account) (store.Effects, error) {
		a.Password.Hash = sp.person(0, rounds).Password.Hash
		return store.Effects{}, nil
	})
	round := rounds - 1
	if err == nil {
		round++
	}
	sp.read(t, what+", then written", s, round, &was)
	return was
}

// read reads all of s; the first person's round may be another.
func (sp specimen) read(t *testing.T, what string, s *Store, first int, was *tell) {
	t.Helper()
	for i := range sp.people {
		round := rounds - 1
		if i == 0 {
			round = first
		}
		switch a, err := s.Account(t.Context(), storetest.NIP(i)); {
		case err == nil && a.NIP == storetest.NIP(i) && a.Password.Hash == sp.person(i, round).Password.Hash:
			was.right++
		case err == nil:
			t.Errorf("%s: account %d is of %q", what, i, a.Password.Hash)
		case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNotFound):
			was.missed++
		default:
			t.Errorf("%s: account %d: %v", what, i, err)
		}
	}
	n := 0
	err := s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		if n++; e.Detail != fmt.Sprint(seq) || seq != uint64(n) {
			t.Errorf("%s: entry %d is %q", what, seq, e.Detail)
		}
		return nil
	})
	if err == nil && n != rounds*sp.people {
		t.Errorf("%s: %d of %d entries, and no error", what, n, rounds*sp.people)
	}
	if err != nil && !errors.Is(err, store.ErrDamaged) {
		t.Errorf("%s: entries: %v", what, err)
	}
}

// latest returns where the metas of b stand, that of the last commit first.
func latest(b []byte) (m meta, at, older int) {
	size := int(binary.NativeEndian.Uint32(b[pageHead+8:]))
	m0, _ := parseMeta(b[:pageHead+metaLen])
	m1, _ := parseMeta(b[size : size+pageHead+metaLen])
	if m1.txid > m0.txid {
		return m1, size, 0
	}
	return m0, 0, size
}

// branch returns where a branch page of the accounts begins.
func branch(t *testing.T, b []byte) int {
	t.Helper()
	m, _, _ := latest(b)
	w := walk{f: bytes.NewReader(b), meta: m, seen: make([]bool, m.pages)}
	if err := w.free(); err != nil {
		t.Fatal(err)
	}
	for id := uint64(2); id < m.pages; id++ {
		at := int(id) * int(m.pageSize)
		if p := page(b[at:]); !w.seen[id] && p.flags() == branchPage && len(p.key(0)) == sha256.Size {
			return at
		}
	}
	t.Fatal("the specimen has no branch")
	return 0
}

// swapKeys puts the first key of a branch page where the second is, and back.
func swapKeys(p page) {
	a, b := p.key(0), p.key(1)
	for i := range a {
		a[i], b[i] = b[i], a[i]
	}
}

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
	some, _, err := s.portion(accountsBucket, s.keyOf(storetest.NIP(7)))
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
		if err := s.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("byte %d: Check: err = %v, want %v", off, err, store.ErrDamaged)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
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
	// small is the page inside the value of the third bucket, meta.
	small := func(p page) page { return p.value(2)[16:] }
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
		"a small bucket that is a value":      func(b []byte) { b[root+pageHead+elemLen*2] &^= bucketFlag },
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
