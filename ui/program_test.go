package ui

import (
	"bytes"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/teatest"

	"aktivasi/flows"
)

// One run through the real event loop, waiting on words. The rest needs no
// program.
func TestProgram(t *testing.T) {
	a := app()
	tm := teatest.NewTestModel(t, a, teatest.WithInitialTermSize(80, 24))
	wait := func(text string) {
		t.Helper()
		teatest.WaitFor(t, tm.Output(), func(drawn []byte) bool { return bytes.Contains(drawn, []byte(text)) },
			teatest.WithDuration(20*time.Second), teatest.WithCheckInterval(5*time.Millisecond))
	}
	enter := func() { tm.Send(tea.KeyMsg{Type: tea.KeyEnter}) }
	w := a.Words
	wait(w.Title[flows.AtStart])
	tm.Send(tea.KeyMsg{Type: tea.KeyDown})
	enter()
	wait(w.Title[flows.AtName])
	tm.Type("199001012015011001") // teatest sends bytes, so it is ASCII
	enter()
	tm.Type("hR4fT")
	enter()
	wait(w.Title[flows.AtAddress])
	tm.Send(tea.KeyMsg{Type: tea.KeyCtrlC})
	final, ok := tm.FinalModel(t, teatest.WithFinalTimeout(20*time.Second)).(*App)
	if !ok || final.session.State != flows.Left {
		t.Errorf("ended as %+v", final)
	}
}
