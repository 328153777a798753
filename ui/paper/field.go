package paper

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/lipgloss"
)

// A State is what can become of a field.
type State int

// The states.
const (
	Idle     State = iota
	Focused        // one types here
	OK             // filled in, and right
	Trouble        // one types here, and what stands there was refused
	Busy           // was focused; what was typed is being looked at
	Disabled       // not yet
)

// tone is that of a field's bar, label and line.
func (s State) tone() Tone {
	switch s {
	case Focused, Busy:
		return InAccent
	case Trouble:
		return InTrouble
	default:
		return InQuiet
	}
}

// here reports whether the bar stands beside the field.
func (s State) here() bool { return s.tone() != InQuiet }

// A Field is a place to write, as on a paper form: a label, what is typed, and
// the line it stands on. In place of the last two there may be boxes.
type Field struct {
	Label   string
	Hint    Prose            // beside the label
	Picture []string         // between label and value, without a mark column
	Input   *textinput.Model // what is typed; nil: Value
	Value   Prose            // what stands there while nobody types, instead of Input's text
	Boxes   []string         // as [Theme.Cells] draws them, instead of value and line
	Note    Prose            // at the value's right, after the tick of a field that is OK; below, where there is no room
	Line    int              // columns of the line; 0: all
	State   State
}

// Field draws x, its text wide columns at most. The bar stands beside every row
// of the field one is in.
func (t Theme) Field(wide int, x Field) []string {
	label := Toned(InText, x.Label)
	switch {
	case x.State.here():
		label[0].Tone = x.State.tone()
	case x.State == Disabled:
		label[0].Tone = InQuiet
	}
	if len(x.Hint) > 0 {
		label = append(append(label, Span{"  ", InText}), x.Hint...)
	}
	rows := t.Wrap(label, wide)
	rows = append(rows, x.Picture...)
	if x.State == OK {
		if done := t.Mark(Done); len(x.Note) == 0 {
			x.Note = done
		} else {
			x.Note = slices.Concat(done, Plain(" "), x.Note)
		}
	}
	if len(x.Boxes) > 0 {
		rows = append(rows, t.boxed(wide, x)...)
	} else {
		rows = append(rows, t.written(wide, x)...)
	}
	return t.Barred(x.State, rows)
}

// Barred puts the mark column in front of rows, with the bar in it if one is
// there in state s.
func (t Theme) Barred(s State, rows []string) []string {
	bar := Blank
	if s.here() {
		bar = t.In(s.tone(), t.Glyphs.Here) + " "
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = bar + r
	}
	return out
}

// written is value, line and note.
func (t Theme) written(wide int, x Field) []string {
	long := wide
	if x.Line > 0 {
		long = min(wide, x.Line)
	}
	room := long
	if n := x.Note.Width(); n > 0 {
		room = min(long, wide-n-2)
	}
	fits := room > 0 && t.span(x) <= room
	if !fits {
		room = long
	}
	rows := t.value(room, x)
	rule := strings.Repeat(t.Glyphs.Rule, long)
	if x.State == Disabled {
		rule = strings.TrimRight(strings.Repeat(t.Glyphs.Rule+" ", (long+1)/2), " ")
	}
	if fits && len(x.Note) > 0 {
		rows[0] = apart(rows[0], t.draw(line(x.Note)), wide)
	}
	rows = append(rows, t.In(x.State.tone(), rule))
	if len(x.Note) > 0 && !fits {
		rows = append(rows, t.Wrap(x.Note, wide)...)
	}
	return rows
}

// span is the number of columns the value wants, with the cursor after it.
func (t Theme) span(x Field) int {
	switch {
	case x.State == Disabled:
		return 0
	case x.shown():
		return x.Value.Width()
	case x.Input == nil:
		return 0
	}
	return inputWidth(*x.Input) + 1
}

// shown reports whether Value stands there, and not what is typed.
func (x Field) shown() bool { return len(x.Value) > 0 && (x.Input == nil || !x.State.here()) }

func (t Theme) value(room int, x Field) []string {
	switch {
	case x.State == Disabled:
		return []string{""}
	case x.shown():
		return t.Wrap(x.Value, room)
	case x.Input == nil:
		return []string{""}
	}
	return []string{t.Input(*x.Input, room, x.State)}
}

// boxed is the boxes, and the note beside their middle or below.
func (t Theme) boxed(wide int, x Field) []string {
	const gap = 3
	rows := append([]string(nil), x.Boxes...)
	if len(x.Note) == 0 {
		return rows
	}
	mid := len(rows) - 2
	if mid >= 0 && lipgloss.Width(rows[mid])+gap+x.Note.Width() <= wide {
		rows[mid] += strings.Repeat(" ", gap) + t.draw(line(x.Note))
		return rows
	}
	return append(rows, t.Wrap(x.Note, wide)...)
}
