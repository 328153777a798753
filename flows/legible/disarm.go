package legible

import (
	"strings"
	"unicode"
)

// triggers make a formula of what follows them where a cell begins (ASVS 5.0
// 1.2.10), in the forms that East Asian settings of Excel take for the same,
// full width and small.
const triggers = "=+-@" + "＝＋－＠" + "﹦﹢﹣﹫" + "\t\r\n\x00"

// Disarm returns s as a spreadsheet may have it: an apostrophe stands before any
// trigger that a cell may begin with, so that nothing a name says is run. That is
// also after a separator of another kind than the file's, since Excel splits a
// file at the one of its country, and heeds no quotation marks there; and behind
// blanks, which some spreadsheets skip.
func Disarm(s string) string {
	var b strings.Builder
	begins := true
	for _, r := range s {
		if begins && strings.ContainsRune(triggers, r) {
			b.WriteByte('\'')
		}
		begins = strings.ContainsRune(",;\t|\"\r\n", r) || begins && unicode.IsSpace(r)
		b.WriteRune(r)
	}
	return b.String()
}
