//go:build e2e && linux

package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// uris is what the code says: everything in it, and nothing that goes without
// saying. The secret has 160 bits.
var uris = regexp.MustCompile(`^otpauth://totp/ASN-Digital:(\d{18})\?secret=([A-Z2-7]{32})&issuer=ASN-Digital$`)

// keys is the same secret beside it, in two rows of four groups of four.
const keys = `((?:[A-Z2-7]{4} ?){4})[^A-Z]+((?:[A-Z2-7]{4} ?){4})`

// A camera reads the QR code off every terminal: its bytes drawn by xterm itself,
// with nothing between that would make them any better.
func TestScan(t *testing.T) {
	needs(t, "Xvfb", "xterm", "import", "zbarimg", "fc-match")
	t.Parallel()
	whole := officeOf(t)
	type place struct {
		window
		env string
		big bool // the code alone
	}
	var places []place
	for _, f := range []frame{{80, 24}, {120, 40}} {
		for _, points := range []int{9, 11, 14} {
			for _, light := range []bool{false, true} {
				places = append(places, place{window: window{f, points, light}, env: "COLORTERM=truecolor TERM=xterm-256color"})
			}
		}
	}
	small := frame{80, 24}
	for _, env := range []string{"TERM=xterm-256color", "TERM=xterm-16color LANG=id_ID.UTF-8", "TERM=xterm LANG=id_ID.UTF-8", "TERM=xterm-256color NO_COLOR=1"} {
		for _, light := range []bool{false, true} {
			places = append(places, place{window: window{small, 11, light}, env: env})
		}
	}
	for _, light := range []bool{false, true} {
		places = append(places, place{window: window{frame{130, 60}, 9, light}, env: "TERM=xterm-256color", big: true})
	}
	display := xserver(t)
	for _, p := range places {
		name := p.String() + " " + p.env
		if p.big {
			name += " alone"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := copied(t, whole)
			wire := filepath.Join(t.TempDir(), "wire") // from the program to the glass
			if err := syscall.Mkfifo(wire, 0o600); err != nil {
				t.Fatal(err)
			}
			g := newGlass(t, display, p.window, shots(t), "sh", "-c", `stty raw -echo; exec cat "$0"`, wire)
			tap, err := os.OpenFile(wire, os.O_WRONLY, 0) // waits for the glass
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { tap.Close() })
			x := onTerminal(t, p.frame, dir, strings.Fields(p.env), tap, program(t), "kiosk", "--config", "c.toml")
			x.until("Apa yang ingin Anda lakukan")
			x.press("\r")
			x.until("Login dengan NIP dan password")
			x.press(someone + "\r" + password + "\r\r")
			x.until("Keluar dari akun")
			x.press("\r")
			x.until("Siapkan HP Anda")
			read()
			x.press("\r")
			key := strings.ReplaceAll(strings.Join(x.until(keys)[1:], ""), " ", "")
			if p.big {
				x.press("\x02")
				x.until("Pindai dengan Google Authenticator")
			}
			text := g.qr("scan")
			uri := uris.FindStringSubmatch(text)
			if uri == nil || uri[1] != someone {
				t.Fatalf("the code says %q", text)
			}
			if key != uri[2] {
				t.Errorf("beside the code %s stands the key %s", uri[2], key)
			}
			x.askedNothing()
			x.signal(syscall.SIGTERM)
			if code := x.end(); code != 0 {
				t.Errorf("it ends with %d", code)
			}
			x.restored()
		})
	}
}
