//go:build !windows

package newfile

import (
	"errors"
	"os"
)

// syncFolder waits until the names in dir are on the disk. A synced file whose
// name was lost is lost (fsync(2), "does not necessarily ensure that the entry
// in the directory containing the file has also reached disk").
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
