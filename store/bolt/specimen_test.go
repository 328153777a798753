package bolt

import (
	"context"
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
		if err := sp.beside(t.Context(), s, round); err != nil {
			t.Fatal(err)
		}
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

// few is how many there are of each kind of record that is not an account.
const few = 12

// beside writes everything that is not an account, as of a round.
func (sp specimen) beside(ctx context.Context, s *Store, round int) error {
	at := time.Unix(int64(round)+1, 0)
	for i := range few {
		n := storetest.NIP(i)
		letter := storetest.Letter(i)
		letter.Tries = round
		err := s.ChangeOfficer(ctx, n, func(o *store.Officer) (e store.Effects, err error) {
			if *o = storetest.FullOfficer(i); round == 0 {
				e.Mail = []store.Mail{letter}
			}
			o.Added = at
			return e, nil
		})
		if round == 0 {
			_, err2 := s.OpenCase(ctx, storetest.FullCase(i), store.Effects{})
			err = errors.Join(err, err2)
		}
		err = errors.Join(err,
			s.ChangeCase(ctx, uint64(i)+1, func(c *store.Case) (store.Effects, error) { c.Changed = at; return store.Effects{}, nil }),
			s.ChangeMail(ctx, letter.ID, func(m *store.Mail) (bool, store.Effects, error) { *m = letter; return true, store.Effects{}, nil }),
			s.Stranger(ctx, n, func(a *store.Account) (store.Effects, error) { a.LastSignIn = at; return store.Effects{}, nil }),
		)
		if err != nil {
			return err
		}
	}
	return s.SetUnits(ctx, []string{fmt.Sprint("unit of round ", round)})
}

// old reads everything that is not an account, and reports what is of another
// round than the last. What is damaged is no matter, if it is said.
func (sp specimen) old(t *testing.T, what string, s *Store) {
	t.Helper()
	right := time.Unix(rounds, 0)
	check := func(kind string, n int, whole bool, err error) {
		t.Helper()
		if err != nil && !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: %s: %v", what, kind, err)
		}
		if err == nil && n != few && whole {
			t.Errorf("%s: %d of %d %s, and no error", what, n, few, kind)
		}
	}
	os, err := s.Officers(t.Context())
	for _, o := range os {
		if !o.Added.Equal(right) {
			t.Errorf("%s: officer %v is of %v", what, o, o.Added)
		}
	}
	check("officers", len(os), true, err)
	n := 0
	err = s.Cases(t.Context(), func(c store.Case) error {
		if n++; !c.Changed.Equal(right) {
			t.Errorf("%s: case %d is of %v", what, c.Number, c.Changed)
		}
		return nil
	})
	check("cases", n, true, err)
	ms, err := s.Outbox(t.Context())
	for _, m := range ms {
		if m.Tries != rounds-1 {
			t.Errorf("%s: letter %s is of round %d", what, m.ID, m.Tries)
		}
	}
	check("letters", len(ms), true, err)
	for i := range few {
		err := s.Stranger(t.Context(), storetest.NIP(i), func(a *store.Account) (store.Effects, error) {
			if !a.LastSignIn.IsZero() && !a.LastSignIn.Equal(right) { // one not found is new
				t.Errorf("%s: stranger %d is of %v", what, i, a.LastSignIn)
			}
			return store.Effects{}, nil
		})
		check("stranger", 0, false, err)
	}
	us, err := s.Units(t.Context())
	if len(us) > 0 && us[0] != fmt.Sprint("unit of round ", rounds-1) {
		t.Errorf("%s: units %q", what, us)
	}
	check("units", len(us), false, err)
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
	sp.old(t, what, s)
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
