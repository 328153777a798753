package door

import (
	"os"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// wipe empties the screen and what has scrolled off it. The order matters: VTE,
// Konsole, Windows Terminal and Terminal.app scroll the screen away at CSI 2J
// instead of erasing it, so that CSI 3J, which drops what was scrolled away, has
// to follow. xterm's CSI 3J drops the scrollback alone; the Linux console's drops
// both (console_codes(4)). The colours are reset before, or the screen would be
// filled with the last one.
const wipe = "\x1b[m\x1b[H\x1b[2J\x1b[3J"

// clean makes a terminal presentable to the next person: it wipes the alternate
// screen and the main one, whichever of the two is showing, and undoes what a
// program that died may have left on. On a terminal with one screen only, such as
// the Linux console before 6.18, the two wipes are one done twice.
const clean = "\x1b[?1049h" + wipe + leave + modes + wipe

// modes sets back what Bubble Tea or a program before ours may have set, mode by
// mode: DECSTR, which does it all at once, is typed out as a letter by old Linux
// consoles, and RIS would take a console's font with it.
const modes = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l" + // mouse, focus
	"\x1b[r\x1b[?6l\x1b[?7h\x1b[4l" + // all lines scroll, lines wrap, nothing is inserted
	"\x1b[?1l\x1b>\x0f\x1b(B" // cursor keys and keypad as usual, letters as letters

// A wiping is the message of [Wipe].
type wiping struct{}

// Wipe is a command that empties the terminal and has the next frame drawn whole.
// In a [Kiosk] the scrollback goes as well; behind [Run], where it belongs to
// whoever sits there, only the screen.
//
// Return it from the Update that forgets the person. The frames come from a clock
// of Bubble Tea's, not from Update, so one drawn from a model that still remembers
// could follow a wipe that came earlier.
//
// It is carried out between two messages, and Bubble Tea is made to forget its
// last frame at once. It must be: it leaves out lines that are as they were, and
// would draw the next screen with holes where the two agree.
func Wipe() tea.Msg { return wiping{} }

// A glass is a terminal's screen, lent to one program: what is written comes out
// whole, one after the other, and once it is dark nothing comes out at all.
//
// Bubble Tea measures the window and sets up Windows' console only through an
// output that has Fd, Read and Close too. The file is not embedded: it would bring
// methods such as WriteString that lead past the lock.
type glass struct {
	file *os.File

	mu   sync.Mutex
	dark bool
}

// Write implements [io.Writer]. What comes too late is taken for written: nobody
// is left who could do anything about it.
func (g *glass) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.dark {
		return len(p), nil
	}
	return g.file.Write(p)
}

// say writes without an answer; a terminal that is gone has nothing to hide.
func (g *glass) say(s string) { _, _ = g.Write([]byte(s)) }

// darken writes the last words, and nothing after them. A frame can be late:
// where Bubble Tea itself panicked, nobody has stopped its renderer.
func (g *glass) darken(last string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, _ = g.file.WriteString(last)
	g.dark = true
}

// Fd returns the descriptor of the terminal.
func (g *glass) Fd() uintptr { return g.file.Fd() }

// Read reads from the terminal. Bubble Tea does not; its types want it.
func (g *glass) Read(p []byte) (int, error) { return g.file.Read(p) }

// Close closes the terminal. Bubble Tea leaves that to its caller.
func (g *glass) Close() error { return g.file.Close() }
