package ui

import (
	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// progress is who is done, unit by unit, and how the day goes.
func (w Words) progress(s flows.Session, sh *Sheet) {
	d, p := w.Desk, s.Facts.Console.Progress
	if len(p.Units) == 0 {
		sh.Lead = append(sh.Lead, paper.Plain(d.NoUnits))
		return
	}
	if p.Persons == 0 {
		sh.Lead = append(sh.Lead, paper.Plain(d.NoneToday))
	} else {
		sh.Lead = append(sh.Lead, paper.Rich(d.Median(p.Persons, p.Median)))
		if p.Slowest != flows.NoStage {
			sh.Lead = append(sh.Lead, paper.Plain(d.Slowest(d.Stage[p.Slowest], p.Takes)))
		}
		from, to := 7, 17 // an office's day; longer where it was
		for h, n := range p.Hours {
			if n > 0 {
				from, to = min(from, h), max(to, h)
			}
		}
		sh.Curve = Curve{d.Today, paper.Plot{First: from, Values: p.Hours[from : to+1], High: 4}}
	}
	if p.Refusals > 0 {
		sh.Lead = append(sh.Lead, paper.Plain(d.Refused(w.Say[p.Refused], p.Refusals)))
	}
	c := d.UnitCols
	num := func(title string, rank int) paper.Column { return paper.Column{Title: title, Right: true, Rank: rank} }
	sh.Grid.Columns = []paper.Column{
		{Title: c[0], Weight: 1, Least: 16}, num(c[1], 3), num(c[2], 3), num(c[3], 3), num(c[4], 2), num(c[5], 0), num(c[6], 1), num(c[7], 0), num(c[8], 1),
	}
	row := func(u flows.UnitCount) []paper.Prose {
		all := u.All()
		line := cells(u.Unit, itoa(u.Of[0]), itoa(u.Of[1]), itoa(u.Of[2]), itoa(all), itoa(u.Done), itoa(all-u.Done), "", itoa(u.Stuck))
		line[7] = paper.Plain(paper.Percent(float64(u.Done) / float64(max(1, all))))
		return line
	}
	total := flows.UnitCount{Unit: d.Total}
	for _, u := range p.Units {
		for k, n := range u.Of {
			total.Of[k] += n
		}
		total.Done += u.Done
		total.Stuck += u.Stuck
		sh.Grid.Rows = append(sh.Grid.Rows, row(u))
		sh.Shares = append(sh.Shares, float64(u.Done)/float64(max(1, u.All())))
	}
	sh.Grid.Total = row(total)
	sh.Shares = append(sh.Shares, float64(total.Done)/float64(max(1, total.All())))
	w.refusals(p.Causes, sh)
}

// refusals is why codes were refused today, unit by unit: what to bring along to
// whom, and no code and nobody's name. Where none was there is no table.
func (w Words) refusals(list []flows.CauseCount, sh *Sheet) {
	if len(list) == 0 {
		return
	}
	row := func(c flows.CauseCount) []paper.Prose {
		line := cells(c.Unit)
		for _, n := range c.Of {
			text := ""
			if n > 0 {
				text = itoa(n) // a zero is nothing to look at
			}
			line = append(line, paper.Plain(text))
		}
		return line
	}
	sh.Causes.Columns = []paper.Column{{Title: w.Code.Cols[0], Weight: 30, Least: 16}}
	for _, title := range w.Code.Cols[1:] {
		sh.Causes.Columns = append(sh.Causes.Columns, paper.Column{Title: title, Right: true, Weight: 1, Least: 7}) // as wide as a word of the titles
	}
	all := flows.CauseCount{Unit: w.Desk.Total}
	for _, c := range list {
		for i, n := range c.Of {
			all.Of[i] += n
		}
		sh.Causes.Rows = append(sh.Causes.Rows, row(c))
	}
	if len(list) > 1 {
		sh.Causes.Total = row(all)
	}
}
