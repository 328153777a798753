package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"aktivasi/flows"
)

// A password may be pasted, out of a program that keeps it, and arrives whole
// (ASVS 6.2.7).
func TestPasswordMayBePasted(t *testing.T) {
	a := app()
	press(a, "enter", "199001012015011001", "enter")
	a.must(t, flows.AtSignIn)
	long := strings.Repeat("Kopi 7-é☕", 8) // 72 characters
	_, cmd := a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(long), Paste: true})
	settle(a, cmd)
	if got := a.form.value(flows.Password); got != long {
		t.Errorf("%q arrived of %q", got, long)
	}
	if strings.Contains(a.View(), "Kopi") {
		t.Error("it can be read on the screen")
	}
}
