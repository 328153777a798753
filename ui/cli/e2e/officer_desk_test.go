//go:build e2e && linux

package e2e_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
)

// A phone shows the codes of one secret, and none of them is typed twice.
type phone struct {
	t      testing.TB
	secret string
	last   otp.Step
	typed  []string
}

// typing is how long it may take until a code that is typed is judged, on a
// machine that has other things to do.
const typing = 12 * time.Second

// code is the next one. A phone may be a step behind, or ahead, so that two or
// three in a row cost no time; then it waits.
func (p *phone) code() string {
	p.t.Helper()
	now := time.Now()
	first := otp.StepAt(now) - otp.Window
	if otp.Left(now) < typing {
		first++ // it would be too old by then
	}
	p.last = max(p.last+1, first)
	for p.last > otp.StepAt(time.Now())+otp.Window {
		time.Sleep(otp.Left(time.Now()))
	}
	code := oathOf(p.t, p.secret, p.last)
	p.typed = append(p.typed, code)
	return code
}

// An official is an officer, with a phone of their own.
type official struct {
	nip, name, password string
	*phone
}

// bos is a chief, and wulan a helper. Nothing of them is like anything that the
// program says by itself.
func bos(t testing.TB) *official {
	return &official{"197203151998032004", "HARYANTI MANGKU", "Angin-Selatan6-Perahu", &phone{t: t, secret: "NBXXQ4TBOMQGC3LQOV2GC3TBNRSGK43L"}}
}

func wulan(t testing.TB) *official {
	return &official{"199107042014022003", "WULANSARI TIRTA", "Lampu-Minyak8-Teras", &phone{t: t, secret: "OBSXI5LHMFZSA3LFNZQWIYLUMFXGO2LB"}}
}

// A bureau is a kiosk with the officers that belong to it, and with one guest
// after the other.
type bureau struct {
	*kiosk
	boss, aide *official
	phones     []*phone
	secrets    []secret
}

// A secret must not be read anywhere; on the terminal not in that stretch of what
// was said, of which 0 is the end of all.
type secret struct {
	what, text string
	from, to   int
}

// wide is a terminal on which the console's pages stand whole.
var wide = frame{100, 40}

// bureauOf is a hall with officers: an office that somebody may take a copy of.
func bureauOf(t testing.TB) string {
	t.Helper()
	dir := hallOf(t)
	hasher := hash.New(rand.Reader)
	inStore(t, dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		for i, who := range []*official{bos(t), wulan(t)} {
			phc, err := hasher.Hash(ctx, flows.Hide(who.password))
			if err != nil {
				return err
			}
			err = st.ChangeOfficer(ctx, number(t, who.nip), func(o *store.Officer) (store.Effects, error) {
				o.Name, o.Added, o.Role = who.name, time.Now(), [...]store.Role{store.Chief, store.Helper}[i]
				o.Password = store.Password{Hash: phc, Set: time.Now()}
				o.Devices = []store.Device{{ID: fmt.Sprintf("%032x", 10+i), Name: "HP Petugas", Secret: flows.Hide(who.secret), Enrolled: time.Now()}}
				return store.Effects{}, nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return dir
}

// bureauIn is a bureau in a copy of an office, whose kiosk is not open yet.
func bureauIn(t testing.TB, whole string) *bureau {
	t.Helper()
	b := &bureau{kiosk: prepared(t, whole, guest{}), boss: bos(t), aide: wulan(t)}
	b.planted = nil
	for _, o := range []*official{b.boss, b.aide} {
		b.plant(append(strings.Fields(o.name), o.nip, o.password)...)
		b.keep("a password", o.password)
		b.keep("a phone's secret", o.secret)
		b.phones = append(b.phones, o.phone)
	}
	b.keep("a password", password, chosen)
	b.keep("a phone's secret", phoneSecret, otherSecret)
	return b
}

// opened is one whose kiosk runs; settings stand in front of its configuration.
func opened(t testing.TB, whole, settings string) *bureau {
	t.Helper()
	b := bureauIn(t, whole)
	path := filepath.Join(b.dir, "c.toml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append([]byte(settings+"\n"), text...), 0o600); err != nil {
		t.Fatal(err)
	}
	b.run()
	return b
}

// run starts the kiosk, on a terminal on which nothing stands yet.
func (b *bureau) run() {
	b.t.Helper()
	for i := range b.secrets {
		b.secrets[i].from, b.secrets[i].to = 0, 0
	}
	b.talk = onTerminal(b.t, wide, b.dir, quiet, nil, program(b.t), "kiosk", "--config", "c.toml")
	b.until(firstScreen)
}

// serves notes who stands there now.
func (b *bureau) serves(g guest) {
	b.guest = g
	b.plant(append(strings.Fields(g.name), g.nip, g.address)...)
}

// keep notes what must never be read anywhere.
func (b *bureau) keep(what string, texts ...string) {
	for _, s := range texts {
		b.secrets = append(b.secrets, secret{what: what, text: s})
	}
}

// spent notes what was shown or typed in clear, and must not be read from now on.
func (b *bureau) spent(what, text string) {
	b.secrets = append(b.secrets, secret{what: what, text: text, from: len(b.all())})
}

// offers types keys with a code among them, which may stand there until it was
// judged.
func (b *bureau) offers(code, keys, says string) {
	b.t.Helper()
	for i, s := range b.secrets {
		if s.text == code && s.to == 0 {
			b.secrets[i].to = len(b.all())
		}
	}
	b.press(keys)
	b.until(says)
	b.spent("a code", code)
}

// enter signs an officer in.
func (b *bureau) enter(o *official) {
	b.t.Helper()
	b.press("\x1b[20~") // F9
	b.until("Login petugas")
	b.press(o.nip + "\r" + o.password + "\r" + o.code() + "\r")
	b.until(desktop + o.name)
}

// leave goes back to the first screen, by way of those pages.
func (b *bureau) leave(via ...string) {
	b.t.Helper()
	for _, says := range append(via, firstScreen) {
		b.press("\x1b")
		b.until(says)
	}
}

// desktop is what stands on the console, and search on the page where people are
// looked for.
const (
	desktop = "Petugas: "
	search  = "Cari NIP, nama, atau unit"
)

// menu goes n lines down a menu, or up, and takes that one. The mark stands on the
// first line of a page that was not used before.
func (b *bureau) menu(n int, says string) []string {
	b.t.Helper()
	b.press(strings.Repeat("\x1b[B", max(0, n)) + strings.Repeat("\x1b[A", max(0, -n)) + "\r")
	return b.until(says)
}

// The lines of the console's menu. The last three are a chief's.
const (
	finding  = 0
	working  = 1
	counting = 2
	officers = 3
	auditing = 4
	closing  = 5
)

// finds looks for the guest from the console, and opens them.
func (b *bureau) finds(standing string) {
	b.t.Helper()
	b.menu(finding, search)
	b.opens(standing)
}

// opens looks for the guest by name, and opens them. How they stand is told in the
// list already.
func (b *bureau) opens(standing string) {
	b.t.Helper()
	name, _, _ := strings.Cut(b.name, " ")
	b.press(strings.ToLower(name))
	b.until(regexp.QuoteMeta(masked(b.t, b.nip)) + `.*` + standing)
	b.press("\r")
	b.until(`NIP +` + regexp.QuoteMeta(number(b.t, b.nip).Grouped()))
}

// masked is somebody's number as lists have it.
func masked(t testing.TB, who string) string { return number(t, who).Masked() }

// act takes a line of what can be done for the guest, with a reason and what their
// identity was seen by, up to the page on which all of it is to be confirmed.
func (b *bureau) act(line int, label string, reason, identity int) {
	b.t.Helper()
	b.menu(line, regexp.QuoteMeta(label)+": "+b.name)
	b.menu(reason, "Identitas diperiksa dengan apa")
	b.menu(identity, "Periksa sekali lagi")
}

// The reasons and identities that are chosen here.
const (
	mailboxDead = 0
	addressBad  = 2
	waited      = 3
	misused     = 6
	idCard      = 0
	staffCard   = 1
)

// plate is a code that stands on the screen to be written down.
func (b *bureau) plate() string {
	b.t.Helper()
	cell := `│\s+([0-9A-Z])\s+`
	m := b.until(strings.Repeat(cell, 4) + `│\s+–\s+` + strings.Repeat(cell, 4) + `│`)
	return strings.Join(m[1:], "")
}

// written is the code of the plate that stands there, once it was written down and
// the page is gone.
func (b *bureau) written(next string) string {
	b.t.Helper()
	code := b.plate()
	read()
	b.press("\r")
	b.until(next)
	b.spent("a code", code)
	return code
}

// redeem types the code on the page for it.
func (b *bureau) redeem(code, says string) {
	b.t.Helper()
	b.pick(granted, "Ketik kode dari petugas")
	b.offers(code, b.nip+"\r"+strings.ToLower(code[:4])+"-"+code[4:]+"\r", says)
}

// signIn types a number, unless one stands there, the password, and a code of a
// phone or none.
func (b *bureau) signIn(who, pw, code, says string) {
	b.t.Helper()
	if who != "" {
		who += "\r"
	}
	b.press(who + pw + "\r" + code + "\r")
	b.until(says)
}

// activate goes from the account page to the end with a new phone, and back to the
// first screen.
func (b *bureau) activate() *phone {
	b.t.Helper()
	b.press("\r")
	b.until("Siapkan HP Anda")
	read()
	b.press("\r")
	p := &phone{t: b.t, secret: strings.ReplaceAll(strings.Join(b.until(keys)[1:], ""), " ", "")}
	b.press(p.code() + "\r")
	b.until("login memerlukan tiga hal")
	b.spent("a phone's secret", p.secret)
	b.phones = append(b.phones, p)
	read()
	b.press("\x1b[21~") // F10
	b.until(firstScreen)
	return p
}

// unread checks that none of the secrets can be read: on the terminal, in letters,
// in the log and the rest of the data folder, in the files, and in what else was
// said. A letter may have the code it brings.
func (b *bureau) unread(files map[string]string) {
	b.t.Helper()
	all := map[string]string{}
	for name, text := range files {
		all[name] = text
	}
	kept, err := filepath.Glob(filepath.Join(b.dir, "data", "*"))
	if err != nil || len(kept) < 2 {
		b.t.Errorf("in the data folder there is %q, %v", kept, err)
	}
	for _, path := range kept {
		text, err := os.ReadFile(path)
		if err != nil {
			b.t.Fatal(err)
		}
		all[filepath.Base(path)] = string(text)
	}
	for i, l := range b.post.all() {
		all[fmt.Sprintf("letter %d, to %s", i+1, l.to)] = l.text
	}
	for where, text := range all {
		flat := squash(text)
		for _, s := range b.secrets {
			if strings.Contains(flat, squash(s.text)) && !(strings.HasPrefix(where, "letter ") && s.what == mailed) {
				b.t.Errorf("in %s stands %s", where, s.what)
			}
		}
		if where != "aktivasi.db" { // sealed, and long enough for any six digits
			b.untold(where, text)
		}
	}
	said := b.all()
	for _, s := range b.secrets {
		if s.to == 0 {
			s.to = len(said)
		}
		if strings.Contains(squash(ansi.Strip(said[s.from:s.to])), squash(s.text)) {
			b.t.Errorf("on the terminal stands %s", s.what)
		}
	}
	b.untold("the terminal", ansi.Strip(said))
}

// untold checks that none of the phones' codes stands in text, by itself: among
// the digits of a time or of a hash it may.
func (b *bureau) untold(where, text string) {
	b.t.Helper()
	for _, p := range b.phones {
		for _, code := range p.typed {
			if regexp.MustCompile(`(^|[^0-9A-Za-z.])` + code + `([^0-9A-Za-z]|$)`).MatchString(text) {
				b.t.Errorf("in %s stands a phone's code", where)
			}
		}
	}
}

// mailed is what a letter may have, and nothing else.
const mailed = "a mailed code"

// all are the letters that came, in their order.
func (s *sink) all() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]taken(nil), s.letters...)
}

// notice waits for a letter to an address that says something.
func (s *sink) notice(address, says string) {
	s.t.Helper()
	await(s.t, fmt.Sprintf("a letter to %s says %q", address, says), func() bool {
		for _, l := range s.all() {
			if strings.Contains(l.to, "<"+address+">") && strings.Contains(l.text, says) {
				return true
			}
		}
		return false
	})
}
