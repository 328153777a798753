package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"aktivasi/ui/paper"
)

// BenchmarkKey is one key press, from the message to the frame, where a frame
// costs most: the number that is read as it is typed, the password that is
// judged, and the code from the app, beside which stands a QR code that is not
// worked out anew. A digit comes and goes in turn, so that no field fills up.
//
// bytes/key is what Bubble Tea sends down the line for the digit, which repeats
// every row that changed; over SSH it matters.
func BenchmarkKey(b *testing.B) {
	digit, erase := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'7'}}, tea.KeyMsg{Type: tea.KeyBackspace}
	for _, name := range []string{"name", "password", "scan"} {
		for _, f := range []paper.Frame{{W: 80, H: 24}, {W: 120, H: 40}} {
			b.Run(name+"/"+itoa(f.W)+"x"+itoa(f.H), func(b *testing.B) {
				sent := sends(shown(b, name, f), f, digit)
				a := shown(b, name, f)
				was := a.View() // with the QR code, once
				b.ReportAllocs()
				for more := true; b.Loop(); more = !more {
					key := erase
					if more {
						key = digit
					}
					a.Update(key)
					now := a.View()
					if now == was {
						b.Fatalf("the key does nothing:\n%s", now)
					}
					was = now
				}
				b.ReportMetric(float64(sent), "bytes/key")
			})
		}
	}
}

// BenchmarkScan is the first frame of the page with the QR code, the dearest
// there is.
func BenchmarkScan(b *testing.B) {
	a := shown(b, "scan", frames[0])
	b.ReportAllocs()
	for b.Loop() {
		a.code = qrCache{}
		_ = a.View()
	}
}

// shown is an App on a terminal of all colours, in the scene of that name.
func shown(b *testing.B, name string, f paper.Frame) *App {
	b.Helper()
	for _, sc := range gallery(b) {
		if sc.name == name {
			return sc.show(Indonesian(), themed(termenv.TrueColor, paper.Modern), f)
		}
	}
	b.Fatalf("no scene %q", name)
	return nil
}

// sends runs a as a program and returns how many bytes it writes for key, its
// first frame apart.
func sends(a *App, f paper.Frame, key tea.KeyMsg) int {
	w := make(written, 64)
	p := tea.NewProgram(a, tea.WithInput(nil), tea.WithOutput(w), tea.WithAltScreen(), tea.WithoutSignalHandler())
	over := make(chan struct{})
	go func() {
		defer close(over)
		_, _ = p.Run()
	}()
	p.Send(tea.WindowSizeMsg{Width: f.W, Height: f.H})
	w.count()
	p.Send(key)
	n := w.count()
	p.Kill()
	<-over
	return n
}

// written is the length of each write.
type written chan int

func (w written) Write(p []byte) (int, error) { w <- len(p); return len(p), nil }

// count adds them up until Bubble Tea, which draws sixty times a second, has had
// nothing to draw for a while.
func (w written) count() (n int) {
	for {
		select {
		case l := <-w:
			n += l
		case <-time.After(200 * time.Millisecond):
			return n
		}
	}
}
