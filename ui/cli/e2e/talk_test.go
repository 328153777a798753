//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// A talk is a program that runs, and everything it has said so far.
type talk struct {
	t    testing.TB
	cmd  *exec.Cmd
	pid  int
	keys io.WriteCloser // what it hears
	tty  *os.File       // its side of the terminal, or nil
	size frame          // how large that was to begin with
	was  *term.State    // and how it was set before

	mu    sync.Mutex
	said  []byte
	since int           // what was said before the last key
	more  chan struct{} // one token when there is more
	over  chan struct{} // closed when the program has ended and all is heard
	code  int           // then, its exit code, or -1 where a signal ended it
}

// frame is how large a terminal is.
type frame struct{ w, h int }

// onTerminal starts a program on a terminal that never answers. Env is added to
// an environment with nothing of a terminal in it; tap, if not nil, gets what
// the program writes as well.
func onTerminal(t testing.TB, f frame, dir string, env []string, tap io.Writer, name string, args ...string) *talk {
	t.Helper()
	ptmx, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan struct{})
	t.Cleanup(func() {
		tty.Close()
		<-heard // there is an end to it once nobody has the other side open
		ptmx.Close()
	})
	if err := pty.Setsize(tty, &pty.Winsize{Cols: uint16(f.w), Rows: uint16(f.h)}); err != nil {
		t.Fatal(err)
	}
	x := newTalk(t, dir, env, name, args...)
	x.keys, x.tty, x.size = ptmx, tty, f
	if x.was, err = term.GetState(int(tty.Fd())); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(heard)
		for b := make([]byte, 64<<10); ; {
			n, err := ptmx.Read(b)
			x.hear(b[:n])
			if tap != nil {
				_, _ = tap.Write(b[:n]) // whoever looks may have gone
			}
			if err != nil {
				return
			}
		}
	}()
	l := lead(t, x.cmd, tty)
	x.pid = l.pid
	go func() {
		code, err := l.report()
		if err != nil {
			code = -1
		}
		x.settle()
		x.code = code
		close(x.over)
	}()
	return x
}

// onPipe starts a program without a terminal.
func onPipe(t testing.TB, dir string, env []string, name string, args ...string) *talk {
	t.Helper()
	x := newTalk(t, dir, env, name, args...)
	x.cmd.Stdout, x.cmd.Stderr = (*ear)(x), (*ear)(x) // the same, so one pipe: the order is kept
	var err error
	if x.keys, err = x.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := x.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	x.pid = x.cmd.Process.Pid
	go func() {
		_ = x.cmd.Wait() // its state says it all
		x.code = x.cmd.ProcessState.ExitCode()
		close(x.over)
	}()
	t.Cleanup(func() {
		_ = x.cmd.Process.Kill()
		<-x.over
	})
	return x
}

func newTalk(t testing.TB, dir string, env []string, name string, args ...string) *talk {
	x := &talk{t: t, cmd: exec.Command(name, args...), more: make(chan struct{}, 1), over: make(chan struct{})}
	x.cmd.Dir = dir
	x.cmd.Env = append(bare(), env...)
	return x
}

// bare is our environment without what says anything of a terminal or a
// language.
func bare() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"TERM", "COLORTERM", "NO_COLOR", "ACCESSIBLE", "LANG", "LANGUAGE", "TERM_PROGRAM", "TMUX", "CLICOLOR", "CLICOLOR_FORCE"}, name) ||
			strings.HasPrefix(name, "LC_")
	})
}

// An ear is a talk that is written to.
type ear talk

func (e *ear) Write(b []byte) (int, error) {
	(*talk)(e).hear(b)
	return len(b), nil
}

func (x *talk) hear(b []byte) {
	x.mu.Lock()
	x.said = append(x.said, b...)
	x.mu.Unlock()
	select {
	case x.more <- struct{}{}:
	default:
	}
}

// settle returns when the terminal has handed over everything that was written
// to it: what we write there ourselves comes behind it.
func (x *talk) settle() {
	const last = "\x00that was all\x00"
	if _, err := x.tty.WriteString(last); err != nil {
		return // nobody listens any more
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		x.mu.Lock()
		said, done := bytes.CutSuffix(x.said, []byte(last))
		if done {
			x.said = said
		}
		x.mu.Unlock()
		if done {
			return
		}
	}
}

// press types keys; what is said from now on is the answer to them.
func (x *talk) press(keys string) {
	x.t.Helper()
	x.mu.Lock()
	x.since = len(x.said)
	x.mu.Unlock()
	if _, err := io.WriteString(x.keys, keys); err != nil {
		x.t.Fatalf("type %q: %v", keys, err)
	}
}

// all is everything that was said, as it came.
func (x *talk) all() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return string(x.said)
}

// answer is what was said since the last key, without what only moves and paints.
func (x *talk) answer() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return strings.ReplaceAll(ansi.Strip(string(x.said[x.since:])), "\r\n", "\n")
}

// until waits for an answer that matches, and returns the match.
func (x *talk) until(pattern string) []string {
	x.t.Helper()
	re := regexp.MustCompile(pattern)
	late := time.After(patience)
	for ended := false; ; {
		if m := re.FindStringSubmatch(x.answer()); m != nil {
			return m
		}
		if ended {
			x.t.Fatalf("it ended, and never said %s, but\n%s", pattern, x.answer())
		}
		select {
		case <-x.more:
		case <-x.over:
			ended = true
		case <-late:
			x.t.Fatalf("it never said %s, but\n%s", pattern, x.answer())
		}
	}
}

// signal sends the program a signal.
func (x *talk) signal(s syscall.Signal) {
	x.t.Helper()
	if err := syscall.Kill(x.pid, s); err != nil {
		x.t.Fatalf("%v: %v", s, err)
	}
}

// end waits until the program has ended, and returns its exit code.
func (x *talk) end() int {
	x.t.Helper()
	select {
	case <-x.over:
	case <-time.After(patience):
		x.t.Fatalf("it does not end; the last it said was\n%s", x.answer())
	}
	return x.code
}

// hangUp closes the terminal without a word. Closing alone would not: whoever
// reads from its other side keeps that open until there is something to read.
func (x *talk) hangUp() {
	x.t.Helper()
	if err := x.keys.Close(); err != nil {
		x.t.Fatal(err)
	}
	_, _ = x.tty.WriteString("\x00") // too late is as well
}

// echoes reports whether the terminal shows what is typed.
func (x *talk) echoes() bool {
	x.t.Helper()
	now, err := unix.IoctlGetTermios(int(x.tty.Fd()), unix.TCGETS)
	if err != nil {
		x.t.Fatal(err)
	}
	return now.Lflag&unix.ECHO != 0
}

// restored checks that the terminal is as the program found it: its settings,
// the cursor, the alternate screen, and that pastes come as they are.
func (x *talk) restored() {
	x.t.Helper()
	now, err := term.GetState(int(x.tty.Fd()))
	if err != nil {
		x.t.Fatal(err)
	}
	if !reflect.DeepEqual(x.was, now) {
		x.t.Errorf("the terminal's settings were\n%+v\nand are now\n%+v", x.was, now)
	}
	all := x.all()
	for mode, what := range map[string]string{"25": "cursor", "1049": "alternate screen", "2004": "bracketed paste"} {
		on, off := strings.LastIndex(all, "\x1b[?"+mode+"h"), strings.LastIndex(all, "\x1b[?"+mode+"l")
		if mode == "25" {
			on, off = off, on // it is there to begin with
		}
		if on > off {
			x.t.Errorf("the %s is not as it was", what)
		}
	}
}

// questions are what a terminal would answer: its colours, its kind, where the
// cursor is, what it can do.
var questions = regexp.MustCompile(`\x1b\][0-9;]*\?` + // OSC 4, 10, 11 …
	`|\x1b\[[?>=]?[0-9;]*[cn]` + // DA, DSR, CPR
	`|\x1b\[\??[0-9;]*\$p` + // DECRQM
	`|\x1b\[>[0-9;]*q` + // XTVERSION
	`|\x1b\[\?u` + // keyboard protocol
	`|\x1b\[1[1-9]t|\x1b\[2[01]t` + // window reports
	`|\x1bP[+$]q` + // XTGETTCAP, DECRQSS
	`|\x1bZ|\x05`) // DECID, ENQ

// askedNothing checks that the terminal was asked nothing: one that does not answer
// would keep a person waiting, and one that does types into the first field.
func (x *talk) askedNothing() {
	x.t.Helper()
	if q := questions.FindString(x.all()); q != "" {
		x.t.Errorf("it asks the terminal %q", q)
	}
}
