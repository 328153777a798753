package cli

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"aktivasi/flows/run"
	"aktivasi/flows/run/clock"
	"aktivasi/store"
	"aktivasi/store/seal"
)

// behind starts what goes on behind a desk, and returns what ends it again.
func behind(ctx context.Context, d *run.Desk, st store.Store, watch *clock.Watch, dir string, key, next seal.Key) (func(), error) {
	watch.Newest = func(ctx context.Context) (time.Time, error) {
		head, err := st.Head(ctx)
		return head.Newest, err
	}
	if err := d.Opened(ctx, st); err != nil {
		return nil, err
	}
	work := inBackground(ctx, d.Log, watch.Run, d.Post, d.Tend)
	errands, err := listen(d, st, dir, key, next)
	if err != nil {
		work.stop()
		return nil, err
	}
	return func() {
		errands()
		work.stop()
	}, nil
}

// A background is work that goes on beside the screens, until it is stopped.
type background struct {
	end  context.CancelFunc
	work sync.WaitGroup
}

// inBackground begins each of work. What panics is written down, without what it held,
// and is over; the rest goes on. The end of ctx ends none of it: that is for stop,
// once the screen is gone.
func inBackground(ctx context.Context, log *slog.Logger, work ...func(context.Context)) *background {
	ctx, end := context.WithCancel(context.WithoutCancel(ctx))
	b := &background{end: end}
	for _, f := range work {
		b.work.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					log.Error("panic", "in", "background", "type", fmt.Sprintf("%T", v))
				}
			}()
			f(ctx)
		})
	}
	return b
}

// stop ends the work, and returns once it has ended.
func (b *background) stop() {
	b.end()
	b.work.Wait()
}
