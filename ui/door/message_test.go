package door

import (
	"reflect"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// A word in one read is text, whatever key it names.
func TestText(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"enter", "esc", "right", "ctrl+c", "tab", "up", "f1", "shift+tab", "alt+f"} {
		typed := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)}
		named := key.NewBinding(key.WithKeys(word))
		if !key.Matches(typed, named) {
			t.Errorf("%q does not press the key of that name any more: Text may not be needed", word)
		}
		got := Text(typed)
		if key.Matches(got, named) {
			t.Errorf("%q pressed the key of that name", word)
		}
		if string(got.Runes) != word {
			t.Errorf("%q became %q", word, string(got.Runes))
		}
	}
	for _, one := range []tea.KeyMsg{
		{Type: tea.KeyEnter},
		{Type: tea.KeyRunes, Runes: []rune{'q'}},
		{Type: tea.KeyRunes, Runes: []rune{'f'}, Alt: true},
		{Type: tea.KeySpace, Runes: []rune{' '}},
	} {
		if got := Text(one); !reflect.DeepEqual(got, one) {
			t.Errorf("the key %q became %q", one, got)
		}
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	size := func(w, h int) tea.Msg { return tea.WindowSizeMsg{Width: w, Height: h} }
	press := func(k tea.KeyType) tea.Msg { return tea.KeyMsg{Type: k} }
	for _, c := range []struct{ in, want tea.Msg }{
		{size(80, 24), size(80, 24)},
		{size(500, 200), size(500, 200)},
		{size(501, 201), size(500, 200)},
		{size(65535, 65535), size(500, 200)},
		{size(0, 0), size(80, 24)},
		{size(-1, 50), size(80, 50)},
		{press(tea.KeyCtrlZ), nil},
		{press(tea.KeyCtrlBackslash), nil},
		{press(tea.KeyCtrlV), nil},
		{press(tea.KeyCtrlC), press(tea.KeyCtrlC)},
		{press(tea.KeyEnter), press(tea.KeyEnter)},
		{
			tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("esc")},
			tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("esc"), Paste: true},
		},
		{tea.SuspendMsg{}, nil},
		{tea.MouseMsg{}, nil},
		{tea.FocusMsg{}, nil},
		{tea.BlurMsg{}, nil},
		{tea.QuitMsg{}, tea.QuitMsg{}},
		{tea.InterruptMsg{}, nil},
		{42, 42},
	} {
		if got := Filter(nil, c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%T %v passed as %v, want %v", c.in, c.in, got, c.want)
		}
	}
}
