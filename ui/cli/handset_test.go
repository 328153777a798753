package cli

import (
	"testing"

	"aktivasi/flows/run"
)

// Practice has a phone on the screen. Nobody real has one there, at a kiosk or at
// an officer's desk.
func TestHandsetIsForPractice(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		desk *run.Desk
		how  manner
		want bool
	}{
		"practice":            {&run.Desk{Practice: run.NewPractice()}, manner{}, true},
		"kiosk":               {&run.Desk{}, manner{kiosk: true, timed: true}, false},
		"officer":             {&run.Desk{}, manner{timed: true}, false},
		"practice in a kiosk": {&run.Desk{Practice: run.NewPractice()}, manner{kiosk: true, timed: true}, false},
	} {
		if got := simulates(tt.desk, tt.how); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
