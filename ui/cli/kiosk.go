package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows"
	"aktivasi/flows/run"
	"aktivasi/flows/run/clock"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/ui/door"
)

// kioskCommand is the program in earnest: accounts from a roster, letters by
// SMTP.
func kioskCommand(o *options, around surroundings) *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "kiosk --config FILE",
		Short: "Serve real people at one terminal",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return kiosk(cmd.Context(), *o, around, path)
		},
	}
	c.Flags().StringVar(&path, "config", "", "read the configuration from `FILE`")
	return c
}

func kiosk(ctx context.Context, o options, around surroundings, path string) error {
	return desk(ctx, o, around, path, manner{kiosk: true, timed: true})
}

// officerScreen is the same desk without the kiosk, opened at the officer's
// sign-in: for when the kiosk is not running.
func officerScreen(ctx context.Context, o options, around surroundings, path string) error {
	return desk(ctx, o, around, path, manner{timed: true, begin: flows.GoConsole})
}

// desk serves real people at this terminal, with everything that goes on behind
// it: the post, the clock, and errands for other commands.
func desk(ctx context.Context, o options, around surroundings, path string, how manner) error {
	c, err := readConfig(path)
	if err != nil {
		return err
	}
	carrier, err := c.carrier(around.environ)
	if err != nil {
		return hint(fmt.Errorf("read configuration %q: %w", path, err), "docs/kiosk.md lists the keys and what they may be")
	}
	dir, _, err := c.place(o, around.environ)
	if err != nil {
		return err
	}
	key, next, err := c.keys(around.environ)
	if err != nil {
		return err
	}
	log, done, err := openLog(dir)
	if err != nil {
		return err
	}
	defer done()
	if !speaks(o, around) {
		hushed, err := door.Hush(crashFile(dir, around.environ), fell(log))
		if err != nil {
			return hint(fmt.Errorf("keep a crash off the screen: %w", err), "check who owns the data folder")
		}
		defer hushed()
	}
	hasher := hash.New(nil)
	watch := &clock.Watch{Built: built(), Server: c.NTPServer, Log: log}
	d := &run.Desk{
		Mail: carrier, Hash: hasher, Now: time.Now, Zone: c.zone,
		Issuer: c.Issuer, Office: c.Office, Log: log,
		Name: c.Desk, Kiosk: how.kiosk, Decoy: c.UnknownNIP == decoyUnknown, Two: c.TwoPerson, Language: o.lang,
		Clock: func() flows.Clock { return judged(watch.Verdict()) }, Printer: c.Slip.print, Trusted: watch.Accept,
	}
	how.queue = hasher.Queue
	how.opened = func(ctx context.Context, st store.Store) (func(), error) {
		return behind(ctx, d, st, watch, dir, key, next)
	}
	return serve(ctx, o, around, d, how, func(context.Context) (store.Store, error) {
		return openStore(filepath.Join(dir, storeFile), key, next, store.Real, log)
	})
}

// crashFile is where a dying process leaves its last words: in memory where the
// service manager has a folder there, since they may hold what somebody typed.
func crashFile(dir string, environ func(string) string) string {
	if d := environ("RUNTIME_DIRECTORY"); filepath.IsAbs(d) {
		dir = d
	}
	return filepath.Join(dir, "crash")
}

// judged is a verdict on the clock as the screens know it.
func judged(v clock.Verdict) flows.Clock {
	c := flows.Clock{By: v.By.Abs()}
	switch v.State {
	case clock.Warn:
		c.State = flows.ClockWarn
	case clock.Bad:
		c.State = flows.ClockBad
	case clock.Good:
	}
	switch v.Why {
	case clock.BeforeBuild:
		c.Why = flows.BeforeBuild
	case clock.BeforeNewest:
		c.Why = flows.BeforeNewest
	case clock.OffNTP:
		c.Why = flows.OffTime
	case clock.NoCause:
	}
	return c
}

// place finds the data folder and the key of a store that init has made, and
// refuses where either is missing.
func (c config) place(o options, environ func(string) string) (dir string, key seal.Key, err error) {
	if dir, err = c.folder(o, environ); err != nil {
		return "", key, err
	}
	if key, err = c.key(environ); err != nil {
		return "", key, err
	}
	path := filepath.Join(dir, storeFile)
	if _, err := os.Lstat(path); err != nil {
		return "", key, advise(fmt.Errorf("open store %q: %w", path, cause(err)), store.Real)
	}
	return dir, key, nil
}

// initCommand makes key and store for real use, once.
func initCommand(o *options, around surroundings) *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "init --config FILE",
		Short: "Make the key and the store for real use, once",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			return setUp(*o, around, path)
		},
	}
	c.Flags().StringVar(&path, "config", "", "read the configuration from `FILE`")
	return c
}

// setUp makes what is missing of key and store, and never replaces either. A key
// that is there already is used: it may come from a credential, or from a first
// try that was cut short.
func setUp(o options, around surroundings, path string) error {
	c, err := readConfig(path)
	if err != nil {
		return err
	}
	dir, err := c.folder(o, around.environ)
	if err != nil {
		return err
	}
	storePath := filepath.Join(dir, storeFile)
	if _, err := os.Lstat(storePath); err == nil {
		return hint(fmt.Errorf("make store %q: there is one already", storePath), "init is for the first time only; nothing was changed")
	}
	if err := makeFolder(dir); err != nil {
		return err
	}
	key, err := c.key(around.environ)
	made := false
	if errors.Is(err, fs.ErrNotExist) && c.KeyFile != "" {
		if key, err = seal.NewKey(rand.Reader); err != nil {
			return fmt.Errorf("make a key: %w", err)
		}
		if err = seal.WriteKeyFile(c.KeyFile, key); err != nil {
			return hint(fmt.Errorf("write the key %q: %w", c.KeyFile, cause(err)), "its folder must be there, and yours to write in")
		}
		made = true
	}
	if err != nil {
		return err
	}
	st, err := bolt.Create(storePath, key, store.Real, bolt.Options{})
	if err != nil {
		return advise(err, store.Real)
	}
	if err := st.Close(); err != nil {
		return err
	}
	if made {
		fmt.Fprintf(around.out, "key    %s\n", c.KeyFile)
	}
	fmt.Fprintf(around.out, "store  %s\n", storePath)
	fmt.Fprintf(around.out, "next   aktivasi roster import --config %s ROSTER.csv\n", path)
	return nil
}

// versionCommand says what this is.
func versionCommand(around surroundings) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			version := "unknown"
			if b, ok := debug.ReadBuildInfo(); ok {
				version = b.Main.Version
			}
			fmt.Fprintf(around.out, "aktivasi %s\n", version)
			return nil
		},
	}
}
