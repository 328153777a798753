package cli

import (
	"bytes"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/backup"
	"aktivasi/store/bolt"
	"aktivasi/store/newfile"
	"aktivasi/store/seal"
	"aktivasi/ui/cli/errand"
)

func restoreCommand(o *options, around surroundings) *cobra.Command {
	var secret string
	var newer bool
	c := &cobra.Command{
		Use:   "restore --config FILE BACKUP",
		Short: "Put the store of a backup in the place of the one that is there",
		Long: `Put the store of a backup in the place of the one that is there, which is kept
beside it. The kiosk must be closed.

A backup is the past: passwords, devices and used codes are those of its day. So
a store that knows of anything the backup does not is not replaced unless
--over-newer says so.

A chief (kepala) signs in first: to the store that is there or, where that is gone,
damaged, or has no chief, to the one in the backup. Where neither has one, the
passphrase is enough. The key file is written where it is missing; one that is
there must be the backup's.`,
		Args: one("file"),
	}
	path := configFlag(c)
	c.Flags().StringVar(&secret, "passphrase-file", "", "read the passphrase from the first line of `FILE`, and ask nobody")
	c.Flags().BoolVar(&newer, "over-newer", false, "also over a store that is newer than the backup, or another")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		return t.carryOr(cmd.Context(), doRestore, struct{}{}, errand.Request{}, func(ctx context.Context, _ errand.Request) error {
			return t.restore(ctx, args[0], secret, newer)
		})
	}
	return c
}

// restore puts the store in a backup in its place. Nobody has the one open that
// is there: it is held until the other has its name.
func (t task) restore(ctx context.Context, file, secret string, newer bool) (err error) {
	dir, err := t.c.folder(t.o, t.around.environ)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, storeFile)
	if err := makeFolder(dir); err != nil {
		return err
	}
	there, err := t.occupant(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, there.close()) }()
	f, pass, err := t.openBackup(ctx, file, secret)
	if err != nil {
		return err
	}
	defer f.Close()

	private, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return fmt.Errorf("make room for the store: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(private)) }()
	temp := filepath.Join(private, storeFile)
	var n bolt.Counts
	c, err := backup.Extract(ctx, f, pass, temp, look(&n))
	if err != nil {
		return adviseBackup(file, err)
	}
	if c.Mode != store.Real {
		return adviseBackup(file, fmt.Errorf("%w: it is one of practice", store.ErrMode))
	}
	if err := t.sameKey(c); err != nil {
		return err
	}
	if err := there.open(c.Key, c.Next); err != nil {
		return err
	}
	if err := there.older(ctx, temp, c, n); err != nil && !newer {
		return hint(fmt.Errorf("restore %q: %w", file, err), "with --over-newer what the backup does not know of is lost; it stays in the copy of the store")
	}
	if err := t.admit(ctx, there, temp, c); err != nil {
		return err
	}
	if err := t.writeKeys(c); err != nil {
		return err
	}
	kept, err := there.giveWay(temp, time.Now())
	if err != nil {
		return hint(err, "the store that was there is there still, or beside it")
	}
	fmt.Fprintf(t.around.out, "store     %s\nmade      %s\n", path, t.when(c.Made))
	if kept != "" {
		fmt.Fprintf(t.around.out, "before    %s\n", kept)
	}
	tell(t.around.out, n)
	return nil
}

// An occupant is the store that stands where one is to be put.
type occupant struct {
	*bolt.Store // nil where there is none, or none that can be opened
	path        string
	there       bool // a file
	foreign     bool // it is sealed under a key that nobody has named
}

// occupant opens the store at path, and so keeps everybody else from it. One that
// cannot be opened is what a restore is for.
func (t task) occupant(path string) (o *occupant, err error) {
	o = &occupant{path: path}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	o.there, o.foreign = true, true
	key, next, err := t.c.keys(t.around.environ)
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil // the backup's may open it
	}
	if err != nil {
		return nil, err
	}
	return o, o.open(key, next)
}

// open tries these keys.
func (o *occupant) open(key, next seal.Key) error {
	if !o.foreign {
		return nil
	}
	st, err := bolt.Open(o.path, key, store.Real, bolt.Options{Next: next})
	switch {
	case errors.Is(err, store.ErrKey):
	case errors.Is(err, store.ErrDamaged):
		o.foreign = false
	case err != nil:
		return advise(err, store.Real)
	default:
		o.Store, o.foreign = st, false
	}
	return nil
}

func (o *occupant) close() error {
	if o.Store == nil {
		return nil
	}
	return o.Store.Close()
}

// older reports, as an error, what the store that is there has and the backup at
// temp has not: it must be the same store at an earlier moment, whose last entry
// the backup has, too.
func (o *occupant) older(ctx context.Context, temp string, c backup.Contents, n bolt.Counts) (err error) {
	switch {
	case o.foreign:
		return errors.New("the store that is there has another key, and what it knows cannot be read")
	case o.Store == nil:
		return nil // there is none, or it is damaged; the file is kept
	case o.ID() != c.Store:
		return errors.New("the store that is there is another one, not an earlier one")
	}
	h, err := o.Head(ctx)
	if err != nil {
		return nil //nolint:nilerr // its end is damaged: the same as one that cannot be opened
	}
	if h.Seq > n.Entries.Seq {
		return fmt.Errorf("the store that is there is newer: it has %d entries in its audit, and the backup %d", h.Seq, n.Entries.Seq)
	}
	if h.Seq == 0 {
		return nil
	}
	st, err := bolt.Open(temp, c.Key, store.Real, bolt.Options{Next: c.Next})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	same := false
	err = (&office{store: st}).entries(ctx, func(at store.Head, _ store.Entry) error {
		same = same || at.Seq == h.Seq && bytes.Equal(at.Chain, h.Chain)
		return nil
	})
	if err == nil && !same {
		err = fmt.Errorf("the store that is there went another way: its entry %d is not the backup's", h.Seq)
	}
	return err
}

// admit has a chief sign in, and writes into the restored store what is done.
// The store that is there is asked first, since it counts wrong tries; a copy
// from a backup can be taken out anew as often as one likes. That is no loss: who
// can take it out has the key already.
func (t task) admit(ctx context.Context, there *occupant, temp string, c backup.Contents) (err error) {
	st, err := bolt.Open(temp, c.Key, store.Real, bolt.Options{Next: c.Next})
	if err != nil {
		return advise(err, store.Real)
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	log, done, err := openLog(filepath.Dir(filepath.Dir(temp)))
	if err != nil {
		return err
	}
	defer done()
	var by nip.NIP
	for _, asked := range []*bolt.Store{there.Store, st} {
		if asked == nil {
			continue
		}
		has, err := hasChief(ctx, asked)
		if err != nil {
			return advise(err, store.Real)
		}
		if !has {
			continue
		}
		in, err := t.askChief(ctx)
		if err != nil {
			return err
		}
		chief, err := signInChief(ctx, t.desk(asked, log), in)
		if err != nil {
			return err
		}
		defer chief.leave(ctx)
		by = chief.nip
		break
	}
	o := &office{store: st, desk: t.desk(st, log)}
	return o.record(ctx, store.StoreRestored, by, fmt.Sprintf("backup of %s, entry %d", c.Made.UTC().Format(time.RFC3339), c.Seq))
}

// sameKey sees that the key of the configuration, where there is one, is the
// backup's: either of the two, where the backup was made while it was changed.
func (t task) sameKey(c backup.Contents) error {
	key, next, err := t.c.keys(t.around.environ)
	switch {
	case errors.Is(err, fs.ErrNotExist) && t.c.KeyFile != "":
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return hint(err, "restore with key_file, which is written then, and make the credential of that file")
	case err != nil:
		return err
	case same(key, c.Next), same(key, c.Key) && (next.None() || c.Next.None() || same(next, c.Next)):
		return nil
	}
	return hint(fmt.Errorf("restore: the backup has key %s, and the configuration names key %s", c.Key.ID(), key.ID()),
		"name another key_file, or put the one that is there away: it is written anew from the backup")
}

// same reports whether a and b are one key, and not none.
func same(a, b seal.Key) bool {
	return !a.None() && subtle.ConstantTimeCompare([]byte(a.Reveal()), []byte(b.Reveal())) == 1
}

// writeKeys writes the key file where it is missing, and the one beside it where
// the backup was made while the key was changed.
func (t task) writeKeys(c backup.Contents) error {
	if t.c.KeyFile == "" {
		return nil
	}
	err := seal.WriteKeyFile(t.c.KeyFile, c.Key)
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	if err == nil && !c.Next.None() {
		if key, next, _ := t.c.keys(t.around.environ); same(key, c.Key) && next.None() {
			err = seal.WriteNextKeyFile(t.c.KeyFile, c.Next)
		}
	}
	if err != nil {
		return hint(fmt.Errorf("write the key %q: %w", t.c.KeyFile, cause(err)), "its folder must be there, and yours to write in")
	}
	return nil
}

// giveWay puts the store at temp in the place of o, and keeps the one that is there under
// another name, which it returns. At every moment there
// is one in that place.
func (o *occupant) giveWay(temp string, now time.Time) (kept string, err error) {
	if !o.there {
		return "", newfile.Make(o.path, func(empty string) error { return os.Rename(temp, empty) })
	}
	kept = o.path + ".before-restore-" + now.UTC().Format("20060102T150405Z")
	if err := os.Link(o.path, kept); err != nil {
		return "", fmt.Errorf("keep the store that is there as %q: %w", kept, err)
	}
	if o.Store != nil && !errand.Supported { // Windows replaces no file that is open
		if err := o.Close(); err != nil {
			return "", err
		}
	}
	beside := filepath.Join(filepath.Dir(o.path), "."+filepath.Base(o.path)+".restored")
	if err := os.Rename(temp, beside); err != nil {
		return "", err
	}
	return kept, newfile.Replace(beside, o.path)
}
