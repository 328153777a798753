package ui

import (
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// A Doing is something a key does. Most of them are events of the table; the
// rest move about on the screen and change nothing of the journey.
type Doing int

// The doings, in the order in which a footer lists them.
const (
	DoSubmit Doing = iota
	DoMove         // up and down a menu
	DoNext         // to the next field
	DoPrevious
	DoUp
	DoDown
	DoNewCaptcha
	DoOtherWay
	DoResend
	DoReveal
	DoPhone // the simulated one
	DoScan  // plain mode: what a line of it does
	DoSuggest
	DoNotMine
	DoForgot
	DoTrySignIn
	DoGrant
	DoAskHelp
	DoNoLetter // the same, where F4 means something else
	DoSlip
	DoTest
	DoInvited
	DoOlder
	DoEnlarge
	DoPageUp
	DoPageDown
	DoConsole
	DoLanguage
	DoHelp
	DoBack
	DoQuit
	Doings // how many there are
)

// A Key is a key, what it does, and what that means in the table.
type Key struct {
	key.Binding
	Does  Doing
	Cap   string // as the footer shows it
	Means flows.Kind
	Pick  flows.Choice
}

// Keys is every key the program has a name for. There is no other list: App
// matches against it, the footer and the help print it, and the plain mode
// takes the same doings as words.
type Keys []Key

// NewKeys returns the keys. Arrows is what the cap of the arrow keys shows.
func NewKeys(arrows string) Keys {
	on := func(does Doing, cap string, means flows.Kind, pick flows.Choice, names ...string) Key {
		return Key{key.NewBinding(key.WithKeys(names...)), does, cap, means, pick}
	}
	here := func(does Doing, cap string, names ...string) Key {
		return on(does, cap, flows.Nothing, flows.NoChoice, names...)
	}
	return Keys{
		on(DoSubmit, "Enter", flows.Submit, flows.NoChoice, "enter"),
		here(DoMove, arrows), // shown for DoUp and DoDown
		here(DoNext, "Tab", "tab"),
		here(DoPrevious, "", "shift+tab"),
		here(DoUp, "", "up"),
		here(DoDown, "", "down"),
		on(DoNewCaptcha, "Ctrl+R", flows.Resend, flows.NoChoice, "ctrl+r"),
		on(DoOtherWay, "Ctrl+A", flows.Choose, flows.OtherWay, "ctrl+a"),
		on(DoResend, "Ctrl+R", flows.Resend, flows.NoChoice, "ctrl+r"),
		here(DoReveal, "Ctrl+E", "ctrl+e"),
		here(DoPhone, "Ctrl+P", "ctrl+p"),
		here(DoScan, ""), // a word of the plain mode; in the phone it is a line to choose
		on(DoSuggest, "Ctrl+G", flows.Choose, flows.Suggest, "ctrl+g"),
		on(DoNotMine, "F4", flows.Choose, flows.NotMine, "f4"),
		on(DoForgot, "F3", flows.Choose, flows.GoForgot, "f3"),
		on(DoTrySignIn, "F3", flows.Choose, flows.GoSignIn, "f3"),
		on(DoGrant, "F5", flows.Choose, flows.GoGrant, "f5"),
		on(DoAskHelp, "F4", flows.Choose, flows.AskHelp, "f4"),
		on(DoNoLetter, "F6", flows.Choose, flows.AskHelp, "f6"),
		on(DoSlip, "F5", flows.Choose, flows.GoSlip, "f5"),
		on(DoTest, "F5", flows.Choose, flows.GoTest, "f5"),
		on(DoInvited, "F3", flows.Choose, flows.GoInvited, "f3"),
		on(DoOlder, "F5", flows.Choose, flows.GoOlder, "f5"),
		here(DoEnlarge, "Ctrl+B", "ctrl+b"),
		here(DoPageUp, "PgUp", "pgup"),
		here(DoPageDown, "PgDn", "pgdown"),
		on(DoConsole, "F9", flows.Choose, flows.GoConsole, "f9"),
		here(DoLanguage, "F2", "f2"),
		on(DoHelp, "F1", flows.Help, flows.NoChoice, "f1"),
		on(DoBack, "Esc", flows.Back, flows.NoChoice, "esc"),
		on(DoQuit, "Ctrl+C", flows.Quit, flows.NoChoice, "ctrl+c", "f10"),
	}
}

// A Scene is what the keys depend on besides the table: what is on the screen.
type Scene struct {
	Fields  int  // to move between
	Lines   int  // of a menu to pick from
	Empty   bool // one of them, further on: Enter goes there, and waits for nobody
	Captcha bool // Ctrl+R means another picture, and not another letter
	Hidden  bool // there are letters to reveal
	Larger  bool // the QR code would really grow
	Far     bool // the page is longer than the screen
	Phone   bool // there is a simulated one
	Held    bool // and it is open, so that all keys are for it and Lines are its own
}

// At returns the keys that do something now, so that a footer cannot offer what
// the table does not. A key that cannot do its work yet is not among them; asked
// all the same, [flows.Can] has the reason.
func (k Keys) At(s flows.Session, sc Scene, now time.Time) Keys {
	var on Keys
	for _, e := range k {
		if e.useful(s, sc, now) {
			on = append(on, e)
		}
	}
	return on
}

func (e Key) useful(s flows.Session, sc Scene, now time.Time) bool {
	if s.Help {
		return e.Does == DoBack || e.Does == DoLanguage || e.Does == DoQuit || sc.Far && (e.Does == DoPageUp || e.Does == DoPageDown)
	}
	if sc.Held {
		switch e.Does {
		case DoSubmit, DoPhone, DoLanguage, DoBack, DoQuit:
			return true
		case DoMove, DoUp, DoDown, DoNext, DoPrevious:
			return sc.Lines > 1
		default:
			return false
		}
	}
	switch e.Does {
	case DoSubmit:
		if sc.Lines > 0 || sc.Empty {
			return true
		}
	case DoNewCaptcha:
		if !sc.Captcha {
			return false
		}
	case DoResend:
		if sc.Captcha {
			return false
		}
	case DoMove, DoUp, DoDown:
		return sc.Lines > 1 || sc.Fields > 1 && e.Does != DoMove
	case DoNext, DoPrevious:
		return sc.Fields > 1
	case DoReveal:
		return sc.Hidden
	case DoPhone:
		return sc.Phone
	case DoScan:
		return sc.Phone && scannable(s)
	case DoEnlarge:
		return sc.Larger
	case DoPageUp, DoPageDown:
		return sc.Far
	case DoLanguage:
		return true
	case DoAskHelp, DoNoLetter:
		if letter := s.State == flows.AtMailCode || s.State == flows.AtLostCode; letter != (e.Does == DoNoLetter) {
			return false
		}
	case DoTrySignIn, DoForgot, DoGrant, DoSlip, DoTest:
		if sc.Lines > 0 {
			return false // the menu has it
		}
	default: // the table knows
	}
	can, _ := flows.Can(s, e.Means, e.Pick, now)
	return can
}

// quiet are doings that have a key but no place in a footer: F1 lists them.
var quiet = map[Doing]bool{
	DoPrevious: true, DoUp: true, DoDown: true, DoPageUp: true, DoPageDown: true, DoQuit: true, DoScan: true,
}

// rank orders a footer. Where there is no room the last but one goes first: the
// language, then Tab, which people find by themselves; help stays longest.
func rank(d Doing) int {
	switch d {
	case DoHelp:
		return 1
	case DoNext:
		return 2
	case DoLanguage:
		return 3
	case DoQuit:
		return 4
	case DoBack:
		return 5
	default:
		return 0
	}
}

// footer is the keys as a page shows them, the one that goes on first and the
// way back last.
func (k Keys) footer(s flows.Session, w Words) []paper.Key {
	var out []paper.Key
	order := slices.Clone(k)
	place := func(e Key) int {
		if e.Does == DoHelp && w.refused(s) {
			return 0 // why it was refused is what anybody wants to know
		}
		return 2*rank(e.Does) + min(1, int(e.Does-DoSubmit))
	}
	slices.SortStableFunc(order, func(a, b Key) int { return place(a) - place(b) })
	for _, e := range order {
		if s.Help && e.Does == DoBack {
			out = append([]paper.Key{{Cap: e.Cap, Does: w.does(s, e.Does)}}, out...) // the way on from here
			continue
		}
		if e.Does == DoQuit && s.Facts.Kiosk {
			if s.State == flows.AtStart || s.State.Staffed() {
				continue // there is nothing to finish, or Esc leads to where it is
			}
			e.Cap = "F10" // nobody has to know what Ctrl+C is
		} else if quiet[e.Does] && !(s.State == flows.AtStart && e.Does == DoQuit) || e.Does == DoPhone && !phoneHelps(s) {
			continue
		}
		if e.Does == DoMove && e.Cap == "" {
			e.Cap = w.Arrows // these letters have no arrows
		}
		does := w.does(s, e.Does)
		if e.Does == DoPhone {
			does = w.Handset.Short
		}
		out = append(out, paper.Key{Cap: e.Cap, Does: does})
	}
	return out
}

// does is what w calls a doing on s.
func (w Words) does(s flows.Session, d Doing) string {
	switch {
	case d == DoSubmit && w.Button[s.State] != "":
		return w.Button[s.State]
	case d == DoLanguage:
		return w.Other
	case d == DoHelp && w.refused(s):
		return w.Code.Ask
	case d == DoOtherWay && s.Facts.Captcha.Sum():
		return w.Picture
	case d == DoNewCaptcha && s.Facts.Captcha.Sum():
		return w.NewSum
	case d == DoBack && (s.State == flows.AtAccount || s.State == flows.AtConsole):
		return w.SignOut
	case d == DoQuit && s.Facts.Kiosk:
		return w.Finish
	}
	return w.Keys[d]
}
