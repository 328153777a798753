//go:build e2e && linux

package e2e_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
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
	user, _, _ := strings.Cut(who.address, "@")
	k.planted = append(strings.Fields(who.name), who.nip, who.address, user, password)
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

// inside is a file of the data folder as the program has it.
func inside(k *kiosk, name string) string {
	return filepath.Join("/proc", strconv.Itoa(k.pid), "root", k.dir, "data", name)
}

// snapshot is an office with the store that a running kiosk has now. While it waits
// for somebody to answer that is a whole one.
func snapshot(k *kiosk, whole string) (dir string) {
	k.t.Helper()
	b, err := os.ReadFile(inside(k, "aktivasi.db"))
	if err != nil {
		k.t.Fatal(err)
	}
	dir = copied(k.t, whole)
	if err := os.WriteFile(filepath.Join(dir, "data", "aktivasi.db"), b, 0o600); err != nil {
		k.t.Fatal(err)
	}
	return dir
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
