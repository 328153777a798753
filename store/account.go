package store

import (
	"log/slog"
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// An Account is everything kept about one person. It prints as the masked
// number and nothing else.
type Account struct {
	NIP   nip.NIP // whose it is; Change and Merge refuse to alter it
	Name  string  // as the roster has it, cleaned
	Unit  string  // the person's office
	Email string  // the registered address, or "" for one who must see an officer
	Kind  Kind

	// Inactive is set where the roster's status says that the person has left:
	// the account stays and cannot be used.
	Inactive bool

	// Disabled is set by an officer, and a roster does not lift it.
	Disabled bool

	Password Password
	Devices  []Device  // in the order of enrolment, revoked ones too
	Pending  *Pending  // the enrolment under way, or nil
	Retired  []Retired // secrets that are no longer in force, oldest first
	Codes    [Purposes]Code
	Tries    [Counters]Count
	Grant    *Grant      // what an officer allowed once, or nil
	Mailed   []time.Time // when codes were sent to the registered address, oldest first; those of the last day

	LastSignIn time.Time // zero for never
}

// A Kind is how a person serves ("jenis pegawai"). A part-time PPPK has the
// same number as a full-time one, so only the roster can tell.
type Kind int

const (
	PNS      Kind = iota // permanent, or on probation
	PPPK                 // on contract, full time
	PartTime             // on contract, "PPPK paruh waktu"
	Kinds                // how many there are
)

// A Password is how the next one will be recognised. The zero Password is none
// yet.
type Password struct {
	Hash string    // argon2id, as a PHC string
	Set  time.Time // when it was chosen
}

// A Device is one enrolled authenticator.
type Device struct {
	ID       string // 128 random bits in hexadecimal, so that a name may change
	Name     string // what the person calls it, cleaned
	Secret   flows.Secret
	Last     int64     // the last time step accepted (RFC 6238 §5.2), 0 for none
	Enrolled time.Time // when its first code was verified
	Used     time.Time // when it last signed in or confirmed, zero for never
	Revoked  time.Time // zero while it is in force
}

// A Pending is a secret that was shown and has not been verified.
type Pending struct {
	Secret  flows.Secret
	Made    time.Time
	Expires time.Time
	Visit   string // the session it was shown in, and dies with
	Name    string // the device name typed so far
}

// A Retired is a secret that is no longer in force: of a device that was revoked,
// or of an enrolment that was given up. It lets nobody in. It is kept for a while
// so that a code of an entry that still stands in somebody's app is recognised.
type Retired struct {
	ID     string // the device's, or one of the enrolment; no two secrets of an account have the same
	Secret flows.Secret
	Name   string    // what the person called it, or ""
	Made   time.Time // when the entry was made
	Ended  time.Time // when it was retired
}

// A Purpose is what a mailed code is good for. A code for one is nothing to the
// other.
type Purpose int

const (
	ResetPassword Purpose = iota
	ResetMFA
	Purposes // how many there are
)

// A Code is a code sent by e-mail, without the code: only its hash is kept.
type Code struct {
	Request  string // the request it answers; another request's code is wrong
	Hash     []byte // nil once the code is used up or void
	Sent     time.Time
	Expires  time.Time
	ResendAt time.Time // from when another may be asked for
	Accepted bool      // typed correctly, and what it opens is not done yet
	Mail     string    // the letter that carries it, to look for in the outbox
}

// A Grant is a code that an officer gave by word or on paper, without the code:
// only its hash is kept.
type Grant struct {
	For      GrantFor
	Request  string // salts the hash, and names the grant in the audit
	Hash     []byte // nil once the code was typed
	By       nip.NIP
	Made     time.Time
	Expires  time.Time
	Accepted bool // typed correctly, and what it opens is not done yet
}

// A GrantFor is what a grant stands in for. One for a password is nothing to
// the devices.
type GrantFor int

const (
	GrantPassword GrantFor = iota // the mailed code, to reset the password
	GrantMFA                      // the mailed code, to reset MFA
	GrantWait                     // the wait that wrong tries brought
	Grants                        // how many there are
)

// A Counter counts one kind of wrong try.
type Counter int

const (
	PasswordTries     Counter = iota // wrong passwords at sign-in
	OTPTries                         // wrong codes of a device in force
	ActivationTries                  // wrong codes of a pending secret
	ResetAddressTries                // wrong addresses typed to reset a password
	ResetCodeTries                   // wrong mailed codes to reset a password
	MFAAddressTries                  // wrong addresses typed to reset MFA
	MFACodeTries                     // wrong mailed codes to reset MFA
	GrantTries                       // wrong codes of an officer, or of an officer's invitation
	Counters                         // how many there are
)

// A Count is how often in a row something was wrong, and the wait that follows.
type Count struct {
	Wrong int
	Until time.Time // no try is judged before
}

// Active returns the devices in force, oldest first. They are copies; use
// Device to change one.
func (a Account) Active() []Device {
	var in []Device
	for _, d := range a.Devices {
		if d.Revoked.IsZero() {
			in = append(in, d)
		}
	}
	return in
}

// MFA reports whether signing in needs an OTP.
func (a Account) MFA() bool {
	return slices.ContainsFunc(a.Devices, func(d Device) bool { return d.Revoked.IsZero() })
}

// Device returns the device in force of that id, to read or to change in a, or
// nil. A revoked one is not found.
func (a *Account) Device(id string) *Device {
	for i := range a.Devices {
		if d := &a.Devices[i]; d.ID == id && d.Revoked.IsZero() {
			return d
		}
	}
	return nil
}

// Clone returns a copy that shares nothing that can change.
func (a Account) Clone() Account {
	a.Devices = slices.Clone(a.Devices)
	if a.Pending != nil {
		p := *a.Pending
		a.Pending = &p
	}
	a.Retired = slices.Clone(a.Retired)
	for i := range a.Codes {
		a.Codes[i].Hash = slices.Clone(a.Codes[i].Hash)
	}
	if a.Grant != nil {
		g := *a.Grant
		g.Hash = slices.Clone(g.Hash)
		a.Grant = &g
	}
	a.Mailed = slices.Clone(a.Mailed)
	return a
}

// Closed reports whether the account lets nobody in, whoever closed it.
func (a Account) Closed() bool { return a.Inactive || a.Disabled }

// String returns the masked number, so that no %v anywhere prints a person.
func (a Account) String() string { return "account " + a.NIP.Masked() }

// GoString is String, for %#v.
func (a Account) GoString() string { return a.String() }

// LogValue implements [slog.LogValuer] with the masked number.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.NIP.Masked()) }
