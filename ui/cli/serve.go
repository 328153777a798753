package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/term"

	"aktivasi/flows/run"
	"aktivasi/store"
	"aktivasi/ui"
	"aktivasi/ui/door"
	"aktivasi/ui/paper"
)

// serve shows the journeys of a desk to one terminal, on a screen or in lines,
// until the person leaves. The store is opened meanwhile: a first frame does not
// wait for a file.
func serve(ctx context.Context, o options, around surroundings, desk *run.Desk, open func(context.Context) (store.Store, error)) (err error) {
	words, known := ui.Language(o.lang, first(around.environ, "LC_ALL", "LC_MESSAGES", "LANG"))
	if !known {
		return &usageError{fmt.Errorf("unknown language %q: there are id and en", o.lang)}
	}
	theme, err := theme(o, around)
	if err != nil {
		return err
	}
	plain := speaks(o, around)

	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	l := &lazily{open: open, failed: end}
	desk.Store = l.store
	defer func() { err = errors.Join(err, l.close()) }()
	if plain {
		if _, err := l.store(ctx); err != nil {
			return err // before the first question, so that a script sees it at once
		}
	} else {
		go func() { _, _ = l.store(ctx) }() // its error ends ctx, which ends the screen
	}

	now := desk.Now
	set := ui.Setting{
		World: desk.Visit(plain).Do,
		Now:   func() time.Time { return now().In(desk.Zone) },
		Theme: theme, Words: words, Practice: desk.Practice != nil,
	}
	if plain {
		lines := newLines(around.in, around.out)
		defer lines.restore()
		defer func() {
			if v := recover(); v != nil { // what it holds may be what somebody typed
				desk.Log.Error("panic", "in", "plain mode", "type", fmt.Sprintf("%T", v))
				err = door.ErrPanic
			}
		}()
		return leaving(ui.Plain(ctx, around.out, lines, set))
	}
	_, err = door.Run(ctx, around.in, around.out, ui.New(ctx, set), fell(desk.Log), tea.WithAltScreen())
	return leaving(err)
}

// fell writes down that something panicked: where, and never with what.
func fell(log *slog.Logger) func(door.Panic) {
	return func(p door.Panic) { log.Error("panic", "what", p.String()) }
}

// leaving is err as it should be said: being asked to leave by a signal is no
// failure.
func leaving(err error) error {
	var s *door.SignalError
	if errors.As(err, &s) {
		return nil
	}
	return err
}

// speaks reports whether to ask in lines: when told to, when the environment
// says that pictures are no use, and where there is no terminal to draw on.
func speaks(o options, around surroundings) bool {
	tty := func(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
	return o.plain || around.environ("ACCESSIBLE") != "" || around.environ("TERM") == "dumb" ||
		!tty(around.in) || !tty(around.out)
}

// theme makes the styles for the terminal, which it asks nothing.
func theme(o options, around surroundings) (paper.Theme, error) {
	profile, glyphs := paper.Detect(around.environ, runtime.GOOS)
	switch o.glyphs {
	case "":
	case "modern":
		glyphs = paper.Modern
	case "console":
		glyphs = paper.Console
	case "ascii":
		glyphs = paper.ASCII
	default:
		return paper.Theme{}, &usageError{fmt.Errorf("unknown glyphs %q: there are modern, console and ascii", o.glyphs)}
	}
	return paper.NewTheme(around.out, profile, paper.Calm, glyphs), nil
}

// first is the first of names that is set: the order of POSIX for locales.
func first(environ func(string) string, names ...string) string {
	for _, n := range names {
		if v := environ(n); v != "" {
			return v
		}
	}
	return ""
}

// lazily opens a store once, for whoever asks first, and tells everybody else
// the same.
type lazily struct {
	open   func(context.Context) (store.Store, error)
	failed func(error)

	once sync.Once
	st   store.Store
	err  error
}

func (l *lazily) store(ctx context.Context) (store.Store, error) {
	l.once.Do(func() {
		if l.st, l.err = l.open(ctx); l.err != nil {
			l.failed(l.err)
		}
	})
	return l.st, l.err
}

// close closes the store if it was opened; one that is being opened is waited
// for, and one that never was stays closed.
func (l *lazily) close() error {
	l.once.Do(func() { l.err = store.ErrClosed })
	if l.st == nil {
		return nil
	}
	return l.st.Close()
}
