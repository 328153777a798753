package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"aktivasi/flows/nip"
)

// An Officer is one who may help others. What they sign in with has the shape of
// an account of their own, so that the same code judges both; it has nothing to
// do with the account they may have as a person. It prints as the masked number.
type Officer struct {
	Account // NIP, Name, Password, Devices, Pending, Retired, Tries, Disabled, LastSignIn
	Role    Role
	Invite  *Grant    // the one-time code of the first sign-in, until it was used
	Added   time.Time // zero for one who is not kept yet
	AddedBy nip.NIP   // zero for the first
}

// A Role is what an officer may do.
type Role int

const (
	Helper Role = iota // petugas: finds and helps people
	Chief              // kepala: may also add officers, see the audit, restore
	Roles              // how many there are
)

// Clone returns a copy that shares nothing that can change.
func (o Officer) Clone() Officer {
	o.Account = o.Account.Clone()
	if o.Invite != nil {
		i := *o.Invite
		i.Hash = slices.Clone(i.Hash)
		o.Invite = &i
	}
	return o
}

// Compare orders officers by name, for slices.SortFunc.
func (o Officer) Compare(p Officer) int {
	return cmp.Or(strings.Compare(o.Name, p.Name), strings.Compare(o.NIP.String(), p.NIP.String()))
}
