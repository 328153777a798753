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

// choose takes the line of a menu that begins with a label, wherever the mark of
// the chosen line stands.
func (b *bureau) choose(label, says string) []string {
	b.t.Helper()
	var passed []string
	for {
		b.until("› ")
		page := b.answer()
		line := strings.TrimSpace(page[strings.LastIndex(page, "› ")+len("› "):])
		if strings.HasPrefix(line, label) {
			break
		}
		line, _, _ = strings.Cut(line, "\n")
		if passed = append(passed, line); len(passed) > 20 {
			b.t.Fatalf("%q is not to be chosen among %q", label, passed)
		}
		b.press("\x1b[B")
	}
	b.press("\r")
	return b.until(says)
}

// finds looks for the guest by name, from the console, and opens them. How they
// stand is told in the list already.
func (b *bureau) finds(standing string) {
	b.t.Helper()
	b.choose("Cari pegawai", search)
	name, _, _ := strings.Cut(b.name, " ")
	b.press(strings.ToLower(name))
	b.until(regexp.QuoteMeta(masked(b.t, b.nip)) + `.*` + standing)
	b.press("\r")
	b.until(`NIP +` + regexp.QuoteMeta(number(b.t, b.nip).Grouped()))
}

// masked is somebody's number as lists have it.
func masked(t testing.TB, who string) string { return number(t, who).Masked() }

// act chooses what to do for the guest, for which reason and by what it is known
// who they are, up to the page on which all of it is to be confirmed.
func (b *bureau) act(what, reason, identity string) {
	b.t.Helper()
	b.choose(what, regexp.QuoteMeta(what)+": "+b.name)
	b.choose(reason, "Identitas diperiksa dengan apa")
	b.choose(identity, "Periksa sekali lagi")
}

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
