package run

import (
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// miss counts one wrong answer in t and returns what to say of it: wrong with
// the tries that are left, or dead when that was the last one, after which
// nothing is judged for rest and the count begins anew.
func miss(t *store.Count, now time.Time, limit int, rest time.Duration, wrong, dead flows.Reason) (flows.Reason, int) {
	t.Wrong++
	if t.Wrong < limit {
		return wrong, limit - t.Wrong
	}
	*t = store.Count{Until: now.Add(rest)}
	return dead, 0
}

// stumble counts one try at a password or an OTP. From the fifth in a row on,
// each is followed by a rest; only a right one clears the count.
func stumble(t *store.Count, now time.Time) {
	t.Wrong++
	if t.Wrong >= SignInTries {
		t.Until = now.Add(SignInRest)
	}
}

// left is how many tries t has before the next rest.
func left(t store.Count) int { return max(0, SignInTries-t.Wrong) }

// strangers counts the tries at numbers that no account has, so that five wrong
// passwords look the same whether the account is there or not. It is kept in
// memory only, and bounded: who tries more numbers than that gets, at worst, a
// fresh count for one that does not exist.
type strangers struct {
	mu    sync.Mutex
	count map[nip.NIP]store.Count
}

const strangersMax = 4096

// try counts a try at n. It returns the count before this try was judged, and
// whether it may be judged at all.
func (s *strangers) try(n nip.NIP, now time.Time) (store.Count, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.count[n]
	if now.Before(t.Until) {
		return t, false
	}
	if s.count == nil || len(s.count) >= strangersMax {
		s.count = map[nip.NIP]store.Count{}
	}
	stumble(&t, now)
	s.count[n] = t
	return t, true
}
