package store

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// A Head is the end of the chain of entries. Printed in a report it is a receipt
// for everything before it: entries cut off later are missed. The zero Head is
// that of no entries.
type Head struct {
	Seq    uint64    // of the last entry, 0 for none
	Chain  []byte    // the last entry's link, see Link; nil for none
	Newest time.Time // the latest At there was: no clock should be behind it (see ClockAccepted)
}

// Link returns the value that ties an entry to all before it: SHA-256 over the
// link of the one before, which for the first is nothing, and the entry's record
// as EncodeEntry wrote it. It is kept with the entry, and needs no key: who has
// the records can walk the chain.
func Link(before, record []byte) []byte {
	h := sha256.New()
	h.Write(before) //nolint:errcheck // a hash never fails
	h.Write(record) //nolint:errcheck // the same
	return h.Sum(nil)
}

// Append returns the head once e, written as record, has followed.
func (h Head) Append(e Entry, record []byte) Head {
	h.Seq++
	h.Chain = Link(h.Chain, record)
	if e.What == ClockAccepted || e.At.After(h.Newest) {
		h.Newest = e.At.UTC()
	}
	return h
}

// What a [ChainError] says of an entry.
const (
	IsMissing = "is missing"
	WasForged = "does not open"                       // its seal is broken: changed by one without the key
	WasBroken = "does not follow from the one before" // changed, or put here, by one with it
	WasCut    = "is the last, and more were written"
	WasAdded  = "stands after the last"
)

// A ChainError says which entry is the first that cannot be trusted. It is
// [ErrDamaged].
type ChainError struct {
	Seq  uint64
	What string // one of the above
}

// Error implements error.
func (e *ChainError) Error() string { return fmt.Sprintf("entry %d %s", e.Seq, e.What) }

// Unwrap returns [ErrDamaged].
func (e *ChainError) Unwrap() error { return ErrDamaged }
