//go:build unix

package cli_test

import "syscall"

// pipe makes a named pipe, which whoever opens it waits at.
func pipe(path string) error { return syscall.Mkfifo(path, 0o600) }
