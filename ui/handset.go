package ui

import (
	"errors"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/phone"
	"aktivasi/ui/paper"
)

// A handset is the simulated phone in somebody's hand: the phone, and where they
// are on it. It is for who practises without one, and it stays theirs until
// practice begins anew: people who are helped one after the other on one phone mix
// up its entries (domain notes, F25).
type handset struct {
	phone phone.Phone
	open  bool
	page  handsetPage
	at    int // which line is chosen
	note  handsetNote
}

// A handsetPage is what is open on the phone.
type handsetPage int

const (
	atCodes handsetPage = iota
	atRemoval
	atSettings
	atLoss
)

// A handsetNote is what the phone says of the last thing that was done.
type handsetNote int

const (
	noNote handsetNote = iota
	noteScanned
	noteKnown
	noteFull
	noteNoCode
	noteDeleted
	noteNew
	noteNoField  // the page asks for no code
	handsetNotes // how many there are
)

// mark is the mark of n.
func (n handsetNote) mark() paper.Mark {
	switch n {
	case noteScanned, noteDeleted:
		return paper.Done
	case noteNew:
		return paper.Note
	default:
		return paper.Again
	}
}

// A tap is what a line of the phone does.
type tap int

const (
	tapCode tap = iota
	tapScan
	tapRemoval
	tapSettings
	tapRemove
	tapAutomatic
	tapShift
	tapLoss
	tapLose
	tapCodes
)

// A handsetLine is a line to choose on the phone.
type handsetLine struct {
	paper.Item
	tap   tap
	entry int           // which, for tapCode and tapRemove
	by    time.Duration // how far, for tapShift
}

// steps are how far the clock can be set at a time: past the code of now, past the
// next, and by half a time zone.
var steps = []time.Duration{30 * time.Second, time.Minute, 30 * time.Minute}

// simulates reports whether set has a simulated phone. Whatever it is told, in
// earnest there is none: a second factor on the same screen is not a second one.
func (set Setting) simulates() bool { return set.Handset && set.Practice && !set.Kiosk }

// scannable reports whether there is a QR code on the page of s.
func scannable(s flows.Session) bool { return keyShown(s) && !s.Facts.URI.Empty() }

// phoneHelps reports whether the page of s wants something of a phone.
func phoneHelps(s flows.Session) bool {
	return scannable(s) || asksOTP(s)
}

// handsetLines are the lines of the page that is open on the phone.
func (a *App) handsetLines() (lines []handsetLine) {
	w, p := a.Words.Handset, a.handset.phone
	entries := func(does tap) {
		for i, c := range p.Codes(a.Now()) {
			item := paper.Item{Text: c.Issuer + " " + c.Account, Code: threes(c.Code.Reveal()), Gap: i > 0}
			lines = append(lines, handsetLine{Item: item, tap: does, entry: i})
		}
	}
	line := func(does tap, text string, apart bool) {
		lines = append(lines, handsetLine{Item: paper.Item{Text: text, Gap: apart}, tap: does})
	}
	switch a.handset.page {
	case atCodes:
		entries(tapCode)
		entered := len(lines)
		if a.unseen() {
			line(tapScan, w.Scan, false)
		}
		if p.Entries() > 0 {
			line(tapRemoval, w.Remove, false)
		}
		line(tapSettings, w.Settings, false)
		lines[entered].Gap = true
	case atRemoval:
		entries(tapRemove)
		line(tapCodes, w.No, true)
	case atSettings:
		on := 0
		if p.Automatic() {
			on = 1
		}
		line(tapAutomatic, w.Automatic[on], false)
		if !p.Automatic() {
			for _, way := range []struct {
				text string
				sign time.Duration
			}{{w.Back, -1}, {w.On, 1}} {
				for _, by := range steps {
					line(tapShift, way.text+" "+a.Words.Code.Span(by), false)
					lines[len(lines)-1].by = way.sign * by
				}
			}
		}
		line(tapLoss, w.Lost, true)
	case atLoss:
		line(tapCodes, w.No, false)
		line(tapLose, w.Yes, false)
	}
	return lines
}

// hold is what a key does that is for the phone.
func (a *App) hold(d Doing) {
	h := &a.handset
	lines := a.handsetLines()
	switch {
	case !h.open:
		a.pickUp()
	case d == DoPhone, d == DoBack && h.page == atCodes:
		a.putDown()
	case d == DoBack:
		a.turnTo(atCodes)
	case d == DoNext, d == DoDown:
		h.at, h.note = (clamp(h.at, len(lines))+1)%len(lines), noNote
	case d == DoPrevious, d == DoUp:
		h.at, h.note = (clamp(h.at, len(lines))+len(lines)-1)%len(lines), noNote
	case d == DoSubmit:
		a.tap(lines[clamp(h.at, len(lines))])
	}
}

// pickUp opens the phone at what is most likely wanted: the camera, where there
// is a QR code that the phone has not seen, else the newest code.
func (a *App) pickUp() {
	a.handset.open = true
	a.turnTo(atCodes)
	a.fit()
}

// putDown closes it, and the page has the screen to itself.
func (a *App) putDown() {
	a.handset.open = false
	a.fit()
}

// turnTo opens a page on the phone.
func (a *App) turnTo(p handsetPage) {
	h := &a.handset
	h.page, h.at, h.note = p, 0, noNote
	if p != atCodes {
		return
	}
	h.at = max(0, h.phone.Entries()-1)
	if a.unseen() {
		h.at = h.phone.Entries()
	}
}

// unseen reports whether there is a QR code on the page that the phone has not
// seen.
func (a *App) unseen() bool {
	return scannable(a.session) && !a.handset.phone.Has(a.session.Facts.URI)
}

// tap does what line is for.
func (a *App) tap(line handsetLine) {
	h := &a.handset
	h.note = noNote
	switch line.tap {
	case tapCode:
		a.fill(line.entry)
	case tapScan:
		a.scan()
	case tapRemoval:
		a.turnTo(atRemoval)
	case tapSettings:
		a.turnTo(atSettings)
	case tapRemove:
		h.phone = h.phone.Delete(line.entry)
		a.turnTo(atCodes)
		h.note = noteDeleted
	case tapAutomatic:
		h.phone = h.phone.SetAutomatic(!h.phone.Automatic())
	case tapShift:
		h.phone = h.phone.Shift(line.by)
	case tapLoss:
		a.turnTo(atLoss)
	case tapLose:
		h.phone = h.phone.Lose()
		a.turnTo(atCodes)
		h.note = noteNew
	case tapCodes:
		a.turnTo(atCodes)
	}
}

// scan holds the camera against the page.
func (a *App) scan() {
	h := &a.handset
	var note handsetNote
	h.phone, note = scanned(h.phone, a.session)
	a.turnTo(atCodes)
	h.note = note
}

// scanned is p after it has scanned the page of s, and what it says of that.
func scanned(p phone.Phone, s flows.Session) (phone.Phone, handsetNote) {
	p, err := p.Scan(s.Facts.URI)
	switch {
	case err == nil:
		return p, noteScanned
	case errors.Is(err, phone.ErrKnown):
		return p, noteKnown
	case errors.Is(err, phone.ErrFull):
		return p, noteFull
	}
	return p, noteNoCode
}

// fill puts the code of an entry where the page asks for one, and puts the phone
// down: nobody has to type off a screen what is on the same screen. The cursor
// goes where there is still something to type.
func (a *App) fill(entry int) {
	i := a.form.index(flows.OTP)
	codes := a.handset.phone.Codes(a.Now())
	if i < 0 || entry >= len(codes) {
		a.handset.note = noteNoField
		return
	}
	a.form.set(flows.OTP, codes[entry].Code.Reveal())
	a.putDown()
	if empty := a.form.firstEmpty(); a.form.inputs[empty].Value() == "" {
		i = empty
	}
	a.form.focus(i)
	a.follow()
}

// fit gives the page its part of the screen.
func (a *App) fit() {
	a.frame = a.size
	if page, ok := paper.FrameBeside(a.size); ok && a.handset.open {
		a.frame = page
	}
	a.follow()
}
