package clock

import (
	"testing"
	"time"
	"unsafe"
)

var (
	built = time.Date(2026, time.May, 4, 0, 0, 0, 0, time.UTC)
	noon  = time.Date(2026, time.June, 1, 12, 0, 0, 0, time.UTC) // what time it is
)

const s, year = time.Second, 365 * 24 * time.Hour

// by is what a server on the same table says of a clock that is ahead by d.
func by(d time.Duration) Offset { return Offset{Known: true, By: d} }

func TestJudge(t *testing.T) {
	none := Offset{}
	for _, c := range []struct {
		name        string
		now, newest time.Time
		off         Offset
		want        Verdict
	}{
		{"nobody speaks against it", noon, noon.Add(-time.Minute), none, Verdict{}},
		{"an empty store", noon, time.Time{}, none, Verdict{}},
		{"the battery is dead", time.Unix(0, 0), noon, none, Verdict{Bad, BeforeBuild, time.Unix(0, 0).Sub(built)}},
		{"on the day of the build", built, time.Time{}, none, Verdict{}},
		{"just before it", built.Add(-1), time.Time{}, none, Verdict{Bad, BeforeBuild, -1}},
		{"yesterday", noon.Add(-24 * time.Hour), noon, none, Verdict{Bad, BeforeNewest, -24 * time.Hour}},
		{"corrected a little", noon.Add(-Tolerance), noon, none, Verdict{}},
		{"corrected a little more", noon.Add(-Tolerance - 1), noon, none, Verdict{Bad, BeforeNewest, -Tolerance - 1}},

		{"the server agrees", noon, noon, by(0), Verdict{}},
		{"2 s ahead", noon, noon, by(2 * s), Verdict{Warn, OffNTP, 2 * s}},
		{"2 s behind", noon, noon, by(-2 * s), Verdict{Warn, OffNTP, -2 * s}},
		{"not quite 2 s", noon, noon, by(2*s - 1), Verdict{}},
		{"not quite 15 s", noon, noon, by(1 - 15*s), Verdict{Warn, OffNTP, 1 - 15*s}},
		{"15 s ahead", noon, noon, by(15 * s), Verdict{Bad, OffNTP, 15 * s}},
		{"15 s behind", noon, noon, by(-15 * s), Verdict{Bad, OffNTP, -15 * s}},
		{"a year ahead", noon.Add(year), noon, by(year), Verdict{Bad, OffNTP, year}},
		{"3 s that the line may have made", noon, noon, Offset{true, 3 * s, 2 * s}, Verdict{}},
		{"5 s of which it made 2", noon, noon, Offset{true, 5 * s, 2 * s}, Verdict{Warn, OffNTP, 5 * s}},

		{"an entry of next year, and the server agrees", noon, noon.Add(year), by(s), Verdict{Warn, BeforeNewest, -year}},
		{"an entry of next year, and it may agree", noon, noon.Add(year), Offset{true, s, s}, Verdict{Bad, BeforeNewest, -year}},
		{"an entry of next year, and it does not agree", noon, noon.Add(year), by(-3 * s), Verdict{Bad, BeforeNewest, -year}},
		{"set back a minute, and the server saw", noon.Add(-time.Minute), noon, by(-time.Minute), Verdict{Bad, OffNTP, -time.Minute}},

		{"clock and server both before the build", built.Add(-year), time.Time{}, by(0), Verdict{Bad, BeforeBuild, -year}},
		{"the server's battery is dead", noon, noon, by(noon.Sub(time.Unix(0, 0))), Verdict{}},
		{"the server's is, and an entry is of next year", noon, noon.Add(year), by(noon.Sub(time.Unix(0, 0))), Verdict{Bad, BeforeNewest, -year}},
	} {
		if got := Judge(c.now, built, c.newest, c.off); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	if got := Judge(noon, time.Time{}, time.Time{}, none); got != (Verdict{}) {
		t.Errorf("without any witness: %+v", got)
	}
}

// setBack is what time.Now says after somebody has set the clock back by d: the
// wall's reading is of an earlier time, the monotonic one is not. No function of
// package time makes one; its Time is three words, the second of which is the
// monotonic reading in nanoseconds.
func setBack(now time.Time, d time.Duration) time.Time {
	t := now.Add(-d)
	(*[3]int64)(unsafe.Pointer(&t))[1] += int64(d)
	return t
}

// A monotonic reading goes forward whatever becomes of the clock, so a comparison
// by it finds nothing wrong.
func TestJudgeByTheWall(t *testing.T) {
	earlier := time.Now()
	now := setBack(earlier, time.Hour)
	if now.Before(earlier) || !now.Round(0).Before(earlier) {
		t.Fatal("this is not how a time looks inside")
	}
	if got := Judge(now, time.Time{}, earlier, Offset{}); got != (Verdict{Bad, BeforeNewest, -time.Hour}) {
		t.Errorf("%+v", got)
	}
	before, after := Watch{Now: func() time.Time { return earlier }}, Watch{Now: func() time.Time { return now }}
	if a, b := before.moment(), after.moment(); !a.set(b) {
		t.Errorf("not noticed: %v, then %v", a, b)
	}
}

func TestCausesHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for c := NoCause; c <= OffNTP; c++ {
		if n := c.String(); n == "unknown cause" || seen[n] {
			t.Errorf("cause %d is %q", c, n)
		}
		seen[c.String()] = true
	}
}
