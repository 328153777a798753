package roster

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"aktivasi/flows/legible"
)

// Words are the words of the report, in the language of whoever will read it.
type Words struct {
	Line, Verdict, Code, Person, Reason string // the headings
	Refused, Imported                   string // the verdicts
	Say                                 func(Note) string
}

// A report writes notes as CSV (RFC 4180). It writes nothing, not even the
// headings, before there is a note.
type report struct {
	csv   *csv.Writer
	words Words
	begun bool
}

func newReport(w io.Writer, words Words) *report {
	if w == nil {
		w = io.Discard
	}
	if words.Say == nil {
		words.Say = func(Note) string { return "" } // the code tells too
	}
	r := &report{csv: csv.NewWriter(w), words: words}
	r.csv.UseCRLF = true
	return r
}

// write adds notes and hands them to the system.
func (r *report) write(notes []Note) error {
	w := r.words
	if len(notes) > 0 && !r.begun {
		r.begun = true
		_ = r.csv.Write([]string{w.Line, w.Verdict, w.Code, w.Person, w.Reason})
	}
	for _, n := range notes {
		verdict := w.Imported
		if n.Fault.Refuses() {
			verdict = w.Refused
		}
		_ = r.csv.Write([]string{
			strconv.Itoa(n.Line), verdict, n.Fault.String(), legible.Disarm(n.Person), legible.Disarm(w.Say(n)),
		})
	}
	r.csv.Flush() // keeps the first error of all of them
	if err := r.csv.Error(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
