package run

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/tally"
	"aktivasi/store"
)

// A ledger keeps the figures of a console as they are now, without looking at
// everything for each of them. It follows the audit: each new entry is counted,
// and says which of the rest has to be looked at again.
//
// Cases are read again whenever one was opened, taken or closed, wherever that
// was. Accounts are many, so they are counted again only where something was
// done that the count shows, and not before readAgain has passed for each of
// them.
type ledger struct {
	mu  sync.Mutex
	seq uint64 // entries up to this one are counted
	day *tally.Day

	cases  caseload
	closed bool // a case is another since they were read
	roll   roll
	at     time.Time // when the accounts were counted, or zero
	moved  bool      // an account is another since then
	roster int       // how many accounts the rosters have added or changed since the ledger was begun
}

// readAgain is how long the count of accounts stands at least, for each person
// in it: a minute for 200,000. One of them takes some 10 µs to read, so a console
// that is looked at all day costs a thirtieth of a processor.
const readAgain = 300 * time.Microsecond

// follow brings the ledger to now, but for the accounts.
func (l *ledger) follow(ctx context.Context, st store.Store, now time.Time, log *slog.Logger) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.read(ctx, st, now, log)
}

func (l *ledger) read(ctx context.Context, st store.Store, now time.Time, log *slog.Logger) error {
	if l.day == nil || !l.day.Has(now) {
		day := tally.NewDay(now)
		before, err := tally.Before(ctx, st, day.From())
		if err != nil {
			return err
		}
		first := l.day == nil
		l.day, l.seq = day, before
		l.closed, l.moved = l.closed || first, l.moved || first
	}
	err := st.Entries(ctx, l.seq, func(seq uint64, e store.Entry) error {
		l.seq = seq
		l.day.Add(e)
		l.hear(e.What)
		return nil
	})
	if err != nil || !l.closed {
		return err
	}
	if l.cases, err = readCases(ctx, st); passes(log, err) {
		l.closed, err = false, nil
	}
	return err
}

// hear notes what an entry says has changed.
func (l *ledger) hear(what store.Act) {
	switch what {
	case store.CaseOpened, store.CaseTaken, store.CaseClosed:
		l.closed, l.moved = true, true
	case store.AccountAdded, store.AccountChanged, store.AccountClosed, store.AccountReopened:
		l.roster++
		l.moved = true
	case store.DeviceEnrolled, store.DeviceRevoked, store.MFAReset, store.MFAResetByOfficer:
		l.moved = true
	default:
	}
}

// open is how many cases are not solved, as follow found them.
func (l *ledger) open() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cases.unsolved
}

// of returns the numbers of n's cases that are not solved, newest first.
func (l *ledger) of(n nip.NIP) []int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cases.of[n]
}

// imported is how often a roster has added or changed somebody since the ledger
// was begun.
func (l *ledger) imported() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.roster
}

// progress counts what has to be counted again, and returns all of it.
func (l *ledger) progress(ctx context.Context, st store.Store, now time.Time, log *slog.Logger) (flows.Progress, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.read(ctx, st, now, log); err != nil {
		return flows.Progress{}, err
	}
	pause := time.Duration(l.roll.people) * readAgain
	if l.moved && (l.at.IsZero() || now.Before(l.at) || now.Sub(l.at) >= pause) {
		r, err := countRoll(ctx, st, l.cases)
		if !passes(log, err) {
			return flows.Progress{}, err
		}
		l.roll, l.at, l.moved = r, now, false
	}
	p := flows.Progress{At: now, Units: l.roll.units}
	l.day.Tell(&p)
	return p, nil
}

// passes reports whether what was read may be gone by although err was met: one
// damaged record is written down, and must not take the others from everybody.
func passes(log *slog.Logger, err error) bool {
	var broken *store.ChainError
	if err == nil {
		return true
	}
	if !errors.Is(err, store.ErrDamaged) || errors.As(err, &broken) {
		return false
	}
	log.Error("passed over", "err", err.Error())
	return true
}
