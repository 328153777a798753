package flows

import "time"

// The times of a terminal that serves one person after the other. They are
// counted from keys, never from what the screen does by itself.
const (
	// Countdown is how long before the end of a sitting a warning is shown.
	Countdown = 30 * time.Second

	// Whole is how long one person may sit there, and WholeMailed where a code
	// was sent to them, which has to be fetched first. It is announced Announced
	// before.
	Whole       = 15 * time.Minute
	WholeMailed = 30 * time.Minute
	Announced   = 2 * time.Minute

	// WholeConsole is an officer's day. NIST SP 800-63B-4 asks for 24 hours at
	// most.
	WholeConsole = 8 * time.Hour
)

// Idle returns how long s waits for a key before the countdown begins. People
// fetch letters and install an app; an officer reads, with somebody beside them.
func Idle(s State) time.Duration {
	switch {
	case s == AtPrepare || s == AtScan || s == AtMailCode || s == AtLostCode || s == AtOfficerScan || s == AtPhoneTest || s == AtSecondCode:
		return 5 * time.Minute
	case s.Staffed():
		return 2 * time.Minute
	}
	return time.Minute
}

// Staffed reports whether s is for an officer who is signed in.
func (s State) Staffed() bool { return Places[s].Journey == Console }

// Ends returns when the sitting of s is over whatever is typed, or the zero time
// where nobody sits.
func (s Session) Ends() time.Time {
	switch {
	case s.Began.IsZero():
		return time.Time{}
	case s.State.Staffed():
		return s.Began.Add(WholeConsole)
	case s.Mailed:
		return s.Began.Add(WholeMailed)
	}
	return s.Began.Add(Whole)
}

// News returns how often it is worth a look whether s has news, or 0 for never.
func News(s Session) time.Duration {
	switch {
	case (s.State == AtMailCode || s.State == AtLostCode) && s.Facts.Post == PostWaiting,
		s.State == AtFind && s.Facts.Console.Building:
		return time.Second
	case s.State == AtStart && s.Facts.Kiosk:
		return time.Minute
	case s.State == AtProgress, s.State == AtCases, s.State == AtConsole:
		return 5 * time.Second
	}
	return 0
}
