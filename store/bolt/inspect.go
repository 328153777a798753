package bolt

import (
	"context"
	"errors"

	"aktivasi/store"
	"aktivasi/store/seal"
)

// Inspect opens the store at path, reads everything in it and counts it (Check),
// and closes it. next is the zero Key where the key is not being changed. It is
// for a file that nobody uses, such as one just taken out of a backup.
func Inspect(ctx context.Context, path string, key, next seal.Key, mode store.Mode) (n Counts, err error) {
	s, err := Open(path, key, mode, Options{Next: next})
	if err != nil {
		return Counts{}, err
	}
	n, err = s.Check(ctx)
	return n, errors.Join(err, s.Close())
}
