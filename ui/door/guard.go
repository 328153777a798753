package door

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

// A SignalError is the cause of a context of [Guard] that a signal ended.
type SignalError struct{ Signal os.Signal }

// Error implements error.
func (e *SignalError) Error() string { return fmt.Sprintf("asked to leave by signal: %v", e.Signal) }

// Guard returns a context that ends when the process is asked to leave: by
// SIGTERM (a service manager, a shutdown; on Windows the console's closing, too),
// SIGHUP (the terminal hung up; Bubble Tea does not handle it) or SIGINT. Its
// cause is then a [*SignalError]. Close the store and restore the terminal, as
// [Run] does, and exit.
//
// The process is not killed by a second signal while it does so: a service
// manager sends SIGTERM and SIGHUP together. SIGTSTP, which would stop the
// program with a person's screen still up, and SIGQUIT, at which Go prints every
// goroutine's stack on it, are ignored, also if they come from outside.
//
// stop gives all of them back their usual meaning and releases the context.
func Guard(parent context.Context) (ctx context.Context, stop func()) {
	ctx, end := context.WithCancelCause(parent)
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, leaving...)
	if len(ignored) > 0 { // with no signal named, Ignore ignores all
		signal.Ignore(ignored...)
	}
	go func() {
		select {
		case s := <-asked:
			end(&SignalError{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		end(nil)
		signal.Stop(asked)
		if len(ignored) > 0 {
			signal.Reset(ignored...)
		}
	}
}
