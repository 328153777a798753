package ui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"aktivasi/flows"
	"aktivasi/flows/legible"
	"aktivasi/ui/paper"
)

// A form is the part of a page the person works in: half-typed answers, a
// cursor, a chosen line. It holds nothing a journey depends on: drop it and open
// another at any time. Keys with a name never reach it; App has seen to those.
type form struct {
	asks    []flows.Input
	inputs  []textinput.Model
	at      int  // which field the cursor is in, or which line of the menu
	lines   int  // of a menu; a form has fields or lines, or one field and what was found below it
	reveal  bool // hidden letters are shown
	refused bool // what stands in the field was refused, until the next key
}

// newForm opens a form for s, with what is known already filled in.
func newForm(t paper.Theme, s flows.Session, filled map[flows.Field]string) *form {
	f := &form{asks: flows.Inputs(s), lines: len(flows.Menu(s))}
	for _, a := range f.asks {
		in := t.NewInput(a.Limit, a.Hidden)
		in.SetValue(filled[a.Field])
		f.inputs = append(f.inputs, in)
	}
	f.focus(f.firstEmpty())
	return f
}

// focus puts the cursor into field i.
func (f *form) focus(i int) {
	f.refused = false
	of := len(f.inputs)
	if f.lines > 0 {
		of = f.lines
	}
	f.at = clamp(i, of)
	for j := range f.inputs {
		if j == f.field() {
			f.inputs[j].Focus() // its command would only blink
		} else {
			f.inputs[j].Blur()
		}
	}
}

// field is which field has the cursor: the only one, where there are lines too.
func (f *form) field() int {
	if f.lines > 0 {
		return 0
	}
	return f.at
}

// move goes n fields or lines on, round and round.
func (f *form) move(n int) {
	of := len(f.inputs)
	if f.lines > 0 {
		of = f.lines
	}
	if of > 0 {
		f.focus((f.at + n + of) % of)
	}
}

// relist follows a menu that changed its length, as when people come to be known.
func (f *form) relist(lines int) {
	if f.lines != lines {
		f.lines, f.at = lines, clamp(f.at, lines)
	}
}

// firstEmpty is the first field with nothing in it, or the last one.
func (f *form) firstEmpty() int {
	for i, in := range f.inputs {
		if in.Value() == "" {
			return i
		}
	}
	return len(f.inputs) - 1
}

// done reports whether there is nothing left to fill in after the field with
// the cursor: then Enter sends the form off. Otherwise it goes on to that field.
func (f *form) done() (next int, done bool) {
	for i := f.at + 1; i < len(f.inputs); i++ {
		if f.inputs[i].Value() == "" {
			return i, false
		}
	}
	return f.at, true
}

// skipped reports whether the field with the cursor has nothing in it though it
// must: going on from it in silence would look as if it were in order.
func (f *form) skipped() bool {
	return f.at < len(f.inputs) && !f.asks[f.at].Optional && f.inputs[f.at].Value() == ""
}

// answers is what was typed.
func (f *form) answers() (a flows.Answers) {
	for i, in := range f.inputs {
		a[f.asks[i].Field] = flows.Hide(in.Value())
	}
	return a
}

// index is where field stands, or -1.
func (f *form) index(field flows.Field) int {
	for i, a := range f.asks {
		if a.Field == field {
			return i
		}
	}
	return -1
}

// value is what stands in field.
func (f *form) value(field flows.Field) string {
	if i := f.index(field); i >= 0 {
		return f.inputs[i].Value()
	}
	return ""
}

// set puts text into field.
func (f *form) set(field flows.Field, text string) {
	if i := f.index(field); i >= 0 {
		f.inputs[i].SetValue(text)
		f.inputs[i].CursorEnd()
	}
}

// refuse points at the field that why is about. Of the answers that are worth
// nothing once judged it clears that one and those after it: a password that was
// right need not be typed again because the OTP was wrong.
func (f *form) refuse(why flows.Reason) {
	field, ok := flows.About(why)
	i := f.index(field)
	if !ok || i < 0 {
		return
	}
	if why == flows.FillIn {
		i = f.firstEmpty()
	} else if why.Spends() {
		for j := i; j < len(f.inputs); j++ {
			if f.asks[j].Once {
				f.inputs[j].SetValue("")
			}
		}
	}
	f.focus(i)
	f.refused = true
}

// update hands a key to the field with the cursor.
func (f *form) update(msg tea.KeyMsg) {
	if len(f.inputs) == 0 {
		return
	}
	f.refused = false
	in := &f.inputs[f.field()]
	*in, _ = in.Update(msg) // no field of ours has anything to do later
	if !f.asks[f.field()].Hidden {
		f.clean(in)
	}
	if a := f.asks[f.field()]; a.Shape == flows.FourFour || a.Shape == flows.SixDigits {
		f.tidy(in, a.Shape)
	}
}

// clean takes out what could draw on the screen instead of being drawn: marks of
// direction, letters without width. A password may have them; nobody sees it.
func (f *form) clean(in *textinput.Model) {
	text := strings.Map(func(r rune) rune {
		if r != ' ' && legible.Clean(string(r)) == "" {
			return -1
		}
		return r
	}, in.Value())
	if text != in.Value() {
		in.SetValue(text)
		in.CursorEnd()
	}
}

// tidy takes out of a code what only separates its groups, so that boxes hold
// letters: blanks and dashes, typed or pasted.
func (f *form) tidy(in *textinput.Model, shape flows.Shape) {
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, in.Value())
	if shape == flows.FourFour {
		text = strings.ToUpper(text)
	}
	if text != in.Value() {
		in.SetValue(text)
		in.CursorEnd()
	}
}

func clamp(i, n int) int { return max(0, min(i, n-1)) }

// show reveals the hidden letters, or hides them again.
func (f *form) show(reveal bool) {
	f.reveal = reveal
	for i, a := range f.asks {
		if a.Hidden && reveal {
			f.inputs[i].EchoMode = textinput.EchoNormal
		} else if a.Hidden {
			f.inputs[i].EchoMode = textinput.EchoPassword
		}
	}
}

// suggest puts a passphrase into the field for the new password. It is shown
// beside it, so the person types it once more and has it in their fingers.
func (f *form) suggest(phrase string) {
	f.set(flows.NewPassword, phrase)
	f.set(flows.Confirmation, "")
	f.focus(f.index(flows.Confirmation))
}
