package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"aktivasi/store"
	"aktivasi/store/seal"
	"aktivasi/ui/cli/errand"
)

// nextName is what is put behind the name of a credential, as behind that of a
// key file, for the key to come.
const nextName = ".next"

// keys reads the key that the configuration names and, if it is being changed,
// the one to come, which is the zero Key otherwise.
func (c config) keys(environ func(string) string) (key, next seal.Key, err error) {
	// The key to come first: if it takes the other's place in between, it is read
	// twice and not overlooked.
	if c.KeyCredential != "" {
		next, err = seal.ReadCredential(environ("CREDENTIALS_DIRECTORY"), c.KeyCredential+nextName)
	} else {
		_, next, err = seal.ReadKeyFiles(c.KeyFile)
	}
	key, err2 := c.key(environ)
	switch {
	case err2 != nil:
		return seal.Key{}, seal.Key{}, err2
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return seal.Key{}, seal.Key{}, hint(err, "it is the key to come: a change of the key was begun, and needs it to go on")
	}
	return key, next, nil
}

func keyCommand(o *options, around surroundings) *cobra.Command {
	return group("key", "The key that the store is sealed under", rotateCommand(o, around))
}

func rotateCommand(o *options, around surroundings) *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "rotate --config FILE",
		Short: "Seal the store under a new key",
		Long: `Seal the store under a new key, and let that take the place of the old one. The
kiosk goes on meanwhile. Whoever is stopped on the way starts the same command
again: until then both keys are needed, and both are read.

With key_file the new key is made beside it, and takes its name at the end. With
key_credential --next names a key file, which is made if it is not there; when the
command has ended it is the credential's turn to be changed. A kiosk that is
started in between needs it as the credential of the same name with .next behind.`,
		Args: noArgs,
	}
	path := configFlag(c)
	c.Flags().StringVar(&file, "next", "", "with key_credential: the new key is, or will be, in `FILE`")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		return t.rotate(cmd.Context(), file)
	}
	return c
}

// rotate changes the key in the three steps of package seal, of which the middle
// one is an errand. The files are this side's: the kiosk may not be able to write
// them, nor to read its credential twice.
func (t task) rotate(ctx context.Context, file string) error {
	credential := t.c.KeyCredential != ""
	switch {
	case credential && file == "":
		return &usageError{errors.New("key rotate: with key_credential, --next FILE is needed: what systemd keeps cannot be changed from here")}
	case !credential && file != "":
		return &usageError{errors.New("key rotate: --next is for key_credential; with key_file the new key is made beside it")}
	}
	var told rotating
	if !credential {
		old, err := t.c.key(t.around.environ)
		if err != nil {
			return err
		}
		told.Key = old.ID()
	}
	next, err := t.nextKey(file)
	if err != nil {
		return err
	}
	err = t.carry(ctx, doRotate, told, errand.Request{In: strings.NewReader(next.Reveal()), Out: t.around.out, Notes: t.around.errs})
	if err != nil {
		return err
	}
	if credential {
		fmt.Fprintf(t.around.out, "next  put %s in the place of the credential %q before the kiosk is started again\n", file, t.c.KeyCredential)
		return nil
	}
	if err := seal.PromoteKeyFile(t.c.KeyFile); err != nil {
		return hint(err, "the store is sealed under the new key by now; start the command again")
	}
	fmt.Fprintf(t.around.out, "next  copy %s to where the office keeps its copy of the key\n", t.c.KeyFile)
	return nil
}

// nextKey returns the key to come: the one of a change that has begun, or a new
// one that is on the disk by now.
func (t task) nextKey(file string) (next seal.Key, err error) {
	read := func() (seal.Key, error) { return seal.ReadKeyFile(file) }
	write := func(k seal.Key) error { return seal.WriteKeyFile(file, k) }
	if file == "" {
		read = func() (seal.Key, error) {
			_, next, err := seal.ReadKeyFiles(t.c.KeyFile)
			if err == nil && next.None() {
				err = fs.ErrNotExist
			}
			return next, err
		}
		write = func(k seal.Key) error { return seal.WriteNextKeyFile(t.c.KeyFile, k) }
	}
	if next, err = read(); !errors.Is(err, fs.ErrNotExist) {
		return next, err
	}
	if next, err = seal.NewKey(rand.Reader); err == nil {
		err = write(next)
	}
	if err != nil {
		return seal.Key{}, hint(err, "the folder of the key must be yours to write in")
	}
	return next, nil
}

// rotateSaid is how many values take so long that somebody wants to know how far
// it is.
const rotateSaid = 10_000

// rotating is what a change of the key is told. The new key is its input.
type rotating struct {
	Key string // the id of the old one, or ""
}

// rotate seals the store under the key it is given.
func (o *office) rotate(ctx context.Context, r errand.Request) error {
	var told rotating
	if err := r.Decode(&told); err != nil {
		return err
	}
	text, err := io.ReadAll(io.LimitReader(r.In, 1<<10)) // a key has 80 bytes
	if err != nil {
		return fmt.Errorf("change key: %w", err)
	}
	next, err := seal.ParseKey(string(text))
	if err != nil {
		return fmt.Errorf("change key: %w", err)
	}
	o.keys.Lock()
	defer o.keys.Unlock()
	// Whoever names another key file has another store in mind, and would lose
	// that one's key at the end.
	if told.Key != "" && told.Key != o.key.ID() && o.key.ID() != next.ID() {
		return hint(fmt.Errorf("change key: the store that is open has key %s, and the configuration names %s", o.key.ID(), told.Key),
			"start the command with the configuration of the kiosk")
	}
	before := o.key.ID()
	o.next = next
	tenth := 0
	err = o.store.Rotate(ctx, next, func(done, total int) {
		if n := 10 * done / max(total, 1); n > tenth && total >= rotateSaid {
			tenth = n
			fmt.Fprintf(r.Notes, "%d of %d values\n", done, total)
		}
	})
	if err != nil {
		return hint(advise(err, store.Real), "start the command again: it goes on where it was")
	}
	o.key, o.next = next, seal.Key{}
	if before != next.ID() {
		if err := o.record(ctx, store.KeyRotated, nobody, before+" -> "+next.ID()); err != nil {
			return err
		}
	}
	fmt.Fprintf(r.Out, "key   %s\n", next.ID())
	return nil
}
