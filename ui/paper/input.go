package paper

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/x/ansi"
)

// NewInput makes a text field for at most limit characters, whose letters may be
// hidden. [Theme.Input] draws it.
//
// Every style a bubble brings along belongs to another terminal, so all are
// replaced. Its cursor stands still: one that blinks is a timer that never ends.
func (t Theme) NewInput(limit int, hidden bool) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.KeyMap = keys()
	in.PromptStyle, in.TextStyle = t.Text, t.Strong
	in.PlaceholderStyle, in.CompletionStyle = t.Quiet, t.Quiet
	in.Cursor.Style, in.Cursor.TextStyle = t.Accent, t.Strong
	in.Cursor.SetMode(cursor.CursorStatic)
	if hidden {
		in.EchoMode, in.EchoCharacter = textinput.EchoPassword, t.Glyphs.Hidden
	}
	return in
}

// keys moves and deletes, and nothing else. ctrl+v is left out because it runs a
// clipboard program on the machine the terminal may be far away from; what is
// pasted comes in as text. The Emacs letters are left out because they are
// worth more as shortcuts of a page, and alt with a letter because Esc and a
// letter typed in haste look the same.
func keys() textinput.KeyMap {
	on := func(names ...string) key.Binding { return key.NewBinding(key.WithKeys(names...)) }
	return textinput.KeyMap{
		CharacterForward:        on("right"),
		CharacterBackward:       on("left"),
		WordForward:             on("ctrl+right", "alt+right"),
		WordBackward:            on("ctrl+left", "alt+left"),
		DeleteWordBackward:      on("ctrl+w", "alt+backspace"),
		DeleteWordForward:       on("alt+delete"),
		DeleteBeforeCursor:      on("ctrl+u"),
		DeleteAfterCursor:       on("ctrl+k"),
		DeleteCharacterBackward: on("backspace", "ctrl+h"), // ctrl+h is what Backspace sends on some terminals
		DeleteCharacterForward:  on("delete"),
		LineStart:               on("home"),
		LineEnd:                 on("end"),
	}
}

// Input draws what is typed into in, at most wide columns of it: around the
// cursor where one types, else from the beginning. What goes on out of sight is
// marked at that end.
func (t Theme) Input(in textinput.Model, wide int, s State) string {
	letters := []rune(echoed(in))
	if s != Focused && s != Trouble {
		tone := InText
		if s == Busy {
			tone = InBold
		}
		text := string(letters)
		if ansi.StringWidth(text) > wide {
			return t.In(tone, head(text, wide-1)) + t.In(InQuiet, t.Glyphs.After)
		}
		return t.In(tone, text)
	}

	at := min(in.Position(), len(letters))
	before, under, after := string(letters[:at]), " ", ""
	switch {
	case t.plain: // the cursor stands between two letters
		under, after = t.Glyphs.Cursor, string(letters[at:])
	case at < len(letters):
		under, after = string(letters[at]), string(letters[at+1:])
	}
	room := wide - ansi.StringWidth(under)
	left, right := "", ""
	if ansi.StringWidth(before+after) > room {
		b, a := ansi.StringWidth(before), ansi.StringWidth(after)
		// As much as possible before the cursor, and one letter after it.
		ahead := min(a, max(1, room-b))
		if keep := room - ahead; b > keep {
			before, left = tail(before, keep-1), t.Glyphs.Before
		}
		if room -= ansi.StringWidth(left + before); a > room {
			after, right = head(after, room-1), t.Glyphs.After
		}
	}
	cursor := t.Accent.Reverse(true)
	if s == Trouble {
		cursor = t.Trouble.Reverse(true)
	}
	return t.In(InQuiet, left) + t.In(InBold, before) + cursor.Render(under) + t.In(InBold, after) + t.In(InQuiet, right)
}

// head is as much of the beginning of s as wide columns hold.
func head(s string, wide int) string { return ansi.Truncate(s, max(0, wide), "") }

// tail is as much of the end of s as wide columns hold.
func tail(s string, wide int) string {
	w := ansi.StringWidth(s)
	for n := max(0, w-wide); ; n++ { // a letter of two columns that would be halved goes
		if t := ansi.TruncateLeft(s, n, ""); n >= w || ansi.StringWidth(t) <= wide {
			return t
		}
	}
}

// echoed is what may be seen of what is typed: as many dots as characters for
// one that hides them.
func echoed(in textinput.Model) string {
	switch in.EchoMode {
	case textinput.EchoNone:
		return ""
	case textinput.EchoPassword:
		return strings.Repeat(string(in.EchoCharacter), len([]rune(in.Value())))
	}
	return in.Value()
}

func inputWidth(in textinput.Model) int { return ansi.StringWidth(echoed(in)) }
