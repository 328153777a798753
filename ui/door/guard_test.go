//go:build unix

package door

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// The test binary is started again as a program on a terminal, in a session of
// its own or not, so that signals hit it alone.
const role = "DOOR_TEST_ROLE"

// How that program says why it ended, as its exit code.
const (
	exitQuit = iota
	exitOther
	exitAsked
	exitGone
	exitPanic
	exitAborted
)

func TestMain(m *testing.M) {
	switch as := os.Getenv(role); as {
	case "":
		os.Exit(m.Run())
	case "echo":
		os.Exit(child(Run, &echo{}))
	case "kiosk":
		os.Exit(child(Kiosk, &guest{}))
	case "mortal":
		os.Exit(mortal())
	default:
		os.Exit(child(Run, brittle{in: as}))
	}
}

// ground is the type of Run and of Kiosk.
type ground func(context.Context, *os.File, *os.File, tea.Model, func(Panic), ...tea.ProgramOption) (tea.Model, error)

func child(run ground, model tea.Model) int {
	ctx, stop := Guard(context.Background())
	defer stop()
	_, err := run(ctx, os.Stdin, os.Stdout, model, func(Panic) {}, tea.WithAltScreen())
	var asked *SignalError
	var abort *AbortError
	switch {
	case err == nil:
		return exitQuit
	case errors.As(err, &asked):
		return exitAsked
	case errors.As(err, &abort):
		fmt.Println(err)
		return exitAborted
	case errors.Is(err, ErrGone):
		return exitGone
	case errors.Is(err, ErrPanic):
		fmt.Println(err)
		return exitPanic
	}
	fmt.Println(err)
	return exitOther
}

// echo draws the last key in brackets.
type echo struct{ last string }

func (e *echo) Init() tea.Cmd { return nil }
func (e *echo) View() string  { return "[" + e.last + "]" }
func (e *echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		e.last = k.String()
	}
	return e, nil
}

// launch starts the program on a terminal, which becomes its controlling
// terminal if owned, so that a hang-up is signalled to it.
func launch(t *testing.T, as string, owned bool) (*terminal, *exec.Cmd, <-chan int) {
	t.Helper()
	x := open(t, usual)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), role+"="+as, "TERM=xterm")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = x.tty, x.tty, x.tty
	// A stop signal does nothing to a group whose parents are all in other
	// sessions; to see that it is ignored the program must not be such an orphan.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: owned, Setctty: owned, Setpgid: !owned}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	code := make(chan int, 1)
	go func() {
		_ = cmd.Wait()
		code <- cmd.ProcessState.ExitCode()
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return x, cmd, code
}

func ends(t *testing.T, x *terminal, code <-chan int, want ...int) {
	t.Helper()
	select {
	case got := <-code:
		for _, w := range want {
			if got == w {
				return
			}
		}
		t.Errorf("the program ended with %d, want %d; on the screen: %q", got, want, x.text())
	case <-time.After(patience):
		t.Fatalf("the program lives on; on the screen: %q", x.text())
	}
}

func TestSignals(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			x, cmd, code := launch(t, "echo", true)
			x.until("the first frame", func() bool { return strings.Contains(x.text(), "[]") })
			if reflect.DeepEqual(x.state(), x.was) {
				t.Error("the terminal is not in raw mode")
			}
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			ends(t, x, code, exitAsked)
			if got := x.state(); !reflect.DeepEqual(got, x.was) {
				t.Errorf("the terminal is left in %+v, was in %+v", got, x.was)
			}
			x.until("the alternate screen is left", func() bool { return strings.Contains(x.text(), "\x1b[?1049l") })
		})
	}
}

func TestSignalsIgnored(t *testing.T) {
	t.Parallel()
	x, cmd, code := launch(t, "echo", false)
	x.until("the first frame", func() bool { return strings.Contains(x.text(), "[]") })
	for i, s := range []syscall.Signal{syscall.SIGTSTP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGALRM} {
		if err := cmd.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		key := string(rune('a' + i))
		x.send(key)
		x.until("a key is answered after "+s.String(), func() bool { return strings.Contains(x.text(), "["+key+"]") })
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ends(t, x, code, exitAsked)
}

// Pulling the plug ends the program, with its controlling terminal or without.
func TestHangUp(t *testing.T) {
	t.Parallel()
	for _, owned := range []bool{true, false} {
		x, _, code := launch(t, "echo", owned)
		x.until("the first frame", func() bool { return strings.Contains(x.text(), "[]") })
		_ = x.keyboard.Close()
		_ = x.tty.Close()
		if owned {
			ends(t, x, code, exitAsked, exitGone)
		} else {
			ends(t, x, code, exitGone)
		}
	}
}

// What a panic leaves on the screen is one short line.
func TestPanicOnScreen(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"init", "update", "view"} {
		x, _, code := launch(t, in, true)
		ends(t, x, code, exitPanic)
		x.until("the short line", func() bool { return strings.Contains(x.text(), ErrPanic.Error()) })
		if shown := x.text(); strings.Contains(shown, secret) || strings.Contains(shown, "goroutine") || strings.Contains(shown, "fault(") {
			t.Errorf("on the screen: %q", shown)
		}
	}
}

// Not parallel: an ignored signal is inherited by the programs started meanwhile.
func TestGuardStop(t *testing.T) {
	parent, cancel := context.WithCancelCause(t.Context())
	ctx, stop := Guard(parent)
	cancel(os.ErrClosed)
	<-ctx.Done()
	if got := context.Cause(ctx); !errors.Is(got, os.ErrClosed) {
		t.Errorf("the cause is %v", got)
	}
	stop()
	stop()
}
