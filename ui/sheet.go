package ui

import (
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/ui/paper"
)

// A Sheet is what there is to say and to ask just now, before anyone decides
// how it looks or sounds: [App] draws it, and [Plain] speaks it.
type Sheet struct {
	Journey string
	Place   flows.Place
	Title   string
	Lead    []paper.Prose // before what is asked
	Acts    bool          // Lead is things to do, one after the other
	Steps   []paper.Prose // these are, after what Lead says
	Known   []paper.Fact  // what the account page shows
	Asks    []Ask
	Menu    []Line
	Grid    Grid          // a table
	Shares  []float64     // of its rows, and of the total: who is done
	Curve   Curve         // a day by the hour
	Causes  Grid          // why codes were refused that day
	Code    flows.Secret  // to be written down
	Tail    []paper.Prose // after what is asked
	Mark    paper.Mark
	Say     paper.Prose
}

// An Ask is one field: what it is, and what it is called.
type Ask struct {
	flows.Input
	Label string
	Hint  string
}

// A Line is one entry of a menu.
type Line struct {
	flows.Option
	Text   string
	Chosen bool // one of several that are alternatives, and this is the one in force
}

// describe puts s into words.
func describe(s flows.Session, w Words, now time.Time) Sheet {
	place := flows.Places[s.State]
	sh := Sheet{Journey: w.Journey[place.Journey], Place: place, Title: w.Title[s.State]}
	if sh.Journey == "" {
		sh.Journey = w.Start
	}
	for _, in := range flows.Inputs(s) {
		sh.Asks = append(sh.Asks, Ask{in, w.label(s.State, in.Field), w.hint(s, in)})
	}
	for _, o := range flows.Menu(s) {
		sh.Menu = append(sh.Menu, w.line(s, o, now))
	}
	for _, l := range w.Lead[s.State] {
		sh.Lead = append(sh.Lead, paper.Rich(l, w.hole(s)...))
	}
	for _, l := range w.Tail[s.State] {
		sh.Tail = append(sh.Tail, paper.Rich(l))
	}
	switch s.State {
	case flows.AtMailCode, flows.AtLostCode:
		sh.Tail = append(sh.Tail, w.letter(s, now)...)
		if can, _ := flows.Can(s, flows.Choose, flows.AskHelp, now); can {
			sh.Tail = append(sh.Tail, paper.Rich(w.Desk.NoLetter))
		}
	case flows.AtName, flows.AtLostName:
		if can, _ := flows.Can(s, flows.Choose, flows.AskHelp, now); can {
			sh.Tail = append(sh.Tail, paper.Rich(w.Desk.Ask))
		}
	case flows.AtPrepare:
		sh.Acts = true
	case flows.Activated:
		sh.Tail = append(sh.Tail, paper.Plain(w.nextCode(s, now)))
	case flows.AtAccount:
		sh.Known = w.known(s, now)
	case flows.AtClinic, flows.AtRemedy, flows.AtReport:
		w.clinic(s, &sh)
	case flows.AtPhoneTest, flows.AtSecondCode, flows.AtVerdict:
		w.phone(s, &sh, now)
	default:
		w.desk(s, &sh, now)
	}
	if sh.Grid.Picks {
		for i, row := range sh.Grid.Rows {
			sh.Menu[i].Text = spokenRow(sh.Grid.Table, row)
		}
	}
	sh.Mark, sh.Say = w.news(s, now)
	return sh
}

// hole is what goes into the holes of a page's lead.
func (w Words) hole(s flows.Session) []string {
	switch s.State {
	case flows.AtAddress, flows.AtLostAddress, flows.AtMailCode, flows.AtLostCode:
		return []string{s.Facts.Mail}
	case flows.Activated:
		if n := len(s.Facts.Devices); n > 0 {
			return []string{s.Facts.Devices[n-1].Name}
		}
	case flows.AtDevice, flows.AtRename, flows.AtRemove:
		if s.Device < len(s.Facts.Devices) {
			return []string{s.Facts.Devices[s.Device].Name}
		}
	default: // there is none
	}
	return nil
}

// hint is what stands beside a label. In practice that is what the person one
// plays would type.
func (w Words) hint(s flows.Session, in flows.Input) string {
	if o := s.Facts.Officer; s.Facts.Practice && (s.State == flows.AtOfficerSignIn || s.State == flows.AtOfficerInvite) {
		switch {
		case in.Field == flows.NIP && o.NIP != "":
			return w.Drill(o.NIP)
		case in.Field == flows.MailedCode && !o.Password.Empty():
			return w.Drill(groups(o.Password.Reveal()))
		}
		return ""
	}
	if s.Facts.Practice && s.Player < len(s.Facts.People) {
		p := s.Facts.People[s.Player]
		switch {
		case in.Field == flows.NIP:
			return w.Drill(p.NIP)
		case in.Field == flows.Address:
			return w.Drill(p.Email)
		case in.Field == flows.Password && !p.Password.Empty():
			return w.Drill(p.Password.Reveal())
		}
	}
	switch {
	case in.Field == flows.OTP && !in.Optional:
		return ""
	case (in.Field == flows.NewPassword || in.Field == flows.Confirmation) && !s.Facts.Phrase.Empty():
		return paper.Rich(w.Phrase, s.Facts.Phrase.Reveal()).String()
	}
	return w.Hint[in.Field]
}

// line is one entry of a menu in words.
func (w Words) line(s flows.Session, o flows.Option, now time.Time) Line {
	l := Line{Option: o, Text: w.Choice[o.Choice]}
	switch o.Choice {
	case flows.Play:
		p := s.Facts.People[o.Index]
		l.Text = p.NIP + "  " + padTo(p.Email, 22) + "  " + w.Part[p.Part]
		l.Chosen = o.Index == s.Player
	case flows.GoDevice:
		d := s.Facts.Devices[o.Index]
		l.Text = d.Name + ", " + w.Device(d, now)
	case flows.AnswerWith:
		l.Text = w.Clinic.Answer[s.Question][o.Index]
	case flows.BecauseOf:
		l.Text = w.Desk.Cause[o.Index]
	case flows.CheckedBy:
		l.Text = w.Desk.Check[o.Index]
	default: // it is what it is called
	}
	if begin := w.Clinic.Begin[o.Choice]; s.State == flows.AtRemedy && begin != "" {
		l.Text = begin
	}
	return l
}

// letter is what there is to know about a code on its way, and in practice the
// letter itself.
func (w Words) letter(s flows.Session, now time.Time) []paper.Prose {
	f := s.Facts
	resend := w.ResendNow
	next := f.ResendAt
	if f.WaitUntil.After(next) {
		next = f.WaitUntil
	}
	if wait := next.Sub(now); wait > 0 {
		resend = w.Resend(wait)
	}
	out := []paper.Prose{paper.Plain(resend)}
	if f.Post != flows.PostSent {
		out = []paper.Prose{paper.Plain(w.Desk.Post[f.Post] + " " + resend)}
	}
	if now.Before(f.Until) {
		out[0] = paper.Plain(w.GoodUntil(w.Clock(f.Until.In(now.Location()))) + " " + out[0].String())
	}
	switch {
	case !f.Practice:
	case f.Letter.Code.Empty():
		out = append(out, nil, paper.Rich(w.NoLetter))
	default:
		out = append(out, nil,
			paper.Rich(w.Inbox[0], f.Letter.Subject),
			paper.Rich(w.Inbox[1], groups(f.Letter.Code.Reveal())))
	}
	return out
}

// nextCode is when the code that activated is behind them: it is used up, so the
// next sign-in takes the one after it.
func (w Words) nextCode(s flows.Session, now time.Time) string {
	if n := len(s.Facts.Devices); n > 0 {
		made := s.Facts.Devices[n-1].Enrolled
		if left := made.Add(otp.Left(made)).Sub(now); left > 0 {
			return w.NextCode(seconds(left))
		}
	}
	return w.NextNow
}

// known is the account page: whose it is, and how it stands.
func (w Words) known(s flows.Session, now time.Time) []paper.Fact {
	f := s.Facts
	n, _ := nip.Parse(f.Person.NIP.Reveal())
	mfa := paper.Toned(paper.InBold, w.Off)
	if f.MFA {
		mfa = paper.Toned(paper.InGood, w.On)
	}
	days := max(0, int(now.Sub(f.PasswordSet).Hours()/24))
	age := w.PassAge(days)
	if old(f.PasswordSet, now) {
		age += ". " + w.PassOld
	}
	return []paper.Fact{
		{Label: w.Owner[0], Value: paper.Bold(f.Person.Name)},
		{Label: w.Owner[1], Value: paper.Plain(n.Masked())},
		{Label: w.Owner[2], Value: paper.Plain(f.Person.Unit)},
		{Label: w.Owner[3], Value: paper.Plain(age)},
		{Label: "MFA", Value: mfa},
	}
}

// old reports whether a password set at then is due by the advice of seed 004:
// every three months. It is advice, and nothing enforces it.
func old(then, now time.Time) bool { return !then.IsZero() && !now.Before(then.AddDate(0, 3, 0)) }

// marks maps the sorts of news to the marks of the message line.
var marks = map[flows.Sort]paper.Mark{
	flows.Note: paper.Note, flows.Slip: paper.Again, flows.Refusal: paper.Refused, flows.Done: paper.Done,
}

// news is the message line: what is being done, or how the last thing went.
func (w Words) news(s flows.Session, now time.Time) (paper.Mark, paper.Prose) {
	if s.Pending != 0 && w.busy(s.Doing) {
		return paper.Working, paper.Plain(w.Doing[s.Doing])
	}
	wait := s.Facts.WaitUntil.Sub(now)
	text := w.Say[s.Say]
	switch {
	case s.Say == flows.BadNIP:
		text = w.fault(s.NIP.Reveal())
	case (s.Say == flows.MustWait || s.Say == flows.WaitBeforeResend) && wait <= 0 && !now.Before(s.Facts.ResendAt):
		return paper.NoMark, nil // the wait is over, and with it the reason
	case s.State == flows.AtCounter && s.Say.OTPRefused():
		return paper.Done, paper.Plain(w.Say[flows.CaseReported]) // the page says what is next
	case s.Say == flows.Silence && s.State == flows.AtStart && s.Facts.Clock.State == flows.ClockBad:
		return paper.Refused, paper.Plain(w.Say[flows.ClockDoubt])
	case s.Say == flows.Silence && s.State == flows.AtStart:
		return paper.Note, paper.Plain(w.Warn)
	case s.Say == flows.Silence && s.State == flows.AtFind:
		return paper.Note, paper.Plain(w.found(s))
	case s.State == flows.AtVerdict:
		return w.tested(s)
	case text == "":
		return paper.NoMark, nil
	}
	if why, do := w.refusal(s, now); why != nil {
		why = append(append(why, paper.Span{Text: " "}), do...)
		return marks[s.Say.Sort()], append(why, paper.Span{Text: w.counts(s, now)})
	}
	if s.Say == flows.NoLetterCame && s.Facts.Case > 0 {
		return paper.Note, append(paper.Plain(text+" "), paper.Rich(w.Desk.CaseNumber(s.Facts.Case))...)
	}
	return marks[s.Say.Sort()], paper.Plain(text + w.counts(s, now))
}

// busy reports whether a person should be told that op is going on. What is
// quick or behind them is not worth a word.
func (w Words) busy(op flows.Op) bool {
	switch op {
	case flows.Open, flows.Forget, flows.DrawCaptcha, flows.TurnCaptcha:
		return false
	default:
		return w.Doing[op] != ""
	}
}

// fault says what is wrong with a number, or "".
func (w Words) fault(text string) string {
	_, err := nip.Parse(text)
	if e, ok := err.(*nip.Error); ok {
		return w.Fault[e.Fault](e.Detail)
	}
	return ""
}

// seconds rounds up, so that nothing is promised too early.
func seconds(d time.Duration) int { return max(0, int((d+time.Second-1)/time.Second)) }

// groups is a code in groups of four, as it stands in the letter.
func groups(code string) string {
	for i := 4; i < len(code); i += 5 {
		code = code[:i] + " " + code[i:]
	}
	return code
}

func padTo(s string, wide int) string {
	for n := len([]rune(s)); n < wide; n++ {
		s += " "
	}
	return s
}
