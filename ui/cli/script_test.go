package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"aktivasi/ui/cli"
)

// commands are what this test binary is when it is started by that name: the
// program itself, and in end-to-end tests also the process that gets killed.
var commands = map[string]func(){
	"aktivasi": func() { os.Exit(cli.Main()) },
}

func TestMain(m *testing.M) { testscript.Main(m, commands) }

// TestScripts runs the program as a script would, by the files in testdata.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		// No Deadline: it would be counted from here, while the scripts wait for their
		// turn among the parallel tests. go test's own ends one that hangs, and prints
		// what was said until then.
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", e.WorkDir+"/share")
			e.Setenv("LOCALAPPDATA", e.WorkDir+"/share")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"mode":  mode,
		},
	})
}

// exits runs a command and looks at its exit code: exits 2 aktivasi --nope
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got, err = exit.ExitCode(), nil
	}
	ts.Check(err)
	if got != want {
		ts.Fatalf("%s exits with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// mode looks at the rights of files: mode 0600 data/aktivasi.db
func mode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: mode rights file...")
	}
	for _, name := range args[1:] {
		in, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if got := "0" + strconv.FormatInt(int64(in.Mode().Perm()), 8); got != args[0] {
			ts.Fatalf("%s has mode %s, want %s", name, got, args[0])
		}
	}
}
