package ui

import (
	"context"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"aktivasi/flows"
	"aktivasi/ui/door"
	"aktivasi/ui/paper"
)

// A World carries out an effect and answers it. Package flows/run has the real
// one.
type World func(context.Context, flows.Effect) flows.Event

// A Setting is what an [App] is made of. All of it belongs to one terminal.
type Setting struct {
	World    World
	Now      func() time.Time // in the terminal's zone
	Theme    paper.Theme
	Words    Words
	Practice bool
	Handset  bool // a simulated phone is at hand, in practice alone

	// Kiosk is a terminal that only an officer ends. Timed is one that serves
	// one person after the other, a kiosk or not: who leaves is forgotten, and
	// who does nothing for long enough has left.
	Kiosk, Timed bool

	Queue func() int   // how many passwords are being judged or wait to be; nil: unknown
	Begin flows.Choice // taken at the first screen by itself; NoChoice: none
	Fault string       // the number of the panic that the screen begins anew after, or ""
}

// App is the whole program as Bubble Tea sees it, and the only tea.Model. It is
// thin: what follows what is in the table, what is said in the words, how it
// looks in package paper.
type App struct {
	Setting
	ctx  context.Context // ends with the terminal
	keys Keys

	session flows.Session
	form    *form
	frame   paper.Frame
	lines   map[flows.State]int // which line of a menu was chosen last
	landed  time.Time           // when an answer last brought another page
	sitting sitting
	scroll  int  // rows of the page out of sight
	unread  bool // the page is to be read before its menu is looked at
	large   bool // the QR code alone
	code    qrCache
	letters drawn

	handset handset
	size    paper.Frame // of the terminal; frame is the part of it that the page has
}

// New returns an App at the first screen.
func New(ctx context.Context, set Setting) *App {
	arrows := set.Theme.Glyphs.Arrows
	a := &App{
		Setting: set, ctx: ctx,
		keys:  NewKeys(arrows),
		frame: paper.Frame{W: 80, H: 24}, size: paper.Frame{W: 80, H: 24},
		lines: map[flows.State]int{},
	}
	a.session.Facts.Practice, a.session.Facts.Kiosk = set.Practice, set.Kiosk
	a.sitting = sitting{key: set.Now(), first: set.Words}
	a.open()
	return a
}

type (
	// answered is an event that came back from the world.
	answered flows.Event

	// ticked is the clock: nothing in the program moves but the time and what
	// counts down to it.
	ticked struct{}

	// woken starts the first effect.
	woken struct{}
)

// Init implements tea.Model. The store is opened by the first effect, while the
// first frame is being drawn.
func (a *App) Init() tea.Cmd {
	return tea.Batch(func() tea.Msg { return woken{} }, tick())
}

func tick() tea.Cmd {
	return tea.Every(time.Second, func(time.Time) tea.Msg { return ticked{} })
}

// Update implements tea.Model.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		a.size = paper.Frame{W: m.Width, H: m.Height}
		a.fit()
	case ticked:
		return a, tea.Batch(tick(), a.tend(a.Now()))
	case woken:
		wake := a.step(flows.Event{Kind: flows.Wake})
		if a.Begin != flows.NoChoice {
			return a, tea.Batch(wake, a.step(flows.Event{Kind: flows.Choose, Pick: a.Begin}))
		}
		return a, wake
	case answered:
		return a, a.step(flows.Event(m))
	case tea.KeyMsg:
		return a, a.press(door.Text(m))
	}
	return a, nil
}

// press is one key, or several letters that came in one read.
func (a *App) press(m tea.KeyMsg) tea.Cmd {
	a.sitting.key = a.Now()
	var named Keys
	for _, k := range a.keys {
		if key.Matches(m, k.Binding) {
			named = append(named, k)
		}
	}
	if len(named) > 0 { // and so never text
		sc := a.scene()
		if d := named[0].Does; d == DoPageUp || d == DoPageDown {
			most, _ := a.Theme.Reach(a.page(), a.frame) // which draws the page: not for every letter
			sc.Far = most > 0
		}
		if on := named.At(a.session, sc, a.Now()); len(on) > 0 {
			return a.do(on[0])
		}
		return a.explain(named[0])
	}
	if a.session.Help || a.large || a.handset.open {
		return nil
	}
	before := a.form.value(flows.Query)
	a.form.update(m)
	a.follow()
	if a.form.value(flows.Query) != before {
		return a.step(flows.Event{Kind: flows.Look, Answers: a.form.answers()}) // what is looked for is looked for letter by letter
	}
	return nil
}

// do carries out what a key means: something on this screen, or an event.
func (a *App) do(k Key) tea.Cmd {
	if a.large && k.Does != DoQuit && k.Does != DoLanguage {
		a.large = false // whatever it was, they want the page back
		return nil
	}
	if k.Does == DoPhone || a.handset.open && k.Does != DoQuit && k.Does != DoLanguage {
		a.hold(k.Does)
		return nil
	}
	switch k.Does {
	case DoNext, DoDown:
		if !a.showLine() {
			a.form.move(1)
		}
	case DoPrevious, DoUp:
		if !a.showLine() {
			a.form.move(-1)
		}
	case DoReveal:
		a.form.reveal = !a.form.reveal
		a.form.show(a.form.reveal)
	case DoEnlarge:
		a.large = true
	case DoPageUp, DoPageDown:
		a.turn(k.Does == DoPageDown)
		return nil
	case DoLanguage:
		a.Words = a.Words.next()
	case DoSubmit:
		if a.hasty() {
			return nil
		}
		return a.enter()
	default:
		return a.step(flows.Event{Kind: k.Means, Pick: k.Pick, Answers: a.form.answers()})
	}
	a.follow()
	return nil
}

// grace is how long a page that an answer brought does not take Enter: the
// second half of a double press was meant for the page before.
const grace = 300 * time.Millisecond

// hasty reports whether Enter comes too soon after a page that only tells how
// something went. It would be gone unread, and a session with it.
func (a *App) hasty() bool {
	return len(a.form.inputs) == 0 && a.form.lines == 0 && a.Now().Sub(a.landed) < grace
}

// enter takes the chosen line, goes on to the next empty field, or sends the
// form off.
func (a *App) enter() tea.Cmd {
	if menu := flows.Menu(a.session); len(menu) > 0 {
		if a.showLine() {
			return nil // nobody takes what they do not see
		}
		o := menu[clamp(a.form.at, len(menu))]
		return a.step(flows.Event{Kind: flows.Choose, Pick: o.Choice, Index: o.Index})
	}
	if next, done := a.form.done(); !done && !a.form.skipped() {
		a.form.focus(next)
		a.follow()
		return nil
	}
	return a.step(flows.Event{Kind: flows.Submit, Answers: a.form.answers()})
}

// explain answers a key that cannot do its work yet with the reason.
func (a *App) explain(k Key) tea.Cmd {
	if k.Means == flows.Nothing || a.session.Help || a.handset.open {
		return nil
	}
	if can, why := flows.Can(a.session, k.Means, k.Pick, a.Now()); !can && why != flows.Silence {
		return a.step(flows.Event{Kind: k.Means, Pick: k.Pick})
	}
	return nil
}

// step is the only place where the session changes.
func (a *App) step(e flows.Event) tea.Cmd {
	was := a.session
	next, eff, err := flows.Step(was, e, a.Now())
	if err != nil {
		return nil // an answer to an old question, or a key that means nothing here
	}
	a.session = next
	var begin tea.Cmd
	switch {
	case next.State != was.State || next.Question != was.Question:
		a.lines[was.State] = a.form.at
		a.Fault = ""
		if next.State == flows.AtStart && (a.Timed || !was.Facts.Person.NIP.Empty() || was.State.Staffed()) {
			begin = a.begin() // the next person begins at the top
		}
		a.landed = time.Time{}
		a.open()
		if e.Kind == flows.Back && next.State == flows.AtClinic {
			a.form.focus(cameFrom(was, next.Question)) // one comes back to try another answer
		}
		if e.Kind >= flows.Ready {
			a.landed = a.Now()
		}
	case next.Help != was.Help:
		a.scroll = 0
	case e.Kind == flows.Refuse || next.Say.Sort() == flows.Slip:
		a.form.refuse(next.Say)
	}
	if e.Kind == flows.Accept && next.Say == flows.Restored {
		a.handset = handset{} // whoever begins anew has a new phone, and whoever only leaves has not
		a.fit()
	}
	if e.Kind == flows.Ready && was.Doing == flows.MakePhrase {
		a.form.suggest(next.Facts.Phrase.Reveal())
	}
	a.form.relist(len(flows.Menu(next)))
	a.follow()

	var work tea.Cmd
	if eff.Do != flows.None {
		work = func() tea.Msg { return answered(a.World(a.ctx, eff)) }
	}
	if next.State.Done() {
		return tea.Sequence(work, tea.Quit)
	}
	if begin != nil {
		return tea.Batch(begin, work)
	}
	return work
}

// fresh are menus that begin at the top each time: what stood under the cursor the
// last time was about somebody else, or has been done.
var fresh = map[flows.State]bool{
	flows.AtPerson: true, flows.AtWhy: true, flows.AtChecked: true, flows.AtCase: true, flows.AtOneOfficer: true,
	flows.AtClinic: true, flows.AtRemedy: true,
}

// open makes the form for the state the session is in.
func (a *App) open() {
	filled := map[flows.Field]string{flows.NIP: a.session.NIP.Reveal()}
	if i := len(a.session.Facts.Devices); a.session.State == flows.AtScan && i < len(a.Words.NameIdeas) {
		filled[flows.DeviceName] = a.Words.NameIdeas[i]
	}
	filled[flows.Query] = a.session.Query.Reveal()
	a.form = newForm(a.Theme, a.session, filled)
	if a.form.lines > 0 && !fresh[a.session.State] {
		a.form.focus(a.lines[a.session.State])
	}
	a.scroll, a.large = 0, false
	a.unread = a.session.State == flows.AtRemedy
}

// scene is what the keys depend on besides the table. Whether the page scrolls is
// not in it: the page would have to be drawn first.
func (a *App) scene() Scene {
	if a.handset.open {
		return Scene{Phone: true, Held: true, Lines: len(a.handsetLines())}
	}
	sc := Scene{Fields: len(a.form.inputs), Lines: a.form.lines, Captcha: a.form.index(flows.CaptchaText) >= 0, Phone: a.simulates()}
	_, done := a.form.done()
	sc.Empty = !done && !a.form.skipped()
	for _, ask := range a.form.asks {
		sc.Hidden = sc.Hidden || ask.Hidden
	}
	if keyShown(a.session) {
		_, sc.Larger = a.code.big(a.session.Facts.URI.Reveal(), a.frame)
	}
	return sc
}

// View implements tea.Model.
func (a *App) View() string {
	if a.session.State.Done() {
		return ""
	}
	if a.handset.open {
		return a.holding()
	}
	if _, ending := a.notice(a.Now()); a.large && !ending { // the code alone has no room to say so
		if v, ok := a.alone(); ok {
			return v
		}
	}
	return a.Theme.View(a.page(), a.frame)
}
