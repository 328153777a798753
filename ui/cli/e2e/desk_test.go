//go:build e2e && linux

package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A desk is a program in tmux in an xterm: tmux types, and tells what stands on
// the screen; the glass shows how it looks.
type desk struct {
	*glass
	socket string
}

// tmuxConf keeps tmux out of the picture: no line of its own, no waiting whether
// an escape is alone, and all colours handed on.
const tmuxConf = `
set -g status off
set -sg escape-time 0
set -g default-terminal tmux-256color
set -sa terminal-overrides ',*:Tc'
`

// sitDown starts a command at a desk.
func sitDown(t testing.TB, w window, shots string, command ...string) *desk {
	t.Helper()
	dir, err := os.MkdirTemp("", "desk") // t.TempDir may be too long a name for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	conf := filepath.Join(dir, "conf")
	if err := os.WriteFile(conf, []byte(tmuxConf), 0o600); err != nil {
		t.Fatal(err)
	}
	display := xserver(t)
	d := &desk{glass: &glass{t: t}, socket: filepath.Join(dir, "tmux")}
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", d.socket, "kill-server").Run() })
	d.tmux(append([]string{"-f", conf, "new-session", "-d", "-x", strconv.Itoa(w.w), "-y", strconv.Itoa(w.h)}, command...)...)
	d.glass = newGlass(t, display, w, shots, "tmux", "-u", "-S", d.socket, "attach")
	await(t, "tmux shows itself in xterm", func() bool {
		return strings.TrimSpace(d.tmux("list-clients", "-F", "#{client_width}x#{client_height}")) == fmt.Sprintf("%dx%d", w.w, w.h)
	})
	return d
}

func (d *desk) tmux(args ...string) string {
	d.t.Helper()
	c := exec.Command("tmux", append([]string{"-u", "-S", d.socket}, args...)...)
	c.Env = append(bare(), "LC_ALL=C.UTF-8")
	out, err := c.CombinedOutput()
	if err != nil {
		d.t.Fatalf("tmux %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// screen is what stands there.
func (d *desk) screen() string {
	d.t.Helper()
	return d.tmux("capture-pane", "-p")
}

// typed types text.
func (d *desk) typed(text string) {
	d.t.Helper()
	d.tmux("send-keys", "-l", "--", text)
}

// press presses keys, by the names that tmux has for them.
func (d *desk) press(keys ...string) {
	d.t.Helper()
	d.tmux(append([]string{"send-keys"}, keys...)...)
}

// until waits until the screen matches, and returns the match.
func (d *desk) until(pattern string) (match []string) {
	d.t.Helper()
	re := regexp.MustCompile(pattern)
	var now string
	defer func() {
		if match == nil {
			d.t.Logf("the screen is now\n%s", now)
		}
	}()
	await(d.t, "the screen matches "+pattern, func() bool {
		now = d.screen()
		match = re.FindStringSubmatch(now)
		return match != nil
	})
	return match
}

// choose takes the line of a menu that begins with a label, wherever the mark of
// the chosen line stands.
func (d *desk) choose(label string) {
	d.t.Helper()
	at := regexp.MustCompile(`(?m)^ *› ` + regexp.QuoteMeta(label))
	await(d.t, "the menu's mark comes to "+label, func() bool {
		if now := d.screen(); at.MatchString(now) {
			return true
		} else if strings.Contains(now, "› ") {
			d.press("Down")
		}
		return false
	})
	d.press("Enter")
}
