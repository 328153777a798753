package run

import (
	"context"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// How often whoever sits at one terminal may be wrong before they are known: a
// captcha, or, at a desk that tells, a number that nobody has. A hall of people
// who are only clumsy stays well below.
const (
	TerminalSlips  = 20
	TerminalWindow = 10 * time.Minute
)

// slower is how long a terminal takes no further number after the twentieth slip
// within ten minutes, the twenty-first and so on; the last follows each further
// one.
var slower = [...]time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute}

// TerminalRest is how long a terminal is slowed down the level-th time in a row,
// counted from 0.
func TerminalRest(level int) time.Duration { return slower[min(max(level, 0), len(slower)-1)] }

// slipped counts one, and reports whether the terminal is slowed down for it. When
// the last ten minutes have fewer than twenty, the delays begin anew.
func slipped(t *store.Terminal, now time.Time) (time.Duration, bool) {
	recent := t.Slips[:0]
	for _, at := range append(t.Slips, now) {
		if now.Sub(at) < TerminalWindow {
			recent = append(recent, at)
		}
	}
	t.Slips = recent[max(0, len(recent)-TerminalSlips):]
	if len(t.Slips) < TerminalSlips {
		t.Level = 0
		return 0, false
	}
	rest := TerminalRest(t.Level)
	t.Until = now.Add(rest)
	t.Level++
	return rest, true
}

// slips judges something in the transaction that counts it against the terminal
// where it is wrong. A terminal that is slow judges nothing and answers
// TerminalSlow, until s.slow.
func (v *Visit) slips(ctx context.Context, s *state, st store.Store, wrong flows.Reason, also ...store.Entry) (why flows.Reason, err error) {
	err = st.ChangeTerminal(ctx, v.desk.Name, func(t *store.Terminal) (store.Effects, error) {
		now := v.desk.Now()
		why, s.slow = wrong, time.Time{}
		if now.Before(t.Until) {
			why, s.slow = flows.TerminalSlow, t.Until
			return store.Effects{}, nil
		}
		if wrong == flows.Silence {
			return store.Effects{}, nil
		}
		e := store.Effects{Entries: also}
		if rest, slow := slipped(t, now); slow {
			s.slow = t.Until
			e.Entries = append(e.Entries[:len(e.Entries):len(e.Entries)], entry(now, store.TerminalSlowed, nip.NIP{}, rest.String()).Entries...)
		}
		return e, nil
	})
	s.facts.WaitUntil = s.slow
	return why, err
}
