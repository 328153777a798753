//go:build unix

package door

import (
	"os"

	"golang.org/x/sys/unix"
)

// redirect makes standard error the file, until loud is called. It is done below
// package os: the runtime knows no os.Stderr and writes to descriptor 2.
func redirect(f *os.File) (loud func(), err error) {
	const stderr = 2
	was, err := unix.FcntlInt(stderr, unix.F_DUPFD_CLOEXEC, stderr+1)
	if err != nil {
		return nil, err
	}
	if err := unix.Dup2(int(f.Fd()), stderr); err != nil {
		_ = unix.Close(was)
		return nil, err
	}
	return func() {
		_ = unix.Dup2(was, stderr)
		_ = unix.Close(was)
	}, nil
}
