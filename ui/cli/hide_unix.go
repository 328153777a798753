//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package cli

import "golang.org/x/sys/unix"

// hide keeps the terminal from showing what is typed. What was typed already
// stays to be read.
func hide(fd int) error {
	now, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	now.Lflag &^= unix.ECHO
	return unix.IoctlSetTermios(fd, setTermios, now)
}
