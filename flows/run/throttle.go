package run

import (
	"time"

	"aktivasi/store"
)

// How often somebody may be wrong (docs/security.md, "Limits").
const (
	SignInTries = 5   // wrong passwords or OTPs in a row before the first rest; ours (ASVS 6.3.1)
	BlockAfter  = 100 // in a row, and no further one is ever judged: NIST SP 800-63B-4 §3.2.2
)

// rests follow the fifth wrong password or OTP in a row, the sixth and so on;
// the last follows each further one. NIST SP 800-63B-4 §3.2.2 names 30 seconds
// and an hour as the ends. At this pace a hundred tries take four days.
var rests = [...]time.Duration{
	30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
}

// SignInRest is how long nothing is judged once so many in a row were wrong.
func SignInRest(wrong int) time.Duration {
	if wrong < SignInTries {
		return 0
	}
	return rests[min(wrong-SignInTries, len(rests)-1)]
}

// stumble counts one try at a password or an OTP, and begins the rest that
// follows it. Only a right one clears the count.
func stumble(t *store.Count, now time.Time) {
	t.Wrong++
	if r := SignInRest(t.Wrong); r > 0 {
		t.Until = now.Add(r)
	}
}

// left is how many tries t has before the next rest.
func left(t store.Count) int { return max(0, SignInTries-t.Wrong) }

// blocked reports whether what t counts must be bound again: a password that an
// officer's grant lets its owner set, devices that an officer resets. No time
// and no mailed code brings it back.
func blocked(t store.Count) bool { return t.Wrong >= BlockAfter }
