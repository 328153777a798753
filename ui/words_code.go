package ui

import (
	"time"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// CodeWords is what there is to say about a code that was refused, and about a
// phone that is tested. The holes of Why and Do are in the comments of the
// causes.
type CodeWords struct {
	Span  func(d time.Duration) string   // to the second: "4 menit 30 detik"
	Drift func(off time.Duration) string // of a phone's clock: "terlambat 4 menit 30 detik"

	Why  [causes]string // the first sentence of the message: what is the matter
	Do   [causes]string // and the rest: what to do
	Ask  string         // what F1 does while a code stands refused
	Card [cards]CardWords

	Phones           []paper.Twig // where each kind of phone sets its clock
	App              string       // what entries are in
	Account          string       // what theirs is called where nobody knows
	OldOne, OldDated string       // what to do with an old entry; the hole is when it was made
	NewHere, NewApp  string       // and with the new one: on this screen, in the app
	Taken, Live      string       // and with those of two devices
	TakenNamed       string       // the hole is what the device is called
	Unfinished       string
	SameClock        func(clock string) string // how one sees that a clock is right
	Officer          string                    // the last step where one can be called
	Clinic           string                    // and where not; the hole is the line of the menu
	KeyAgain         string                    // above the key in groups
	OnlyOnce         [2]string                 // beside the bar of a used code, and beside what follows
	Later            string
	NextIn           string // both in a sentence, where there is no bar; the hole is how long

	Verdict   [verdicts]VerdictWords
	Line      string // what the time line shows
	Now, Them string // the two moments on it
	Units     [2]string
	Refused   string // the message below a QR code; why stands beside it
	Tested    string // the message beside a verdict
	Clean     string // what to do with the entry of the test

	Causes string                      // above the table of the officer's progress
	Cols   [1 + flows.OTPCauses]string // its columns: the office, then each cause
}

// CardWords is what a card says besides what it draws.
type CardWords struct {
	Title string
	Means string       // two sentences; the hole is what the cause has
	Known []paper.Fact // examples
	Steps []string     // the hole is what the account's entry is called
	Sign  string       // how one sees that it worked
}

// VerdictWords is what a test says of a phone; the hole is how far it is off.
type VerdictWords struct {
	Title string
	Lead  string
	Do    string
}

// duration is d in hours, minutes and seconds, in that order; what is nothing is
// left out, and seconds beside hours too: nobody sets a clock by them.
func duration(d time.Duration, unit func(n int, u byte) string) string {
	d = d.Abs().Round(time.Second)
	if d >= time.Hour {
		d = d.Truncate(time.Minute) // half a minute is what a step leaves unknown
	}
	h, m, s := int(d/time.Hour), int(d/time.Minute)%60, int(d/time.Second)%60
	text := ""
	for i, n := range []int{h, m, s} {
		if n > 0 || i == 2 && text == "" {
			if text != "" {
				text += " "
			}
			text += unit(n, "hms"[i])
		}
	}
	return text
}
