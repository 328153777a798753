package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// configuration looks at who may change the file. It holds no secret; whoever
// writes it says where codes are mailed to.
func (d *doctor) configuration(path string) {
	if in, err := os.Stat(path); err == nil && meddled(in) {
		d.warn("configuration", "chmod go-w "+path, "others may change %s (mode %04o)", path, in.Mode().Perm())
		return
	}
	d.ok("configuration", "%s", path)
}

// store looks at the data folder, the key and the store.
func (d *doctor) store(ctx context.Context, c config) {
	dir, err := c.folder(d.o, d.around.environ)
	if err != nil {
		d.fail("data folder", err)
		return
	}
	key, err := c.key(d.around.environ)
	if err != nil {
		d.fail("key", err)
	} else {
		d.key(c, key)
	}
	if d.folder(dir) && !key.None() {
		d.open(ctx, filepath.Join(dir, storeFile), key)
	}
}

// key looks at whose the key file is; its mode was judged by whoever read it.
func (d *doctor) key(c config, key seal.Key) {
	if c.KeyCredential != "" {
		d.ok("key", "%s, handed over by systemd as %q", key.ID(), c.KeyCredential)
		return
	}
	if in, err := os.Stat(c.KeyFile); err == nil {
		if uid, yes := foreign(in); yes {
			d.warn("key", "give it to who runs the desk (chown), or start doctor as they do",
				"%s in %s belongs to user %d, and this is user %d", key.ID(), c.KeyFile, uid, os.Geteuid())
			return
		}
	}
	d.ok("key", "%s in %s, for its owner alone and outside the data folder", key.ID(), c.KeyFile)
}

// folder looks whether there is a data folder that can be written to.
func (d *doctor) folder(dir string) bool {
	in, err := os.Stat(dir)
	switch {
	case err != nil:
		d.stop("data folder", "make it once with: aktivasi init --config FILE", "%s: %v", dir, cause(err))
		return false
	case !in.IsDir():
		d.stop("data folder", "name another with data = in the configuration", "%s is no folder", dir)
		return false
	}
	if err := writable(dir); err != nil {
		d.stop("data folder", "it must belong to who runs the desk (chown)", "%s cannot be written to: %v", dir, err)
		return true
	}
	if loose(in) {
		d.warn("data folder", "chmod 700 "+dir, "others may look into %s (mode %04o)", dir, in.Mode().Perm())
		return true
	}
	d.ok("data folder", "%s, for its owner alone", dir)
	return true
}

// writable makes a file in dir and takes it away again: rights are more than
// their bits, and a file system may be read-only.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return cause(err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// open reads everything there is in the store. One that is in use was judged by
// who uses it, when they opened it.
func (d *doctor) open(ctx context.Context, path string, key seal.Key) {
	st, err := bolt.Open(path, key, store.Real, bolt.Options{})
	if errors.Is(err, store.ErrInUse) {
		d.ok("store", "%s is open in another aktivasi, and so was not read", path)
		return
	}
	if err != nil {
		d.fail("store", advise(err, store.Real))
		return
	}
	err = d.read(ctx, st)
	if err = errors.Join(err, st.Close()); err != nil {
		d.fail("store", advise(err, store.Real))
	}
}

func (d *doctor) read(ctx context.Context, st *bolt.Store) error {
	n, err := st.Check(ctx)
	if err != nil {
		return err
	}
	d.newest = n.Entries.Newest
	d.ok("store", "every page and every record can be read; %d entries in the audit", n.Entries.Seq)
	if n.Accounts == 0 {
		d.stop("people", "bring them in with: aktivasi roster import --config FILE ROSTER.csv", "there are none")
	} else {
		d.ok("people", "%d", n.Accounts)
	}
	if n.Officers == 0 {
		d.warn("officers", "add one with: aktivasi officer add --config FILE --name NAME NIP", "there are none, so nobody can help, and nobody can close the kiosk")
	} else {
		d.ok("officers", "%d", n.Officers)
	}
	return nil
}

// How much room there should be. bbolt grows a file by 16 MiB at a time (its
// AllocSize), and a change that finds no room is refused, so least is three
// times that. A store of a million people takes 580 MB (docs/performance.md) and
// so does each backup before it is moved; few is room for one of most offices,
// and for a log of years.
const (
	least = 50 << 20
	few   = 500 << 20
)

// disk looks at the room there is for the store to grow.
func (d *doctor) disk(_ context.Context, c config) {
	dir, err := c.folder(d.o, d.around.environ)
	if err != nil {
		return // said already
	}
	free, err := d.free(dir)
	const hint = "make room, or keep the data elsewhere"
	switch {
	case errors.Is(err, os.ErrNotExist): // said already
	case err != nil:
		d.warn("disk", "", "how much is free is not known: %v", err)
	case free < least:
		d.stop("disk", hint, "%s free, and %s is the least", size(free), size(least))
	case free < few:
		d.warn("disk", hint, "%s free", size(free))
	default:
		d.ok("disk", "%s free", size(free))
	}
}

// size writes a number of bytes as people read it.
func size(bytes uint64) string {
	if bytes < 10<<30 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d GiB", bytes>>30)
}
