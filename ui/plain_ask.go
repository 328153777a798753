package ui

import (
	"slices"
	"strconv"
	"strings"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// ask puts what is still open to the person and returns the event they made.
func (p *plain) ask() (flows.Event, error) {
	s, w := p.session, p.Words
	sh := describe(s, w, p.Now())
	if len(sh.Menu) > 0 {
		return p.menu(sh.Menu)
	}
	if len(sh.Asks) == 0 {
		_, e, err := p.read(w.GoOn+" ("+w.does(s, DoSubmit)+"): ", false)
		if err != nil || e.Kind != flows.Nothing {
			return e, err
		}
		return flows.Event{Kind: flows.Submit}, nil
	}
	if s.State == flows.AtFind {
		text, e, err := p.read(sh.Asks[0].Label+": ", false)
		if err != nil || e.Kind != flows.Nothing {
			return e, err
		}
		return search(text), nil
	}
	for _, ask := range sh.Asks {
		if _, ok := p.held[ask.Field]; ok {
			continue
		}
		if e, err := p.field(ask); err != nil || e.Kind != flows.Nothing {
			return e, err
		}
	}
	var a flows.Answers
	for f, text := range p.held {
		a[f] = flows.Hide(text)
	}
	return flows.Event{Kind: flows.Submit, Answers: a}, nil
}

// field asks for one answer and holds it.
func (p *plain) field(ask Ask) (flows.Event, error) {
	w := p.Words
	prompt := ask.Label
	given := ""
	switch {
	case ask.Field == flows.CaptchaText:
		c := p.session.Facts.Captcha
		prompt += ". " + w.Sum(c.A, c.B)
	case ask.Field == flows.DeviceName && p.session.State == flows.AtScan:
		if i := len(p.session.Facts.Devices); i < len(w.NameIdeas) {
			given = w.NameIdeas[i]
			prompt += " (" + w.Suggest + " " + given + ")"
		}
	case ask.Hint != "" && ask.Field != flows.CaptchaText:
		prompt += " (" + ask.Hint + ")"
	}
	text, e, err := p.read(prompt+": ", ask.Hidden)
	if err != nil || e.Kind != flows.Nothing {
		return e, err
	}
	if text == "" {
		text = given
	}
	p.held[ask.Field] = text
	if ask.Field == flows.NIP {
		if n, err := nip.Parse(text); err == nil {
			p.line(w.Read(n))
		}
	}
	return flows.Event{}, nil
}

// menu is a numbered list.
func (p *plain) menu(lines []Line) (flows.Event, error) {
	for i, l := range lines {
		mark := ""
		if l.Choice == flows.Play {
			mark = p.Words.Choice[flows.Play] + " "
		}
		p.line(strconv.Itoa(i+1) + ". " + mark + strings.Join(strings.Fields(l.Text), " "))
	}
	for {
		text, e, err := p.read(p.Words.Pick+": ", false)
		if err != nil || e.Kind != flows.Nothing {
			return e, err
		}
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err == nil && n >= 1 && n <= len(lines) {
			l := lines[n-1]
			return flows.Event{Kind: flows.Choose, Pick: l.Choice, Index: l.Index}, nil
		}
		if p.session.State == flows.AtFind && err != nil {
			return search(text), nil // what is no number of the list is looked for
		}
		p.line(p.Words.NoSuch)
	}
}

// read reads one line. One that begins with a colon is a command: the event it
// means, or for those that mean none the question once more.
func (p *plain) read(prompt string, hidden bool) (string, flows.Event, error) {
	for {
		get := p.in.ReadLine
		if hidden {
			get = p.in.ReadSecret
		}
		text, err := get(p.ctx, prompt)
		if err != nil {
			return "", flows.Event{}, err
		}
		name, command := strings.CutPrefix(strings.TrimSpace(text), ":")
		if !command || hidden && !p.known(name) {
			return text, flows.Event{}, nil // a password may begin with a colon
		}
		was := p.Words.Tag
		e, ok := p.command(name)
		switch {
		case ok:
			return "", e, nil
		case p.Words.Tag != was:
			return "", flows.Event{}, errAgain
		}
	}
}

func (p *plain) known(name string) bool {
	for _, c := range p.Words.Commands {
		if c != "" && c == name {
			return true
		}
	}
	return false
}

// command carries out what is typed after a colon. It returns the event it
// means, if it means one: language and help are answered at once, and what is
// not possible now with the reason or with what is.
func (p *plain) command(name string) (flows.Event, bool) {
	w := p.Words
	for _, k := range p.possible() {
		switch {
		case w.Commands[k.Does] != name:
			continue
		case k.Does == DoLanguage:
			p.Words = w.next()
			p.titled, p.said, p.news = -1, "", true
			return flows.Event{}, false
		case k.Does == DoHelp:
			if c, ok := w.card(p.session, p.Now()); ok {
				for _, l := range c.spoken(w, p.session) {
					p.line(p.spoken(l))
				}
			} else {
				p.line(p.spoken(w.Help[p.session.State]))
			}
			p.list()
			return flows.Event{}, false
		case k.Does == DoScan:
			var note handsetNote
			p.phone, note = scanned(p.phone, p.session)
			p.line(w.Handset.Said[note])
			p.hear()
			return flows.Event{}, false
		case k.Does == DoPhone:
			p.hear()
			return flows.Event{}, false
		}
		return flows.Event{Kind: k.Means, Pick: k.Pick}, true
	}
	for _, k := range NewKeys("") {
		if name == "" || w.Commands[k.Does] != name {
			continue
		}
		if can, why := flows.Can(p.session, k.Means, k.Pick, p.Now()); !can && why != flows.Silence {
			return flows.Event{Kind: k.Means, Pick: k.Pick}, true
		}
	}
	p.list()
	return flows.Event{}, false
}

// possible are the doings that have a word and can be done now.
func (p *plain) possible() Keys {
	sc := Scene{Phone: p.simulates()}
	for _, in := range flows.Inputs(p.session) {
		sc.Captcha = sc.Captcha || in.Field == flows.CaptchaText
	}
	return slices.DeleteFunc(NewKeys("").At(p.session, sc, p.Now()), func(k Key) bool {
		return p.Words.Commands[k.Does] == ""
	})
}

// hear says what the simulated phone shows.
func (p *plain) hear() {
	for _, l := range p.Words.spokenPhone(p.phone, p.Now()) {
		p.line(l)
	}
}

// list says which commands are possible.
func (p *plain) list() {
	var names []string
	for _, k := range p.possible() {
		names = append(names, ":"+p.Words.Commands[k.Does])
	}
	p.line(p.Words.Typed + " " + strings.Join(names, ", "))
}

// search looks for text.
func search(text string) flows.Event {
	e := flows.Event{Kind: flows.Look}
	e.Answers[flows.Query] = flows.Hide(text)
	return e
}
