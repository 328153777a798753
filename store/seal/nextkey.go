package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"aktivasi/store/newfile"
)

// A key is changed in three steps, and whoever is killed between any two goes on
// from there:
//
//  1. WriteNextKeyFile: the new key is on the disk, beside the old one, before
//     the first value is sealed under it;
//  2. every value of the store is sealed anew;
//  3. PromoteKeyFile: the new one takes the place of the old one.
//
// So at each moment the two files together open everything, and a program reads
// both (ReadKeyFiles).

// nextPath is where the key to come stands: beside the file itself, which a link
// at path may lead to, so that it can take its place.
func nextPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return path + ".next"
}

// ReadKeyFiles reads the key in the file at path and, if it is being changed,
// the one to come, which is the zero Key otherwise. The errors are those of
// ReadKeyFile.
func ReadKeyFiles(path string) (key, next Key, err error) {
	// The key to come first: if it takes its place in between, it is read twice
	// and not overlooked.
	if next, err = ReadKeyFile(nextPath(path)); errors.Is(err, fs.ErrNotExist) {
		next, err = Key{}, nil
	}
	if err == nil {
		key, err = ReadKeyFile(path)
	}
	if err != nil {
		return Key{}, Key{}, err
	}
	return key, next, nil
}

// WriteNextKeyFile writes next beside the key file at path, with the owner of
// that. One that is there already belongs to a change that has begun: the error
// is [fs.ErrExist].
func WriteNextKeyFile(path string, next Key) error {
	if next.None() {
		return fmt.Errorf("write next key of %q: %w", path, ErrNoKey)
	}
	return newfile.Make(nextPath(path), func(temp string) error {
		return errors.Join(os.WriteFile(temp, []byte(next.Reveal()), 0o600), newfile.Match(temp, path))
	})
}

// PromoteKeyFile lets the key to come take the place of the key file at path,
// once the whole store is sealed under it. Where there is none the error is
// [fs.ErrNotExist].
func PromoteKeyFile(path string) error {
	next := nextPath(path)
	if _, err := ReadKeyFile(next); err != nil { // no key is given up for what is none
		return err
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("promote key of %q: %w", path, err)
	}
	return newfile.Replace(next, real)
}
