package clinic

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// noon is seven seconds into a step.
var noon = time.Date(2026, 1, 1, 5, 0, 7, 0, time.UTC)

// Three secrets that have nothing in common.
var (
	mine   = flows.Hide("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	yours  = flows.Hide("IFREGZCFMZDWQSLKJNWE23SPOBIXEU3U")
	former = flows.Hide("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
)

// show is what a phone shows at now that is off by so many steps.
func show(tb testing.TB, secret flows.Secret, now time.Time, off otp.Step) flows.Secret {
	tb.Helper()
	code, err := otp.Code(secret, otp.StepAt(now)+off)
	if err != nil {
		tb.Fatal(err)
	}
	return code
}

// keys are one of each kind.
func keys(last otp.Step) []Key {
	return []Key{
		{ID: "a", Kind: Expected, Secret: mine, Last: last},
		{ID: "b", Kind: Other, Secret: yours, Name: "HP kantor"},
		{ID: "c", Kind: Old, Secret: former, Name: "HP lama", Made: noon.AddDate(0, -1, 0)},
	}
}

// later is when the second of two codes is typed: the phone shows the next.
var later = noon.Add(otp.Period)

func TestCauses(t *testing.T) {
	t.Parallel()
	at := otp.StepAt(noon)
	start := noon.Add(-7 * time.Second) // of the step
	old := flows.Diagnosis{Why: flows.OTPOldEntry, Name: "HP lama", Made: noon.AddDate(0, -1, 0)}
	other := flows.Diagnosis{Why: flows.OTPOtherDevice, Name: "HP kantor"}
	nothing := flows.Diagnosis{Why: flows.OTPWrong}
	clock := func(why flows.Reason, off time.Duration, zone bool) flows.Diagnosis {
		return flows.Diagnosis{Why: why, Off: off, Zone: zone}
	}
	used := func(next time.Time) flows.Diagnosis { return flows.Diagnosis{Why: flows.OTPUsed, Next: next} }

	for _, tt := range []struct {
		name   string
		secret flows.Secret
		off    otp.Step // of the phone
		last   otp.Step // of my key
		first  flows.Diagnosis
		second flows.Diagnosis // a step later
	}{
		{"the code of now, used", mine, 0, at, used(start.Add(otp.Period)), nothing},
		{"slow, and the code of now used", mine, -1, at, used(start.Add(2 * otp.Period)), used(later)},
		{"fast, used", mine, +1, at + 1, used(start.Add(otp.Period)), nothing},
		{"fast one used, then one that tells the time", mine, 0, at + 1, used(start.Add(2 * otp.Period)), used(start.Add(2 * otp.Period))},
		{"used two minutes ago", mine, -4, at - 4, used(noon), clock(flows.OTPClock, -2*time.Minute, false)},
		{"used an hour ago", mine, -120, at - 120, used(noon), clock(flows.OTPClock, -time.Hour, true)},
		{"used by a clock that was a year ahead", mine, 0, at + 1_051_200, nothing, nothing},
		{"a clock set back since", mine, -6, at, clock(flows.OTPClock, -3*time.Minute, false), clock(flows.OTPClock, -3*time.Minute, false)},

		{"slow by two steps", mine, -2, 0, clock(flows.OTPClock, -time.Minute, false), clock(flows.OTPClock, -time.Minute, false)},
		{"slow by 4 min 30", mine, -9, 0, clock(flows.OTPClock, -270*time.Second, false), clock(flows.OTPClock, -270*time.Second, false)},
		{"fast by 5 min", mine, +10, 0, nothing, clock(flows.OTPClock, 5*time.Minute, false)},
		{"fast by 5 min 30", mine, +11, 0, nothing, clock(flows.OTPClock, 330*time.Second, false)},
		{"fast by two hours", mine, +240, 0, nothing, clock(flows.OTPClock, 2*time.Hour, true)},
		{"slow by two hours", mine, -240, 0, clock(flows.OTPClockMaybe, -2*time.Hour, true), clock(flows.OTPClock, -2*time.Hour, true)},
		{"slow by 12 hours", mine, -1440, 0, clock(flows.OTPClockMaybe, -12*time.Hour, true), clock(flows.OTPClock, -12*time.Hour, true)},
		{"farther than anybody looks", mine, -1441, 0, nothing, nothing},

		{"an old entry", former, 0, 0, old, old},
		{"an old entry, and slow", former, -10, 0, old, old},
		{"an old entry, hours off", former, 300, 0, nothing, old},
		{"another device", yours, 1, 0, other, other},
		{"another device, and slow", yours, -10, 0, other, other},
		{"another device, hours off", yours, 300, 0, nothing, other},

		{"a good one", mine, 1, 0, nothing, nothing},
	} {
		got, trail := Diagnose(Question{Typed: show(t, tt.secret, noon, tt.off), Now: noon, Keys: keys(tt.last)})
		if got != tt.first {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.first)
		}
		got, _ = Diagnose(Question{Typed: show(t, tt.secret, later, tt.off), Now: later, Keys: keys(tt.last), Trail: trail})
		if got != tt.second {
			t.Errorf("%s, the second code: %+v, want %+v", tt.name, got, tt.second)
		}
	}
}

// A code that will be right is told to nobody who may have guessed it: neither
// that it will be, nor when. Two that are right for the same clock are no guesses,
// and where the key is on the screen there is nothing to guess.
func TestWhatIsToComeIsNotTold(t *testing.T) {
	t.Parallel()
	for off := otp.Step(otp.Window + 1); off <= reach; off++ {
		for _, tt := range []struct {
			name   string
			secret flows.Secret
			last   otp.Step
		}{{"expected", mine, 0}, {"of another device", yours, 0}} {
			d, _ := Diagnose(Question{Typed: show(t, tt.secret, noon, off), Now: noon, Keys: keys(tt.last)})
			if d.Off > 0 || d.Why == flows.OTPOtherDevice {
				t.Fatalf("%s, in %v: %+v", tt.name, length(off), d)
			}
		}
		if off%100 == 0 {
			d, _ := Diagnose(Question{Typed: show(t, mine, noon, off), Now: noon, Keys: keys(0), Shown: true})
			if d.Off != length(off) {
				t.Fatalf("on the screen, in %v: %+v", length(off), d)
			}
		}
	}
}

// The wait that is told is no shorter than it must be and no longer: the phone's
// code is refused a moment before, and good then.
func TestTheWaitIsRight(t *testing.T) {
	t.Parallel()
	at := otp.StepAt(noon)
	for off := otp.Step(-1); off <= 1; off++ {
		for last := at + off; last <= at+4; last++ {
			d, _ := Diagnose(Question{Typed: show(t, mine, noon, off), Now: noon, Keys: keys(last)})
			if at > last {
				if !d.Next.Equal(noon) { // the phone goes on any moment, or has done so
					t.Errorf("phone %+d, used up to %+d: wait until %v", off, last-at, d.Next)
				}
				continue
			}
			for then, want := range map[time.Time]otp.Verdict{d.Next.Add(-1): otp.Used, d.Next: otp.Valid} {
				if _, v, err := otp.Match(mine, show(t, mine, then, off), then, last); v != want || err != nil {
					t.Errorf("phone %+d, used up to %+d: %v at %v, %v, want %v", off, last-at, v, then, err, want)
				}
			}
		}
	}
}

// Where several things can be said of a code, the first of this list is.
func TestOrder(t *testing.T) {
	t.Parallel()
	at := otp.StepAt(noon)
	right := show(t, mine, noon, 0)
	typo := swap(right)
	key := func(k Kind, s flows.Secret, last otp.Step) Key {
		return Key{ID: fmt.Sprint(k, last), Kind: k, Secret: s, Last: last}
	}
	near, far := show(t, mine, noon, 5), show(t, mine, noon, 100)
	// Coincidences, found by trying: secrets that show what mine does a few steps
	// from noon, or at noon one slip away from it.
	rightTwin, farTwin := number(29964), number(95089)
	nearSlip, farSlip := number(1616), number(29109)
	for _, tt := range []struct{ typed, secret flows.Secret }{{right, rightTwin}, {far, farTwin}} {
		if d, _ := Diagnose(Question{Typed: tt.typed, Now: noon, Shown: true, Keys: []Key{key(Expected, tt.secret, 0)}}); d.Why != flows.OTPClock {
			t.Fatalf("no coincidence: %+v", d)
		}
	}
	for _, tt := range []struct{ typed, secret flows.Secret }{{near, nearSlip}, {far, farSlip}} {
		if d, _ := Diagnose(Question{Typed: tt.typed, Now: noon, Shown: true, Keys: []Key{key(Expected, tt.secret, 0)}}); d.Why != flows.OTPMistyped {
			t.Fatalf("no coincidence: %+v", d)
		}
	}
	_, trail := Diagnose(Question{Typed: show(t, mine, noon, 99), Now: noon.Add(-otp.Period), Keys: []Key{key(Expected, mine, 0), key(Other, mine, 0), key(Old, mine, 0)}})

	for _, tt := range []struct {
		name string
		q    Question
		want flows.Reason
	}{
		{"form before our clock", Question{Typed: flows.Hide("12345"), Doubt: true}, flows.OTPNotACode},
		{"our clock before all others", Question{Typed: right, Doubt: true, Keys: keys(at)}, flows.ClockDoubt},
		{"used before clock", Question{Typed: right, Keys: []Key{key(Expected, rightTwin, 0), key(Expected, mine, at)}}, flows.OTPUsed},
		{"clock before a slip", Question{Typed: near, Shown: true, Keys: []Key{key(Expected, nearSlip, 0), key(Expected, mine, 0)}}, flows.OTPClock},
		{"clock before an old entry", Question{Typed: near, Shown: true, Keys: []Key{key(Old, mine, 0), key(Expected, mine, 0)}}, flows.OTPClock},
		{"slip before an old entry", Question{Typed: near, Shown: true, Keys: []Key{key(Old, mine, 0), key(Expected, nearSlip, 0)}}, flows.OTPMistyped},
		{"old entry before another device", Question{Typed: near, Keys: []Key{key(Other, mine, 0), key(Old, mine, 0)}}, flows.OTPOldEntry},
		{"old entry before a far clock", Question{Typed: far, Keys: []Key{key(Expected, mine, 0), key(Old, farTwin, 0)}}, flows.OTPOldEntry},
		{"another device before a far clock", Question{Typed: far, Shown: true, Keys: []Key{key(Expected, mine, 0), key(Other, farTwin, 0)}}, flows.OTPOtherDevice},
		{"slip before a far clock", Question{Typed: far, Shown: true, Keys: []Key{key(Expected, mine, 0), key(Expected, farSlip, 1)}}, flows.OTPMistyped},
		{"far clock proved before a slip", Question{Typed: far, Shown: true, Trail: trail, Keys: []Key{key(Expected, mine, 0), key(Expected, farSlip, 1)}}, flows.OTPClock},
		{"far clock proved before an old entry", Question{Typed: far, Trail: trail, Keys: []Key{key(Expected, mine, 0), key(Old, farTwin, 0)}}, flows.OTPClock},
		{"far clock before an old entry as far, that is not proved", Question{Typed: far, Shown: true, Keys: []Key{key(Old, mine, 0), key(Expected, mine, 0)}}, flows.OTPClockMaybe},
		{"old entry proved before another device", Question{Typed: far, Trail: trail, Keys: []Key{key(Other, mine, 0), key(Old, mine, 0)}}, flows.OTPOldEntry},

		{"a slip that may be told", Question{Typed: typo, Shown: true, Keys: keys(0)}, flows.OTPMistyped},
		{"a slip that may not", Question{Typed: typo, Keys: keys(0)}, flows.OTPWrong},
		{"a slip of another key", Question{Typed: typo, Shown: true, Keys: []Key{key(Other, mine, 0), key(Old, mine, 0)}}, flows.OTPWrong},
		{"a slip of a code that is over", Question{Typed: swap(show(t, mine, noon, 2)), Shown: true, Keys: keys(0)}, flows.OTPWrong},
		{"two entries, the near one wins", Question{Typed: near, Keys: []Key{key(Expected, mine, 0), key(Expected, mine, at+5)}}, flows.OTPUsed},
		{"damaged keys beside", Question{Typed: near, Shown: true, Keys: []Key{{Kind: Expected}, key(Expected, flows.Hide("0189"), 0), key(Expected, mine, 0)}}, flows.OTPClock},
		{"no keys", Question{Typed: right, Shown: true}, flows.OTPWrong},
	} {
		tt.q.Now = noon
		if got, _ := Diagnose(tt.q); got.Why != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got.Why, tt.want)
		}
	}
}

// A phone's code is never blamed on a slip or a clock alone because a key that
// could be looked up was not: before a password was right there are no keys, and
// then nothing is told but the form and our clock.
func TestWithoutKeys(t *testing.T) {
	t.Parallel()
	_, trail := Diagnose(Question{Typed: show(t, mine, noon, 99), Now: noon, Keys: keys(0)})
	for off := -reach; off <= reach; off++ {
		q := Question{Typed: show(t, mine, later, off), Now: later, Shown: true, Trail: trail}
		if d, _ := Diagnose(q); d != (flows.Diagnosis{Why: flows.OTPWrong}) {
			t.Fatalf("%+d: %+v", off, d)
		}
		q.Doubt = true
		if d, _ := Diagnose(q); d != (flows.Diagnosis{Why: flows.ClockDoubt}) {
			t.Fatalf("%+d: %+v", off, d)
		}
	}
}

func TestTestPhone(t *testing.T) {
	t.Parallel()
	for off := otp.Step(-1); off <= 1; off++ {
		d, trail, err := Test(mine, show(t, mine, noon, off), noon, false, Trail{})
		if want := (flows.Diagnosis{Why: flows.PhoneFine, Off: length(off)}); d != want || err != nil {
			t.Errorf("%+d: %+v, %v, want %+v", off, d, err, want)
		}
		if trail.p == nil || len(trail.p.hits) != 1 || trail.p.hits[0].off != off {
			t.Errorf("%+d: the trail of a right code is cold", off)
		}
	}
	wrong := swap(show(t, mine, noon, 0))
	for _, tt := range []struct {
		secret, typed flows.Secret
		now           time.Time
		doubt         bool
		want          flows.Reason
		err           error
	}{
		{mine, flows.Hide("12345"), noon, true, flows.OTPNotACode, nil},
		{flows.Hide(""), flows.Hide("12345"), noon, false, flows.OTPNotACode, nil},
		{mine, show(t, mine, noon, 0), noon, true, flows.ClockDoubt, nil},
		{mine, wrong, noon, false, flows.OTPMistyped, nil},
		{mine, show(t, yours, noon, 0), noon, false, flows.OTPWrong, nil},
		{mine, show(t, mine, noon, 11), noon, false, flows.OTPClockMaybe, nil},
		{flows.Hide(""), wrong, noon, false, flows.Silence, otp.ErrSecret},
		{mine, wrong, time.Unix(-1, 0), false, flows.Silence, otp.ErrClock},
	} {
		d, _, err := Test(tt.secret, tt.typed, tt.now, tt.doubt, Trail{})
		if d.Why != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%v, %v; want %v, %v", d.Why, err, tt.want, tt.err)
		}
	}
}

// Two codes that are typed into one command, at one time, prove as much as two
// that were waited for.
func TestTwoCodesAtOnce(t *testing.T) {
	t.Parallel()
	_, trail, _ := Test(mine, show(t, mine, noon, -241), noon, false, Trail{})
	d, _, err := Test(mine, show(t, mine, noon, -240), noon, false, trail)
	if want := (flows.Diagnosis{Why: flows.OTPClock, Off: -2 * time.Hour, Zone: true}); d != want || err != nil {
		t.Errorf("%+v, %v, want %+v", d, err, want)
	}
}

func TestZone(t *testing.T) {
	t.Parallel()
	for off, want := range map[time.Duration]bool{
		0:                               false,
		30 * time.Second:                false,
		29 * time.Minute:                false,
		29*time.Minute + 30*time.Second: true,
		30 * time.Minute:                true,
		30*time.Minute + 30*time.Second: true,
		31 * time.Minute:                false,
		45 * time.Minute:                false,
		59*time.Minute + 30*time.Second: true,
		time.Hour:                       true,
		61 * time.Minute:                false,
		2*time.Hour + 30*time.Minute:    true,
		12 * time.Hour:                  true,
	} {
		for _, off := range []time.Duration{off, -off} {
			if got := zone(otp.Step(off / otp.Period)); got != want {
				t.Errorf("%v: %v, want %v", off, got, want)
			}
		}
	}
}

// swap exchanges the first two neighbours of code that differ.
func swap(code flows.Secret) flows.Secret {
	c := []byte(code.Reveal())
	for i := range len(c) - 1 {
		if c[i] != c[i+1] {
			c[i], c[i+1] = c[i+1], c[i]
			return flows.Hide(string(c))
		}
	}
	panic("six times the same digit")
}

// number returns a secret of its own for every i.
func number(i int) flows.Secret {
	return flows.Hide(strings.NewReplacer("0", "A", "1", "B", "8", "C", "9", "D").Replace(fmt.Sprintf("%032d", i)))
}
