//go:build e2e && linux

package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
)

const (
	kills  = 200
	within = 100 // at least so many of them inside a commit, or little was tested
)

// Whoever was told that something is done finds it done, wherever the power
// failed afterwards; what nobody was told is there as a whole or not at all.
//
// A process that walks through the journeys is killed at a random moment, two
// hundred times over one store. The seed is printed; KILL_SEED repeats the
// moments, as far as the machine's own chance lets them be repeated.
func TestKill(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("KILL_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("KILL_SEED=%d", seed)
	k := &killing{
		t: t, dir: office(t, configText), seed: seed,
		rand:      rand.New(rand.NewPCG(seed, 0)),
		hash:      hash.New(nil),
		known:     make([]store.Account, len(people)),
		passwords: make([]string, len(people)),
	}
	k.people()
	for i := range kills {
		k.round(i)
		if t.Failed() {
			t.Fatalf("after kill %d", i+1)
		}
	}
	t.Logf("%d kills: %d within a commit. Of what was under way %d changes were made and %d were not; %d were acknowledged, and all are there.",
		kills, k.within, k.made, k.unmade, k.acknowledged)
	x := onPipe(t, k.dir, nil, program(t), "kiosk", "--config", "c.toml") // and the program itself finds nothing wrong
	x.until("Pilih nomor: $")
	x.signal(syscall.SIGTERM)
	if code := x.end(); code != 0 {
		t.Errorf("afterwards the program ends with %d, after\n%s", code, x.answer())
	}
	if k.within < within {
		t.Errorf("only %d of %d kills fell between a commit's start and its acknowledgement", k.within, kills)
	}
}

// killing is what the parent knows from what it was told.
type killing struct {
	t    *testing.T
	dir  string
	seed uint64
	rand *rand.Rand
	hash *hash.Hasher

	known     []store.Account // each of people, as they were last acknowledged, or found
	passwords []string
	read      uint64 // entries

	within, made, unmade, acknowledged int
}

// people puts people into the store.
func (k *killing) people() {
	inStore(k.t, k.dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		var ns []nip.NIP
		for _, p := range people {
			ns = append(ns, number(k.t, p))
		}
		return st.Merge(ctx, ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
			*a = store.Account{NIP: ns[i], Name: "PEGAWAI", Unit: "SD NEGERI 2 CONTOH", Email: addressOf(i)}
			k.known[i] = a.Clone()
			return true, store.Effects{}, nil
		})
	})
}

// round is one life and its end.
func (k *killing) round(i int) {
	k.t.Helper()
	day := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC).AddDate(0, 0, i)
	c := exec.Command("enrolments", append([]string{
		k.dir, strconv.FormatInt(day.Unix(), 10), strconv.FormatUint(k.seed+uint64(i), 10),
	}, k.passwords...)...)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		k.t.Fatal(err)
	}
	in := make(chan struct{})      // closed when everybody is signed in
	commits := make(chan struct{}) // of each commit, if anybody listens
	heard := make(chan []note)
	go func() {
		all, err := listen(out, in, commits)
		if err != nil {
			k.t.Error(err)
		}
		heard <- all
	}()
	// A few at any moment from the first, the others once all are at work; of
	// those half as soon as a commit has begun, since on a fast disk it is over
	// before one can say so.
	moment := time.Duration(k.rand.Int64N(int64(80 * time.Millisecond)))
	switch k.rand.IntN(8) {
	case 0:
		time.Sleep(moment)
	case 1, 2, 3:
		k.wait(in)
		time.Sleep(moment)
	default:
		k.wait(in)
		time.Sleep(moment)
		k.wait(commits)
	}
	if err := c.Process.Kill(); err != nil {
		k.t.Errorf("kill: %v", err)
	}
	all := <-heard
	_ = c.Wait() // it was killed
	if errs.Len() > 0 {
		k.t.Errorf("before it was killed it said %s", &errs)
	}
	k.judge(all)
}

// wait waits for somebody who is alive.
func (k *killing) wait(c <-chan struct{}) {
	k.t.Helper()
	select {
	case <-c:
	case <-time.After(patience):
		k.t.Error("they stand still")
	}
}

// listen reads notes to their end. The last may be cut in the middle.
func listen(r io.Reader, in, commits chan<- struct{}) (all []note, err error) {
	var once sync.Once
	waiting := len(people)
	for b := bufio.NewReader(r); ; {
		line, err := b.ReadBytes('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				return all, nil
			}
			return all, err
		}
		var n note
		if err := json.Unmarshal(line, &n); err != nil {
			return all, err
		}
		all = append(all, n)
		if n.What == commit {
			select {
			case commits <- struct{}{}:
			default:
			}
		}
		if n.What == done && n.Do == flows.CheckSignIn {
			if waiting--; waiting == 0 {
				once.Do(func() { close(in) })
			}
		}
	}
}

// judge compares what was said with what is there.
func (k *killing) judge(all []note) {
	k.t.Helper()
	acts := make([][]store.Act, len(people)) // what the audit must have gained
	under := make([]*note, len(people))      // begun, and not done
	committing := false
	for _, n := range all {
		switch n.What {
		case begun:
			under[n.Who] = &n
		case commit, kept:
			committing = n.What == commit
		case done:
			now, err := store.Decode(n.Account)
			if err != nil {
				k.t.Fatal(err)
			}
			k.accept(now, *under[n.Who], acts)
			if only(n.Do) {
				acts[n.Who] = append(acts[n.Who], entered[n.Do]...)
			}
			under[n.Who] = nil
			k.acknowledged++
		case wrong:
			k.t.Errorf("%v is refused: %s", n.Do, n.Wrong)
		}
	}
	if committing {
		k.within++
	}

	inStore(k.t, k.dir, store.Real, func(ctx context.Context, st *bolt.Store) error { // which is whole
		for i, n := range under {
			now, err := st.Account(ctx, k.known[i].NIP)
			switch {
			case err != nil:
				return err
			case n != nil:
				if k.accept(now, *n, acts) {
					k.made++
				} else {
					k.unmade++
				}
			case !same(now, k.known[i]):
				k.t.Errorf("acknowledged is\n%s\nand there is\n%s", record(k.known[i]), record(now))
			}
		}
		found := make([][]store.Act, len(people))
		err := st.Entries(ctx, k.read, func(seq uint64, e store.Entry) error {
			k.read = seq
			for i := range people {
				if e.Whom == st.Mark(k.known[i].NIP) {
					found[i] = append(found[i], e.What)
				}
			}
			return nil
		})
		for i, n := range under {
			if n != nil && only(n.Do) && len(found[i]) > len(acts[i]) {
				acts[i] = append(acts[i], entered[n.Do]...) // it was made, and nothing else tells
			}
			if !slices.Equal(found[i], acts[i]) {
				k.t.Errorf("the audit has gained %v, and should have %v", found[i], acts[i])
			}
		}
		return err
	})
}

// accept takes note of what has become of somebody, and reports whether what was
// begun is made.
func (k *killing) accept(now store.Account, n note, acts [][]store.Act) bool {
	k.t.Helper()
	made, err := became(k.known[n.Who], now, n)
	if err != nil {
		k.t.Error(err)
	}
	k.known[n.Who] = now
	if !made {
		return false
	}
	acts[n.Who] = append(acts[n.Who], entered[n.Do]...)
	if n.Do == flows.SetPassword {
		k.passwords[n.Who] = n.Password
		if ok, _, err := k.hash.Verify(k.t.Context(), now.Password.Hash, flows.Hide(n.Password)); !ok {
			k.t.Errorf("the new password does not open the account: %v", err)
		}
	}
	return true
}
