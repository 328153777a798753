//go:build e2e && linux

package e2e_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"aktivasi/store"
)

// A disk that is full, and one on which files may not grow, as the shipped program
// meets them: nobody gets in, nobody gets a guess, the screen says that it did not
// work; and as soon as there is room again, it does.
func TestDiskFull(t *testing.T) {
	needs(t, "unshare")
	t.Parallel()
	whole := hallOf(t)
	t.Run("full", func(t *testing.T) {
		t.Parallel()
		f := asked(t, whole, "unshare", "-Urm", "sh", "-c",
			`cp -pR data kept && mount -t tmpfs -o size=2m,mode=700 none data && cp -p kept/* data && exec "$@"`, "sh")
		if said := f.tries(password); said != in {
			t.Fatalf("with room it says %q", said)
		}
		// The program has the disk to itself; we see it through the program.
		filler, err := os.Create(inside(f.kiosk, "filler"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(filler, zeros{}); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("the disk is not full: %v", err)
		}
		f.fails()
		if err := errors.Join(filler.Truncate(0), filler.Close()); err != nil {
			t.Fatal(err)
		}
		if said := f.tries(password); said != in {
			t.Errorf("with room again it says %q", said)
		}
		f.leaves()
	})
	t.Run("limited", func(t *testing.T) {
		t.Parallel()
		f := asked(t, whole, "sh", "-c", // in blocks of 512 bytes; the log must not grow either
			`size=$(wc -c <data/aktivasi.db) && ulimit -f $((size / 512)) && exec "$@"`, "sh")
		f.fails()
		f.leaves()
	})
}

// zeros are as many as you like.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// What the program says to somebody who signs in.
const (
	in      = "Keluar dari akun"
	mistake = "tidak sesuai"
	failure = "Belum berhasil. Tidak ada yang berubah"
)

// A cramped is the program in lines, on a disk without room.
type cramped struct {
	*kiosk
	whole string
}

// asked starts it by another command, to which it is given.
func asked(t *testing.T, whole string, by ...string) cramped {
	t.Helper()
	k := prepared(t, whole, budi)
	args := append(by[1:], program(t), "kiosk", "--config", "c.toml", "--plain")
	k.talk = onPipe(t, k.dir, nil, by[0], args...)
	k.until(`Pilih nomor: \n?$`)
	return cramped{k, whole}
}

// tries signs in once, and returns what is said of it, at the first screen again.
func (f cramped) tries(pw string) string {
	f.t.Helper()
	f.press("1\n")
	f.until(`NIP.*: \n?$`)
	f.press(f.nip + "\n")
	f.until(`Password: \n?$`)
	f.press(pw + "\n")
	f.until(`Kode OTP.*: \n?$`)
	f.press("\n")
	said := f.until(in + "|" + mistake + "|" + failure)[0]
	f.until(`: \n?$`)
	f.press(":kembali\n")
	f.until(`Pilih nomor: \n?$`)
	return said
}

// fails uses up whatever room the store still has within itself, and then checks
// that nothing goes on without any.
func (f cramped) fails() {
	f.t.Helper()
	for n := 0; f.tries(password) != failure; n++ {
		if n == 200 {
			f.t.Fatal("there is always room")
		}
	}
	told := 0
	for range 3 {
		if said := f.tries("Bukan-Password9-Ini"); said == mistake {
			told++
		} else if said == in {
			f.t.Fatal("a wrong password lets them in")
		}
	}
	if a := f.account(); a.Tries[store.PasswordTries].Wrong < told {
		f.t.Errorf("%d wrong passwords were judged, and the store has counted %d", told, a.Tries[store.PasswordTries].Wrong)
	}
}

// account is what the store has now.
func (f cramped) account() store.Account {
	f.t.Helper()
	return account(f.t, snapshot(f.kiosk, f.whole), store.Real, f.nip)
}

// leaves ends the program, which does not mind the disk.
func (f cramped) leaves() {
	f.t.Helper()
	f.account()
	f.signal(syscall.SIGTERM)
	if code := f.end(); code != 0 {
		f.t.Errorf("it ends with %d, after\n%s", code, f.answer())
	}
	if strings.Contains(f.all(), "goroutine") {
		f.t.Errorf("it says\n%s", f.all())
	}
}
