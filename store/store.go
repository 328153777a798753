package store

import (
	"context"
	"errors"

	"aktivasi/flows/nip"
)

// Errors a caller may want to tell apart with errors.Is.
var (
	ErrNotFound = errors.New("no such record")
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

// Strangers is how many numbers without an account are remembered at least.
const Strangers = 4096

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

// A Store remembers people, officers, cases, letters on their way, and what
// happened. It may be used from many goroutines.
//
// Every function that is handed one record and changes it follows the rules of
// Change: read, decide, write back, with the effects that belong to it, all or
// nothing.
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

	// Accounts calls f with every account, in no order that means anything. No
	// transaction is open during f; what is changed meanwhile may be seen or not.
	// An error from f ends it and is returned as it is. An account that is damaged
	// is passed over, and the error at the end says so.
	Accounts(ctx context.Context, f func(Account) error) error

	// Stranger is Change on what is remembered of a number that has no account:
	// nothing but tries and codes, so that waiting and guessing are the same for
	// both. It adds what is not there yet. Beyond [Strangers] those whose last
	// change is longest ago are forgotten.
	Stranger(ctx context.Context, n nip.NIP, f func(*Account) (Effects, error)) error

	// Units returns the offices in the roster's own order, which is one of
	// protocol and not of the alphabet. SetUnits replaces them.
	Units(ctx context.Context) ([]string, error)
	SetUnits(ctx context.Context, units []string) error

	// Officer returns what is kept about n as an officer, or ErrNotFound.
	Officer(ctx context.Context, n nip.NIP) (Officer, error)

	// ChangeOfficer is Change on an officer. One who is not known is handed over
	// with nothing but the number, and is added if f sets Added; otherwise the
	// answer is ErrNotFound. The first officer and a last one are no special
	// case here: whoever calls decides.
	ChangeOfficer(ctx context.Context, n nip.NIP, f func(*Officer) (Effects, error)) error

	// Officers returns all of them, by name. Where one is damaged the others are
	// returned with the error.
	Officers(ctx context.Context) ([]Officer, error)

	// OpenCase keeps c under the next number and returns it as it is kept. One
	// that is not solved, for the same person (where that is nobody, from the
	// same desk) and of the same kind, is returned instead, and nothing is
	// written.
	OpenCase(ctx context.Context, c Case, e Effects) (Case, error)

	// ChangeCase is Change on the case of that number, or ErrNotFound.
	ChangeCase(ctx context.Context, number uint64, f func(*Case) (Effects, error)) error

	// Cases calls f with each case, newest first, under the rules of Accounts.
	Cases(ctx context.Context, f func(Case) error) error

	// Outbox returns the letters that are on their way or have failed, oldest
	// first. They come in by way of [Effects]. Where one is damaged the others are
	// returned with the error: one bit must not stop everybody's mail.
	Outbox(ctx context.Context) ([]Mail, error)

	// ChangeMail is Change on one of them, or ErrNotFound; where f returns false
	// it is dropped.
	ChangeMail(ctx context.Context, id string, f func(*Mail) (keep bool, e Effects, err error)) error

	// ChangeTerminal is Change on what is remembered of the terminal of that
	// name. It adds what is not there yet.
	ChangeTerminal(ctx context.Context, name string, f func(*Terminal) (Effects, error)) error

	// Mark returns how entries name n: a keyed hash that only this store can
	// make, and the masked form.
	Mark(n nip.NIP) Mark

	// Entries calls f with each entry after the one numbered after, oldest
	// first; numbers start at 1. No transaction is open during f, which may take
	// its time. An error from f ends it and is returned as it is.
	//
	// It walks the chain: where an entry does not follow from the one before, or
	// is missing, or where the last is not the one that [Store.Head] remembers,
	// the error is a [*ChainError]. With after above 0 the link of that entry is
	// where it begins; whether what is before it is whole is not asked.
	Entries(ctx context.Context, after uint64, f func(seq uint64, e Entry) error) error

	// Head returns the end of the chain of entries, of which there may be none.
	Head(ctx context.Context) (Head, error)

	// Close waits for what is under way and lets go of the store. Whatever is
	// asked of it later is ErrClosed; closing again is nothing.
	Close() error
}
