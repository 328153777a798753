package ui

import (
	"strings"
	"unicode/utf8"

	"aktivasi/flows"
	"aktivasi/flows/captcha"
	"aktivasi/flows/nip"
	"aktivasi/flows/password"
	"aktivasi/ui/paper"
)

// fieldBody draws field i of the form, and what belongs to it: the captcha's
// picture, the rules under a new password.
func (a *App) fieldBody(b *body, asks []Ask, i int) {
	rows := a.Theme.Field(b.wide, a.field(asks[i], i, b.wide))
	if i == a.form.field() {
		b.here(rows)
	} else {
		b.add(rows...)
	}
	if asks[i].Field == flows.NewPassword {
		b.gap()
		b.add(a.rules(b.wide)...)
	}
}

// field is ask as package paper wants it.
func (a *App) field(ask Ask, i, wide int) paper.Field {
	in := &a.form.inputs[i]
	x := paper.Field{Label: ask.Label, Input: in, State: a.state(i)}
	if ask.Hint != "" {
		x.Hint = paper.Plain(ask.Hint)
	}
	switch ask.Shape {
	case flows.Number:
		x.Value = paper.Plain(nip.Group(nip.Digits(in.Value())))
		x.Note, x.State = a.numberNote(in.Value(), x.State)
	case flows.Short:
		x.Line = 24
		x.Hint, x.Picture = a.captcha(ask.Hint, wide)
	case flows.Medium:
		x.Line = 30
	case flows.FourFour:
		x.Boxes = a.boxes(in.Value(), []int{4, 4}, in.Position(), x.State, wide)
	case flows.SixDigits:
		x.Boxes = a.boxes(in.Value(), []int{3, 3}, in.Position(), x.State, wide)
	case flows.Line:
	}
	switch phrase := a.session.Facts.Phrase; {
	case phrase.Empty():
	case ask.Field == flows.Confirmation:
		x.Hint = paper.Rich(a.Words.Phrase, phrase.Reveal()) // where the eye is while it is typed again
	case ask.Field == flows.NewPassword:
		x.Hint = nil
	}
	if ask.Field == flows.NewPassword && in.Value() != "" {
		v := a.judge()
		x.Note = append(paper.Plain(a.Words.Strength[v.Strength]+" "), a.Theme.Meter(paper.InAccent, v.Strength, 5)...)
	}
	return x
}

// state is what has become of field i.
func (a *App) state(i int) paper.State {
	switch {
	case i != a.form.field(), a.handset.open: // then one types elsewhere
		return paper.Idle
	case a.session.Pending != 0 && a.Words.busy(a.session.Doing):
		return paper.Busy
	case a.form.refused:
		return paper.Trouble
	}
	return paper.Focused
}

// boxes draws a code in boxes, as long as it could be one. What could not is
// shown as it was typed, so that nobody wonders where their letters went.
func (a *App) boxes(text string, groups []int, at int, s paper.State, wide int) []string {
	n := 0
	for _, g := range groups {
		n += g
	}
	if utf8.RuneCountInString(text) > n {
		return nil
	}
	return a.Theme.Cells(wide, text, groups, min(at, n-1), s)
}

// numberNote says what a number tells of its owner, or what is wrong with it:
// there is no check digit, so seeing one's birth date is the only check there
// is.
func (a *App) numberNote(text string, s paper.State) (paper.Prose, paper.State) {
	digits := nip.Digits(text)
	n, err := nip.Parse(text)
	switch {
	case text == "":
		return nil, s
	case err == nil && s == paper.Idle:
		return paper.Plain(a.Words.Read(n)), paper.OK
	case err == nil:
		return append(a.Theme.Mark(paper.Done), paper.Span{Text: " " + a.Words.Read(n)}), s
	case len(digits) < nip.Length && s != paper.Idle:
		return paper.Plain(a.Words.ReadSoFar(len(digits))), s // they are still typing
	}
	return append(a.Theme.Mark(paper.Again), paper.Span{Text: " " + a.Words.fault(text)}), s
}

// captcha is the picture to type off, or the sum, or the letters in words where
// nothing can be drawn.
func (a *App) captcha(hint string, wide int) (paper.Prose, []string) {
	c := a.session.Facts.Captcha
	switch {
	case c.Sum():
		return nil, []string{"", a.Theme.In(paper.InBold, a.Words.Sum(c.A, c.B)), ""}
	case c.Letters.Empty():
		return paper.Plain(hint), make([]string, captcha.Rows+1)
	case a.frame.Small() || !a.Theme.Glyphs.Pixels:
		letters := c.Letters.Reveal()
		rows := []string{a.Theme.In(paper.InBold, strings.Join(strings.Split(letters, ""), "  "))}
		rows = append(rows, a.Theme.Wrap(paper.Plain(a.Words.Spell(letters)), wide)...)
		return nil, append(rows, "")
	}
	if a.letters.of != c {
		img, specks := captcha.Draw(c)
		a.letters = drawn{c, append([]string{""}, a.Theme.Bitmap(img, paper.InBold, specks)...)}
	}
	return paper.Plain(hint), a.letters.rows
}

// drawn keeps the last captcha: a page is made up more than once a key, and its
// picture is most of the work.
type drawn struct {
	of   flows.Captcha
	rows []string
}

// judge is what the rules say of the new password as it stands.
func (a *App) judge() password.Verdict {
	return judge(a.session, a.form.value(flows.NewPassword))
}

// judge is what the rules say of text as a password for whom s is about.
func judge(s flows.Session, text string) password.Verdict {
	p := s.Facts.Person
	n, _ := nip.Parse(p.NIP.Reveal())
	return password.Check(flows.Hide(text), password.Person{NIP: n, Name: p.Name, Email: p.Email.Reveal()})
}

// broken are the rules that v breaks.
func broken(v password.Verdict) (rules []password.Rule) {
	for r := range password.Rules {
		if v.Broken[r] {
			rules = append(rules, r)
		}
	}
	return rules
}

// rules are the conditions of a new password, ticked as they are met.
func (a *App) rules(wide int) []string {
	v := a.judge()
	empty := a.form.value(flows.NewPassword) == ""
	var ticks []paper.Tick
	for r := range password.Rules {
		mark := paper.Done
		if v.Broken[r] {
			mark = paper.Refused
		}
		switch {
		case r >= password.Shown && (empty || !v.Broken[r]):
			continue // these show only when they are broken
		case empty:
			mark = paper.NoMark
		}
		ticks = append(ticks, paper.Tick{Mark: mark, Text: a.Words.Rule[r]})
	}
	return a.Theme.Ticks(wide, ticks)
}

// passwordNews is the message while a new password is being typed: what is still
// to be done.
func (a *App) passwordNews() (paper.Mark, paper.Prose) {
	if a.form.value(flows.NewPassword) == "" {
		return paper.NoMark, nil
	}
	switch unmet := broken(a.judge()); {
	case len(unmet) == 0 && a.form.value(flows.Confirmation) == "":
		return paper.Note, paper.Plain(a.Words.AllMet)
	case len(unmet) == 0:
		return paper.NoMark, nil
	case len(unmet) == 1:
		return paper.Note, paper.Plain(a.Words.Missing[unmet[0]])
	default:
		return paper.Note, paper.Plain(a.Words.Unmet(len(unmet)))
	}
}
