//go:build unix

// The tests stand in a package of their own: were they inside, ground itself
// would import Bubble Tea and come after it.
package ground_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/creack/pty"

	_ "aktivasi/ui/ground"
)

const (
	role    = "GROUND_TEST_ROLE"
	silent  = "silent"  // a program that links Bubble Tea and ground, and asks nothing itself
	curious = "curious" // the same program, asking on its own
	ready   = "ready"
)

// The test binary links Bubble Tea and ground as the real program does, so it
// is started again as that program.
func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case silent:
		fmt.Println(ready)
	case curious:
		lipgloss.NewRenderer(os.Stdout).HasDarkBackground()
		fmt.Println(ready)
	default:
		os.Exit(m.Run())
	}
}

func TestNothingIsAsked(t *testing.T) {
	t.Parallel()
	got := before(t, silent, ready)
	if bytes.ContainsRune(got, '\x1b') {
		t.Errorf("the terminal was sent %q before the first output", got)
	}
}

// Without this one, the test above would also pass where the question is not
// put for another reason: CI set, a TERM that is never asked, no foreground.
func TestQuestionWouldBeSeen(t *testing.T) {
	t.Parallel()
	const question = "\x1b]11;?"
	got := before(t, curious, question)
	if !bytes.Contains(got, []byte(question)) {
		t.Errorf("the terminal was sent %q; want the question %q among it", got, question)
	}
}

// TestImports holds the package to its one import: any other could be
// initialised after Bubble Tea, and take ground with it.
func TestImports(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			got = append(got, path)
		}
	}
	if want := []string{"github.com/charmbracelet/lipgloss"}; !slices.Equal(got, want) {
		t.Errorf("ground imports %q, want %q", got, want)
	}
}

// before starts this binary in a role on a terminal that never answers and
// returns what it wrote up to and including the first mark.
func before(t *testing.T, as, mark string) []byte {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "CI=") || strings.HasPrefix(v, "TERM=")
	}), "TERM=xterm-256color", role+"="+as)
	f, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	t.Cleanup(func() {
		late.Stop()
		_ = cmd.Process.Kill()
		_ = f.Close()
		_ = cmd.Wait()
	})
	var all []byte
	for buf := make([]byte, 256); !bytes.Contains(all, []byte(mark)); {
		n, err := f.Read(buf)
		all = append(all, buf[:n]...)
		if err != nil {
			t.Fatalf("%s did not write %q but %q: %v", as, mark, all, errors.Unwrap(err))
		}
	}
	return all
}
