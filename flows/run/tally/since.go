package tally

import (
	"context"
	"errors"
	"time"

	"aktivasi/store"
)

// An Audit is the part of a store that has the entries.
type Audit interface {
	Head(context.Context) (store.Head, error)
	Entries(ctx context.Context, after uint64, f func(uint64, store.Entry) error) error
}

// Before returns the number of the last entry before t, or 0 where there is
// none. It looks at some twenty of a million: time goes forward from one to the
// next. Where a clock was set back in between it may be too early or too late by
// what was written since.
func Before(ctx context.Context, a Audit, t time.Time) (uint64, error) {
	h, err := a.Head(ctx)
	if err != nil {
		return 0, err
	}
	from, to := uint64(0), h.Seq // whether it is from, or one after it, or to
	for from < to {
		mid := from + (to-from+1)/2
		at, err := when(ctx, a, mid)
		if err != nil {
			return 0, err
		}
		if at.Before(t) {
			from = mid
		} else {
			to = mid - 1
		}
	}
	return from, nil
}

var errEnough = errors.New("enough")

// when returns the time of the entry of that number.
func when(ctx context.Context, a Audit, seq uint64) (at time.Time, err error) {
	err = a.Entries(ctx, seq-1, func(_ uint64, e store.Entry) error {
		at = e.At
		return errEnough
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return at, err
}
