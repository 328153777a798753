package store

import "time"

type wireTerminal struct {
	V     int         `json:"v"`
	Level int         `json:"level"` // of zero too: something must follow the version
	Slips []time.Time `json:"slips,omitempty"`
	Until time.Time   `json:"until,omitzero"`
}

// EncodeTerminal is Encode for a terminal.
func EncodeTerminal(m Terminal) ([]byte, error) {
	var t times
	w := wireTerminal{V: Version, Until: t.utc(m.Until), Level: m.Level}
	for _, s := range m.Slips {
		w.Slips = append(w.Slips, t.utc(s))
	}
	return write(m, w, t.err)
}

// DecodeTerminal is the reverse of EncodeTerminal, with the errors of Decode.
func DecodeTerminal(b []byte) (Terminal, error) {
	return read("terminal", b, terminalUpgrades[:], wireTerminal.terminal)
}

func (w wireTerminal) terminal() (m Terminal, err error) {
	var t times
	for _, s := range w.Slips {
		m.Slips = append(m.Slips, t.utc(s))
	}
	m.Until, m.Level = t.utc(w.Until), w.Level
	if t.err != nil {
		return Terminal{}, t.err
	}
	return m, nil
}
