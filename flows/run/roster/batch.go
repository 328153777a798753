package roster

import (
	"context"
	"fmt"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A batch is some rows that are written in one transaction.
type batch struct {
	people []person
	notes  []Note
	sum    Summary
	units  []string // of those who were imported, as the accounts have them now
	first  int      // the line of the first row
	offset int64    // how much of the file is understood by now
	err    error    // why nothing comes after; io.EOF at the end of the file
}

// maxNotes ends a batch early, so that a file of nothing but bad rows is not
// held in memory for want of good ones.
const maxNotes = 10_000

// batch judges rows until size of them concern an account, or there are no more.
// Of its sum, what the store knows is left open.
func (t *table) batch(j *judge, size int) (b batch) {
	b.people = make([]person, 0, size)
	for len(b.people) < size && len(b.notes) < maxNotes && b.err == nil {
		var r record
		r, b.err = t.next()
		if r.blank() || b.err != nil && !r.broken {
			continue
		}
		if b.first == 0 {
			b.first = r.line
		}
		b.sum.Read++
		p, notes := j.row(r, t.fields)
		for _, n := range notes {
			b.sum.Faults[n.Fault]++
		}
		b.notes = append(b.notes, notes...)
		if len(notes) > 0 && notes[0].Fault.Refuses() {
			b.sum.Refused++
		}
		if p.nip != (nip.NIP{}) {
			b.people = append(b.people, p)
		}
	}
	b.offset = t.offset()
	return b
}

// merge writes b's people, all or none, and completes its sum.
func (b *batch) merge(ctx context.Context, dst Merger, c columns, o Options) error {
	if len(b.people) == 0 {
		return nil
	}
	ns := make([]nip.NIP, len(b.people))
	for i := range b.people {
		ns[i] = b.people[i].nip
	}
	// By person and not counted at once, since a store may ask again.
	went := make([]outcome, len(b.people))
	bare := make([]bool, len(b.people)) // imported, and without an address
	units := make([]string, len(b.people))
	err := dst.Merge(ctx, ns, func(i int, a *store.Account, known bool) (bool, store.Effects, error) {
		var acts []store.Act
		was := a.Email
		went[i], acts = b.people[i].settle(a, known, c)
		bare[i] = a.Email == "" && went[i] >= added
		if units[i] = ""; went[i] >= added {
			units[i] = a.Unit
		}
		if len(acts) == 0 || o.DryRun {
			return false, store.Effects{}, nil
		}
		e := store.Effects{Entries: make([]store.Entry, len(acts))}
		for k, act := range acts {
			e.Entries[k] = store.Entry{At: o.Now, What: act, NIP: a.NIP, Detail: "roster"}
		}
		var err error
		if a.Email != was && known && a.Password.Hash != "" && o.Notices != nil { // who has no password yet has lost nothing
			e.Mail, err = o.Notices(a.NIP, was, a.Email)
		}
		return true, e, err
	})
	if err != nil {
		return fmt.Errorf("rows from line %d: %w", b.first, err)
	}
	if !o.DryRun {
		b.units = units
	}
	for i := range went {
		switch went[i] {
		case refused:
		case closed:
			b.sum.Closed++
		case added:
			b.sum.Added++
		case updated:
			b.sum.Updated++
		case unchanged:
			b.sum.Unchanged++
		}
		if bare[i] {
			b.sum.NoAddress++
		}
	}
	return nil
}
