//go:build darwin || freebsd

package errand

import "golang.org/x/sys/unix"

// credential asks as getpeereid(3) does; the level is 0, <sys/un.h>'s SOL_LOCAL.
func credential(fd int) (uint32, error) {
	c, err := unix.GetsockoptXucred(fd, 0, unix.LOCAL_PEERCRED)
	if err != nil {
		return 0, err
	}
	return c.Uid, nil
}
