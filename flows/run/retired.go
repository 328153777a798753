package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"aktivasi/store"
)

// Secrets that are no longer in force let nobody in. The newest are kept for a
// while, so that the clinic can say of a code that it comes from an entry which
// was never deleted in the app. Both numbers are the issue's.
const (
	RetiredKept = 3                   // of one account
	RetiredLife = 30 * 24 * time.Hour // from when they went out of force
)

// When Tend looks for those whose time is over.
const (
	firstSweep = 10 * time.Minute // when the program has settled, and people have begun
	sweepEvery = 24 * time.Hour
)

// retire keeps r, which goes out of force now unless it says since when it is,
// and lets go of the oldest beyond those that are kept.
func retire(a *store.Account, r store.Retired, now time.Time) {
	if r.Ended.IsZero() {
		r.Ended = now
	}
	a.Retired = append(a.Retired, r)
	dropOld(a, now)
	a.Retired = slices.Delete(a.Retired, 0, max(0, len(a.Retired)-RetiredKept))
}

// retirePending ends the enrolment under way, if there is one: its secret was
// shown, and may stand in an app. One that nobody came back to, because the
// program died meanwhile, has ended when it expired. Two of one visit are told
// apart by when they were made.
func retirePending(a *store.Account, now time.Time) {
	if p := a.Pending; p != nil {
		id := fmt.Sprintf("%s@%d", p.Visit, p.Made.UnixNano())
		r := store.Retired{ID: id, Secret: p.Secret, Name: p.Name, Made: p.Made}
		if expired(a, now) {
			r.Ended = p.Expires
		}
		retire(a, r, now)
		a.Pending = nil
	}
}

// expired reports whether a has an enrolment under way whose time is over.
func expired(a *store.Account, now time.Time) bool {
	return a.Pending != nil && !now.Before(a.Pending.Expires)
}

// recognisable returns those of rs that a code may still be recognised by, oldest
// first.
func recognisable(rs []store.Retired, now time.Time) []store.Retired {
	return slices.DeleteFunc(slices.Clone(rs), func(r store.Retired) bool { return lapsed(r, now) })
}

// lapsed reports whether the time of r is over.
func lapsed(r store.Retired, now time.Time) bool { return !now.Before(r.Ended.Add(RetiredLife)) }

// dropOld forgets the retired secrets of a whose time is over, and returns how
// many they were. For one that was retired by a clock which ran ahead, and would
// have longer, the time begins now.
func dropOld(a *store.Account, now time.Time) (dropped int) {
	before := len(a.Retired)
	a.Retired = slices.DeleteFunc(a.Retired, func(r store.Retired) bool { return lapsed(r, now) })
	for i, r := range a.Retired {
		if r.Ended.After(now) {
			a.Retired[i].Ended = now
		}
	}
	return before - len(a.Retired)
}

// Sweep forgets the retired secrets whose time is over in all accounts, whether
// anybody touches them or not, and returns how many they were. It looks at one
// account at a time, and none keeps it from the others: the error is the first of
// a change, together with that of reading. By a clock that cannot be trusted it
// forgets nothing.
func (d *Desk) Sweep(ctx context.Context) (dropped int, err error) {
	if d.doubtful() {
		return 0, nil
	}
	st, err := place{d}.Store(ctx)
	if err != nil {
		return 0, err
	}
	var n int
	var failed error
	due := func(a store.Account) bool {
		now := d.Now()
		return expired(&a, now) || slices.ContainsFunc(a.Retired, func(r store.Retired) bool { return lapsed(r, now) || r.Ended.After(now) })
	}
	sweep := func(a *store.Account) (store.Effects, error) {
		now, had := d.Now(), len(a.Retired)
		if expired(a, now) {
			retirePending(a, now)
			had++
		}
		dropOld(a, now)
		n = had - len(a.Retired)
		return store.Effects{}, nil
	}
	swept := func(err error) error {
		switch {
		case err == nil:
			dropped += n
		case failed == nil:
			failed = err
		}
		return ctx.Err()
	}
	first := st.Accounts(ctx, func(a store.Account) error {
		if !due(a) {
			return nil
		}
		return swept(st.Change(ctx, a.NIP, sweep))
	})
	officers, second := st.Officers(ctx) // a few, whose records have the same shape
	for _, o := range officers {
		if due(o.Account) && ctx.Err() == nil {
			_ = swept(st.ChangeOfficer(ctx, o.NIP, func(o *store.Officer) (store.Effects, error) { return sweep(&o.Account) }))
		}
	}
	return dropped, errors.Join(failed, first, second)
}

// Tend sweeps ten minutes after the start and once a day from then on, until ctx
// is over: a promise about 30 days must not wait for somebody to sign in. One a
// program is enough.
func (d *Desk) Tend(ctx context.Context) {
	for wait := firstSweep; ; wait = sweepEvery {
		select {
		case <-ctx.Done():
			return
		case <-d.after(wait):
		}
		dropped, err := d.Sweep(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.ErrorContext(ctx, "retired secrets not all swept", "err", err.Error())
		}
		if dropped > 0 {
			d.Log.InfoContext(ctx, "retired secrets swept", "n", dropped)
		}
	}
}
