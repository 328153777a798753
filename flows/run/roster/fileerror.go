package roster

import (
	"fmt"
	"strings"
)

// A FileFault is why a file could not be read, or not to its end.
type FileFault int

// Why a file could not be read.
const (
	Empty        FileFault = iota + 1 // not even a header
	Workbook                          // an Excel workbook, not CSV
	UTF16                             // Excel's "Unicode text"
	Binary                            // no text at all
	NoNIPColumn                       // no heading is one of Wanted
	NoNameColumn                      // no heading is one of Wanted
	OpenQuote                         // a quotation mark is not closed on its line
	TooLong                           // a record of more than MaxRecord bytes
	Unreadable                        // the system would not read it; see Err
	FileFaults                        // one more than the last, for a table of sentences
)

var fileFaults = [FileFaults]string{
	Empty:        "nothing in it",
	Workbook:     "an Excel workbook, not CSV",
	UTF16:        "text in UTF-16, not UTF-8",
	Binary:       "not text",
	NoNIPColumn:  "no column for the NIP",
	NoNameColumn: "no column for the name",
	OpenQuote:    "quotation mark opened and not closed",
	TooLong:      errFence.Error(),
	Unreadable:   "cannot be read",
}

// A FileError says that a file could not be read, or not beyond a line. The rows
// above that line are imported.
type FileError struct {
	Fault  FileFault
	Line   int      // the first line is 1
	Wanted []string // the headings looked for, in lower case and without blanks
	Err    error    // of Unreadable
}

// Error implements error.
func (e *FileError) Error() string {
	s := fmt.Sprintf("read roster, line %d: %s", e.Line, fileFaults[e.Fault])
	if len(e.Wanted) > 0 {
		s += ": looked for " + strings.Join(e.Wanted, ", ")
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns what the system said.
func (e *FileError) Unwrap() error { return e.Err }
