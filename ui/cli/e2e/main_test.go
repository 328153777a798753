//go:build e2e && linux

// Package e2e drives the program as it is shipped from where a person sits: keys
// go into a real terminal, the QR code is read off its picture, letters come
// through a real mail server, and now and then somebody pulls the plug.
//
//	go test -tags e2e ./ui/cli/e2e
//
// needs Debian packages, and names those that are missing. E2E=1 makes that an
// error. E2E_SHOTS=DIR keeps the pictures; KILL_SEED=N and RUDE_SEED=N repeat what
// was left to chance. With the tag soak as well there is TestSoak, which takes a
// quarter of an hour.
package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// commands are the other processes that the test binary can be.
var commands = map[string]func(){"enrolments": enrolments, "shell": shell, "brittle": brittle}

// TestMain is also the process that TestKill kills, and what stands between a
// terminal and the program.
func TestMain(m *testing.M) {
	testscript.Main(m, commands)
}

// patience is how long is waited for what should come at once. Nothing is
// measured by it: it turns a program that hangs into a test that fails.
const patience = 20 * time.Second

// build is the program as it is shipped, CGO_ENABLED=0. It goes away with the
// folder that testscript makes for its commands.
var build = sync.OnceValues(func() (string, error) {
	self, err := exec.LookPath("enrolments")
	if err != nil {
		return "", err
	}
	path := filepath.Join(filepath.Dir(filepath.Dir(self)), "aktivasi")
	c := exec.Command("go", "build", "-o", path, "aktivasi")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	c.Stderr = os.Stderr
	return path, c.Run()
})

func program(t testing.TB) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	return path
}
