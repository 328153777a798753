package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// lineMax is how long an answer may be; what is longer is cut there.
const lineMax = 4096

// lines reads answers from a terminal or a pipe, a byte at a time: what a person
// has typed ahead stays where the next question, hidden or not, will find it.
type lines struct {
	in     *os.File
	out    io.Writer
	tty    bool
	before *term.State
}

func newLines(in *os.File, out io.Writer) *lines {
	l := &lines{in: in, out: out}
	if fd := int(in.Fd()); term.IsTerminal(fd) {
		l.tty = true
		l.before, _ = term.GetState(fd)
	}
	return l
}

// restore puts the terminal back as it was, should a hidden question have been
// left open.
func (l *lines) restore() {
	if l.before != nil {
		_ = term.Restore(int(l.in.Fd()), l.before)
	}
}

// ReadLine implements ui.Lines.
func (l *lines) ReadLine(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(l.out, prompt)
	text, err := within(ctx, l.line)
	if !l.tty {
		fmt.Fprintln(l.out) // nobody pressed Enter on this side
	}
	return text, err
}

// ReadSecret implements ui.Lines: on a terminal nothing of the answer is seen,
// not even by one who types before the question has been read.
//
// term.ReadPassword would not do. It asks first and hides then, and at the end
// of a terminal's input, where read(2) returns nothing and no error either, it
// tries again for ever (readPasswordLine in x/term v0.47.0).
func (l *lines) ReadSecret(ctx context.Context, prompt string) (string, error) {
	if !l.tty {
		return l.ReadLine(ctx, prompt)
	}
	if err := hide(int(l.in.Fd())); err != nil {
		return "", fmt.Errorf("hide what is typed: %w", err)
	}
	defer l.restore()
	fmt.Fprint(l.out, prompt)
	text, err := within(ctx, l.line)
	fmt.Fprintln(l.out)
	return text, err
}

func (l *lines) line() (string, error) {
	var b strings.Builder
	for c := make([]byte, 1); ; {
		n, err := l.in.Read(c)
		switch {
		case n == 1 && c[0] == '\n':
			return strings.TrimSuffix(b.String(), "\r"), nil
		case n == 1 && b.Len() < lineMax:
			b.WriteByte(c[0])
		case errors.Is(err, io.EOF) && b.Len() > 0:
			return b.String(), nil // a last line without its end
		case err != nil:
			return "", err
		}
	}
}

// within waits for read or for the end of ctx, whichever comes first. A read
// that is waited for no longer goes on until the program ends, which it does.
func within(ctx context.Context, read func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := read()
		got <- answer{text, err}
	}()
	select {
	case a := <-got:
		return a.text, a.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
