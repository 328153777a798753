package newfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrUnsure is a file that has taken its place and may lose it again: the folder
// could not be flushed, and after a power cut the old file may be back.
var ErrUnsure = errors.New("moved, and a power cut may undo it")

// Replace puts the file temp in the place of the file at path, which must be in
// the same folder. Whoever looks finds the old one or the new one, whole; a kill
// or a power cut leaves one of them. It is given the owner and the mode of the
// old one (Match). An error other than ErrUnsure has changed nothing.
func Replace(temp, path string) error {
	if err := errors.Join(Match(temp, path), flush(temp)); err != nil {
		return fmt.Errorf("replace %q: %w", path, err)
	}
	if err := os.Rename(temp, path); err != nil {
		return fmt.Errorf("replace %q: %w", path, err)
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("replace %q: %w: %v", path, ErrUnsure, err)
	}
	return nil
}

// Match gives the file temp the owner and the mode of the one at path. Root may
// do the work, and the service whose file it is must read it afterwards.
func Match(temp, path string) error {
	in, err := os.Stat(path)
	if err != nil {
		return err
	}
	if err := own(temp, in); err != nil {
		return err
	}
	return os.Chmod(temp, in.Mode().Perm()) // after own: a change of owner may clear bits
}
