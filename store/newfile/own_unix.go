//go:build !windows

package newfile

import (
	"io/fs"
	"os"
	"syscall"
)

// own gives the file at path the owner and group of in.
func own(path string, in fs.FileInfo) error {
	now, err := os.Stat(path)
	if err != nil {
		return err
	}
	want, ok := in.Sys().(*syscall.Stat_t)
	have, ok2 := now.Sys().(*syscall.Stat_t)
	if !ok || !ok2 || want.Uid == have.Uid && want.Gid == have.Gid {
		return nil // not even asked for: who is not root may not
	}
	return os.Chown(path, int(want.Uid), int(want.Gid))
}
