//go:build e2e && linux

package e2e_test

import (
	"context"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// configText is an office's configuration but for its mail server.
const configText = `
data = "data"
key_file = "a.key"
zone = "Asia/Jakarta"
[mail]
host = "127.0.0.1"
from = "noreply@contoh.example"
`

// Somebody who has a password and no device yet.
const (
	someone  = "199001012015011001"
	password = "Kopi-Hangat7-Sore"
)

// runs runs a command to its end, which must be a good one.
func runs(t testing.TB, dir, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir, c.Env = dir, bare()
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", filepath.Base(name), args, err, out)
	}
	return string(out)
}

// office makes a folder with a configuration, c.toml, and what init makes of it.
func office(t testing.TB, config string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "c.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	runs(t, dir, program(t), "init", "--config", "c.toml")
	return dir
}

// officeOf is an office in whose store someone may sign in.
func officeOf(t testing.TB) string {
	t.Helper()
	dir := office(t, configText)
	phc, err := hash.New(rand.Reader).Hash(t.Context(), flows.Hide(password))
	if err != nil {
		t.Fatal(err)
	}
	n := number(t, someone)
	inStore(t, dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		return st.Merge(ctx, []nip.NIP{n}, func(_ int, a *store.Account, _ bool) (bool, store.Effects, error) {
			*a = store.Account{NIP: n, Name: "BUDI SANTOSO", Unit: "Sekretariat Daerah", Email: "budi@kantor.example"}
			a.Password = store.Password{Hash: phc, Set: time.Now()}
			return true, store.Effects{}, nil
		})
	})
	return dir
}

func number(t testing.TB, text string) nip.NIP {
	t.Helper()
	n, err := nip.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// inStore opens the store of an office, or of practice, sees that it is whole,
// and hands it to f.
func inStore(t testing.TB, dir string, mode store.Mode, f func(context.Context, *bolt.Store) error) {
	t.Helper()
	keyFile := filepath.Join(dir, "a.key")
	if mode == store.Practice {
		keyFile = filepath.Join(dir, "data", "aktivasi.key")
	}
	key, err := seal.ReadKeyFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	st, err := bolt.Open(filepath.Join(dir, "data", "aktivasi.db"), key, mode, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := st.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := f(t.Context(), st); err != nil {
		t.Fatal(err)
	}
}

// account reads somebody's account.
func account(t testing.TB, dir string, mode store.Mode, who string) (a store.Account) {
	t.Helper()
	inStore(t, dir, mode, func(ctx context.Context, st *bolt.Store) (err error) {
		a, err = st.Account(ctx, number(t, who))
		return err
	})
	return a
}

// copied returns a copy of an office.
func copied(t testing.TB, whole string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "a.key"), 0o600); err != nil { // CopyFS leaves rights to the umask
		t.Fatal(err)
	}
	return dir
}
