//go:build unix

package door

import (
	"errors"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// What a guest's screen shows, and nobody after them may see.
const (
	guestName = "Siti Aminah"
	guestKey  = "JBSWY3DPEHPK3PXP"
	guestCode = "492039"
)

// A guest is a model with somebody's things on the screen, and the last key.
type guest struct {
	last string
	away bool // the guest has gone
}

func (g *guest) Init() tea.Cmd { return nil }

func (g *guest) View() string {
	if g.away {
		return "desk\n\n\nready [" + g.last + "]"
	}
	return "desk\n" + guestName + " " + guestKey + "\n" + guestCode + "\nready [" + g.last + "]"
}

func (g *guest) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return g, nil
	}
	switch g.last = k.String(); g.last {
	case "q":
		return g, tea.Quit
	case "w":
		g.away = true
		return g, Wipe
	case "p":
		fault(number)
	case "s":
		return g, tea.Suspend
	case "i":
		return g, tea.Interrupt
	}
	return g, nil
}

// after returns what follows the last time that any of the guest's things came.
func after(t *testing.T, shown string) string {
	t.Helper()
	from := -1
	for _, s := range []string{guestName, guestKey, guestCode} {
		if i := strings.LastIndex(shown, s); i >= 0 {
			from = max(from, i+len(s))
		}
	}
	if from < 0 {
		t.Fatalf("the guest never was on the screen: %q", shown)
	}
	return shown[from:]
}

// emptied is what empties a terminal, as written in its documentation.
const emptied = "\x1b[H\x1b[2J\x1b[3J"

// presentable reports whether a terminal was left fit for the next person: both
// screens emptied, the second one last, and at most a line of the caller's on it.
func presentable(rest string) bool {
	left := strings.LastIndex(rest, "\x1b[?1049l")
	last := strings.LastIndex(rest, emptied)
	entered := strings.LastIndex(rest[:max(left, 0)], "\x1b[?1049h")
	return entered >= 0 && strings.Contains(rest[entered:left], emptied) &&
		last > left && !strings.Contains(rest[last+len(emptied):], "\x1b")
}

// ending starts a kiosk in a process of its own, has it end, and returns what its
// terminal was sent after the guest's last trace.
func ending(t *testing.T, how func(*terminal, *exec.Cmd), want ...int) string {
	t.Helper()
	x, cmd, code := launch(t, "kiosk", true)
	x.until("the guest", func() bool { return strings.Contains(x.text(), "ready []") })
	if first := x.text(); !strings.HasPrefix(first, "\x1b[?1049h\x1b[m"+emptied) {
		t.Errorf("a kiosk does not begin with a wipe: %q", first)
	}
	how(x, cmd)
	ends(t, x, code, want...)
	if got := x.state(); !reflect.DeepEqual(got, x.was) {
		t.Errorf("the terminal is left in %+v, was in %+v", got, x.was)
	}
	shown := x.all()
	if strings.Contains(shown, "goroutine") || strings.Contains(shown, secret) {
		t.Errorf("a stack or a value is on the terminal: %q", shown)
	}
	rest := after(t, shown)
	if !presentable(rest) {
		t.Errorf("after the guest came %q", rest)
	}
	return rest
}

// However a kiosk ends, nothing of the last person is left on either screen.
func TestKioskEndings(t *testing.T) {
	t.Parallel()
	key := func(k string) func(*terminal, *exec.Cmd) {
		return func(x *terminal, _ *exec.Cmd) { x.send(k) }
	}
	sent := func(s syscall.Signal) func(*terminal, *exec.Cmd) {
		return func(x *terminal, cmd *exec.Cmd) {
			if err := cmd.Process.Signal(s); err != nil {
				x.t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name string
		how  func(*terminal, *exec.Cmd)
		want int
		ref  bool
	}{
		{"quit", key("q"), exitQuit, false},
		{"panic", key("p"), exitPanic, true},
		{"SIGTERM", sent(syscall.SIGTERM), exitAsked, false},
		{"SIGHUP", sent(syscall.SIGHUP), exitAsked, false},
		{"SIGINT", sent(syscall.SIGINT), exitAsked, false},
		{"SIGABRT", sent(syscall.SIGABRT), exitAborted, true},
		{"SIGSEGV", sent(syscall.SIGSEGV), exitAborted, true},
		{"SIGBUS", sent(syscall.SIGBUS), exitAborted, true},
		{"SIGFPE", sent(syscall.SIGFPE), exitAborted, true},
		{"SIGILL", sent(syscall.SIGILL), exitAborted, true},
		{"SIGTRAP", sent(syscall.SIGTRAP), exitAborted, true},
		{"SIGSYS", sent(syscall.SIGSYS), exitAborted, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rest := ending(t, c.how, c.want)
			if c.ref != anyReference.MatchString(rest) {
				t.Errorf("a reference is shown: %v, want %v: %q", !c.ref, c.ref, rest)
			}
		})
	}
}

// Keys and messages that stop or end other programs do nothing to a kiosk.
func TestKioskStays(t *testing.T) {
	t.Parallel()
	x, cmd, code := launch(t, "kiosk", false)
	x.until("the guest", func() bool { return strings.Contains(x.text(), "ready []") })
	for i, k := range []string{"\x1a", "\x1c", "\x13", "\x11", "\x04", "\x03", "\x1b", "\x1bOP", "s", "i"} {
		x.send(k)
		x.settled()
		answer := string(rune('A' + i))
		x.send(answer)
		x.until("a key is answered", func() bool { return strings.Contains(x.text(), "["+answer+"]") })
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ends(t, x, code, exitAsked)
}

// A terminal that is gone cannot be wiped, and must not hold up the end.
func TestKioskHangUp(t *testing.T) {
	t.Parallel()
	x, _, code := launch(t, "kiosk", true)
	x.until("the guest", func() bool { return strings.Contains(x.text(), "ready []") })
	_ = x.keyboard.Close()
	_ = x.tty.Close()
	ends(t, x, code, exitAsked, exitGone)
}

// visit runs a program with a guest on a new terminal, and visitAgain on the same.
func visit(t *testing.T, run ground) (*terminal, chan error) {
	t.Helper()
	x := open(t, usual)
	return x, visitAgain(t, x, run)
}

func visitAgain(t *testing.T, x *terminal, run ground) chan error {
	t.Helper()
	ended := make(chan error, 1)
	go func() {
		_, err := run(t.Context(), x.tty, x.tty, &guest{}, func(Panic) {}, tea.WithAltScreen())
		ended <- err
	}()
	return ended
}

// After a panic a kiosk goes on in the same process, and every key typed then is
// the new program's.
func TestKioskAgain(t *testing.T) {
	t.Parallel()
	x, ended := visit(t, Kiosk)
	for range 3 {
		x.until("the guest", func() bool {
			_, shown, _ := strings.Cut(x.text(), "ready []")
			return shown != ""
		})
		x.send("p")
		err := <-ended
		var fault *PanicError
		if !errors.As(err, &fault) || !anyReference.MatchString(fault.Ref) || !errors.Is(err, ErrPanic) {
			t.Fatalf("the program ended with %v", err)
		}
		was := len(x.text())
		ended = visitAgain(t, x, Kiosk)
		x.until("the guest again", func() bool { return strings.Contains(x.text()[was:], "ready []") })
		for _, k := range "abcdefgh" {
			x.send(string(k))
			x.until("the key "+string(k), func() bool { return strings.Contains(x.text()[was:], "["+string(k)+"]") })
		}
	}
	x.send("q")
	if err := <-ended; err != nil {
		t.Error(err)
	}
	x.free()
}

// A fault in Bubble Tea itself, here in what it is told to call, leaves its reader
// and its renderer running. Neither may get at the terminal any more.
func TestFaultBeneath(t *testing.T) {
	t.Parallel()
	for name, run := range map[string]ground{"run": Run, "kiosk": Kiosk} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := open(t, usual)
			ended := make(chan error, 1)
			fell := make(chan string, 10)
			go func() {
				_, err := run(t.Context(), x.tty, x.tty, &guest{}, func(p Panic) {
					if fell <- p.In; p.In == "update" {
						panic("again, out of the door and through Bubble Tea")
					}
				}, tea.WithAltScreen())
				ended <- err
			}()
			x.until("the guest", func() bool { return strings.Contains(x.text(), "ready []") })
			x.send("p")
			if err := <-ended; !errors.Is(err, ErrPanic) {
				t.Errorf("the program ended with %v", err)
			}
			if a, b := <-fell, <-fell; a != "update" || b != "program" {
				t.Errorf("fell in %s and %s", a, b)
			}
			if got := x.state(); !reflect.DeepEqual(got, x.was) {
				t.Errorf("the terminal is left in %+v, was in %+v", got, x.was)
			}
			rest := after(t, x.all())
			if !presentable(rest) && (name == "kiosk" || !strings.HasSuffix(rest, "\x1b[?25h\x1b[?1049l")) {
				t.Errorf("after the guest came %q", rest)
			}
			x.free()
		})
	}
}
