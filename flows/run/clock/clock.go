// Package clock judges the clock of the machine. A code of an authenticator is
// the time, so a PC whose battery is dead turns every one of them wrong: people
// would scan, type and be refused all day, and what the store says happened when
// would be false.
//
// Three witnesses speak about a clock, and each can be wrong:
//
//   - The build. No program runs before it was made. Whoever doubts the date has
//     a program made on a machine that was itself ahead, and needs another.
//   - The store. What stands in the audit has happened. But one entry written
//     while the clock ran ahead would shut the kiosk until that day comes.
//   - An NTP server, where one is configured. It alone says how far off the clock
//     is. But plain NTP is not signed, and whoever can answer in the server's
//     place can say what they like.
//
// [Judge] weighs them. A [Watch] asks them, at the start, hourly, and whenever
// somebody has set the clock. Neither sets it: that is the work of the system,
// which has better means (RFC 5905) and the right.
//
// What a forged answer can do: shut the kiosk, have an officer warned for nothing,
// or say that a wrong clock is right, which leaves us where we are without a
// server. What it cannot: open the kiosk before the date of the build, or open it
// before the newest entry without an officer being told.
package clock

import "time"

// How far a clock may be off. Codes are taken from the step before and the step
// after as well, so a device that is right is understood up to 30 s off (RFC 6238
// §5.2); but phones are off themselves, and 15 s leaves them the other half.
const (
	WarnFrom   = 2 * time.Second  // more than a clock that is looked after is ever off
	RefuseFrom = 15 * time.Second // half a step of 30 s
)

// Tolerance is how far the clock may stand before the newest entry. A system that
// corrects its clock by a step takes it back a little now and then, as does a
// leap second; what is less than WarnFrom is nobody's worry.
const Tolerance = WarnFrom

// A State is what may be done by this clock. The zero State is Good.
type State int

const (
	Good State = iota
	Warn       // go on, and tell an officer
	Bad        // enrol nobody, and tell an officer why
)

// A Cause is what speaks against a clock. The zero Cause is nothing.
type Cause int

const (
	NoCause      Cause = iota
	BeforeBuild        // it stands before the program was made
	BeforeNewest       // it stands before the newest entry of the store
	OffNTP             // a server says otherwise
)

// String returns the cause as a log has it, such as "before-build".
func (c Cause) String() string {
	switch c {
	case NoCause:
		return "none"
	case BeforeBuild:
		return "before-build"
	case BeforeNewest:
		return "before-newest"
	case OffNTP:
		return "off-ntp"
	}
	return "unknown cause"
}

// A Verdict is what was found about a clock.
type Verdict struct {
	State State
	Why   Cause

	// By is how far the clock is off: above zero if it is ahead, below if it is
	// behind. With BeforeBuild and BeforeNewest it is behind by at least that
	// much. It is zero where Why is NoCause.
	By time.Duration
}

// An Offset is what a time server said. The zero Offset is that none has
// answered, and speaks neither for the clock nor against it.
type Offset struct {
	Known  bool
	By     time.Duration // above zero: the machine is ahead of the server
	Within time.Duration // how much of that the line may have made: half the way there and back (RFC 5905 §8)
}

// off reports whether the clock is off by limit or more, whatever the line made
// of it.
func (o Offset) off(limit time.Duration) bool { return o.Known && o.By.Abs()-o.Within >= limit }

// agrees reports whether the clock is right for sure.
func (o Offset) agrees() bool { return o.Known && o.By.Abs()+o.Within < WarnFrom }

// Judge judges a clock that says now, by when the program was built, by the
// newest entry of the store and by what a server said. A zero time or Offset is a
// witness that is missing. Times are compared by what the clocks on the wall
// said: a Go time also carries a monotonic reading, by which a clock that was set
// back is still going forward.
//
// The build's word is the last one. A server whose own time is before the build
// is a machine with a dead battery too (an office's router, say) and is not
// heard. Against the newest entry a server that agrees with the clock is heard:
// the kiosk opens, and an officer is told that the store holds an entry of a time
// to come.
func Judge(now, built, newest time.Time, server Offset) Verdict {
	now = now.Round(0) // Round takes the monotonic reading off
	if server.Known && now.Add(-server.By).Before(built) {
		server = Offset{}
	}
	if by := now.Sub(built); by < 0 {
		return Verdict{Bad, BeforeBuild, by}
	}
	if server.off(RefuseFrom) {
		return Verdict{Bad, OffNTP, server.By}
	}
	if by := now.Sub(newest); by < -Tolerance {
		if server.agrees() {
			return Verdict{Warn, BeforeNewest, by}
		}
		return Verdict{Bad, BeforeNewest, by}
	}
	if server.off(WarnFrom) {
		return Verdict{Warn, OffNTP, server.By}
	}
	return Verdict{}
}
