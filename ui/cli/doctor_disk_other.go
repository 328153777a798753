//go:build !(linux || darwin || dragonfly || freebsd || windows)

package cli

import "errors"

// freeSpace is not known: what statfs calls its fields differs here.
func freeSpace(string) (uint64, error) { return 0, errors.ErrUnsupported }
