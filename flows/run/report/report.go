// Package report writes what an office takes along at the end of a day: how far
// each unit is, who is done, what is stuck, and how the day went.
//
// There are four tables ([Recap], [Names], [Cases], [Day]) and three ways to
// write one: [CSV] for other programs, [XLSX] for Excel, [HTML] to print and
// sign. The columns and the order of the lines above and below them are those of
// offices' own lists (domain notes §8.4).
//
// The package knows no store and no clock. Rows come one at a time and are
// written as they come, so a report of 200,000 people needs no more memory than
// one of ten, but for what XLSX says of itself. Whatever fails in the middle
// leaves half a report behind: write to a file that is thrown away then.
//
// Text from outside is cleaned with legible where it leaves, whatever was done
// to it before. Numbers of people are masked unless [Options.Full] is set; that
// of the official who signs is always printed whole, as on any letter.
package report

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
)

// A Letterhead is what stands above and below each table.
type Letterhead struct {
	Office    string    // who made the report: "BKPSDM Kabupaten Contoh"
	Title     []string  // whose it is, under the table's own title: "PEMERINTAH KABUPATEN CONTOH"
	Place     string    // where it is signed, before the date; may be empty
	At        time.Time // of when it is. Its location is the zone of every time and date in the report
	Signer    Signer
	AuditHead string // how far the audit went: number and chain value of its last entry
}

// A Signer is the official who signs. Without title and name there is no place
// to sign; without the name alone there is a line to write it on.
type Signer struct {
	Title string // "Kepala BKPSDM"
	Name  string
	NIP   nip.NIP
}

// Options are the same for every way to write a table. The zero Options are
// what an Indonesian office wants.
type Options struct {
	Lang  string // BCP 47: "en", or Indonesian for "id" and everything else
	Full  bool   // whole NIPs and not masked ones
	Comma rune   // what CSV puts between two fields: ';' (0 too) or ','
	Temp  string // where XLSX keeps rows meanwhile; "" for the system's folder
}

// number writes n as the reader may see it. It has no blanks in it, so that it
// can be looked up in other lists.
func (o Options) number(n nip.NIP) unbroken {
	if o.Full {
		return unbroken(n.String())
	}
	return unbroken(n.Masked())
}

// A Table is a [Recap], [Names], [Cases] or [Day].
type Table interface {
	// lay puts the table into columns and rows, in the words of one language.
	lay(w words, head Letterhead, o Options) layout
}

// ErrNoTable is returned by [XLSX] and [HTML] when there is nothing to write.
var ErrNoTable = errors.New("no table to write")

// A layout is a table before it is known how it will be written.
type layout struct {
	title   string
	sheet   string // the name of its sheet in a workbook
	columns []column
	rows    iter.Seq2[[]any, error] // of cells, as many as columns
	total   []any                   // the last row, or nil
	notes   []string
	curve   *curve // only a page draws it
}

// A cell is a string, an int, one of these, or nil for an empty one. What each
// of them looks like is for the writers to say.
type (
	unbroken string    // text that stays on one line, such as a NIP
	share    int       // tenths of a per cent, 0 to 1000
	date     time.Time // a day, at midnight UTC
)

type column struct {
	head  string
	width float64 // in a workbook, in letters
	right bool    // numbers stand at the right
}

// columns joins heads with widths. A negative width is that of a column of
// numbers.
func columns(heads []string, widths ...float64) []column {
	cs := make([]column, len(heads))
	for i, h := range heads {
		cs[i] = column{head: h, width: max(widths[i], -widths[i]), right: widths[i] < 0}
	}
	return cs
}

// numbered makes rows of seq, with a number in front. A nil seq has no rows.
func numbered[T any](seq iter.Seq2[T, error], row func(T) []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		if seq == nil {
			return
		}
		n := 0
		for v, err := range seq {
			if err != nil {
				yield(nil, err)
				return
			}
			n++
			if !yield(append([]any{n}, row(v)...), nil) {
				return
			}
		}
	}
}

// civil is the day of t in the zone of the report, or an empty cell for never.
func (l Letterhead) civil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	y, m, d := t.In(l.At.Location()).Date()
	return date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

// above is what stands under a table's title.
func (l Letterhead) above(w words) []string {
	return clean(append(l.Title[:len(l.Title):len(l.Title)], w.asOf(l.At)))
}

// below adds to a table's notes where the report comes from. The head of the
// audit is in every report: an audit that ends before what was once printed has
// lost its tail.
func (l Letterhead) below(w words, notes []string) []string {
	notes = append(notes[:len(notes):len(notes)], w.made(legible.Clean(l.Office), l.At))
	if head := legible.Clean(l.AuditHead); head != "" {
		notes = append(notes, w.audit(head))
	}
	return clean(notes)
}

// A signature is the block at the right under a table, as offices have it: the
// place and the day, what the official is, room to sign, name and number.
type signature struct {
	Above  []string
	Name   string
	Number string
}

// signature returns the block, or nil if nobody signs.
func (l Letterhead) signature(w words) *signature {
	title, name := legible.Clean(l.Signer.Title), legible.Clean(l.Signer.Name)
	if title == "" && name == "" {
		return nil
	}
	s := &signature{Above: clean([]string{w.signedAt(legible.Clean(l.Place), l.At), w.seen, title}), Name: name}
	if name == "" {
		s.Name = w.unnamed
	}
	if l.Signer.NIP != (nip.NIP{}) {
		s.Number = w.nip(l.Signer.NIP.Grouped())
	}
	return s
}

// clean makes each line fit to be shown, and drops the empty ones.
func clean(lines []string) []string {
	kept := make([]string, 0, len(lines))
	for _, s := range lines {
		if s = legible.Clean(s); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// wrong says what could not be written.
func wrong(what string, err error) error { return fmt.Errorf("write %s report: %w", what, err) }
