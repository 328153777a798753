package report

import (
	"bufio"
	"io"
	"iter"

	"aktivasi/flows/legible"
)

// HTML writes tables as one page that needs nothing else: no script, no picture,
// no font and no style sheet to fetch, and a policy in its head that forbids the
// browser to fetch any. On paper it is A4 landscape, each table a document of
// its own that begins on a new sheet, with its headings on every sheet and the
// place to sign at its end.
//
// The charts are drawings inside the page (SVG), which a browser prints as they
// are; colours that a style sheet puts behind text it leaves out.
func HTML(w io.Writer, head Letterhead, o Options, tables ...Table) error {
	if len(tables) == 0 {
		return wrong("HTML", ErrNoTable)
	}
	words := in(o.Lang)
	var failed error
	p := page{Lang: words.lang}
	for _, t := range tables {
		p.Documents = append(p.Documents, words.document(t.lay(words, head, o), head, &failed))
	}
	p.Title = p.Documents[0].Title
	out := bufio.NewWriterSize(w, 64<<10)
	err := paper.Execute(out, p)
	if failed != nil {
		err = failed
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return wrong("HTML", err)
	}
	return nil
}

// A page is what the template reads.
type page struct {
	Lang      string
	Title     string
	Documents []document
}

// A document is one table with what an office puts round it.
type document struct {
	Title     string
	Whose     []string
	AsOf      string
	Columns   []printed
	Rows      iter.Seq[[]printed]
	Total     []printed
	Curve     *curve
	Notes     []string
	Signature *signature
}

// A printed cell is text, and the bar before it.
type printed struct {
	Text  string
	Class string // n for a number, w for what stays on one line
	Bar   *bar
}

// document makes l ready to be printed. A template cannot stop at an error, so
// the rows end at one and leave it in failed.
func (w words) document(l layout, head Letterhead, failed *error) document {
	row := func(cells []any) []printed {
		ps := make([]printed, len(cells))
		for i, c := range cells {
			ps[i] = printed{Text: legible.Clean(w.show(c))}
			if l.columns[i].right {
				ps[i].Class = "n"
			}
			switch c := c.(type) {
			case unbroken, date:
				ps[i].Class = "w"
			case share:
				ps[i].Bar = w.drawn(c)
			}
		}
		return ps
	}
	heads := make([]any, len(l.columns))
	for i, c := range l.columns {
		heads[i] = c.head
	}
	above := head.above(w)
	return document{
		Title:   l.title,
		Whose:   above[:len(above)-1],
		AsOf:    above[len(above)-1],
		Columns: row(heads),
		Rows: func(yield func([]printed) bool) {
			for cells, err := range l.rows {
				if err != nil {
					*failed = err
					return
				}
				if !yield(row(cells)) {
					return
				}
			}
		},
		Total:     row(l.total),
		Curve:     l.curve,
		Notes:     head.below(w, l.notes),
		Signature: head.signature(w),
	}
}
