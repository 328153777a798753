//go:build !windows

package bolt

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

// What is no file is refused at once, by one line: opening a pipe would wait.
func TestNoFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	l, err := net.Listen("unix", in("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := errors.Join(
		syscall.Mkfifo(in("pipe"), 0o600),
		os.Mkdir(in("folder"), 0o700),
		os.WriteFile(in("empty"), nil, 0o600),
		os.WriteFile(in("text"), []byte(strings.Repeat("NIP,NAMA\n", 5000)), 0o600),
		os.WriteFile(in("zeros"), make([]byte, 1<<16), 0o600),
		os.Symlink(in("pipe"), in("to pipe")),
		os.Symlink(in("folder"), in("to folder")),
		os.Symlink(in("nowhere"), in("to nowhere")),
	); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{
		"pipe": store.ErrDamaged, "folder": store.ErrDamaged, "socket": store.ErrDamaged, "empty": store.ErrDamaged,
		"text": store.ErrDamaged, "zeros": store.ErrDamaged, "to pipe": store.ErrDamaged, "to folder": store.ErrDamaged,
		"to nowhere": fs.ErrNotExist, "nowhere": fs.ErrNotExist,
	} {
		before, _ := os.Lstat(in(name))
		_, err := Open(in(name), testKey(t, 1), store.Practice, Options{})
		if !errors.Is(err, want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: err = %v, want %v in one line", name, err, want)
		}
		after, _ := os.Lstat(in(name))
		if (before == nil) != (after == nil) || before != nil && before.Size() != after.Size() {
			t.Errorf("%s: it is not what it was", name)
		}
		if name == "nowhere" || name == "to nowhere" {
			continue
		}
		if _, err := Create(in(name), testKey(t, 1), store.Practice, Options{}); !errors.Is(err, fs.ErrExist) {
			t.Errorf("Create over %s: err = %v, want %v", name, err, fs.ErrExist)
		}
	}
}

func TestUnreadableFile(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	s := create(t, Options{})
	path := filepath.Join(t.TempDir(), "db")
	b, err := os.ReadFile(s.db.Path())
	if err := errors.Join(err, os.WriteFile(path, b, 0o600), os.Chmod(path, 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("err = %v, want %v", err, fs.ErrPermission)
	}
}

// A link to a store is that store, for those who keep their data elsewhere.
func TestLink(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	storetest.Add(t, s, storetest.Full(1))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(s.file.Name(), link); err != nil {
		t.Fatal(err)
	}
	l, err := Open(link, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Account(t.Context(), storetest.NIP(1)); err != nil {
		t.Error(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

// Somebody cuts the file while it is open, as a full network folder may. The
// mapped pages are gone, and touching one is a fault; it must end as an error.
func TestCutWhileOpen(t *testing.T) {
	t.Parallel()
	for _, left := range []int64{0, 4096, 8192, 16384, 1 << 16} {
		sp := grow(t, 100, 500)
		path := filepath.Join(t.TempDir(), "db")
		if err := os.WriteFile(path, sp.file, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, testKey(t, 1), store.Practice, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, left); err != nil {
			t.Fatal(err)
		}
		missed := 0
		for i := range sp.people {
			if _, err := s.Account(t.Context(), storetest.NIP(i)); err != nil {
				missed++
			}
			err := s.Change(t.Context(), storetest.NIP(i), func(a *store.Account) (store.Effects, error) {
				a.Name = "Baru"
				return store.Effects{}, nil
			})
			if err != nil {
				missed++
			}
		}
		if missed == 0 {
			t.Errorf("%d bytes are left, and nothing is missed", left)
		}
		_ = s.Close() // must come back; what it says does not matter
		if _, err := Open(path, testKey(t, 1), store.Practice, Options{}); errors.Is(err, store.ErrInUse) || err == nil {
			t.Errorf("opened again: %v; want it damaged, and the lock gone", err)
		}
	}
}
