package roster

import (
	"fmt"
	"strings"
)

// A FileFault is why a file could not be read, or not to its end.
type FileFault int

// Why a file could not be read.
const (
	Empty      FileFault = iota + 1 // not even a header
	Workbook                        // an Excel workbook, not CSV
	UTF16                           // Excel's "Unicode text"
	Binary                          // no text at all
	NoColumn                        // Column is missing from the header
	OpenQuote                       // a quotation mark is not closed on its line
	TooLong                         // a record of more than MaxRecord bytes
	Unreadable                      // the system would not read it; see Err
)

var fileFaults = [...]string{
	Empty:      "nothing in it",
	Workbook:   "an Excel workbook, not CSV",
	UTF16:      "text in UTF-16, not UTF-8",
	Binary:     "not text",
	NoColumn:   "no column for it in the header",
	OpenQuote:  "quotation mark opened and not closed",
	TooLong:    errFence.Error(),
	Unreadable: "cannot be read",
}

// A FileError says that a file could not be read, or not beyond a line. The rows
// above that line are imported.
type FileError struct {
	Fault  FileFault
	Line   int    // the first line is 1
	Column Column // of NoColumn; [Column.Aliases] is what was looked for
	Err    error  // of Unreadable
}

// Error implements error.
func (e *FileError) Error() string {
	what := fileFaults[e.Fault]
	switch {
	case e.Err != nil:
		what += ": " + e.Err.Error()
	case e.Fault == NoColumn:
		what += ": looked for " + strings.Join(aliases[e.Column], ", ")
	}
	return fmt.Sprintf("read roster, line %d: %s", e.Line, what)
}

// Unwrap returns what the system said.
func (e *FileError) Unwrap() error { return e.Err }
