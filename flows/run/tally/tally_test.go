package tally

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/memory"
)

// wib is where the office is.
var wib = time.FixedZone("WIB", 7*60*60)

// opens is eight o'clock of a day; in UTC it is one.
var opens = time.Date(2026, time.January, 5, 8, 0, 0, 0, wib)

// A desk writes entries about sittings, by what is done so many minutes after
// the office has opened.
type desk struct{ day *Day }

func (d desk) sits(terminal, who string, acts ...any) {
	for i := 0; i < len(acts); i += 2 {
		at := opens.Add(time.Duration(acts[i].(int)) * time.Minute).UTC()
		e := store.Entry{At: at, Desk: terminal, Whom: store.Mark{Key: who, Masked: who}}
		switch a := acts[i+1].(type) {
		case store.Act:
			e.What = a
		case string: // a sign-in with an OTP
			e.What, e.Detail = store.SignedIn, a
		}
		d.day.Add(e)
	}
}

func told(d *Day) (p flows.Progress) { d.Tell(&p); return p }

func TestDay(t *testing.T) {
	d := desk{NewDay(opens.Add(5 * time.Hour))}
	// Somebody from nothing: six minutes, of which the letter took three.
	d.sits("v1", "a", 0, store.Identified, 1, store.CodeSent, 2, store.CodeSent, 4, store.CodeAccepted, 4, store.PasswordSet,
		5, store.SignedIn, 6, store.DeviceEnrolled)
	// Somebody with a grant, and a wrong code on the way: eleven minutes.
	d.sits("v2", "b", 61, store.Identified, 62, store.GrantRefused, 63, store.GrantAccepted, 65, store.PasswordSet, 66, store.SignedIn,
		67, store.OTPRefused, 68, store.OTPRefused, 72, store.DeviceEnrolled, 73, store.DeviceEnrolled)
	// Another phone for somebody who is done, today and before.
	d.sits("v3", "c", 70, WithOTP, 71, store.DeviceEnrolled)
	d.sits("v1", "a", 90, store.SignedIn, 104, store.DeviceEnrolled)
	// Somebody who does not come to the end, and whose number another types elsewhere.
	d.sits("v2", "d", 80, store.CodeSent, 90, store.CodeRefused)
	// Somebody who went away, and came back a quarter of an hour later.
	d.sits("v1", "e", 100, store.CodeSent, 116, store.CodeSent, 121, store.CodeAccepted)
	d.sits("v2", "e", 118, store.PasswordRefused)
	d.sits("v1", "e", 122, store.PasswordSet, 123, store.SignedIn, 127, store.DeviceEnrolled)
	p := told(d.day)
	want := flows.Progress{
		Persons: 3, Median: 11 * time.Minute, Slowest: flows.StageScan, Takes: 4 * time.Minute, Refused: flows.OTPWrong, Refusals: 2,
	}
	want.Hours[8], want.Hours[9], want.Hours[10] = 1, 1, 1
	if got := p; got.Hours != want.Hours || got.Persons != want.Persons || got.Median != want.Median || got.Slowest != want.Slowest ||
		got.Takes != want.Takes || got.Refused != want.Refused || got.Refusals != want.Refusals {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// Who goes away and comes back has not sat there all the time.
func TestPause(t *testing.T) {
	for minutes, want := range map[int]time.Duration{15: 20 * time.Minute, 16: 5 * time.Minute} {
		d := desk{NewDay(opens)}
		d.sits("v1", "a", 0, store.CodeSent, minutes, store.CodeSent)
		d.sits("v1", "a", minutes+5, store.DeviceEnrolled)
		if p := told(d.day); p.Median != want {
			t.Errorf("a pause of %d minutes: %v, want %v", minutes, p.Median, want)
		}
	}
}

// What was refused is told as exactly as it was told to people.
func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		what   store.Act
		detail string
		want   flows.Reason
	}{
		{store.PasswordRefused, "", flows.SignInWrong},
		{store.PasswordRefused, "inactive", flows.Inactive},
		{store.OTPRefused, "OTPWrong", flows.OTPWrong},
		{store.OTPRefused, "enrolment", flows.OTPWrong},
		{store.OTPRefused, "OTPUsed", flows.OTPUsed},
		{store.OTPRefused, "ClockDoubt", flows.ClockDoubt},
		{store.AddressRefused, "reset-password", flows.AddressWrong},
		{store.CodeRefused, "", flows.CodeWrong},
		{store.GrantRefused, "", flows.GrantWrong},
		{store.TerminalSlowed, "30s", flows.TerminalSlow},
		{store.OfficerRefused, "", flows.Silence},
		{store.DeviceEnrolled, "inactive", flows.Silence}, // a name somebody gave their phone
	} {
		d := NewDay(opens)
		d.Add(store.Entry{At: opens, What: tt.what, Detail: tt.detail})
		if p := told(d); p.Refused != tt.want || tt.want != flows.Silence && p.Refusals != 1 {
			t.Errorf("%v %q: %v", tt.what, tt.detail, p.Refused)
		}
	}
}

func TestSlowestStage(t *testing.T) {
	for name, tt := range map[string]struct {
		acts []any
		want flows.Stage
	}{
		"letter":      {[]any{0, store.CodeSent, 9, store.CodeAccepted, 10, store.PasswordSet, 11, store.SignedIn, 12, store.DeviceEnrolled}, flows.StageLetter},
		"password":    {[]any{0, store.CodeSent, 1, store.CodeAccepted, 10, store.PasswordSet, 11, store.SignedIn, 12, store.DeviceEnrolled}, flows.StagePassword},
		"sign-in":     {[]any{0, store.CodeSent, 1, store.CodeAccepted, 2, store.PasswordSet, 11, store.SignedIn, 12, store.DeviceEnrolled}, flows.StageSignIn},
		"scan":        {[]any{0, store.CodeSent, 1, store.CodeAccepted, 2, store.PasswordSet, 3, store.SignedIn, 12, store.DeviceEnrolled}, flows.StageScan},
		"none at all": {[]any{0, store.PasswordRefused, 9, store.CodeRefused}, flows.NoStage},
	} {
		d := desk{NewDay(opens)}
		d.sits("v", "a", tt.acts...)
		if p := told(d.day); p.Slowest != tt.want {
			t.Errorf("%s: %v, %v", name, p.Slowest, p.Takes)
		}
	}
}

// A day ends at midnight where the office is, and officers are no people.
func TestNotOfTheDay(t *testing.T) {
	d := NewDay(opens)
	for _, e := range []store.Entry{
		{At: opens.Add(-8*time.Hour - time.Second), What: store.DeviceEnrolled, Whom: store.Mark{Key: "a"}},
		{At: opens.Add(16 * time.Hour), What: store.DeviceEnrolled, Whom: store.Mark{Key: "b"}},
		{At: opens, What: store.OfficerRefused, Whom: store.Mark{Key: "c"}},
		{At: opens, What: store.OTPRefused, Whom: store.Mark{Key: "d"}, Who: store.Mark{Key: "an officer"}},
	} {
		d.Add(e)
	}
	if p := told(d); p.Hours != [24]int{} || p.Refusals != 0 {
		t.Errorf("%+v", p)
	}
	d.Add(store.Entry{At: opens.Add(-8 * time.Hour), What: store.DeviceEnrolled, Whom: store.Mark{Key: "a"}}) // the first second
	if p := told(d); p.Hours[0] != 1 || p.Persons != 1 {
		t.Errorf("%+v", p)
	}
}

func TestBefore(t *testing.T) {
	ctx := context.Background()
	st, err := memory.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 2, 3, 10, 40} {
		h, err := st.Head(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for i := int(h.Seq); i < n; i++ {
			at := opens.Add(time.Duration(i/2) * time.Hour) // two at a time
			err := st.ChangeTerminal(ctx, "t", func(*store.Terminal) (store.Effects, error) {
				return store.Effects{Entries: []store.Entry{{At: at, What: store.KioskOpened}}}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for hour := -1; hour < 22; hour++ {
			want := min(n, max(0, 2*hour))
			got, err := Before(ctx, st, opens.Add(time.Duration(hour)*time.Hour))
			if err != nil || got != uint64(want) {
				t.Fatalf("of %d, before hour %d: %d, want %d (%v)", n, hour, got, want, err)
			}
		}
	}
}
