// Package newfile makes files that are either whole or not there, and never
// takes the place of one that is. A key or a store that was half written when
// the power went would look like a damaged one for ever after.
package newfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Make makes the file at path with what fill writes to the file it is given the
// name of: empty, private (0600), in the same folder, under a name that begins
// with a dot. Only when that has reached the disk does it get its own name, and
// only if nothing has it: then the error is [fs.ErrExist]. Of two who make the
// same file at once, one succeeds. Folders that are missing are made private
// (0700).
//
// Who is killed on the way leaves at most the file with the dot, which nobody
// reads.
func Make(path string, fill func(temp string) error) error {
	return place(path, fill, os.Link)
}

// place is Make with the call that gives a file a second name.
func place(path string, fill func(string) error, link func(old, new string) error) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("make %q: %w", path, fs.ErrExist)
	}
	dir := filepath.Dir(path)
	if err := folder(dir); err != nil {
		return fmt.Errorf("make folder of %q: %w", path, err)
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*.new") // 0600 by its contract
	if err != nil {
		return fmt.Errorf("make %q: %w", path, err)
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err = errors.Join(f.Close(), fill(temp)); err == nil { // half a file need not last
		err = flush(temp)
	}
	if err != nil {
		return fmt.Errorf("make %q: %w", path, err)
	}
	// A second name, unlike a rename, is refused where the name is taken.
	err = link(temp, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		// FAT and some network folders know no second names. There a rename must
		// do, and two who look at the same moment are not told apart.
		if _, look := os.Lstat(path); look == nil {
			err = fs.ErrExist
		} else {
			err = os.Rename(temp, path)
		}
	}
	if err != nil {
		return fmt.Errorf("make %q: %w", path, err)
	}
	if err := syncFolder(dir); err != nil {
		return fmt.Errorf("make %q: %w", path, err)
	}
	return nil
}

// folder makes dir, and sees that its own name lasts too.
func folder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	_ = syncFolder(filepath.Dir(dir)) // may be a folder we cannot read, such as one of 0711
	return nil
}

// flush waits until what was written is on the disk.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // Windows flushes only what is open for writing
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
