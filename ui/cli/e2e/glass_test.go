//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// A window is what a terminal's window is like.
type window struct {
	frame
	points int // the font's size
	light  bool
}

func (w window) String() string {
	ground := "dark"
	if w.light {
		ground = "light"
	}
	return fmt.Sprintf("%s %dx%d %dpt", ground, w.w, w.h, w.points)
}

// A glass is an xterm on a screen that nobody sees, and a camera before it.
type glass struct {
	t       testing.TB
	display string
	cmd     *exec.Cmd // xterm
	id      string    // of its window
	shots   string    // how the paths of its pictures begin
}

// xserver starts an X server with room for one large window, and returns the name
// of its display.
func xserver(t testing.TB) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	c := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1920x1400x24", "-nolisten", "tcp")
	c.ExtraFiles = []*os.File{w}
	start(t, c)
	w.Close()
	var n int
	if _, err := fmt.Fscanln(r, &n); err != nil { // it says which one it took once it is ready
		t.Fatalf("start Xvfb: %v", err)
	}
	return ":" + strconv.Itoa(n)
}

// start runs c until the test is over, and everything that it starts.
func start(t testing.TB, c *exec.Cmd) {
	t.Helper()
	var errs bytes.Buffer
	c.Stderr = &errs
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGTERM) // it may have ended
		_ = c.Wait()
		if t.Failed() && errs.Len() > 0 {
			t.Logf("%s says: %s", c.Args[0], &errs)
		}
	})
}

// newGlass opens an xterm that runs a command.
func newGlass(t testing.TB, display string, w window, shots string, command ...string) *glass {
	t.Helper()
	g := &glass{t: t, display: display, shots: shots}
	fg, bg := "white", "black"
	if w.light {
		fg, bg = bg, fg
	}
	told := filepath.Join(t.TempDir(), "window")
	args := []string{
		"-fa", font, "-fs", strconv.Itoa(w.points), "-geometry", fmt.Sprintf("%dx%d+0+0", w.w, w.h),
		"-fg", fg, "-bg", bg, "+sb", "-e", "sh", "-c", `echo "$WINDOWID" >"$0.new" && mv "$0.new" "$0" && exec "$@"`, told,
	}
	c := exec.Command("xterm", append(args, command...)...)
	c.Env = append(bare(), "DISPLAY="+display, "LC_ALL=C.UTF-8")
	start(t, c)
	g.cmd = c
	await(t, "xterm opens its window", func() bool {
		b, err := os.ReadFile(told)
		g.id = strings.TrimSpace(string(b))
		return err == nil
	})
	return g
}

// picture takes one picture, which may show a screen half drawn.
func (g *glass) picture(path string) []byte {
	g.t.Helper()
	c := exec.Command("import", "-display", g.display, "-window", g.id, path)
	if out, err := c.CombinedOutput(); err != nil {
		g.t.Fatalf("import: %v: %s", err, out)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		g.t.Fatal(err)
	}
	return b
}

// shot takes a picture of a screen that is at rest, for people to look at.
func (g *glass) shot(name string) {
	g.t.Helper()
	path := g.shots + name + ".png"
	before := g.picture(path)
	await(g.t, "the screen is at rest for "+name, func() bool {
		now := g.picture(path)
		same := bytes.Equal(pixels(now), pixels(before))
		before = now
		return same
	})
}

// pixels is the picture without the time at which it was taken, which PNG has in
// chunks of their own.
func pixels(png []byte) []byte {
	var all []byte
	for rest := png; ; {
		i := bytes.Index(rest, []byte("IDAT"))
		if i < 4 {
			return all
		}
		n := int(rest[i-4])<<24 | int(rest[i-3])<<16 | int(rest[i-2])<<8 | int(rest[i-1])
		end := min(len(rest), i+4+n)
		all, rest = append(all, rest[i+4:end]...), rest[end:]
	}
}

// qr reads the QR code off the screen, as a phone would.
func (g *glass) qr(name string) string {
	g.t.Helper()
	path := g.shots + name + ".png"
	var text []byte
	await(g.t, "a QR code can be read off "+path, func() bool {
		g.picture(path)
		out, err := exec.Command("zbarimg", "-q", "--raw", path).Output()
		text = bytes.TrimSpace(out)
		return err == nil && len(text) > 0
	})
	return string(text)
}
