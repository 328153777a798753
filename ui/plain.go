package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/password"
)

// Lines is where the plain mode hears the person. One Lines serves the whole
// walk, so nothing typed ahead is lost between questions. It prints the prompt
// and returns one line without its end; at the end of input it returns io.EOF.
type Lines interface {
	ReadLine(ctx context.Context, prompt string) (string, error)
	ReadSecret(ctx context.Context, prompt string) (string, error)
}

// ErrLeft is how [Plain] ends when the input did, before the person said so.
var ErrLeft = errors.New("the input ended before the journey did")

// Plain is the program in questions and answers, one line each and each said
// once: for screen readers, pipes and scripts. It walks the same table as [App]
// and says what describe says.
func Plain(ctx context.Context, out io.Writer, in Lines, set Setting) error {
	p := &plain{Setting: set, ctx: ctx, out: out, in: in}
	p.session.Facts.Practice = set.Practice
	p.open()
	p.step(flows.Event{Kind: flows.Wake})
	for !p.session.State.Done() {
		p.say()
		e, err := p.ask()
		if err != nil {
			p.step(flows.Event{Kind: flows.Quit})
			if errors.Is(err, io.EOF) {
				err = ErrLeft
			}
			return fmt.Errorf("read an answer: %w", err)
		}
		p.step(e)
	}
	p.line(p.Words.Bye)
	return nil
}

type plain struct {
	Setting
	ctx     context.Context
	out     io.Writer
	in      Lines
	session flows.Session

	held   map[flows.Field]string // answers that need not be given again
	titled flows.State            // whose title was said last
	said   string                 // the body that was said last
	news   bool                   // there is something new to say
}

func (p *plain) line(s string) { fmt.Fprintln(p.out, s) }

// open begins a state afresh.
func (p *plain) open() {
	p.held = map[flows.Field]string{}
	p.titled, p.said = -1, ""
	if n := p.session.NIP.Reveal(); n != "" {
		p.held[flows.NIP] = n
	}
}

// step is the only place where the session changes. The world's answers follow
// at once: there is nothing to draw meanwhile.
func (p *plain) step(e flows.Event) {
	for {
		was := p.session
		next, eff, err := flows.Step(was, e, p.Now())
		if err != nil {
			return // the question is put again
		}
		p.session = next
		p.news = p.news || next.Say != flows.Silence && (next.Say != was.Say || e.Kind != flows.Ready)
		switch {
		case next.State != was.State:
			p.open()
		case e.Kind == flows.Refuse || next.Say.Sort() == flows.Slip:
			p.refuse(next.Say)
		}
		if e.Kind == flows.Ready && was.Doing == flows.MakePhrase {
			delete(p.held, flows.NewPassword)
			p.news = true
		}
		if eff.Do == flows.None {
			return
		}
		e = p.World(p.ctx, eff)
	}
}

// refuse forgets the answer that why is about, and those after it that are worth
// nothing once judged.
func (p *plain) refuse(why flows.Reason) {
	field, about := flows.About(why)
	if !about {
		return
	}
	after := false
	for _, in := range flows.Inputs(p.session) {
		if in.Field == field {
			after = true
			delete(p.held, in.Field)
		}
		if after && in.Once && why.Spends() {
			delete(p.held, in.Field)
		}
	}
	if why == flows.FillIn {
		p.held = map[flows.Field]string{}
	}
}

// say says where one is and how the last thing went, each once.
func (p *plain) say() {
	s, w := p.session, p.Words
	sh := describe(s, w, p.Now())
	if p.titled != s.State {
		p.titled = s.State
		p.line("")
		title := sh.Title
		if !strings.HasSuffix(title, "?") {
			title += "."
		}
		if sh.Place.Of > 0 {
			title = sh.Journey + ", " + w.Step(sh.Place.N, sh.Place.Of) + ". " + title
		}
		p.line(title)
		if s.State == flows.AtStart {
			p.line(w.PlainTip)
		}
	}
	var body []string
	add := func(t string) {
		if t = strings.TrimSpace(t); t != "" {
			body = append(body, t)
		}
	}
	for _, l := range sh.Lead {
		add(l.String())
	}
	for _, f := range sh.Known {
		add(f.Label + ": " + f.Value.String())
	}
	for _, l := range p.aside(sh) {
		add(l)
	}
	if b := strings.Join(body, "\n"); b != p.said && b != "" {
		p.said = b
		p.line(b)
	}
	if len(sh.Say) > 0 && (p.news || s.State == flows.AtStart && s.Say == flows.Silence) {
		p.line(sh.Say.String())
	}
	p.news = false
}

// aside is what a state has to say besides its words.
func (p *plain) aside(sh Sheet) []string {
	s, w := p.session, p.Words
	var out []string
	switch s.State {
	case flows.AtMailCode, flows.AtLostCode:
		out = append(out, w.GoodUntil(w.Clock(s.Facts.Until.In(p.Now().Location()))))
		if s.Facts.Practice {
			l := s.Facts.Letter
			if l.Code.Empty() {
				return append(out, w.Mailbox+": -")
			}
			return append(out, w.Mailbox+": "+l.Subject, w.Mailbox+": "+groups(l.Code.Reveal()))
		}
	case flows.AtPassword, flows.AtWeakPassword, flows.AtChange:
		for r := range password.Shown {
			out = append(out, "- "+w.Rule[r])
		}
	case flows.AtScan:
		out = append(out,
			w.Link+": "+s.Facts.URI.Reveal(),
			w.Key+" "+otp.Groups(s.Facts.Key).Reveal())
	default:
	}
	switch s.State {
	case flows.AtMailCode, flows.AtLostCode, flows.AtScan:
	default:
		for _, t := range sh.Tail {
			out = append(out, p.spoken(t.String()))
		}
	}
	return out
}

// spoken is text with the words to type in place of the keys to press. A
// sentence about a key that nobody needs here is left out.
func (p *plain) spoken(text string) string {
	w := p.Words
	for _, k := range NewKeys("").At(p.session, Scene{}, p.Now()) {
		if c := w.Commands[k.Does]; c != "" && k.Cap != "" {
			text = strings.NewReplacer(w.Press+" "+k.Cap, w.Type+" :"+c, strings.ToLower(w.Press)+" "+k.Cap, strings.ToLower(w.Type)+" :"+c, k.Cap, ":"+c).Replace(text)
		}
	}
	var kept []string
	for _, s := range strings.SplitAfter(text, ". ") {
		if !strings.Contains(s, "Ctrl+") {
			kept = append(kept, s)
		}
	}
	return strings.TrimSpace(strings.Join(kept, ""))
}

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
		if e, ok := p.command(name); ok {
			return "", e, nil
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
// means, if that is possible now.
func (p *plain) command(name string) (flows.Event, bool) {
	w, now := p.Words, p.Now()
	sc := Scene{Captcha: len(flows.Inputs(p.session)) > 1 && flows.Inputs(p.session)[1].Field == flows.CaptchaText}
	var can []string
	for _, k := range NewKeys("").At(p.session, sc, now) {
		c := w.Commands[k.Does]
		if c == "" {
			continue
		}
		can = append(can, ":"+c)
		if c != name {
			continue
		}
		switch k.Does {
		case DoLanguage:
			p.Words = w.next()
			p.titled, p.said = -1, ""
			p.say()
			return flows.Event{}, false
		case DoHelp:
			p.line(p.spoken(w.Help[p.session.State]))
			p.line(w.Typed + " " + strings.Join(p.commands(sc, now), ", "))
			return flows.Event{}, false
		default:
			return flows.Event{Kind: k.Means, Pick: k.Pick}, true
		}
	}
	for _, k := range NewKeys("") { // one that is not possible now may have a reason
		if w.Commands[k.Does] != name || name == "" {
			continue
		}
		if ok, why := flows.Can(p.session, k.Means, k.Pick, now); !ok && why != flows.Silence {
			return flows.Event{Kind: k.Means, Pick: k.Pick}, true
		}
	}
	p.line(w.Typed + " " + strings.Join(can, ", "))
	return flows.Event{}, false
}

// commands are those that are possible now.
func (p *plain) commands(sc Scene, now time.Time) (out []string) {
	for _, k := range NewKeys("").At(p.session, sc, now) {
		if c := p.Words.Commands[k.Does]; c != "" {
			out = append(out, ":"+c)
		}
	}
	return out
}
