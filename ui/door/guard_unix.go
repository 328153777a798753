//go:build unix

package door

import (
	"os"
	"syscall"
)

var (
	leaving  = []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT}
	aborting = []os.Signal{
		syscall.SIGABRT, syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGSYS,
	}
	ignored = []os.Signal{syscall.SIGTSTP, syscall.SIGQUIT}
)
