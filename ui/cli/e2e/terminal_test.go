//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"aktivasi/store"
)

// quiet is a terminal that would be asked, if any were: nothing is known of its
// colours but that it has them.
var quiet = []string{"TERM=xterm-256color", "LANG=id_ID.UTF-8"}

// shutDown is how a program is left that no key ends.
const shutDown = "SIGTERM"

// No command waits for a terminal that does not answer, because none asks it
// anything. Bubble Tea would: it asks for the colours when it is loaded, and
// then waits for five seconds.
func TestSilentTerminal(t *testing.T) {
	t.Parallel()
	whole := officeOf(t)
	const start = "Apa yang ingin Anda lakukan"
	for _, c := range []struct {
		name, says, leave string
		args              []string
	}{
		{"practice", start, "\x03", []string{"--data", "practice"}},
		{"kiosk", start, shutDown, []string{"kiosk", "--config", "c.toml"}},
		{"plain", "Pilih nomor: $", ":keluar\n", []string{"--data", "practice", "--plain"}},
		{"init", "next +aktivasi roster import", "", []string{"init", "--config", "c.toml", "--data", "another"}},
		{"import", "rows read", "", []string{"roster", "import", "--config", "c.toml", "r.csv"}},
		{"version", "aktivasi ", "", []string{"version"}},
		{"help", "Usage:", "", []string{"--help"}},
	} {
		for _, term := range []string{"xterm-256color", "xterm", "xterm-16color", "linux", "vt100", "screen", "dumb", ""} {
			t.Run(c.name+"/"+term, func(t *testing.T) {
				t.Parallel()
				dir := copied(t, whole)
				if err := os.WriteFile(filepath.Join(dir, "r.csv"), []byte("NIP,Nama\n199312012025212001,SITI AMINAH\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				leave := c.leave
				if term == "dumb" && leave == "\x03" {
					leave = ":keluar\n" // it is asked in lines
				}
				began := time.Now()
				x := onTerminal(t, frame{80, 24}, dir, []string{"TERM=" + term, "LANG=id_ID.UTF-8"}, nil, program(t), c.args...)
				x.until(c.says)
				t.Logf("after %v", time.Since(began).Round(time.Millisecond))
				switch leave {
				case "":
				case shutDown:
					x.signal(syscall.SIGTERM)
				default:
					x.press(leave)
				}
				if code := x.end(); code != 0 {
					t.Errorf("it ends with %d, after\n%s", code, x.answer())
				}
				x.askedNothing()
				x.restored()
			})
		}
	}
}

// Asked to leave, the program does, wherever it is: it closes the store and
// leaves the terminal as it was. Asked to stop or to dump core, it stays.
func TestSignals(t *testing.T) {
	t.Parallel()
	whole := officeOf(t)
	signIn := func(x *talk) {
		x.until("Apa yang ingin Anda lakukan")
		x.press("\r")
		x.until("Login dengan NIP dan password")
	}
	for _, at := range []struct {
		name string
		args []string
		walk func(*talk)
	}{
		{"start", nil, func(x *talk) { x.until("Apa yang ingin Anda lakukan") }},
		{"password", nil, func(x *talk) {
			signIn(x)
			x.press(someone + "\rKopi")
			x.until("•{4}")
		}},
		{"captcha", nil, func(x *talk) {
			x.until("Apa yang ingin Anda lakukan")
			x.press("\x1b[B\r")
			x.until("Captcha")
		}},
		{"scan", nil, func(x *talk) {
			signIn(x)
			x.press(someone + "\r" + password + "\r\r")
			x.until("Keluar dari akun")
			x.press("\r")
			x.until("Siapkan HP Anda")
			read()
			x.press("\r")
			x.until(keys)
		}},
		{"question", []string{"--plain"}, func(x *talk) { x.until("Pilih nomor: $") }},
		{"hidden question", []string{"--plain"}, func(x *talk) {
			x.until("Pilih nomor: $")
			x.press("1\n")
			x.until("NIP.*: $")
			x.press(someone + "\n")
			x.until("Password: $")
		}},
	} {
		for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
			t.Run(at.name+"/"+signal.String(), func(t *testing.T) {
				t.Parallel()
				dir := copied(t, whole)
				x := onTerminal(t, frame{80, 24}, dir, quiet, nil, program(t), append([]string{"kiosk", "--config", "c.toml"}, at.args...)...)
				at.walk(x)
				for _, stay := range []syscall.Signal{syscall.SIGTSTP, syscall.SIGQUIT, signal, signal} {
					if err := syscall.Kill(x.pid, stay); err != nil && stay != signal {
						t.Fatalf("after %v: %v", stay, err)
					}
				}
				want := 0
				if signal == syscall.SIGHUP {
					want = 1 // the kiosk has lost its terminal, and should be started again
				}
				if code := x.end(); code != want {
					t.Errorf("it ends with %d, after\n%s", code, x.answer())
				}
				x.restored()
				account(t, dir, store.Real, someone) // opens the store, and checks it
			})
		}
	}
}

// Keys that stop a program, or kill it, do neither.
func TestKeysThatStop(t *testing.T) {
	t.Parallel()
	x := onTerminal(t, frame{80, 24}, officeOf(t), quiet, nil, program(t), "kiosk", "--config", "c.toml")
	x.until("Apa yang ingin Anda lakukan")
	x.press("\x1a\x1c\x16\x13\x11") // Ctrl+Z, Ctrl+\, Ctrl+V, Ctrl+S, Ctrl+Q
	x.press("\x1bOQ")               // F2
	x.until("What would you like to do")
	x.signal(syscall.SIGTERM)
	if code := x.end(); code != 0 {
		t.Errorf("it ends with %d, after\n%s", code, x.answer())
	}
	x.restored()
}

// The end of input at a hidden question, too, leaves a terminal on which one can
// see what one types.
func TestHiddenEnd(t *testing.T) {
	t.Parallel()
	x := onTerminal(t, frame{80, 24}, officeOf(t), quiet, nil, program(t), "kiosk", "--config", "c.toml", "--plain")
	x.until("Pilih nomor: $")
	x.press("1\n")
	x.until("NIP.*: $")
	x.press(someone + "\n")
	x.until("Password: $")
	x.press("\x04")
	if code := x.end(); code != 1 {
		t.Errorf("it ends with %d, after\n%s", code, x.answer())
	}
	x.until(`\naktivasi: .*the input ended`)
	x.restored()
}

// A window that is closed takes the program with it, and not the store.
func TestWindowClosed(t *testing.T) {
	needs(t, "Xvfb", "xterm", "fc-match")
	t.Parallel()
	dir := officeOf(t)
	g := newGlass(t, xserver(t), window{frame{80, 24}, 11, false}, shots(t),
		"sh", "-c", `cd "$0" && echo $$ >pid && exec "$@"`, dir, program(t), "kiosk", "--config", "c.toml")
	await(t, "the store is open", func() bool {
		log, err := os.ReadFile(filepath.Join(dir, "data", "aktivasi.log"))
		return err == nil && bytes.Contains(log, []byte(`"do":"Open"`))
	})
	b, err := os.ReadFile(filepath.Join(dir, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid := atoi(t, strings.TrimSpace(string(b)))
	if err := g.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	await(t, "the program is gone with its window", func() bool { return syscall.Kill(pid, 0) != nil })
	account(t, dir, store.Real, someone)
}

// What goes wrong at the start is said where a person can read it: on the screen
// that was there before, once the program's own has gone.
func TestRefusedOnTerminal(t *testing.T) {
	t.Parallel()
	whole := officeOf(t)
	refused := func(t *testing.T, dir, about string, args ...string) {
		t.Helper()
		began := time.Now()
		x := onTerminal(t, frame{80, 24}, dir, quiet, nil, program(t), args...)
		if code := x.end(); code != 1 {
			t.Errorf("it ends with %d", code)
		}
		t.Logf("after %v", time.Since(began).Round(time.Millisecond))
		all := x.all()
		all = all[strings.LastIndexByte(all, '\x1b')+1:] // what stands behind the last that only moves and paints
		line := strings.Split(all[strings.Index(all, "aktivasi: "):], "\r\n")
		if len(line) != 3 || !strings.Contains(line[0], about) || !strings.HasPrefix(line[1], "aktivasi: hint: ") || line[2] != "" {
			t.Errorf("it says %q", line)
		}
		x.restored()
	}
	kiosk := []string{"kiosk", "--config", "c.toml"}
	t.Run("in use", func(t *testing.T) {
		t.Parallel()
		dir := copied(t, whole)
		first := onTerminal(t, frame{80, 24}, dir, quiet, nil, program(t), kiosk...)
		await(t, "the store is open", func() bool {
			log, err := os.ReadFile(filepath.Join(dir, "data", "aktivasi.log"))
			return err == nil && bytes.Contains(log, []byte(`"do":"Open"`))
		})
		refused(t, dir, "another process has the store open", kiosk...)
		first.signal(syscall.SIGTERM)
		if code := first.end(); code != 0 {
			t.Errorf("the first one ends with %d", code)
		}
	})
	t.Run("damaged", func(t *testing.T) {
		t.Parallel()
		dir := copied(t, whole)
		if err := os.Truncate(filepath.Join(dir, "data", "aktivasi.db"), 16384); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, "the store is damaged", kiosk...)
	})
	t.Run("gone", func(t *testing.T) {
		t.Parallel()
		dir := copied(t, whole)
		if err := os.Remove(filepath.Join(dir, "data", "aktivasi.db")); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, "no such file", kiosk...)
	})
}
