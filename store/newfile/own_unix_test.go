//go:build !windows

package newfile

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Root may compact a service's store, and it stays the service's.
func TestReplaceKeepsOwner(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("only root gives files away")
	}
	dir := t.TempDir()
	path, temp := filepath.Join(dir, "key"), filepath.Join(dir, "key.next")
	const somebody, group = 12345, 23456
	if err := errors.Join(write("old")(path), os.Chown(path, somebody, group), write("new")(temp), Replace(temp, path)); err != nil {
		t.Fatal(err)
	}
	in, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if is := in.Sys().(*syscall.Stat_t); is.Uid != somebody || is.Gid != group {
		t.Errorf("it belongs to %d:%d", is.Uid, is.Gid)
	}
}
