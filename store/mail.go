package store

import (
	"cmp"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// A Mail is a letter on its way, as what must be known to write it. It is
// written out only when it is handed over. It prints as its kind.
type Mail struct {
	ID    string // 128 random bits in hexadecimal
	What  MailKind
	NIP   nip.NIP
	To    string
	Code  flows.Secret // for the kinds that bring one
	Note  string       // the device, for the kinds that name one
	Made  time.Time
	Until time.Time // no use in handing it over after that; also how long a failed one is kept
	Tries int
	Next  time.Time // not to be tried again before
	State MailState
}

// A MailKind is what a letter says.
type MailKind int

const (
	MailPasswordCode MailKind = iota
	MailMFACode
	NoticePassword // the password was changed
	NoticeEmail    // the registered address was changed; goes to both
	NoticeEnrolled // a device was enrolled
	NoticeRemoved  // a device was removed
	NoticeMFAReset // all devices were revoked
	NoticeGuessed  // there were wrong tries, and then a right one
	MailKinds      // how many there are
)

// A MailState is what became of a letter that was not sent.
type MailState int

const (
	MailWaiting MailState = iota
	MailRefused           // the server will not take it
	MailStates            // how many there are
)

// Compare says which of two letters is older, for slices.SortFunc.
func (m Mail) Compare(n Mail) int {
	return cmp.Or(m.Made.Compare(n.Made), strings.Compare(m.ID, n.ID))
}

// String names the kind and the masked number, so that no %v prints a code or a
// person.
func (m Mail) String() string {
	return fmt.Sprintf("letter of kind %d to %s", int(m.What), m.NIP.Masked())
}

// GoString is String, for %#v.
func (m Mail) GoString() string { return m.String() }

// LogValue implements [slog.LogValuer] with String.
func (m Mail) LogValue() slog.Value { return slog.StringValue(m.String()) }
