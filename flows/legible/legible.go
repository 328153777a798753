// Package legible makes text from outside fit to be shown: names and units from
// a roster, addresses, the name somebody gives a phone. What is left is letters,
// marks, digits, punctuation and symbols with single spaces between, so it can
// neither steer the terminal nor turn itself round nor hide a part of itself,
// and a line of the log stays one line.
//
// Clean text once, when it enters. lipgloss passes escapes through, the bubbles'
// textinput drops only category Cc, and ansi.Strip leaves U+202E and U+200B
// (security notes §4.12); no later door is closed.
package legible

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean returns s without what cannot be seen: control characters (C0, DEL,
// C1), zero-width characters, bidirectional controls, tags, variation
// selectors, private-use and unassigned code points, and bytes that are not
// UTF-8. White space of any kind and length becomes one space, and none stands
// at the ends. Clean of clean text is that text.
//
// Of an escape sequence the harmless letters stay: "\x1b[31mred" becomes
// "[31mred". What Clean takes from a name should be noticed.
func Clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := true // nothing stands before: the start, or a space still to be written
	for i, r := range s {
		switch {
		case blank(r):
			gap = true
		case !shown(r), gap && unicode.IsMark(r):
			// A mark with no letter under it would sit on whatever is drawn
			// before the text.
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			// A byte that is not UTF-8 ranges as U+FFFD. Taking such bytes out
			// cannot make a new character of what stood round them: everything
			// written here was a whole one.
		default:
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Line returns Clean of s, cut to at most limit characters (runes, not bytes
// and not terminal cells). No space is left at the cut.
func Line(s string, limit int) string {
	s = Clean(s)
	for i := range s {
		if limit <= 0 {
			return strings.TrimSuffix(s[:i], " ")
		}
		limit--
	}
	return s
}

// blank reports whether r leaves paper white but takes room. Unicode counts the
// empty braille pattern as a symbol; it looks like a space all the same.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u2800' }

// shown reports whether r draws something. IsPrint lets pass two sorts that do
// not: variation selectors, which are marks, and the letters that are drawn as
// nothing, such as the Hangul fillers (Unicode's Default_Ignorable_Code_Point).
func shown(r rune) bool {
	if r <= unicode.MaxLatin1 { // neither sort begins so low, and most names end here
		return unicode.IsPrint(r)
	}
	return unicode.IsPrint(r) &&
		!unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
