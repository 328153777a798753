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

	"aktivasi/flows/run"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
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
	c, err := readConfig(path)
	if err != nil {
		return err
	}
	carrier, err := c.carrier(around.environ)
	if err != nil {
		return hint(fmt.Errorf("read configuration %q: %w", path, err), "docs/kiosk.md lists the keys and what they may be")
	}
	dir, key, err := c.place(o, around.environ)
	if err != nil {
		return err
	}
	log, done, err := openLog(dir)
	if err != nil {
		return err
	}
	defer done()
	desk := &run.Desk{
		Mail: carrier, Hash: hash.New(nil), Now: time.Now, Zone: c.zone,
		Issuer: c.Issuer, Office: c.Office, Log: log,
	}
	return serve(ctx, o, around, desk, func(context.Context) (store.Store, error) {
		return openStore(filepath.Join(dir, storeFile), key, store.Real, log)
	})
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
