package bolt

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"aktivasi/store"
	"aktivasi/store/storetest"
)

const killAt = "AKTIVASI_TEST_KILL_AT"

// TestMain is also the process that TestCreateKilled and TestUpgradeKilled kill.
func TestMain(m *testing.M) {
	if j, ok := jobs[os.Getenv(killJob)]; ok {
		j.run()
		return
	}
	n, err := strconv.Atoi(os.Getenv(killAt))
	if err != nil {
		os.Exit(m.Run())
	}
	make := Create
	if _, err := os.Stat(os.Args[1]); err == nil {
		make = Open
	}
	if _, err := make(os.Args[1], testKey(&testing.T{}, 1), store.Practice, Options{Rand: &deadly{n}}); err != nil {
		os.Exit(1)
	}
}

// deadly is chance that kills the process when it is read for the n-th time.
type deadly struct{ n int }

func (d *deadly) Read(b []byte) (int, error) {
	if d.n--; d.n == 0 {
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = p.Kill()
		}
		if err != nil {
			return 0, err
		}
		select {} // until it is
	}
	return rand.Read(b)
}

// Who is killed while making a store has made none, and stands in nobody's way.
func TestCreateKilled(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const readings = 4 // the id, the key of keys, the nonces of the head and of the end
	for n := 1; n <= readings+1; n++ {
		path := filepath.Join(t.TempDir(), "data", "db")
		cmd := exec.CommandContext(t.Context(), self, path)
		cmd.Env = append(os.Environ(), killAt+"="+strconv.Itoa(n))
		out, err := cmd.CombinedOutput()
		if killed := err != nil; killed != (n <= readings) {
			t.Fatalf("killed at %d: %v\n%s", n, err, out)
		}
		if n > readings {
			s, err := Open(path, testKey(t, 1), store.Practice, Options{})
			if err != nil {
				t.Fatalf("not killed: %v", err)
			}
			_ = s.Close()
			continue
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("killed at %d: the file is there, %v", n, err)
		}
		s, err := Create(path, testKey(t, 1), store.Practice, Options{})
		if err != nil {
			t.Errorf("killed at %d, then made: %v", n, err)
			continue
		}
		storetest.Add(t, s, storetest.Full(1))
		_, err = s.Check(t.Context())
		if err := errors.Join(err, s.Close()); err != nil {
			t.Error(err)
		}
	}
}
