//go:build unix

package door

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// patience is how long a test waits for what must come. It is never waited for
// in vain except by a test that fails.
const patience = 20 * time.Second

// A terminal is a pty with somebody in front of it.
type terminal struct {
	t        *testing.T
	keyboard *os.File // the master's side
	tty      *os.File // the program's side
	was      *term.State
	mu       sync.Mutex
	screen   bytes.Buffer
}

var ttys sync.Map // of every terminal, so that none is collected and closed

func open(t *testing.T, size pty.Winsize) *terminal {
	t.Helper()
	keyboard, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(keyboard, &size); err != nil {
		t.Fatal(err)
	}
	keyboard = interruptible(t, keyboard)
	x := &terminal{t: t, keyboard: keyboard, tty: tty}
	x.was = x.state()
	go func() { _, _ = io.Copy(x, keyboard) }()
	// The other side stays open: Bubble Tea does not wait for the goroutine that
	// asks for the size (checkResize), which may outlive the program for a moment.
	ttys.Store(tty, nil)
	t.Cleanup(func() { _ = keyboard.Close() })
	return x
}

// interruptible returns the same file, whose Close does not wait for a Read as a
// blocking file's does; creack/pty makes its files block.
func interruptible(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	return os.NewFile(uintptr(fd), "keyboard")
}

// Write is the screen's.
func (x *terminal) Write(p []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.Write(p)
}

func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.String()
}

func (x *terminal) send(s string) {
	x.t.Helper()
	if _, err := x.keyboard.WriteString(s); err != nil {
		x.t.Fatal(err)
	}
}

// all returns all that was written to the terminal by whoever has ended by now:
// what it shows lags behind, but keeps its order.
func (x *terminal) all() string {
	x.t.Helper()
	const mark = "all of it"
	if _, err := x.tty.WriteString(mark); err != nil {
		x.t.Fatal(err)
	}
	x.until("the mark", func() bool { return strings.HasSuffix(x.text(), mark) })
	return strings.TrimSuffix(x.text(), mark)
}

// settled waits until the program has read all that was sent.
func (x *terminal) settled() {
	x.t.Helper()
	x.until("the input is read", func() bool { return !ready(x.tty, 20*time.Millisecond) })
}

func (x *terminal) until(what string, is func() bool) {
	x.t.Helper()
	late := time.After(patience)
	for tick := time.NewTicker(time.Millisecond); ; {
		if is() {
			tick.Stop()
			return
		}
		select {
		case <-tick.C:
		case <-late:
			x.t.Fatalf("not yet: %s; on the screen: %q", what, x.text())
		}
	}
}

func (x *terminal) state() *term.State {
	x.t.Helper()
	s, err := term.GetState(int(x.tty.Fd()))
	if err != nil {
		x.t.Fatal(err)
	}
	return s
}

// raw returns the state that raw mode is, from a terminal beside.
func raw(t *testing.T) *term.State {
	t.Helper()
	x := open(t, pty.Winsize{})
	if _, err := term.MakeRaw(int(x.tty.Fd())); err != nil {
		t.Fatal(err)
	}
	return x.state()
}

// free checks that nobody reads from the terminal any more.
func (x *terminal) free() {
	x.t.Helper()
	x.send("for the next one\n")
	got := make([]byte, 100)
	n, err := x.tty.Read(got)
	if string(got[:n]) != "for the next one\n" {
		x.t.Errorf("the next program reads %q, %v", got[:n], err)
	}
}
