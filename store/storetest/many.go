package storetest

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"aktivasi/store"
)

func noneLost(t *testing.T, s store.Store) {
	const many = 50
	Add(t, s, Person(1))
	var wg sync.WaitGroup
	for range many {
		wg.Go(func() {
			err := s.Change(t.Context(), NIP(1), func(a *store.Account) (store.Effects, error) {
				a.Tries[store.OTPTries].Wrong++
				return note("tried"), nil
			})
			if err != nil {
				t.Error(err)
			}
			if _, err := s.Account(t.Context(), NIP(1)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	a, err := s.Account(t.Context(), NIP(1))
	if err != nil || a.Tries[store.OTPTries].Wrong != many {
		t.Errorf("%d of %d tries were counted, %v", a.Tries[store.OTPTries].Wrong, many, err)
	}
	if got := strings.Count(history(t, s), "tried"); got != many {
		t.Errorf("%d of %d entries stand", got, many)
	}
}

// Many bring the same one-time code at the same moment.
func oneWins(t *testing.T, s store.Store) {
	const step = 58812346
	Add(t, s, Full(1))
	used := errors.New("used")
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for range 50 {
		wg.Go(func() {
			err := s.Change(t.Context(), NIP(1), func(a *store.Account) (store.Effects, error) {
				d := a.Device(Full(1).Devices[1].ID)
				if d.Last >= step {
					return store.Effects{}, used
				}
				d.Last = step
				return store.Effects{}, nil
			})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if err != used {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("the code was accepted %d times", won)
	}
}
