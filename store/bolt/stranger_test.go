package bolt

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// visit puts n strangers from NIP(from) on into s, in one transaction, as so many
// calls of Stranger would but for forgetting.
func visit(t *testing.T, s *Store, from, n int) {
	t.Helper()
	err := s.update(t.Context(), func(tx *txn) error {
		b, err := bucket(tx.Tx, strangersBucket)
		if err != nil {
			return err
		}
		for i := range n {
			v := stranger{Account: store.Account{NIP: storetest.NIP(from + i)}}
			v.Tries[0].Wrong = 1
			if v.age, err = b.NextSequence(); err != nil {
				return err
			}
			key := s.keyOf(v.NIP)
			sealed, err := strangers.seal(s, key, v)
			if err != nil {
				return err
			}
			if err := tx.put(b, strangersBucket, key, nil, sealed); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tries counts one more for a stranger, and returns how many there were.
func tries(t *testing.T, s *Store, n nip.NIP) (had int) {
	t.Helper()
	err := s.Stranger(t.Context(), n, func(a *store.Account) (store.Effects, error) {
		had = a.Tries[0].Wrong
		a.Tries[0].Wrong++
		return store.Effects{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return had
}

// Strangers beyond so many are forgotten in one go, those who came last the
// least.
func TestStrangersForgotten(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	const many = store.Strangers + sweep
	visit(t, s, 0, many-2)
	if had := tries(t, s, storetest.NIP(3)); had != 1 { // the fourth comes again
		t.Errorf("stranger 3 had %d tries, want 1", had)
	}
	if c, err := s.Check(t.Context()); err != nil || c.Strangers != many-2 {
		t.Errorf("%d strangers, %v; want all of them still", c.Strangers, err)
	}
	if had := tries(t, s, storetest.NIP(many)); had != 0 { // the last before the sweep
		t.Errorf("a new stranger had %d tries", had)
	}
	c, err := s.Check(t.Context())
	if err != nil || c.Strangers != store.Strangers {
		t.Errorf("%d strangers, %v; want %d", c.Strangers, err, store.Strangers)
	}
	for i, want := range map[int]int{3: 2, many: 1, many - 3: 1, 0: 0, 1: 0, sweep / 2: 0} {
		if had := tries(t, s, storetest.NIP(i)); had != want {
			t.Errorf("stranger %d had %d tries, want %d", i, had, want)
		}
	}
}

// One who comes again while the old are looked for stays.
func TestStrangerComesAgain(t *testing.T) {
	t.Parallel()
	s := create(t, Options{})
	visit(t, s, 0, store.Strangers+10)
	old, err := s.oldStrangers(t.Context())
	if err != nil || len(old) != 10 {
		t.Fatalf("%d are old, %v", len(old), err)
	}
	tries(t, s, storetest.NIP(4))
	if err := s.forget(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	for i, want := range map[int]int{3: 0, 4: 2, 5: 0, 11: 1} {
		if had := tries(t, s, storetest.NIP(i)); had != want {
			t.Errorf("stranger %d had %d tries, want %d", i, had, want)
		}
	}
}

// That forgetting fails is no reason to tell the person that their try failed:
// it was counted.
func TestForgettingFails(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s, fail := failing(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	visit(t, s, 0, store.Strangers+sweep-1)
	fail(1) // but not the change itself
	if had := tries(t, s, storetest.NIP(store.Strangers+sweep)); had != 0 {
		t.Errorf("had %d tries", had)
	}
	if !bytes.Contains(log.Bytes(), []byte("strangers")) {
		t.Errorf("the log says %q", fmt.Sprint(&log))
	}
	fail(1)
	if had := tries(t, s, storetest.NIP(store.Strangers+sweep)); had != 1 {
		t.Errorf("had %d tries, want 1", had)
	}
}
