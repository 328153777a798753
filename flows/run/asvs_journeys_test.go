package run

import (
	"strings"
	"sync"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// A password is not worth less by growing old: its age is shown, and asks nothing
// of anybody (ASVS 6.2.10).
func TestOldPasswordIsGood(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		w.pass(400 * 24 * time.Hour)
		p := w.signedIn(c, first)
		p.at(flows.AtAccount, flows.MFAIsOff)
		if age := w.Now().Sub(p.s.Facts.PasswordSet); age < 400*24*time.Hour {
			t.Errorf("its age is %v", age)
		}
	})
}

// What an officer may not do is refused, and the log says who tried what (ASVS
// 16.3.2).
func TestForbiddenIsLogged(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Helper)
		p := w.onDuty(c)
		for _, do := range []flows.Op{flows.ReadAudit, flows.ListOfficers, flows.AddOfficer, flows.ChangeOfficer, flows.AcceptClock} {
			told(t, p.behind(do, nil), flows.Refuse, flows.NotAllowed)
			want := `"do":"` + do.String() + `","who":"` + c.Masked() + `","answer":"Refuse","why":"NotAllowed"}`
			if !strings.Contains(w.log.lines.String(), want) {
				t.Errorf("the log has no %s", want)
			}
		}
	})
}

// Codes for people are drawn from all that there are, each letter as often as any
// other in each place (ASVS 6.5.3): chi-squared with 23 degrees of freedom is
// above 49.7 once in a thousand times, and chance is the same each time here.
func TestCodesAreEven(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	const n = 24_000
	var count [codeLength]map[rune]int
	for range n {
		code, err := drawCode(w.chance)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range code.Reveal() {
			if count[i] == nil {
				count[i] = map[rune]int{}
			}
			count[i][r]++
		}
	}
	const each = n / len(codeAlphabet)
	for i, m := range count {
		chi := 0.0
		for _, r := range codeAlphabet {
			d := float64(m[r] - each)
			chi += d * d / float64(each)
		}
		if len(m) != len(codeAlphabet) || chi > 49.7 {
			t.Errorf("place %d: %d letters, chi-squared %.1f", i, len(m), chi)
		}
	}
}

// Two hundred who are shown a key at once are shown two hundred keys (ASVS
// 11.5.2).
func TestKeysDiffer(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		const n = 200
		visits := make([]*sitting, n)
		for i := range visits {
			visits[i] = w.signedIn(w.member(i+1, first), first)
		}
		var mu sync.Mutex
		keys := map[string]bool{}
		var all sync.WaitGroup
		for _, p := range visits {
			all.Go(func() {
				e := p.v.Do(t.Context(), flows.Effect{Do: flows.MakeKey, Ref: 1 << 20})
				mu.Lock()
				defer mu.Unlock()
				keys[e.Facts.Key.Reveal()] = true
			})
		}
		all.Wait()
		if len(keys) != n || keys[""] {
			t.Errorf("%d keys for %d people", len(keys), n)
		}
	})
}
