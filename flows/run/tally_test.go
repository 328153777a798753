package run

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// scans counts how often everybody, or every case, is read.
type scans struct {
	store.Store
	accounts, cases int
}

func (s *scans) Accounts(ctx context.Context, f func(store.Account) error) error {
	s.accounts++
	return s.Store.Accounts(ctx, f)
}

func (s *scans) Cases(ctx context.Context, f func(store.Case) error) error {
	s.cases++
	return s.Store.Cases(ctx, f)
}

// kabupaten is some people in some offices: in the roster's order, that which no
// roster names, and somebody who has left.
func (w *world) kabupaten() (all []citizen) {
	w.Helper()
	if err := w.disk.SetUnits(context.Background(), []string{"Sekretariat Daerah", "Dinas Kesehatan", "Nobody's", "Kecamatan Awal"}); err != nil {
		w.Fatal(err)
	}
	for i, unit := range []string{"Kecamatan Awal", "Dinas Kesehatan", "Sekretariat Daerah", "UPT Baru", "Dinas Kesehatan", "Dinas Kesehatan", "Dinas Kesehatan"} {
		c := w.secured(i+1, first, i%2)
		w.edit(c, func(a *store.Account) { a.Unit, a.Kind, a.Inactive = unit, store.Kind(i%3), i == 6 })
		all = append(all, c)
	}
	return all
}

func TestProgress(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Zone = time.FixedZone("WIB", 7*60*60)
		all := w.kabupaten()
		w.stuck(all[2], store.NoPhone)
		w.stuck(all[2], store.NoLetter) // one person
		w.stuck(citizen{number: stranger}, store.UnknownNumber)

		// One enrols: from the letter to the phone in six minutes.
		q := w.sit()
		code := q.mailed(flows.GoForgot, all[0])
		w.pass(4 * time.Minute)
		q.code(code)
		q.newPassword(second)
		w.pass(time.Minute)
		q.next()
		q.signIn(all[0], second, "")
		key := q.scan()
		w.pass(time.Minute)
		q.enrol(w.otp(key), "HP")
		q.at(flows.Activated, flows.Enrolled)

		w.disk.Store = &scans{Store: w.disk.Store}
		p := w.onDuty(w.clerk(1, store.Helper))
		w.sit().signIn(all[4], second, "")
		w.sit().signIn(all[4], second, "")
		p.choose(flows.GoProgress)
		p.at(flows.AtProgress, flows.Silence)
		got := p.board().Progress
		want := flows.Progress{
			At: got.At, Persons: 1, Median: 6 * time.Minute, Slowest: flows.StageLetter, Takes: 4 * time.Minute,
			Refused: got.Refused, Refusals: got.Refusals,
			Units: []flows.UnitCount{
				{Unit: "Sekretariat Daerah", Of: [flows.Staffs]int{0, 0, 1}, Stuck: 1},
				{Unit: "Dinas Kesehatan", Of: [flows.Staffs]int{0, 2, 1}, Done: 2},
				{Unit: "Kecamatan Awal", Of: [flows.Staffs]int{1, 0, 0}, Done: 1},
				{Unit: "UPT Baru", Of: [flows.Staffs]int{1, 0, 0}, Done: 1},
			},
		}
		want.Hours[9] = 1
		sameProgress(t, got, want)

		// The command line counts the same.
		said, err := Recap(context.Background(), w.disk, w.desk.here())
		if err != nil {
			t.Fatal(err)
		}
		sameProgress(t, said, got)
	})
}

func sameProgress(t *testing.T, got, want flows.Progress) {
	t.Helper()
	got.At, want.At = time.Time{}, time.Time{}
	if !slices.Equal(got.Units, want.Units) {
		t.Errorf("units %+v, want %+v", got.Units, want.Units)
	}
	if got.Units, want.Units = nil, nil; got.Hours != want.Hours || got.Persons != want.Persons || got.Median != want.Median ||
		got.Slowest != want.Slowest || got.Takes != want.Takes || got.Refused != want.Refused || got.Refusals != want.Refusals {
		t.Errorf("the day %+v, want %+v", got, want)
	}
}

// What is looked at all day is counted anew only where something has changed, and
// everybody only now and then.
func TestProgressIsLive(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		all := w.kabupaten()
		s := &scans{Store: w.disk.Store}
		w.disk.Store = s
		p := w.onDuty(w.clerk(1, store.Helper))
		p.choose(flows.GoProgress)
		if s.accounts != 1 || s.cases != 1 {
			t.Fatalf("everybody was read %d times, cases %d times", s.accounts, s.cases)
		}
		back := p.v.state.desk.back
		for range 20 {
			w.pass(5 * time.Second)
			p.look()
		}
		if s.accounts != 1 || s.cases != 1 {
			t.Errorf("nothing has changed, and everybody was read %d times, cases %d times", s.accounts, s.cases)
		}
		back.ledger.roll.people = 200_000 // as if there were so many
		enrol := func(c citizen) {
			t.Helper()
			q := w.signedIn(c, first)
			q.enrol(w.otp(q.scan()), "HP")
			q.at(flows.Activated, flows.Enrolled)
		}
		enrol(all[2]) // the first look was 100 seconds ago
		p.look()
		if b := p.board().Progress; b.Persons != 1 || b.Units[0].Done != 1 || s.accounts != 2 {
			t.Errorf("one more, and read %d times: %+v", s.accounts, b)
		}
		back.ledger.roll.people = 200_000
		enrol(all[4])
		w.pass(59 * time.Second)
		p.look()
		if b := p.board().Progress; b.Persons != 2 || s.accounts != 2 {
			t.Errorf("the day has %d, and everybody was read %d times", b.Persons, s.accounts)
		}
		w.pass(time.Second)
		w.stuck(all[1], store.NoPhone)
		p.look()
		if b := p.board().Progress; b.Units[1].Done != 3 || b.Units[1].Stuck != 1 || s.accounts != 3 || s.cases != 2 {
			t.Errorf("a minute later: %+v, read %d times, cases %d times", b.Units, s.accounts, s.cases)
		}
		w.fresh() // another phone for somebody who is done
		q := w.signedIn(all[1], first, w.otp(all[1].key()))
		w.fresh()
		q.choose(flows.GoAddDevice)
		q.submit(typed{flows.OTP: w.otp(all[1].key())})
		q.next()
		q.enrol(w.otp(q.s.Facts.Key), "HP kedua")
		q.at(flows.Activated, flows.Enrolled)
		p.look()
		if b := p.board().Progress; b.Persons != 2 {
			t.Errorf("the day has %d with another phone", b.Persons)
		}
		w.pass(22 * time.Hour) // the day is over
		p.look()
		if b := p.board().Progress; b.Persons != 0 || b.Hours != [24]int{} {
			t.Errorf("tomorrow begins with %+v", b)
		}
	})
}

func TestNames(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		all := w.kabupaten()
		w.stuck(all[2], store.NoLetter)
		w.stuck(all[2], store.NoPhone)
		w.stuck(citizen{number: stranger}, store.UnknownNumber)
		var units []string
		var list []Listed
		for l, err := range Names(context.Background(), w.disk, w.Now()) {
			if err != nil {
				t.Fatal(err)
			}
			units, list = append(units, l.Unit), append(list, l)
		}
		if want := []string{"Sekretariat Daerah", "Dinas Kesehatan", "Dinas Kesehatan", "Dinas Kesehatan", "Kecamatan Awal", "UPT Baru"}; !slices.Equal(units, want) {
			t.Errorf("in the order %v", units)
		}
		if l := list[0]; l.NIP != all[2].number || l.Standing != flows.HasCase || l.Case.Kind != store.NoPhone || !l.Activated.IsZero() || l.Kind != store.PartTime {
			t.Errorf("somebody stuck: %+v", l)
		}
		if l := list[5]; l.Standing != flows.MFAIsOn || !l.Activated.Equal(morning.AddDate(0, -1, 0)) || l.Case.Number != 0 || l.Name != storetest.Person(4).Name {
			t.Errorf("somebody done: %+v", l)
		}
		n := 0
		for range Names(context.Background(), w.disk, w.Now()) {
			if n++; n == 2 {
				break
			}
		}
		var numbers []uint64
		for c, err := range Cases(context.Background(), w.disk) {
			if err != nil {
				t.Fatal(err)
			}
			if numbers = append(numbers, c.Number); len(numbers) == 2 {
				break
			}
		}
		if n != 2 || !slices.Equal(numbers, []uint64{3, 2}) {
			t.Errorf("%d people, cases %v", n, numbers)
		}
	})
}

func TestListsFail(t *testing.T) {
	t.Parallel()
	m := forgetful(t)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	for _, err := range Names(t.Context(), m, morning) {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("names: %v", err)
		}
	}
	for _, err := range Cases(t.Context(), m) {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("cases: %v", err)
		}
	}
	if _, err := Recap(t.Context(), m, morning); !errors.Is(err, store.ErrClosed) {
		t.Errorf("recap: %v", err)
	}
}
