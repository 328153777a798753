package run

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/tally"
	"aktivasi/store"
)

// Recap counts who is done, unit by unit in the roster's order, and how the day
// of now has gone so far, by the hours of now's zone. People who have left are
// not counted. Where a record is damaged the others are counted, and the error
// says so.
func Recap(ctx context.Context, st store.Store, now time.Time) (p flows.Progress, err error) {
	cases, first := readCases(ctx, st)
	roll, second := countRoll(ctx, st, cases)
	if err := errors.Join(first, second); err != nil && !errors.Is(err, store.ErrDamaged) {
		return p, err
	}
	day := tally.NewDay(now)
	before, err := tally.Before(ctx, st, day.From())
	if err == nil {
		err = st.Entries(ctx, before, func(_ uint64, e store.Entry) error { day.Add(e); return nil })
	}
	p.At, p.Units = now, roll.units
	day.Tell(&p)
	return p, errors.Join(first, second, err)
}

// A Listed is one line of the list by name.
type Listed struct {
	NIP       nip.NIP
	Name      string
	Unit      string
	Kind      store.Kind
	Standing  flows.Standing
	Activated time.Time  // when the oldest device in force was enrolled, or zero
	Case      store.Case // the newest that is not solved, or the zero Case
}

// Names lists everybody who has not left: by unit in the roster's order, and by
// name. It holds all of them meanwhile, some 250 bytes each. A damaged record is
// passed over; that, and whatever else went wrong, is the last thing it yields.
func Names(ctx context.Context, st store.Store, now time.Time) iter.Seq2[Listed, error] {
	return func(yield func(Listed, error) bool) {
		list, err := listed(ctx, st, now)
		for _, l := range list {
			if !yield(l, nil) {
				return
			}
		}
		if err != nil {
			yield(Listed{}, err)
		}
	}
}

func listed(ctx context.Context, st store.Store, now time.Time) ([]Listed, error) {
	newest := map[nip.NIP]store.Case{}
	first := st.Cases(ctx, func(c store.Case) error {
		if _, known := newest[c.NIP]; !known && c.State != store.CaseSolved && c.NIP != (nip.NIP{}) {
			newest[c.NIP] = c
		}
		return nil
	})
	names, second := st.Units(ctx)
	order := placesOf(names)
	var list []Listed
	third := st.Accounts(ctx, func(a store.Account) error {
		if a.Inactive {
			return nil
		}
		c := newest[a.NIP]
		l := Listed{NIP: a.NIP, Name: a.Name, Unit: a.Unit, Kind: a.Kind, Standing: standing(a, c.Number != 0, now), Case: c}
		if in := a.Active(); len(in) > 0 {
			l.Activated = in[0].Enrolled
		}
		list = append(list, l)
		return nil
	})
	slices.SortFunc(list, func(l, m Listed) int {
		return cmp.Or(order.compare(l.Unit, m.Unit), strings.Compare(l.Name, m.Name), strings.Compare(l.NIP.String(), m.NIP.String()))
	})
	return list, errors.Join(first, second, third)
}

// Cases lists all cases, newest first. It ends like [Names].
func Cases(ctx context.Context, st store.Store) iter.Seq2[store.Case, error] {
	return func(yield func(store.Case, error) bool) {
		enough := errors.New("enough")
		err := st.Cases(ctx, func(c store.Case) error {
			if !yield(c, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(store.Case{}, err)
		}
	}
}

// standing is how a stands at a glance. What keeps somebody from going on comes
// before how far they are.
func standing(a store.Account, stuck bool, now time.Time) flows.Standing {
	until, wrong := waits(a)
	switch {
	case stuck:
		return flows.HasCase
	case a.Closed() || now.Before(until) || wrong >= BlockAfter:
		return flows.Locked
	case a.MFA():
		return flows.MFAIsOn
	case a.Password.Hash != "":
		return flows.PasswordOnly
	}
	return flows.NotYet
}

// waits returns the longest wait of a, and the longest row of wrong tries.
func waits(a store.Account) (until time.Time, wrong int) {
	for _, c := range []store.Count{a.Tries[store.PasswordTries], a.Tries[store.OTPTries]} {
		wrong = max(wrong, c.Wrong)
		if c.Until.After(until) {
			until = c.Until
		}
	}
	return until, wrong
}

// A caseload is the cases that are not solved.
type caseload struct {
	unsolved int
	of       map[nip.NIP][]int // their numbers, by whom they are about
}

func readCases(ctx context.Context, st store.Store) (caseload, error) {
	c := caseload{of: map[nip.NIP][]int{}}
	err := st.Cases(ctx, func(k store.Case) error {
		if k.State == store.CaseSolved {
			return nil
		}
		c.unsolved++
		if k.NIP != (nip.NIP{}) {
			c.of[k.NIP] = append(c.of[k.NIP], int(k.Number))
		}
		return nil
	})
	return c, err
}

// A roll is everybody, counted by unit.
type roll struct {
	units  []flows.UnitCount
	people int
}

// countRoll counts everybody who has not left. Units that have nobody are left
// out; one that no roster has named comes last.
func countRoll(ctx context.Context, st store.Store, cases caseload) (r roll, err error) {
	names, first := st.Units(ctx)
	order := placesOf(names)
	at := map[string]*flows.UnitCount{}
	second := st.Accounts(ctx, func(a store.Account) error {
		r.people++
		if a.Inactive {
			return nil
		}
		u := at[a.Unit]
		if u == nil {
			u = &flows.UnitCount{Unit: a.Unit}
			at[a.Unit] = u
		}
		u.Of[staff[a.Kind]]++
		if a.MFA() {
			u.Done++
		}
		if len(cases.of[a.NIP]) > 0 {
			u.Stuck++
		}
		return nil
	})
	for _, u := range at {
		r.units = append(r.units, *u)
	}
	slices.SortFunc(r.units, func(u, w flows.UnitCount) int { return order.compare(u.Unit, w.Unit) })
	return r, errors.Join(first, second)
}

var staff = [store.Kinds]flows.Staff{store.PNS: flows.StaffPNS, store.PPPK: flows.StaffPPPK, store.PartTime: flows.StaffPartTime}

// places says where in the roster's order a unit stands.
type places map[string]int

func placesOf(units []string) places {
	p := make(places, len(units))
	for i, u := range units {
		p[u] = i
	}
	return p
}

// compare puts units into the roster's order, and those that no roster has named
// behind them, by name.
func (p places) compare(u, w string) int {
	i, known := p[u]
	j, too := p[w]
	switch {
	case known && too:
		return cmp.Compare(i, j)
	case known:
		return -1
	case too:
		return 1
	}
	return strings.Compare(u, w)
}
