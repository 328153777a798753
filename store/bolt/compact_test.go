package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

// raw returns what stands in the file under a key, sealed.
func raw(t *testing.T, s *Store, bucket string, key []byte) (sealed []byte) {
	t.Helper()
	err := s.view(func(tx *bbolt.Tx) error {
		sealed = bytes.Clone(tx.Bucket([]byte(bucket)).Get(key))
		return nil
	})
	if err != nil || sealed == nil {
		t.Fatalf("nothing in %s, %v", bucket, err)
	}
	return sealed
}

// What was deleted or written over leaves the file, and the file shrinks.
func TestCompact(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	fill(t, s, 0, 3000, 1000, true)
	var gone [][]byte
	remember := func(i int) []byte {
		key := s.keyOf(storetest.NIP(i))
		gone = append(gone, raw(t, s, accountsBucket, key))
		return key
	}
	for i := range 40 {
		if i < 20 {
			remember(i)
		}
		if err := name(s, i, "Baru"); err != nil {
			t.Fatal(err)
		}
	}
	err := s.update(t.Context(), func(x *txn) error {
		b := x.Bucket([]byte(accountsBucket))
		for i := 1000; i < 3000; i++ {
			key := s.keyOf(storetest.NIP(i))
			if i < 1020 {
				gone = append(gone, bytes.Clone(b.Get(key)))
			}
			if err := x.remove(b, accountsBucket, key, b.Get(key)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	holds := func() (n int) {
		t.Helper()
		b, err := os.ReadFile(s.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range gone {
			if bytes.Contains(b, v[8:28]) { // the nonce, which no two values share
				n++
			}
		}
		return n
	}
	if n := holds(); n < 20 {
		t.Errorf("%d of %d deleted values are in the file before; the test tests nothing", n, len(gone))
	}
	sequence := func() (n uint64) {
		t.Helper()
		if err := s.view(func(tx *bbolt.Tx) error { n = tx.Bucket([]byte(strangersBucket)).Sequence(); return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	err = s.Stranger(t.Context(), storetest.NIP(9999), func(a *store.Account) (store.Effects, error) {
		a.Tries[store.PasswordTries].Wrong++
		return store.Effects{}, nil
	})
	if err != nil || sequence() == 0 {
		t.Fatal(err)
	}
	counted := sequence()
	before, after, err := s.Compact(t.Context())
	if err != nil || after >= before/2 || after%4096 != 0 {
		t.Errorf("from %d bytes to %d, %v", before, after, err)
	}
	if in, err := os.Stat(s.path); err != nil || in.Size() != after {
		t.Errorf("the file has %d bytes, %v; want %d", in.Size(), err, after)
	}
	if n := holds(); n != 0 {
		t.Errorf("%d deleted values are in the file", n)
	}
	// And it is the store: to read, to write, and for nobody else.
	if a, err := s.Account(t.Context(), storetest.NIP(7)); err != nil || a.Name != "Baru" {
		t.Errorf("the name is %q, %v", a.Name, err)
	}
	if _, err := s.Account(t.Context(), storetest.NIP(2000)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("deleted: err = %v, want %v", err, store.ErrNotFound)
	}
	if err := name(s, 7, "Lagi"); err != nil {
		t.Error(err)
	}
	fill(t, s, 5000, 5100, 100, true)
	if n := sequence(); n != counted {
		t.Errorf("bbolt's counter is %d, want %d", n, counted)
	}
	if _, err := Open(s.path, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, store.ErrInUse) {
		t.Errorf("opened a second time: err = %v, want %v", err, store.ErrInUse)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	reopened(t, s.path, func(s *Store) {
		if a, err := s.Account(t.Context(), storetest.NIP(7)); err != nil || a.Name != "Lagi" {
			t.Errorf("reopened, the name is %q, %v", a.Name, err)
		}
	})
	if _, _, err := s.Compact(t.Context()); !errors.Is(err, store.ErrClosed) {
		t.Errorf("closed: err = %v, want %v", err, store.ErrClosed)
	}
	if list, err := os.ReadDir(filepath.Dir(s.path)); err != nil || len(list) != 1 {
		t.Errorf("left behind %v, %v", list, err)
	}
}

// A link stays a link, and what it leads to is compacted.
func TestCompactLink(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(s.path, link); err != nil {
		t.Skip(err)
	}
	l, err := Open(link, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, l, storetest.Full(1))
	_, _, err = l.Compact(t.Context())
	if err := errors.Join(err, l.Close()); err != nil {
		t.Fatal(err)
	}
	if in, err := os.Lstat(link); err != nil || in.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", in.Mode(), err)
	}
	reopened(t, s.path, func(s *Store) {
		if _, err := s.Account(t.Context(), storetest.NIP(1)); err != nil {
			t.Error(err)
		}
	})
}

// Reading, writing and copying while the file is changed under them.
func TestCompactInUse(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	fill(t, s, 0, 200, 200, true)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	names := make([]string, 4)
	for w := range names {
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				a, err := s.Account(context.Background(), storetest.NIP(w))
				if err != nil || n > 0 && a.Name != names[w] {
					t.Errorf("account %d has %q, %v; want %q", w, a.Name, err, names[w])
					return
				}
				names[w] = fmt.Sprint("Baru ", n)
				if err := name(s, w, names[w]); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	dir := t.TempDir()
	wg.Go(func() {
		for i := range 5 {
			if err := s.Copy(context.Background(), filepath.Join(dir, fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		}
	})
	for range 10 {
		if _, _, err := s.Compact(t.Context()); err != nil {
			t.Error(err)
			break
		}
	}
	close(stop)
	wg.Wait()
	for w := range names {
		if a, err := s.Account(t.Context(), storetest.NIP(w)); err != nil || a.Name != names[w] {
			t.Errorf("account %d has %q, %v; want %q", w, a.Name, err, names[w])
		}
	}
}

// Who waits for the lock of a file that has lost its name does not get a store.
func TestCompactOrphan(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	path := s.path
	opened := make(chan error)
	go func() {
		for range 3 {
			o, err := Open(path, testKey(t, 1), store.Practice, Options{})
			if err == nil {
				_ = o.Close()
			}
			opened <- err
		}
		close(opened)
	}()
	for {
		select {
		case err, more := <-opened:
			if !more {
				return
			}
			if !errors.Is(err, store.ErrInUse) {
				t.Errorf("opened by another: err = %v, want %v", err, store.ErrInUse)
			}
		default:
			if _, _, err := s.Compact(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Damage is not copied into a file that looks sound; the old one stays.
func TestCompactDamaged(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(s *Store, tx *bbolt.Tx) error{
		"a changed value": func(s *Store, tx *bbolt.Tx) error {
			b, key := tx.Bucket([]byte(accountsBucket)), s.keyOf(storetest.NIP(3))
			v := bytes.Clone(b.Get(key))
			v[len(v)-1] ^= 1
			return b.Put(key, v)
		},
		"a changed key": func(s *Store, tx *bbolt.Tx) error {
			b, key := tx.Bucket([]byte(accountsBucket)), s.keyOf(storetest.NIP(3))
			v := bytes.Clone(b.Get(key))
			other := bytes.Clone(key)
			other[31] ^= 1
			return errors.Join(b.Delete(key), b.Put(other, v))
		},
		"a bucket in a bucket": func(s *Store, tx *bbolt.Tx) error {
			_, err := tx.Bucket([]byte(accountsBucket)).CreateBucket([]byte("x"))
			return err
		},
	} {
		s, err := Create(filepath.Join(t.TempDir(), "db"), testKey(t, 1), store.Practice, Options{})
		if err != nil {
			t.Fatal(err)
		}
		fill(t, s, 0, 100, 100, true)
		if err := s.db.Update(func(tx *bbolt.Tx) error { return damage(s, tx) }); err != nil {
			t.Fatal(err)
		}
		before, err := os.ReadFile(s.path)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Compact(t.Context()); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: err = %v, want %v", name, err, store.ErrDamaged)
		}
		after, err := os.ReadFile(s.path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
		if list, err := os.ReadDir(filepath.Dir(s.path)); err != nil || len(list) != 1 {
			t.Errorf("%s: left behind %v, %v", name, list, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A flipped bit in any leaf, of those that hide a record: the file is not made
// anew without it.
func TestCompactHidden(t *testing.T) {
	t.Parallel()
	sp := grow(t, 100, 0)
	at := branch(t, sp.file)
	m, _, _ := latest(sp.file)
	b := page(bytes.Clone(sp.file))
	b[int(page(b[at:]).child(1))*int(m.pageSize)+10]-- // it counts one fewer
	path := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Compact(t.Context()); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("err = %v, want %v", err, store.ErrDamaged)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// A file that somebody put in the store's place is not replaced.
func TestCompactElsewhere(t *testing.T) {
	t.Parallel()
	s, err := Create(filepath.Join(t.TempDir(), "db"), testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Rename(s.path, s.path+".moved"), os.WriteFile(s.path, []byte("restored"), 0o600)); err != nil {
		t.Skip(err) // Windows moves nothing that is open
	}
	if _, _, err := s.Compact(t.Context()); err == nil {
		t.Error("compacted over another file")
	}
	if b, _ := os.ReadFile(s.path); string(b) != "restored" {
		t.Errorf("the other file holds %d bytes", len(b))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func compactJob(path string, chance *deadly) error {
	s, err := Open(path, testKey(&testing.T{}, 1), store.Practice, Options{})
	if err != nil {
		return err
	}
	s.moment = func(string) { _, _ = chance.Read(nil) }
	_, _, err = s.Compact(context.Background())
	return errors.Join(err, s.Close())
}

// compactForEver changes and compacts, and says each time how far it is.
func compactForEver(path string, _ *deadly) error {
	s, err := Open(path, testKey(&testing.T{}, 1), store.Practice, Options{})
	if err != nil {
		return err
	}
	s.moment = func(at string) { fmt.Println(at) }
	for err == nil {
		if err = name(s, 0, "Baru"); err == nil {
			_, _, err = s.Compact(context.Background())
		}
	}
	return err
}

// Killed at each step, and from outside at moments of chance, it leaves the old
// file or the new one, whole.
func TestCompactKilled(t *testing.T) {
	t.Parallel()
	const people = draught + 2*portion // more than are copied at once
	s := create(t, Options{})
	fill(t, s, 0, people, people, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole := func(path, when string) {
		t.Helper()
		counts, err := Inspect(t.Context(), path, testKey(t, 1), testKey(t, 2), store.Practice)
		if err != nil || counts.Accounts != people || counts.Entries.Seq != people {
			t.Errorf("%s: it holds %+v, %v", when, counts, err)
		}
		if list, err := os.ReadDir(filepath.Dir(path)); err != nil || len(list) != 1 {
			t.Errorf("%s, and opened: left behind %v, %v", when, list, err)
		}
	}
	old, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	again := func() string {
		path := filepath.Join(t.TempDir(), "db")
		if err := os.WriteFile(path, old, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	n := 1
	for ; ; n++ {
		path := again()
		killed := do(t, "compact", path, n)
		whole(path, fmt.Sprint("killed at ", n))
		if !killed {
			break
		}
	}
	if n < 13 { // the buckets, two of them in two parts; lock, move
		t.Errorf("killed at %d moments only", n-1)
	}
	path := again()
	for lines := 1; lines <= 6; lines++ {
		doUntil(t, "compact for ever", path, lines)
		whole(path, fmt.Sprint("killed after ", lines, " lines"))
	}
}
