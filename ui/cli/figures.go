package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run"
	"aktivasi/flows/run/report"
	"aktivasi/store"
	"aktivasi/ui"
)

// Enumerations that stand for the same in two packages, in the same order.
var (
	_ [flows.Troubles]struct{}     = [store.CaseKinds]struct{}{}
	_ [flows.Progressings]struct{} = [store.CaseStates]struct{}{}
	_ [flows.Standings]struct{}    = [report.Statuses]struct{}{}
	_ [store.Kinds]struct{}        = [report.Kinds]struct{}{}
)

// figures is what a report is written of.
type figures struct {
	head   report.Letterhead
	tables []report.Table
}

// A register answers what a report asks of a store, in the words of one language.
type register struct {
	ctx      context.Context
	o        *office
	words    ui.Words
	at       report.Letterhead
	officers map[nip.NIP]string
	notes    io.Writer
}

// figures counts what a report was asked for.
func (o *office) figures(ctx context.Context, told reporting, notes io.Writer) (f figures, err error) {
	zone, err := zoneOf(told.Zone)
	if err != nil {
		return f, err
	}
	h, err := o.store.Head(ctx)
	if err != nil {
		return f, err
	}
	f.head = report.Letterhead{
		Office: told.Office, Title: told.Head.Heading, Place: told.Head.Place, At: o.desk.Now().In(zone), AuditHead: headText(h),
		Signer: report.Signer{Title: told.Head.SignerTitle, Name: told.Head.SignerName},
	}
	if told.Head.SignerNIP != "" {
		if f.head.Signer.NIP, err = nip.Parse(told.Head.SignerNIP); err != nil {
			return f, err
		}
	}
	words, _ := ui.Language(told.Lang, "")
	g := register{ctx: ctx, o: o, words: words, at: f.head, officers: map[nip.NIP]string{}, notes: notes}
	officers, err := o.store.Officers(ctx)
	if err := g.passes(err); err != nil {
		return f, err
	}
	for _, o := range officers {
		g.officers[o.NIP] = o.Name
	}
	var p flows.Progress
	if slices.Contains(told.Tables, recapTable) || slices.Contains(told.Tables, dayTable) {
		if p, err = run.Recap(ctx, o.store, f.head.At); g.passes(err) != nil {
			return f, err
		}
	}
	for _, name := range told.Tables {
		switch name {
		case recapTable:
			f.tables = append(f.tables, recap(p))
		case namesTable:
			f.tables = append(f.tables, report.Names{Rows: g.names()})
		case casesTable:
			f.tables = append(f.tables, report.Cases{Rows: g.cases()})
		default:
			f.tables = append(f.tables, g.day(p))
		}
	}
	return f, nil
}

// passes lets a damaged record go by, which is said: it must not take the others
// from an office at the end of its day.
func (g register) passes(err error) error {
	var broken *store.ChainError
	if !errors.Is(err, store.ErrDamaged) || errors.As(err, &broken) {
		return err
	}
	fmt.Fprintf(g.notes, "aktivasi: passed over: %v\n", err)
	return nil
}

func recap(p flows.Progress) report.Recap {
	var r report.Recap
	for _, u := range p.Units {
		r.Rows = append(r.Rows, report.Unit{
			Name: u.Unit, PNS: u.Of[flows.StaffPNS], PPPK: u.Of[flows.StaffPPPK], PartTime: u.Of[flows.StaffPartTime],
			Done: u.Done, Stuck: u.Stuck,
		})
	}
	return r
}

func (g register) day(p flows.Progress) report.Day {
	d := report.Day{Hours: p.Hours, Median: p.Median}
	if p.Slowest != flows.NoStage {
		d.Slowest = g.words.Desk.Stage[p.Slowest]
	}
	if p.Refusals > 0 {
		d.Refusal, d.Refusals = g.words.Say[p.Refused], p.Refusals
	}
	return d
}

func (g register) names() iter.Seq2[report.Person, error] {
	return each(g, run.Names(g.ctx, g.o.store, g.at.At), func(l run.Listed) report.Person {
		p := report.Person{
			NIP: l.NIP, Name: l.Name, Kind: report.Kind(l.Kind), Unit: l.Unit, Status: report.Status(l.Standing), Activated: l.Activated,
		}
		if c := l.Case; c.Number > 0 {
			p.Trouble, p.FollowUp, p.Officer = g.words.Desk.Trouble[c.Kind], solver[c.Kind], g.officers[c.By]
		}
		return p
	})
}

func (g register) cases() iter.Seq2[report.Case, error] {
	return each(g, run.Cases(g.ctx, g.o.store), func(c store.Case) report.Case {
		return report.Case{
			NIP: c.NIP, Name: c.Name, Unit: c.Unit, Trouble: fmt.Sprintf("#%d %s", c.Number, g.words.Desk.Trouble[c.Kind]), To: solver[c.Kind], State: g.words.Desk.CaseIs[c.State],
		}
	})
}

// solver is who can solve a case, by the domain notes, §6. These are names, the
// same in every language.
var solver = [store.CaseKinds]string{
	store.PhoneAndMailbox: "BKPSDM, Helpdesk BKN",
	store.NoLetter:        "BKPSDM",
	store.WrongAddress:    "BKPSDM",
	store.UnknownNumber:   "BKPSDM",
	store.NoPhone:         "BKPSDM",
	store.ClosedAccount:   "BKPSDM, Kanreg BKN",
	store.TooManyTries:    "BKPSDM",
	store.BadClock:        "BKPSDM",
	store.CodeNotTaken:    "BKPSDM",
	store.NoQRCode:        "BKPSDM, Helpdesk BKN",
	store.OtherCase:       "BKPSDM",
}

// each makes rows of what a store yields, but for what is damaged in it.
func each[S, R any](g register, seq iter.Seq2[S, error], row func(S) R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for v, err := range seq {
			var r R
			if err == nil {
				r = row(v)
			} else if err = g.passes(err); err == nil {
				continue
			}
			if !yield(r, err) {
				return
			}
		}
	}
}
