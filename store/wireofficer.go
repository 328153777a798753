package store

import (
	"errors"
	"fmt"
	"time"
)

// An officer's record is an account's and some more.
type wireOfficer struct {
	wireAccount
	Role    string     `json:"role"`
	Invite  *wireGrant `json:"invite,omitempty"`
	Added   time.Time  `json:"added,omitzero"`
	AddedBy string     `json:"added_by,omitempty"`
}

var roles = [Roles]string{Helper: "petugas", Chief: "kepala"}

// EncodeOfficer is Encode for an officer.
func EncodeOfficer(o Officer) ([]byte, error) {
	w, err := wireOfOfficer(o)
	return write(o, w, err)
}

// DecodeOfficer is the reverse of EncodeOfficer, with the errors of Decode.
func DecodeOfficer(b []byte) (Officer, error) {
	return read("officer", b, officerUpgrades[:], wireOfficer.officer)
}

func wireOfOfficer(o Officer) (w wireOfficer, err error) {
	if o.Role < 0 || o.Role >= Roles {
		return wireOfficer{}, fmt.Errorf("no role %d", int(o.Role))
	}
	if w.wireAccount, err = wireOf(o.Account); err != nil {
		return wireOfficer{}, err
	}
	var t times
	if o.Invite != nil {
		g, err := wireOfGrant(*o.Invite, &t)
		if err != nil {
			return wireOfficer{}, err
		}
		w.Invite = &g
	}
	w.Role, w.Added, w.AddedBy = roles[o.Role], t.utc(o.Added), o.AddedBy.String()
	return w, t.err
}

func (w wireOfficer) officer() (o Officer, err error) {
	role, ok := find(roles[:], w.Role)
	if !ok {
		return Officer{}, errors.New("no such role")
	}
	if o.Account, err = w.account(); err != nil {
		return Officer{}, err
	}
	var t times
	if w.Invite != nil {
		g, err := w.Invite.grant(&t)
		if err != nil {
			return Officer{}, err
		}
		o.Invite = &g
	}
	if o.AddedBy, err = number(w.AddedBy); err != nil {
		return Officer{}, err
	}
	o.Role, o.Added = Role(role), t.utc(w.Added)
	return o, t.err
}
