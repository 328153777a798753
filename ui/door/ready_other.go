//go:build !unix

package door

import (
	"os"
	"time"
)

// ready is not asked where the console is not read through a [Reader].
func ready(*os.File, time.Duration) bool { return false }
