package store

import (
	"time"

	"aktivasi/flows/nip"
)

// An Entry is one line of what happened, written together with the change it
// tells of and never altered.
type Entry struct {
	At     time.Time
	What   Act
	NIP    nip.NIP // whom it concerns, or the zero NIP for nobody
	Detail string  // which device, from which desk; never a secret
}

// Effects is what must become true together with a change: all of it or none.
type Effects struct {
	Entries []Entry
}

// An Act is what an [Entry] says was done. The zero Act is none, and no entry
// may have it.
type Act int

const (
	AccountAdded Act = iota + 1
	AccountChanged
	AccountClosed
	AccountReopened
	EmailChanged
	SignedIn
	PasswordRefused
	PasswordSet
	PasswordRehashed
	OTPRefused
	AddressRefused
	CodeSent
	CodeRefused
	CodeAccepted
	DeviceEnrolled
	DeviceRenamed
	DeviceRevoked
	MFAReset
	Acts // one more than the last
)

// The names are kept in files: add to them, never change one.
var acts = [Acts]string{
	AccountAdded:     "account-added",
	AccountChanged:   "account-changed", // name, unit or kind
	AccountClosed:    "account-closed",  // the roster says the person has left
	AccountReopened:  "account-reopened",
	EmailChanged:     "email-changed",
	SignedIn:         "signed-in",
	PasswordRefused:  "password-refused",
	PasswordSet:      "password-set",
	PasswordRehashed: "password-rehashed", // same password, stronger hash
	OTPRefused:       "otp-refused",
	AddressRefused:   "address-refused",
	CodeSent:         "code-sent",
	CodeRefused:      "code-refused",
	CodeAccepted:     "code-accepted",
	DeviceEnrolled:   "device-enrolled",
	DeviceRenamed:    "device-renamed",
	DeviceRevoked:    "device-revoked",
	MFAReset:         "mfa-reset",
}

// String returns the name that is kept, such as "signed-in".
func (a Act) String() string {
	if a <= 0 || a >= Acts {
		return "unknown act"
	}
	return acts[a]
}
