package clock

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/beevik/ntp"
)

// A room has a clock on the wall that anybody can set, a store and a time server.
// Its time is that of a synctest bubble: a second is over when all wait for it.
type room struct {
	mu     sync.Mutex
	began  time.Time     // in the bubble
	moved  time.Duration // how far the clock on the wall was set since it said noon
	newest time.Time
	broken error         // of the store
	right  time.Duration // the clock is right when moved by this much
	dumb   error         // of the server
	asked  []time.Duration
	log    strings.Builder
}

func (r *room) uptime() time.Duration { return time.Since(r.began) }

func (r *room) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return noon.Add(r.uptime() + r.moved)
}

func (r *room) set(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f()
}

func (r *room) query(_ context.Context, server string, _ func() time.Time) (Offset, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, r.uptime().Round(time.Second))
	if server != "time.example" {
		return Offset{}, errors.New("asked the wrong server")
	}
	return by(r.moved - r.right), r.dumb
}

// watch is a bubble with a Watch that runs in it until f returns.
func watch(t *testing.T, r *room, f func(t *testing.T, w *Watch)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r.began = time.Now()
		w := &Watch{
			Built: built, Server: "time.example",
			Newest: func(context.Context) (time.Time, error) {
				r.mu.Lock()
				defer r.mu.Unlock()
				return r.newest, r.broken
			},
			Query: r.query, Now: r.now, Uptime: r.uptime,
			Log: slog.New(slog.NewTextHandler(&r.log, nil)),
		}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { w.Run(ctx) })
		synctest.Wait()
		f(t, w)
		cancel()
		running.Wait() // or the bubble is deadlocked, which fails the test
	})
}

// pass lets time go by in the bubble, where it costs none.
func pass(d time.Duration) { time.Sleep(d); synctest.Wait() }

func want(t *testing.T, w *Watch, when string, s State, c Cause) {
	t.Helper()
	if v := w.Verdict(); v.State != s || v.Why != c {
		t.Errorf("%s: %+v, want state %d, %v", when, v, s, c)
	}
}

func TestWatchAsksAtTheStartAndHourly(t *testing.T) {
	r := &room{}
	watch(t, r, func(t *testing.T, w *Watch) {
		want(t, w, "at the start", Good, NoCause)
		r.set(func() { r.right = -30 * s }) // the clock runs ahead, bit by bit
		pass(59 * time.Minute)
		want(t, w, "before it asks again", Good, NoCause)
		pass(2 * time.Minute)
		want(t, w, "an hour later", Bad, OffNTP)
		r.set(func() { r.right = -5 * s })
		pass(time.Hour)
		want(t, w, "two hours later", Warn, OffNTP)
		r.set(func() { r.right = 0 })
		pass(time.Hour)
		want(t, w, "three hours later", Good, NoCause)
	})
	if len(r.asked) != 4 || r.asked[0] != 0 {
		t.Errorf("asked at %v", r.asked)
	}
	// The log is told of changes, and no more.
	if got := strings.Count(r.log.String(), "msg=clock "); got != 3 || !strings.Contains(r.log.String(), "level=ERROR msg=clock why=off-ntp ahead=30s") {
		t.Errorf("the log has\n%s", r.log.String())
	}
}

// Who sets the clock is noticed by the next Verdict, and the server is asked at
// once.
func TestWatchNoticesAClockThatWasSet(t *testing.T) {
	r := &room{newest: noon}
	watch(t, r, func(t *testing.T, w *Watch) {
		pass(10 * time.Minute)
		r.set(func() { r.moved = -24 * time.Hour })
		want(t, w, "set back a day", Bad, BeforeNewest) // by the store: the server has not been asked
		pass(glance)
		want(t, w, "a second later", Bad, OffNTP)
		r.set(func() { r.moved = 0 })
		want(t, w, "set right", Good, NoCause) // what the server said was of another clock
		pass(glance)
		want(t, w, "a second later", Good, NoCause)
		r.set(func() { r.moved = time.Hour })
		want(t, w, "set ahead", Good, NoCause) // nobody has said so yet
		pass(glance)
		want(t, w, "a second later", Bad, OffNTP)
	})
	if len(r.asked) != 4 {
		t.Errorf("asked at %v", r.asked)
	}
}

// A correction smaller than anybody minds is no reason to ask.
func TestWatchLeavesSmallCorrectionsAlone(t *testing.T) {
	r := &room{}
	watch(t, r, func(t *testing.T, w *Watch) {
		r.set(func() { r.moved = -Tolerance + 1 })
		pass(time.Minute)
	})
	if len(r.asked) != 1 {
		t.Errorf("asked at %v", r.asked)
	}
}

// A server that says nothing refuses nobody, and is asked again after 1, 2, 4 …
// minutes.
func TestWatchWithoutAnAnswer(t *testing.T) {
	r := &room{dumb: errors.New("no answer"), right: year}
	watch(t, r, func(t *testing.T, w *Watch) {
		for range 8 {
			want(t, w, "without an answer", Good, NoCause)
			pass(30 * time.Minute)
		}
		r.set(func() { r.dumb, r.right = nil, 0 })
		pass(4 * time.Minute) // 244: it was asked at 243
		r.set(func() { r.dumb = errors.New("no answer") })
		pass(61 * time.Minute) // at 303 it was, and is again at 304
	})
	m := time.Minute
	for i, at := range []time.Duration{0, m, 3 * m, 7 * m, 15 * m, 31 * m, 63 * m, 123 * m, 183 * m, 243 * m, 303 * m, 304 * m} {
		if i >= len(r.asked) || r.asked[i] != at {
			t.Fatalf("asked at %v, not at %v", r.asked, at)
		}
	}
}

// A clock that a server found wrong does not become right by pulling the plug.
func TestWatchRemembersAnAnswer(t *testing.T) {
	r := &room{right: 20 * s}
	watch(t, r, func(t *testing.T, w *Watch) {
		want(t, w, "20 s behind", Bad, OffNTP)
		r.set(func() { r.dumb = errors.New("no answer") })
		pass(3 * time.Hour)
		want(t, w, "the server is silent", Bad, OffNTP)
		r.set(func() { r.moved = 20 * s })
		pass(time.Minute)
		want(t, w, "the clock was set", Good, NoCause)
	})
}

// Who is told to go away does not come back within the hour.
func TestWatchHeedsAKissOfDeath(t *testing.T) {
	r := &room{dumb: ntp.ErrKissOfDeath}
	watch(t, r, func(t *testing.T, w *Watch) {
		pass(61 * time.Minute)
		want(t, w, "sent away", Good, NoCause)
	})
	if len(r.asked) != 2 || r.asked[1] != time.Hour {
		t.Errorf("asked at %v", r.asked)
	}
}

func TestWatchAsksTheStore(t *testing.T) {
	r := &room{newest: noon.Add(year), right: 10 * s}
	watch(t, r, func(t *testing.T, w *Watch) {
		want(t, w, "an entry of next year", Bad, BeforeNewest)
		r.set(func() { r.broken, r.newest = errors.New("disk"), time.Time{} })
		pass(2 * time.Hour)
		want(t, w, "a store that cannot be read", Bad, BeforeNewest)
		r.set(func() { r.broken, r.right = nil, 0 })
		pass(2 * time.Hour)
		want(t, w, "emptied", Good, NoCause)
	})
}

// A Watch that was told nothing judges by the build, before it runs and after.
func TestWatchAlone(t *testing.T) {
	w := &Watch{Built: built, Now: func() time.Time { return built.Add(-s) }}
	want(t, w, "before the first look", Bad, BeforeBuild)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w.Run(ctx)
	want(t, w, "after", Bad, BeforeBuild)
	if v := new(Watch).Verdict(); v != (Verdict{}) {
		t.Errorf("the zero Watch: %+v", v)
	}
}

// Nothing the world does holds up a screen: the server never answers, and many
// ask for the verdict meanwhile.
func TestVerdictWaitsForNobody(t *testing.T) {
	asked := make(chan bool)
	w := &Watch{
		Built: built, Server: "time.example", Now: func() time.Time { return noon },
		Newest: func(context.Context) (time.Time, error) { return noon.Add(year), nil },
		Query: func(ctx context.Context, _ string, _ func() time.Time) (Offset, error) {
			close(asked)
			<-ctx.Done()
			return Offset{}, ctx.Err()
		},
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running, screens sync.WaitGroup
	running.Go(func() { w.Run(ctx) })
	<-asked
	for range 8 {
		screens.Go(func() { want(t, w, "while the server is asked", Bad, BeforeNewest) })
	}
	screens.Wait()
	cancel()
	running.Wait()
}

// The whole of it against a server of flesh and blood: nothing replaced but the
// clock.
func TestWatchWithARealServer(t *testing.T) {
	w := &Watch{
		Server: timeServer(t, noon, func(p *packet) []byte { return p[:] }),
		Now:    func() time.Time { return noon.Add(-40 * s) },
		Uptime: func() time.Duration { return 0 },
	}
	if err := w.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, w, "40 s behind", Bad, OffNTP)
}

// Who says that the clock is right is believed at once, and not in an hour.
func TestWatchAccept(t *testing.T) {
	w := &Watch{Built: built, Now: func() time.Time { return noon }, Uptime: func() time.Duration { return 0 }, Newest: func(context.Context) (time.Time, error) {
		return noon.Add(time.Hour), nil
	}}
	if err := w.look(t.Context()); err != nil || w.Verdict().Why != BeforeNewest {
		t.Fatalf("%+v, %v", w.Verdict(), err)
	}
	w.Accept(noon)
	if v := w.Verdict(); v.State != Good {
		t.Errorf("after it was accepted: %+v", v)
	}
}
