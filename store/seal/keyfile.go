package seal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"aktivasi/store/newfile"
)

// ErrLoose is a key file that others than its owner may read.
var ErrLoose = errors.New("others may read the key file")

// WriteKeyFile writes k to a new file of mode 0600. The file is whole or not
// there, and a file that is there is not replaced: the error is [fs.ErrExist].
func WriteKeyFile(path string, k Key) error {
	if k.None() {
		return fmt.Errorf("write key file %q: %w", path, ErrNoKey)
	}
	return newfile.Make(path, func(temp string) error {
		return os.WriteFile(temp, []byte(k.Reveal()), 0o600)
	})
}

// ReadKeyFile reads the key in the file at path. The error is [fs.ErrNotExist],
// ErrLoose where group or others have any right to it, or ErrNotKey.
func ReadKeyFile(path string) (Key, error) { return readKey(path, true) }

// ReadCredential reads the key that systemd hands a service as the credential
// of that name (systemd.exec(5), LoadCredential=). The folder is what the
// environment variable CREDENTIALS_DIRECTORY says; without one there is no such
// credential and the error is [fs.ErrNotExist].
//
// Its mode is not looked at: systemd protects the folder, and where it lets the
// service in by an access list, the group's bits show the list's mask.
func ReadCredential(folder, name string) (Key, error) {
	if folder == "" || !filepath.IsLocal(name) || filepath.Base(name) != name {
		return Key{}, fmt.Errorf("read credential %q: %w", name, fs.ErrNotExist)
	}
	return readKey(filepath.Join(folder, name), false)
}

func readKey(path string, private bool) (Key, error) {
	k, err := func() (Key, error) {
		in, err := os.Stat(path) // before opening it: opening a pipe waits for a writer
		if err != nil {
			return Key{}, err
		}
		if !in.Mode().IsRegular() {
			return Key{}, ErrNotKey
		}
		f, err := os.Open(path)
		if err != nil {
			return Key{}, err
		}
		defer f.Close()
		if in, err = f.Stat(); err != nil {
			return Key{}, err
		}
		// Windows keeps rights in lists, and Go makes up the bits.
		if private && runtime.GOOS != "windows" && in.Mode().Perm()&0o077 != 0 {
			return Key{}, fmt.Errorf("%w (mode %04o, want 0600)", ErrLoose, in.Mode().Perm())
		}
		const most = 1024 // a key has 80; whatever was named by mistake may be a disk image
		b, err := io.ReadAll(io.LimitReader(f, most+1))
		if err != nil {
			return Key{}, err
		}
		if len(b) > most {
			return Key{}, ErrNotKey
		}
		return ParseKey(string(b))
	}()
	if err != nil {
		return Key{}, fmt.Errorf("read key %q: %w", path, err)
	}
	return k, nil
}
