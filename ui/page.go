package ui

import (
	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/ui/paper"
)

// page is the sheet of the session, drawn: the words of describe in the places
// that package paper has for them.
func (a *App) page() paper.Page {
	w, f, now := a.Words, a.frame, a.Now()
	sh := describe(a.session, w, now)
	sh.paths(" " + a.Theme.Glyphs.Pick + " ")
	p := paper.Page{
		Brand: w.Brand, Journey: sh.Journey,
		Clock: w.Clock(now), Mark: sh.Mark, Say: sh.Say, Tiny: w.Tiny, Scroll: a.scroll,
	}
	if sh.Place.Of > 0 {
		p.Step, p.Of, p.Steps = sh.Place.N, sh.Place.Of, w.Step(sh.Place.N, sh.Place.Of)
	}
	if a.Practice {
		p.Badge = w.Practice
	}
	keys := a.keys.At(a.session, a.scene(), now)
	p.Keys = keys.footer(a.session, w)

	b := &body{Theme: a.Theme, wide: f.Body()}
	switch {
	case a.session.Help:
		a.helpBody(b, &p)
	case keyShown(a.session):
		a.scanBody(b, &p, sh)
	case a.session.State == flows.AtSecondCode:
		a.secondBody(b, sh)
	case a.session.State == flows.AtVerdict:
		a.verdictBody(b, sh)
	default:
		a.formBody(b, &p, sh)
	}
	if quiet := len(sh.Say) == 0 || sh.Mark == paper.Done || sh.Mark == paper.Note; quiet && !a.session.Help && a.session.Say != flows.PhraseMade {
		if mark, say := a.passwordNews(); len(say) > 0 {
			p.Mark, p.Say = mark, say
		}
	}
	if a.Fault != "" {
		p.Mark, p.Say = paper.Refused, paper.Plain(w.Desk.Broke(a.Fault))
	}
	if a.Queue != nil && p.Mark == paper.Working {
		if n := a.Queue(); n > 0 {
			p.Say = paper.Plain(w.Desk.Queue(n))
		}
	}
	if say, ok := a.notice(now); ok {
		p.Mark, p.Say, p.Tiny = paper.Urgent, say, say.String()
	}
	p.Body, p.From, p.To = b.rows, b.from, b.to
	return p
}

// A body is the rows of a page as they come to be.
type body struct {
	paper.Theme
	wide     int
	rows     []string
	from, to int // where one is
}

func (b *body) add(rows ...string) { b.rows = append(b.rows, rows...) }

// here adds rows that one is in.
func (b *body) here(rows []string) {
	b.from = len(b.rows)
	b.add(rows...)
	b.to = len(b.rows)
}

// gap adds a blank row, unless there is one already or the body is empty.
func (b *body) gap() {
	if n := len(b.rows); n > 0 && b.rows[n-1] != "" {
		b.add("")
	}
}

func (b *body) paras(ps []paper.Prose) {
	for _, p := range ps {
		if p.Width() == 0 {
			b.gap()
			continue
		}
		b.add(b.Para(b.wide, p)...)
	}
}

// formBody is most pages: a title, what there is to say, fields or a menu, and
// what else there is to say.
func (a *App) formBody(b *body, p *paper.Page, sh Sheet) {
	if a.session.State == flows.Activated && !a.frame.Small() {
		if rows, ok := a.Theme.Big(b.wide, paper.InGood, a.Words.Big); ok {
			b.add("")
			b.add(rows...)
			b.add("")
			sh.Title = ""
		}
	}
	if sh.Title != "" {
		mark := paper.NoMark
		if a.session.State == flows.Activated {
			mark = paper.Done
		}
		b.add(a.Theme.Title(b.wide, mark, sh.Title)...)
	}
	if sh.Acts {
		for i, p := range sh.Lead {
			b.add(a.Theme.Numbered(b.wide, i+1, p)...)
			b.gap()
		}
	} else {
		b.paras(sh.Lead)
	}
	b.stepsBody(sh.Steps)
	if len(sh.Known) > 0 {
		b.add(a.Theme.Facts(b.wide, sh.Known)...)
	}
	for i := range sh.Asks {
		b.gap()
		a.fieldBody(b, sh.Asks, i)
	}
	a.deskBody(b, p, sh)
	shown := 0
	if sh.Grid.Picks {
		shown = len(sh.Grid.Rows)
	}
	if len(sh.Menu) > shown {
		b.gap()
		a.menuBody(b, sh.Menu, shown, len(sh.Known) == 0 && shown == 0)
	}
	if len(sh.Tail) > 0 {
		b.gap()
		if !a.frame.Small() && len(sh.Menu) == 0 {
			b.add("")
		}
		b.paras(sh.Tail)
	}
}

// menuBody is a list to choose from. The invented people of practice stand under
// a line of their own, and one of them is marked as the one that is played; what
// answers a question stands apart from what does not. The first lines may have
// been shown already, as rows of a table.
func (a *App) menuBody(b *body, lines []Line, shown int, airy bool) {
	at := a.form.at
	if a.handset.open {
		at = -1 // one chooses elsewhere
	}
	airy = airy && !a.frame.Small() && len(lines) <= 6
	chosen, other := a.Theme.Glyphs.Now, a.Theme.Glyphs.Todo
	if !a.Theme.Glyphs.Pixels {
		chosen, other = "(*)", "( )" // # and - look like a list
	}
	block := func(l Line) flows.Choice { // what lines that stand together have in common
		if l.Choice == flows.Play || l.Choice == flows.AnswerWith {
			return l.Choice
		}
		return flows.NoChoice
	}
	for i := shown; i < len(lines); {
		j, people := i, lines[i].Choice == flows.Play
		var texts []string
		for ; j < len(lines) && block(lines[j]) == block(lines[i]); j++ {
			t := lines[j].Text
			switch {
			case people && lines[j].Chosen:
				t = chosen + " " + t
			case people:
				t = other + " " + t
			}
			texts = append(texts, t)
		}
		if people {
			b.gap()
			b.add(a.Theme.Para(b.wide, paper.Plain(a.Words.Choice[flows.Play]+":"))...)
		} else if i > shown {
			b.gap()
		}
		rows, from, to := a.Theme.Menu(b.wide, texts, at-i, airy)
		if to > from {
			b.from, b.to = len(b.rows)+from, len(b.rows)+to
		}
		b.add(rows...)
		i = j
	}
}

// helpBody is what F1 shows: a paragraph about the page one came from, and every
// key that does something there. While a code stands refused it is the card that
// says why, and nothing else.
func (a *App) helpBody(b *body, p *paper.Page) {
	w := a.Words
	if c, ok := w.card(a.session, a.Now()); ok {
		if p.Mark != paper.Working {
			p.Mark, p.Say = paper.NoMark, nil // the card says it
		}
		a.cardBody(b, c)
		return
	}
	b.add(a.Theme.Title(b.wide, paper.NoMark, w.HelpTitle)...)
	b.add(a.Theme.Para(b.wide, paper.Plain(a.help(b.wide)))...)
	b.add("")
	b.add(a.Theme.Para(b.wide, paper.Plain(w.AllKeys))...)
	b.add("")
	under := a.session
	under.Help = false
	sc := a.scene()
	sc.Far = a.far(under)
	var facts []paper.Fact
	for _, k := range a.keys.At(under, sc, a.Now()) {
		if k.Cap != "" {
			facts = append(facts, paper.Fact{Label: k.Cap, Value: paper.Plain(w.does(under, k.Does))})
		}
	}
	b.add(a.Theme.Facts(b.wide, facts)...)
}

// countdown is how long the code in the app is good for: a meter and a number.
func (a *App) countdown(wide int) paper.Prose {
	return a.remaining(wide, seconds(otp.Left(a.Now())))
}

// remaining is a number of seconds on the same meter.
func (a *App) remaining(wide, secs int) paper.Prose {
	cells := 21 // for 30 seconds
	if wide < 40 {
		cells = min(cells, wide-12)
	}
	return a.meter(secs, cells, "  ")
}

// meter is a number of seconds out of a period, as so many cells and in words,
// with a gap between.
func (a *App) meter(secs, cells int, gap string) paper.Prose {
	period := int(otp.Period.Seconds())
	return append(a.Theme.Meter(paper.InAccent, (secs*cells+period-1)/period, cells),
		paper.Span{Text: gap + a.Words.Seconds(secs)})
}
