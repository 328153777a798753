package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// patience is how long a program may take that should answer at once. Nothing is
// measured by it: it turns a program that hangs into a test that fails.
const patience = 20 * time.Second

// said is what a program that ended had said.
type said struct {
	out, errs string
	code      int
}

// runs runs the program to its end, with nothing to read.
func runs(t testing.TB, dir string, args ...string) said {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, "aktivasi", args...)
	var out, errs bytes.Buffer
	c.Dir, c.Stdout, c.Stderr, c.WaitDelay = dir, &out, &errs, time.Second
	err := c.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		t.Fatalf("aktivasi %s hangs; so far it said\n%s%s", strings.Join(args, " "), &out, &errs)
	case err != nil && !errors.As(err, &exit):
		t.Fatal(err)
	}
	return said{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// complains checks that s is a refusal: exit code 1, one line with what is the
// matter and one with what to do, and nothing else.
func complains(t testing.TB, s said, about string) {
	t.Helper()
	line := strings.Split(s.errs, "\n")
	if s.code != 1 || s.out != "" || len(line) != 3 || line[2] != "" ||
		!strings.HasPrefix(line[0], "aktivasi: ") || !strings.HasPrefix(line[1], "aktivasi: hint: ") {
		t.Errorf("exit code %d, and this was said:\n%s%s", s.code, s.out, s.errs)
	}
	if !strings.Contains(line[0], about) {
		t.Errorf("it says %q, and nothing about %q", line[0], about)
	}
}

// modes are the two ways to open a store, each with a folder furnished for it.
var modes = []struct {
	name string
	args []string // run in the folder that hasStore made
}{
	{"practice", []string{"--data", "data"}},
	{"kiosk", []string{"kiosk", "--config", "c.toml"}},
	{"import", []string{"roster", "import", "--config", "c.toml", "r.csv"}},
}

const configText = `
data = "data"
key_file = "a.key"
[mail]
host = "127.0.0.1"
from = "noreply@contoh.example"
`

// hasStore makes a folder with a store in data/, for practice or for real.
func hasStore(t testing.TB, practice bool) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"c.toml": configText,
		"r.csv":  "NIP,Nama\n199001012015011001,Budi Santoso\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if practice {
		if s := runs(t, dir, "--data", "data"); s.code != 1 { // the end of its input
			t.Fatalf("make a store: %+v", s)
		}
	} else if s := runs(t, dir, "init", "--config", "c.toml"); s.code != 0 {
		t.Fatalf("make a store: %+v", s)
	}
	return dir
}

// copied returns a copy of such a folder.
func copied(t testing.TB, whole string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*.key", "*/*.key"} { // CopyFS leaves rights to the umask
		keys, err := filepath.Glob(filepath.Join(dir, pattern))
		for _, key := range keys {
			err = errors.Join(err, os.Chmod(key, 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A store that is none any more is refused in two lines, whatever opens it, and
// is left as it is: somebody may still want to save what can be saved.
func TestDamagedStore(t *testing.T) {
	t.Parallel()
	cut := func(to int64) func(string) error {
		return func(path string) error { return os.Truncate(path, to) }
	}
	swap := func(with func(path string) error) func(string) error {
		return func(path string) error { return errors.Join(os.Remove(path), with(path)) }
	}
	damages := []struct {
		name, about string
		do          func(path string) error
	}{
		{"empty", "the file is empty", cut(0)},
		{"one byte", "the store is damaged", cut(1)},
		{"half a page", "the store is damaged", cut(2048)},
		{"one page", "the store is damaged", cut(4096)},
		{"two pages", "the store is damaged", cut(8192)},
		{"within a page", "the store is damaged", cut(12345)},
		{"but for a byte", "the store is damaged", cut(32767)},
		{"half", "the store is damaged", cut(16384)},
		{"noise", "the store is damaged", func(path string) error { return noise(path, 0, 32768) }},
		{"noise in the metas", "the store is damaged", func(path string) error { return noise(path, 0, 8192) }},
		{"noise behind them", "the store is damaged", func(path string) error { return noise(path, 8192, 32768) }},
		{"another file", "the store is damaged", func(path string) error { return os.WriteFile(path, []byte(configText), 0o600) }},
		{"folder", "it is a folder", swap(func(path string) error { return os.Mkdir(path, 0o700) })},
		{"pipe", "it is a pipe", swap(pipe)},
	}
	for _, m := range modes {
		whole := hasStore(t, m.name == "practice")
		for _, d := range damages {
			t.Run(m.name+"/"+d.name, func(t *testing.T) {
				t.Parallel()
				dir := copied(t, whole)
				path := filepath.Join(dir, "data", "aktivasi.db")
				if d.name == "pipe" && runtime.GOOS == "windows" {
					t.Skip("there are no pipes in a folder here")
				}
				if err := d.do(path); err != nil {
					t.Fatal(err)
				}
				before := look(t, path)
				complains(t, runs(t, dir, m.args...), d.about)
				if look(t, path) != before {
					t.Error("the file was changed")
				}
				left, err := filepath.Glob(filepath.Join(dir, "data", "*.db*"))
				if err != nil || len(left) != 1 {
					t.Errorf("beside it there is now %q", left)
				}
			})
		}
	}
}

// noise overwrites a part of a file, the same way each time.
func noise(path string, from, to int) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	x := uint32(from + 1)
	for i := from; i < min(to, len(b)); i++ {
		x ^= x << 13 // Marsaglia's xorshift
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return os.WriteFile(path, b, 0o600)
}

// look is what stands at path: a file's bytes, or what else it is.
func look(t *testing.T, path string) string {
	t.Helper()
	in, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !in.Mode().IsRegular() {
		return in.Mode().String()
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Where somebody is at it already, a second program says so, and what to do. The
// first one does not notice.
func TestSecondProcess(t *testing.T) {
	t.Parallel()
	for _, m := range modes {
		if m.name == "import" {
			continue // the kiosk carries it out, see TestBothWays
		}
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			dir := hasStore(t, m.name == "practice")
			first := exec.CommandContext(t.Context(), "aktivasi", m.args...)
			first.Dir = dir
			in, err := first.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			out, err := first.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := first.Start(); err != nil {
				t.Fatal(err)
			}
			untilSaid(t, out, "Pilih nomor: ")

			began := time.Now()
			s := runs(t, dir, m.args...)
			t.Logf("refused after %v", time.Since(began).Round(time.Millisecond))
			complains(t, s, "another process has the store open")

			if _, err := io.WriteString(in, ":keluar\n"); err != nil {
				t.Error(err)
			}
			if m.name == "kiosk" { // which nobody leaves: it begins anew, until its input ends
				untilSaid(t, out, "Pilih nomor: ")
				_ = in.Close()
			}
			rest, err := io.ReadAll(out)
			err = errors.Join(err, first.Wait())
			if left := err == nil && strings.HasSuffix(string(rest), "Sampai jumpa.\n"); left != (m.name == "practice") {
				t.Errorf("the first one ends with %v after\n%s", err, rest)
			}
			if s := runs(t, dir, m.args...); strings.Contains(s.errs, "another process") {
				t.Errorf("with nobody left: %s", s.errs)
			}
		})
	}
}

// untilSaid reads from r until it has said what ends in end.
func untilSaid(t *testing.T, r io.Reader, end string) {
	t.Helper()
	var all []byte
	for b := make([]byte, 1); !bytes.HasSuffix(all, []byte(end)); all = append(all, b[0]) {
		if _, err := io.ReadFull(r, b); err != nil {
			t.Fatalf("%v after\n%s", err, all)
		}
	}
}
