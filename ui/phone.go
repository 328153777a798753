package ui

import (
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// A verdict is what the test of a phone says.
type verdict int

// The verdicts.
const (
	asFine verdict = iota
	asNear         // right, and a little off
	asOff
	asZone
	asMaybe
	asTypo
	asUnknown
	verdicts // how many there are
)

// verdictOf is what d says of a phone.
func verdictOf(d flows.Diagnosis) verdict {
	switch {
	case d.Why == flows.PhoneFine && d.Off == 0:
		return asFine
	case d.Why == flows.PhoneFine:
		return asNear
	case d.Why == flows.OTPClock && d.Zone:
		return asZone
	case d.Why == flows.OTPClock:
		return asOff
	case d.Why == flows.OTPClockMaybe:
		return asMaybe
	case d.Why == flows.OTPMistyped:
		return asTypo
	}
	return asUnknown
}

// timed reports whether v knows how far the phone is off.
func (v verdict) timed() bool { return v < asTypo }

// phone puts the test of a phone into sh.
func (w Words) phone(s flows.Session, sh *Sheet, now time.Time) {
	if s.State != flows.AtVerdict {
		return // the words say it all
	}
	d := s.Facts.Diagnosis
	v := verdictOf(d)
	t, drift := w.Code.Verdict[v], w.Code.Drift(d.Off)
	sh.Title = strings.Replace(t.Title, "%s", drift, 1)
	sh.Lead = []paper.Prose{paper.Rich(t.Lead, drift)}
	if t.Do != "" {
		sh.Tail = append(sh.Tail, paper.Rich(t.Do))
	}
	if v.timed() && v != asFine {
		for _, p := range w.Code.Phones {
			sh.Tail = append(sh.Tail, route(p))
		}
	}
	sh.Tail = append(sh.Tail, nil, paper.Rich(w.Code.Clean))
}

// route is the way through a phone's settings on one line. Where it ends at two
// switches both are named; a switch is in bold.
func route(t paper.Twig) paper.Prose {
	way := paper.Plain(t.Text + " › ")
	for len(t.Under) > 0 && !t.Under[0].On {
		t = t.Under[0]
		way = append(way, paper.Span{Text: t.Text + " › "})
	}
	for i, u := range t.Under {
		if i > 0 {
			way = append(way, paper.Span{Text: ", "})
		}
		way = append(way, paper.Bold(u.Text)...)
	}
	return way
}

// secondBody is the page of the second code: what to wait for, and how long that
// will be.
func (a *App) secondBody(b *body, sh Sheet) {
	b.add(a.Theme.Title(b.wide, paper.NoMark, sh.Title)...)
	b.paras(sh.Lead)
	b.gap()
	a.scanFields(b, sh)
}

// verdictBody is what the test says: in words, as a line with two moments on it,
// and what to do.
func (a *App) verdictBody(b *body, sh Sheet) {
	d := a.session.Facts.Diagnosis
	mark := paper.Refused
	if d.Why == flows.PhoneFine {
		mark = paper.Done
	}
	b.add(a.Theme.Title(b.wide, mark, sh.Title)...)
	b.paras(sh.Lead)
	if rows, ok := a.timeline(b.wide); ok {
		b.gap()
		b.add(rows...)
	}
	b.gap()
	b.paras(sh.Tail)
}

// timeline is the line of a verdict. ok is false where there is none: on other
// pages, where nobody knows how far the phone is off, and on narrow screens.
func (a *App) timeline(wide int) (rows []string, ok bool) {
	d, w := a.session.Facts.Diagnosis, a.Words.Code
	if a.session.State != flows.AtVerdict || !verdictOf(d).timed() {
		return nil, false
	}
	return a.Theme.Timeline(wide, paper.Timeline{Off: d.Off, Now: w.Now, Other: w.Them, Minutes: w.Units[0], Hours: w.Units[1]})
}

// help is what F1 says of the page, of the line on it too if there is one.
func (a *App) help(wide int) string {
	text := a.Words.Help[a.session.State]
	if _, ok := a.timeline(wide); ok {
		text += " " + a.Words.Code.Line
	}
	return text
}
