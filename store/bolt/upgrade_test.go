package bolt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

// format1 makes a store as version 1 of this program left it, with one account
// and n entries.
func format1(t *testing.T, n int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "db")
	s, err := Create(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	seal := func(tx *bbolt.Tx, bucket string, key []byte, plain string) error {
		sealed, err := s.sealed(bucket, key, []byte(plain))
		return errors.Join(err, tx.Bucket([]byte(bucket)).Put(key, sealed))
	}
	err = s.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets[3:] {
			if err := tx.DeleteBucket([]byte(name)); err != nil {
				return err
			}
		}
		head, err := json.Marshal(head{1, "practice", s.head.Index})
		if err := errors.Join(err, tx.Bucket([]byte(metaBucket)).Delete(endKey), seal(tx, metaBucket, headKey, string(head))); err != nil {
			return err
		}
		b := tx.Bucket([]byte(entriesBucket))
		for range n {
			seq, err := b.NextSequence()
			e := fmt.Sprintf(`{"v":1,"at":%q,"what":"signed-in","nip":%q,"detail":"%d"}`,
				oldTime(seq).Format(time.RFC3339Nano), storetest.NIP(int(seq)), seq)
			if err := errors.Join(err, seal(tx, entriesBucket, entryKey(seq), e)); err != nil {
				return err
			}
		}
		n := storetest.NIP(1)
		return seal(tx, accountsBucket, s.keyOf(n), fmt.Sprintf(`{"v":1,"nip":%q,"name":"Siti","kind":"pns","tries":{"otp":{"wrong":3}}}`, n))
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func oldTime(seq uint64) time.Time { return time.Date(2026, 4, 14, 5, 0, int(seq), 0, time.UTC) }

// upgraded checks that everything of a store made by format1 is there, as of now.
func upgraded(t *testing.T, path string, n int) {
	t.Helper()
	s, err := Open(path, testKey(t, 1), store.Practice, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seen := 0
	err = s.Entries(t.Context(), 0, func(seq uint64, e store.Entry) error {
		seen++
		want := store.Entry{At: oldTime(seq), What: store.SignedIn, Whom: s.Mark(storetest.NIP(int(seq))), Detail: fmt.Sprint(seq)}
		if e != want || seq != uint64(seen) {
			t.Fatalf("entry %d is %+v, want %+v", seq, e, want)
		}
		return nil
	})
	if err != nil || seen != n {
		t.Errorf("%d of %d entries, %v", seen, n, err)
	}
	if h, err := s.Head(t.Context()); err != nil || h.Seq != uint64(n) || n > 0 && !h.Newest.Equal(oldTime(uint64(n))) {
		t.Errorf("the head is %+v, %v", h, err)
	}
	a, err := s.Account(t.Context(), storetest.NIP(1))
	if err != nil || a.Name != "Siti" || a.Tries[store.OTPTries].Wrong != 3 {
		t.Errorf("the account is %q, %v", a.Name, err)
	}
	c, err := s.Check(t.Context())
	if want := (Counts{Accounts: 1, Entries: c.Entries}); err != nil || fmt.Sprint(c) != fmt.Sprint(want) || c.Entries.Seq != uint64(n) {
		t.Errorf("%+v, %v; want %+v", c, err, want)
	}
	if s.head.V != headFormat {
		t.Errorf("the head says format %d", s.head.V)
	}
	// And it goes on as any store.
	storetest.Add(t, s, storetest.Person(2))
	if _, err := s.OpenCase(t.Context(), storetest.FullCase(1), store.Effects{Entries: []store.Entry{{What: store.CaseOpened}}, Mail: []store.Mail{storetest.Letter(1)}}); err != nil {
		t.Error(err)
	}
	if h, err := s.Head(t.Context()); err != nil || h.Seq != uint64(n)+1 {
		t.Errorf("the head is %+v, %v", h, err)
	}
}

func TestUpgrade(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, step - 1, step, step + 1, 2*step + 100} {
		upgraded(t, format1(t, n), n)
	}
}

// Who opens the wrong store upgrades nothing.
func TestUpgradeNotOfAnother(t *testing.T) {
	t.Parallel()
	path := format1(t, 3)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, testKey(t, 1), store.Real, Options{}); !errors.Is(err, store.ErrMode) {
		t.Errorf("err = %v, want %v", err, store.ErrMode)
	}
	if _, err := Open(path, testKey(t, 2), store.Practice, Options{}); !errors.Is(err, store.ErrKey) {
		t.Errorf("err = %v, want %v", err, store.ErrKey)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file has changed, %v", err)
	}
}

// A commit of the upgrade fails, before or after it is made: the next opening
// goes on.
func TestUpgradeFails(t *testing.T) {
	t.Parallel()
	eio := errors.New("input/output error")
	const n = 2*step + 100 // the buckets, three portions, and the head
	for at := 1; at <= 5; at++ {
		for _, made := range []bool{false, true} {
			path := format1(t, n)
			commits := 0
			s, err := Open(path, testKey(t, 1), store.Practice, Options{Commit: func(tx *bbolt.Tx) error {
				if commits++; commits != at {
					return tx.Commit()
				}
				if made {
					return errors.Join(tx.Commit(), eio)
				}
				return errors.Join(tx.Rollback(), eio)
			}})
			if made {
				if err != nil || commits != 5 {
					t.Errorf("commit %d made, and an error: %d commits, %v", at, commits, err)
				} else if err := s.Close(); err != nil {
					t.Error(err)
				}
			} else if !errors.Is(err, eio) || commits != at {
				t.Errorf("commit %d of %d fails: err = %v, want %v", at, commits, err, eio)
			}
			upgraded(t, path, n)
		}
	}
}

// The process is killed anywhere in an upgrade, which is harmless.
func TestUpgradeKilled(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const n = step + 10
	// Each sealing reads chance once: the end, the entries and the end after each
	// portion, and the head.
	for _, at := range []int{1, 2, 3, step, step + 1, step + 2, step + 3, n + 3, n + 4, n + 5} {
		path := format1(t, n)
		cmd := exec.CommandContext(t.Context(), self, path)
		cmd.Env = append(os.Environ(), killAt+"="+strconv.Itoa(at))
		out, err := cmd.CombinedOutput()
		if killed := err != nil; killed != (at < n+5) {
			t.Fatalf("killed at %d: %v\n%s", at, err, out)
		}
		upgraded(t, path, n)
	}
}

// What is damaged is not upgraded, and named.
func TestUpgradeDamaged(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		do   func(b *bbolt.Bucket) error
		want string
	}{
		"one is missing":   {func(b *bbolt.Bucket) error { return b.Delete(entryKey(3)) }, "entry 3"},
		"one is forged":    {func(b *bbolt.Bucket) error { return b.Put(entryKey(2), b.Get(entryKey(3))) }, "entry 2"},
		"more are counted": {func(b *bbolt.Bucket) error { return b.SetSequence(7) }, "entry 6"},
		"more are there":   {func(b *bbolt.Bucket) error { return b.SetSequence(4) }, "more than 4"},
	} {
		path := format1(t, 5)
		s, err := bbolt.Open(path, 0o600, nil)
		if err == nil {
			err = s.Update(func(tx *bbolt.Tx) error { return tt.do(tx.Bucket([]byte(entriesBucket))) })
			err = errors.Join(err, s.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, testKey(t, 1), store.Practice, Options{}); !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: err = %v, want %q", name, err, tt.want)
		}
	}
}

// An account of version 1 that is changed in nothing is not written for the sake
// of its version.
func TestOldAccountUntouched(t *testing.T) {
	t.Parallel()
	commits := 0
	s, err := Open(format1(t, 0), testKey(t, 1), store.Practice, Options{Commit: func(tx *bbolt.Tx) error { commits++; return tx.Commit() }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	commits = 0
	nothing := func(*store.Account) (store.Effects, error) { return store.Effects{}, nil }
	if err := s.Change(context.Background(), storetest.NIP(1), nothing); err != nil || commits != 0 {
		t.Errorf("%d commits, %v", commits, err)
	}
}
