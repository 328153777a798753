package flows

import "time"

// A Diagnosis is what could be found out about a code that was refused: why, and
// whatever a remedy needs to name. Package aktivasi/flows/clinic finds it. The
// zero Diagnosis is none, and no Diagnosis lets anybody in.
type Diagnosis struct {
	Why  Reason        // OTPWrong: looked everywhere, and found nothing
	Off  time.Duration // the phone's clock less ours, in whole steps: negative is slow
	Zone bool          // Off is what a wrong time zone makes, set right by hand
	Next time.Time     // OTPUsed: when the phone shows a code that counts
	Made time.Time     // OTPOldEntry: when the entry was made
	Name string        // OTPOldEntry, OTPOtherDevice: what the device is called, or ""
	Form Form          // OTPNotACode: what it is instead
}

// A Form is what was typed in place of six digits.
type Form int

// The forms, by what their owners took for a code.
const (
	NoForm      Form = iota
	FormShort        // fewer digits
	FormLong         // more of them
	FormLetters      // letters or signs among them
	FormWide         // digits of another script, such as a Japanese keyboard's
	FormMailed       // the code of a letter: eight letters and digits
	FormNIP          // the eighteen digits of a number
	Forms            // how many there are
)
