//go:build unix

package door

import (
	"context"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
)

// A probe is a model that tells what it is sent, and quits at Ctrl+C.
type probe struct{ told chan<- tea.Msg }

func (p probe) Init() tea.Cmd { return nil }
func (p probe) View() string  { return "probe" }
func (p probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	p.told <- msg
	if k, ok := msg.(tea.KeyMsg); ok && k.Type == tea.KeyCtrlC {
		return p, tea.Quit
	}
	return p, nil
}

// A running is a program on a terminal.
type running struct {
	*terminal
	told  chan tea.Msg
	ended chan error
}

func start(t *testing.T, size pty.Winsize) *running {
	t.Helper()
	r := &running{open(t, size), make(chan tea.Msg, 1000), make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, err := Run(ctx, r.tty, r.tty, probe{r.told}, func(p Panic) { t.Error(p) }, tea.WithAltScreen())
		r.ended <- err
	}()
	t.Cleanup(func() { // before open's: the terminal is closed when nobody reads it
		cancel()
		<-done
	})
	return r
}

// next waits for a message of the kind of want and compares.
func (r *running) next(want tea.Msg) {
	r.t.Helper()
	late := time.After(patience)
	for {
		select {
		case msg := <-r.told:
			if reflect.TypeOf(msg) != reflect.TypeOf(want) {
				continue
			}
			if !reflect.DeepEqual(msg, want) {
				r.t.Fatalf("the program was told %.80v, want %.80v", msg, want)
			}
			return
		case err := <-r.ended:
			r.t.Fatalf("the program ended (%v), waiting for %.80v", err, want)
		case <-late:
			r.t.Fatalf("the program was not told %.80v", want)
		}
	}
}

// end waits for the end of the program and returns its error.
func (r *running) end() error {
	r.t.Helper()
	select {
	case err := <-r.ended:
		return err
	case <-time.After(patience):
		r.t.Fatal("the program lives on")
		return nil
	}
}

func text(s string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: len([]rune(s)) > 1}
}

var (
	usual = pty.Winsize{Rows: 24, Cols: 80}
	enter = tea.KeyMsg{Type: tea.KeyEnter}
)

func TestRun(t *testing.T) {
	t.Parallel()
	x := start(t, usual)
	x.next(tea.WindowSizeMsg{Width: 80, Height: 24})
	if got := x.state(); !reflect.DeepEqual(got, raw(t)) {
		t.Errorf("the terminal is not in raw mode: %+v", got)
	}

	x.send("h")
	x.next(text("h"))
	x.send("alo")
	x.next(text("alo"))
	x.send("\xe7\xa0")
	x.settled()
	x.send("\x81")
	x.next(text("码"))
	x.send("\x1b")
	x.next(tea.KeyMsg{Type: tea.KeyEsc})
	x.send("\x1b[200~ctrl+c\renter\x1b[201~")
	x.next(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ctrl+c\renter"), Paste: true})

	x.send("\x1a\x1c\x16")
	x.send("\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b[24;80R\x1b[I\x1b[<0;3;4M")
	x.settled()
	x.send("\r") // nothing may have come before it
	x.next(enter)

	x.send("\x03")
	x.next(tea.KeyMsg{Type: tea.KeyCtrlC})
	if err := x.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if got := x.state(); !reflect.DeepEqual(got, x.was) {
		t.Errorf("the terminal is left in %+v, was in %+v", got, x.was)
	}
	x.until("the alternate screen is left", func() bool { return strings.Contains(x.text(), "\x1b[?1049l") })
	x.free()
}

// Every word that names a key, typed in one read, is text.
func TestRunWords(t *testing.T) {
	t.Parallel()
	x := start(t, usual)
	x.next(tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, word := range []string{"enter", "esc", "right", "ctrl+c"} {
		x.send(word)
		x.next(text(word))
	}
}

// The keys that people have, on the terminals that people have, reach the
// program as Bubble Tea's keys.
func TestRunKeys(t *testing.T) {
	t.Parallel()
	x := start(t, usual)
	x.next(tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, c := range []struct {
		sent string
		want tea.KeyType
	}{
		{"\x1b[A", tea.KeyUp}, {"\x1bOB", tea.KeyDown}, {"\x1b[C", tea.KeyRight}, {"\x1b[D", tea.KeyLeft},
		{"\x1b[H", tea.KeyHome}, {"\x1bOH", tea.KeyHome}, {"\x1b[1~", tea.KeyHome}, {"\x1b[7~", tea.KeyHome},
		{"\x1b[F", tea.KeyEnd}, {"\x1bOF", tea.KeyEnd}, {"\x1b[4~", tea.KeyEnd}, {"\x1b[8~", tea.KeyEnd},
		{"\x1b[5~", tea.KeyPgUp}, {"\x1b[6~", tea.KeyPgDown}, {"\x1b[3~", tea.KeyDelete}, {"\x1b[2~", tea.KeyInsert},
		{"\x1b[Z", tea.KeyShiftTab}, {"\t", tea.KeyTab}, {"\x7f", tea.KeyBackspace}, {"\b", tea.KeyCtrlH},
		{"\x1bOP", tea.KeyF1}, {"\x1b[11~", tea.KeyF1}, {"\x1b[[A", tea.KeyF1},
		{"\x1bOQ", tea.KeyF2}, {"\x1b[12~", tea.KeyF2}, {"\x1b[[B", tea.KeyF2},
		{"\x1b[15~", tea.KeyF5}, {"\x1b[[E", tea.KeyF5}, {"\x1b[24~", tea.KeyF12}, {"\x1b[34~", tea.KeyF20},
		{"\x1b[1;5C", tea.KeyCtrlRight}, {"\x1b[1;2D", tea.KeyShiftLeft}, {"\x15", tea.KeyCtrlU}, {"\x1b", tea.KeyEsc},
		{"\x04", tea.KeyCtrlD}, {"\x11", tea.KeyCtrlQ}, {"\x13", tea.KeyCtrlS},
	} {
		x.send(c.sent)
		x.next(tea.KeyMsg{Type: c.want})
	}
}

func TestRunUnfinishedPaste(t *testing.T) {
	t.Parallel()
	x := start(t, usual)
	x.next(tea.WindowSizeMsg{Width: 80, Height: 24})

	x.send(pasteStart + "abc")
	x.settled()
	x.send("\r")
	x.next(text("abc"))
	x.next(enter)

	x.send(pasteStart + strings.Repeat("a", 3*Limit))
	x.next(text(strings.Repeat("a", Limit)))
	x.settled()
	x.send("\r")
	x.next(enter)

	x.send(pasteStart + strings.Repeat("a\r", 3*Limit) + pasteEnd)
	x.next(text(strings.Repeat("a\r", Limit/2)))
	x.send("x")
	x.next(text("x"))
}

func TestRunSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		is   pty.Winsize
		want tea.WindowSizeMsg
	}{
		{pty.Winsize{Rows: 20000, Cols: 20000}, tea.WindowSizeMsg{Width: 500, Height: 200}},
		{pty.Winsize{}, tea.WindowSizeMsg{Width: 80, Height: 24}},
	} {
		start(t, c.is).next(c.want)
	}
}

// A terminal that is gone ends the program even where no signal says so.
func TestRunGone(t *testing.T) {
	t.Parallel()
	x := start(t, usual)
	x.next(tea.WindowSizeMsg{Width: 80, Height: 24})
	_ = x.keyboard.Close()
	if err := x.end(); !errors.Is(err, ErrGone) {
		t.Errorf("the program ended with %v, want %v", err, ErrGone)
	}
}

func TestRunCancelled(t *testing.T) {
	t.Parallel()
	x := open(t, usual)
	ctx, cancel := context.WithCancelCause(t.Context())
	told := make(chan tea.Msg, 100)
	go func() {
		<-told
		cancel(os.ErrDeadlineExceeded)
	}()
	model, err := Run(ctx, x.tty, x.tty, probe{told}, func(p Panic) { t.Error(p) })
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the program ended with %v, want the cause", err)
	}
	x.free()
	if _, ok := model.(probe); !ok {
		t.Errorf("Run returned a %T, want the model", model)
	}
	if got := x.state(); !reflect.DeepEqual(got, x.was) {
		t.Errorf("the terminal is left in %+v, was in %+v", got, x.was)
	}
}

func TestRunPanics(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"init", "update", "view", "command"} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			x := open(t, usual)
			b := brittle{in: in}
			if in == "command" {
				b.cmd = func() tea.Msg { fault(number); return nil }
			}
			fell := make(chan Panic, 100)
			_, err := Run(t.Context(), x.tty, x.tty, b, func(p Panic) { fell <- p }, tea.WithAltScreen())
			if !errors.Is(err, ErrPanic) {
				t.Errorf("the program ended with %v, want %v", err, ErrPanic)
			}
			if p := <-fell; p.In != in {
				t.Errorf("reported in %s", p.In)
			}
			if got := x.state(); !reflect.DeepEqual(got, x.was) {
				t.Errorf("the terminal is left in %+v, was in %+v", got, x.was)
			}
			x.until("the alternate screen is left", func() bool { return strings.Contains(x.text(), "\x1b[?1049l") })
		})
	}
}
