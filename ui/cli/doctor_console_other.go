//go:build !linux

package cli

import (
	"errors"
	"os"
)

// consoleFont asks nobody: no other system tells what its console can draw.
func consoleFont(*os.File) (font, error) { return nil, errors.ErrUnsupported }
