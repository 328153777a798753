package paper

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A Theme is a [Palette] and [Glyphs] made up for one terminal. All drawing goes
// through one. The zero Theme draws nothing sensible; make one with [NewTheme].
type Theme struct {
	Glyphs Glyphs

	Text, Strong                 lipgloss.Style // ordinary letters, and bold ones
	Accent, Good, Trouble, Quiet lipgloss.Style // the palette's
	Bar                          lipgloss.Style // a chosen line, the cap of the key that goes on
	Badge                        lipgloss.Style // a word that must not be overlooked
	Ink, Paper                   lipgloss.Style // QR codes: white on black, black on white. With NO_COLOR too

	plain bool // no colour, and so neither bold nor reverse
}

// NewTheme makes the styles of p for the terminal behind w, which it asks
// nothing. [Detect] finds the profile and the glyphs.
//
// With the profile Ascii, what NO_COLOR leads to, lipgloss drops bold and reverse
// as well. Ink and Paper alone keep their two colours: the polarity of a QR code
// is what it says, not how it looks.
func NewTheme(w io.Writer, profile termenv.Profile, p Palette, g Glyphs) Theme {
	r, ink := lipgloss.NewRenderer(w), lipgloss.NewRenderer(w)
	r.SetColorProfile(profile)
	ink.SetColorProfile(min(profile, termenv.ANSI)) // termenv counts down: Ascii is the largest
	for _, r := range []*lipgloss.Renderer{r, ink} {
		r.SetHasDarkBackground(true) // set, so that nobody asks; nothing here depends on it
	}
	text := r.NewStyle()
	return Theme{
		Glyphs:  g,
		Text:    text,
		Strong:  text.Bold(true),
		Accent:  text.Bold(true).Foreground(p.Accent),
		Good:    text.Bold(true).Foreground(p.Good),
		Trouble: text.Bold(true).Foreground(p.Trouble),
		Quiet:   text.Foreground(p.Quiet),
		Bar:     text.Bold(true).Foreground(p.OnBar).Background(p.Bar),
		Badge:   text.Bold(true).Reverse(true),
		Ink:     ink.NewStyle().Foreground(white).Background(black),
		Paper:   ink.NewStyle().Foreground(black).Background(white),
		plain:   profile == termenv.Ascii,
	}
}

// A Mark says how something went.
type Mark int

// The marks.
const (
	NoMark  Mark = iota
	Note         // something to know
	Done         // it is done
	Again        // a slip: do it again
	Refused      // refused; it may have cost a try
	Working      // being worked on
	Urgent       // something is about to happen: the message fills its row
)

// Mark is m as text.
func (t Theme) Mark(m Mark) Prose {
	switch m {
	case Note:
		return Toned(InAccent, t.Glyphs.Info)
	case Done:
		return Toned(InGood, t.Glyphs.Good)
	case Again:
		return Toned(InTrouble, t.Glyphs.Warn)
	case Refused:
		return Toned(InTrouble, t.Glyphs.Bad)
	case Working:
		return Toned(InQuiet, t.Glyphs.Wait)
	case Urgent:
		return Toned(InTrouble, t.Glyphs.Haste)
	default:
		return nil
	}
}

// cap is a word on a filled ground, or in brackets where nothing can be filled.
func (t Theme) cap(s lipgloss.Style, word string) string {
	if t.plain {
		return "[" + word + "]"
	}
	return s.Render(" " + word + " ")
}
