package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// reopened opens the store at path, checks all of it, and gives it to f.
func reopened(t *testing.T, path string, f func(*Store)) {
	t.Helper()
	s, err := Open(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f(s)
	_, err = s.Check(context.Background())
	if err := errors.Join(err, s.Close()); err != nil {
		t.Error(err)
	}
}

// name gives account i that name.
func name(s store.Store, i int, name string) error {
	return s.Change(context.Background(), storetest.NIP(i), func(a *store.Account) (store.Effects, error) {
		a.Name = name
		return store.Effects{}, nil
	})
}

func TestCopy(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	storetest.Add(t, s, storetest.Full(1), storetest.Person(2))
	path := filepath.Join(t.TempDir(), "backups", "copy.db")
	if err := s.Copy(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := name(s, 1, "Baru"); err != nil {
		t.Fatal(err)
	}
	reopened(t, path, func(c *Store) {
		if a, err := c.Account(t.Context(), storetest.NIP(1)); err != nil || !storetest.Same(t, a, storetest.Full(1)) {
			t.Errorf("the copy has another account, %v", err)
		}
		if c.ID() != s.ID() || len(c.ID()) != 32 {
			t.Errorf("the copy of %s is %s", s.ID(), c.ID())
		}
	})
	if in, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && in.Mode() != 0o600 {
		t.Errorf("the copy is %v, %v", in.Mode(), err)
	}
	if err := s.Copy(t.Context(), path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a copy: err = %v, want %v", err, fs.ErrExist)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Copy(over, path+"2"); !errors.Is(err, context.Canceled) {
		t.Errorf("too late: err = %v, want %v", err, context.Canceled)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Copy(t.Context(), path+"2"); !errors.Is(err, store.ErrClosed) {
		t.Errorf("closed: err = %v, want %v", err, store.ErrClosed)
	}
	for _, dir := range []string{filepath.Dir(path), filepath.Dir(s.path)} {
		if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
			t.Errorf("left behind %v, %v", list, err)
		}
	}
}

// interrupted is a file that does something else before each piece.
type interrupted struct {
	bytes.Buffer
	first func()
}

func (w *interrupted) Write(b []byte) (int, error) {
	w.first()
	return w.Buffer.Write(b)
}

// A copy under way holds no change up, and has none of them in it.
func TestCopyHoldsNothingUp(t *testing.T) {
	t.Parallel()
	sp := grow(t, 100, 0) // so that bbolt need not map a file that has grown
	path := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, sp.file, 0o600); err != nil {
		t.Fatal(err)
	}
	changes := 0
	var w interrupted
	reopened(t, path, func(s *Store) {
		w.first = func() {
			if changes++; changes > 10 {
				return
			}
			if err := name(s, 1, fmt.Sprint("Baru ", changes)); err != nil {
				t.Error(err)
			}
		}
		if err := s.writeTo(t.Context(), &w); err != nil {
			t.Fatal(err)
		}
		if a, err := s.Account(t.Context(), storetest.NIP(1)); err != nil || a.Name == storetest.Person(1).Name || changes < 3 {
			t.Errorf("after %d changes the name is %q, %v", changes, a.Name, err)
		}
	})
	sp.judge(t, "the copy", w.Bytes(), false)
	copied := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(copied, w.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	reopened(t, copied, func(s *Store) {
		if a, err := s.Account(t.Context(), storetest.NIP(1)); err != nil || a.Name != storetest.Person(1).Name {
			t.Errorf("the copy has %q, %v", a.Name, err)
		}
	})
}

// What was changed together is together in every copy.
func TestCopyIsOfOneMoment(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	storetest.Add(t, s, storetest.Person(1), storetest.Person(2))
	ns := []nip.NIP{storetest.NIP(1), storetest.NIP(2)}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			err := s.Merge(context.Background(), ns, func(_ int, a *store.Account, _ bool) (bool, store.Effects, error) {
				a.Unit = fmt.Sprint("unit ", i)
				return true, store.Effects{}, nil
			})
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	dir := t.TempDir()
	for i := range 10 {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := s.Copy(t.Context(), path); err != nil {
			t.Error(err)
			break
		}
		reopened(t, path, func(c *Store) {
			a, err := c.Account(t.Context(), ns[0])
			b, err2 := c.Account(t.Context(), ns[1])
			if err != nil || err2 != nil || a.Unit != b.Unit {
				t.Errorf("copy %d has %q and %q, %v, %v", i, a.Unit, b.Unit, err, err2)
			}
		})
	}
	close(stop)
	wg.Wait()
}

// To another file system, where nothing can be renamed to.
func TestCarry(t *testing.T) {
	t.Parallel()
	from, to := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	want := bytes.Repeat([]byte("page "), 20_000)
	if err := errors.Join(os.WriteFile(from, want, 0o600), os.WriteFile(to, nil, 0o600), carry(t.Context(), from, to)); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(to); err != nil || !bytes.Equal(b, want) {
		t.Errorf("%d bytes are there, %v", len(b), err)
	}
}

func TestInspect(t *testing.T) {
	t.Parallel()
	sp := grow(t, 100, 0)
	path := filepath.Join(t.TempDir(), "db")
	if err := os.WriteFile(path, sp.file, 0o600); err != nil {
		t.Fatal(err)
	}
	counts, err := Inspect(t.Context(), path, testKey(t, 1), testKey(t, 2), store.Practice)
	if err != nil || counts.Accounts != 100 || counts.Entries.Seq != 400 {
		t.Errorf("counted %+v, %v", counts, err)
	}
	if _, err := Inspect(t.Context(), path, testKey(t, 2), testKey(t, 3), store.Practice); !errors.Is(err, store.ErrKey) {
		t.Errorf("another key: err = %v, want %v", err, store.ErrKey)
	}
	if _, err := Inspect(t.Context(), path, testKey(t, 1), testKey(t, 3), store.Real); !errors.Is(err, store.ErrMode) {
		t.Errorf("another mode: err = %v, want %v", err, store.ErrMode)
	}
}
