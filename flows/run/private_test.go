package run

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/crowd"
	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/memory"
	"aktivasi/store/storetest"
)

// room is what the private worlds of w have in common.
func (w *world) room() Room {
	return Room{Hash: w.hash, Random: w.chance, Zone: time.UTC, Issuer: "ASN-Digital", Office: "BKPSDM Kota Contoh", Log: w.log.logger()}
}

// private is the world of a participant, beside those of others: their own store,
// desk and clock.
func (w *world) private(p crowd.Person, part flows.Part) (*world, citizen) {
	w.Helper()
	var seed [32]byte
	if _, err := w.chance.Read(seed[:]); err != nil {
		w.Fatal(err)
	}
	st, err := memory.New(rand.NewChaCha8(seed))
	if err != nil {
		w.Fatal(err)
	}
	own := &world{TB: w.TB, clock: &clock{t: w.Now()}, disk: &disk{Store: st}, hash: w.hash, log: w.log, chance: w.chance}
	own.desk, err = w.room().Private(context.Background(), own.disk, p, part, own.Now)
	if err != nil {
		w.Fatal(err)
	}
	players := own.desk.public().People
	if len(players) != 1 {
		w.Fatalf("%d people in a private world", len(players))
	}
	w.log.hide("a number", players[0].NIP)
	w.log.hide("an address", players[0].Email)
	return own, citizen{number: p.NIP, mail: players[0].Email}
}

// letter is what stands in the mailbox on the screen.
func (p *sitting) letter() string { return p.s.Facts.Letter.Code.Reveal() }

// Somebody comes to a private world without a password and leaves it with MFA, and
// everything they need is in it.
func TestPrivateJourney(t *testing.T) {
	t.Parallel()
	for i := range 12 {
		w, c := inMemory(t).private(crowd.Crowd(1).Person(i), flows.FirstAccess)
		p := w.sit()
		if f := p.s.Facts; !f.Practice || f.People[0].Name != crowd.Crowd(1).Person(i).Name || !f.People[0].Password.Empty() {
			t.Fatalf("the first screen shows %+v", f.People)
		}
		if pppk := p.s.Facts.People[0].Part == flows.FirstPPPK; pppk != (c.Type() == nip.PPPK) {
			t.Errorf("%v plays %v", c.Type(), p.s.Facts.People[0].Part)
		}
		p.choose(flows.GoForgot)
		p.find(c)
		p.address(c.mail)
		p.code(p.letter())
		p.newPassword(third)
		p.at(flows.PasswordSet, flows.PasswordDone)
		p.back()

		p.signIn(c, third, "")
		key := p.scan()
		p.enrol(w.otp(key), "HP")
		p.at(flows.Activated, flows.Enrolled)
		w.fresh()
		again := w.sit()
		again.signIn(c, third, w.otp(key))
		again.at(flows.AtAccount, flows.SignedIn)

		a := w.account(c)
		if want := crowd.Crowd(1).Person(i); a.Name != want.Name || a.Unit != want.Unit || (a.Kind == store.PartTime) != want.PartTime ||
			(a.Kind == store.PNS) != (c.Type() == nip.PNS) {
			t.Errorf("%+v has become %v, %s, %s", want, a.Kind, a.Name, a.Unit)
		}
		again.choose(flows.GoOut)
		p = w.sit()
		p.choose(flows.GoRestore)
		p.next()
		p.at(flows.AtStart, flows.Restored)
		w.desk.round(t.Context())
		if left, err := w.disk.Outbox(t.Context()); err != nil || len(left) != 0 {
			t.Errorf("%d letters are left, %v", len(left), err)
		}
		if a := w.account(c); a.MFA() || a.Password != (store.Password{}) || a.Unit == "" {
			t.Error("restored, and not as in the beginning")
		}
	}
}

// Each part can be played by everybody.
func TestPrivateParts(t *testing.T) {
	t.Parallel()
	for i := range 20 {
		all := inMemory(t)
		who := crowd.Crowd(3).Person(i)

		w, c := all.private(who, flows.DeadMailbox)
		p := w.sit()
		p.choose(flows.GoForgot)
		p.find(c)
		p.address(c.mail)
		if p.at(flows.AtMailCode, flows.CodeSent); p.letter() != "" {
			t.Error("a letter has come to a mailbox that is dead")
		}

		w, c = all.private(who, flows.LostPhone)
		p = w.sit()
		pw := p.shown(flows.LostPhone)
		p.signIn(c, pw, "")
		p.at(flows.AtSignIn, flows.OTPNeeded)
		p.back()
		p.choose(flows.GoLost)
		p.find(c)
		p.address(c.mail)
		p.code(p.letter())
		p.at(flows.MFAReset, flows.DevicesRevoked)
		p.next()
		p.signIn(c, pw, "") // and as good a password for this name as for any
		p.at(flows.AtAccount, flows.MFAIsOff)

		w, c = all.private(who, flows.WeakOne)
		p = w.sit()
		p.signIn(c, p.shown(flows.WeakOne), "")
		p.at(flows.AtWeakPassword, flows.PasswordIsWeak)
	}
}

// Two who were dealt the same person: whatever one does, the other's world stays
// as it was, and what opens one door opens no other.
func TestPrivateWorldsAreApart(t *testing.T) {
	t.Parallel()
	all, who := inMemory(t), crowd.Crowd(1).Person(5)
	mine, c := all.private(who, flows.FirstAccess)
	yours, _ := all.private(who, flows.FirstAccess)
	before := yours.account(c)

	p, q := mine.sit(), yours.sit()
	for _, p := range []*sitting{p, q} {
		p.choose(flows.GoForgot)
		p.find(c)
	}
	p.address(c.mail)
	box, err := address.Parse(c.mail)
	if err != nil || p.letter() == "" || yours.desk.Practice.Mailbox.Last(box) != (flows.Letter{}) {
		t.Fatalf("the letter is in another mailbox, %v", err)
	}
	q.address(c.mail)
	if p.letter() == q.letter() {
		t.Fatal("the same code twice")
	}
	q.code(p.letter())
	q.at(flows.AtMailCode, flows.CodeWrong)
	p.code(p.letter())
	p.newPassword(third)
	p.at(flows.PasswordSet, flows.PasswordDone)
	p.back()
	p.signIn(c, third, "")
	key := p.scan()
	p.enrol(mine.otp(key), "HP")
	p.at(flows.Activated, flows.Enrolled)

	r := yours.sit()
	r.signIn(c, third, mine.otp(key))
	r.at(flows.AtSignIn, flows.SignInWrong)
	a := yours.account(c)
	if a.Password != before.Password || len(a.Devices) != 0 || a.MFA() || !a.LastSignIn.IsZero() {
		t.Errorf("the other account is %+v", a)
	}
	for _, e := range yours.acts(c) {
		if e == store.PasswordSet || e == store.DeviceEnrolled || e == store.SignedIn {
			t.Errorf("the other audit says %v", e)
		}
	}
	if mine.disk.Mark(c.number) == yours.disk.Mark(c.number) {
		t.Error("the entries of both worlds name the person alike")
	}
	if err := mine.disk.Close(); err != nil {
		t.Error(err)
	}
	if e := yours.sit(); e.s.State != flows.AtStart {
		t.Errorf("one has left, and the other is at %v", e.s.State)
	}
}

// A lesson sets one world's clock wrong. In that one, the right phone is wrong.
func TestPrivateClock(t *testing.T) {
	t.Parallel()
	all, who := inMemory(t), crowd.Crowd(1).Person(1)
	for _, off := range []time.Duration{0, -4 * time.Minute} {
		w, c := all.private(who, flows.WeakOne)
		p := w.sit()
		p.signIn(c, p.shown(flows.WeakOne), "")
		p.newPassword(third)
		key := p.scan()
		w.pass(off)
		p.enrol(all.otp(key), "HP")
		if on := p.s.State == flows.Activated; on != (off == 0) {
			t.Errorf("a clock that is off by %v: at %v and told %v", off, p.s.State, p.s.Say)
		}
	}
}

// Nobody is put into a store where somebody is, and a world that could not be
// furnished is none.
func TestPrivateRefuses(t *testing.T) {
	t.Parallel()
	who := crowd.Crowd(1).Person(0)
	for name, tt := range map[string]struct {
		ready func(w *world)
		part  flows.Part
		want  error
	}{
		"a person":     {func(w *world) { storetest.Add(w, w.disk, storetest.Person(1)) }, flows.FirstAccess, ErrInhabited},
		"an officer":   {func(w *world) { w.clerk(1, store.Chief) }, flows.FirstAccess, ErrInhabited},
		"a dead store": {func(w *world) { _ = w.disk.Close() }, flows.FirstAccess, store.ErrClosed},
		"no part":      {func(*world) {}, flows.Parts, nil},
		"no such part": {func(*world) {}, -1, nil},
	} {
		w := inMemory(t)
		tt.ready(w)
		d, err := w.room().Private(t.Context(), w.disk, who, tt.part, w.Now)
		if d != nil || err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v", name, d != nil, err)
		} else if strings.Contains(err.Error(), who.NIP.String()) {
			t.Errorf("%s: the error %q holds the number", name, err)
		}
		if _, err := w.disk.Account(t.Context(), who.NIP); err == nil {
			t.Errorf("%s: refused, and there all the same", name)
		}
	}
}

// What a private world takes, in bytes: as it is made, and with somebody in it who
// has been through a whole journey.
func TestPrivateFootprint(t *testing.T) { // not parallel: it looks at the heap
	const worlds, limit = 200, 64 << 10
	all := inMemory(t)
	heap := func() int64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	ws, cs, ps := make([]*world, worlds), make([]citizen, worlds), make([]*sitting, worlds)
	start := heap()
	for i := range ws {
		ws[i], cs[i] = all.private(crowd.Crowd(1).Person(i), flows.WeakOne)
	}
	made := (heap() - start) / worlds
	for i, w := range ws {
		p := w.sit()
		p.signIn(cs[i], p.shown(flows.WeakOne), "")
		p.newPassword(third)
		p.enrol(w.otp(p.scan()), "HP")
		p.at(flows.Activated, flows.Enrolled)
		ps[i] = p
	}
	walked := (heap() - start) / worlds
	t.Logf("%d bytes a world, %d after a journey", made, walked)
	if made > limit/4 || walked > limit {
		t.Errorf("%d bytes a world, %d after a journey; want at most %d and %d", made, walked, limit/4, limit)
	}
	runtime.KeepAlive(ps)
}
