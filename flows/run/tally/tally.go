// Package tally counts how a day went from the entries of the audit, so that
// nobody has to look at 200,000 accounts to know it.
//
// A sitting is what one person did at one terminal without a long pause. Entries
// name sittings too, but theirs end whenever a terminal forgets who is at it,
// which it does between a new password and the first sign-in with it. What
// officers do, and what happens to them, is none of it.
package tally

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// A Day is one day's count. It holds no more than that day's people and offices.
type Day struct {
	from, to time.Time
	sittings map[place]*sitting
	seen     map[string]bool // who enrolled, by the entries' key of them
	hours    [24]int
	whole    []time.Duration
	takes    [flows.Stages][]time.Duration
	refused  map[flows.Reason]int
	causes   map[string][flows.OTPCauses]int // of refused codes, by office
}

// Pause is after how long without an entry somebody is not the same sitting any
// more: longer than anybody may sit there without a key, and than a letter takes.
const Pause = 15 * time.Minute

// A place is who sits where, by the entries' key and name of it.
type place struct{ whom, desk string }

// A sitting is how far one person has come at one terminal.
type sitting struct {
	began  time.Time
	latest time.Time
	last   [flows.Stages]time.Time // when the stage began that is under way, or zero
	had    bool                    // they have had a device before
}

// NewDay returns the day of t, which begins and ends at midnight where t is.
func NewDay(t time.Time) *Day {
	y, m, d := t.Date()
	return &Day{
		from: time.Date(y, m, d, 0, 0, 0, 0, t.Location()), to: time.Date(y, m, d+1, 0, 0, 0, 0, t.Location()),
		sittings: map[place]*sitting{}, seen: map[string]bool{}, refused: map[flows.Reason]int{},
		causes: map[string][flows.OTPCauses]int{},
	}
}

// From returns when the day began.
func (d *Day) From() time.Time { return d.from }

// Has reports whether t is on that day.
func (d *Day) Has(t time.Time) bool { return !t.Before(d.from) && t.Before(d.to) }

// Add counts e, if it is of that day and about a person who sits at a terminal.
// Entries come in the order in which they were written.
func (d *Day) Add(e store.Entry) {
	if !d.Has(e.At) || e.Who.Key != "" {
		return
	}
	if why := refusal(e); why != flows.Silence {
		d.refused[why]++
		d.cause(e, why)
	}
	if e.Whom.Key == "" {
		return // about nobody
	}
	at := place{e.Whom.Key, e.Desk}
	s := d.sittings[at]
	if s == nil || e.At.Sub(s.latest) > Pause {
		s = &sitting{began: e.At}
		d.sittings[at] = s
	}
	s.latest = e.At
	switch e.What {
	case store.CodeSent:
		if s.last[flows.StageLetter].IsZero() { // from the first one: another is asked for when it takes too long
			s.last[flows.StageLetter] = e.At
		}
	case store.CodeAccepted, store.GrantAccepted:
		d.stage(s, flows.StageLetter, flows.StagePassword, e.At)
	case store.PasswordSet:
		d.stage(s, flows.StagePassword, flows.StageSignIn, e.At)
	case store.SignedIn:
		if s.had = e.Detail == WithOTP; !s.had {
			d.stage(s, flows.StageSignIn, flows.StageScan, e.At)
		}
	case store.DeviceEnrolled:
		d.stage(s, flows.StageScan, flows.NoStage, e.At)
		d.enrolled(s, e)
	default: // tells nothing about how long anything takes
	}
}

// WithOTP is the detail of a [store.SignedIn] by somebody whose MFA was on.
const WithOTP = "password+otp"

// stage ends one stretch of the way at that time, and begins the next.
func (d *Day) stage(s *sitting, ends, begins flows.Stage, at time.Time) {
	if from := s.last[ends]; !from.IsZero() && !at.Before(from) {
		d.takes[ends] = append(d.takes[ends], at.Sub(from))
	}
	s.last = [flows.Stages]time.Time{}
	if begins != flows.NoStage {
		s.last[begins] = at
	}
}

// enrolled counts somebody who is done: once, however many devices they bind,
// and not if all they did was to add another.
func (d *Day) enrolled(s *sitting, e store.Entry) {
	if s.had || d.seen[e.Whom.Key] {
		return
	}
	d.seen[e.Whom.Key] = true
	d.hours[e.At.In(d.from.Location()).Hour()]++
	d.whole = append(d.whole, max(0, e.At.Sub(s.began))) // a clock may be set back meanwhile
}

// details are the reasons that entries name because their act alone does not
// tell.
var details = map[string]flows.Reason{
	"inactive": flows.Inactive, flows.OTPNeeded.String(): flows.OTPNeeded, flows.OTPUsed.String(): flows.OTPUsed,
	flows.OTPNotACode.String(): flows.OTPNotACode, flows.OTPClock.String(): flows.OTPClock,
	flows.OTPClockMaybe.String(): flows.OTPClockMaybe, flows.OTPOldEntry.String(): flows.OTPOldEntry,
	flows.OTPOtherDevice.String(): flows.OTPOtherDevice, flows.OTPMistyped.String(): flows.OTPMistyped,
	flows.ClockDoubt.String(): flows.ClockDoubt, flows.MustWait.String(): flows.MustWait, flows.Blocked.String(): flows.Blocked,
}

// refusal is what a person was told when e was written, or Silence.
func refusal(e store.Entry) flows.Reason {
	detail := e.Detail
	if e.What == store.OTPRefused {
		detail = strings.TrimPrefix(detail, Enrolling)
	}
	if why, ok := details[detail]; ok && e.What.Outcome() == "refused" {
		return why
	}
	switch e.What {
	case store.PasswordRefused:
		return flows.SignInWrong
	case store.OTPRefused:
		return flows.OTPWrong
	case store.AddressRefused:
		return flows.AddressWrong
	case store.CodeRefused:
		return flows.CodeWrong
	case store.GrantRefused:
		return flows.GrantWrong
	case store.TerminalSlowed:
		return flows.TerminalSlow
	default:
		return flows.Silence
	}
}

// Tell puts what was counted into p, whose units say in which order offices come.
func (d *Day) Tell(p *flows.Progress) {
	p.Hours = d.hours
	p.Persons, p.Median = len(d.whole), median(d.whole)
	p.Slowest, p.Takes = flows.NoStage, 0
	for stage, takes := range d.takes {
		if m := median(takes); m > p.Takes {
			p.Slowest, p.Takes = flows.Stage(stage), m
		}
	}
	p.Refused, p.Refusals = flows.Silence, 0
	for _, why := range slices.Sorted(maps.Keys(d.refused)) {
		if n := d.refused[why]; n > p.Refusals {
			p.Refused, p.Refusals = why, n
		}
	}
	p.Causes = d.causesIn(p.Units)
}

// median is the time that half of them took at most, or 0 for none.
func median[T cmp.Ordered](of []T) T {
	if len(of) == 0 {
		var none T
		return none
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[(len(sorted)-1)/2]
}
