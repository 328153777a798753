package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"aktivasi/flows/legible"
)

// bom tells Excel that the file is UTF-8; without it Excel reads names in the
// code page of the machine. Most programs that read CSV skip it, and ours does.
const bom = "\uFEFF"

// CSV writes t as RFC 4180 has it: CRLF, quotation marks where they are needed,
// and every line as many fields as the first, which are the headings. Behind the
// rows comes JUMLAH if the table has one, then the notes, each in the second
// field of a line whose first is empty; the last are when the report was made
// and how far the audit went, so that a file without them was cut off.
//
// Dates are written 2026-04-14, which every spreadsheet takes for the day it is.
// The decimals of the per cent follow the separator: a comma after ';', a point
// after ','.
//
// A CSV cannot say that a number is text, and Excel keeps 15 digits: whoever
// opens a list with whole NIPs in Excel and saves it has ruined them. For Excel
// there is [XLSX]. The trick ="199001012015011001" is a formula, and formulas
// are what is kept out here.
func CSV(w io.Writer, head Letterhead, t Table, o Options) error {
	switch o.Comma {
	case 0:
		o.Comma = ';'
	case ';', ',':
	default:
		return wrong("CSV", fmt.Errorf("separator %q: only ; and , are known", o.Comma))
	}
	words := in(o.Lang)
	l := t.lay(words, head, o)
	if _, err := io.WriteString(w, bom); err != nil {
		return wrong("CSV", err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = o.Comma, true

	record := make([]string, len(l.columns))
	for i, c := range l.columns {
		record[i] = c.head
	}
	_ = out.Write(record) // the writer keeps its first error, and Error returns it
	put := func(cells []any) {
		for i, c := range cells {
			record[i] = field(c, o.Comma)
		}
		_ = out.Write(record)
	}
	for cells, err := range l.rows {
		if err == nil {
			put(cells)
			err = out.Error()
		}
		if err != nil {
			return wrong("CSV", err)
		}
	}
	if l.total != nil {
		put(l.total)
	}
	for _, note := range head.below(words, l.notes) {
		clear(record)
		record[1] = field(note, o.Comma)
		_ = out.Write(record)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return wrong("CSV", err)
	}
	return nil
}

// field writes one cell.
func field(c any, comma rune) string {
	switch c := c.(type) {
	case string:
		return legible.Disarm(legible.Clean(c))
	case unbroken:
		return legible.Disarm(legible.Clean(string(c)))
	case int:
		return strconv.Itoa(c)
	case share:
		point := byte(',')
		if comma == ',' {
			point = '.'
		}
		return c.decimal(point)
	case date:
		return time.Time(c).Format(time.DateOnly)
	}
	return ""
}

// decimal writes s in per cent, without the sign: "87,5".
func (s share) decimal(point byte) string {
	return strconv.Itoa(int(s)/10) + string(point) + strconv.Itoa(int(s)%10)
}
