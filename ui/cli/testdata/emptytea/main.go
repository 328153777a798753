// Command emptytea is the least that a Bubble Tea program can be: one word on
// the alternate screen. BenchmarkFirstFrame holds ours against it.
package main

import (
	"os"

	tea "github.com/charmbracelet/bubbletea"

	_ "aktivasi/ui/ground" // or it waits five seconds for the terminal's answer
)

type model struct{}

func (model) Init() tea.Cmd                       { return nil }
func (model) Update(tea.Msg) (tea.Model, tea.Cmd) { return model{}, nil }
func (model) View() string                        { return "empty" }

func main() {
	if _, err := tea.NewProgram(model{}, tea.WithAltScreen()).Run(); err != nil {
		os.Exit(1)
	}
}
