package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/crowd"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Room is what the private worlds of one class have in common. There is nothing
// in it by which one of them could notice another, but that a hasher takes so many
// at a time.
type Room struct {
	Hash   Hasher
	Random io.Reader      // nil: crypto/rand.Reader
	Zone   *time.Location // of the clock on the wall
	Issuer string
	Office string
	Log    *slog.Logger
}

// ErrInhabited is a store that was handed to [Room.Private] and has somebody in
// it: another participant, or people who are real.
var ErrInhabited = errors.New("somebody is in the store already")

// Private opens a world for one participant: a desk over st, which must be empty
// and stay theirs alone, where the only person is p, at the start of part, beside
// an officer who is the same everywhere. The mailbox is the desk's own. So is the
// clock, which a lesson may set wrong.
//
// Of the two parts of those who were never in, p's number says which it is. The
// address of a dead mailbox is changed to one whose letters get lost.
//
// What nobody waits for, as the letter that tells of a new password, is carried
// by [Desk.Post], which has to run for as long as there is somebody in the world,
// or such letters pile up. It wakes once a minute where there is nothing to do.
func (r Room) Private(ctx context.Context, st store.Store, p crowd.Person, part flows.Part, now func() time.Time) (*Desk, error) {
	who, err := cast(p, part)
	if err == nil {
		err = uninhabited(ctx, st)
	}
	d := &Desk{
		Store: func(context.Context) (store.Store, error) { return st, nil },
		Hash:  r.Hash, Random: r.Random, Now: now, Zone: r.Zone,
		Issuer: r.Issuer, Office: r.Office, Log: r.Log,
		Practice: practiceOf([]actor{who}),
	}
	d.Mail = &d.Practice.Mailbox
	if err == nil {
		err = seed(ctx, st, d.Hash, d.random(), d.Practice.cast)
	}
	if err != nil {
		return nil, fmt.Errorf("open a private world: %w", err)
	}
	return d, nil
}

// cast gives p a part.
func cast(p crowd.Person, part flows.Part) (actor, error) {
	a := actor{
		Player:   flows.Player{NIP: p.NIP.String(), Name: p.Name, Email: p.Email, Part: part},
		unit:     p.Unit,
		partTime: p.PartTime,
	}
	switch part {
	case flows.FirstAccess, flows.FirstPPPK:
		a.Part = flows.FirstAccess
		if p.NIP.Type() == nip.PPPK {
			a.Part = flows.FirstPPPK
		}
	case flows.DeadMailbox:
		box, _, _ := strings.Cut(p.Email, "@")
		a.Email = box + deadMailbox
	case flows.LostPhone:
		a.Password = flows.Hide("Kopi-Hangat7-Sore")
	case flows.WeakOne:
		a.Password = flows.Hide("kantor2024")
	default:
		return a, fmt.Errorf("there is no part %d", int(part))
	}
	return a, nil
}

// uninhabited returns ErrInhabited where st has an account or an officer.
func uninhabited(ctx context.Context, st store.Store) error {
	err := st.Accounts(ctx, func(store.Account) error { return ErrInhabited })
	if err != nil {
		return err
	}
	officers, err := st.Officers(ctx)
	if err == nil && len(officers) > 0 {
		err = ErrInhabited
	}
	return err
}
