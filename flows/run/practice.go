package run

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/password"
	"aktivasi/store"
)

// Practice is what a desk has besides when nobody at it is real.
type Practice struct {
	Mailbox Mailbox

	cast []actor // who there is, as they begin

	mu      sync.Mutex
	people  []flows.Player // as they can be played now
	officer flows.Player
}

// An actor is an invented person with what the first screen does not show.
type actor struct {
	flows.Player
	unit     string
	partTime bool
}

// NewPractice has the invented people and an empty mailbox.
func NewPractice() *Practice { return practiceOf(troupe()) }

// practiceOf has these people and no others.
func practiceOf(cast []actor) *Practice {
	p := &Practice{cast: cast, officer: practiceOfficer()}
	p.people = p.beginning()
	return p
}

// beginning is everybody as they begin.
func (p *Practice) beginning() []flows.Player {
	people := make([]flows.Player, len(p.cast))
	for i, a := range p.cast {
		people[i] = a.Player
	}
	return people
}

// players are the invented people with the passwords that still open their
// accounts.
func (p *Practice) players() []flows.Player {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.people)
}

// behind is the officer of practice.
func (p *Practice) behind() flows.Player {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.officer
}

// look finds out whose password is still the one they began with: the screens
// show it, and must not show one that no longer works.
func (p *Practice) look(ctx context.Context, st store.Store) error {
	people := p.beginning()
	for i, who := range people {
		n, err := nip.Parse(who.NIP)
		if err != nil {
			return err
		}
		a, err := st.Account(ctx, n)
		if err != nil {
			return fmt.Errorf("look at %s: %w", who.Name, err)
		}
		if !a.Password.Set.Equal(beginning) {
			people[i].Password = flows.Secret{}
		}
	}
	officer, err := lookAtOfficer(ctx, st)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.people, p.officer = people, officer
	return nil
}

// beginning is when the passwords of the start were set: the day on which the
// OTP became mandatory (domain notes §8.1). No other password can have been set
// then, and the three-month advice shows.
var beginning = time.Date(2025, 4, 14, 0, 0, 0, 0, time.UTC)

// People returns the invented people of practice mode: one for each way the
// journeys can begin. Numbers are those of the domain notes' test vectors
// (§15), addresses are under example, which belongs to nobody (RFC 2606 §2).
func People() []flows.Player {
	return []flows.Player{
		{NIP: "199001012015011001", Name: "Budi Santoso", Email: "budi@kantor.example", Part: flows.FirstAccess},
		{NIP: "199312012025212001", Name: "Siti Aminah", Email: "siti@sekolah.example", Part: flows.FirstPPPK},
		{NIP: "198802292012122003", Name: "Dewi Anggraini", Email: "dewi" + deadMailbox, Part: flows.DeadMailbox},
		{NIP: "198507172023221015", Name: "Rina Wulandari", Email: "rina@puskesmas.example", Password: flows.Hide("Kopi-Hangat7-Sore"), Part: flows.LostPhone},
		{NIP: "200012312024121001", Name: "Agus Pratama", Email: "agus@dinas.example", Password: flows.Hide("agus2024"), Part: flows.WeakOne},
	}
}

var practiceUnits = [flows.Parts]string{
	flows.FirstAccess: "Sekretariat Daerah",
	flows.FirstPPPK:   "SD Negeri 2 Contoh",
	flows.DeadMailbox: "Dinas Kesehatan",
	flows.LostPhone:   "Puskesmas Contoh",
	flows.WeakOne:     "Dinas Pendidikan",
}

// troupe are the invented people of practice mode with their offices.
func troupe() []actor {
	people := People()
	cast := make([]actor, len(people))
	for i, p := range people {
		cast[i] = actor{Player: p, unit: practiceUnits[p.Part]}
	}
	return cast
}

// Seed puts the invented people at their start into st, whatever had become of
// them: all of them or none.
func Seed(ctx context.Context, st store.Store, h Hasher, r io.Reader) error {
	return seed(ctx, st, h, r, troupe())
}

// seed is Seed for any cast.
func seed(ctx context.Context, st store.Store, h Hasher, r io.Reader, cast []actor) error {
	accounts := make([]store.Account, len(cast))
	numbers := make([]nip.NIP, len(cast))
	for i, p := range cast {
		a, err := p.account(ctx, h, r)
		if err != nil {
			return fmt.Errorf("make up %s: %w", p.Name, err)
		}
		accounts[i], numbers[i] = a, a.NIP
	}
	err := st.Merge(ctx, numbers, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
		*a = accounts[i].Clone()
		return true, store.Effects{}, nil
	})
	if err == nil {
		err = seedOfficer(ctx, st)
	}
	if err != nil {
		return fmt.Errorf("put the invented people at their start: %w", err)
	}
	return nil
}

// account makes the account of one invented person.
func (p actor) account(ctx context.Context, h Hasher, r io.Reader) (a store.Account, err error) {
	n, err := nip.Parse(p.NIP)
	if err != nil {
		return a, err
	}
	a = store.Account{NIP: n, Name: p.Name, Unit: p.unit, Email: p.Email}
	switch {
	case p.partTime:
		a.Kind = store.PartTime
	case n.Type() == nip.PPPK:
		a.Kind = store.PPPK
	}
	if !p.Password.Empty() {
		a.Password.Set = beginning
		if a.Password.Hash, err = h.Hash(ctx, password.Normal(p.Password)); err != nil {
			return a, err
		}
	}
	if p.Part == flows.LostPhone {
		secret, err := otp.New(r)
		if err != nil {
			return a, err
		}
		a.Devices = []store.Device{{ID: "practice", Name: "HP Lama", Secret: secret, Enrolled: beginning, Used: beginning}}
	}
	return a, nil
}

// restore puts practice back to its start.
func (v *Visit) restore(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	d := v.desk
	if d.Practice == nil {
		return flows.Fail, flows.Silence, fmt.Errorf("only practice has a start to go back to")
	}
	st, err := d.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	if err := seed(ctx, st, d.Hash, d.random(), d.Practice.cast); err != nil {
		return flows.Fail, flows.Silence, err
	}
	d.Practice.Mailbox.clear()
	if err := d.Practice.look(ctx, st); err != nil {
		return flows.Fail, flows.Silence, err
	}
	*s = d.nobody(v.spoken)
	return flows.Accept, flows.Silence, nil
}
