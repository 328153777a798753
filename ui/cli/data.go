package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// Files in a data folder.
const (
	storeFile = "aktivasi.db"
	keyFile   = "aktivasi.key" // practice only: a real store's key lies elsewhere
	logFile   = "aktivasi.log"
)

// practiceFolder is where practice keeps its data by default, apart from
// anything real.
const practiceFolder = "latihan"

// dataFolder is where data lies when nobody says otherwise: the folder that the
// platform has for it (XDG base directory specification; Known Folders on
// Windows; Library on a Mac).
func dataFolder(environ func(string) string) (string, error) {
	home := func(parts ...string) (string, error) {
		h, err := os.UserHomeDir()
		if err != nil {
			return "", hint(fmt.Errorf("find the data folder: %w", err), "name one with --data DIR")
		}
		return filepath.Join(append([]string{h}, parts...)...), nil
	}
	switch runtime.GOOS {
	case "windows":
		if d := environ("LOCALAPPDATA"); d != "" {
			return filepath.Join(d, "aktivasi"), nil
		}
		return home("AppData", "Local", "aktivasi")
	case "darwin":
		return home("Library", "Application Support", "aktivasi")
	}
	if d := environ("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "aktivasi"), nil // the specification says to ignore a relative one
	}
	return home(".local", "share", "aktivasi")
}

// makeFolder makes dir for its owner alone. One that is there keeps its rights.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return hint(fmt.Errorf("make the data folder %q: %w", dir, cause(err)), "name another with --data DIR")
	}
	return nil
}

// openLog opens the log of a data folder: one JSON object a line, appended.
func openLog(dir string) (*slog.Logger, func(), error) {
	path := filepath.Join(dir, logFile)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, hint(fmt.Errorf("open the log %q: %w", path, cause(err)), "check who owns the data folder, or name another with --data DIR")
	}
	return slog.New(slog.NewJSONHandler(f, nil)), func() { _ = f.Close() }, nil
}

// openStore opens a store that is there. It returns the interface, since a nil
// *bolt.Store in one is a store to whoever asks.
func openStore(path string, key, next seal.Key, mode store.Mode, log *slog.Logger) (store.Store, error) {
	st, err := bolt.Open(path, key, mode, bolt.Options{Log: log, Next: next})
	if err != nil {
		return nil, advise(err, mode)
	}
	return st, nil
}

// advise puts a hint to what can be wrong with a store.
func advise(err error, mode store.Mode) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrInUse):
		return hint(err, "close the other aktivasi, or name another folder with --data DIR")
	case errors.Is(err, store.ErrMode) && mode == store.Practice:
		return hint(err, "this folder is for real use; practise in another with --data DIR")
	case errors.Is(err, store.ErrMode):
		return hint(err, "this folder is for practice; name another in the configuration")
	case errors.Is(err, store.ErrKey):
		return hint(err, "the store was made with another key; put back the key file that belongs to it")
	case errors.Is(err, store.ErrDamaged) && mode == store.Practice:
		return hint(err, "move the file away to begin practice anew")
	case errors.Is(err, store.ErrDamaged):
		return hint(err, "put back a copy of the file; nothing was written to this one")
	case errors.Is(err, store.ErrVersion):
		return hint(err, "run the newer program that wrote it")
	case errors.Is(err, fs.ErrNotExist):
		return hint(err, "make it once with: aktivasi init --config FILE")
	}
	return err
}

// cause is err without the path, which our sentence names already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
