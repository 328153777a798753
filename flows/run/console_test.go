package run

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/run/index"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// Somebody is found by number, name and unit, masked until they are opened; that
// they were opened, and by whom, is written down once.
func TestFindAndOpen(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.secured(1, first, 1)
		w.newcomer(2)
		closed := w.member(3, first)
		w.edit(closed, func(a *store.Account) { a.Inactive = true })
		clerk := w.clerk(1, store.Helper)
		p := w.onDuty(clerk)
		p.choose(flows.GoFind)
		p.look() // the index may not be there yet
		p.back()
		p.seek("")
		if b := p.board(); len(b.Hits) != 0 || b.People != 3 || b.Building {
			t.Errorf("asked for nobody: %+v", b)
		}
		for query, want := range map[string]int{"siti": 3, "Rahmawati 2": 1, "komunikasi": 3, c.String()[:14]: 3, "budi": 0} {
			if p.look(query); len(p.board().Hits) != want || p.board().Found != want {
				t.Errorf("%q: %+v", query, p.board())
			}
		}
		p.look(closed.String())
		if h := p.board().Hits; h[0].Standing != flows.Locked {
			t.Errorf("somebody who has left: %+v", h)
		}
		p.look(c.String())
		want := flows.Hit{NIP: c.Masked(), Name: storetest.Person(1).Name, Unit: storetest.Person(1).Unit, Standing: flows.MFAIsOn}
		if h := p.board().Hits; h[0] != want {
			t.Errorf("found %+v, want %+v", h, want)
		}
		before := len(w.audit())
		p.choose(flows.GoPerson, 0)
		p.at(flows.AtPerson, flows.Silence)
		w.wrote(store.PersonOpened, c.number, clerk.number, "")
		if d := p.board().Person; d.NIP != c.Grouped() || d.Email != c.mail || d.Own || len(d.Devices) != 1 || d.Standing != flows.MFAIsOn {
			t.Errorf("the dossier is %+v", d)
		}
		p.choose(flows.ActEmail)
		p.back()
		p.at(flows.AtPerson, flows.Silence)
		told(t, p.behind(flows.OpenPerson, nil), flows.Ready, flows.Silence)
		if n := len(w.audit()) - before; n != 1 {
			t.Errorf("opened once and shown again, written down %d times", n)
		}
		p.back()
		if p.at(flows.AtFind, flows.Silence); p.board().Person.NIP != "" || p.v.state.desk.person != (number{}) {
			t.Error("still open")
		}
		w.discreet()
	})
}

// An index one cannot have yet is no error, and one that is there is asked at
// once; who signs out leaves none, nor does a search that was still under way.
func TestIndexComesAndGoes(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.newcomer(1)
		p := w.onDuty(w.clerk(1, store.Helper))
		p.indexed()
		back := p.v.state.desk.back
		f := &back.finder
		p.choose(flows.GoFind)
		p.look("siti")
		x := f.index
		if x.Len() != 1 || len(p.board().Hits) != 1 {
			t.Fatalf("%d people", x.Len())
		}
		// Somebody new from a roster.
		err := w.disk.Merge(context.Background(), []number{storetest.NIP(2)}, func(_ int, a *store.Account, _ bool) (bool, store.Effects, error) {
			*a = storetest.Person(2)
			return true, entry(w.Now(), store.AccountAdded, a.NIP, ""), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		p.look("siti")
		<-f.ready
		if p.look("siti"); len(p.board().Hits) != 2 {
			t.Errorf("found %+v", p.board().Hits)
		}
		x = f.index
		late := p.step(flows.Event{Kind: flows.Look, Answers: typed{flows.Query: "siti"}.answers()})
		p.happen(flows.Event{Kind: flows.Quit})
		if x.Len() != 0 {
			t.Errorf("%d people are left in memory", x.Len())
		}
		p.v.Do(context.Background(), late)
		f.start(context.Background(), 99, w.desk.Log, nil)
		if f.index != nil || f.end != nil || p.v.state.desk.back != nil {
			t.Error("it came back")
		}
	})
}

// Whoever listens waits for the answer, instead of being told to ask again.
func TestSpokenSearchWaits(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.newcomer(1)
		c := w.clerk(1, store.Helper)
		p := w.sit()
		p.v = w.desk.Visit(true)
		p.report(c, first, w.otp(c.key()))
		p.choose(flows.GoFind)
		p.look("siti")
		if b := p.board(); b.Building || len(b.Hits) != 1 {
			t.Errorf("%+v", b)
		}
	})
}

// A store that cannot be read is said to be so once, and asked again.
func TestIndexFails(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	w.newcomer(1)
	p := w.onDuty(w.clerk(1, store.Helper))
	for what, walk := range map[string]func(context.Context, func(index.Person) error) error{
		"an error": func(context.Context, func(index.Person) error) error { return errDisk },
		"a panic":  func(context.Context, func(index.Person) error) error { panic("199001012015011001") },
	} {
		f := &finder{}
		f.start(t.Context(), 0, w.desk.Log, walk)
		<-f.ready
		p.v.state.desk.back.finder.close()
		p.v.state.desk.back = &backOffice{}
		p.v.state.desk.back.finder.failed = f.failed
		if f.failed == nil {
			t.Fatalf("%s: no error", what)
		}
		told(t, p.behind(flows.EnterConsole, nil), flows.Fail, flows.TryAgain)
		told(t, p.behind(flows.EnterConsole, nil), flows.Ready, flows.Silence)
	}
}

// How somebody stands is as it is now, whatever they did since the index was
// built.
func TestStandings(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.onDuty(w.clerk(1, store.Helper))
		p.seek(c.String())
		for _, tt := range []struct {
			what string
			do   func(*store.Account)
			want flows.Standing
		}{
			{"at first", func(*store.Account) {}, flows.NotYet},
			{"with a password", func(a *store.Account) { a.Password = store.Password{Hash: w.record(first), Set: w.Now()} }, flows.PasswordOnly},
			{"with a phone", func(a *store.Account) {
				a.Devices = []store.Device{{ID: "1", Name: "HP", Secret: flows.Hide("A"), Enrolled: w.Now()}}
			}, flows.MFAIsOn},
			{"waiting", func(a *store.Account) {
				a.Tries[store.OTPTries] = store.Count{Wrong: 5, Until: w.Now().Add(time.Minute)}
			}, flows.Locked},
			{"after that", func(a *store.Account) { a.Tries[store.OTPTries].Until = w.Now() }, flows.MFAIsOn},
			{"blocked", func(a *store.Account) { a.Tries[store.PasswordTries].Wrong = BlockAfter }, flows.Locked},
			{"closed", func(a *store.Account) { a.Tries, a.Disabled = [store.Counters]store.Count{}, true }, flows.Locked},
			{"stuck", func(*store.Account) { w.stuck(c, store.NoPhone) }, flows.HasCase},
		} {
			tt := tt
			if tt.what == "stuck" {
				tt.do(nil)
			} else {
				w.edit(c, tt.do)
			}
			p.look(c.String())
			if got := p.board().Hits[0].Standing; got != tt.want {
				t.Errorf("%s: %v, want %v", tt.what, got, tt.want)
			}
		}
	})
}

// Two officers at two terminals take one case: one has it, and the other is told.
func TestCases(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, other := w.secured(1, first, 1), w.newcomer(2)
		number := w.stuck(c, store.PhoneAndMailbox)
		w.pass(time.Minute)
		w.stuck(citizen{number: stranger}, store.UnknownNumber)
		one, two := w.clerk(1, store.Helper), w.clerk(2, store.Helper)
		p, q := w.onDuty(one), w.onDuty(two)
		if p.board().Open != 2 {
			t.Errorf("%d cases wait", p.board().Open)
		}
		p.choose(flows.GoCases)
		q.choose(flows.GoCases)
		list := p.board().Cases
		want := flows.Case{
			Number: number, Kind: flows.TroublePhoneAndMailbox, NIP: c.Masked(), Name: storetest.Person(1).Name, Unit: storetest.Person(1).Unit,
			Desk: "Meja 1", Opened: morning, Known: true,
		}
		if list[0] != want || list[1].Known || list[1].NIP != stranger.Masked() || list[1].Name != "" {
			t.Errorf("the list is %+v", list)
		}
		p.choose(flows.GoCase, 0)
		q.choose(flows.GoCase, 0)
		q.choose(flows.TakeCase)
		q.at(flows.AtCases, flows.CaseNoted)
		w.wrote(store.CaseTaken, c.number, two.number, "case 1")
		p.choose(flows.TakeCase)
		p.at(flows.AtCases, flows.NotAllowed)
		if got := p.board().Cases[0]; got.State != flows.CaseIsTaken || got.Officer != w.officer(two).Name {
			t.Errorf("taken is %+v", got)
		}

		// Another is opened meanwhile: nothing moves.
		w.pass(time.Minute)
		w.stuck(other, store.NoPhone)
		p.look()
		if list := p.board().Cases; list[0].Number != number || list[2].NIP != other.Masked() || p.board().Open != 3 {
			t.Errorf("the list is %+v", list)
		}
		p.choose(flows.GoCase, 0)
		p.choose(flows.GoOwner)
		p.at(flows.AtPerson, flows.Silence)
		w.wrote(store.PersonOpened, c.number, one.number, "")
		if d := p.board().Person; d.NIP != c.Grouped() || !slices.Equal(d.Cases, []int{number}) || d.Standing != flows.HasCase {
			t.Errorf("the dossier is %+v", d)
		}
		q.choose(flows.GoCase, 0)
		q.choose(flows.SolveCase)
		q.at(flows.AtCases, flows.CaseNoted)
		w.wrote(store.CaseClosed, c.number, two.number, "case 1")
		if list := q.board().Cases; list[2].Number != number || list[2].State != flows.CaseIsSolved || q.board().Open != 2 {
			t.Errorf("the list is %+v", list)
		}
		told(t, q.behind(flows.WorkOnCase, nil), flows.Refuse, flows.NotAllowed) // neither taken nor solved
		w.pass(solvedShown)
		q.look()
		if len(q.board().Cases) != 2 {
			t.Errorf("a week later: %+v", q.board().Cases)
		}
	})
}

// A hundred are shown, and those that wait come first.
func TestManyCases(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.clerk(1, store.Helper)
		for i := range 103 {
			n := w.stuck(citizen{number: storetest.NIP(i + 1)}, store.NoLetter)
			if i < 3 {
				err := w.disk.ChangeCase(context.Background(), uint64(n), func(k *store.Case) (store.Effects, error) {
					k.State, k.Changed, k.By = store.CaseSolved, w.Now().Add(time.Duration(i)), c.number
					return store.Effects{}, nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		p := w.onDuty(c)
		p.choose(flows.GoCases)
		if b := p.board(); len(b.Cases) != 100 || b.Cases[0].Number != 4 || b.Cases[99].Number != 103 || b.Open != 100 {
			t.Errorf("%d cases, %d to %d, of %d", len(b.Cases), b.Cases[0].Number, b.Cases[99].Number, b.Open)
		}
	})
}

// One of fifty officers takes a case, however many ask at once.
func TestCaseTakenOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.stuck(w.newcomer(1), store.NoPhone)
		var all sync.WaitGroup
		answers := make(chan flows.Kind, 10)
		for i := range 10 {
			p := w.onDuty(w.clerk(i, store.Helper))
			p.choose(flows.GoCases)
			all.Go(func() {
				answers <- p.v.Do(context.Background(), flows.Effect{Do: flows.WorkOnCase, Ref: 99, Seen: p.v.newest, Pick: flows.TakeCase}).Kind
			})
		}
		all.Wait()
		close(answers)
		took := 0
		for k := range answers {
			if k == flows.Accept {
				took++
			}
		}
		if took != 1 {
			t.Errorf("%d took it", took)
		}
	})
}

// The audit is read page by page, newest first, and that it is read is the first
// thing in it.
func TestAudit(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		chief := w.clerk(1, store.Chief)
		for i := range 60 {
			w.stuck(citizen{number: storetest.NIP(i + 1)}, store.NoPhone)
		}
		p := w.onDuty(chief)
		p.choose(flows.GoAudit)
		b := p.board()
		all := w.audit()
		if len(b.Audit) != auditPage || !b.Older || b.Audit[0].Act != "audit-read" || b.Audit[0].By != chief.Masked() || b.Audit[0].Seq != len(all) {
			t.Fatalf("the first page begins %+v, %d lines", b.Audit[0], len(b.Audit))
		}
		if b.Audit[1].Act != "officer-signed-in" || b.Audit[1].Whom != chief.Masked() || !b.Audit[2].At.Equal(all[len(all)-3].At) {
			t.Errorf("and goes on %+v", b.Audit[1])
		}
		last := b.Audit[auditPage-1].Seq
		p.choose(flows.GoOlder)
		if b = p.board(); b.Older || b.Audit[0].Seq != last-1 || b.Audit[len(b.Audit)-1].Seq != 1 {
			t.Errorf("the second page has %d to %d", b.Audit[0].Seq, b.Audit[len(b.Audit)-1].Seq)
		}
		if len(w.audit()) != len(all) {
			t.Error("leafing through it is written down as well")
		}
		p.back()
		p.choose(flows.GoAudit)
		if b = p.board(); b.Audit[0].Act != "audit-read" || b.Audit[1].Act != "audit-read" {
			t.Errorf("opened again: %+v", b.Audit[:2])
		}
		w.discreet()
	})
}

func TestClockAndKiosk(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		bad, closed := true, 0
		w.desk.Clock = func() flows.Clock {
			if bad {
				return flows.Clock{State: flows.ClockBad, Why: flows.BeforeNewest}
			}
			return flows.Clock{}
		}
		w.desk.Closing = func() { closed++ }
		chief := w.clerk(1, store.Chief)
		p := w.onDuty(chief)
		if p.s.Facts.Clock.State != flows.ClockBad {
			t.Error("nobody says that the clock is wrong")
		}
		bad = false
		told(t, p.behind(flows.AcceptClock, nil), flows.Refuse, flows.NotAllowed)
		told(t, p.behind(flows.CloseKiosk, nil), flows.Refuse, flows.NotAllowed)
		bad, w.desk.Kiosk = true, true
		p.look()
		p.choose(flows.TrustClock)
		p.at(flows.AtConsole, flows.ClockTrusted)
		w.wrote(store.ClockAccepted, number{}, chief.number, "")
		h, err := w.disk.Head(context.Background())
		if err != nil || !h.Newest.Equal(w.Now()) {
			t.Errorf("the newest entry is of %v", h.Newest)
		}
		p.choose(flows.GoClose)
		p.next()
		if p.s.State != flows.Left || closed != 1 {
			t.Errorf("at %v, and closed %d times", p.s.State, closed)
		}
		if all := w.audit(); all[len(all)-2].What != store.KioskClosed || all[len(all)-2].Who != w.disk.Mark(chief.number) {
			t.Errorf("written down is %+v", all[len(all)-2])
		}
	})
}

// Whatever a broken store keeps the console from doing, it says so and nothing
// was done.
func TestConsoleFails(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	c := w.secured(1, first, 1)
	p := w.onDuty(w.clerk(1, store.Chief))
	p.opens(c)
	before := len(w.audit())
	whole, broken := w.disk.Store, forgetful(t)
	if err := broken.Close(); err != nil {
		t.Fatal(err)
	}
	w.disk.Store = broken
	for _, do := range []flows.Op{
		flows.EnterConsole, flows.Search, flows.OpenPerson, flows.CarryAct, flows.ListCases, flows.WorkOnCase, flows.CountProgress,
		flows.ReadAudit, flows.ListOfficers, flows.AddOfficer, flows.ChangeOfficer, flows.AcceptClock, flows.CloseKiosk,
		flows.CheckOfficer, flows.RedeemInvite,
	} {
		e := p.behind(do, typed{flows.NIP: stranger.String(), flows.MailedCode: bad})
		if e.Kind != flows.Fail || e.Why != flows.TryAgain {
			t.Errorf("%v: %v %v", do, e.Kind, e.Why)
		}
	}
	w.disk.Store = whole
	if len(w.audit()) != before {
		t.Error("something was written down")
	}
	p.seeAgain()
	p.at(flows.AtPerson, flows.Silence)
}

// A choice is about the list it was made from. One that the world has made since,
// and that nobody has seen, does not put another person in its place.
func TestChosenFromWhatIsShown(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c, other := w.newcomer(1), w.newcomer(2)
		w.stuck(c, store.NoPhone)
		w.stuck(other, store.NoPhone)
		p := w.onDuty(w.clerk(1, store.Helper))
		p.seek(c.String())
		p.v.Do(t.Context(), p.step(flows.Event{Kind: flows.Look, Answers: typed{flows.Query: other.String()}.answers()})) // its answer is still on the way
		p.choose(flows.GoPerson, 0)
		if got := p.board().Person.NIP; got != c.Grouped() {
			t.Errorf("opened is %s, chosen was %s", got, c.Grouped())
		}
		p.back()
		p.back()
		p.choose(flows.GoCases)
		look := p.step(flows.Event{Kind: flows.Look})
		p.choose(flows.GoCase, 1)
		q := w.onDuty(w.clerk(2, store.Helper)) // solves the first, and the list is shorter by one
		q.choose(flows.GoCases)
		q.choose(flows.GoCase, 0)
		q.choose(flows.SolveCase)
		p.v.Do(t.Context(), look)
		p.choose(flows.TakeCase)
		p.at(flows.AtCases, flows.CaseNoted)
		w.wrote(store.CaseTaken, other.number, p.v.state.desk.officer, "case 2")
	})
}
