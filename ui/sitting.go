package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"aktivasi/flows"
	"aktivasi/ui/door"
	"aktivasi/ui/paper"
)

// A sitting is one person's time at a terminal that serves one after the other.
// It is counted in keys: what the screen does by itself, a countdown that ticks
// or a letter that was sent at last, shows nobody to be there.
type sitting struct {
	key    time.Time // the last one
	looked time.Time // when it was last seen whether there is news
	first  Words     // the language a new person begins in
}

// tend is what the clock does: it ends a sitting, puts the first screen back as
// it was, or looks for news.
func (a *App) tend(now time.Time) tea.Cmd {
	if a.Timed {
		since := now.Sub(a.sitting.key)
		idle := flows.Idle(a.session.State)
		ends := a.session.Ends()
		switch {
		case a.session.State == flows.AtStart:
			if since >= idle && (a.session.Help || a.session.Say != flows.Silence || a.Words.Tag != a.sitting.first.Tag || a.Fault != "") {
				return a.clear()
			}
		case since >= idle+flows.Countdown, !ends.IsZero() && !now.Before(ends):
			return a.step(flows.Event{Kind: flows.Expire})
		}
	}
	if every := flows.News(a.session); every > 0 && a.session.Pending == 0 && now.Sub(a.sitting.looked) >= every {
		a.sitting.looked = now
		return a.step(flows.Event{Kind: flows.Look, Answers: a.form.answers()})
	}
	return nil
}

// clear puts the first screen back as the next person should find it.
func (a *App) clear() tea.Cmd {
	a.Words, a.Fault, a.session.Help = a.sitting.first, "", false
	return a.step(flows.Event{Kind: flows.Wake})
}

// begin makes the screen new for the next person: nothing of the last one is left
// in the model, and the terminal is wiped, with what has scrolled off it.
func (a *App) begin() tea.Cmd {
	a.code, a.letters = qrCache{}, drawn{}
	clear(a.lines)
	if !a.Timed {
		return nil
	}
	a.Words = a.sitting.first
	return door.Wipe
}

// notice is the warning that the sitting is about to end, if it is.
func (a *App) notice(now time.Time) (paper.Prose, bool) {
	if !a.Timed || a.session.State == flows.AtStart || a.session.State.Done() {
		return nil, false
	}
	if since := now.Sub(a.sitting.key) - flows.Idle(a.session.State); since >= 0 {
		return paper.Plain(a.Words.Desk.Idle(max(0, flows.Countdown-since))), true
	}
	if ends := a.session.Ends(); !ends.IsZero() {
		if left := ends.Sub(now); left <= flows.Announced {
			return paper.Plain(a.Words.Desk.Ending(max(0, left))), true
		}
	}
	return nil, false
}
