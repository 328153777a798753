//go:build e2e && linux

package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// midst is where the most of a person is on the screen, or was a moment ago.
var midst = []string{"sign-in", "scan", "code", "new password", "lost, code", "weak password", "grant"}

// However the program is ended from outside, whoever stood before it is gone from
// the terminal, what has scrolled off it included; the terminal is as it was, and
// the store is whole. A signal that asks for less is not followed.
func TestEndings(t *testing.T) {
	needs(t, "tmux", "oathtool")
	t.Parallel()
	whole := hallOf(t)
	for signal, want := range map[syscall.Signal]int{
		syscall.SIGTERM: 0, syscall.SIGINT: 0, // a shutdown is no failure
		syscall.SIGHUP: 1, syscall.SIGABRT: 1, syscall.SIGSEGV: 1, // whoever looks after it starts it again
	} {
		for _, at := range there(t, midst...) {
			t.Run(signal.String()+"/"+at.name, func(t *testing.T) {
				t.Parallel()
				k := welcome(t, whole, at.who)
				at.walk(k)
				k.stood()
				for _, ignored := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGTSTP} {
					k.signal(ignored)
				}
				k.press("\x1bOP") // F1
				k.until("Enter|Esc")
				k.signal(signal)
				if code := k.end(); code != want {
					t.Errorf("it ends with %d, want %d", code, want)
				}
				k.restored()
				k.left(signal)
				k.sound()
			})
		}
	}
}

// A terminal that is closed under it takes the program with it, and not the store.
func TestTerminalClosed(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	whole := hallOf(t)
	for _, at := range there(t, midst...) {
		t.Run(at.name, func(t *testing.T) {
			t.Parallel()
			k := welcome(t, whole, at.who)
			at.walk(k)
			k.hangUp()
			if code := k.end(); code != 1 {
				t.Errorf("it ends with %d", code)
			}
			k.sound()
		})
	}
}

// So it is when an officer closes it, who had somebody's data on the console a
// moment ago.
func TestClosedByOfficer(t *testing.T) {
	needs(t, "tmux", "oathtool")
	t.Parallel()
	b := opened(t, bureauOf(t), "")
	b.serves(siti)
	b.enter(b.boss)
	b.finds("Sudah aktivasi")
	b.stood()
	for _, says := range []string{search, desktop} {
		b.press("\x1b")
		b.until(says)
	}
	b.choose("Tutup kiosk", `Tutup kiosk\?`)
	read()
	b.press("\r")
	if code := b.end(); code != 0 {
		t.Errorf("it ends with %d", code)
	}
	b.restored()
	b.left(0)
	b.sound()
}

// stood checks that there is something to be wiped.
func (k *kiosk) stood() {
	k.t.Helper()
	last := k.planted[len(k.planted)-1] // what was typed or shown last
	if r := replayed(k.t, k.size, k.all()); !slices.Contains(k.found(r.screen), last) {
		k.t.Fatalf("%q does not stand on the screen to begin with:\n%s", last, r.screen)
	}
}

// told is what may stand on a terminal that a kiosk has left: which signal it was,
// and its number.
var told = regexp.MustCompile(`\Aaktivasi: (?:[a-z ]+: )*[a-z ]+ by signal: [a-z ]+(?:, reference ([0-9A-Z-]+))?\z`)

// left checks what stands on the terminal after the end: nothing, or one line.
func (k *kiosk) left(signal syscall.Signal) {
	k.t.Helper()
	rest, wiped := k.rest()
	if s := k.found(rest); !wiped || s != nil {
		k.t.Errorf("wiped: %v; behind that comes %q:\n%q", wiped, s, rest)
	}
	r := replayed(k.t, k.size, k.all())
	if s := k.found(r.all()); s != nil {
		k.t.Errorf("on the terminal stands %q:\n%s", s, r.all())
	}
	text := strings.Join(strings.Fields(r.all()), " ")
	switch m := told.FindStringSubmatch(text); {
	case text == "":
	case m == nil:
		k.t.Errorf("after %v the terminal shows %q", signal, text)
	case m[1] != "":
		log, err := os.ReadFile(filepath.Join(k.dir, "data", "aktivasi.log"))
		if err != nil || !strings.Contains(string(log), m[1]) {
			k.t.Errorf("the log knows nothing of %s: %v", m[1], err)
		}
	}
}
