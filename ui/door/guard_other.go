//go:build !unix

package door

import (
	"os"
	"syscall"
)

var (
	leaving           = []os.Signal{syscall.SIGTERM, os.Interrupt}
	aborting, ignored []os.Signal
)
