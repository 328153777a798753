//go:build e2e && linux

package e2e_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/ui"
	"aktivasi/ui/paper"
)

// A verdict is what came of a walk.
type verdict struct {
	Wrong   []string // what should not be
	Failed  []string // what the person was told did not work
	Account []byte   // at the end
	Done    bool     // they came to the end of it, or to a good place after the fault
}

// afterwards is how many more things a person does once a commit has failed: what
// failed, and what follows from it.
const afterwards = 4

// brittle is the process whose disk fails: a store as the program opens it, and
// one person. All commits are made by one thread, for strace counts by thread;
// each is announced on standard error, where strace sees it.
//
// Its arguments are the folder and the time to begin at in seconds.
func brittle() {
	dir := os.Args[1]
	at, err := strconv.ParseInt(os.Args[2], 10, 64)
	must(err)
	key, err := seal.ReadKeyFile(filepath.Join(dir, "a.key"))
	must(err)
	n, err := nip.Parse(ratna.nip)
	must(err)

	p := &person{nip: n, now: time.Unix(at, 0).UTC(), out: os.Stdout, erred: map[string]bool{}, left: -1}
	txs, errs := make(chan *bbolt.Tx), make(chan error)
	go func() {
		runtime.LockOSThread()
		for tx := range txs {
			fmt.Fprintf(os.Stderr, "commit of %v\n", p.doing)
			err := tx.Commit()
			if err != nil && p.left < 0 {
				p.left = afterwards
			}
			errs <- err
		}
	}()
	p.store, err = bolt.Open(filepath.Join(dir, "data", "aktivasi.db"), key, store.Real, bolt.Options{
		Commit: func(tx *bbolt.Tx) error { txs <- tx; return <-errs },
	})
	must(err)
	desk := &run.Desk{
		Store: func(context.Context) (store.Store, error) { return p.store, nil },
		Mail:  &p.post, Hash: quickly{}, Now: func() time.Time { return p.now }, Zone: time.UTC,
		Issuer: otp.DefaultIssuer, Kiosk: true, Log: slog.New(slog.DiscardHandler),
	}
	p.visit = desk.Visit(true)
	profile, glyphs := paper.Detect(func(string) string { return "" }, "linux")
	// The end of the answers is how a person leaves a kiosk that nobody closes.
	_ = ui.Plain(context.Background(), p, p, ui.Setting{
		World: p.world, Now: desk.Now, Theme: paper.NewTheme(os.Stdout, profile, paper.Calm, glyphs),
		Words: ui.Indonesian(), Kiosk: true, Timed: true,
	})
	p.Account = record(p.read())
	must(p.store.Close())
	b, err := json.Marshal(p.verdict)
	must(err)
	fmt.Printf("\n%s\n", b)
}

// quickly is how passwords are known again where nobody could steal them: whether
// argon2 takes its time is no matter here.
type quickly struct{}

func (quickly) Hash(_ context.Context, pw flows.Secret) (string, error) {
	salt := make([]byte, 8)
	_, _ = rand.Read(salt)
	return fmt.Sprintf("%x:%x", salt, sha256.Sum256(append(salt, pw.Reveal()...))), nil
}

func (quickly) Verify(_ context.Context, record string, pw flows.Secret) (ok, stale bool, err error) {
	text, sum, _ := strings.Cut(record, ":")
	salt, err := hex.DecodeString(text)
	return fmt.Sprintf("%x", sha256.Sum256(append(salt, pw.Reveal()...))) == sum, false, err
}

func (quickly) Dummy(context.Context, flows.Secret) error { return nil }

// read is what the store has of the person.
func (p *person) read() store.Account {
	a, err := p.store.Account(context.Background(), p.nip)
	must(err)
	return a
}

// world carries out what the person asks for, and judges the answer.
func (p *person) world(ctx context.Context, e flows.Effect) flows.Event {
	p.doing = e.Do
	was := p.read()
	n := note{Do: e.Do, At: p.now, Device: p.typed.device, Step: p.typed.step, Name: p.typed.name}
	if active := was.Active(); e.Device < len(active) {
		n.Which = active[e.Device].ID
	}
	answer := p.visit.Do(ctx, e)
	p.doing = flows.None
	is := p.read()
	p.judge(n, was, is, answer)
	if answer.Kind == flows.Accept && p.left > 0 {
		p.left--
	}
	if answer.Kind == flows.Accept {
		switch e.Do {
		case flows.SetPassword, flows.ReplacePassword:
			p.changed = p.changed || e.Do == flows.ReplacePassword
			p.password, p.next = p.next, ""
		case flows.RenameDevice:
			p.renamed = true
		case flows.RevokeDevices:
			p.reset = true
		default:
		}
	}
	p.now = p.now.Add(otp.Period + time.Second)
	return answer
}

// judged are what is said of an answer that was looked at and was wrong.
var judged = map[flows.Reason]bool{
	flows.SignInWrong: true, flows.OldPasswordWrong: true, flows.OTPWrong: true, flows.OTPUsed: true,
	flows.AddressWrong: true, flows.AddressEnded: true, flows.CodeWrong: true, flows.CodeDead: true,
}

func (p *person) judge(n note, was, is store.Account, answer flows.Event) {
	wrong := func(format string, args ...any) {
		p.Wrong = append(p.Wrong, fmt.Sprintf("%v, %v %v: ", n.Do, answer.Kind, answer.Why)+fmt.Sprintf(format, args...))
	}
	less, more := false, false
	rest := is.Clone()
	for c := range is.Tries {
		less = less || is.Tries[c].Wrong < was.Tries[c].Wrong
		more = more || is.Tries[c].Wrong > was.Tries[c].Wrong || is.Tries[c].Until.After(was.Tries[c].Until)
		rest.Tries[c] = was.Tries[c]
	}
	switch answer.Kind {
	case flows.Fail:
		p.Failed = append(p.Failed, n.Do.String())
		if n.Do != flows.Forget && (less || !same(was, rest)) {
			wrong("it has made\n%s\nof\n%s", record(is), record(was))
		}
	case flows.Refuse:
		if judged[answer.Why] && !more {
			wrong("a guess was free")
		}
		if less || !same(was, rest) {
			wrong("it has made\n%s\nof\n%s", record(is), record(was))
		}
	default:
		made, err := became(was, is, n)
		if err != nil {
			wrong("%v", err)
		}
		if _, changes := entered[n.Do]; changes && !only(n.Do) && !made {
			wrong("nothing was changed")
		}
	}
}
