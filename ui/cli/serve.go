package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/term"

	"aktivasi/flows"
	"aktivasi/flows/run"
	"aktivasi/store"
	"aktivasi/ui"
	"aktivasi/ui/door"
	"aktivasi/ui/paper"
)

// A manner is how a terminal is served.
type manner struct {
	kiosk bool         // only an officer ends it
	timed bool         // one person after the other, and who walks away is forgotten
	begin flows.Choice // taken at the first screen by itself
	queue func() int   // how many passwords are being judged or wait to be

	// opened is called with the store once it is open, and returns what is to be
	// called before it is closed. Nil is nothing.
	opened func(context.Context, store.Store) (func(), error)
}

// serve shows the journeys of a desk to one terminal, on a screen or in lines,
// until the person leaves. The store is opened meanwhile: a first frame does not
// wait for a file.
func serve(ctx context.Context, o options, around surroundings, desk *run.Desk, how manner, open func(context.Context) (store.Store, error)) (err error) {
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
	if how.opened != nil {
		l.opened = func(st store.Store) (func(), error) { return how.opened(ctx, st) }
	}
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
		Now:   func() time.Time { return now().In(desk.Zone) },
		Theme: theme, Words: words, Practice: desk.Practice != nil, Handset: simulates(desk, how),
		Kiosk: how.kiosk, Timed: how.timed, Begin: how.begin, Queue: how.queue,
	}
	if plain {
		set.World = desk.Visit(true).Do
		lines := newLines(around.in, around.out)
		defer lines.restore()
		defer func() {
			if v := recover(); v != nil { // what it holds may be what somebody typed
				desk.Log.Error("panic", "in", "plain mode", "type", fmt.Sprintf("%T", v))
				err = door.ErrPanic
			}
		}()
		return leaving(ui.Plain(ctx, around.out, lines, set), how)
	}
	err = screens(ctx, around, desk, how, set)
	var abort *door.AbortError
	if errors.As(err, &abort) {
		desk.Log.Error("aborted", "by", abort.Signal.String(), "ref", abort.Ref)
	}
	return leaving(err, how)
}

// simulates reports whether a phone is drawn beside the pages. It has the secret of
// whoever activates, so it is for invented people, and never in a kiosk.
func simulates(desk *run.Desk, how manner) bool { return desk.Practice != nil && !how.kiosk }

// screens shows one screen after the other: the next begins where the last one
// panicked, with its number on it. A terminal that is not left alone ends
// instead, and says so on its own screen.
func screens(ctx context.Context, around surroundings, desk *run.Desk, how manner, set ui.Setting) error {
	present := door.Run
	if how.timed {
		present = door.Kiosk
	}
	for pause := time.Duration(0); ; {
		set.World = desk.Visit(false).Do
		began := time.Now()
		_, err := present(ctx, around.in, around.out, ui.New(ctx, set), fell(desk.Log), tea.WithAltScreen())
		var broke *door.PanicError
		if !how.timed || !errors.As(err, &broke) || ctx.Err() != nil {
			return err
		}
		set.Fault, set.Begin = broke.Ref, flows.NoChoice
		// A screen that falls at once would fall for ever, as fast as it can.
		if pause = min(2*pause+100*time.Millisecond, time.Second); time.Since(began) > time.Minute {
			pause = 0
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// fell writes down that something panicked: where, and never with what.
func fell(log *slog.Logger) func(door.Panic) {
	return func(p door.Panic) { log.Error("panic", "what", p.String(), "ref", p.Ref) }
}

// leaving is err as it should be said: being asked to leave by a signal is no
// failure. Only a kiosk whose terminal hung up has failed: whoever looks after it
// should start it again, and not after it was shut down.
func leaving(err error, how manner) error {
	var s *door.SignalError
	if errors.As(err, &s) && !(how.kiosk && s.Signal == syscall.SIGHUP) {
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
	opened func(store.Store) (func(), error) // nil: nothing more to do
	failed func(error)

	once   sync.Once
	st     store.Store
	before func() // to be called before it is closed
	err    error
}

func (l *lazily) store(ctx context.Context) (store.Store, error) {
	l.once.Do(func() {
		if l.st, l.err = l.open(ctx); l.err == nil && l.opened != nil {
			l.before, l.err = l.opened(l.st)
		}
		if l.err != nil {
			l.failed(l.err)
		}
	})
	return l.st, l.err
}

// close closes the store if it was opened; one that is being opened is waited
// for, and one that never was stays closed.
func (l *lazily) close() error {
	l.once.Do(func() { l.err = store.ErrClosed })
	if l.before != nil {
		l.before()
	}
	if l.st == nil {
		return nil
	}
	return l.st.Close()
}
