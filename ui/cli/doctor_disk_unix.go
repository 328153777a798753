//go:build linux || darwin || dragonfly || freebsd

package cli

import "golang.org/x/sys/unix"

// freeSpace is how much room there is for us in the file system of dir, what is
// kept for root left out: f_bavail of statfs(2).
func freeSpace(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return uint64(max(s.Bavail, 0)) * uint64(s.Bsize), nil
}
