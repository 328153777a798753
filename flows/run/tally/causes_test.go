package tally

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// Each reason is counted under what helps against it, once, and whether the code
// was typed at a sign-in or to bind a phone.
func TestCauses(t *testing.T) {
	for why, want := range map[flows.Reason]flows.OTPCause{
		flows.OTPClock: flows.ByClock, flows.OTPClockMaybe: flows.ByClock,
		flows.OTPOldEntry: flows.ByEntry, flows.OTPOtherDevice: flows.ByEntry,
		flows.OTPMistyped: flows.BySlip, flows.OTPNotACode: flows.BySlip,
		flows.OTPUsed: flows.ByUse, flows.OTPWrong: flows.ByUnknown,
	} {
		for _, detail := range []string{why.String(), Enrolling + why.String()} {
			d := NewDay(opens)
			d.Add(store.Entry{At: opens, What: store.OTPRefused, Unit: "Dinas A", Detail: detail})
			p := told(d)
			all := flows.CauseCount{Unit: "Dinas A"}
			all.Of[want] = 1
			if !slices.Equal(p.Causes, []flows.CauseCount{all}) || p.Refused != why || p.Refusals != 1 {
				t.Errorf("%q: %+v, %v", detail, p.Causes, p.Refused)
			}
		}
	}
	for name, e := range map[string]store.Entry{
		"none was typed":      {At: opens, What: store.OTPRefused, Detail: flows.OTPNeeded.String()},
		"our clock":           {At: opens, What: store.OTPRefused, Detail: flows.ClockDoubt.String()},
		"none was judged":     {At: opens, What: store.OTPRefused, Detail: flows.MustWait.String()},
		"none is any more":    {At: opens, What: store.OTPRefused, Detail: Enrolling + flows.Blocked.String()},
		"a mailed code":       {At: opens, What: store.CodeRefused, Detail: flows.OTPUsed.String()},
		"an officer's":        {At: opens, What: store.OfficerRefused, Detail: Enrolling + flows.OTPWrong.String()},
		"by an officer":       {At: opens, What: store.OTPRefused, Who: store.Mark{Key: "k"}, Detail: flows.OTPWrong.String()},
		"of yesterday":        {At: opens.Add(-24 * time.Hour), What: store.OTPRefused, Detail: flows.OTPWrong.String()},
		"a phone of the name": {At: opens, What: store.DeviceEnrolled, Detail: flows.OTPClock.String()},
	} {
		d := NewDay(opens)
		d.Add(e)
		if p := told(d); len(p.Causes) != 0 {
			t.Errorf("%s: %+v", name, p.Causes)
		}
	}
}

// Offices come in the order of the roster, and those it does not know behind, by
// name. Only those come that have had any.
func TestCausesByOffice(t *testing.T) {
	d := NewDay(opens)
	for i, unit := range []string{"Kecamatan Awal", "UPT Baru", "Sekretariat Daerah", "", "Kecamatan Awal", "Bagian Lama"} {
		d.Add(store.Entry{
			At: opens.Add(time.Duration(i) * time.Minute), What: store.OTPRefused, Unit: unit, Detail: flows.OTPOldEntry.String(),
			Whom: store.Mark{Key: fmt.Sprint(i)},
		})
	}
	p := flows.Progress{Units: []flows.UnitCount{{Unit: "Sekretariat Daerah"}, {Unit: "Dinas Kesehatan"}, {Unit: "Kecamatan Awal"}}}
	of := func(n int) (c [flows.OTPCauses]int) { c[flows.ByEntry] = n; return c }
	want := []flows.CauseCount{
		{Unit: "Sekretariat Daerah", Of: of(1)}, {Unit: "Kecamatan Awal", Of: of(2)},
		{Unit: "", Of: of(1)}, {Unit: "Bagian Lama", Of: of(1)}, {Unit: "UPT Baru", Of: of(1)},
	}
	for range 2 { // telling takes nothing away, and nothing is told twice
		if d.Tell(&p); !slices.Equal(p.Causes, want) {
			t.Errorf("%+v\nwant %+v", p.Causes, want)
		}
	}
}
