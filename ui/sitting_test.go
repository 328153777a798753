package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/ui/door"
	"aktivasi/ui/paper"
)

// A desk is a kiosk under a clock that stands still until time passes. It ticks
// once a second, as the program does, and notes what is asked of the terminal.
type desk struct {
	*App
	now   time.Time
	wiped int
}

func newDesk(world World) *desk {
	d := &desk{now: noon}
	d.App = New(context.Background(), Setting{
		World: world, Now: func() time.Time { return d.now },
		Theme: themed(termenv.Ascii, paper.Modern), Words: Indonesian(), Kiosk: true, Timed: true,
	})
	d.settle(d.step(flows.Event{Kind: flows.Wake}))
	return d
}

// settle carries out what a message asked for, and counts the wipes.
func (d *desk) settle(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch m := cmd().(type) {
	case answered:
		_, next := d.Update(m)
		d.settle(next)
	case tea.BatchMsg:
		for _, c := range m {
			d.settle(c)
		}
	default:
		if fmt.Sprintf("%T", m) == fmt.Sprintf("%T", door.Wipe()) {
			d.wiped++
		}
	}
}

// pass lets so many seconds go by, one after the other.
func (d *desk) pass(seconds int) {
	for range seconds {
		d.now = d.now.Add(time.Second)
		d.settle(d.tend(d.now))
	}
}

func (d *desk) key(t tea.KeyType, runes ...rune) {
	_, cmd := d.Update(tea.KeyMsg{Type: t, Runes: runes})
	d.settle(cmd)
}

func (d *desk) text(s string) {
	for _, r := range s {
		d.key(tea.KeyRunes, r)
	}
}

// kiosk is the world of right, which never forgets that it is a kiosk.
func kioskWorld(ctx context.Context, e flows.Effect) flows.Event {
	ev := right(ctx, e)
	if ev.Facts != nil {
		ev.Facts.Kiosk = true
	}
	return ev
}

// Where nobody presses a key the next person finds a new screen, after as long
// as the table of the limits says, and not a second sooner.
func TestIdle(t *testing.T) {
	for _, tt := range []struct {
		at   flows.State
		idle int
	}{
		{flows.AtSignIn, 60}, {flows.AtName, 60}, {flows.AtAccount, 60}, {flows.PasswordSet, 60},
		{flows.AtPrepare, 300}, {flows.AtMailCode, 300}, {flows.AtScan, 300}, {flows.AtConsole, 120},
	} {
		t.Run(tt.at.String(), func(t *testing.T) {
			d := newDesk(kioskWorld)
			d.session = flows.Session{State: tt.at, NIP: flows.Hide("199001012015011001"), Began: noon, Mailed: true,
				Facts: flows.Facts{Kiosk: true, Person: flows.Person{Name: "Budi Santoso"}, Key: flows.Hide(secret)}}
			d.open()
			d.pass(tt.idle - 1)
			if v := d.View(); strings.Contains(v, "Masih di sana") {
				t.Errorf("warned too early:\n%s", v)
			}
			d.pass(1)
			if v := d.View(); !strings.Contains(v, "Masih di sana? Isian dihapus dalam 30 detik") {
				t.Errorf("no warning after %d s:\n%s", tt.idle, v)
			}
			d.pass(29)
			if d.session.State != tt.at || d.wiped != 0 {
				t.Errorf("at %v already, wiped %d times", d.session.State, d.wiped)
			}
			d.pass(1)
			if d.session.State != flows.AtStart || d.wiped != 1 {
				t.Errorf("at %v, wiped %d times", d.session.State, d.wiped)
			}
			if d.session.Say != flows.TimeUp || !d.session.NIP.Empty() || d.session.Facts.Person.Name != "" || !d.session.Facts.Key.Empty() {
				t.Error("somebody is still there")
			}
		})
	}
}

// Any key stops the countdown, and does its own work besides: a code that is
// being typed loses no digit.
func TestAnyKeyStops(t *testing.T) {
	d := newDesk(kioskWorld)
	d.key(tea.KeyEnter)
	d.text("19900101")
	d.pass(75)
	if !strings.Contains(d.View(), "Masih di sana") {
		t.Fatal("no countdown")
	}
	d.text("2")
	if v := d.View(); strings.Contains(v, "Masih di sana") || d.form.value(flows.NIP) != "199001012" {
		t.Errorf("after a key, with %q typed:\n%s", d.form.value(flows.NIP), v)
	}
	d.pass(59)
	if strings.Contains(d.View(), "Masih di sana") {
		t.Error("the time was not begun anew")
	}
}

// Keys do not help for ever: a sitting has an end, which is announced.
func TestWholeSitting(t *testing.T) {
	for _, tt := range []struct {
		mailed bool
		whole  time.Duration
	}{{false, flows.Whole}, {true, flows.WholeMailed}} {
		d := newDesk(kioskWorld)
		d.key(tea.KeyEnter) // the sign-in
		d.must(t, flows.AtSignIn)
		d.session.Mailed = tt.mailed
		for d.now.Sub(noon) < tt.whole-flows.Announced-time.Second {
			d.pass(1)
			d.text("x")
		}
		if strings.Contains(d.View(), "Waktu di layar ini") {
			t.Errorf("%v: announced too early", tt.whole)
		}
		d.pass(1)
		if v := d.View(); !strings.Contains(v, "Waktu di layar ini tinggal 2 menit") {
			t.Errorf("%v: not announced:\n%s", tt.whole, v)
		}
		for range 119 {
			d.text("x")
			d.pass(1)
		}
		d.must(t, flows.AtSignIn)
		d.pass(1)
		if d.session.State != flows.AtStart || d.wiped != 1 {
			t.Errorf("%v: at %v, wiped %d times", tt.whole, d.session.State, d.wiped)
		}
	}
}

// "Selesai" does at once what the clock does in the end, and no key brings
// anything back.
func TestFinish(t *testing.T) {
	for _, k := range []tea.KeyType{tea.KeyF10, tea.KeyCtrlC} {
		d := newDesk(kioskWorld)
		d.key(tea.KeyDown)
		d.key(tea.KeyEnter)
		d.must(t, flows.AtName)
		d.text("199001012015011001")
		d.key(tea.KeyF2)
		d.key(k)
		if d.session.State != flows.AtStart || d.wiped != 1 || d.Words.Tag != "id" || d.form.at != 0 {
			t.Errorf("%v: at %v, wiped %d times, %s, line %d", k, d.session.State, d.wiped, d.Words.Tag, d.form.at)
		}
		for _, back := range []tea.KeyType{tea.KeyEsc, tea.KeyShiftTab, tea.KeyUp, tea.KeyCtrlC, tea.KeyCtrlZ, tea.KeyCtrlD, tea.KeyCtrlBackslash, tea.KeyF10, tea.KeyCtrlY} {
			d.key(back)
			d.must(t, flows.AtStart)
		}
		for _, way := range []int{0, 1, 2, 3, 4} {
			d.form.focus(way)
			d.key(tea.KeyEnter)
			if strings.Contains(d.View(), "19900101") {
				t.Errorf("the number of the last person is on %v", d.session.State)
			}
			d.key(tea.KeyEsc)
			d.must(t, flows.AtStart)
		}
	}
}

// A first screen that somebody left in another language, or reading the help,
// is put back; a person who is only slow to begin is not disturbed.
func TestStartIsPutBack(t *testing.T) {
	d := newDesk(kioskWorld)
	d.key(tea.KeyF2)
	d.key(tea.KeyF1)
	d.pass(59)
	if d.Words.Tag != "en" || !d.session.Help {
		t.Error("put back too early")
	}
	d.pass(1)
	if d.Words.Tag != "id" || d.session.Help || d.wiped != 0 {
		t.Errorf("%s, help %v, wiped %d times", d.Words.Tag, d.session.Help, d.wiped)
	}
	d.key(tea.KeyDown)
	d.pass(600)
	if d.form.at != 1 {
		t.Error("the chosen line moved by itself")
	}
}

// Without a kiosk nothing of this happens: who practises alone may think.
func TestNoKioskNoClock(t *testing.T) {
	d := newDesk(right)
	d.Kiosk, d.Timed = false, false
	d.session.Facts.Kiosk = false
	d.key(tea.KeyEnter)
	d.pass(3600)
	d.must(t, flows.AtSignIn)
	if d.wiped != 0 || strings.Contains(d.View(), "Masih") {
		t.Error("somebody who practises was thrown out")
	}
}

// The person whose screen broke is given a number, until they go on.
func TestFaultIsShown(t *testing.T) {
	d := newDesk(kioskWorld)
	d.Fault = "K7QM-3X"
	if !strings.Contains(d.View(), "K7QM-3X") {
		t.Error("the number is not shown")
	}
	d.key(tea.KeyEnter)
	if strings.Contains(d.View(), "K7QM-3X") {
		t.Error("the number is shown to the next screen too")
	}
}

// A letter that waits is looked after by itself, and who types meanwhile is not
// disturbed.
func TestPostIsLookedAfter(t *testing.T) {
	looks := 0
	d := newDesk(func(_ context.Context, e flows.Effect) flows.Event {
		f := &flows.Facts{Kiosk: true, Mail: "joh*****@gmail.com", Post: flows.PostWaiting}
		if e.Do == flows.LookAtPost {
			if looks++; looks == 3 {
				f.Post = flows.PostSent
				return flows.Event{Kind: flows.Ready, Ref: e.Ref, Why: flows.CodeSent, Facts: f}
			}
		}
		return flows.Event{Kind: flows.Ready, Ref: e.Ref, Facts: f}
	})
	d.session = flows.Session{State: flows.AtMailCode, Say: flows.CodeWaits, Facts: flows.Facts{Kiosk: true, Post: flows.PostWaiting}, Began: noon}
	d.open()
	d.pass(2)
	d.text("K7M3")
	if !strings.Contains(d.View(), "menunggu giliran") {
		t.Errorf("not told that it waits:\n%s", d.View())
	}
	d.pass(10)
	if looks != 3 || d.session.Say != flows.CodeSent || d.form.value(flows.MailedCode) != "K7M3" {
		t.Errorf("%d looks, %v, %q typed", looks, d.session.Say, d.form.value(flows.MailedCode))
	}
}

// Who is looked for is looked for letter by letter, and the arrows go through
// those who were found.
func TestFind(t *testing.T) {
	var asked []string
	d := newDesk(func(_ context.Context, e flows.Effect) flows.Event {
		f := &flows.Facts{Kiosk: true}
		if e.Do == flows.Search {
			asked = append(asked, e.Query.Reveal())
			for _, name := range []string{"Budi Santoso", "Budiman", "Buyung"} {
				if strings.HasPrefix(strings.ToLower(name), e.Query.Reveal()) {
					f.Console.Hits = append(f.Console.Hits, flows.Hit{Name: name})
				}
			}
		}
		if e.Do == flows.OpenPerson {
			f.Console.Person.Name = "Budiman"
		}
		return flows.Event{Kind: flows.Ready, Ref: e.Ref, Facts: f}
	})
	d.session = flows.Session{State: flows.AtFind, Facts: flows.Facts{Kiosk: true}, Began: noon}
	d.open()
	d.text("bud")
	if fmt.Sprint(asked) != "[b bu bud]" || len(d.session.Facts.Console.Hits) != 2 {
		t.Errorf("asked for %v, found %d", asked, len(d.session.Facts.Console.Hits))
	}
	d.key(tea.KeyDown)
	d.key(tea.KeyEnter)
	if d.session.State != flows.AtPerson || d.session.Index != 1 {
		t.Fatalf("at %v, number %d", d.session.State, d.session.Index)
	}
	d.key(tea.KeyEsc)
	if v := d.form.value(flows.Query); v != "bud" || asked[len(asked)-1] != "bud" {
		t.Errorf("coming back one finds %q and %q", v, asked[len(asked)-1])
	}
}
