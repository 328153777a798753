//go:build unix

package door

import (
	"errors"
	"io"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// A wipe is followed by the whole of the next frame and nothing of the last one.
func TestWipe(t *testing.T) {
	t.Parallel()
	x, ended := visit(t, Kiosk)
	x.until("the guest", func() bool { return strings.Contains(x.text(), "ready []") })
	x.send("w")
	var rest string
	x.until("the wipe and the whole next frame", func() bool {
		_, rest, _ = strings.Cut(after(t, x.text()), emptied)
		return strings.Contains(rest, "desk") && strings.Contains(rest, "ready [w]")
	})
	x.send("x")
	x.until("another frame", func() bool { return strings.Contains(x.text(), "ready [x]") })
	x.send("q")
	if err := <-ended; err != nil {
		t.Error(err)
	}
	x.until("both wipes", func() bool { return presentable(after(t, x.text())) })
}

// The scrollback of somebody who practises is theirs.
func TestWipeBehindRun(t *testing.T) {
	t.Parallel()
	x, ended := visit(t, Run)
	x.until("the guest", func() bool { return strings.Contains(x.text(), "ready []") })
	x.send("w")
	x.until("the whole next frame", func() bool {
		rest := after(t, x.text())
		return strings.Contains(rest, "\x1b[2J") && strings.Contains(rest, "desk") && strings.Contains(rest, "ready [w]")
	})
	x.send("q")
	if err := <-ended; err != nil {
		t.Error(err)
	}
	x.until("the alternate screen is left", func() bool { return strings.Contains(x.text(), "\x1b[?1049l") })
	if strings.Contains(x.text(), "\x1b[3J") {
		t.Errorf("the scrollback was dropped: %q", x.text())
	}
}

// A kiosk's last frame, which Bubble Tea draws after the end, is blank.
func TestLastFrame(t *testing.T) {
	t.Parallel()
	for last, want := range map[string]string{"": new(guest).View(), clean: ""} {
		r := &runner{last: last, safe: &safe{model: new(guest)}}
		if got := r.filter(nil, tea.QuitMsg{}); got != (tea.QuitMsg{}) {
			t.Errorf("the end became %v", got)
		}
		if got := r.safe.View(); got != want {
			t.Errorf("the last frame is %q, want %q", got, want)
		}
	}
}

// What a program writes when its time is over does not come out, and what it
// would read stays for the next one.
func TestTimeIsOver(t *testing.T) {
	t.Parallel()
	x := open(t, usual)
	r := &runner{in: New(x.tty), out: &glass{file: x.tty}, last: clean}
	if _, err := r.run(t.Context(), brittle{cmd: tea.Quit}, func(p Panic) { t.Error(p) }, nil); err != nil {
		t.Fatal(err)
	}
	x.send("a\n")
	var buf [256]byte
	if n, err := r.in.Read(buf[:]); n != 0 || !errors.Is(err, io.EOF) {
		t.Fatalf("a late reader read %q, %v", buf[:n], err)
	}
	if n, err := x.tty.Read(buf[:]); string(buf[:n]) != "a\n" {
		t.Errorf("the next one read %q, %v", buf[:n], err)
	}
	r.out.say("late frame")
	if shown := x.all(); strings.Contains(shown, "late frame") {
		t.Errorf("a late frame came out: %q", shown)
	}
}
