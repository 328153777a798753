package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"aktivasi/flows"
	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Why somebody cannot be made an officer.
var (
	ErrOfficerKnown = errors.New("is an officer already")
	ErrNotFirst     = errors.New("there is an officer who may add others")
	ErrOfficerName  = errors.New("an officer's name has 1 to 60 characters")
)

// A Recruit is somebody who is to become an officer.
type Recruit struct {
	NIP  nip.NIP
	Name string     // is cleaned
	Role store.Role // the first one is a chief in any case
	By   nip.NIP    // the chief who adds them; zero for the first, whom nobody can
}

// AddFirstOfficer keeps who as an officer and returns the one-time code of their
// first sign-in, which lives for [InviteLife] and is not kept: only what knows it
// again is. Without By it is [ErrNotFirst] where a chief can sign in, who is to do
// it; until then the first one may be invited anew as often as need be. With By
// the caller has seen that it is that chief who asks. One who is there already is
// [ErrOfficerKnown].
func AddFirstOfficer(ctx context.Context, st store.Store, who Recruit, now time.Time, random io.Reader) (code flows.Secret, err error) {
	if who.Name = legible.Clean(who.Name); who.Name == "" || utf8.RuneCountInString(who.Name) > 60 {
		return code, fmt.Errorf("add officer %s: %w", who.NIP.Masked(), ErrOfficerName)
	}
	first := who.By == (nip.NIP{})
	if first {
		all, err := st.Officers(ctx)
		if err != nil {
			return code, fmt.Errorf("add officer %s: %w", who.NIP.Masked(), err)
		}
		if len(chiefs(all)) > 0 {
			return code, fmt.Errorf("add officer %s: %w", who.NIP.Masked(), ErrNotFirst)
		}
		who.Role = store.Chief
	}
	invite, code, err := newInvite(who.By, now, random)
	if err != nil {
		return flows.Secret{}, fmt.Errorf("add officer %s: %w", who.NIP.Masked(), err)
	}
	err = st.ChangeOfficer(ctx, who.NIP, func(o *store.Officer) (store.Effects, error) {
		what := store.OfficerAdded
		switch {
		case o.Added.IsZero():
			o.Added, o.AddedBy = now, who.By
		case !first:
			return store.Effects{}, ErrOfficerKnown
		default: // nobody can sign in who could invite them
			what = store.OfficerInvited
		}
		o.Name, o.Role, o.Disabled = who.Name, who.Role, false
		inviteAnew(o, invite, now)
		return store.Effects{Entries: []store.Entry{{At: now, What: what, NIP: who.NIP, By: who.By, Detail: roleNames[who.Role]}}}, nil
	})
	if err != nil {
		return flows.Secret{}, fmt.Errorf("add officer %s: %w", who.NIP.Masked(), err)
	}
	return code, nil
}

var roleNames = [store.Roles]string{store.Helper: "helper", store.Chief: "chief"}

// inviteAnew gives o a one-time code; whatever they signed in with before is
// gone, and so are the wrong tries at it.
func inviteAnew(o *store.Officer, invite *store.Grant, now time.Time) {
	i := *invite
	o.Invite = &i
	o.Password, o.Tries = store.Password{}, [store.Counters]store.Count{}
	retirePending(&o.Account, now)
	revokeAll(&o.Account, now)
}

// chiefs are those of all who can sign in and add others.
func chiefs(all []store.Officer) (in []store.Officer) {
	for _, o := range all {
		if o.Role == store.Chief && !o.Closed() && o.Password.Hash != "" && o.MFA() {
			in = append(in, o)
		}
	}
	return in
}
