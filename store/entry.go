package store

import (
	"time"

	"aktivasi/flows/nip"
)

// An Entry is one line of what happened, written together with the change it
// tells of and never altered. Who writes one says whom it concerns by number;
// what is kept, and read, is a [Mark].
type Entry struct {
	At     time.Time
	What   Act
	NIP    nip.NIP // writing: whom it concerns, or the zero NIP for nobody
	By     nip.NIP // writing: the officer who did it, or the zero NIP for the person
	Whom   Mark    // reading: NIP as it is kept
	Who    Mark    // reading: By as it is kept
	Desk   string  // the terminal, as the configuration calls it
	Visit  string  // one sitting at it: what happened in a row
	Unit   string  // the office of whom it concerns, where that is to be counted
	Detail string  // which device, for which reason; never a secret
}

// A Mark names a person in an entry without giving the number away: who has the
// number and the store can find the entries, who has the entries alone cannot
// find the number.
type Mark struct {
	Key    string // 32 hexadecimal digits of an HMAC-SHA-256, or "" for nobody
	Masked string // "19900101******1001"
}

// Marked returns e as it is kept: mark stands for the numbers, and they are gone.
func (e Entry) Marked(mark func(nip.NIP) Mark) Entry {
	e.Whom, e.Who = mark(e.NIP), mark(e.By)
	e.NIP, e.By = nip.NIP{}, nip.NIP{}
	return e
}

// Effects is what must become true together with a change: all of it or none.
type Effects struct {
	Entries []Entry
	Mail    []Mail // put into the outbox; one of an ID that stands there is an error
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
	Identified
	MailFailed
	GrantRefused
	GrantAccepted
	TerminalSlowed
	SignedOut
	SlipPrinted
	CaseOpened
	CaseTaken
	CaseClosed
	OfficerAdded
	OfficerInvited
	OfficerEnrolled
	OfficerClosed
	OfficerSignedIn
	OfficerRefused
	OfficerSignedOut
	PersonOpened
	EmailCorrected
	GrantGiven
	Unlocked
	MFAResetByOfficer
	AccountDisabled
	AccountEnabled
	AuditRead
	ReportMade
	BackupMade
	StoreRestored
	KeyRotated
	StoreCompacted
	ClockAccepted
	KioskOpened
	KioskClosed
	Acts // one more than the last
)

// The names are kept in files: add to them, never change one.
var acts = [Acts]string{
	AccountAdded:      "account-added",
	AccountChanged:    "account-changed", // name, unit or kind
	AccountClosed:     "account-closed",  // the roster says the person has left
	AccountReopened:   "account-reopened",
	EmailChanged:      "email-changed", // by a roster
	SignedIn:          "signed-in",
	PasswordRefused:   "password-refused",
	PasswordSet:       "password-set",
	PasswordRehashed:  "password-rehashed", // same password, stronger hash
	OTPRefused:        "otp-refused",
	AddressRefused:    "address-refused",
	CodeSent:          "code-sent",
	CodeRefused:       "code-refused",
	CodeAccepted:      "code-accepted",
	DeviceEnrolled:    "device-enrolled",
	DeviceRenamed:     "device-renamed",
	DeviceRevoked:     "device-revoked",
	MFAReset:          "mfa-reset",
	Identified:        "identified", // somebody said who they are, and solved a captcha
	MailFailed:        "mail-failed",
	GrantRefused:      "grant-refused",
	GrantAccepted:     "grant-accepted",
	TerminalSlowed:    "terminal-slowed",
	SignedOut:         "signed-out",
	SlipPrinted:       "slip-printed",
	CaseOpened:        "case-opened",
	CaseTaken:         "case-taken",
	CaseClosed:        "case-closed",
	OfficerAdded:      "officer-added",
	OfficerInvited:    "officer-invited", // was given another one-time code
	OfficerEnrolled:   "officer-enrolled",
	OfficerClosed:     "officer-closed",
	OfficerSignedIn:   "officer-signed-in",
	OfficerRefused:    "officer-refused",
	OfficerSignedOut:  "officer-signed-out",
	PersonOpened:      "person-opened",
	EmailCorrected:    "email-corrected", // by an officer
	GrantGiven:        "grant-given",
	Unlocked:          "unlocked",
	MFAResetByOfficer: "mfa-reset-by-officer",
	AccountDisabled:   "account-disabled",
	AccountEnabled:    "account-enabled",
	AuditRead:         "audit-read",
	ReportMade:        "report-made",
	BackupMade:        "backup-made",
	StoreRestored:     "store-restored",
	KeyRotated:        "key-rotated",
	StoreCompacted:    "store-compacted",
	ClockAccepted:     "clock-accepted", // an officer says that the clock is right: Head.Newest begins anew
	KioskOpened:       "kiosk-opened",
	KioskClosed:       "kiosk-closed",
}

// String returns the name that is kept, such as "signed-in".
func (a Act) String() string {
	if a <= 0 || a >= Acts {
		return "unknown act"
	}
	return acts[a]
}

// Outcome is how what was done came out, for an export: "ok", "refused" or
// "failed".
func (a Act) Outcome() string {
	switch a {
	case PasswordRefused, OTPRefused, AddressRefused, CodeRefused, GrantRefused, OfficerRefused, TerminalSlowed:
		return "refused"
	case MailFailed:
		return "failed"
	default:
		return "ok"
	}
}
