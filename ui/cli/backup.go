package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/backup"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/ui/cli/errand"
)

func backupCommand(o *options, around surroundings) *cobra.Command {
	var secret, rehearse string
	c := &cobra.Command{
		Use:   "backup --config FILE BACKUP",
		Short: "Put a copy of the store into a file that a passphrase guards",
		Long: `Put a copy of the store, and the key that opens it, into a file that a passphrase
guards. Nobody waits for it at a running kiosk. A file that is there is not
replaced. With --rehearse nothing is written: the file is taken out again, read
from end to end and counted, and put away.

Who has the file and the passphrase has everything. Who has lost the passphrase
has no backup. Keep the two apart.

It is an age file with a tar archive in it, and opens without this program, too:
age -d BACKUP | tar -x`,
	}
	path := configFlag(c)
	c.Flags().StringVar(&secret, "passphrase-file", "", "read the passphrase from the first line of `FILE`, and ask nobody")
	c.Flags().StringVar(&rehearse, "rehearse", "", "prove that `BACKUP` restores, and count what is in it")
	c.Args = func(cmd *cobra.Command, args []string) error {
		if rehearse != "" {
			return noArgs(cmd, args)
		}
		return one("file")(cmd, args)
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		if rehearse != "" {
			return t.rehearse(cmd.Context(), rehearse, secret)
		}
		return t.backup(cmd.Context(), args[0], secret)
	}
	return c
}

// backup has the store copied, and sees that the copy is whole or not there.
func (t task) backup(ctx context.Context, file, secret string) error {
	if _, err := os.Lstat(file); err == nil { // before anybody thinks of a passphrase
		return toFile(file, nil)
	}
	pass, err := t.newPassphrase(ctx, secret)
	if err != nil {
		return err
	}
	var notes bytes.Buffer // said once the file has its name
	err = toFile(file, func(to io.Writer) error {
		return t.carry(ctx, doBackup, struct{}{}, errand.Request{In: strings.NewReader(pass.Reveal()), Out: to, Notes: &notes})
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(t.around.out, "backup    %s\n%s", file, &notes)
	return nil
}

// backup writes a copy of the store. What it reads is the passphrase.
//
// The copy is in the data folder for as long as it takes, and as sealed as the
// store. All of it is read before it is written anywhere: a backup of a store
// that is damaged would be found out on the day when it is needed.
func (o *office) backup(ctx context.Context, r errand.Request) (err error) {
	pass, err := io.ReadAll(io.LimitReader(r.In, passMost+1))
	if err != nil {
		return fmt.Errorf("read the passphrase: %w", err)
	}
	private, err := os.MkdirTemp(o.dir, ".backup-*")
	if err != nil {
		return fmt.Errorf("make room for a copy: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(private)) }()
	path := filepath.Join(private, storeFile)

	key, next, err := o.copy(ctx, path)
	if err != nil {
		return err
	}
	n, err := bolt.Inspect(ctx, path, key, next, store.Real)
	if err != nil {
		return advise(err, store.Real)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	m := backup.Manifest{
		Made: o.desk.Now(), Mode: store.Real, Store: o.store.ID(), Seq: n.Entries.Seq, Chain: n.Entries.Chain,
		Counts: map[string]int{
			"accounts": n.Accounts, "officers": n.Officers, "cases": n.Cases, "letters": n.Letters,
			"strangers": n.Strangers, "terminals": n.Terminals, "units": n.Units,
		},
	}
	if err := backup.Write(ctx, r.Out, flows.Hide(string(pass)), m, f, key, next); err != nil {
		return err
	}
	tell(r.Notes, n)
	return nil
}

// copy copies the store to path, and returns the keys that open the copy: they
// must not be changed in between. That a backup was made is in it.
func (o *office) copy(ctx context.Context, path string) (key, next seal.Key, err error) {
	o.keys.Lock()
	defer o.keys.Unlock()
	if err := o.record(ctx, store.BackupMade, nobody, ""); err != nil {
		return key, next, err
	}
	return o.key, o.next, advise(o.store.Copy(ctx, path), store.Real)
}

// tell says what was counted.
func tell(to io.Writer, n bolt.Counts) {
	fmt.Fprintf(to, "people    %d\nofficers  %d\ncases     %d\naudit     %s\n", n.Accounts, n.Officers, n.Cases, headText(n.Entries))
}

// rehearse proves that a backup restores. It needs no store, and touches none.
func (t task) rehearse(ctx context.Context, file, secret string) error {
	f, pass, err := t.openBackup(ctx, file, secret)
	if err != nil {
		return err
	}
	defer f.Close()
	dir, err := t.c.folder(t.o, t.around.environ)
	if err != nil {
		return err
	}
	if _, err := os.Stat(dir); err != nil {
		dir = os.TempDir() // a machine that has nothing yet
	}
	var n bolt.Counts
	c, err := backup.Rehearse(ctx, f, pass, dir, look(&n))
	if err != nil {
		return adviseBackup(file, err)
	}
	fmt.Fprintf(t.around.out, "backup    %s\nmade      %s\nkey       %s\n", file, t.when(c.Made), c.Key.ID())
	tell(t.around.out, n)
	fmt.Fprintln(t.around.out, "it restores")
	return nil
}

// look reads everything in a store, and counts it.
func look(n *bolt.Counts) backup.Look {
	return func(ctx context.Context, path string, key, next seal.Key, mode store.Mode) (err error) {
		*n, err = bolt.Inspect(ctx, path, key, next, mode)
		return err
	}
}

// when writes a time as the office reads it.
func (t task) when(at time.Time) string { return at.In(t.c.zone).Format("2006-01-02 15:04 MST") }

// openBackup opens the file of a backup, and then asks for its passphrase, or
// reads that in secret.
func (t task) openBackup(ctx context.Context, file, secret string) (*os.File, flows.Secret, error) {
	f, err := openRegular(file)
	if err != nil {
		return nil, flows.Secret{}, err
	}
	pass, err := t.passphrase(ctx, secret, "Passphrase of the backup: ")
	if err != nil {
		_ = f.Close()
		return nil, flows.Secret{}, err
	}
	return f, pass, nil
}

// openRegular opens a backup, which must be a file: opening a pipe waits for ever.
func openRegular(file string) (*os.File, error) {
	in, err := os.Stat(file)
	if err == nil && !in.Mode().IsRegular() {
		return nil, fmt.Errorf("open backup %q: it is no file", file)
	}
	if err != nil {
		return nil, fmt.Errorf("open backup %q: %w", file, cause(err))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open backup %q: %w", file, cause(err))
	}
	return f, nil
}

// adviseBackup puts a hint to what can be wrong with a backup.
func adviseBackup(file string, err error) error {
	err = fmt.Errorf("%q: %w", file, err)
	switch {
	case errors.Is(err, backup.ErrPassphrase):
		return hint(err, "nobody can open it without; type it as it was typed when the backup was made")
	case errors.Is(err, backup.ErrDamaged):
		return hint(err, "take another backup; nothing was changed")
	case errors.Is(err, store.ErrVersion):
		return hint(err, "run the newer program that wrote it")
	}
	return err
}

// What a passphrase must have, in characters, and may, in bytes. The file may be
// anywhere one day, and be guessed at for years: a dozen characters, better five
// words.
const (
	passLeast = 12
	passMost  = 1 << 10
)

// passphrase reads the passphrase from a file, or asks for it.
func (t task) passphrase(ctx context.Context, file, prompt string) (flows.Secret, error) {
	if file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return flows.Secret{}, fmt.Errorf("read the passphrase in %q: %w", file, cause(err))
		}
		first, _, _ := strings.Cut(string(text), "\n")
		return flows.Hide(strings.TrimSuffix(first, "\r")), nil
	}
	l := newLines(t.around.in, t.around.errs) // standard output is for what was made
	defer l.restore()
	text, err := l.ReadSecret(ctx, prompt)
	if err != nil {
		return flows.Secret{}, hint(fmt.Errorf("read the passphrase: %w", err), "type it, or put it into a file and name that with --passphrase-file")
	}
	return flows.Hide(text), nil
}

// newPassphrase is passphrase for one that is to be remembered.
func (t task) newPassphrase(ctx context.Context, file string) (flows.Secret, error) {
	pass, err := t.passphrase(ctx, file, "Passphrase for the backup: ")
	if err != nil {
		return pass, err
	}
	switch text := pass.Reveal(); {
	case utf8.RuneCountInString(text) < passLeast || len(text) > passMost:
		return pass, hint(fmt.Errorf("the passphrase has fewer than %d characters, or more than %d", passLeast, passMost), "take five words that have nothing to do with each other")
	case file != "":
		return pass, nil
	}
	again, err := t.passphrase(ctx, "", "Once more: ")
	if err == nil && again.Reveal() != pass.Reveal() {
		err = hint(errors.New("the two passphrases differ"), "nothing was written; start again")
	}
	return pass, err
}
