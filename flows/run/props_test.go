package run

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"sync"

	"aktivasi/flows"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
)

// post is practice's [Mailbox], with a hole that can be stopped.
type post struct {
	Mailbox
	mu     sync.Mutex
	broken error
	during func() // what happens while a letter is on its way
	sent   []letter.Letter
}

func (p *post) Send(ctx context.Context, l letter.Letter) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken != nil {
		return p.broken
	}
	if p.during != nil {
		p.during()
	}
	p.sent = append(p.sent, l)
	return p.Mailbox.Send(ctx, l)
}

// letters is how many have left.
func (p *post) letters() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.sent)
}

// last is the code of the latest letter.
func (p *post) last() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[len(p.sent)-1].Code.Reveal()
}

// quick is a [Hasher] that costs nothing and counts what argon2 would have cost.
// It does not normalise: that the world does is one of the things to be tested.
type quick struct {
	mu       sync.Mutex
	costs    int // argon2 computations, whatever for
	verified int // those that judged a password of somebody
	now      int // the parameters of today; older records are stale
	salt     int // of the record before
	entered  chan struct{}
	leave    chan struct{} // a computation waits here, if it is there
}

func (q *quick) compute(verify int) {
	q.mu.Lock()
	q.costs++
	q.verified += verify
	entered, leave := q.entered, q.leave
	q.mu.Unlock()
	if leave != nil {
		entered <- struct{}{}
		<-leave
	}
}

// hold makes every computation from now on wait until the function it returns
// was called. entered tells of each.
func (q *quick) hold() (entered <-chan struct{}, release func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	e, l := make(chan struct{}, 1000), make(chan struct{})
	q.entered, q.leave = e, l
	return e, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.leave = nil
		close(l)
	}
}

func (q *quick) spent() (costs, verified int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.costs, q.verified
}

const quickly = "$argon2id$quick$"

func (q *quick) Hash(_ context.Context, pw flows.Secret) (string, error) {
	q.compute(0)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.salt++
	salt := strconv.Itoa(q.salt)
	return quickly + strconv.Itoa(q.now) + "$" + salt + "$" + digest(salt, pw), nil
}

func (q *quick) Verify(_ context.Context, record string, pw flows.Secret) (ok, stale bool, err error) {
	q.compute(1)
	part := strings.Split(strings.TrimPrefix(record, quickly), "$")
	if len(part) != 3 {
		return false, false, errors.New("no record of this hasher")
	}
	ok = part[2] == digest(part[1], pw)
	return ok, ok && part[0] != strconv.Itoa(q.now), nil
}

func digest(salt string, pw flows.Secret) string {
	sum := sha256.Sum256([]byte(salt + pw.Reveal()))
	return hex.EncodeToString(sum[:])
}

func (q *quick) Dummy(context.Context, flows.Secret) error { q.compute(0); return nil }

// A disk is a store whose changes can come to grief.
type disk struct {
	store.Store
	mu     sync.Mutex
	fate   func(n int) fate // of the nth change from now, counted from 1; nil is fine
	n      int
	during func() // what happens before an account is changed
}

// A fate is what becomes of a change.
type fate int

const (
	fine    fate = iota
	broken       // everything was worked out, and the commit fails
	unknown      // it is made, and nobody can say so
	dies         // it is made, and that is the last thing the program did
)

var (
	errDisk = errors.New("the disk is full")
	errDead = errors.New("the program is dead") // a panic, and so no answer
)

// plan says what becomes of the changes from now on.
func (d *disk) plan(f func(n int) fate) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fate, d.n = f, 0
}

// changes is how many were begun since the last plan.
func (d *disk) changes() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.n
}

func (d *disk) next() fate {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	if d.fate == nil {
		return fine
	}
	return d.fate(d.n)
}

// doomed carries out a change as fate has it. A change that finds nothing to
// change is none.
func doomed[T any](d *disk, f func(T) (store.Effects, error), change func(func(T) (store.Effects, error)) error) error {
	var fate fate
	met := false
	err := change(func(v T) (store.Effects, error) {
		if !met {
			fate, met = d.next(), true
		}
		e, err := f(v)
		if fate == broken && err == nil {
			err = errDisk
		}
		return e, err
	})
	switch {
	case err != nil:
	case fate == unknown:
		err = store.ErrUnknown
	case fate == dies:
		panic(errDead)
	}
	return err
}

func (d *disk) Change(ctx context.Context, n number, f func(*store.Account) (store.Effects, error)) error {
	d.mu.Lock()
	during := d.during
	d.mu.Unlock()
	if during != nil {
		during()
	}
	return doomed(d, f, func(f func(*store.Account) (store.Effects, error)) error { return d.Store.Change(ctx, n, f) })
}

func (d *disk) Stranger(ctx context.Context, n number, f func(*store.Account) (store.Effects, error)) error {
	return doomed(d, f, func(f func(*store.Account) (store.Effects, error)) error { return d.Store.Stranger(ctx, n, f) })
}

func (d *disk) ChangeTerminal(ctx context.Context, name string, f func(*store.Terminal) (store.Effects, error)) error {
	return doomed(d, f, func(f func(*store.Terminal) (store.Effects, error)) error {
		return d.Store.ChangeTerminal(ctx, name, f)
	})
}

func (d *disk) ChangeMail(ctx context.Context, id string, f func(*store.Mail) (bool, store.Effects, error)) error {
	keep := false
	return doomed(d, func(m *store.Mail) (e store.Effects, err error) { keep, e, err = f(m); return e, err },
		func(f func(*store.Mail) (store.Effects, error)) error {
			return d.Store.ChangeMail(ctx, id, func(m *store.Mail) (bool, store.Effects, error) { e, err := f(m); return keep, e, err })
		})
}

func (d *disk) OpenCase(ctx context.Context, c store.Case, e store.Effects) (kept store.Case, err error) {
	err = doomed(d, func(*store.Case) (store.Effects, error) { return e, nil }, func(f func(*store.Case) (store.Effects, error)) error {
		if _, err := f(&c); err != nil {
			return err
		}
		kept, err = d.Store.OpenCase(ctx, c, e)
		return err
	})
	return kept, err
}
