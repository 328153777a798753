package ui

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/flows/run"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/ui/paper"
)

// A pupil practises in front of the real desk, with the phone on the screen and
// no other, under a clock that stands still until it is moved.
type pupil struct {
	*testing.T
	*App
	now time.Time
}

func newPupil(t *testing.T) *pupil {
	t.Helper()
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	st, err := bolt.Create(filepath.Join(t.TempDir(), "store"), key, store.Practice, bolt.Options{Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	p := &pupil{T: t, now: noon}
	practice := run.NewPractice()
	desk := &run.Desk{
		Store: func(context.Context) (store.Store, error) { return st, nil },
		Mail:  &practice.Mailbox, Hash: hash.New(nil), Now: func() time.Time { return p.now }, Zone: noon.Location(),
		Issuer: otp.DefaultIssuer, Log: log, Practice: practice,
	}
	if err := run.Seed(t.Context(), st, desk.Hash, rand.Reader); err != nil {
		t.Fatal(err)
	}
	p.App = New(t.Context(), Setting{
		World: desk.Visit(false).Do, Now: desk.Now, Theme: themed(termenv.Ascii, paper.Modern), Words: Indonesian(),
		Practice: true, Handset: true,
	})
	settle(p.App, p.step(flows.Event{Kind: flows.Wake}))
	return p
}

func (p *pupil) keys(keys ...string) { press(p.App, keys...) }

func (p *pupil) at(s flows.State, why flows.Reason) {
	p.Helper()
	if p.session.State != s || p.session.Say != why {
		p.Fatalf("at %v, %v; want %v, %v\n%s", p.session.State, p.session.Say, s, why, p.View())
	}
}

// choose goes to a line of the page's menu and takes it.
func (p *pupil) choose(c flows.Choice) {
	p.Helper()
	i := slices.IndexFunc(flows.Menu(p.session), func(o flows.Option) bool { return o.Choice == c })
	if i < 0 {
		p.Fatalf("no %v in the menu\n%s", c, p.View())
	}
	for p.form.at != i {
		p.keys("down")
	}
	p.keys("enter")
}

// phone opens the phone and takes the line that says text, and the lines of the
// pages that it leads to.
func (p *pupil) phone(texts ...string) {
	p.Helper()
	if !p.handset.open {
		p.Update(ctrlP)
	}
	for _, text := range texts {
		for n := 0; !strings.Contains(p.handsetLines()[p.handset.at].Text, text); n++ {
			if n > 40 {
				p.Fatalf("no %q on the phone\n%s", text, p.View())
			}
			p.keys("down")
		}
		p.keys("enter")
	}
}

const agus, agusNew = "200012312024121001", "KopiPagi7-Balige"

// signIn fills in all but the OTP, and leaves the cursor there.
func (p *pupil) signIn(password string) {
	p.Helper()
	if p.form.value(flows.NIP) == "" {
		p.keys(agus)
	}
	p.form.focus(p.form.index(flows.Password))
	p.keys(password, "enter")
}

// activated is Agus with a good password and MFA on, on the account page.
func (p *pupil) activated() {
	p.Helper()
	p.choose(flows.GoSignIn)
	p.signIn("agus2024")
	p.keys("enter")
	p.at(flows.AtWeakPassword, flows.PasswordIsWeak)
	p.keys(agusNew, "enter", agusNew, "enter")
	p.at(flows.AtAccount, flows.PasswordDoneMFAOff)
	p.choose(flows.GoActivate)
	p.keys("enter")
	p.at(flows.AtScan, flows.KeyReady)
	p.Update(ctrlP)
	p.keys("enter", "enter", "enter") // scans, takes the code, submits it
	p.at(flows.Activated, flows.Enrolled)
}

// Somebody without a phone activates MFA and signs in with the next code, with
// nothing typed that stands on the screen already.
func TestActivateWithTheHandset(t *testing.T) {
	p := newPupil(t)
	p.activated()
	p.now = p.now.Add(grace)
	p.keys("f3")
	p.at(flows.AtSignIn, flows.Silence)
	p.signIn(agusNew)
	p.phone(agus)
	p.keys("enter")
	p.at(flows.AtSignIn, flows.OTPUsed) // the code that activated
	p.now = p.now.Add(otp.Period)
	p.phone(agus)
	p.keys("enter")
	p.at(flows.AtAccount, flows.SignedIn)
}

// A phone whose clock is four minutes slow is refused with that reason, and let in
// once its time is automatic again.
func TestSlowHandset(t *testing.T) {
	p := newPupil(t)
	p.activated()
	p.now = p.now.Add(time.Hour)
	p.keys("f3")
	w := p.Words.Handset
	p.phone(w.Settings, w.Automatic[1])
	for range 4 {
		p.phone(w.Back + " 1 menit")
	}
	p.keys("esc", "esc")
	p.signIn(agusNew)
	p.phone(agus)
	p.keys("enter")
	p.at(flows.AtSignIn, flows.OTPClock)
	if off := p.session.Facts.Diagnosis.Off; off != -4*time.Minute {
		t.Errorf("off by %v", off)
	}
	if !strings.Contains(p.View(), "4 menit yang lalu: jam HP Anda terlambat") {
		t.Errorf("says something else:\n%s", p.View())
	}
	p.now = p.now.Add(time.Minute)
	p.phone(w.Settings, w.Automatic[0])
	p.keys("esc")
	p.phone(agus)
	p.keys("enter")
	p.at(flows.AtAccount, flows.SignedIn)
}

// A second device is a second entry on the same phone. The first one's code is
// refused as what it is; deleted, it cannot be mistaken any more.
func TestTwoEntries(t *testing.T) {
	p := newPupil(t)
	p.activated()
	p.now = p.now.Add(time.Hour)
	p.keys("f3")
	p.signIn(agusNew)
	p.phone(agus)
	p.keys("enter")
	p.at(flows.AtAccount, flows.SignedIn)
	p.now = p.now.Add(time.Minute)
	p.choose(flows.GoAddDevice)
	p.phone(agus)
	p.keys("enter")
	p.now = p.now.Add(grace)
	p.keys("enter") // the phone is ready
	p.at(flows.AtScan, flows.KeyReady)
	p.phone(p.Words.Handset.Scan)
	if p.handset.phone.Entries() != 2 || p.handset.at != 1 {
		t.Fatalf("%d entries, line %d\n%s", p.handset.phone.Entries(), p.handset.at, p.View())
	}
	p.now = p.now.Add(time.Minute)
	p.keys("up", "enter", "enter") // the old one
	p.at(flows.AtScan, flows.OTPOtherDevice)
	p.phone(p.Words.Handset.Remove)
	p.keys("enter") // the first is the old one
	if p.handset.phone.Entries() != 1 {
		t.Fatalf("%d entries", p.handset.phone.Entries())
	}
	p.keys("enter", "enter")
	p.at(flows.Activated, flows.Enrolled)
}

// Who begins practice anew has a new phone; the next person at the screen has the
// phone of the one before, with their entries on it.
func TestWhoseHandset(t *testing.T) {
	p := newPupil(t)
	p.activated()
	p.now = p.now.Add(grace)
	p.keys("enter")
	p.at(flows.AtStart, flows.Silence)
	if p.handset.phone.Entries() != 1 {
		t.Fatal("leaving takes the phone away")
	}
	p.choose(flows.GoRestore)
	p.at(flows.AtRestore, flows.Silence)
	p.keys("enter")
	p.at(flows.AtStart, flows.Restored)
	if p.handset.phone.Entries() != 0 || p.handset.open {
		t.Error("practice begins anew with an old phone")
	}
}
