package ui

import (
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// A Grid is a table on a sheet. Where its rows can be chosen they are the first
// lines of the menu, in the same order.
type Grid struct {
	paper.Table
	Picks bool
}

// A Curve is a day by the hour.
type Curve struct {
	Title string
	paper.Plot
}

// desk puts into sh what a page of the desk shows besides its words.
func (w Words) desk(s flows.Session, sh *Sheet, now time.Time) {
	d, b := w.Desk, s.Facts.Console
	switch s.State {
	case flows.AtCounter:
		switch s.Say {
		case flows.HasNoAddress, flows.AddressNotMine, flows.AddressEnded:
		default:
			sh.Lead = sh.Lead[min(2, len(sh.Lead)):] // the first is about addresses
		}
		if n := s.Facts.Case; n > 0 {
			sh.Lead = append([]paper.Prose{paper.Rich(d.CaseNumber(n)), nil}, sh.Lead...)
		}
	case flows.AtSlip:
		w.receipt(s, sh)
	case flows.AtConsole:
		sh.Lead = append(sh.Lead, paper.Rich(d.Hello(b.Officer)), paper.Rich(d.Open(b.Open)))
		if news := w.clockNews(s.Facts.Clock); news != "" {
			sh.Lead = append(sh.Lead, nil, paper.Toned(paper.InTrouble, news))
		}
	case flows.AtFind:
		w.hits(s, sh)
	case flows.AtPerson:
		sh.Known = w.dossier(b.Person, now)
		if b.Person.Own {
			sh.Tail = append(sh.Tail, paper.Plain(d.OwnOne))
		}
	case flows.AtWhy, flows.AtChecked:
		sh.Lead = append([]paper.Prose{paper.Bold(w.Choice[s.Act] + ": " + b.Person.Name), nil}, sh.Lead...)
	case flows.AtAct:
		sh.Known = w.facts(d.ActFact[:], w.Choice[s.Act], b.Person.Name+", "+b.Person.NIP, d.Cause[s.Cause], d.Check[s.Check])
	case flows.AtGranted, flows.AtInvited:
		sh.Code = b.Granted
		if !b.Until.IsZero() {
			until := b.Until.In(now.Location())
			sh.Tail = append([]paper.Prose{paper.Plain(d.Until(w.Date(until) + " " + w.Clock(until)))}, sh.Tail...)
		}
	case flows.AtCases:
		w.cases(s, sh, now)
	case flows.AtCase:
		c := b.CaseAt(s.Index)
		state := d.CaseIs[c.State]
		if c.Officer != "" {
			state += ", " + c.Officer
		}
		sh.Known = w.facts(d.CaseFact[:], itoa(c.Number), d.Trouble[c.Kind], c.NIP, c.Name, c.Unit,
			strings.TrimSuffix(w.when(c.Opened, now)+", "+c.Desk, ", "), state)
	case flows.AtProgress:
		w.progress(s, sh)
	case flows.AtAudit:
		w.audit(s, sh, now)
	case flows.AtOfficers:
		w.officers(s, sh, now)
	case flows.AtOneOfficer:
		o := b.OfficerAt(s.Index)
		sh.Known = w.facts(d.TeamCols[:3], o.Name, o.NIP, w.role(o))
	case flows.AtSure:
		o := b.OfficerAt(s.Index)
		sh.Known = w.facts(d.ActFact[:], w.Choice[s.Act], o.Name+", "+o.NIP)
	case flows.AtNewOfficer:
		sh.Title = w.Choice[s.Act]
	default: // the words say it all
	}
}

// facts are labels and what stands behind them; what is empty is left out.
func (w Words) facts(labels []string, values ...string) (known []paper.Fact) {
	for i, v := range values {
		if v != "" {
			known = append(known, paper.Fact{Label: labels[i], Value: paper.Plain(v)})
		}
	}
	return known
}

// when is a moment: the time of day, with the date where it is another day.
func (w Words) when(t, now time.Time) string {
	if t.IsZero() {
		return "-"
	}
	t = t.In(now.Location())
	if y, m, d := t.Date(); y == now.Year() && m == now.Month() && d == now.Day() {
		return w.Clock(t)
	}
	return w.Date(t) + " " + w.Clock(t)
}

// clockNews is what there is to know of the machine's clock, for an officer.
func (w Words) clockNews(c flows.Clock) string {
	switch c.State {
	case flows.ClockBad:
		return w.Desk.ClockBad[c.Why](w.Desk.Span(c.By))
	case flows.ClockWarn:
		return w.Desk.ClockOff(w.Desk.Span(c.By))
	default:
		return ""
	}
}

func (w Words) receipt(s flows.Session, sh *Sheet) {
	r := s.Facts.Receipt
	if r.Number == "" {
		return
	}
	sh.Lead = append(sh.Lead, paper.Rich(w.Desk.Receipt(r.Number)))
	if r.Printed {
		sh.Lead = append(sh.Lead, paper.Plain(w.Desk.Printed))
	} else {
		sh.Lead = append(sh.Lead, paper.Plain(w.Desk.NotPrinted))
	}
	sh.Lead = append(sh.Lead, nil)
	for _, l := range strings.Split(strings.TrimRight(r.Text, "\n"), "\n") {
		sh.Tail = append(sh.Tail, paper.Plain(l))
	}
}

// hits are those who were found, as a table to choose from.
func (w Words) hits(s flows.Session, sh *Sheet) {
	d, b := w.Desk, s.Facts.Console
	sh.Grid = Grid{Picks: true}
	if len(b.Hits) > 0 {
		sh.Grid.Columns = []paper.Column{
			{Title: d.Hits[0], Weight: 3, Least: 16}, {Title: d.Hits[1], Rank: 1}, {Title: d.Hits[2], Weight: 2, Rank: 2}, {Title: d.Hits[3], Least: 14},
		}
	}
	for _, h := range b.Hits {
		sh.Grid.Rows = append(sh.Grid.Rows, cells(h.Name, h.NIP, h.Unit, d.Standing[h.Standing]))
	}
}

// found is the message line while somebody is looked for.
func (w Words) found(s flows.Session) string {
	d, b := w.Desk, s.Facts.Console
	switch {
	case b.Building:
		return d.Building
	case s.Query.Empty():
		return d.Type
	case len(b.Hits) == 0:
		return d.NoneFound
	}
	return d.Found(len(b.Hits), b.Found)
}

// dossier is a person whom an officer has opened.
func (w Words) dossier(p flows.Dossier, now time.Time) []paper.Fact {
	d := w.Desk
	var devices, numbers []string
	for _, v := range p.Devices {
		devices = append(devices, v.Name+" ("+w.Date(v.Enrolled.In(now.Location()))+")")
	}
	for _, n := range p.Cases {
		numbers = append(numbers, itoa(n))
	}
	tries := ""
	switch {
	case p.Blocked:
		tries = d.Blocked
	case now.Before(p.Wait):
		tries = d.Wait(w.when(p.Wait, now), p.Wrong)
	case p.Wrong > 0:
		tries = d.NoWait(p.Wrong)
	}
	email := p.Email
	if email == "" {
		email = "-" // that there is none is what an officer has to see
	}
	set := "-"
	if !p.Password.IsZero() {
		set = w.when(p.Password, now)
	}
	standing := d.Standing[p.Standing]
	if p.Disabled {
		standing += ", " + d.Shut[0]
	}
	if p.Inactive {
		standing += ", " + d.Shut[1]
	}
	return w.facts(d.Owner[:], p.Name, p.NIP, p.Unit, d.Staff[p.Staff], email, standing,
		set, strings.Join(devices, ", "), w.when(p.SignedIn, now), tries, strings.Join(numbers, ", "))
}

func (w Words) cases(s flows.Session, sh *Sheet, now time.Time) {
	d, list := w.Desk, s.Facts.Console.Cases
	if len(list) == 0 {
		sh.Tail = append(sh.Tail, paper.Plain(d.NoCases))
		return
	}
	sh.Grid = Grid{Picks: true, Table: paper.Table{Columns: []paper.Column{
		{Title: d.CaseCols[0], Right: true}, {Title: d.CaseCols[1], Weight: 3}, {Title: d.CaseCols[2], Weight: 2, Least: 14},
		{Title: d.CaseCols[3], Weight: 2, Rank: 2}, {Title: d.CaseCols[4], Rank: 3}, {Title: d.CaseCols[5], Rank: 1},
	}}}
	for _, c := range list {
		who := c.Name
		if who == "" {
			who = strings.Replace(c.NIP, "******", "**", 1) // a narrow screen has no room for nineteen
		}
		sh.Grid.Rows = append(sh.Grid.Rows, cells(itoa(c.Number), d.Trouble[c.Kind], who, c.Unit, w.when(c.Opened, now), d.CaseIs[c.State]))
	}
}

func (w Words) audit(s flows.Session, sh *Sheet, now time.Time) {
	d := w.Desk
	sh.Grid.Columns = []paper.Column{
		{Title: d.AuditCols[0]}, {Title: d.AuditCols[1], Weight: 2}, {Title: d.AuditCols[2], Rank: 1},
		{Title: d.AuditCols[3], Rank: 2}, {Title: d.AuditCols[4], Rank: 4, Weight: 1}, {Title: d.AuditCols[5], Weight: 2, Rank: 3},
	}
	for _, l := range s.Facts.Console.Audit {
		act := d.Act[l.Act]
		if act == "" {
			act = l.Act
		}
		sh.Grid.Rows = append(sh.Grid.Rows, cells(w.when(l.At, now), act, l.Whom, l.By, l.Desk, l.Detail))
	}
}

func (w Words) officers(s flows.Session, sh *Sheet, now time.Time) {
	d := w.Desk
	sh.Grid = Grid{Picks: true, Table: paper.Table{Columns: []paper.Column{
		{Title: d.TeamCols[0], Weight: 1}, {Title: d.TeamCols[1], Rank: 1}, {Title: d.TeamCols[2]}, {Title: d.TeamCols[3], Rank: 2},
	}}}
	for _, o := range s.Facts.Console.Officers {
		name := o.Name
		if o.Self {
			name += " (" + d.Self + ")"
		}
		sh.Grid.Rows = append(sh.Grid.Rows, cells(name, o.NIP, w.role(o), w.when(o.Last, now)))
	}
}

func (w Words) role(o flows.Colleague) string {
	r := w.Desk.Role[0]
	if o.Chief {
		r = w.Desk.Role[1]
	}
	switch {
	case o.Closed:
		r += ", " + w.Desk.Closed
	case o.Invited:
		r += ", " + w.Desk.Invited
	}
	return r
}

func cells(texts ...string) []paper.Prose {
	row := make([]paper.Prose, len(texts))
	for i, t := range texts {
		row[i] = paper.Plain(t)
	}
	return row
}
