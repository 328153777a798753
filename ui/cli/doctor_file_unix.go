//go:build !windows

package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// writeOnly opens a file or a device to be written to and waits for nobody: a
// printer that is out of paper or a pipe that nobody reads would keep us there.
const writeOnly = os.O_WRONLY | os.O_APPEND | syscall.O_NONBLOCK

// foreign reports whether somebody else owns the file than who runs this, and
// that is not root, who may do with it as they please.
func foreign(in fs.FileInfo) (uid uint32, yes bool) {
	s, ok := in.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return s.Uid, os.Geteuid() != 0 && s.Uid != uint32(os.Geteuid())
}

// loose reports whether others than the owner have any right to the file.
func loose(in fs.FileInfo) bool { return in.Mode().Perm()&0o077 != 0 }

// meddled reports whether others than the owner may change the file.
func meddled(in fs.FileInfo) bool { return in.Mode().Perm()&0o022 != 0 }
