package slip

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"aktivasi/flows/legible"
)

// Columns is how many a receipt printer has in its own font on paper of 58 mm,
// the narrowest rolls there are.
const Columns = 32

// narrowest is the width below which there is no room beside the labels.
const narrowest = 24

// feed moves the last line out from under the printer's head, to where the paper
// is torn off.
const feed = "\n\n\n\n"

// Text writes the slip for a receipt printer of width columns: [Columns] on paper
// of 58 mm, 42 on paper of 80 mm. Below 24 it is written for 24. Language "en" is
// English, everything else Indonesian.
//
// It is printable ASCII and line feeds, which every printer's code page has and
// none takes for a command. A letter with an accent loses it, and what ASCII has
// nothing for is a question mark. Nothing is cut: what is too long goes on in the
// next line.
func (s Slip) Text(lang string, width int) string {
	width = max(width, narrowest)
	w := in(lang)
	var b strings.Builder
	centre := func(text string) {
		for _, l := range wrap(ascii(text), width) {
			b.WriteString(strings.Repeat(" ", (width-len(l))/2) + l + "\n")
		}
	}
	rule := strings.Repeat("-", width) + "\n"

	centre(w.title)
	centre(w.brand)
	centre(s.Office)
	b.WriteString(rule)
	rows := s.rows(w)
	label := 0
	for _, r := range rows {
		label = max(label, len(r.Label))
	}
	for _, r := range rows {
		before := r.Label + strings.Repeat(" ", label-len(r.Label)) + ": "
		for _, l := range wrap(ascii(r.Value), width-len(before)) {
			b.WriteString(before + l + "\n")
			before = strings.Repeat(" ", len(before))
		}
	}
	b.WriteString(rule)
	for _, note := range w.notes {
		for _, l := range wrap(note, width) {
			b.WriteString(l + "\n")
		}
	}
	b.WriteString(feed)
	return b.String()
}

// wrap breaks text, which is ASCII, into lines of at most width columns: between
// words, and inside one that is longer than a line.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for ; len(word) > width; word = word[width:] {
			lines = append(lines, word[:width])
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// ascii writes text in the letters of ASCII.
func ascii(text string) string {
	var b strings.Builder
	// Compatibility decomposition takes accents off their letters and ligatures
	// apart (Unicode Standard Annex #15); plainer knows what it leaves whole.
	for _, r := range norm.NFKD.String(legible.Clean(text)) {
		switch {
		case ' ' <= r && r <= '~':
			b.WriteRune(r)
		case unicode.IsMark(r):
		case plainer[r] != "":
			b.WriteString(plainer[r])
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

var plainer = map[rune]string{
	'‘': "'", '’': "'", '‚': "'", 'ʼ': "'", 'ʻ': "'", '“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`,
	'‐': "-", '–': "-", '—': "-", '−': "-", '⁄': "/", '·': ".", '•': "*", '×': "x",
	'ß': "ss", 'ẞ': "SS", 'æ': "ae", 'Æ': "AE", 'œ': "oe", 'Œ': "OE", 'ø': "o", 'Ø': "O",
	'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'ł': "l", 'Ł': "L", 'ı': "i", 'þ': "th", 'Þ': "Th",
}
