package report

import (
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"aktivasi/flows/legible"
)

// XLSX writes tables as a workbook, one sheet a table, each a document of its
// own: title, table, notes and the place to sign, on A4 landscape as wide as the
// sheet, with the headings on every page.
//
// Text is text in its cell, and the cell's format says so too: whole NIPs keep
// their 18 digits, and a name that looks like a formula stays a name even for
// one who goes into the cell and presses Enter. There is no formula in the
// workbook; sums are counted here. Dates are dates.
//
// Excelize keeps up to 16 MiB of a sheet in memory, and beyond that in a file
// that only this user can read, in [Options.Temp], until XLSX returns; a process
// that is killed leaves it there. The finished workbook stands in memory once,
// compressed, before it is written. For 200,000 people that is a heap of 60 MiB
// and 8 MiB of file.
func XLSX(w io.Writer, head Letterhead, o Options, tables ...Table) error {
	if len(tables) == 0 {
		return wrong("XLSX", ErrNoTable)
	}
	book := excelize.NewFile(excelize.Options{TmpDir: o.Temp})
	defer func() { _ = book.Close() }() // it takes the files in Temp away

	words := in(o.Lang)
	f, err := newFormats(book)
	if err != nil {
		return wrong("XLSX", err)
	}
	title, taken := "", map[string]int{}
	for i, t := range tables {
		l := t.lay(words, head, o)
		if taken[l.sheet]++; taken[l.sheet] > 1 {
			l.sheet = fmt.Sprintf("%s %d", l.sheet, taken[l.sheet])
		}
		if i == 0 {
			title = l.title
			err = book.SetSheetName(book.GetSheetName(0), l.sheet)
		} else {
			_, err = book.NewSheet(l.sheet)
		}
		if err == nil {
			err = fill(book, f, l, head, words)
		}
		if err != nil {
			return wrong("XLSX", err)
		}
	}
	if err := book.SetDocProps(&excelize.DocProperties{
		Creator:        legible.Clean(head.Office),
		LastModifiedBy: legible.Clean(head.Office),
		Title:          title,
		Language:       words.lang,
		Created:        head.At.UTC().Format(time.RFC3339),
		Modified:       head.At.UTC().Format(time.RFC3339),
	}); err != nil {
		return wrong("XLSX", err)
	}
	if err := book.Write(w); err != nil {
		return wrong("XLSX", err)
	}
	return nil
}

// A sheet is written from the top, row by row. Its first error stays, and
// nothing is written after it.
type sheet struct {
	out   *excelize.StreamWriter
	cols  []column
	row   int // the last one written
	wrong error
}

// fill writes l into the sheet of its name, which is empty. Whatever concerns
// the sheet as a whole comes first: excelize writes it in front of the rows.
func fill(book *excelize.File, f formats, l layout, head Letterhead, w words) error {
	above := head.above(w)
	top := len(above) + 3 // where the headings are: below title, lines and an empty row
	if err := onPaper(book, l.sheet, top); err != nil {
		return err
	}
	out, err := book.NewStreamWriter(l.sheet)
	if err != nil {
		return err
	}
	s := &sheet{out: out, cols: l.columns}
	// Excelize puts the column set last in front of the others (flatCols, v2.11.1),
	// and some readers lose widths that do not stand in order (exceljs#1563).
	for i, c := range slices.Backward(l.columns) {
		s.keep(out.SetColWidth(i+1, i+1, c.width))
	}
	s.keep(out.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: top, TopLeftCell: cell(1, top+1), ActivePane: "bottomLeft",
	}))

	all := len(l.columns)
	s.line(l.title, f.title, 1, all)
	for i, text := range above {
		style := f.whose
		if i == len(above)-1 {
			style = f.asOf
		}
		s.line(text, style, 1, all)
	}
	s.row++
	heads := make([]any, all)
	for i, c := range l.columns {
		heads[i] = excelize.Cell{StyleID: f.head, Value: c.head}
	}
	s.put(heads...)
	for cells, err := range l.rows {
		s.keep(err)
		if s.wrong != nil {
			return s.wrong
		}
		s.put(f.cells(cells, l.columns, plain)...)
	}
	if l.total != nil {
		s.put(f.cells(l.total, l.columns, bold)...)
	}
	s.row++
	for _, note := range head.below(w, l.notes) {
		s.line(note, f.note, 1, all)
	}
	s.sign(head.signature(w), f)
	s.keep(out.Flush())
	return s.wrong
}

// onPaper sets up the page of a sheet whose headings are in row heads.
func onPaper(book *excelize.File, name string, heads int) error {
	const a4 = 9 // ECMA-376 part 1, §18.3.1.63, paperSize
	paper, lying, wide, long, yes := a4, "landscape", 1, 0, true
	margin, foot := 0.55, 0.3 // inches
	for _, err := range []error{
		book.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &lying, FitToWidth: &wide, FitToHeight: &long}),
		book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		book.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Footer: &foot, Horizontally: &yes}),
		book.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&R&8&P / &N"}),
		book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", name, heads, heads), Scope: name}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) keep(err error) {
	if s.wrong == nil {
		s.wrong = err
	}
}

// put writes the next row.
func (s *sheet) put(values ...any) {
	s.row++
	s.keep(s.out.SetRow(cell(1, s.row), values))
}

// line writes text into the next row, across the columns from to to. A merged
// cell does not grow with its text, so the row is made as high as it takes.
func (s *sheet) line(text string, style, from, to int) {
	s.row++
	room := 0.0
	for _, c := range s.cols[from-1 : to] {
		room += c.width
	}
	const rowHeight, letter = 16, 1.15 // points; letters of a title against those a width is measured in
	lines := int(float64(utf8.RuneCountInString(text))*letter/room) + 1
	values := make([]any, to-from+1)
	for i := range values {
		values[i] = excelize.Cell{StyleID: style}
	}
	values[0] = excelize.Cell{StyleID: style, Value: text}
	s.keep(s.out.SetRow(cell(from, s.row), values, excelize.RowOpts{Height: float64(lines) * rowHeight}))
	if from < to {
		s.keep(s.out.MergeCell(cell(from, s.row), cell(to, s.row)))
	}
}

// sign writes the signature under the last columns, as many as a name takes.
func (s *sheet) sign(g *signature, f formats) {
	if g == nil {
		return
	}
	const room = 40 // letters
	from, have := len(s.cols), s.cols[len(s.cols)-1].width
	for from > 1 && have < room {
		from--
		have += s.cols[from-1].width
	}
	s.row++
	for _, text := range g.Above {
		s.line(text, f.signer, from, len(s.cols))
	}
	s.row += 4 // room for hand and stamp
	s.line(g.Name, f.name, from, len(s.cols))
	if g.Number != "" {
		s.line(g.Number, f.signer, from, len(s.cols))
	}
}

// cell names a cell: cell(3, 7) is "C7". Tables have fewer than 26 columns.
func cell(col, row int) string { return fmt.Sprintf("%c%d", 'A'+col-1, row) }
