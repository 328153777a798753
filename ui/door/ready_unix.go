//go:build unix

package door

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// ready reports whether the file has something to read within the time given.
// It selects, since poll does not know terminals on macOS. A hang-up counts as
// something to read. A file that cannot be asked never has anything.
func ready(file *os.File, within time.Duration) bool {
	fd := int(file.Fd())
	if fd >= unix.FD_SETSIZE {
		return false
	}
	for {
		var set unix.FdSet
		set.Set(fd)
		left := unix.NsecToTimeval(within.Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &left)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		return err == nil && n > 0
	}
}
