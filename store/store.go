package store

import (
	"context"
	"errors"

	"aktivasi/flows/nip"
)

// Errors a caller may want to tell apart with errors.Is.
var (
	ErrNotFound = errors.New("no such account")
	ErrInUse    = errors.New("another process has the store open")
	ErrDamaged  = errors.New("the store is damaged")
	ErrMode     = errors.New("practice and real stores are not opened as each other")
	ErrKey      = errors.New("wrong key")
	ErrVersion  = errors.New("written by a newer version of this program")
	ErrClosed   = errors.New("the store is closed")

	// ErrUnknown is a change of which nobody can say whether it was made: the
	// disk failed at commit and the record cannot be read back. Answer the
	// person that it is not known, and look again.
	ErrUnknown = errors.New("not known whether the change was made")
)

// A Mode says what a store is for. It is written into the store when it is made,
// so that invented people never mix with real ones.
type Mode int

const (
	Practice Mode = iota + 1
	Real
)

// String returns "practice" or "real".
func (m Mode) String() string {
	switch m {
	case Practice:
		return "practice"
	case Real:
		return "real"
	}
	return "unknown mode"
}

// A Store remembers accounts and entries. It may be used from many goroutines.
//
// A context that is over before the work begins gives its error and changes
// nothing; once a change has begun it is carried through.
type Store interface {
	// Account returns what is kept about n, or ErrNotFound.
	Account(ctx context.Context, n nip.NIP) (Account, error)

	// Change hands n's account to f, and keeps what f made of it together with
	// the effects f returned: all or nothing. It is the one way to write about
	// one person.
	//
	// An error from f leaves everything as it was and is returned as it is. So a
	// wrong try that must be counted is no error: count it, return nil, and
	// carry the verdict out in a variable.
	//
	// f may be called again from the start if somebody else changed the account
	// meanwhile. It sets what it carries out afresh each time, does nothing slow
	// and calls no Store.
	Change(ctx context.Context, n nip.NIP, f func(*Account) (Effects, error)) error

	// Merge hands the account of each of ns to f, in their order, and keeps those
	// for which f returns write: all of them in one transaction, or none. Effects
	// are kept in any case. An account that is not known is handed over with
	// nothing but its number, and added if it is to be written. A number that
	// stands twice in ns is known the second time.
	//
	// Otherwise the rules of Change hold. Some thousands at a time are fast.
	Merge(ctx context.Context, ns []nip.NIP, f func(i int, a *Account, known bool) (write bool, e Effects, err error)) error

	// Entries calls f with each entry after the one numbered after, oldest
	// first; numbers start at 1. No transaction is open during f, which may take
	// its time. An error from f ends it and is returned as it is.
	Entries(ctx context.Context, after uint64, f func(seq uint64, e Entry) error) error

	// Close waits for what is under way and lets go of the store. Whatever is
	// asked of it later is ErrClosed; closing again is nothing.
	Close() error
}
