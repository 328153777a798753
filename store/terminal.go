package store

import (
	"fmt"
	"slices"
	"time"
)

// A Terminal is what is remembered of one terminal, whoever sits at it.
type Terminal struct {
	Slips []time.Time // wrong captchas and unknown numbers of the last minutes, oldest first
	Until time.Time   // nothing is judged before
	Level int         // how often in a row it was slowed down
}

// Clone returns a copy that shares nothing that can change.
func (t Terminal) Clone() Terminal {
	t.Slips = slices.Clone(t.Slips)
	return t
}

// String says how often it slipped.
func (t Terminal) String() string { return fmt.Sprintf("terminal with %d slips", len(t.Slips)) }
