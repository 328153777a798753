package roster

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"aktivasi/flows/legible"
)

// MaxRecord is how many bytes one record may have, line breaks in quotation
// marks included. A row of SIASN's has about 800. One forgotten quotation mark
// would otherwise be a field as long as the file. It is kept to within a read of
// 64 KiB: no shorter record is refused, none much longer is held in memory.
const MaxRecord = 1 << 20

const readSize = 64 << 10

// A table reads a roster record by record and holds one of them at a time.
type table struct {
	csv    *csv.Reader
	fence  *fence
	cols   columns
	fields int // in the header
	lines  int // before the header
	bytes  int64
}

// A record is one row. It is good until the next is read.
type record struct {
	line   int
	fields []string
	broken bool // by quotation marks; there are no fields
	cols   *columns
}

// open reads as far as the header. Errors are [FileError]s.
func open(src io.Reader) (*table, error) {
	t := &table{fence: &fence{src: src}}
	in := bufio.NewReaderSize(t.fence, readSize)
	head, err := in.Peek(readSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, &FileError{Fault: Unreadable, Line: 1, Err: err}
	}
	if f := foreign(head); f != 0 {
		return nil, &FileError{Fault: f, Line: 1}
	}

	skip := len(head) - len(bytes.TrimPrefix(head, []byte("\ufeff")))
	head = head[skip:]
	comma := delimiter(firstLine(head))
	// Excel writes a first line "sep=;" to tell itself.
	if l := firstLine(head); len(l) == 5 && bytes.EqualFold(l[:4], []byte("sep=")) && strings.IndexByte(delimiters, l[4]) >= 0 {
		comma, t.lines = rune(l[4]), 1
		skip += bytes.IndexByte(head, '\n') + 1
	}
	if _, err := in.Discard(skip); err != nil {
		return nil, &FileError{Fault: Unreadable, Line: 1, Err: err}
	}
	t.bytes = int64(skip)

	t.csv = csv.NewReader(in)
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = comma, -1, true
	header, err := t.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, &FileError{Fault: Empty, Line: 1}
	case err != nil:
		return nil, err
	case header.broken:
		return nil, &FileError{Fault: OpenQuote, Line: header.line}
	}
	t.fields = len(header.fields)
	if t.cols, err = find(header.fields); err != nil {
		err.(*FileError).Line = header.line
		return nil, err
	}
	return t, nil
}

// next returns the next record, io.EOF after the last. Other errors are
// [FileError]s, and nothing can be read after one.
func (t *table) next() (record, error) {
	fields, err := t.csv.Read()
	t.fence.passed = 0
	r := record{fields: fields, cols: &t.cols}
	if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
		r.line, r.broken = bad.StartLine+t.lines, true
		if bad.StartLine != bad.Line {
			return r, &FileError{Fault: OpenQuote, Line: r.line}
		}
		return r, nil
	}
	if errors.Is(err, io.EOF) {
		return r, io.EOF
	}
	if len(fields) > 0 {
		r.line, _ = t.csv.FieldPos(0)
		r.line += t.lines
	}
	if errors.Is(err, errFence) {
		return r, &FileError{Fault: TooLong, Line: r.line}
	}
	if err != nil {
		return r, &FileError{Fault: Unreadable, Line: r.line, Err: err}
	}
	return r, nil
}

// offset returns how many bytes of the file have been understood.
func (t *table) offset() int64 { return t.bytes + t.csv.InputOffset() }

// get returns a field, tidied, and "" where the file has no such column.
func (r record) get(c column) string {
	if i := r.cols[c]; i >= 0 && i < len(r.fields) {
		return tidy(r.fields[i])
	}
	return ""
}

// blank reports whether there is nothing at all in r. Excel leaves rows of
// nothing but separators under a table.
func (r record) blank() bool {
	for _, f := range r.fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return !r.broken
}

// tidy makes a field legible: in UTF-8, without control characters, without the
// apostrophe that tells Excel "this is text", and "" where SIASN writes null or
// people a dash.
//
// Each field is judged on its own, not the file by its first kilobytes: rosters
// are pasted together from the files of many offices, and in UTF-8 read as
// Windows-1252 every accent is two wrong letters.
func tidy(field string) string {
	if !utf8.ValidString(field) {
		var b strings.Builder
		for _, c := range []byte(field) {
			if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError { // five bytes are no letter
				b.WriteRune(r)
			}
		}
		field = b.String()
	}
	field = legible.Clean(field)
	field = strings.TrimLeft(field, "' ")
	if field == "-" || strings.EqualFold(field, "null") {
		return ""
	}
	return field
}

// foreign tells a file that is no text by how it begins; 0 means it may be one.
func foreign(head []byte) FileFault {
	begins := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case begins("PK\x03\x04"), begins("\xd0\xcf\x11\xe0"): // .xlsx; .xls
		return Workbook
	case begins("\xff\xfe"), begins("\xfe\xff"):
		return UTF16
	case bytes.IndexByte(firstLine(head), 0) >= 0: // further down, one may be an accident
		return Binary
	}
	return 0
}

// firstLine returns the first line of head without its end.
func firstLine(head []byte) []byte {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}

// A fence lets [MaxRecord] bytes through, and then an error, until passed is put
// back to 0.
type fence struct {
	src    io.Reader
	passed int
}

var errFence = fmt.Errorf("record longer than %d bytes", MaxRecord)

func (f *fence) Read(p []byte) (int, error) {
	if f.passed > MaxRecord {
		return 0, errFence
	}
	n, err := f.src.Read(p)
	f.passed += n
	return n, err
}
