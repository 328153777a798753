package ui

import (
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/flows/phone"
	"aktivasi/ui/paper"
)

// holding is the screen while the phone is open: the page with the phone beside
// it, or the phone in the page's place, with what the page said.
func (a *App) holding() string {
	held := a.inHand()
	p := a.page()
	p.Keys = a.handsetKeys()
	if _, ok := paper.FrameBeside(a.size); ok {
		return a.Theme.WithHandset(a.Theme.View(p, a.frame), held, a.size)
	}
	p.Pin, p.Scroll, p.Wide, p.Bare = 0, 0, 0, false
	if a.frame.Small() {
		p.Body, p.From, p.To = a.Theme.HandsetRows(held)
		if len(held.Say) > 0 {
			p.Mark, p.Say = held.Mark, held.Say
		}
	} else {
		p.Body, p.From, p.To = a.Theme.HandsetBody(a.frame, a.besideHandset(p), held), 0, 0
		p.Mark, p.Say = paper.NoMark, nil
	}
	p.Scroll = a.Theme.Follow(p, a.frame)
	return a.Theme.View(p, a.frame)
}

// besideHandset is what stands at the left of the phone in the place of the page
// p: which one that is, what it said, and what the phone is for.
func (a *App) besideHandset(p paper.Page) []string {
	b := &body{Theme: a.Theme, wide: paper.BesideHandset(a.frame)}
	b.add(a.Theme.Title(b.wide, paper.NoMark, a.Words.Title[a.session.State])...)
	if len(p.Say) > 0 {
		b.add(a.Theme.Para(b.wide, slices.Concat(a.Theme.Mark(p.Mark), paper.Plain(" "), p.Say))...)
		b.gap()
	}
	b.add(a.Theme.Para(b.wide, paper.Plain(a.Words.Handset.About))...)
	b.gap()
	if a.form.index(flows.OTP) >= 0 {
		b.add(a.Theme.Para(b.wide, paper.Rich(a.Words.Handset.FillsIn))...)
	}
	return b.rows
}

// inHand is the phone as package paper wants it.
func (a *App) inHand() paper.Handset {
	w, h, now := a.Words, a.handset, a.Now()
	x := paper.Handset{
		Name: w.Handset.Name, Clock: w.Clock(h.phone.Clock(now)), Title: w.Handset.App,
	}
	if h.note != noNote {
		x.Mark, x.Say = h.note.mark(), paper.Plain(w.Handset.Said[h.note])
	}
	switch h.page {
	case atCodes:
		if h.phone.Entries() == 0 {
			x.Facts = []paper.Prose{nil, paper.Plain(w.Handset.None)}
		} else {
			// All entries change together, so one meter serves them, and one row a second
			// is drawn anew.
			x.Facts = []paper.Prose{a.meter(seconds(h.phone.Left(now)), 14, " ")}
		}
	case atRemoval:
		x.Title = w.Handset.Which
	case atSettings:
		x.Title = w.Handset.Settings
		x.Facts = []paper.Prose{paper.Plain(w.Handset.Clock + " " + w.drift(h.phone.Offset()))}
		if x.Facts[0].Width() <= paper.HandsetText {
			x.Facts = append(x.Facts, nil) // or the lines below would jump as the clock is set
		}
	case atLoss:
		x.Title = w.Handset.Sure
	}
	lines := a.handsetLines()
	for _, l := range lines {
		x.Items = append(x.Items, l.Item)
	}
	x.At = clamp(h.at, len(lines))
	return x
}

// drift is how far a clock is off, in words.
func (w Words) drift(off time.Duration) string {
	if off == 0 {
		return w.Handset.Right
	}
	return w.Code.Drift(off)
}

// handsetKeys is the footer while the phone is open.
func (a *App) handsetKeys() (out []paper.Key) {
	w := a.Words
	for _, k := range a.keys.At(a.session, a.scene(), a.Now()) {
		does := w.Keys[k.Does]
		switch k.Does {
		case DoSubmit:
			lines := a.handsetLines()
			switch line := lines[clamp(a.handset.at, len(lines))]; {
			case line.tap == tapCode && a.form.index(flows.OTP) >= 0:
				does = w.Handset.Fill
			case line.tap == tapScan:
				does = w.Keys[DoScan]
			}
		case DoMove:
			if k.Cap == "" {
				k.Cap = w.Arrows
			}
		case DoLanguage:
			does = w.Other
		case DoPhone:
			does = w.Handset.Close
		case DoBack: // is the same word everywhere on the phone
		default:
			continue // one finds it without being told
		}
		out = append(out, paper.Key{Cap: k.Cap, Does: does})
	}
	return out
}

// threes is a code in two groups, as apps show it.
func threes(code string) string {
	if len(code) != otp.Digits {
		return code
	}
	return code[:3] + " " + code[3:]
}

// spokenPhone is the phone in lines, for the plain mode.
func (w Words) spokenPhone(p phone.Phone, now time.Time) []string {
	out := []string{w.Handset.Spoken + " " + w.Clock(p.Clock(now)) + "."}
	codes := p.Codes(now)
	if len(codes) == 0 {
		return append(out, w.Handset.None)
	}
	for _, c := range codes {
		out = append(out, c.Issuer+", "+c.Account+": "+threes(c.Code.Reveal()))
	}
	return append(out, w.Handset.Changes+" "+w.Seconds(seconds(p.Left(now)))+".")
}
