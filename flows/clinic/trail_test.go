package clinic

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// The same code typed twice proves nothing, whenever and however often it is.
func TestTheSameCodeProvesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		secret := drawSecret(t)
		now := time.Unix(rapid.Int64Range(1e9, 1e11).Draw(t, "now"), 0)
		step := otp.StepAt(now) + otp.Step(rapid.Int64Range(int64(near)+100, int64(reach)-100).Draw(t, "off"))
		typed, err := otp.Code(secret, step)
		if err != nil {
			t.Fatal(err)
		}
		var trail Trail
		for range 3 {
			var d flows.Diagnosis
			d, trail = Diagnose(Question{Typed: typed, Now: now, Keys: []Key{{Secret: secret}}, Trail: trail})
			if d.Why == flows.OTPClock && distance(otp.Step(d.Off/otp.Period)) > near {
				t.Fatalf("proved %v", d.Off)
			}
			now = now.Add(time.Duration(rapid.IntRange(0, 1000).Draw(t, "wait")) * time.Second)
		}
	})
}

// Two steps may share a code, once in a million. Such a pair is the same code
// twice, though the later step is another.
func TestTwinsProveNothing(t *testing.T) {
	t.Parallel()
	// Of this secret they are next to each other; see the test of the same name in
	// package otp.
	const early, late, shared = otp.Step(59061240), otp.Step(59061241), "963181"
	now := time.Unix(int64(early-500)*30, 0)
	q := Question{Typed: flows.Hide(shared), Now: now, Keys: keys(0), Shown: true}
	d, trail := Diagnose(q)
	if d.Why != flows.OTPClockMaybe || d.Off != length(500) || len(trail.p.hits) != 2 || trail.p.hits[1].step != late {
		t.Fatalf("%+v, %+v", d, trail.p)
	}
	q.Now, q.Trail = now.Add(otp.Period), trail
	if d, _ := Diagnose(q); d.Why != flows.OTPClockMaybe {
		t.Errorf("%+v", d)
	}
}

// What proves a clock is the same wrong time, told by one key, later than before.
func TestProof(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		wait time.Duration // from noon, where the phone was 50 steps fast
		off  otp.Step      // of the phone then
		id   string
		want flows.Reason
	}{
		{"the next", otp.Period, 50, "a", flows.OTPClock},
		{"the next, a step faster", otp.Period, 51, "a", flows.OTPClock},
		{"the next but one, a step slower", 2 * otp.Period, 49, "a", flows.OTPClock},
		{"at the same time, a step faster", 0, 51, "a", flows.OTPClock},
		{"at the same time, a step slower", 0, 49, "a", flows.OTPClockMaybe}, // backwards
		{"the next, two steps faster", otp.Period, 52, "a", flows.OTPClockMaybe},
		{"much later, two steps slower", 10 * otp.Period, 48, "a", flows.OTPClockMaybe},
		{"of another key", otp.Period, 50, "z", flows.OTPClockMaybe},
	} {
		ks := keys(0)
		_, trail := Diagnose(Question{Typed: show(t, mine, noon, 50), Now: noon, Keys: ks, Shown: true})
		now := noon.Add(tt.wait)
		ks[0].ID = tt.id
		if d, _ := Diagnose(Question{Typed: show(t, mine, now, tt.off), Now: now, Keys: ks, Shown: true, Trail: trail}); d.Why != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, d.Why, tt.want)
		}
	}
}

// The nearest match of a code may be chance; the pair that fits together tells.
func TestAllMatchesAreTried(t *testing.T) {
	t.Parallel()
	first, second := show(t, mine, noon, 700), show(t, mine, later, 700)
	at := otp.StepAt(later)
	before := Trail{&footprint{typed: first, hits: []mark{
		{"a", at - 1 + 20, 20}, {"a", at - 1 + 700, 700},
	}}}
	typed, _ := read(second)
	hits, _ := search(keys(0)[0], typed, at)
	hits = append([]hit{{Key: keys(0)[0], step: at - 4, off: -4}}, hits...)
	before.prove(second, hits)
	d := findings{hits: hits}.cause(Question{Now: later})
	if want := (flows.Diagnosis{Why: flows.OTPClock, Off: 350 * time.Minute}); d != want {
		t.Errorf("%+v, want %+v", d, want)
	}
}

// However a Trail is printed, the code in it does not come out.
func TestTrailPrintsAsDots(t *testing.T) {
	t.Parallel()
	typed := show(t, mine, noon, 0)
	_, trail := Diagnose(Question{Typed: typed, Now: noon, Keys: keys(0)})
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "trail", trail, "in", struct{ T Trail }{trail})
	wire, err := json.Marshal(struct{ T Trail }{trail})
	if err != nil {
		t.Fatal(err)
	}
	outs := []string{log.String(), string(wire), fmt.Sprint(trail, &trail, []Trail{trail})}
	for _, verb := range "vsqdxXo" {
		for _, flag := range []string{"", "+", "#"} {
			format := "%" + flag + string(verb)
			in := struct{ t Trail }{trail} // fmt cannot call String here
			outs = append(outs, fmt.Sprintf(format, trail), fmt.Sprintf(format, in))
		}
	}
	for _, out := range outs {
		for _, leak := range []string{typed.Reveal(), fmt.Sprint([]byte(typed.Reveal())), fmt.Sprintf("%x", typed.Reveal())} {
			if strings.Contains(out, leak) {
				t.Errorf("leaked: %s", out)
			}
		}
	}
	if got := fmt.Sprintf("%v %#v %s", trail, trail, Trail{}); got != strings.Repeat("•••• ", 2)+"••••" {
		t.Error(got)
	}
}
