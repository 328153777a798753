//go:build e2e && linux

package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run"
	"aktivasi/flows/run/hash"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// people are those who enrol while somebody pulls the plug.
var people = []string{"199001012015011001", "199312012025212001", "198802292012122003"}

// A note is one line that the process that will be killed writes.
type note struct {
	What notice
	Who  int      // of people
	Do   flows.Op // what was begun or done

	// Of begun, what it is begun with.
	At       time.Time
	Name     string // of the device
	Device   string // whose code was typed
	Step     otp.Step
	Which    string // the device that is renamed or removed
	Password string

	Account []byte // of done: what the store has now
	Wrong   string // of wrong: what came instead
}

type notice int

const (
	begun  notice = iota + 1 // this comes next
	commit                   // bbolt is asked to commit
	kept                     // and says that it did
	done                     // the person has been told: from here on it must never be lost
	wrong                    // something was refused that should not have been
)

// enrolments is the process that gets killed: it opens a store as the program
// does and lets all of people walk through the journeys at once, each at a desk
// of their own, for as long as it lives. Its arguments are the folder, the time
// to begin at in seconds, a seed, and each person's password, or "".
func enrolments() {
	dir, passwords := os.Args[1], os.Args[4:]
	at, err := strconv.ParseInt(os.Args[2], 10, 64)
	must(err)
	seed, err := strconv.ParseUint(os.Args[3], 10, 64)
	must(err)
	key, err := seal.ReadKeyFile(filepath.Join(dir, "a.key"))
	must(err)

	out := &notes{w: os.Stdout}
	st, err := bolt.Open(filepath.Join(dir, "data", "aktivasi.db"), key, store.Real, bolt.Options{
		Commit: func(tx *bbolt.Tx) error {
			out.write(note{What: commit})
			err := tx.Commit()
			if err == nil {
				out.write(note{What: kept})
			}
			return err
		},
	})
	must(err)
	hasher := hash.New(nil)
	for i, text := range people {
		n, err := nip.Parse(text)
		must(err)
		w := &walker{
			who: i, nip: n, out: out, store: st, password: passwords[i],
			now:  time.Unix(at, 0).UTC(),
			rand: rand.New(rand.NewPCG(seed, uint64(i))),
		}
		w.desk = &run.Desk{
			Store:  func(context.Context) (store.Store, error) { return st, nil },
			Mail:   &w.post,
			Hash:   hasher,
			Now:    func() time.Time { return w.now },
			Zone:   time.UTC,
			Issuer: otp.DefaultIssuer,
			Log:    slog.New(slog.DiscardHandler),
		}
		go w.walk()
	}
	select {} // until it is killed
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// notes writes notes, one at a time.
type notes struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *notes) write(n note) {
	b, err := json.Marshal(n)
	must(err)
	o.mu.Lock()
	defer o.mu.Unlock()
	_, err = o.w.Write(append(b, '\n'))
	must(err)
}

// A walker is one of people. Their clock goes on by a step with each question.
type walker struct {
	who   int
	nip   nip.NIP
	out   *notes
	store *bolt.Store
	desk  *run.Desk
	rand  *rand.Rand
	post  lastLetter

	now      time.Time
	ref      flows.Ref
	password string
	visit    *run.Visit // signed in
}

// lastLetter is a mailbox with room for one letter.
type lastLetter struct{ code flows.Secret }

func (l *lastLetter) Send(_ context.Context, m letter.Letter) error {
	l.code = m.Code
	return nil
}

// walk enrols devices, and loses them again, and forgets passwords.
func (w *walker) walk() {
	if w.password == "" {
		w.resetPassword()
	}
	w.signIn()
	for {
		active := w.account().Active()
		switch r := w.rand.IntN(12); {
		case r == 0 && w.mayAsk():
			w.resetPassword()
			w.signIn()
		case len(active) == 0:
			w.enrol()
		case r <= 2 && w.mayAsk():
			w.resetMFA()
		case r <= 7 && len(active) < flows.MaxDevices:
			n := note{Do: flows.ConfirmOTP}
			w.do(w.visit, flows.Effect{Answers: w.code(active, &n)}, n)
			w.enrol()
		case r <= 9 && len(active) > 1:
			i := w.rand.IntN(len(active))
			n := note{Do: flows.RemoveDevice, Which: active[i].ID}
			w.do(w.visit, flows.Effect{Device: i, Answers: w.code(active, &n)}, n)
		default:
			i := w.rand.IntN(len(active))
			n := note{Do: flows.RenameDevice, Which: active[i].ID, Name: w.name()}
			answers := w.code(active, &n)
			answers[flows.DeviceName] = flows.Hide(n.Name)
			w.do(w.visit, flows.Effect{Device: i, Answers: answers}, n)
		}
	}
}

func (w *walker) account() store.Account {
	a, err := w.store.Account(context.Background(), w.nip)
	must(err)
	return a
}

// mayAsk reports whether the account may be sent another letter.
func (w *walker) mayAsk() bool {
	lately := func(d time.Duration) (n int) {
		for _, at := range w.account().Mailed {
			if w.now.Sub(at) < d {
				n++
			}
		}
		return n
	}
	return lately(time.Hour) < run.CodesAnHour && lately(24*time.Hour) < run.CodesADay
}

func (w *walker) name() string { return "HP " + strconv.FormatUint(w.rand.Uint64(), 36) }

// code types the code that one of the devices shows now.
func (w *walker) code(active []store.Device, n *note) (a flows.Answers) {
	d := active[w.rand.IntN(len(active))]
	n.Device, n.Step = d.ID, otp.StepAt(w.now)
	code, err := otp.Code(d.Secret, n.Step)
	must(err)
	a[flows.OTP] = code
	return a
}

// do asks a visit for something and says so, before and after. What the
// journeys allow is never refused.
func (w *walker) do(v *run.Visit, e flows.Effect, n note) flows.Facts {
	w.ref++
	e.Ref, e.Do = w.ref, n.Do
	n.What, n.Who, n.At = begun, w.who, w.now
	w.out.write(n)
	answer := v.Do(context.Background(), e)
	if answer.Kind != flows.Accept && answer.Kind != flows.Ready {
		w.out.write(note{What: wrong, Who: w.who, Do: n.Do, Wrong: fmt.Sprint(answer.Kind, " ", answer.Why)})
		select {} // the parent knows
	}
	b, err := store.Encode(w.account())
	must(err)
	w.out.write(note{What: done, Who: w.who, Do: n.Do, Account: b})
	w.now = w.now.Add(otp.Period + time.Second)
	return *answer.Facts
}

func (w *walker) signIn() {
	w.visit = w.desk.Visit(true)
	n := note{Do: flows.CheckSignIn}
	var a flows.Answers
	if active := w.account().Active(); len(active) > 0 {
		a = w.code(active, &n)
	}
	a[flows.NIP], a[flows.Password] = flows.Hide(w.nip.String()), flows.Hide(w.password)
	w.do(w.visit, flows.Effect{Answers: a}, n)
}

func (w *walker) enrol() {
	facts := w.do(w.visit, flows.Effect{}, note{Do: flows.MakeKey})
	n := note{Do: flows.Enrol, Name: w.name(), Step: otp.StepAt(w.now)}
	code, err := otp.Code(facts.Key, n.Step)
	must(err)
	var a flows.Answers
	a[flows.OTP], a[flows.DeviceName] = code, flows.Hide(n.Name)
	w.do(w.visit, flows.Effect{Answers: a}, n)
}

// introduce goes from the captcha to the letter, at a visit that is nobody's yet.
func (w *walker) introduce(find, send flows.Op) *run.Visit {
	v := w.desk.Visit(true)
	c := w.do(v, flows.Effect{}, note{Do: flows.DrawCaptcha}).Captcha
	var a flows.Answers
	a[flows.NIP], a[flows.CaptchaText] = flows.Hide(w.nip.String()), flows.Hide(strconv.Itoa(c.A+c.B))
	w.do(v, flows.Effect{Answers: a}, note{Do: find})
	a = flows.Answers{}
	a[flows.Address] = flows.Hide(addressOf(w.who))
	w.do(v, flows.Effect{Answers: a}, note{Do: send})
	return v
}

// addressOf is where people[who] gets letters.
func addressOf(who int) string { return fmt.Sprintf("pegawai%d@kantor.example", who) }

func (w *walker) resetMFA() {
	v := w.introduce(flows.FindForMFA, flows.MailMFACode)
	var a flows.Answers
	a[flows.MailedCode] = w.post.code
	w.do(v, flows.Effect{Answers: a}, note{Do: flows.RevokeDevices})
}

func (w *walker) resetPassword() {
	v := w.introduce(flows.FindForPassword, flows.MailPasswordCode)
	var a flows.Answers
	a[flows.MailedCode] = w.post.code
	w.do(v, flows.Effect{Answers: a}, note{Do: flows.CheckPasswordCode})
	w.password = "Payung-Kuning7-" + strings.Map(func(r rune) rune { // without digits that a number may have
		return r - '0' + 'k'
	}, strconv.Itoa(w.rand.IntN(1e9)))
	a = flows.Answers{}
	a[flows.NewPassword] = flows.Hide(w.password)
	w.do(v, flows.Effect{Answers: a}, note{Do: flows.SetPassword, Password: w.password})
}
