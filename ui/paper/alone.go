package paper

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Alone is a picture by itself in the middle of a screen of size f: a line above
// it, and below it the one key there is.
func (t Theme) Alone(f Frame, above string, picture []string, k Key) string {
	middle := func(row string) string {
		return strings.Repeat(" ", max(0, (f.W-lipgloss.Width(row))/2)) + row
	}
	rows := []string{middle(t.Text.Render(printable(above)))}
	for _, r := range picture {
		rows = append(rows, middle(r))
	}
	return strings.Join(append(rows, middle(t.caps([]Key{k}, ""))), "\n")
}
