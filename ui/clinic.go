package ui

import (
	"strings"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// clinic puts a question or a remedy into sh.
func (w Words) clinic(s flows.Session, sh *Sheet) {
	c := w.Clinic
	switch s.State {
	case flows.AtClinic:
		sh.Title = c.Question[s.Question]
		if s.Question == flows.AskWhat {
			sh.Lead = []paper.Prose{paper.Plain(c.Lead)}
		}
	case flows.AtRemedy:
		r, cure := c.Remedy[s.Remedy], flows.Cures[s.Remedy]
		sh.Title = paper.Rich(r.Title, w.entry(s)).String()
		sh.Lead = []paper.Prose{paper.Plain(r.Why), nil}
		for _, step := range r.Steps {
			sh.Steps = append(sh.Steps, paper.Rich(step, w.entry(s)))
		}
		sh.Known = []paper.Fact{
			{Label: c.Card[0], Value: paper.Plain(r.Sign)},
			{Label: c.Card[1], Value: paper.Plain(c.Level[cure.By])},
		}
		if cure.Then != cure.By || cure.By < flows.ByOfficer { // there is somebody else, or another answer
			sh.Known = append(sh.Known, paper.Fact{Label: c.Card[2], Value: paper.Rich(c.Then[cure.Then])})
		}
	default: // whose case it is, and what the officer will read
		sh.Known = w.facts([]string{c.Case}, w.Desk.Trouble[flows.Cures[s.Remedy].Case])
	}
}

// entry is what an authenticator calls the account of s.
func (w Words) entry(s flows.Session) string {
	if s.Facts.Issuer == "" {
		return w.Code.Account
	}
	return s.Facts.Issuer
}

// stepsBody is what to do, one after the other.
func (b *body) stepsBody(steps []paper.Prose) {
	for i, p := range steps {
		b.add(b.Numbered(b.wide, i+1, p)...)
	}
	if len(steps) > 0 {
		b.gap()
	}
}

// paths puts sep between the parts of the ways through settings in sh, for
// letters and for ears that have no ›.
func (sh *Sheet) paths(sep string) {
	r := strings.NewReplacer(" › ", sep)
	for _, list := range [][]paper.Prose{sh.Lead, sh.Steps, sh.Tail} {
		for i := range list {
			list[i] = replaced(r, list[i])
		}
	}
	for i, f := range sh.Known {
		sh.Known[i].Value = replaced(r, f.Value)
	}
	sh.Say = replaced(r, sh.Say)
}

// replaced is p after r. It leaves p itself alone: a sheet may show what others
// show as well.
func replaced(r *strings.Replacer, p paper.Prose) paper.Prose {
	out := append(paper.Prose(nil), p...)
	for i := range out {
		out[i].Text = r.Replace(out[i].Text)
	}
	return out
}

// cameFrom is which answer of q led to was.
func cameFrom(was flows.Session, q flows.Question) int {
	for i, a := range flows.Tree[q] {
		if was.State == flows.AtRemedy && a.Cure == was.Remedy ||
			was.State == flows.AtClinic && a.Cure == flows.NoRemedy && a.Ask == was.Question {
			return i
		}
	}
	return 0
}
