package seal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// sameKey reports whether a opens what b seals.
func sameKey(a, b Key) bool { return !a.None() && !b.None() && *a.p.raw == *b.p.raw }

func TestKeyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "etc", "kunci")
	k := key(t, 3)
	if err := WriteKeyFile(path, k); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadKeyFile(path); err != nil || !sameKey(got, k) {
		t.Errorf("read back as another, %v", err)
	}
	if err := WriteKeyFile(path, key(t, 4)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a key: err = %v, want %v", err, fs.ErrExist)
	}
	if got, err := ReadKeyFile(path); err != nil || !sameKey(got, k) {
		t.Errorf("it was written over, %v", err)
	}
	if err := WriteKeyFile(path+"2", Key{}); !errors.Is(err, ErrNoKey) {
		t.Errorf("no key: err = %v, want %v", err, ErrNoKey)
	}
	if _, err := ReadKeyFile(path + "2"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: err = %v, want %v", err, fs.ErrNotExist)
	}
	b, err := os.ReadFile(path)
	if err != nil || strings.Count(string(b), "\n") != 1 || !strings.HasPrefix(string(b), "aktivasi-key-1:"+k.ID()+":") {
		t.Errorf("the file holds %d bytes that do not look like a key, %v", len(b), err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o660, 0o601, 0o400, 0o600} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := ReadKeyFile(path)
		if loose := mode&0o077 != 0; errors.Is(err, ErrLoose) != loose || !loose && err != nil {
			t.Errorf("mode %o: err = %v", mode, err)
		}
	}
	if err := os.Chmod(path, 0o440); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadCredential(filepath.Dir(path), "kunci"); err != nil || !sameKey(got, k) {
		t.Errorf("as a credential: %v", err)
	}
	for _, name := range []string{"", ".", "..", "../etc/kunci", "/etc/kunci", "tidak-ada"} {
		if _, err := ReadCredential(filepath.Dir(path), name); err == nil {
			t.Errorf("credential %q was read", name)
		}
	}
	if _, err := ReadCredential("", "kunci"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a folder: err = %v, want %v", err, fs.ErrNotExist)
	}
}

// A file named by mistake is told from a key, and not read out.
func TestNotKeyFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good := key(t, 3).Reveal()
	for name, text := range map[string]string{
		"empty":   "",
		"another": "-----BEGIN PRIVATE KEY-----\nRAHASIA\n-----END PRIVATE KEY-----\n",
		"cut":     good[:40],
		"long":    good + strings.Repeat(" ", 2000),
		"two":     good + good,
		"later":   strings.Replace(good, "key-1", "key-2", 1),
		"folder":  "",
	} {
		path := filepath.Join(dir, name)
		err := os.WriteFile(path, []byte(text), 0o600)
		if name == "folder" {
			err = errors.Join(os.Remove(path), os.Mkdir(path, 0o700))
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = ReadKeyFile(path)
		if !errors.Is(err, ErrNotKey) || strings.Contains(err.Error(), "RAHASIA") {
			t.Errorf("%s: err = %v, want %v", name, err, ErrNotKey)
		}
	}
}

func TestParseKey(t *testing.T) {
	t.Parallel()
	k := key(t, 3)
	line := strings.TrimSpace(k.Reveal())
	for _, text := range []string{line, line + "\n", line + "\r\n", "  " + line + "\n\n"} {
		if got, err := ParseKey(text); err != nil || !sameKey(got, k) {
			t.Errorf("%q: %v", text, err)
		}
	}
	// One letter mistyped, anywhere.
	for i := range line {
		if got, err := ParseKey(line[:i] + "x" + line[i+1:]); !errors.Is(err, ErrNotKey) && !sameKey(got, k) {
			t.Errorf("letter %d: err = %v, want %v", i, err, ErrNotKey)
		}
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add(key(f, 1).Reveal())
	f.Add("aktivasi-key-1::")
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseKey(text)
		if err != nil {
			if !k.None() || !errors.Is(err, ErrNotKey) {
				t.Errorf("%v, and a key: %v", err, !k.None())
			}
			return
		}
		if again, err := ParseKey(k.Reveal()); err != nil || !sameKey(k, again) {
			t.Errorf("written and read it is another, %v", err)
		}
	})
}
