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
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
)

// A guest is somebody who comes to the kiosk in the hall.
type guest struct{ nip, name, address string }

// One for each way of standing there. Nothing of them is like anything that the
// program says by itself.
var (
	ratna = guest{"198502172010012003", "ROSWITHA KUSUMANINGRUM", "roswitha@surat.example"}    // never signed in
	budi  = guest{someone, "ZULKARNAEN SANTOSO", "zulkarnaen@kantor.example"}                  // has a password
	siti  = guest{"199312012025212001", "SITIHAJAR MAEMUNAH", "sitihajar@sekolah.example"}     // and two phones
	tono  = guest{"198802292012122003", "HARTOWIDJAJA PURWOKO", "hartowidjaja@balai.example"}  // and it is weak
	yanti = guest{"197803032005012004", "DWIYANTI PRAMUDYAWARDANI", "dwiyanti@cabang.example"} // has an address that is not hers
)

// What they have.
const (
	weakPassword = "kopi"
	phoneSecret  = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	otherSecret  = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
)

// hallOf is an office whose guests are all known.
func hallOf(t testing.TB) string {
	t.Helper()
	dir := office(t, configText)
	hasher := hash.New(rand.Reader)
	record := func(pw string) store.Password {
		phc, err := hasher.Hash(t.Context(), flows.Hide(pw))
		if err != nil {
			t.Fatal(err)
		}
		return store.Password{Hash: phc, Set: time.Now()}
	}
	strong, weak := record(password), record(weakPassword)
	device := func(n int, name, secret string) store.Device {
		return store.Device{ID: fmt.Sprintf("%032x", n), Name: name, Secret: flows.Hide(secret), Enrolled: time.Now().Add(-time.Hour)}
	}
	guests := map[guest]store.Account{
		ratna: {},
		budi:  {Password: strong},
		siti:  {Password: strong, Devices: []store.Device{device(1, "HP Dinas", phoneSecret), device(2, "HP Rumah", otherSecret)}},
		tono:  {Password: weak},
		yanti: {Password: strong},
	}
	inStore(t, dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		for g, a := range guests {
			a.NIP, a.Name, a.Email, a.Unit = number(t, g.nip), g.name, g.address, "Sekretariat Daerah"
			err := st.Merge(ctx, []nip.NIP{a.NIP}, func(_ int, is *store.Account, _ bool) (bool, store.Effects, error) {
				*is = a
				return true, store.Effects{}, nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return dir
}

// A kiosk is the program in the hall, with one guest before it.
type kiosk struct {
	*talk
	guest
	dir     string
	post    *sink
	planted []string // whatever of the guest was typed or shown, and must be gone afterwards
}

// welcome starts the kiosk of a hall for a guest.
func welcome(t testing.TB, whole string, who guest, args ...string) *kiosk {
	t.Helper()
	k := prepared(t, whole, who)
	k.open(args...)
	return k
}

// prepared is a kiosk that is not open yet.
func prepared(t testing.TB, whole string, who guest) *kiosk {
	t.Helper()
	k := &kiosk{guest: who, dir: copied(t, whole), post: newSink(t)}
	k.talk = &talk{t: t}
	text, _, _ := strings.Cut(configText, "[mail]")
	if err := os.WriteFile(filepath.Join(k.dir, "c.toml"), []byte(text+k.post.config("3s")), 0o600); err != nil {
		t.Fatal(err)
	}
	user, domain, _ := strings.Cut(who.address, "@")
	k.planted = append(strings.Fields(who.name), who.nip, who.address, user, domain, password)
	return k
}

// open starts the program, and waits for its first screen.
func (k *kiosk) open(args ...string) {
	k.t.Helper()
	k.talk = onTerminal(k.t, frame{80, 24}, k.dir, quiet, nil, program(k.t), append([]string{"kiosk", "--config", "c.toml"}, args...)...)
	k.until(firstScreen)
}

// firstScreen is what stands on the first screen, and nowhere else.
const firstScreen = "Apa yang ingin Anda lakukan"

// pick takes the n-th line of the first screen's menu, counted from 0.
func (k *kiosk) pick(n int, title string) {
	k.t.Helper()
	k.press(strings.Repeat("\x1b[B", n) + "\r")
	k.until(title)
}

// plant notes something that was typed or shown.
func (k *kiosk) plant(s ...string) { k.planted = append(k.planted, s...) }

// Walks from the first screen to where somebody is in the middle of something.

func (k *kiosk) toSignIn() { k.t.Helper(); k.pick(0, "Login dengan NIP dan password") }

// typing is a password that can be read, since it was asked to be shown.
func (k *kiosk) typing(field, pw string) {
	k.t.Helper()
	k.press(field + pw)
	k.until("•{4}")
	k.press("\x05") // Ctrl+E
	k.until(regexp.QuoteMeta(pw))
	k.plant(pw)
}

func (k *kiosk) toPassword() { k.t.Helper(); k.toSignIn(); k.typing(k.nip+"\r", password) }

func (k *kiosk) toAccount() {
	k.t.Helper()
	k.toSignIn()
	k.press(k.nip + "\r" + password + "\r" + k.otp() + "\r")
	k.until("Keluar dari akun")
}

// otp is the code of a guest who has a phone, or none.
func (k *kiosk) otp() string {
	if k.guest != siti {
		return ""
	}
	code, _ := oath(k.t, phoneSecret)
	return code
}

func (k *kiosk) toPrepare() {
	k.t.Helper()
	k.toAccount()
	k.press("\r")
	k.until("Siapkan HP Anda")
	read()
}

func (k *kiosk) toScan() {
	k.t.Helper()
	k.toPrepare()
	k.press("\r")
	m := k.until(keys)
	for _, half := range m[1:] {
		k.plant(strings.ReplaceAll(half, " ", ""))
	}
}

func (k *kiosk) toActivated() {
	k.t.Helper()
	k.toScan()
	n := len(k.planted)
	code, _ := oath(k.t, k.planted[n-2]+k.planted[n-1])
	k.press(code + "\r")
	k.until("login memerlukan tiga hal")
	read()
}

// introduced types the number and answers a sum.
func (k *kiosk) introduced(line int) {
	k.t.Helper()
	k.pick(line, "Masukkan NIP dan captcha")
	k.press(k.nip + "\r")
	k.until("digit|lahir")
	k.press("\x01") // Ctrl+A
	m := k.until(`Berapa (\w+) ditambah (\w+)\?`)
	k.press(sum(k.t, m[1], m[2]) + "\r")
	k.until("Ketik alamat email")
}

const (
	forgot  = 1 // lines of the first screen's menu
	weakOne = 2
	lost    = 3
	granted = 4
)

func (k *kiosk) toAddress(line int) {
	k.t.Helper()
	k.introduced(line)
	k.press(k.address)
	k.until(regexp.QuoteMeta(k.address))
}

func (k *kiosk) toCode(line int) {
	k.t.Helper()
	k.toAddress(line)
	k.press("\r")
	k.until("Ketik kode dari email")
	code := k.post.code(k.address, 1)
	k.plant(code)
	k.press(code)
	k.until(apart(code))
}

// apart matches text whose characters stand in boxes.
func apart(text string) string { return strings.Join(strings.Split(text, ""), `\W*`) }

func (k *kiosk) toNewPassword() {
	k.t.Helper()
	k.toCode(forgot)
	k.press("\r")
	k.until("Buat password baru")
	k.typing("", chosen)
}

func (k *kiosk) toPasswordSet() {
	k.t.Helper()
	k.toNewPassword()
	k.press("\r" + chosen + "\r")
	k.until("Password Anda sudah siap")
	read()
}

func (k *kiosk) toReset() {
	k.t.Helper()
	k.toCode(lost)
	k.press("\r")
	k.until("MFA Anda sudah direset")
	read()
}

func (k *kiosk) toWeak() {
	k.t.Helper()
	k.pick(weakOne, "Login dahulu dengan password lama")
	k.press(k.nip + "\r" + weakPassword + "\r\r")
	k.until("Password Anda lemah")
	k.typing("", chosen)
}

func (k *kiosk) toCounter() {
	k.t.Helper()
	k.toAddress(forgot)
	k.press("\x1bOS") // F4: it is not hers
	k.until("Petugas kepegawaian akan membantu Anda")
}

func (k *kiosk) toGrant() {
	k.t.Helper()
	k.pick(granted, "Ketik kode dari petugas")
	k.press(k.nip + "\rKDE47RTH")
	k.plant("KDE47RTH")
	k.until(apart("KDE47RTH"))
}

func (k *kiosk) toOfficer() {
	k.t.Helper()
	k.press("\x1b[20~") // F9
	k.until("Login petugas")
	k.typing(k.nip+"\r", password)
}

// Deeper into the account of somebody who has two phones: down the menu, and on.
func (k *kiosk) toDevice() {
	k.t.Helper()
	k.toAccount()
	k.press("\r")
	k.until("Apa yang ingin Anda lakukan dengan perangkat ini")
}

func below(walk func(*kiosk), line int, title string) func(*kiosk) {
	return func(k *kiosk) {
		k.t.Helper()
		walk(k)
		k.press(strings.Repeat("\x1b[B", line) + "\r")
		k.until(title)
	}
}

// on is a walk that begins on that line of the first screen's menu.
func on(line int, walk func(*kiosk, int)) func(*kiosk) { return func(k *kiosk) { walk(k, line) } }

// A place is a screen that somebody can come to without an officer.
type place struct {
	name string
	who  guest
	walk func(*kiosk)
}

// places are all of them, but the first screen and help.
var places = []place{
	{"sign-in", budi, (*kiosk).toPassword},
	{"account", budi, (*kiosk).toAccount},
	{"prepare", budi, (*kiosk).toPrepare},
	{"scan", budi, (*kiosk).toScan},
	{"activated", budi, (*kiosk).toActivated},
	{"old password", budi, below((*kiosk).toAccount, 1, "Masukkan password lama")},
	{"address", ratna, on(forgot, (*kiosk).toAddress)},
	{"code", ratna, on(forgot, (*kiosk).toCode)},
	{"new password", ratna, (*kiosk).toNewPassword},
	{"password set", ratna, (*kiosk).toPasswordSet},
	{"counter", yanti, (*kiosk).toCounter},
	{"weak password", tono, (*kiosk).toWeak},
	{"lost, address", siti, on(lost, (*kiosk).toAddress)},
	{"lost, code", siti, on(lost, (*kiosk).toCode)},
	{"lost, reset", siti, (*kiosk).toReset},
	{"device", siti, (*kiosk).toDevice},
	{"rename", siti, below((*kiosk).toDevice, 0, "Ganti nama perangkat")},
	{"remove", siti, below((*kiosk).toDevice, 1, "Setelah dihapus")},
	{"another device", siti, below((*kiosk).toAccount, 2, "Tambah perangkat")},
	{"grant", budi, (*kiosk).toGrant},
	{"officer", budi, (*kiosk).toOfficer},
}

// there returns the places of those names.
func there(t testing.TB, names ...string) (some []place) {
	t.Helper()
	for _, name := range names {
		n := len(some)
		for _, p := range places {
			if p.name == name {
				some = append(some, p)
			}
		}
		if len(some) == n {
			t.Fatalf("there is no place %q", name)
		}
	}
	return some
}

// closed ends the kiosk as a shutdown does, and checks that this went well.
func (k *kiosk) closed() {
	k.t.Helper()
	k.signal(syscall.SIGTERM)
	if code := k.end(); code != 0 {
		k.t.Errorf("it ends with %d, after\n%s", code, k.answer())
	}
	k.restored()
}

// wipe is what empties a screen and then what has scrolled off it.
const wipe = "\x1b[2J\x1b[3J"

// rest is what was said since the last wipe that came after the last key, without
// what only moves and paints, if there was one.
func (k *kiosk) rest() (text string, wiped bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	said := string(k.said[k.since:])
	i := strings.LastIndex(said, wipe)
	if i < 0 {
		return "", false
	}
	return ansi.Strip(said[i:]), true
}

// squash is text without what only arranges it: blanks, lines, boxes.
func squash(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, text)
}

// found returns what of the guest stands in text, however it is arranged.
func (k *kiosk) found(text string) (all []string) {
	text = squash(ansi.Strip(text))
	for _, p := range k.planted {
		if strings.Contains(text, squash(p)) {
			all = append(all, p)
		}
	}
	return all
}

// sound checks what the program leaves behind: a store that is whole, a log in
// which nobody can be read, and no last words of a death.
func (k *kiosk) sound() store.Account {
	k.t.Helper()
	log, err := os.ReadFile(filepath.Join(k.dir, "data", "aktivasi.log"))
	if err != nil {
		k.t.Fatal(err)
	}
	if s := k.found(string(log)); s != nil {
		k.t.Errorf("in the log stands %q", s)
	}
	if _, err := os.Lstat(filepath.Join(k.dir, "data", "crash")); err == nil {
		k.t.Error("there is a file of last words")
	}
	return account(k.t, k.dir, store.Real, k.nip)
}
