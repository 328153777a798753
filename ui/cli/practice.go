package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// practise is the program without a command: the same journeys, store and codes
// as in earnest, with invented people and a mailbox on the screen.
func practise(ctx context.Context, o options, around surroundings) error {
	dir := o.data
	if dir == "" {
		base, err := dataFolder(around.environ)
		if err != nil {
			return err
		}
		dir = filepath.Join(base, practiceFolder)
	}
	if err := makeFolder(dir); err != nil {
		return err
	}
	log, done, err := openLog(dir)
	if err != nil {
		return err
	}
	defer done()

	hasher := hash.New(nil)
	practice := run.NewPractice()
	desk := &run.Desk{
		Mail: &practice.Mailbox, Hash: hasher, Now: time.Now, Zone: time.Local,
		Issuer: otp.DefaultIssuer, Log: log, Practice: practice,
	}
	return serve(ctx, o, around, desk, manner{queue: hasher.Queue, opened: func(ctx context.Context, _ store.Store) (func(), error) {
		return inBackground(ctx, log, desk.Post, desk.Tend).stop, nil
	}}, func(ctx context.Context) (store.Store, error) {
		return openPractice(ctx, dir, hasher, log)
	})
}

// openPractice opens practice's store, made and peopled if need be.
func openPractice(ctx context.Context, dir string, hasher *hash.Hasher, log *slog.Logger) (store.Store, error) {
	path := filepath.Join(dir, storeFile)
	key, err := practiceKey(dir, path)
	if err != nil {
		return nil, err
	}
	st, err := bolt.Open(path, key, store.Practice, bolt.Options{Log: log})
	if errors.Is(err, fs.ErrNotExist) {
		st, err = bolt.Create(path, key, store.Practice, bolt.Options{Log: log})
		if errors.Is(err, fs.ErrExist) { // another one was faster
			st, err = bolt.Open(path, key, store.Practice, bolt.Options{Log: log})
		}
	}
	if err != nil {
		return nil, advise(err, store.Practice)
	}
	// A first start that was cut short may have left a store without people.
	first, err := nip.Parse(run.People()[0].NIP)
	if err == nil {
		_, err = st.Account(ctx, first)
	}
	if errors.Is(err, store.ErrNotFound) {
		err = run.Seed(ctx, st, hasher, rand.Reader)
	}
	if err != nil {
		return nil, errors.Join(advise(err, store.Practice), st.Close())
	}
	return st, nil
}

// practiceKey reads the key beside the store, or makes it where there is no
// store yet. In earnest a key never lies beside its store; here there is nothing
// to protect, only the same code to run.
func practiceKey(dir, storePath string) (seal.Key, error) {
	path := filepath.Join(dir, keyFile)
	key, err := seal.ReadKeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			err = hint(err, "it must be a key file that only you may read (chmod 600)")
		}
		return key, err
	}
	if _, err := os.Lstat(storePath); err == nil {
		return key, hint(fmt.Errorf("open store %q: its key %q is not there", storePath, path),
			"practice has a folder of its own; name another with --data DIR")
	}
	if key, err = seal.NewKey(rand.Reader); err != nil {
		return key, fmt.Errorf("make a key: %w", err)
	}
	err = seal.WriteKeyFile(path, key)
	if errors.Is(err, fs.ErrExist) {
		return seal.ReadKeyFile(path)
	} else if err != nil {
		return key, hint(fmt.Errorf("write the key %q: %w", path, cause(err)), "check who owns the data folder, or name another with --data DIR")
	}
	return key, nil
}
