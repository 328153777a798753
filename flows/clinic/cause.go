package clinic

import (
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// findings are all that was found out about a code.
type findings struct {
	hits    []hit
	slipped bool // it is one slip away from a code that was expected
}

// judge holds the findings of q against its trail, says what they come to, and
// makes of them the next trail.
func (f findings) judge(q Question) (flows.Diagnosis, Trail) {
	q.Trail.prove(q.Typed, f.hits)
	next := q.Trail.after(q.Typed, f.hits)
	if !q.Shown {
		f.hits = slices.DeleteFunc(f.hits, hit.promises)
	}
	return f.cause(q), next
}

// promises reports a code that will be accepted later, and when. Of one guess in
// 700 that could be said: who knows the password and comes back in time would be
// in. Two codes that prove a fast clock are no guesses. What is past opens
// nothing any more.
func (h hit) promises() bool {
	return !h.proven && h.Kind != Old && h.off > otp.Window && h.step > h.Last
}

// cause chooses what to tell. Everything was looked at by now; the order is only
// what a person is told first.
func (f findings) cause(q Question) flows.Diagnosis {
	if _, ok := f.nearest(Expected, hit.good); ok {
		return flows.Diagnosis{Why: flows.OTPWrong}
	}
	if h, ok := f.nearest(Expected, hit.used); ok {
		if h.Last-h.step > spent {
			return flows.Diagnosis{Why: flows.OTPWrong}
		}
		return flows.Diagnosis{Why: flows.OTPUsed, Next: h.next(q.Now)}
	}
	if h, ok := f.nearest(Expected, hit.sure); ok {
		return h.clock(flows.OTPClock)
	}
	if q.Shown && f.slipped {
		return flows.Diagnosis{Why: flows.OTPMistyped}
	}
	if h, ok := f.nearest(Old, hit.sure); ok {
		return flows.Diagnosis{Why: flows.OTPOldEntry, Made: h.Made, Name: h.Name}
	}
	if h, ok := f.nearest(Other, hit.sure); ok {
		return flows.Diagnosis{Why: flows.OTPOtherDevice, Name: h.Name}
	}
	if h, ok := f.nearest(Expected, hit.found); ok {
		return h.clock(flows.OTPClockMaybe)
	}
	return flows.Diagnosis{Why: flows.OTPWrong}
}

// nearest returns the hit of kind k closest to now of those that are so, and of
// the proven ones if there are any. Of two equally close the slow one wins: codes
// are typed after they were shown.
func (f findings) nearest(k Kind, so func(hit) bool) (best hit, ok bool) {
	for _, h := range f.hits {
		if h.Kind == k && so(h) && (!ok || h.before(best)) {
			best, ok = h, true
		}
	}
	return best, ok
}

func (h hit) before(g hit) bool {
	if h.proven != g.proven {
		return h.proven
	}
	return distance(h.off) < distance(g.off)
}

// good reports what [otp.Match] would have accepted.
func (h hit) good() bool { return distance(h.off) <= otp.Window && h.step > h.Last }

// used reports a code of the window that is spent, or the very one that was
// accepted last however long ago: the person typed what they had typed before,
// and the phone's clock has nothing to do with it.
func (h hit) used() bool {
	return h.step <= h.Last && distance(h.off) <= otp.Window || h.step == h.Last
}

// near reports what one code may tell as a fact: that it is chance is at most 21
// in a million.
func (h hit) near() bool { return distance(h.off) <= near }

// sure reports what may be told as a fact.
func (h hit) sure() bool { return h.near() || h.proven }

// found reports anything at all, which by chance is so for 0.3 % of wrong codes.
func (hit) found() bool { return true }

// spent is how many steps somebody is asked to wait for the next code: ten
// minutes. Where it would be more our own clock was ahead when the last one was
// accepted, and an officer has to see to it.
const spent = otp.Step(10 * time.Minute / otp.Period)

// next returns when the phone begins to show a code that counts: the first of a
// step after the last used one. The phone shows h's step now, so it is that many
// of its steps away, and they begin when ours do. Where our own step counts
// already it is now: the code was typed while the phone went on to the next, or
// the phone is slow and goes on any moment.
func (h hit) next(now time.Time) time.Time {
	if otp.StepAt(now) > h.Last {
		return now
	}
	return now.Add(otp.Left(now) + length(h.Last-h.step))
}

// clock says how far the phone is off.
func (h hit) clock(why flows.Reason) flows.Diagnosis {
	return flows.Diagnosis{Why: why, Off: length(h.off), Zone: zone(h.off)}
}

// zone reports whether a clock may be off so far because its zone is wrong and it
// was set by hand to look right: by half hours, which is what zones differ by
// nearly everywhere, and a step more or less for the typing.
func zone(off otp.Step) bool {
	const half = otp.Step(30 * time.Minute / otp.Period)
	d := distance(off)
	return d >= half-1 && (d+1)%half <= 2
}

// length returns how long steps take.
func length(steps otp.Step) time.Duration { return time.Duration(steps) * otp.Period }

// distance returns off without its sign.
func distance(off otp.Step) otp.Step { return max(off, -off) }
