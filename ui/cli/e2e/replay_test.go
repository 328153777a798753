//go:build e2e && linux

package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A replay is what a terminal makes of bytes: what stands on it, what stood on
// its other screen, and what has scrolled off. The terminal is tmux.
type replay struct{ screen, other string }

// replayed shows a terminal of that size what a program wrote.
func replayed(t testing.TB, f frame, said string) (r replay) {
	t.Helper()
	dir, err := os.MkdirTemp("", "replay") // t.TempDir may be too long a name for a socket
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	raw, conf, socket := filepath.Join(dir, "raw"), filepath.Join(dir, "conf"), filepath.Join(dir, "tmux")
	// The title says when all of it was read.
	for path, text := range map[string]string{raw: said + "\x1b]2;read\x07", conf: tmuxConf} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tmux := func(args ...string) string {
		c := exec.Command("tmux", append([]string{"-u", "-S", socket}, args...)...)
		c.Env = append(bare(), "LC_ALL=C.UTF-8")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %s: %v: %s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	defer func() { _ = exec.Command("tmux", "-S", socket, "kill-server").Run() }()
	tmux("-f", conf, "new-session", "-d", "-x", strconv.Itoa(f.w), "-y", strconv.Itoa(f.h),
		"sh", "-c", `stty raw -echo; cat "$0"; exec sleep 60`, raw)
	await(t, "tmux has read it all", func() bool { return strings.TrimSpace(tmux("display-message", "-p", "#{pane_title}")) == "read" })
	return replay{
		screen: tmux("capture-pane", "-p", "-S", "-"),
		other:  tmux("capture-pane", "-p", "-a", "-q", "-S", "-"),
	}
}

// all is everything that can be got to see.
func (r replay) all() string { return r.screen + r.other }
