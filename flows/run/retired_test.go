package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// retired are the names of a's retired secrets, oldest first.
func retired(a store.Account) string {
	var names []string
	for _, r := range a.Retired {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

// What goes out of force is known again with its name and its times, and is in no
// device any more.
func TestRevokedIsRetired(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 3)
		p := w.signedIn(c, first, w.otp(c.key()))
		w.fresh()
		p.choose(flows.GoDevice, 1)
		p.choose(flows.GoRemove)
		p.submit(typed{flows.OTP: w.otp(c.key())})
		p.at(flows.AtAccount, flows.DeviceRemoved)
		a := w.account(c)
		if len(a.Retired) != 1 {
			t.Fatalf("%d are retired", len(a.Retired))
		}
		want := store.Retired{ID: "phone-1", Name: "HP 2", Secret: c.keys[1], Made: morning.AddDate(0, -1, 0), Ended: w.Now()}
		if got := a.Retired[0]; got.ID != want.ID || got.Name != want.Name || got.Secret.Reveal() != want.Secret.Reveal() ||
			!got.Made.Equal(want.Made) || !got.Ended.Equal(want.Ended) {
			t.Errorf("%+v, want %+v", got, want)
		}
		w.pass(time.Hour)
		w.edit(c, func(a *store.Account) { resetMFA(a, w.Now()) })
		if a = w.account(c); retired(a) != "HP 2, HP 1, HP 3" || !a.Retired[0].Ended.Equal(want.Ended) || !a.Retired[2].Ended.Equal(w.Now()) {
			t.Errorf("retired are %s", retired(a))
		}
		for _, d := range a.Devices {
			if d.Revoked.IsZero() || !d.Secret.Empty() {
				t.Errorf("%s is in force, or has its secret", d.Name)
			}
		}
	})
}

// A secret that was shown and given up is retired, however that came, and one
// that became a device is not.
func TestAbandonedIsRetired(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.member(1, first)
		p := w.signedIn(c, first)
		given := p.scan()
		p.back()
		p.back()
		p.choose(flows.GoOut)
		a := w.account(c)
		if len(a.Retired) != 1 || a.Retired[0].Secret.Reveal() != given.Reveal() || a.Pending != nil {
			t.Fatalf("signed out: %d are retired", len(a.Retired))
		}
		// Two of one visit, one after the other.
		p.signIn(c, first, "")
		late := p.scan()
		w.pass(KeyLife)
		p.enrol(w.otp(late), "HP")
		p.at(flows.AtPrepare, flows.KeyExpired)
		p.next()
		p.enrol(w.otp(p.s.Facts.Key), "HP")
		p.at(flows.Activated, flows.Enrolled)
		a = w.account(c)
		if len(a.Retired) != 2 || a.Retired[1].Secret.Reveal() != late.Reveal() || a.Retired[0].ID == a.Retired[1].ID || a.Retired[1].ID == "" {
			t.Errorf("expired: %d are retired", len(a.Retired))
		}
		w.edit(c, func(a *store.Account) { retirePending(a, w.Now()) }) // there is none
		if n := len(w.account(c).Retired); n != 2 {
			t.Errorf("nothing was pending: %d are retired", n)
		}
		for i := range 2 {
			w.edit(c, func(a *store.Account) {
				a.Pending = &store.Pending{Secret: w.anotherKey(), Visit: "one", Made: w.Now().Add(time.Duration(i)), Name: fmt.Sprint(i)}
				retirePending(a, w.Now())
			})
		}
		if a = w.account(c); a.Retired[1].ID == a.Retired[2].ID {
			t.Errorf("two of one visit are both %q", a.Retired[1].ID)
		}
	})
}

// What is retired is known, and that is all: it is a wrong code like any other.
func TestRetiredOpenNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 2)
		old := c.key()
		w.edit(c, func(a *store.Account) { revoke(a, &a.Devices[0], w.Now()) })
		p := w.sit()
		p.choose(flows.GoSignIn)
		for i := 1; i <= 3; i++ {
			p.signIn(c, first, w.otp(old))
			if p.s.State != flows.AtSignIn || w.account(c).Tries[store.OTPTries].Wrong != i {
				t.Fatalf("try %d: at %v, %d are counted", i, p.s.State, w.account(c).Tries[store.OTPTries].Wrong)
			}
		}
		p.signIn(c, first, w.otp(c.keys[1]))
		w.fresh()
		for _, do := range []flows.Op{flows.ConfirmOTP, flows.RenameDevice, flows.RemoveDevice} {
			if e := p.behind(do, typed{flows.OTP: w.otp(old), flows.DeviceName: "x"}, 0); e.Kind != flows.Refuse {
				t.Errorf("%v: %v %v", do, e.Kind, e.Why)
			}
		}
		p.choose(flows.GoAddDevice)
		p.submit(typed{flows.OTP: w.otp(c.keys[1])})
		p.next()
		p.enrol(w.otp(old), "HP baru")
		if p.s.State != flows.AtScan {
			t.Errorf("at %v with a code of an old entry", p.s.State)
		}
	})
}

// Three are kept, the newest, and none for longer than thirty days.
func TestRetiredAreFewAndGo(t *testing.T) {
	var a store.Account
	at := morning
	for i := range 5 {
		at = morning.Add(time.Duration(i) * 24 * time.Hour)
		retire(&a, store.Retired{Name: fmt.Sprint(i)}, at)
	}
	if retired(a) != "2, 3, 4" {
		t.Fatalf("kept are %s", retired(a))
	}
	for _, tt := range []struct {
		now  time.Time
		want string
	}{
		{at, "2, 3, 4"},
		{at.Add(28*24*time.Hour - 1), "2, 3, 4"},
		{at.Add(28 * 24 * time.Hour), "3, 4"},
		{at.Add(30*24*time.Hour - 1), "4"},
		{at.Add(30 * 24 * time.Hour), ""},
	} {
		in, b := store.Account{Retired: recognisable(a.Retired, tt.now)}, a.Clone()
		n := dropOld(&b, tt.now)
		if retired(in) != tt.want || retired(b) != tt.want || n != 3-len(b.Retired) || retired(a) != "2, 3, 4" {
			t.Errorf("%v: recognised %s, kept %s, %d dropped, want %s", tt.now, retired(in), retired(b), n, tt.want)
		}
	}
	// An old one does not take a new one's place.
	retire(&a, store.Retired{Name: "new"}, at.Add(29*24*time.Hour-1))
	if retired(a) != "3, 4, new" {
		t.Errorf("kept are %s", retired(a))
	}
	retire(&a, store.Retired{Name: "newer"}, at.Add(60*24*time.Hour))
	if retired(a) != "newer" {
		t.Errorf("kept are %s", retired(a))
	}
}

// Nobody has to come for a secret to go, and nobody else's goes with it.
func TestSweep(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		ended := func(days ...int) (rs []store.Retired) {
			for _, d := range days {
				rs = append(rs, store.Retired{ID: "x", Name: fmt.Sprint(d), Secret: w.anotherKey(), Ended: morning.AddDate(0, 0, -d)})
			}
			return rs
		}
		people := map[number]string{}
		for i, rs := range [][]store.Retired{nil, ended(29), ended(31), ended(40, 30, 29), ended(90, 60, 30)} {
			c := w.secured(i+1, first, 1)
			w.edit(c, func(a *store.Account) { a.Retired = rs })
			people[c.number] = []string{"", "29", "", "29", ""}[i]
		}
		o := w.clerk(1, store.Helper)
		w.promote(o, func(o *store.Officer) { o.Retired = ended(31, 1) })
		busiest := citizen{number: storetest.NIP(4)}
		before := w.acts(busiest)
		sweep := func(want int) {
			t.Helper()
			if n, err := w.desk.Sweep(context.Background()); err != nil || n != want {
				t.Errorf("%d are gone, want %d (%v)", n, want, err)
			}
		}
		sweep(7)
		for n, want := range people {
			if got := retired(w.account(citizen{number: n})); got != want {
				t.Errorf("kept are %q, want %q", got, want)
			}
		}
		if got := retired(w.officer(o).Account); got != "1" {
			t.Errorf("an officer has %q", got)
		}
		if after := w.acts(busiest); !slices.Equal(before, after) {
			t.Errorf("the audit has %v", after)
		}
		w.disk.plan(nil)
		if sweep(0); w.disk.changes() != 0 {
			t.Errorf("nothing was due, and %d were changed", w.disk.changes())
		}

		// A clock that ran ahead gives nobody longer than thirty days.
		c := citizen{number: storetest.NIP(1)}
		w.edit(c, func(a *store.Account) { a.Retired = ended(-400) })
		sweep(0)
		w.pass(RetiredLife - 1)
		sweep(3) // the three that were in time
		w.pass(1)
		sweep(1)
		if got := retired(w.account(c)); got != "" {
			t.Errorf("kept is %q", got)
		}
	})
}

// One account that cannot be changed keeps no other from being swept.
func TestSweepGoesOn(t *testing.T) {
	w := inMemory(t)
	for i := range 3 {
		c := w.secured(i+1, first, 1)
		w.edit(c, func(a *store.Account) { a.Retired = []store.Retired{{ID: "x", Ended: morning.Add(-RetiredLife)}} })
	}
	w.disk.plan(func(n int) fate { return []fate{fine, broken}[n%2] })
	if n, err := w.desk.Sweep(context.Background()); n != 1 || !errors.Is(err, errDisk) {
		t.Errorf("%d are gone, %v", n, err)
	}
	w.disk.plan(nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if n, err := w.desk.Sweep(ctx); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("told to stop: %d are gone, %v", n, err)
	}
	if n, err := w.desk.Sweep(context.Background()); n != 2 || err != nil {
		t.Errorf("%d are gone, %v", n, err)
	}
}

// Ten minutes after the start and every day from then on, also after one that
// failed.
func TestTend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := inMemory(t)
		c := w.secured(1, first, 1)
		began := time.Now()
		w.desk.Now = func() time.Time { return morning.Add(time.Since(began)) }
		left := func() int { return len(w.account(c).Retired) }
		old := func() {
			w.edit(c, func(a *store.Account) { a.Retired = []store.Retired{{ID: "x", Ended: w.desk.Now().Add(-RetiredLife)}} })
		}
		pass := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
		ctx, cancel := context.WithCancel(t.Context())
		var work sync.WaitGroup
		work.Go(func() { w.desk.Tend(ctx) })
		old()
		if pass(10*time.Minute - 1); left() != 1 {
			t.Error("swept at once")
		}
		if pass(1); left() != 0 {
			t.Error("not swept after ten minutes")
		}
		old()
		w.disk.plan(func(int) fate { return broken })
		pass(24 * time.Hour)
		w.disk.plan(nil)
		if left() != 1 || !strings.Contains(w.log.lines.String(), "not all swept") {
			t.Errorf("a sweep that failed: %d left", left())
		}
		if pass(24*time.Hour - 1); left() != 1 {
			t.Error("swept again within the day")
		}
		if pass(1); left() != 0 {
			t.Error("not swept the day after one that failed")
		}
		old()
		cancel()
		work.Wait() // or the bubble is deadlocked, which fails the test
		if pass(48 * time.Hour); left() != 1 {
			t.Error("it goes on when it is told to stop")
		}
		if !strings.Contains(w.log.lines.String(), `"retired secrets swept","n":1`) {
			t.Errorf("the log has\n%s", &w.log.lines)
		}
	})
}
