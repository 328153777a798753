package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/flows/password"
	"aktivasi/flows/phone"
	"aktivasi/ui/paper"
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
	p.session.Facts.Practice, p.session.Facts.Kiosk = set.Practice, set.Kiosk
	p.open()
	p.step(flows.Event{Kind: flows.Wake})
	if set.Begin != flows.NoChoice {
		p.step(flows.Event{Kind: flows.Choose, Pick: set.Begin})
	}
	for !p.session.State.Done() {
		p.say()
		e, err := p.ask()
		if errors.Is(err, errAgain) {
			continue
		}
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

// errAgain means that the question is to be put anew, from its title on: it is
// asked in another language now.
var errAgain = errors.New("put the question again")

type plain struct {
	Setting
	ctx     context.Context
	out     io.Writer
	in      Lines
	session flows.Session

	held   map[flows.Field]string // answers that need not be given again
	unmet  []password.Rule        // what the refused password breaks
	titled flows.State            // whose title was said last
	said   string                 // the body that was said last
	phone  phone.Phone            // the simulated one
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
		if e.Kind == flows.Accept && next.Say == flows.Restored {
			p.phone = phone.Phone{}
		}
		p.news = p.news || next.Say != flows.Silence && (next.Say != was.Say || e.Kind != flows.Ready)
		switch {
		case next.State != was.State || next.Question != was.Question:
			p.open()
		case e.Kind == flows.Fail: // or it would be sent off again by itself, and for ever
			for _, in := range flows.Inputs(next) {
				if in.Field != flows.NIP {
					delete(p.held, in.Field)
				}
			}
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
	if why == flows.PasswordBroken {
		p.unmet = broken(judge(p.session, p.held[flows.NewPassword]))
		delete(p.held, flows.Confirmation)
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
	sh.paths(", ") // a reader would name the sign
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
	for i, l := range sh.Steps {
		add(w.Clinic.Step(i+1) + " " + l.String())
	}
	for _, f := range sh.Known {
		add(f.Label + ": " + f.Value.String())
	}
	if !sh.Code.Empty() {
		add(groups(sh.Code.Reveal()))
	}
	if len(sh.Curve.Values) > 0 {
		add(spokenCurve(sh.Curve))
	}
	if !sh.Grid.Picks {
		for _, row := range sh.Grid.Rows {
			add(spokenRow(sh.Grid.Table, row))
		}
		if sh.Grid.Total != nil {
			add(spokenRow(sh.Grid.Table, sh.Grid.Total))
		}
	}
	for _, l := range p.aside(sh) {
		add(l)
	}
	if b := strings.Join(body, "\n"); b != p.said && b != "" {
		p.said = b
		p.line(b)
	}
	if s.Say == flows.KeyReady {
		sh.Say = paper.Plain(w.ByHand) // there is no picture to scan
	}
	if len(sh.Say) > 0 && (p.news || s.State == flows.AtStart && s.Say == flows.Silence) {
		p.line(p.spoken(sh.Say.String()))
		for _, r := range p.unmet {
			p.line("- " + w.Rule[r])
		}
	}
	p.news, p.unmet = false, nil
}

// aside is what a state has to say besides its words.
func (p *plain) aside(sh Sheet) []string {
	s, w := p.session, p.Words
	var out []string
	switch s.State {
	case flows.AtMailCode, flows.AtLostCode:
		if can, _ := flows.Can(s, flows.Choose, flows.AskHelp, p.Now()); can {
			out = append(out, p.spoken(strings.ReplaceAll(w.Desk.NoLetter, "*", "")))
		}
		out = append(out, w.GoodUntil(w.Clock(s.Facts.Until.In(p.Now().Location()))))
		if s.Facts.Practice {
			l := s.Facts.Letter
			if l.Code.Empty() {
				return append(out, w.Mailbox+": -")
			}
			return append(out, w.Mailbox+": "+l.Subject, w.Mailbox+": "+groups(l.Code.Reveal()))
		}
	case flows.AtProgress:
		if len(sh.Causes.Rows) > 0 {
			out = append(out, w.Code.Causes)
			for _, row := range sh.Causes.Rows {
				out = append(out, spokenRow(sh.Causes.Table, row))
			}
			if sh.Causes.Total != nil {
				out = append(out, spokenRow(sh.Causes.Table, sh.Causes.Total))
			}
		}
	case flows.AtPassword, flows.AtWeakPassword, flows.AtChange, flows.AtOfficerPassword:
		for r := range password.Shown {
			out = append(out, "- "+w.Rule[r])
		}
	case flows.AtScan, flows.AtOfficerScan, flows.AtPhoneTest:
		out = append(out,
			w.Link+": "+s.Facts.URI.Reveal(),
			w.Key+" "+otp.Groups(s.Facts.Key).Reveal())
	default:
	}
	switch s.State {
	case flows.AtMailCode, flows.AtLostCode, flows.AtScan, flows.AtOfficerScan, flows.AtPhoneTest:
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
	for _, k := range p.possible() {
		if c := w.Commands[k.Does]; k.Cap != "" {
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
