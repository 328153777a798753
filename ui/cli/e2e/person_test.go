//go:build e2e && linux

package e2e_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
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

// A person goes through every journey by the plain mode's questions, once with a
// wrong answer and then with the right one, and comes back to whatever did not
// work. They judge what they are told by what the store has: what was refused as
// wrong has cost a try, what was accepted is there, and what failed has changed
// nothing but the count of tries, and never that to less.
type person struct {
	nip   nip.NIP
	store *bolt.Store
	visit *run.Visit
	post  lastLetter
	now   time.Time
	out   io.Writer

	menu     []string        // what can be chosen, as it was read out
	erred    map[string]bool // which answers were wrong once
	password string
	next     string // the new one
	typed    struct {
		device string
		step   otp.Step
		name   string
	}
	renamed, changed, reset bool
	doing                   flows.Op
	account                 store.Account
	left                    int // how much they still do, once something has failed
	verdict
}

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

// Write hears what is said, and keeps the menu.
func (p *person) Write(b []byte) (int, error) {
	for line := range strings.Lines(string(b)) {
		if m := menuLine.FindStringSubmatch(line); m != nil {
			if m[1] == "1" {
				p.menu = nil
			}
			p.menu = append(p.menu, m[2])
		}
	}
	return p.out.Write(b)
}

var (
	menuLine = regexp.MustCompile(`^(\d+)\. (.*)\n$`)
	sumAsked = regexp.MustCompile(`Berapa (\w+) ditambah (\w+)\?`)
)

// ReadLine answers a question (ui.Lines).
func (p *person) ReadLine(_ context.Context, prompt string) (string, error) {
	if p.left == 0 {
		p.Done = true
		return "", io.EOF
	}
	p.account = p.read()
	text, ok := p.reply(prompt)
	fmt.Fprintln(p.out, prompt+text)
	if !ok {
		return "", io.EOF
	}
	return text, nil
}

// ReadSecret is ReadLine.
func (p *person) ReadSecret(ctx context.Context, prompt string) (string, error) {
	return p.ReadLine(ctx, prompt)
}

// reply is what is typed at a question, and false when the person is through.
func (p *person) reply(prompt string) (string, bool) {
	label, _, _ := strings.Cut(prompt, ":")
	label, _, _ = strings.Cut(label, " (")
	switch {
	case strings.HasPrefix(prompt, "Pilih nomor"):
		return p.choice()
	case strings.HasPrefix(prompt, "Tekan Enter"):
		return "", true
	case strings.HasPrefix(label, "Captcha"):
		m := sumAsked.FindStringSubmatch(prompt)
		total := 0
		for i, w := range numbers {
			for _, word := range m[1:] {
				if w == word {
					total += i
				}
			}
		}
		return p.firstWrong("captcha", "99", strconv.Itoa(total)), true
	}
	switch label {
	case "Username / NIP":
		return ratna.nip, true
	case "Email":
		return p.firstWrong(p.letter()+"address", "bukan@"+ratna.address, ratna.address), true
	case "Kode reset password", "Kode Reset MFA":
		return p.firstWrong(label, "22222222", p.post.code.Reveal()), true
	case "Password baru":
		if p.next == "" {
			p.next = chosen
			if p.password == chosen {
				p.next = password
			}
		}
		return p.next, true
	case "Konfirmasi password":
		return p.next, true
	case "Password", "Password lama":
		return p.firstWrong(label, "Bukan-Password9-Ini", p.password), true
	case "Kode OTP", "Kode OTP baru":
		return p.otp(label), true
	case "Nama perangkat":
		p.typed.name = "HP Pribadi"
		if len(p.account.Active()) > 0 {
			p.typed.name = "HP Kedua"
		}
		return p.typed.name, true
	case "Nama baru":
		p.typed.name = "HP Dinas"
		return p.typed.name, true
	}
	p.Wrong = append(p.Wrong, "nobody knows what to answer to "+prompt)
	return "", false
}

// letter names the letter that is asked for now.
func (p *person) letter() string {
	if p.account.Password.Hash == "" {
		return "password "
	}
	return "MFA "
}

// firstWrong is a wrong answer the first time that one of its kind is given.
func (p *person) firstWrong(kind, wrong, right string) string {
	if !p.erred[kind] {
		p.erred[kind] = true
		return wrong
	}
	return right
}

// otp is the code of the key that is pending, or else of the first device.
func (p *person) otp(label string) string {
	var secret flows.Secret
	p.typed.device, p.typed.step = "", otp.StepAt(p.now)
	active := p.account.Active()
	switch {
	case p.account.Pending != nil:
		secret = p.account.Pending.Secret
	case len(active) > 0:
		secret, p.typed.device = active[0].Secret, active[0].ID
	default:
		return ""
	}
	code, err := otp.Code(secret, p.typed.step)
	must(err)
	return p.firstWrong(label+p.typed.device, "000000", code.Reveal())
}

// choice is the number of the line that leads on from here.
func (p *person) choice() (string, bool) {
	active := p.account.Active()
	want := "Login dan aktifkan MFA"
	switch {
	case strings.HasPrefix(p.menu[0], "Login"):
		switch {
		case p.account.Password.Hash == "":
			want = "Akses pertama"
		case p.reset:
			p.Done = true
			return "", false
		case len(active) == 1 && p.changed && p.renamed && p.erred["second"]:
			want = "HP hilang"
		}
	case strings.HasPrefix(p.menu[0], "Aktifkan"):
		want = "Aktifkan"
	case strings.HasPrefix(p.menu[0], "Ganti nama"):
		if want = "Ganti nama"; p.renamed {
			want = "Hapus"
		}
	case !p.renamed, len(active) > 1:
		want = p.menu[0] // the first device
	case !p.changed:
		want = "Ganti password"
	case !p.erred["second"]:
		p.erred["second"] = true
		want = "Tambah perangkat"
	default:
		want = "Keluar dari akun"
	}
	for i, line := range p.menu {
		if strings.HasPrefix(line, want) {
			return strconv.Itoa(i + 1), true
		}
	}
	p.Wrong = append(p.Wrong, fmt.Sprintf("%q is not in the menu %q", want, p.menu))
	return "", false
}
