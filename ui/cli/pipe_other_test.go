//go:build !unix

package cli_test

import "errors"

func pipe(string) error { return errors.ErrUnsupported }
