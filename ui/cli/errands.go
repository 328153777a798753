package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows/nip"
	"aktivasi/flows/run"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/newfile"
	"aktivasi/store/seal"
	"aktivasi/ui/cli/errand"
)

// An office is what a command works on, wherever it is carried out: in the
// process of the kiosk, which has the store all day, or in the command's own.
type office struct {
	store *bolt.Store
	desk  *run.Desk // its clock, its name in the audit, and what officers sign in to
	dir   string    // the data folder, with room for files that last as long as a command

	keys sync.Mutex // held by who needs both keys to be those of the store, or changes them
	key  seal.Key
	next seal.Key // the key to come, where the key is being changed
}

// The names of errands, which the commands' own process and the kiosk's agree on.
const (
	doImport  = "roster-import"
	doReport  = "report"
	doSlip    = "slip"
	doVerify  = "audit-verify"
	doExport  = "audit-export"
	doBackup  = "backup"
	doRestore = "restore"
	doRotate  = "key-rotate"
	doCompact = "compact"
	doOfficer = "officer-add"
)

// errands is what the process that has the store open does for commands. The
// kiosk hands it to errand.Listen once its store is open, and closes what that
// returns before the store.
func errands(o *office) map[string]errand.Handler {
	return map[string]errand.Handler{
		doImport:  o.importRoster,
		doReport:  o.report,
		doSlip:    o.slip,
		doVerify:  o.verify,
		doExport:  o.export,
		doBackup:  o.backup,
		doRestore: func(context.Context, errand.Request) error { return errOpen },
		doRotate:  o.rotate,
		doCompact: o.compact,
		doOfficer: o.addOfficer,
	}
}

// listen carries errands out for the commands of the folder, from now until what
// it returns is called, which is before the store is closed. next is the zero Key
// where the key is not being changed.
//
// A folder whose path is too long for a socket is no reason to send people away:
// commands hear that the store is in use, as they do where there are no sockets.
func listen(desk *run.Desk, st store.Store, dir string, key, next seal.Key) (stop func(), err error) {
	file, is := st.(*bolt.Store)
	if !is {
		return func() {}, nil // it has no file that anybody else could want
	}
	return (&office{store: file, desk: desk, dir: dir, key: key, next: next}).listen()
}

func (o *office) listen() (stop func(), err error) {
	log := o.desk.Log
	s, err := errand.Listen(o.dir, errands(o), log)
	switch {
	case errors.Is(err, errand.ErrListening):
		return nil, err
	case err != nil:
		log.Warn("no errands", "err", err.Error())
		return func() {}, nil
	}
	return func() {
		ctx, end := context.WithTimeout(context.Background(), errandsTime)
		defer end()
		if err := s.Close(ctx); err != nil {
			log.Warn("errands not closed", "err", err.Error())
		}
	}, nil
}

// errandsTime is how long a kiosk that closes waits for what it is doing for
// others, before it breaks that off.
const errandsTime = 5 * time.Second

// errOpen is that of what cannot be done while somebody has the store open.
var errOpen = hint(errors.New("restore: an aktivasi has the store open"), "close the kiosk first; nothing was changed")

// A task is one command that needs the store.
type task struct {
	o      options
	around surroundings
	c      config
}

// begin reads the configuration for a command.
func begin(o options, around surroundings, path string) (task, error) {
	c, err := readConfig(path)
	return task{o, around, c}, err
}

// now is the time as the configuration shows it.
func (t task) now() time.Time { return time.Now().In(t.c.zone) }

// carry has an errand carried out by the process that has the store open or, if
// there is none, opens it and does so here. told is what the errand is to know;
// no secret may be in it, for those go in r.In.
func (t task) carry(ctx context.Context, name string, told any, r errand.Request) error {
	return t.carryOr(ctx, name, told, r, func(ctx context.Context, r errand.Request) (err error) {
		of, leave, err := t.open()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, leave()) }()
		return errands(of)[name](ctx, r)
	})
}

// carryOr is carry with another way to do it here.
func (t task) carryOr(ctx context.Context, name string, told any, r errand.Request, here errand.Handler) error {
	dir, err := t.c.folder(t.o, t.around.environ)
	if err != nil {
		return err
	}
	if r.Params, err = json.Marshal(told); err != nil {
		return err
	}
	err = errand.Carry(ctx, dir, name, r, store.ErrInUse, here)
	// One that came over the socket has a hint, or "" for none.
	if far := (*errand.Error)(nil); errors.As(err, &far) && far.Code == exitFailed {
		if err = errors.New(far.Text); far.Advice != "" {
			err = hint(err, far.Advice)
		}
	}
	return err
}

// open opens the store for a command that is carried out here.
func (t task) open() (of *office, leave func() error, err error) {
	dir, _, err := t.c.place(t.o, t.around.environ)
	if err != nil {
		return nil, nil, err
	}
	key, next, err := t.c.keys(t.around.environ)
	if err != nil {
		return nil, nil, err
	}
	log, done, err := openLog(dir)
	if err != nil {
		return nil, nil, err
	}
	st, err := bolt.Open(filepath.Join(dir, storeFile), key, store.Real, bolt.Options{Log: log, Next: next})
	if err != nil {
		done()
		return nil, nil, advise(err, store.Real)
	}
	leave = func() error {
		defer done()
		return st.Close()
	}
	return &office{store: st, desk: t.desk(st, log), dir: dir, key: key, next: next}, leave, nil
}

// desk is one without a terminal, for a command to sign officers in at.
func (t task) desk(st store.Store, log *slog.Logger) *run.Desk {
	return &run.Desk{
		Store: func(context.Context) (store.Store, error) { return st, nil },
		Hash:  hash.New(nil), Now: time.Now, Zone: t.c.zone, Log: log, Name: t.c.Desk,
		Issuer: t.c.Issuer, Office: t.c.Office, Two: t.c.TwoPerson,
	}
}

// record writes down what a command does, before anything comes of it: whatever
// leaves the store, there is a line that says so.
func (o *office) record(ctx context.Context, what store.Act, by nip.NIP, detail string) error {
	if err := o.desk.Record(ctx, o.store, what, by, detail); err != nil {
		return advise(fmt.Errorf("write into the audit: %w", err), store.Real)
	}
	return nil
}

// toFile has write make the file at path, which must not be there. It is whole
// or not there, whatever write or the other process does.
func toFile(path string, write func(io.Writer) error) error {
	var failed error
	err := newfile.Make(path, func(temp string) error {
		f, err := os.OpenFile(temp, os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			return err
		}
		failed = write(f)
		return errors.Join(failed, f.Close())
	})
	switch {
	case failed != nil:
		return failed // which is not about the file
	case errors.Is(err, os.ErrExist):
		return hint(fmt.Errorf("make %q: there is one already", path), "name another file; nothing was changed")
	}
	return err
}

// configFlag gives c the flag that every command for real use has.
func configFlag(c *cobra.Command) *string {
	return c.Flags().String("config", "", "read the configuration from `FILE`")
}

// group is a command that is nothing without one of its own.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(commands...)
	return c
}

// one takes exactly one argument, which is called what.
func one(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return &usageError{fmt.Errorf("%s takes one %s, not %d", cmd.CommandPath()[len("aktivasi "):], what, len(args))}
		}
		return nil
	}
}
