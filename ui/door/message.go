package door

import tea "github.com/charmbracelet/bubbletea"

// The largest window that is drawn, in cells: more than a wall of screens shows.
// A size is a claim; 20,000 × 20,000 cost 2.2 GB on the way to a view that is
// centred in it.
const (
	MaxWidth  = 500
	MaxHeight = 200
)

// The size of a window that does not tell its own (0 × 0: a serial line, a pty
// that nobody sized): the VT100's.
const (
	usualWidth  = 80
	usualHeight = 24
)

// Filter is for [tea.WithFilter]. It clamps window sizes to MaxWidth × MaxHeight
// and takes 0 for 80 × 24, passes keys through [Text], and drops what must have
// no effect: suspending (which would stop the whole process group with the
// screen up), interrupting (which ends a program as if it were killed, with its
// reader left on the terminal), Ctrl+Z, Ctrl+\, Ctrl+V, the mouse and the focus.
//
// Everything else passes, above all [tea.QuitMsg]. That is how each ending begins,
// also a signal's: a filter that swallows it makes a program that SIGTERM does not
// end, whose reader, renderer and clock go on for ever.
func Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		return tea.WindowSizeMsg{
			Width:  clamp(m.Width, usualWidth, MaxWidth),
			Height: clamp(m.Height, usualHeight, MaxHeight),
		}
	case tea.KeyMsg:
		switch m.Type {
		case tea.KeyCtrlZ, tea.KeyCtrlBackslash, tea.KeyCtrlV:
			return nil
		}
		return Text(m)
	case tea.SuspendMsg, tea.InterruptMsg, tea.MouseMsg, tea.FocusMsg, tea.BlurMsg:
		return nil
	}
	return msg
}

// clamp returns n, the usual if n tells nothing, or at most the most.
func clamp(n, usual, most int) int {
	if n <= 0 {
		return usual
	}
	return min(n, most)
}

// Text marks several letters that came in one read as pasted, and returns any
// other key as it is.
//
// Bubble Tea makes one message of them, whose String is their text; bindings
// compare strings; so a word like "enter" or "ctrl+c", typed fast or sent in one
// packet, would press the key of that name. A pasted message's String is in
// brackets and matches none.
func Text(key tea.KeyMsg) tea.KeyMsg {
	if key.Type == tea.KeyRunes && len(key.Runes) > 1 {
		key.Paste = true
	}
	return key
}
