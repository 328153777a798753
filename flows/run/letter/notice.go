package letter

import (
	"fmt"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/legible"
)

// A News is what a letter without a code tells of.
type News int

// The news.
const (
	PasswordChanged News = iota // by a reset or on the account page
	AddressChanged              // by an officer; the old and the new address hear of it
	DeviceEnrolled
	DeviceRemoved
	MFAReset // all devices at once
	Guessed  // there were wrong tries, and then a right one
	NewsN    // how many there are
)

// String names the news, for a log.
func (n News) String() string {
	switch n {
	case PasswordChanged:
		return "notice of a new password"
	case AddressChanged:
		return "notice of a new address"
	case DeviceEnrolled:
		return "notice of a new device"
	case DeviceRemoved:
		return "notice of a removed device"
	case MFAReset:
		return "notice of an mfa reset"
	case Guessed:
		return "notice of wrong tries"
	}
	return fmt.Sprintf("news %d", int(n))
}

// deviceMax is how many characters of a device's name are printed: all that it
// may have.
const deviceMax = 40

// Notice writes the letter that tells whose account it is what was done to it at
// at, a time that is told in zone. device is what the person calls the device, for
// the news that are about one; it is made harmless, and so is org, the office that
// signs, as for [Code]. There is nothing in it to type, and nothing to click: who
// is surprised by it is told whom to ask.
func Notice(news News, to address.Address, at time.Time, zone *time.Location, org, device string) Letter {
	at = at.In(zone)
	device = strings.TrimSpace(strings.ReplaceAll(unlinked(legible.Line(device, deviceMax)), ":", "")) // no scheme before a quote
	if device != "" {
		device = quoted(device)
	}
	what := happened[news](device, id.DayDate(at)+" pukul "+id.Clock(at))
	p := page{
		Subject: headline[news],
		Before:  [][]string{{greeting}, strings.Split(what, "\n")},
		After:   [][]string{{byYou, notByYou}, {sender}, {noReply}},
	}
	if org = unlinked(org); org != "" {
		p.After[1] = append(p.After[1], org)
	}
	return Letter{
		To:      to,
		Purpose: Purposes, // it is for none of them
		Subject: p.Subject,
		Text:    flows.Hide(p.text()),
		HTML:    flows.Hide(p.html()),
		short:   flows.Hide(strings.Join([]string{p.Subject, id.Clock(at), notByYou}, "\n")),
		about:   news.String(),
	}
}
