package bolt

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"
)

// A job is what a process does, on the store at a path, that a test kills. It
// reads chance where it may be killed; there that does nothing else.
type job func(path string, chance *deadly) error

const killJob = "AKTIVASI_TEST_KILL_JOB"

var jobs = map[string]job{
	"compact":          compactJob,
	"compact for ever": compactForEver,
	"rotate":           rotateJob,
}

// run is what TestMain does where a job is named.
func (j job) run() {
	n, err := strconv.Atoi(os.Getenv(killAt))
	if err == nil {
		err = j(os.Args[1], &deadly{n})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// process returns the process that does a job on the store at path and is killed
// at n; at 0 it is not.
func process(t *testing.T, job, path string, n int) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, path)
	cmd.Env = append(os.Environ(), killJob+"="+job, killAt+"="+strconv.Itoa(n))
	return cmd
}

// do runs a job, and reports whether it was killed.
func do(t *testing.T, job, path string, n int) (killed bool) {
	t.Helper()
	out, err := process(t, job, path, n).CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.Exited()) {
		t.Fatalf("%s, killed at %d: %v\n%s", job, n, err, out)
	}
	return err != nil
}

// doUntil runs a job that says where it is, line by line, and kills it from
// outside at a moment of chance after so many lines.
func doUntil(t *testing.T, job, path string, lines int) {
	t.Helper()
	cmd := process(t, job, path, 0)
	pipe, err := cmd.StdoutPipe()
	if err := errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	for in := bufio.NewScanner(pipe); lines > 0 && in.Scan(); lines-- {
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // it was killed, or it was faster
}
