package cli_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"aktivasi/flows"
	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/ui"
)

// accounts is how many people are in the store that a benchmark opens.
// STORE_ACCOUNTS=1000000 is the figure that docs/performance.md gives.
func accounts(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv("STORE_ACCOUNTS"), "20000"))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkFirstFrame starts the program as an office does, the kiosk on a full
// store, and an empty Bubble Tea program beside it, in turn. The figures are
// medians:
//
//	ms          from before the process is started to the last of its first frame
//	empty-ms    the same of the empty program
//	x-empty     the first by the second, pair by pair: a busy machine slows down both
//	open-ms     from before the process is started until its store is open
//
// One operation is a start and an end of both, so its ns/op says nothing. Give
// it time: -benchtime 50x.
func BenchmarkFirstFrame(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip("there is no pty")
	}
	bin := b.TempDir()
	program, empty := build(b, bin, "aktivasi"), build(b, bin, "aktivasi/ui/cli/testdata/emptytea")
	office := peopled(b, program, accounts(b))
	log := filepath.Join(office, "data", "aktivasi.log")
	words := ui.Indonesian()

	var frame, bare, ratio, open []float64
	for b.Loop() {
		if err := os.Remove(log); err != nil && !errors.Is(err, fs.ErrNotExist) {
			b.Fatal(err)
		}
		k := start(b, office, program, "kiosk", "--config", "c.toml")
		ours := k.shows(b, words.Title[flows.AtStart], words.Keys[ui.DoQuit])
		open = append(open, millis(opened(b, log).Sub(k.began)))
		k.ends(b)

		e := start(b, office, empty)
		theirs := e.shows(b, "empty")
		e.ends(b)

		frame, bare, ratio = append(frame, ours), append(bare, theirs), append(ratio, ours/theirs)
	}
	b.ReportMetric(0, "ns/op") // hides it
	b.ReportMetric(median(frame), "ms")
	b.ReportMetric(slices.Min(frame), "min-ms")
	b.ReportMetric(median(bare), "empty-ms")
	b.ReportMetric(median(ratio), "x-empty")
	b.ReportMetric(median(open), "open-ms")
}

// build builds the command of that import path into dir, as a release is built.
func build(b *testing.B, dir, path string) string {
	b.Helper()
	out := filepath.Join(dir, filepath.Base(path))
	c := exec.CommandContext(b.Context(), "go", "build", "-o", out, path)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	return out
}

// peopled returns a folder with a configuration, c.toml, whose store has n
// invented people. They come in as an office's do, by roster import, which takes
// a gigabyte of disk and a minute for a million of them: BENCH_CACHE may name a
// folder to keep such folders in.
func peopled(b *testing.B, program string, n int) string {
	b.Helper()
	dir := b.TempDir()
	if cache := os.Getenv("BENCH_CACHE"); cache != "" {
		dir = filepath.Join(cache, "accounts-"+strconv.Itoa(n))
		if _, err := os.Stat(filepath.Join(dir, "full")); err == nil {
			return dir
		}
		if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil { // a half one
			b.Fatal(err)
		}
	}
	aktivasi := func(args ...string) {
		b.Helper()
		c := exec.CommandContext(b.Context(), program, args...)
		c.Dir = dir
		if said, err := c.CombinedOutput(); err != nil {
			b.Fatalf("aktivasi %s: %v\n%s", strings.Join(args, " "), err, said)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "c.toml"), []byte(configText), 0o600); err != nil {
		b.Fatal(err)
	}
	aktivasi("init", "--config", "c.toml")

	csv := filepath.Join(dir, "r.csv")
	f, err := os.Create(csv)
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(rostertest.Write(f, n), f.Close()); err != nil {
		b.Fatal(err)
	}
	aktivasi("roster", "import", "--config", "c.toml", "r.csv")
	if err := errors.Join(os.Remove(csv), os.WriteFile(filepath.Join(dir, "full"), nil, 0o600)); err != nil {
		b.Fatal(err)
	}
	return dir
}

// A screen is a program on a terminal of 80 × 24 that never answers a question.
type screen struct {
	cmd   *exec.Cmd
	tty   *os.File
	began time.Time
	drawn []byte
}

func start(b *testing.B, dir, program string, args ...string) *screen {
	b.Helper()
	c := exec.CommandContext(b.Context(), program, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LC_ALL=C.UTF-8", "NO_COLOR=", "ACCESSIBLE=")
	s := &screen{cmd: c, began: time.Now()}
	var err error
	if s.tty, err = pty.StartWithSize(c, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		b.Fatal(err)
	}
	return s
}

// shows reads until all of texts were drawn, and returns how many milliseconds
// after the start that was.
func (s *screen) shows(b *testing.B, texts ...string) float64 {
	b.Helper()
	buf := make([]byte, 64<<10)
	for _, text := range texts {
		for !bytes.Contains(s.drawn, []byte(text)) {
			n, err := s.tty.Read(buf)
			if err != nil {
				b.Fatalf("%v after\n%q", err, s.drawn)
			}
			s.drawn = append(s.drawn, buf[:n]...)
		}
	}
	return millis(time.Since(s.began))
}

// ends asks the program to leave, and waits until it has.
func (s *screen) ends(b *testing.B) {
	b.Helper()
	err := s.cmd.Process.Signal(os.Interrupt)
	for buf := make([]byte, 4096); ; { // or it would wait for somebody to read what it draws
		if _, err := s.tty.Read(buf); err != nil {
			break // the other end is closed
		}
	}
	_ = s.cmd.Wait() // a program that was interrupted may say so in its exit code
	if err := errors.Join(err, s.tty.Close()); err != nil {
		b.Error(err)
	}
}

// opened waits for the line of the log that tells of the open store, and returns
// when it was written.
func opened(b *testing.B, log string) time.Time {
	b.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		text, err := os.ReadFile(log)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			b.Fatal(err)
		}
		for line := range bytes.Lines(text) {
			var l struct {
				Time       time.Time
				Do, Answer string
			}
			if json.Unmarshal(line, &l) == nil && l.Do == flows.Open.String() && l.Answer == flows.Ready.String() {
				return l.Time
			}
		}
	}
	b.Fatal("the store never opens")
	return time.Time{}
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// median sorts xs and returns the one in the middle.
func median(xs []float64) float64 {
	slices.Sort(xs)
	return xs[len(xs)/2]
}
