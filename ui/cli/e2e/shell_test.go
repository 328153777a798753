//go:build e2e && linux

package e2e_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
)

// shell is the process between a terminal and a program, as a shell is: it leads
// the terminal's session, runs the program in the foreground, reports its number
// and its exit code, and stays. Where no session is led a program may not think
// itself in the foreground, and asks the terminal nothing for that reason; and
// when the leader goes, Linux hangs the terminal up and sets it anew, and nobody
// could say how it was left.
//
// Reports go to descriptor 3; at the end of 4 it leaves.
func shell() {
	reports, end := os.NewFile(3, "reports"), os.NewFile(4, "end")
	signal.Notify(make(chan os.Signal, 1), syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTSTP, syscall.SIGHUP)
	c := exec.Command(os.Args[1], os.Args[2:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	must(c.Start())
	fmt.Fprintln(reports, c.Process.Pid)
	if err := c.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		must(err)
	}
	fmt.Fprintln(reports, c.ProcessState.ExitCode())
	_, _ = io.ReadAll(end)
}

// A led is a program that a shell runs.
type led struct {
	reports *bufio.Reader
	pid     int
}

// lead starts c, which is the command line of a program, in a shell of its own
// that leads the session of the terminal tty.
func lead(t testing.TB, c *exec.Cmd, tty *os.File) *led {
	t.Helper()
	path, err := exec.LookPath("shell")
	if err != nil {
		t.Fatal(err)
	}
	said, reports, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ending, end, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Path, c.Args = path, append([]string{"shell"}, c.Args...)
	c.Stdin, c.Stdout, c.Stderr = tty, tty, tty
	c.ExtraFiles = []*os.File{reports, ending}
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	reports.Close()
	ending.Close()
	l := &led{reports: bufio.NewReader(said)}
	t.Cleanup(func() {
		_ = syscall.Kill(l.pid, syscall.SIGKILL) // it has ended, if all went well
		end.Close()
		_ = c.Wait()
		said.Close()
	})
	if l.pid, err = l.report(); err != nil {
		t.Fatalf("start %s: %v", c.Args[1], err)
	}
	return l
}

// report waits for the next number that the shell reports.
func (l *led) report() (n int, err error) {
	_, err = fmt.Fscanln(l.reports, &n)
	return n, err
}
