// Package slip writes the proof of activation that a person takes home ("Bukti
// aktivasi"): as text for a receipt printer, and as a page to print.
//
// A slip holds no secret. Its number means nothing to a stranger; the audit
// knows it, so an officer who is shown a slip can look up whether it is true.
// Names come from outside and are cleaned with legible where they leave.
package slip

import (
	"fmt"
	"io"
	"time"

	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
)

// A Slip is the proof that one person's MFA is on. What is empty or zero is left
// out.
type Slip struct {
	Number    string  // see [Number]
	NIP       nip.NIP // printed masked
	Name      string
	Unit      string
	Device    string    // what the person calls the device
	Activated time.Time // when its first code was verified
	Office    string    // who gives the slip: "BKPSDM Kabupaten Contoh"
	At        time.Time // when it is given. Its location is the zone of both times
}

// letters are those of the mailed codes, for the same reason: nobody takes one
// of them for another, on paper or by word.
const letters = "34679ACDEFHJKMNPQRTVWXYB"

// Number draws the number of a slip, such as "K7M4-QAPT". There are 24^8 = 110
// billion, so nobody meets one by guessing, and among the 10,000 slips of an
// office two are alike once in 2,200 such offices. Who records a number may ask
// whether it is new.
func Number(r io.Reader) (string, error) {
	// Bytes at or above the largest multiple of 24 are thrown away, or the first
	// letters would come more often.
	const fair = 256 - 256%len(letters)
	number := make([]byte, 0, 9)
	for b := make([]byte, 1); len(number) < cap(number); {
		if _, err := io.ReadFull(r, b); err != nil {
			return "", fmt.Errorf("draw slip number: %w", err)
		}
		if int(b[0]) >= fair {
			continue
		}
		if len(number) == 4 {
			number = append(number, '-')
		}
		number = append(number, letters[int(b[0])%len(letters)])
	}
	return string(number), nil
}

// A row is a label and what it labels.
type row struct{ Label, Value string }

// rows are what the slip says, clean, without those that say nothing.
func (s Slip) rows(w words) []row {
	var kept []row
	for _, r := range []row{
		{w.number, s.Number},
		{w.name, s.Name},
		{w.nip, s.NIP.Masked()},
		{w.unit, s.Unit},
		{w.device, s.Device},
		{w.activated, s.when(w, s.Activated)},
		{w.printed, s.when(w, s.At)},
	} {
		if r.Value = legible.Clean(r.Value); r.Value != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// when says t in the zone of the slip.
func (s Slip) when(w words, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return w.when(t.In(s.At.Location()))
}
