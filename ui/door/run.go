package door

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/term"

	_ "aktivasi/ui/ground" // so that nobody can run behind the door and forget it
)

// ErrGone is how a program ends whose terminal has hung up.
var ErrGone = errors.New("the terminal is gone")

// leave undoes what Bubble Tea may have set on the terminal: bracketed paste
// off, cursor on, alternate screen left. Only needed where Bubble Tea could not.
const leave = "\x1b[?2004l\x1b[?25h\x1b[?1049l"

// Run runs model as a Bubble Tea program on a terminal, behind the door, and
// returns the model as it was at the end. It returns
//
//   - nil when the model quit,
//   - the cause of ctx when that ended first: a [*SignalError] or an
//     [*AbortError] if it is [Guard]'s,
//   - [ErrGone] when the terminal hung up,
//   - a [*PanicError] after a panic, which fell has been told (see [Safe]),
//   - or what Bubble Tea says.
//
// Whatever it returns, the terminal is as it was, nothing of this program reads
// from it or writes to it any more, and it is time to close the store, or to run
// the next program on the same terminal: no key is lost in between. The options
// that the door rests on (input, output, filter, signals, panics) are set after
// those given.
//
// Run leaves the user's scrollback alone. A terminal at which one person follows
// another is for [Kiosk].
func Run(ctx context.Context, in, out *os.File, model tea.Model, fell func(Panic), options ...tea.ProgramOption) (tea.Model, error) {
	r := &runner{in: New(in), out: &glass{file: out}}
	return r.run(ctx, model, fell, options)
}

// Kiosk is [Run] for a terminal at which one person follows another. Before the
// first frame and after the last it wipes both screens and the scrollback, however
// the program ends: the model quits, a signal, the terminal's end, a panic. The
// last frame, which Bubble Tea draws of a model that has already quit, is blank.
//
// A process that dies without an ending (SIGKILL, a loss of power, a fault that
// Go cannot recover from: see [Hush]) leaves its screen as it is, in raw mode;
// whoever starts it again has to be quick and reset the terminal's settings, as
// systemd's TTYReset= does, and the wipe at the start sees to the rest.
//
// After a [*PanicError] a kiosk goes on with a new model, which shows the number:
// 30 ms from the key at fault to the next frame (measured). If each new one falls
// as well, wait longer and longer: nothing here does.
func Kiosk(ctx context.Context, in, out *os.File, model tea.Model, fell func(Panic), options ...tea.ProgramOption) (tea.Model, error) {
	r := &runner{in: New(in), out: &glass{file: out}, last: clean, wipe: wipe}
	r.out.say(clean)
	return r.run(ctx, model, fell, options)
}

// A runner is one program's time on a terminal.
type runner struct {
	in   *Door
	out  *glass
	last string // what is written after all else
	wipe string // what Wipe writes
	safe *safe
}

func (r *runner) run(ctx context.Context, model tea.Model, fell func(Panic), options []tea.ProgramOption) (final tea.Model, err error) {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	r.safe = &safe{model: model, fell: func(p Panic) {
		defer end(&PanicError{p.Ref})
		fell(p)
	}}

	defer func() {
		r.in.close()
		r.out.darken(r.last)
	}()
	// What is left is a fault in Bubble Tea itself, which then restores nothing.
	if before, err := term.GetState(int(r.in.Fd())); err == nil {
		defer func() { _ = term.Restore(int(r.in.Fd()), before) }()
	}
	defer r.safe.catch("program", func() {
		r.out.say(leave)
		final, err = r.safe.model, context.Cause(ctx)
	})

	p := tea.NewProgram(r.safe, append(slices.Clip(options),
		tea.WithInput(r.in),
		tea.WithOutput(r.out),
		tea.WithFilter(r.filter),
		tea.WithoutSignalHandler(),
		tea.WithoutCatchPanics(),
	)...)
	go func() {
		select {
		case <-r.in.Gone():
			end(ErrGone)
		case <-ctx.Done():
		}
		// Not tea.WithContext: a program that ends by it is killed, and leaves its
		// reader behind on the terminal, to eat what the next one waits for.
		p.Quit()
	}()
	_, err = p.Run()
	if cause := context.Cause(ctx); cause != nil {
		return r.safe.model, cause
	}
	if err != nil {
		return r.safe.model, fmt.Errorf("run the screen: %w", err)
	}
	return r.safe.model, nil
}

// filter is [Filter], and knows the messages that concern the terminal.
func (r *runner) filter(model tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case wiping:
		r.out.say(r.wipe)
		return tea.ClearScreen() // carried out before the model is told
	case tea.QuitMsg:
		if r.last != "" {
			r.safe.dead.Store(true) // so that the frame still to come is blank
		}
	}
	return Filter(model, msg)
}
