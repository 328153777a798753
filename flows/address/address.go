// Package address reads e-mail addresses, so narrowly that one which was read
// can be put into an envelope, a header or a line of a log as it stands.
//
// It takes the ASCII addr-spec of RFC 5322 §3.4.1 in the form people have: a
// dot-atom, an @ and a host name with a dot. Left out are quoted local parts,
// comments, display names, address literals and international addresses (RFC
// 6531): through the first three have gone parameter and header injections
// (security notes §4.11), and no mailbox in a roster needs them. A host name in
// its xn-- form passes.
package address

import (
	"crypto/subtle"
	"log/slog"
	"strings"
)

// How long an address may be, in bytes. A path is 256 with its angle brackets
// (RFC 5321 §4.5.3.1.3; RFC 3696 erratum 1690), a local part 64 (§4.5.3.1.1) and
// a label of a host name 63 (RFC 1035 §2.3.4).
const (
	MaxLength = 254
	maxLocal  = 64
	maxLabel  = 63
)

// An Address is one that [Parse] has accepted, spelt as it was. The zero Address
// is none. Addresses compare with ==, but whether two spell one mailbox is for
// Folded or Same to say.
//
// It has no JSON or text form on purpose: what is kept is String, what is read
// goes through Parse. Under slog it shows as Mask; with fmt it shows whole.
type Address struct {
	s string // local@domain, or "" for none
}

// String returns the address in full.
func (a Address) String() string { return a.s }

// Local returns what stands before the @.
func (a Address) Local() string {
	local, _ := a.split()
	return local
}

func (a Address) split() (local, domain string) {
	local, domain, _ = strings.Cut(a.s, "@")
	return local, domain
}

// Mask returns what may be shown to whoever typed a NIP, as the portal does it:
// the first three characters, asterisks, the domain: "joh*****@gmail.com"
// (domain notes §3.2, §15). There are five asterisks however long the address,
// and at least one character stays hidden however short.
func (a Address) Mask() string {
	if a.s == "" {
		return ""
	}
	local, domain := a.split()
	return local[:min(3, len(local)-1)] + "*****@" + domain
}

// LogValue implements [slog.LogValuer] with Mask.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.Mask()) }

// Folded returns the address in lower case, by which two spellings of one
// mailbox are found. A local part may be case-sensitive (RFC 5321 §2.4); no
// provider that a civil servant uses makes it so, and rosters come in capitals.
func (a Address) Folded() string { return strings.ToLower(a.s) }

// Same reports whether typed is this address, whatever the case and blanks
// around it. How long it takes tells nothing about the address, its length
// included. Nothing is the same as the zero Address.
func (a Address) Same(typed string) bool {
	typed = strings.TrimSpace(typed)
	if len(typed) > MaxLength {
		return false
	}
	want, got := pad(a.s), pad(typed)
	same := subtle.ConstantTimeCompare(want[:], got[:]) == 1
	return same && a.s != ""
}

// pad lays s, in lower case and with its length in front, in an array of one
// size for all: ConstantTimeCompare returns at once when lengths differ. The
// length keeps what was typed with zero bytes behind it from being the same.
func pad(s string) (p [1 + MaxLength]byte) {
	p[0] = byte(len(s)) // MaxLength fits into a byte
	copy(p[1:], s)
	for i, c := range p[1:] {
		// Without a branch: 'A' to 'Z' gain the bit that makes them small.
		capital := subtle.ConstantTimeLessOrEq('A', int(c)) & subtle.ConstantTimeLessOrEq(int(c), 'Z')
		p[1+i] = c | byte(capital<<5)
	}
	return p
}
