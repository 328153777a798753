package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// A Tone is how a word is drawn. Colours are for marks and single words, never
// for a sentence.
type Tone int

// The tones.
const (
	InText Tone = iota
	InBold
	InAccent
	InGood
	InTrouble
	InQuiet
)

// A Span is text in one tone.
type Span struct {
	Text string
	Tone Tone
}

// Prose is text in one or more tones. Every '\n' in it begins a new row, and
// other control characters are not drawn.
type Prose []Span

// Plain is s in the terminal's own colour.
func Plain(s string) Prose { return Prose{{s, InText}} }

// Bold is s in bold: what must be copied, and nothing else.
func Bold(s string) Prose { return Prose{{s, InBold}} }

// Toned is s in tone.
func Toned(tone Tone, s string) Prose { return Prose{{s, tone}} }

// Rich is format with the words between two * in bold and each %s replaced by
// the next of data, as it is: what a person typed is never read as markup, so it
// belongs into data and never into format. Two ** are one *.
func Rich(format string, data ...string) Prose {
	var (
		p    Prose
		tone = InText
		from = 0
	)
	add := func(s string) {
		if s != "" {
			p = append(p, Span{s, tone})
		}
	}
	for i := 0; i < len(format); i++ {
		switch rest := format[i:]; {
		case strings.HasPrefix(rest, "**"):
			add(format[from : i+1])
			i++
		case rest[0] == '*':
			add(format[from:i])
			tone = InBold - tone
		case strings.HasPrefix(rest, "%s") && len(data) > 0:
			add(format[from:i])
			add(data[0])
			data = data[1:]
			i++
		default:
			continue
		}
		from = i + 1
	}
	add(format[from:])
	return p
}

// String is the text of p without its tones.
func (p Prose) String() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Width is the number of columns p takes on one row.
func (p Prose) Width() int { return ansi.StringWidth(p.String()) }

// In draws s in tone.
func (t Theme) In(tone Tone, s string) string { return t.style(tone).Render(s) }

func (t Theme) style(tone Tone) lipgloss.Style {
	switch tone {
	case InBold:
		return t.Strong
	case InAccent:
		return t.Accent
	case InGood:
		return t.Good
	case InTrouble:
		return t.Trouble
	case InQuiet:
		return t.Quiet
	default:
		return t.Text
	}
}

// Wrap draws p in rows of at most wide columns. It breaks at spaces, and inside
// a word only when the word alone is wider than a row. Spaces where a row breaks
// go; all others stay.
//
// lipgloss would do this with ansi.Wrap, which also breaks after a hyphen: the
// "ASN-" of "ASN-Digital" at the end of a row reads like a word cut short.
func (t Theme) Wrap(p Prose, wide int) []string {
	wide = max(1, wide)
	var (
		rows []string
		row  line
		gap  string
	)
	flush := func() { rows, row, gap = append(rows, t.draw(row)), nil, "" }
	put := func(word line) {
		if len(row) > 0 && row.width()+len(gap)+word.width() > wide {
			flush()
		}
		if len(row) == 0 && len(gap)+word.width() > wide {
			gap = ""
		}
		row = row.add(gap, InText)
		gap = ""
		for word.width() > wide {
			head, tail := word.split(wide)
			if len(tail) == 0 {
				break // one letter, two columns wide, in a row of one
			}
			row, word = head, tail
			flush()
		}
		for _, s := range word {
			row = row.add(s.Text, s.Tone)
		}
	}
	var word line
	end := func() {
		if len(word) > 0 {
			put(word)
			word = nil
		}
	}
	for _, s := range p {
		for s.Text != "" {
			i := strings.IndexAny(s.Text, " \n")
			if i < 0 {
				word = word.add(printable(s.Text), s.Tone)
				break
			}
			word = word.add(printable(s.Text[:i]), s.Tone)
			end()
			if s.Text[i] == '\n' {
				flush()
			} else {
				gap += " "
			}
			s.Text = s.Text[i+1:]
		}
	}
	end()
	return append(rows, t.draw(row))
}

// A line is Prose without breaks, as few spans as can be.
type line Prose

func (l line) width() int { return Prose(l).Width() }

// add appends s. Spaces take the tone of what stands before them: it does not
// show, and saves the terminal two sequences.
func (l line) add(s string, tone Tone) line {
	if s == "" {
		return l
	}
	if n := len(l); n > 0 && (l[n-1].Tone == tone || strings.Trim(s, " ") == "") {
		l[n-1].Text += s
		return l
	}
	return append(l, Span{s, tone})
}

// split divides l after wide columns, or after its first letter if that alone is
// wider.
func (l line) split(wide int) (head, tail line) {
	for i, s := range l {
		w := ansi.StringWidth(s.Text)
		if w <= wide {
			head, wide = append(head, s), wide-w
			continue
		}
		part := ansi.Truncate(s.Text, wide, "")
		if part == "" && len(head) == 0 {
			_, n := utf8.DecodeRuneInString(s.Text)
			part = s.Text[:n]
		}
		if part != "" {
			head = append(head, Span{part, s.Tone})
		}
		if rest := s.Text[len(part):]; rest != "" {
			tail = append(tail, Span{rest, s.Tone})
		}
		return head, append(tail, l[i+1:]...)
	}
	return head, nil
}

func (t Theme) draw(l line) string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(t.In(s.Tone, s.Text))
	}
	return b.String()
}

// printable is s without control characters. What people type is cleaned where
// it enters; this is the second door, since one escape sequence could repaint
// the screen.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
