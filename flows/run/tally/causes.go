package tally

import (
	"maps"
	"slices"

	"aktivasi/flows"
	"aktivasi/store"
)

// Enrolling stands before the reason in the detail of a [store.OTPRefused], where
// the code was typed to bind a phone.
const Enrolling = "enrolment: "

// causes are the reasons why a code that was looked at was refused. Of one that
// was not, because nobody could or would judge it, nothing is known.
var causes = map[flows.Reason]flows.OTPCause{
	flows.OTPClock:       flows.ByClock,
	flows.OTPClockMaybe:  flows.ByClock,
	flows.OTPOldEntry:    flows.ByEntry,
	flows.OTPOtherDevice: flows.ByEntry,
	flows.OTPMistyped:    flows.BySlip,
	flows.OTPNotACode:    flows.BySlip,
	flows.OTPUsed:        flows.ByUse,
	flows.OTPWrong:       flows.ByUnknown,
}

// cause counts why a code was refused, for the office that e names, which may be
// none.
func (d *Day) cause(e store.Entry, why flows.Reason) {
	by, ok := causes[why]
	if !ok || e.What != store.OTPRefused {
		return
	}
	of := d.causes[e.Unit]
	of[by]++
	d.causes[e.Unit] = of
}

// causesIn returns the causes by office: in the order of units, and those that
// are not among them behind, by name.
func (d *Day) causesIn(units []flows.UnitCount) (all []flows.CauseCount) {
	left := maps.Clone(d.causes)
	for _, u := range units {
		if of, ok := left[u.Unit]; ok {
			all = append(all, flows.CauseCount{Unit: u.Unit, Of: of})
			delete(left, u.Unit)
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(left)) {
		all = append(all, flows.CauseCount{Unit: unit, Of: left[unit]})
	}
	return all
}
