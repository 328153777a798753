package bolt

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/seal"
	"aktivasi/store/storetest"
)

// testKey returns the key whose bytes are all n.
func testKey(t testing.TB, n byte) seal.Key {
	t.Helper()
	k, err := seal.NewKey(bytes.NewReader(bytes.Repeat([]byte{n}, seal.KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// create gives a new store, and checks every page and value of it when the test
// ends.
func create(t testing.TB, opt Options) *Store {
	t.Helper()
	s, err := Create(filepath.Join(t.TempDir(), "aktivasi.db"), testKey(t, 1), store.Practice, opt)
	if err != nil {
		t.Fatal(err)
	}
	path := s.db.Path()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		s, err := Open(path, testKey(t, 1), store.Practice, Options{})
		if err == nil {
			_, err = s.Check(context.Background())
			err = errors.Join(err, s.Close())
		}
		if err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store { return create(t, Options{}) })
}

func TestReopen(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	storetest.Add(t, s, storetest.Full(1), storetest.Person(2))
	path := s.db.Path()
	for range 3 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if s, err = Open(path, testKey(t, 1), store.Practice, Options{}); err != nil {
			t.Fatal(err)
		}
		a, err := s.Account(t.Context(), storetest.NIP(1))
		if err != nil || !storetest.Same(t, a, storetest.Full(1)) {
			t.Errorf("the account is not what it was, %v", err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A second process, which for a lock is a second opening, hears so in time.
func TestInUse(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	start := time.Now()
	_, err := Open(s.db.Path(), testKey(t, 1), store.Practice, Options{})
	if !errors.Is(err, store.ErrInUse) {
		t.Errorf("err = %v, want %v", err, store.ErrInUse)
	}
	t.Logf("refused after %v", time.Since(start))
	if 2*patience > 2*time.Second {
		t.Errorf("two locks are waited for %v each", patience)
	}
}

func TestWrongStore(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	path := s.db.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		key  seal.Key
		mode store.Mode
		err  error
	}{
		"as real":     {testKey(t, 1), store.Real, store.ErrMode},
		"another key": {testKey(t, 2), store.Practice, store.ErrKey},
		"no key":      {seal.Key{}, store.Practice, store.ErrKey},
		"the right":   {testKey(t, 1), store.Practice, nil},
	} {
		s, err := Open(path, tt.key, tt.mode, Options{})
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: err = %v, want %v", name, err, tt.err)
		}
		if s != nil {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	real, err := Create(filepath.Join(t.TempDir(), "real"), testKey(t, 1), store.Real, Options{})
	if err != nil {
		t.Fatal(err)
	}
	path2 := real.db.Path()
	if err := real.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path2, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, store.ErrMode) {
		t.Errorf("a real store for practice: err = %v, want %v", err, store.ErrMode)
	}
}

// A file of a format to come is not guessed at.
func TestNewerStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "db")
	s, err := Create(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(head{headFormat + 1, "practice", s.head.Index})
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := s.key.Seal(s.opt.Rand, s.place(metaBucket, headKey), plain)
	if err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(metaBucket)).Put(headKey, sealed) })
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, store.ErrVersion) {
		t.Errorf("err = %v, want %v", err, store.ErrVersion)
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	storetest.Add(t, s, storetest.Full(1))
	if _, err := Create(s.db.Path(), testKey(t, 1), store.Practice, Options{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a store: err = %v, want %v", err, fs.ErrExist)
	}
	if _, err := s.Account(t.Context(), storetest.NIP(1)); err != nil {
		t.Error(err)
	}
	path := filepath.Join(t.TempDir(), "new")
	if _, err := Open(path, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open: err = %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := Create(path, testKey(t, 1), 0, Options{}); err == nil {
		t.Error("a store for neither practice nor real was made")
	}
	if _, err := Create(path, seal.Key{}, store.Real, Options{}); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("without a key: err = %v, want %v", err, seal.ErrNoKey)
	}
	if list, err := os.ReadDir(filepath.Dir(path)); err != nil || len(list) != 0 {
		t.Errorf("left behind %v, %v", list, err)
	}
}

func TestPrivate(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("rights are lists here")
	}
	path := filepath.Join(t.TempDir(), "data", "aktivasi.db")
	s, err := Create(path, testKey(t, 1), store.Real, Options{})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, storetest.Full(1))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): fs.ModeDir | 0o700} {
		if in, err := os.Stat(name); err != nil || in.Mode() != want {
			t.Errorf("%s is %v, %v; want %v", name, in.Mode(), err, want)
		}
	}
}

// Nothing about anybody can be read out of the file, not even what was there
// before: bbolt clears nothing.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	a := storetest.Full(1)
	storetest.Add(t, s, a)
	err := s.Change(t.Context(), a.NIP, func(a *store.Account) (store.Effects, error) {
		a.Email = "baru@example.go.id"
		return store.Effects{Entries: []store.Entry{{At: time.Now(), What: store.EmailChanged, NIP: a.NIP, Detail: "loket-3"}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		s.ChangeOfficer(t.Context(), storetest.NIP(2), func(o *store.Officer) (store.Effects, error) {
			*o = storetest.FullOfficer(2)
			return store.Effects{Mail: []store.Mail{storetest.Letter(1)}, Entries: []store.Entry{{What: store.OfficerAdded, By: storetest.NIP(3), Desk: "loket-4", Visit: "visit-9"}}}, nil
		}),
		s.Stranger(t.Context(), storetest.NIP(4), func(a *store.Account) (store.Effects, error) { a.Tries[0].Wrong++; return store.Effects{}, nil }),
		s.ChangeTerminal(t.Context(), "loket-5", func(*store.Terminal) (store.Effects, error) {
			return store.Effects{Entries: []store.Entry{{What: store.TerminalSlowed}}}, nil
		}),
		s.SetUnits(t.Context(), []string{"Dinas Perhubungan"}),
	); err != nil {
		t.Fatal(err)
	}
	if _, err := s.OpenCase(t.Context(), storetest.FullCase(5), store.Effects{}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.db.Path())
	if err != nil {
		t.Fatal(err)
	}
	words := []string{
		a.NIP.String(), a.NIP.Grouped(), a.NIP.String()[:8], "Siti", "Rahmawati", "siti.rahmawati", "example.go.id", "baru@", "Dinas",
		a.Password.Hash, "argon2id", "HP lama", "biru", "visit-1", "request-", "loket-3", "email-changed", `"v":`, "practice",
		a.Devices[0].ID, a.Pending.Secret.Reveal(), "kepala", "loket-", "visit-9", "wrong-address", "123456", "mfa-code", "grant-1", `"seq"`,
		storetest.Letter(1).ID, s.Mark(a.NIP).Key, s.Mark(a.NIP).Masked,
	}
	for i := range 7 {
		words = append(words, storetest.NIP(i).String())
	}
	for _, d := range a.Devices {
		words = append(words, d.Secret.Reveal(), d.Secret.Reveal()[:8])
	}
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			t.Errorf("the file holds %q", w)
		}
	}
	// A plain hash of the number would be as good as the number.
	if !bytes.Contains(b, s.keyOf(a.NIP)) {
		t.Error("the account is not under the key it should be")
	}
	if bytes.Contains(b, s.head.Index) {
		t.Error("the file holds the key of the keys")
	}
}

// A change that changes nothing does not wait for the disk.
func TestChangeNothing(t *testing.T) {
	t.Parallel()
	commits := 0
	s := create(t, Options{Commit: func(tx *bbolt.Tx) error { commits++; return tx.Commit() }})
	storetest.Add(t, s, storetest.Full(1))
	if err := s.Change(t.Context(), storetest.NIP(1), func(*store.Account) (store.Effects, error) { return store.Effects{}, nil }); err != nil {
		t.Error(err)
	}
	if commits != 1 {
		t.Errorf("%d commits, want that of the adding alone", commits)
	}
}

// A record too large to be read back is not written.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	storetest.Add(t, s, storetest.Full(1))
	for _, n := range []int{1 << 10, most - 4096, most} {
		err := s.Change(t.Context(), storetest.NIP(1), func(a *store.Account) (store.Effects, error) {
			a.Unit = strings.Repeat("x", n)
			return store.Effects{}, nil
		})
		if (err == nil) != (n < most) {
			t.Errorf("%d bytes: err = %v", n, err)
		}
	}
	if a, err := s.Account(t.Context(), storetest.NIP(1)); err != nil || len(a.Unit) != most-4096 {
		t.Errorf("unit of %d bytes, %v", len(a.Unit), err)
	}
}
