package store

import (
	"fmt"
	"log/slog"
	"time"

	"aktivasi/flows/nip"
)

// A Case is something the kiosk could not solve, for an officer to work off.
// It prints as its number.
type Case struct {
	Number  uint64 // given by the store, from 1
	Kind    CaseKind
	NIP     nip.NIP // as it was typed: it may have no account
	Name    string  // empty where there is no account
	Unit    string
	Desk    string
	Opened  time.Time
	State   CaseState
	By      nip.NIP // the officer who has it, or had
	Changed time.Time
}

// A CaseKind is what a case is about, by the failures of the domain notes, §6.
type CaseKind int

const (
	PhoneAndMailbox CaseKind = iota // F09: the phone is lost and the mailbox cannot be read
	NoLetter                        // F10: the letter does not arrive
	WrongAddress                    // F11: the registered address is not theirs, or dead, or missing
	UnknownNumber                   // F14: no account has the number
	NoPhone                         // F19: no smartphone
	ClosedAccount                   // F22: the account is closed
	TooManyTries                    // 100 wrong tries: to be bound again
	BadClock                        // the machine's clock cannot be trusted
	CodeNotTaken                    // F04, F07: the phone's codes are refused, and nobody knows why
	NoQRCode                        // F17: nothing to scan appears
	OtherCase
	CaseKinds // how many there are
)

// A CaseState is how far a case is.
type CaseState int

const (
	CaseOpen CaseState = iota
	CaseBeingWorkedOn
	CaseSolved
	CaseStates // how many there are
)

// Stands reports whether c, which is kept, is what next asks for: not solved, of
// the same kind, and for the same person. Where that is nobody the same desk
// must do.
func (c Case) Stands(next Case) bool {
	return c.State != CaseSolved && c.Kind == next.Kind && c.NIP == next.NIP &&
		(c.NIP != nip.NIP{} || c.Desk == next.Desk)
}

// String names the number of the case, so that no %v prints a person.
func (c Case) String() string { return fmt.Sprintf("case %d", c.Number) }

// GoString is String, for %#v.
func (c Case) GoString() string { return c.String() }

// LogValue implements [slog.LogValuer] with String.
func (c Case) LogValue() slog.Value { return slog.StringValue(c.String()) }
