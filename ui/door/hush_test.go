//go:build unix

package door

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// How the program of the role "mortal" is told what to do.
const (
	wordsAt = "DOOR_TEST_WORDS" // where standard error goes
	death   = "DOOR_TEST_DEATH" // and what it dies of
)

// mortal is a process that says what it hears of the last one, in brackets, and
// then dies as it is told, in a goroutine that nobody guards.
func mortal() int {
	restore, err := Hush(os.Getenv(wordsAt), func(p Panic) { fmt.Printf("[%s %q]\n", p, p.Trace) })
	if err != nil {
		fmt.Println(err)
		return exitOther
	}
	go die(os.Getenv(death))
	if os.Getenv(death) != "" {
		<-time.After(patience)
	}
	fmt.Fprintln(os.Stderr, "whispered")
	restore()
	fmt.Fprintln(os.Stderr, "said")
	return exitQuit
}

// endless is a stack without end, or as good as.
func endless(n int) int {
	if n < 0 {
		return n
	}
	return endless(n+1) + 1
}

func die(of string) {
	var (
		m      sync.Mutex
		nobody *guest
	)
	switch of {
	case "panic":
		fault(number)
	case "error":
		panic(errors.New("\n" + secret + "\n\ngoroutine 1 [running]:\nmain." + secret + "()\n\t/x.go:1 +0x1\nfatal error: " + secret))
	case "nil":
		nobody.last = ""
	case "fatal":
		m.Unlock()
	case "overflow":
		debug.SetMaxStack(1 << 16)
		os.Exit(endless(number))
	case "abort":
		_ = syscall.Kill(os.Getpid(), syscall.SIGABRT)
	case "kill":
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
}

// live runs such a process on a terminal and returns all that came there.
func live(t *testing.T, words, of string) string {
	t.Helper()
	x := open(t, usual)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), role+"=mortal", wordsAt+"="+words, death+"="+of, "GOTRACEBACK=all")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = x.tty, x.tty, x.tty
	err := cmd.Run()
	if died := err != nil; died != (of != "") || ctx.Err() != nil {
		t.Fatalf("the process ended with %v; on the terminal: %q", err, x.text())
	}
	return x.all()
}

// Nothing of a death reaches the terminal. The next process hears what died and
// where, and neither the value nor a number of the stack.
func TestHush(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ of, what, where string }{
		{"panic", "type panic", "door.fault safe_test.go:"},
		{"error", "type panic", "door.die hush_test.go:"},
		{"nil", "type panic", "door.die hush_test.go:"},
		{"fatal", "type fatal error: sync: unlock of unlocked mutex", "door.die hush_test.go:"},
		{"overflow", "type fatal error: stack overflow", "door.endless hush_test.go:"},
		{"abort", "type SIGABRT", ""},
		{"kill", "", ""},
	} {
		t.Run(c.of, func(t *testing.T) {
			t.Parallel()
			words := filepath.Join(t.TempDir(), "words")
			if shown := live(t, words, c.of); shown != "" {
				t.Errorf("on the terminal: %q", shown)
			}
			report, err := os.ReadFile(words)
			if err != nil {
				t.Fatal(err)
			}
			if c.what != "" && !strings.Contains(string(report), "goroutine ") {
				t.Errorf("no stack was kept: %q", report)
			}
			if of := c.of; of == "panic" && !strings.Contains(string(report), secret) {
				t.Errorf("Go does not print values any more, Hush says it does: %q", report)
			}
			heard := live(t, words, "")
			if strings.Contains(heard, secret) || strings.Contains(heard, fmt.Sprintf("%x", number)) {
				t.Errorf("a value is told: %q", heard)
			}
			if strings.Contains(heard, "whispered") || !strings.Contains(heard, "said") {
				t.Errorf("standard error was not hushed, or not given back: %q", heard)
			}
			if c.what == "" {
				if strings.Contains(heard, "[") {
					t.Errorf("the next process heard %q", heard)
				}
			} else if !anyReference.MatchString(heard) || !strings.Contains(heard, c.what) || !strings.Contains(heard, c.where) {
				t.Errorf("the next process heard %q, want %q at %q", heard, c.what, c.where)
			}
			if _, err := os.Lstat(words); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the words were not removed: %v", err)
			}
		})
	}
}

// A death is told once, to the next process, also if that dies itself and unheard.
func TestHushTellsOnce(t *testing.T) {
	t.Parallel()
	words := filepath.Join(t.TempDir(), "words")
	live(t, words, "panic")
	if heard := live(t, words, "kill"); !anyReference.MatchString(heard) {
		t.Errorf("the next process heard %q", heard)
	}
	if heard := live(t, words, ""); anyReference.MatchString(heard) {
		t.Errorf("the one after it heard %q", heard)
	}
}

func TestHushNowhere(t *testing.T) {
	t.Parallel()
	_, err := Hush(filepath.Join(t.TempDir(), "no", "words"), func(p Panic) { t.Error(p) })
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
