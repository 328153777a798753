//go:build unix

package door

import (
	"os"
	"syscall"
)

var (
	leaving = []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT}
	ignored = []os.Signal{syscall.SIGTSTP, syscall.SIGQUIT}
)
