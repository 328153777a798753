package run

import (
	"context"
	"errors"
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// Post carries letters until ctx is over: those that could not be handed over at
// once, those of an earlier run of the program, and those that nobody waits for.
// One postman a program is enough. They go one after the other, so that a server
// that stalls keeps one connection and nobody at a terminal.
func (d *Desk) Post(ctx context.Context) {
	for ctx.Err() == nil {
		wait := d.round(ctx)
		select {
		case <-ctx.Done():
		case <-d.office.ring():
		case <-d.after(wait):
		}
	}
}

// Wake tells Post that there may be something new in the outbox. It never
// waits.
func (d *Desk) Wake() {
	select {
	case d.office.ring() <- struct{}{}:
	default: // it is awake already
	}
}

// after is [time.After], unless a test has another.
func (d *Desk) after(t time.Duration) <-chan time.Time {
	if d.After == nil {
		return time.After(t)
	}
	return d.After(t)
}

// round looks at each letter once, and returns when it is worth to look again.
func (d *Desk) round(ctx context.Context) time.Duration {
	st, err := place{d}.Store(ctx)
	if err != nil {
		return longestSilent
	}
	letters, err := st.Outbox(ctx)
	if err != nil && ctx.Err() == nil {
		d.Log.ErrorContext(ctx, "outbox not read", "err", err.Error())
	}
	// A code is waited for; a notice of a day that the server was away is not.
	slices.SortStableFunc(letters, func(a, b store.Mail) int {
		switch {
		case brings(a.What) == brings(b.What):
			return 0
		case brings(a.What):
			return -1
		}
		return 1
	})
	wait := longestSilent
	for _, m := range letters {
		if ctx.Err() != nil {
			return wait
		}
		due := d.due(ctx, st, m)
		if due <= 0 && d.office.take(m.ID) {
			err := d.carry(ctx, m)
			// What came of it is written down also when there is no more time.
			if d.carried(context.WithoutCancel(ctx), st, m, err) == flows.PostWaiting {
				return breath // a server that stalls has all others stall: look first who waits now
			}
			continue
		}
		if due <= 0 {
			due = FirstPause // somebody else is carrying it
		}
		wait = min(wait, due)
	}
	return wait
}

// due is how long to leave m alone: not at all where it is to be carried now.
// What is of no more use is taken out of the outbox on the way.
func (d *Desk) due(ctx context.Context, st store.Store, m store.Mail) time.Duration {
	now := d.Now()
	wait := m.Next.Sub(now)
	switch {
	case d.office.is(m.ID) == handedOver:
		if d.discard(ctx, st, m, drop) {
			d.office.bring(m.ID, inOutbox)
		}
		return longestSilent
	case !now.Before(m.Until):
		d.giveUp(ctx, st, m, now)
		return longestSilent
	case m.State == store.MailRefused:
		return m.Until.Sub(now) // kept for who looks after it
	case !d.wanted(ctx, st, m):
		d.discard(ctx, st, m, drop)
		return longestSilent
	case wait > pause(m.Tries+1, m.Until.Sub(m.Made)):
		return 0 // the clock was set back
	}
	return wait
}

// wanted reports whether a letter still says something true: a code that another
// has replaced, or that was typed already, is not worth a letter. Where nobody
// can tell it is sent.
func (d *Desk) wanted(ctx context.Context, st store.Store, m store.Mail) bool {
	if !brings(m.What) {
		return true
	}
	a, err := st.Account(ctx, m.NIP)
	if err != nil {
		return true
	}
	c := a.Codes[purposeOf(m.What)]
	return c.Mail == m.ID && len(c.Hash) > 0
}

// giveUp takes a letter out of the outbox that is of no more use.
func (d *Desk) giveUp(ctx context.Context, st store.Store, m store.Mail, now time.Time) {
	d.discard(ctx, st, m, func(m *store.Mail) (bool, store.Effects, error) {
		if m.State == store.MailRefused {
			return false, store.Effects{}, nil // that was said when it was refused
		}
		return false, entry(now, store.MailFailed, m.NIP, mailNames[m.What]+", too late"), nil
	})
}

// discard reports whether the letter is out of the outbox.
func (d *Desk) discard(ctx context.Context, st store.Store, m store.Mail, f func(*store.Mail) (bool, store.Effects, error)) bool {
	err := st.ChangeMail(ctx, m.ID, f)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		d.Log.ErrorContext(ctx, "letter not taken out of the outbox", "letter", m, "err", err.Error())
		return false
	}
	return true
}
