package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/ui/cli/errand"
)

func (p *place) restore(in string, args ...string) answer {
	p.Helper()
	return p.runWith(in, append([]string{"restore", "--config", "c.toml", "--passphrase-file", "pass", "b.age"}, args...)...)
}

// later writes something into the store that the backup does not know of.
func (p *place) later() {
	p.Helper()
	p.open(func(st *bolt.Store) {
		o := &office{store: st, desk: task{c: p.c}.desk(st, nil)}
		if err := o.record(p.Context(), store.KioskOpened, nobody, ""); err != nil {
			p.Fatal(err)
		}
	})
}

// before is the stores that restoring has kept.
func (p *place) before() []string {
	p.Helper()
	kept, err := filepath.Glob(p.path("data/*.before-restore-*"))
	if err != nil {
		p.Fatal(err)
	}
	return kept
}

// A passphrase is typed twice, and is none that is guessed in an afternoon.
func TestPassphrase(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	backup := []string{"backup", "--config", "c.toml", "b.age"}
	for _, tt := range []struct{ typed, says string }{
		{"", "read the passphrase: EOF"},
		{"kuda\nkuda\n", "fewer than 12 characters"},
		{passphrase + "\n" + strings.ToUpper(passphrase) + "\n", "the two passphrases differ"},
	} {
		s := p.runWith(tt.typed, backup...)
		if _, err := os.Stat(p.path("b.age")); s.code != exitFailed || !strings.Contains(s.errs, tt.says) || err == nil {
			t.Errorf("%q: %v", tt.typed, s)
		}
	}
	s := p.runWith(passphrase+"\n"+passphrase+"\n", backup...)
	if s.code != exitDone || strings.Contains(s.out+s.errs, passphrase) || !strings.HasPrefix(s.out, "backup    b.age\npeople    3\nofficers  2\ncases     1\naudit     5:") {
		t.Error(s)
	}
	if !strings.HasPrefix(p.read("b.age"), "age-encryption.org/v1\n-> scrypt ") {
		t.Error("the backup is no age file")
	}
}

// A rehearsal proves that a backup restores, or says why it does not. It needs
// nothing that is on this machine.
func TestRehearse(t *testing.T) {
	t.Parallel()
	p := backedUp(t)
	rehearse := []string{"backup", "--config", "c.toml", "--rehearse", "b.age"}
	if s := p.runWith("something else altogether\n", rehearse...); s.code != exitFailed || !strings.Contains(s.errs, "wrong passphrase") {
		t.Error(s)
	}
	stop := p.kiosk() // whose store it is not about
	if s := p.runWith(passphrase+"\n", rehearse...); s.code != exitDone || !strings.HasSuffix(s.out, "it restores\n") || !strings.Contains(s.out, "people    3\nofficers  2\ncases     1\naudit     5:") {
		t.Error(s)
	}
	stop()
	for _, name := range []string{"a.key", "data"} {
		if err := os.RemoveAll(p.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	if s := p.runWith(passphrase+"\n", rehearse...); s.code != exitDone {
		t.Error(s)
	}
	if err := os.Truncate(p.path("b.age"), 3000); err != nil {
		t.Fatal(err)
	}
	if s := p.runWith(passphrase+"\n", rehearse...); s.code != exitFailed || !strings.Contains(s.errs, "damaged") {
		t.Error(s)
	}
}

// A store that knows of more than the backup is not replaced, unless that is what
// is wanted; and then it is kept. A chief is asked, of the store that is there.
func TestRestoreOverNewer(t *testing.T) {
	t.Parallel()
	p := backedUp(t)
	p.later()
	was := p.read("data/aktivasi.db")
	if s := p.restore(""); s.code != exitFailed || !strings.Contains(s.errs, "the store that is there is newer: it has 6 entries in its audit, and the backup 5") {
		t.Error(s)
	}
	if p.read("data/aktivasi.db") != was || len(p.before()) > 0 {
		t.Error("the store was touched")
	}
	for _, in := range []string{"", p.types(hand, handPassword)} {
		if s := p.restore(in, "--over-newer"); s.code != exitFailed || !strings.Contains(s.errs, "chief") || len(p.before()) > 0 {
			t.Errorf("nobody has signed in: %v", s)
		}
	}
	s := p.restore(p.types(boss, bossPassword), "--over-newer")
	if s.code != exitDone || len(p.before()) != 1 || !strings.Contains(s.out, "before    "+p.before()[0][len(p.dir)+1:]) {
		t.Fatal(s)
	}
	// The audit is that of the backup, and says who has restored it.
	var by store.Mark
	p.open(func(st *bolt.Store) {
		err := st.Entries(t.Context(), 5, func(seq uint64, e store.Entry) error {
			if by = e.Who; e.What != store.StoreRestored || seq != 6 {
				t.Errorf("entry %d is %v", seq, e.What)
			}
			return nil
		})
		if err != nil || by != st.Mark(number(t, boss)) {
			t.Errorf("by %v, %v", by, err)
		}
	})
	// The one that was kept is the one that was there, with who has signed in.
	if err := os.Rename(p.before()[0], p.path("data/aktivasi.db")); err != nil {
		t.Fatal(err)
	}
	acts := p.acts(5)
	if got := strings.Join(acts, ", "); !strings.HasPrefix(got, "kiosk-opened Meja 1, officer-") || !strings.HasSuffix(got, "officer-signed-in Meja 1, officer-signed-out Meja 1") {
		t.Errorf("the store that was kept has %q", acts)
	}
}

// One that is there at the moment of the backup has nothing to lose.
func TestRestoreOverItself(t *testing.T) {
	t.Parallel()
	p := backedUp(t)
	if s := p.restore(p.types(boss, bossPassword)); s.code != exitDone || len(p.before()) != 1 {
		t.Error(s)
	}
}

// A store that has gone another way is newer, however long its audit is.
func TestRestoreOverAnother(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.write("b.age", backedUp(t).read("b.age")) // its entry 5 is that of the backup
	p.later()                                   // and this one's is another
	s := p.restore(p.types(boss, bossPassword))
	if s.code != exitFailed || !strings.Contains(s.errs, "went another way") {
		t.Error(s)
	}
}

// On a new machine, or where the store is beyond help, the backup's own chief is
// asked, and the key comes out of the backup.
func TestRestoreAfterLoss(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		lose func(*place) error
		kept int
	}{
		{"everything", func(p *place) error {
			if err := os.Remove(p.path("a.key")); err != nil {
				return err
			}
			return os.RemoveAll(p.path("data"))
		}, 0},
		{"the store", func(p *place) error { return os.Remove(p.path("data/aktivasi.db")) }, 0},
		{"half the store", func(p *place) error { return os.Truncate(p.path("data/aktivasi.db"), 8192) }, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := backedUp(t)
			key := p.read("a.key")
			if err := tt.lose(p); err != nil {
				t.Fatal(err)
			}
			if s := p.restore(p.types(boss, "salah")); s.code != exitFailed {
				t.Errorf("with a wrong password: %v", s)
			}
			s := p.restore(p.types(boss, bossPassword))
			if s.code != exitDone || len(p.before()) != tt.kept {
				t.Fatal(s)
			}
			if p.read("a.key") != key {
				t.Error("the key is another")
			}
			if acts := strings.Join(p.acts(5), ", "); !strings.Contains(acts, "store-restored Meja 1") {
				t.Errorf("the audit has %q", acts)
			}
			if left, _ := filepath.Glob(p.path("data/.*")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// Where nobody is an officer nobody can be asked.
func TestRestoreWithoutOfficers(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.write("d.toml", strings.Replace(strings.Replace(officeConfig, `"data"`, `"other"`, 1), "a.key", "d.key", 1))
	for _, args := range [][]string{
		{"init", "--config", "d.toml"},
		{"backup", "--config", "d.toml", "--passphrase-file", "pass", "d.age"},
		{"restore", "--config", "d.toml", "--passphrase-file", "pass", "d.age"},
	} {
		if s := p.run(args...); s.code != exitDone {
			t.Errorf("%s: %v", args[0], s)
		}
	}
	// And the other office's store is not this one's, nor is its key.
	if s := p.run("restore", "--config", "c.toml", "--passphrase-file", "pass", "d.age"); s.code != exitFailed || !strings.Contains(s.errs, "restore: the backup has key ") {
		t.Error(s)
	}
	// With the key out of the way, what the store knows cannot be read.
	if err := os.Rename(p.path("a.key"), p.path("away.key")); err != nil {
		t.Fatal(err)
	}
	if s := p.run("restore", "--config", "c.toml", "--passphrase-file", "pass", "d.age"); s.code != exitFailed || !strings.Contains(s.errs, "has another key") {
		t.Error(s)
	}
	if _, err := os.Stat(p.path("a.key")); err == nil {
		t.Error("a key was written for nothing")
	}
}

// Nothing is restored while somebody has the store.
func TestRestoreBesideKiosk(t *testing.T) {
	t.Parallel()
	p := backedUp(t)
	stop := p.kiosk()
	defer stop()
	was := p.read("data/aktivasi.db")
	says := "restore: an aktivasi has the store open"
	if !errand.Supported {
		says = "another process has the store open"
	}
	s := p.restore(p.types(boss, bossPassword), "--over-newer")
	if s.code != exitFailed || !strings.Contains(s.errs, says) || !strings.Contains(s.errs, "close the kiosk first") || p.read("data/aktivasi.db") != was {
		t.Error(s)
	}
}

// A backup that was made while the key was changed has both keys, and so have the
// files after it was restored.
func TestRestoreHalfRotated(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	next, err := seal.NewKey(strings.NewReader(strings.Repeat("n", seal.KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	if err := seal.WriteNextKeyFile(p.path("a.key"), next); err != nil {
		t.Fatal(err)
	}
	if s := p.run("backup", "--config", "c.toml", "--passphrase-file", "pass", "b.age"); s.code != exitDone {
		t.Fatal(s)
	}
	for _, name := range []string{"a.key", "a.key.next", "data/aktivasi.db"} {
		if err := os.Remove(p.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	if s := p.restore(p.types(boss, bossPassword)); s.code != exitDone {
		t.Fatal(s)
	}
	if p.read("a.key.next") != next.Reveal() {
		t.Error("the key to come is lost")
	}
	p.open(func(*bolt.Store) {})
}
