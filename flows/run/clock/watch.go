package clock

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/beevik/ntp"
)

// When a [Watch] looks.
const (
	Every  = time.Hour   // between two looks
	retry  = time.Minute // after a look that failed, and twice as long after each further one, up to Every
	glance = time.Second // between two glances at whether the clock was set meanwhile
)

// A Watch keeps an eye on the clock of the machine for as long as Run runs. Its
// fields are set before and not changed afterwards; it is not copied.
type Watch struct {
	Built  time.Time                                // when the program was made, or zero
	Newest func(context.Context) (time.Time, error) // the time of the newest entry, zero for none; nil: nobody to ask
	Server string                                   // a time server, "host" or "host:port"; empty: none
	Log    *slog.Logger                             // nil: nowhere

	// What tests replace.
	Query  func(ctx context.Context, server string, now func() time.Time) (Offset, error) // nil: NTP
	Now    func() time.Time                                                               // the clock on the wall; nil: time.Now
	Uptime func() time.Duration                                                           // a clock nobody can set; nil: the system's

	last atomic.Pointer[look]
	said Verdict // what the log was told last; Run's alone
}

// A look is what was learnt, and when.
type look struct {
	at     moment
	newest time.Time
	off    Offset
}

// A moment is what two clocks said at once: that on the wall, which can be set,
// and that which only ever goes forward.
type moment struct {
	wall   time.Time // without monotonic reading
	uptime time.Duration
}

// set reports whether the wall clock was set between two moments, as far as it
// matters. A machine that slept looks the same on Linux, whose monotonic clock
// sleeps with it; so all that can be said is that it is time to look again.
func (m moment) set(later moment) bool {
	wall, steady := later.wall.Sub(m.wall), later.uptime-m.uptime
	return (wall - steady).Abs() >= Tolerance
}

// began is what the system's monotonic clock is counted from. Any time would do.
var began = time.Now()

// moment is now.
func (w *Watch) moment() moment {
	if w.Uptime != nil {
		return moment{w.now().Round(0), w.Uptime()}
	}
	return moment{w.now().Round(0), time.Since(began)}
}

func (w *Watch) now() time.Time {
	if w.Now == nil {
		return time.Now()
	}
	return w.Now()
}

// Verdict judges the clock as it stands now, by what the last look found. It
// waits for nothing and may be called from any goroutine, for each frame if need
// be. Before the first look it goes by the build alone.
//
// What a server said holds until it is asked again, and no longer than until the
// clock is set: a clock that was 20 s off is 20 s off still when the server falls
// silent, and may be right once somebody has touched it.
func (w *Watch) Verdict() Verdict {
	m, l := w.moment(), w.last.Load()
	if l == nil {
		return Judge(m.wall, w.Built, time.Time{}, Offset{})
	}
	if l.at.set(m) {
		return Judge(m.wall, w.Built, l.newest, Offset{})
	}
	return Judge(m.wall, w.Built, l.newest, l.off)
}

// Accept takes newest for the time of the newest entry, until the next look:
// somebody has said that the clock is right, and from there it begins anew.
func (w *Watch) Accept(newest time.Time) {
	l := look{at: w.moment()}
	if before := w.last.Load(); before != nil {
		l = *before
	}
	l.newest = newest
	w.last.Store(&l)
}

// Run looks at once, every hour, and within a second of the clock being set. It
// returns when ctx is over.
func (w *Watch) Run(ctx context.Context) {
	for pause := retry; ctx.Err() == nil; {
		err := w.look(ctx)
		switch {
		case err == nil, errors.Is(err, ntp.ErrKissOfDeath): // who is told to go away does not come back sooner (RFC 5905 §7.4)
			w.wait(ctx, Every)
			pause = retry
		default:
			w.wait(ctx, pause)
			pause = min(2*pause, Every)
		}
	}
}

// look asks the store, and then the server. What the store says counts already
// while the server is being asked.
func (w *Watch) look(ctx context.Context) (err error) {
	l := look{at: w.moment()}
	if before := w.last.Load(); before != nil {
		l.newest = before.newest
		if !before.at.set(l.at) {
			l.off = before.off
		}
	}
	if w.Newest != nil {
		newest, failed := w.Newest(ctx)
		if failed == nil {
			l.newest = newest
		}
		err = w.failed(ctx, "newest entry", failed)
	}
	w.keep(ctx, l)
	if w.Server == "" {
		return err
	}
	query := w.Query
	if query == nil {
		query = NTP
	}
	off, failed := query(ctx, w.Server, w.now)
	if failed == nil {
		l.off = off
	}
	w.keep(ctx, l)
	return errors.Join(err, w.failed(ctx, "time server", failed))
}

// keep makes l what Verdict goes by, and tells the log if that changes anything.
func (w *Watch) keep(ctx context.Context, l look) {
	w.last.Store(&l)
	v := w.Verdict()
	if v.State == w.said.State && v.Why == w.said.Why {
		return
	}
	w.said = v
	level := [...]slog.Level{Good: slog.LevelInfo, Warn: slog.LevelWarn, Bad: slog.LevelError}[v.State]
	w.log().Log(ctx, level, "clock", "why", v.Why.String(), "ahead", v.By.String())
}

// failed writes down that a witness could not be heard. Being told to stop is no
// failure.
func (w *Watch) failed(ctx context.Context, who string, err error) error {
	if err != nil && ctx.Err() == nil {
		w.log().Warn("clock not compared", "with", who, "error", err)
	}
	return err
}

func (w *Watch) log() *slog.Logger {
	if w.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return w.Log
}

// wait waits for that long by the clock nobody can set, or until the other one
// was set.
func (w *Watch) wait(ctx context.Context, d time.Duration) {
	due, last := w.moment().uptime+d, w.last.Load()
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if m := w.moment(); m.uptime >= due || last.at.set(m) {
			return
		}
	}
}
