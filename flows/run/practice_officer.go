package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// practiceOfficer is whom one is behind the desk in practice: a chief with a
// one-time code that everybody may know. Nobody is one before they have bound a
// phone of their own.
func practiceOfficer() flows.Player {
	return flows.Player{NIP: "197904042005012001", Name: "Ratna Dewi", Password: flows.Hide("KAPTEN34")}
}

// seedOfficer puts the officer of practice back to the start.
func seedOfficer(ctx context.Context, st store.Store) error {
	p := practiceOfficer()
	n, err := nip.Parse(p.NIP)
	if err != nil {
		return err
	}
	const request = "00000000000000000000000000000000" // a salt for a code that is no secret
	err = st.ChangeOfficer(ctx, n, func(o *store.Officer) (store.Effects, error) {
		o.Name, o.Role, o.Disabled, o.Added = p.Name, store.Chief, false, beginning
		inviteAnew(o, &store.Grant{
			Request: request, Hash: inviteHash(request, p.Password),
			Made: beginning, Expires: time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC),
		}, beginning)
		return store.Effects{}, nil
	})
	if err != nil {
		return fmt.Errorf("invite %s: %w", p.Name, err)
	}
	return nil
}

// lookAtOfficer is the officer of practice, with the one-time code while it is
// good.
func lookAtOfficer(ctx context.Context, st store.Store) (flows.Player, error) {
	p := practiceOfficer()
	n, err := nip.Parse(p.NIP)
	if err != nil {
		return p, err
	}
	o, err := st.Officer(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return p, seedOfficer(ctx, st) // a store from before there were officers
	}
	if err != nil {
		return p, fmt.Errorf("look at %s: %w", p.Name, err)
	}
	if o.Invite == nil || o.Invite.Accepted {
		p.Password = flows.Secret{}
	}
	return p, nil
}

// practiceLook finds out anew what of the beginning is still good: whoever was
// here may have used it up.
func (v *Visit) practiceLook(ctx context.Context) error {
	st, err := v.desk.Store(ctx)
	if err != nil {
		return err
	}
	return v.desk.Practice.look(ctx, st)
}
