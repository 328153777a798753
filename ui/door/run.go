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
//   - the cause of ctx when that ended first: a [*SignalError] if it is [Guard]'s,
//   - [ErrGone] when the terminal hung up,
//   - [ErrPanic] after a panic, which fell has been told (see [Safe]),
//   - or what Bubble Tea says.
//
// Whatever it returns, the terminal is as it was, and it is time to close the
// store. The options that the door rests on (input, output, filter, signals,
// panics) are set after those given.
func Run(ctx context.Context, in, out *os.File, model tea.Model, fell func(Panic), options ...tea.ProgramOption) (final tea.Model, err error) {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)

	d := New(in)
	s := &safe{model: model, fell: func(p Panic) {
		fell(p)
		end(ErrPanic)
	}}
	// What is left is a fault in Bubble Tea itself, which then restores nothing.
	if before, err := term.GetState(int(in.Fd())); err == nil {
		defer func() { _ = term.Restore(int(in.Fd()), before) }()
	}
	defer s.catch("program", func() {
		_, _ = out.WriteString(leave)
		final, err = s.model, ErrPanic
	})

	p := tea.NewProgram(s, append(slices.Clip(options),
		tea.WithInput(d),
		tea.WithOutput(out),
		tea.WithFilter(Filter),
		tea.WithoutSignalHandler(),
		tea.WithoutCatchPanics(),
	)...)
	go func() {
		select {
		case <-d.Gone():
			end(ErrGone)
		case <-ctx.Done():
		}
		// Not tea.WithContext: a program that ends by it is killed, and leaves its
		// reader behind on the terminal, to eat what the next one waits for.
		p.Quit()
	}()
	_, err = p.Run()
	if cause := context.Cause(ctx); cause != nil {
		return s.model, cause
	}
	if err != nil {
		return s.model, fmt.Errorf("run the screen: %w", err)
	}
	return s.model, nil
}
