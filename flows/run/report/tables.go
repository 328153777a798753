package report

import (
	"iter"
	"time"

	"aktivasi/flows/nip"
)

// A Recap is how far each unit is: one row a unit, in the order given, which
// should be the roster's own. Offices list units by protocol and not by name or
// by rate (domain notes §8.4).
type Recap struct {
	Rows []Unit
}

// A Unit is one row of a [Recap], counted in people.
type Unit struct {
	Name                string
	PNS, PPPK, PartTime int // how they serve; part time is "PPPK PW"
	Done                int // with a device in force
	Stuck               int // with an open case
}

// Count is how many people the unit has.
func (u Unit) Count() int { return u.PNS + u.PPPK + u.PartTime }

// Left is how many of them are still to come.
func (u Unit) Left() int { return u.Count() - u.Done }

// share is how much of the unit is done. It is rounded down, so that 100,0%
// means everybody.
func (u Unit) share() share {
	n := u.Count()
	if n == 0 {
		return 0
	}
	return share(u.Done * 1000 / n)
}

// Total is the sum of all units. It has no name.
func (r Recap) Total() Unit {
	var t Unit
	for _, u := range r.Rows {
		t.PNS += u.PNS
		t.PPPK += u.PPPK
		t.PartTime += u.PartTime
		t.Done += u.Done
		t.Stuck += u.Stuck
	}
	return t
}

func (u Unit) cells() []any {
	done := any(u.share())
	if u.Count() == 0 {
		done = nil // of nobody there is no part
	}
	return []any{u.Name, u.PNS, u.PPPK, u.PartTime, u.Count(), u.Done, u.Left(), done, u.Stuck}
}

func (r Recap) lay(w words, _ Letterhead, _ Options) layout {
	rows := func(yield func(Unit, error) bool) {
		for _, u := range r.Rows {
			if !yield(u, nil) {
				return
			}
		}
	}
	sum := r.Total()
	sum.Name = w.total
	return layout{
		title: w.recap.title, sheet: w.recap.sheet,
		columns: columns(w.recap.heads, -5, 44, -9, -9, -10, -10, -11, -11, -9, -10),
		rows:    numbered(rows, Unit.cells),
		total:   append([]any{nil}, sum.cells()...),
	}
}

// Names is the list by name.
type Names struct {
	Rows iter.Seq2[Person, error] // an error ends the list, and the report with it
}

// A Person is one row of [Names]. Trouble, FollowUp and Officer are the
// caller's own words, in the language of the report.
type Person struct {
	NIP       nip.NIP
	Name      string
	Kind      Kind
	Unit      string
	Status    Status
	Activated time.Time // when the device was enrolled that is in force, or zero
	Trouble   string    // "Kendala"
	FollowUp  string    // "Tindak Lanjut"
	Officer   string    // who helped, "Petugas"
}

// A Kind is how a person serves. The kinds stand in the order of the store's.
type Kind int

const (
	PNS      Kind = iota // permanent, or on probation
	PPPK                 // on contract, full time
	PartTime             // on contract, "PPPK paruh waktu"
	Kinds                // how many there are
)

// A Status is how far a person is.
type Status int

const (
	NotYet       Status = iota // has done nothing
	PasswordOnly               // has a password and no device
	Active                     // MFA is on
	Locked                     // has to wait, or is closed
	HasCase                    // waits for an officer
	Statuses                   // how many there are
)

func (n Names) lay(w words, head Letterhead, o Options) layout {
	return layout{
		title: w.names.title, sheet: w.names.sheet,
		columns: columns(w.names.heads, -7, 20, 30, 12, 34, 15, 12, 24, 24, 18),
		rows: numbered(n.Rows, func(p Person) []any {
			return []any{
				o.number(p.NIP), p.Name, unbroken(w.kind[p.Kind]), p.Unit, unbroken(w.status[p.Status]),
				head.civil(p.Activated), p.Trouble, p.FollowUp, p.Officer,
			}
		}),
		notes: []string{w.personal},
	}
}

// Cases is the list of what the kiosk could not solve.
type Cases struct {
	Rows iter.Seq2[Case, error] // an error ends the list, and the report with it
}

// A Case is one row of [Cases]. Trouble, To and State are the caller's own
// words, in the language of the report.
type Case struct {
	NIP     nip.NIP // zero where no account was found
	Name    string
	Unit    string
	Trouble string // what sort of case
	To      string // who can solve it: BKPSDM, Kanreg, Helpdesk
	State   string
}

func (c Cases) lay(w words, _ Letterhead, o Options) layout {
	return layout{
		title: w.cases.title, sheet: w.cases.sheet,
		columns: columns(w.cases.heads, -7, 20, 32, 38, 38, 24, 18),
		rows: numbered(c.Rows, func(c Case) []any {
			return []any{o.number(c.NIP), c.Name, c.Unit, c.Trouble, c.To, c.State}
		}),
		notes: []string{w.personal},
	}
}

// A Day is how one day went. Slowest and Refusal are the caller's own words, in
// the language of the report; what is zero or empty is not mentioned.
type Day struct {
	Hours    [24]int       // people done, by the hour of the report's zone
	Median   time.Duration // how long half of the people needed at most
	Slowest  string        // the step that took longest
	Refusal  string        // what was refused most often
	Refusals int           // how often
}

// The hours that are shown even if nobody came: those of an office (domain
// notes §11.1), so that one day can be laid beside another.
const opens, closes = 7, 15

// span returns the first and the last hour to show.
func (d Day) span() (from, to int) {
	from, to = opens, closes
	for h, n := range d.Hours {
		if n > 0 {
			from, to = min(from, h), max(to, h)
		}
	}
	return from, to
}

func (d Day) lay(w words, _ Letterhead, _ Options) layout {
	from, to := d.span()
	sum := 0
	for _, n := range d.Hours {
		sum += n
	}
	l := layout{
		title: w.day.title, sheet: w.day.sheet,
		columns: columns(w.day.heads, 40, -24),
		rows: func(yield func([]any, error) bool) {
			for h := from; h <= to; h++ {
				if !yield([]any{unbroken(w.hour(h)), d.Hours[h]}, nil) {
					return
				}
			}
		},
		total: []any{w.total, sum},
		curve: plot(w, d.Hours[from:to+1], from),
	}
	if d.Median > 0 {
		l.notes = append(l.notes, w.median(d.Median))
	}
	if d.Slowest != "" {
		l.notes = append(l.notes, w.slowest(d.Slowest))
	}
	if d.Refusal != "" {
		l.notes = append(l.notes, w.refusal(d.Refusal, d.Refusals))
	}
	return l
}
