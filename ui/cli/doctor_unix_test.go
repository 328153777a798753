//go:build unix

package cli

import (
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// On a terminal of some size each thing about it is one line, and the terminal
// gets nothing but those: no question, no escape.
func TestDoctorTerminal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		size    pty.Winsize
		environ map[string]string
		want    string
	}{
		{"usual", pty.Winsize{Cols: 80, Rows: 24}, map[string]string{"TERM": "xterm-256color", "LANG": "id_ID.UTF-8"},
			`ok  terminal: xterm-256color\nok  size: 80 x 24\nok  colours: 256\nok  letters: modern; .*\|▄█▀\|\n`},
		{"console", pty.Winsize{Cols: 60, Rows: 20}, map[string]string{"TERM": "linux"},
			`ok  terminal: linux\n!   size: 60 x 20: .*\n    hint: .*\nok  colours: 16\n!   letters: ascii: .*\n    hint: .*\n`},
		{"spoken", pty.Winsize{Cols: 10, Rows: 2}, map[string]string{"TERM": "dumb"},
			`ok  terminal: dumb: questions and answers, line by line\n`},
		{"nameless", pty.Winsize{Cols: 80, Rows: 24}, nil,
			`!   terminal: TERM is not set.*\n    hint: .*\nok  size: 80 x 24\nok  colours: none\n!   letters: ascii`},
		{"hostile", pty.Winsize{Cols: 80, Rows: 24}, map[string]string{"TERM": "x\x1b]0;owned\a\n!!  y"},
			`ok  terminal: x\]0;owned !! y\n`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			master, slave, err := pty.Open()
			if err != nil {
				t.Fatal(err)
			}
			defer master.Close()
			defer slave.Close()
			if err := pty.Setsize(master, &tt.size); err != nil {
				t.Fatal(err)
			}
			d, said := patient(tt.environ)
			d.around.in, d.around.out, d.font = slave, slave, consoleFont // which this is none of
			if err := d.terminal(); err != nil {
				t.Fatal(err)
			}
			got := said.String()
			if !regexp.MustCompile(`\A`+tt.want).MatchString(got) || strings.ContainsAny(got, "\x1b\a") {
				t.Errorf("it says\n%s\nand not %s", got, tt.want)
			}
			if d.stops != 0 {
				t.Errorf("%d things would stop an enrolment", d.stops)
			}
		})
	}
}

// A pipe that nobody reads stands for a printer that does not answer.
func TestDoctorSlipDoesNotWait(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	d, said := patient(nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		d.slip(t.Context(), config{Slip: slipConfig{Printer: path}})
	}()
	select {
	case <-done:
		finds(t, d, said, "!   printer: .*lp0: .*\n    hint: is it on")
	case <-time.After(20 * time.Second):
		t.Fatal("it waits for somebody to read")
	}
}
