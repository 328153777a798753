package door

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
)

// A SignalError is the cause of a context of [Guard] that a signal ended.
type SignalError struct{ Signal os.Signal }

// Error implements error.
func (e *SignalError) Error() string { return fmt.Sprintf("asked to leave by signal: %v", e.Signal) }

// An AbortError is the cause of a context of [Guard] that ended by a signal which
// says that something is wrong with the process: whoever sent it, a watchdog
// above all, expects an exit code that says so, too. Write it to the log; there is
// no more to know.
type AbortError struct {
	Signal os.Signal
	Ref    string // its number, as [Reference] makes them
}

// Error implements error.
func (e *AbortError) Error() string {
	return fmt.Sprintf("told to abort by signal: %v, reference %s", e.Signal, e.Ref)
}

// Guard returns a context that ends when the process is asked to leave. Its cause
// is then
//
//   - a [*SignalError] after SIGTERM (a service manager, a shutdown), SIGHUP (the
//     terminal hung up; Bubble Tea does not handle it) or SIGINT,
//   - an [*AbortError] after SIGABRT (systemd's watchdog), and after SIGSEGV and its
//     kin if they come from outside: at each of them Go would print stacks on the
//     terminal. A fault of our own stays what it is, a panic.
//
// Close the store and restore the terminal, as [Run] does, and exit.
//
// On Windows SIGTERM is the closing of the console's window, and logging off and
// shutting down. Go answers Windows only when the process ends, and Windows ends
// it after 5 seconds at the latest. Bubble Tea waits at most half a second for a
// reader that hangs, and else [Kiosk] is back in 15 ms (measured on Linux); the
// rest is for the store. SIGINT is Ctrl+Break, and Ctrl+C before the raw mode.
//
// The process is not killed by a second signal while it does so: a service
// manager sends SIGTERM and SIGHUP together. SIGTSTP, which would stop the
// program with a person's screen still up, and SIGQUIT, at which Go prints every
// goroutine's stack on it, are ignored, also if they come from outside. Of the
// rest Go takes no notice (package os/signal), but for SIGKILL and SIGSTOP, against
// which nothing helps.
//
// stop gives all of them back their usual meaning and releases the context.
func Guard(parent context.Context) (ctx context.Context, stop func()) {
	ctx, end := context.WithCancelCause(parent)
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, slices.Concat(leaving, aborting)...)
	if len(ignored) > 0 { // with no signal named, Ignore ignores all
		signal.Ignore(ignored...)
	}
	go func() {
		select {
		case s := <-asked:
			if slices.Contains(aborting, s) {
				end(&AbortError{s, Reference()})
			} else {
				end(&SignalError{s})
			}
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
