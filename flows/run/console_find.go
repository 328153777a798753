package run

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/index"
	"aktivasi/store"
)

// hitsMost is how many are shown of those who were found. Whoever is not among
// them is found by typing more.
const hitsMost = 50

// A finder builds an index behind the console and keeps it until the officer
// leaves. The zero finder has none yet.
type finder struct {
	mu     sync.Mutex
	index  *index.Index
	of     int           // how many imports the index knows of
	ready  chan struct{} // closed when the one being built is there, or has failed
	end    context.CancelFunc
	failed error
	closed bool
}

// start begins to build, unless that is under way, or there is one that knows of
// so many imports. An index that is there can be asked meanwhile.
func (f *finder) start(ctx context.Context, imports int, log *slog.Logger, walk func(context.Context, func(index.Person) error) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed || f.end != nil || f.index != nil && f.of == imports {
		return
	}
	// It outlives the effect that asked for it, and not the officer's sign-in.
	ctx, f.end = context.WithCancel(context.WithoutCancel(ctx))
	f.ready = make(chan struct{})
	go func() {
		x, err := build(ctx, walk)
		f.mu.Lock()
		defer f.mu.Unlock()
		defer close(f.ready)
		f.end()
		f.end = nil
		switch {
		case err != nil:
			if f.failed = err; !f.closed {
				log.Error("index not built", "err", err.Error())
			}
		case f.closed:
			x.Close()
		default:
			if f.index != nil {
				f.index.Close()
			}
			f.index, f.of = x, imports
		}
	}()
}

// build is [index.Build], and an error instead of a panic: it runs where nobody
// would catch one, and must not end the program.
func build(ctx context.Context, walk func(context.Context, func(index.Person) error) error) (x *index.Index, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %T", v) // what it holds may be somebody's name
		}
	}()
	return index.Build(ctx, func(yield func(index.Person) error) error { return walk(ctx, yield) })
}

// wait waits until what is being built is there, or has failed.
func (f *finder) wait(ctx context.Context) error {
	f.mu.Lock()
	ready := f.ready
	f.mu.Unlock()
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ask returns the index, or nil where it is being built. An error is why it could
// not be, and is told once: then it is tried again.
func (f *finder) ask() (*index.Index, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.failed
	f.failed = nil
	return f.index, err
}

// close forgets everybody.
func (f *finder) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	if f.end != nil {
		f.end()
	}
	if f.index != nil {
		f.index.Close()
	}
	f.index = nil
}

// lookUp returns the index, or nil where it is being built, and says in the facts
// how far it is. It sees to it that there will be one.
func (v *Visit) lookUp(ctx context.Context, st store.Store, s *state) (*index.Index, error) {
	log, back := v.desk.Log, s.desk.back
	back.finder.start(ctx, back.ledger.imported(), log, func(ctx context.Context, yield func(index.Person) error) error {
		err := st.Accounts(ctx, func(a store.Account) error {
			return yield(index.Person{NIP: a.NIP, Name: a.Name, Unit: a.Unit, Kind: uint8(a.Kind)})
		})
		if passes(log, err) {
			return nil
		}
		return err
	})
	if v.spoken {
		if err := back.finder.wait(ctx); err != nil {
			return nil, err
		}
	}
	x, err := back.finder.ask()
	s.facts.Console.Building = x == nil
	if x != nil {
		s.facts.Console.People = x.Len()
	}
	return x, err
}

// search answers Ready with those who fit what was typed, masked, and how they
// stand. Where the index is still being built it says so; whoever listens to a
// program instead of looking at it waits for the answer.
//
// How somebody stands is not in the index: what they do at the next terminal
// changes it. It is looked up for the few who are shown.
func (v *Visit) search(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	k, b := &s.desk, &s.facts.Console
	k.hits, k.person = nil, nip.NIP{}
	b.Hits, b.Found, b.Person = nil, 0, flows.Dossier{}
	if err := k.back.ledger.follow(ctx, st, v.desk.here(), v.desk.Log); err != nil {
		return flows.Fail, flows.Silence, err
	}
	x, err := v.lookUp(ctx, st, s)
	switch {
	case err != nil:
		return flows.Fail, flows.Silence, err
	case x == nil || e.Query.Empty():
		return flows.Ready, flows.Silence, nil // nobody is listed who was not asked for
	}
	hits, found := x.Find(e.Query.Reveal(), hitsMost)
	for _, h := range hits {
		a, err := st.Account(ctx, h.NIP)
		if err != nil {
			return flows.Fail, flows.Silence, err
		}
		k.hits = append(k.hits, h.NIP)
		b.Hits = append(b.Hits, flows.Hit{
			NIP: h.NIP.Masked(), Name: a.Name, Unit: a.Unit, Standing: standing(a, len(k.back.ledger.of(h.NIP)) > 0, v.desk.Now()),
		})
	}
	b.Found = found
	return flows.Ready, flows.Silence, nil
}
