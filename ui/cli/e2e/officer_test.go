//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aktivasi/flows/run/roster/rostertest"
)

// An office from its first day: the first officer is added by a command, with a
// code that is said once, and every other by a chief, at a terminal or on the
// screen. Who is a helper sees neither the audit nor the list of officers.
func TestOfficers(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	b := bureauIn(t, office(t, configText))
	b.serves(budi)
	roster(t, filepath.Join(b.dir, "r.csv"), rostertest.Person{NIP: budi.nip, Name: budi.name, Mail: budi.address})
	runs(t, b.dir, program(t), "roster", "import", "--config", "c.toml", "r.csv")

	first := runs(t, b.dir, program(t), "officer", "add", "--config", "c.toml", "--name", b.boss.name, b.boss.nip)
	code := said(t, first, `(?m)^code +([0-9A-Z]{4}-[0-9A-Z]{4})$`)
	if said(t, first, `(?m)^role +(\S+)$`) != "kepala" || strings.Contains(first, b.boss.nip) {
		t.Errorf("officer add says\n%s", first)
	}
	b.run()
	b.enrol(b.boss, code)
	b.until("Daftar petugas")
	b.leave()
	b.enter(b.boss) // with the next code
	b.choose("Catatan audit", `petugas login +`+regexp.QuoteMeta(masked(t, b.boss.nip)))
	b.press("\x1b")
	b.until(desktop)

	// One who has signed in is there, so nobody is the first any more.
	out, err := b.asks("officer", "add", "--config", "c.toml", "--name", b.aide.name, b.aide.nip)
	if err == nil || !strings.Contains(out, "A chief (kepala) signs in.") || !strings.Contains(out, "hint: a chief") {
		t.Errorf("without a chief: %v\n%s", err, out)
	}

	// On the screen.
	b.choose("Daftar petugas", b.boss.name+`.*kepala`)
	b.choose("Tambah petugas", "Nama petugas")
	b.press(b.aide.nip + "\r" + b.aide.name + "\r")
	b.until("Kode undangan")
	code = b.written(regexp.QuoteMeta(masked(t, b.aide.nip)) + `.*petugas, belum login`)
	b.leave(desktop)
	b.enrol(b.aide, code)
	page := b.until(`(?s)` + desktop + b.aide.name + `.*Tutup kiosk`)[0]
	if strings.Contains(page, "Daftar petugas") || strings.Contains(page, "Catatan audit") {
		t.Errorf("a helper sees\n%s", page)
	}
	b.leave()
	b.press("\x1b[20~")
	b.until("Login petugas")
	b.offers(code, "\x1bOR"+b.aide.nip+"\r"+code+"\r", "sudah tidak berlaku") // F3, and it is used up
	b.leave("Pertama kali")

	// At a terminal.
	another := []string{"officer", "add", "--config", "c.toml", "--name", ratna.name, "--role", "kepala", ratna.nip}
	x := onTerminal(t, frame{80, 24}, b.dir, quiet, nil, program(t), another...)
	b.proves(x, b.aide)
	x.until("only a chief")
	if code := x.end(); code != 1 {
		t.Errorf("for a helper officer add ends with %d", code)
	}
	x = onTerminal(t, frame{80, 24}, b.dir, quiet, nil, program(t), another...)
	otp := b.proves(x, b.boss)
	code = said(t, x.until(`(?s)code +[0-9A-Z]{4}-[0-9A-Z]{4}.*not shown again`)[0], `code +([0-9A-Z]{4}-[0-9A-Z]{4})`)
	if code := x.end(); code != 0 {
		t.Errorf("officer add ends with %d", code)
	}
	if strings.Contains(x.all(), b.boss.password) || strings.Contains(x.all(), otp) {
		t.Errorf("what a chief types is to be seen:\n%s", x.all())
	}
	b.keep("a code that a command said", code)

	b.closed()
	b.unread(nil)
	b.sound()
}

// enrol is an officer's first sign-in: with the one-time code, at the kiosk.
func (b *bureau) enrol(o *official, code string) {
	b.t.Helper()
	b.press("\x1b[20~") // F9
	b.until("Pertama kali")
	b.press("\x1bOR") // F3
	b.until("Kode undangan")
	b.offers(code, o.nip+"\r"+code+"\r", "Buat password petugas")
	b.press(o.password + "\r")
	b.until("Semua syarat terpenuhi")
	b.press(o.password + "\r")
	o.phone = &phone{t: b.t, secret: strings.ReplaceAll(strings.Join(b.until(keys)[1:], ""), " ", "")}
	b.press(o.code() + "\r")
	b.until(desktop + o.name)
	b.spent("a phone's secret", o.secret)
	b.phones = append(b.phones, o.phone)
}

// proves is an officer who signs in where a command asks for a chief. It returns
// the code that was typed.
func (b *bureau) proves(x *talk, o *official) (otp string) {
	b.t.Helper()
	x.until("NIP: $")
	x.press(o.nip + "\r")
	x.until("Password: $")
	x.press(o.password + "\r")
	x.until("OTP: $")
	otp = o.code()
	x.press(otp + "\r")
	return otp
}

// asks runs a command in the office to its end, whatever that is.
func (b *bureau) asks(args ...string) (said string, err error) {
	b.t.Helper()
	c := exec.CommandContext(b.t.Context(), program(b.t), args...)
	c.Dir, c.Env = b.dir, bare()
	out, err := c.CombinedOutput()
	return string(out), err
}

// does runs one that must end well.
func (b *bureau) does(args ...string) string {
	b.t.Helper()
	return runs(b.t, b.dir, program(b.t), append(args, "--config", "c.toml")...)
}

// said is what a pattern captures of a text.
func said(t testing.TB, text, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("there is no %s in\n%s", pattern, text)
	}
	return m[1]
}

// roster writes people down as SIASN does, as civil servants who are active.
func roster(t testing.TB, path string, people ...rostertest.Person) {
	t.Helper()
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	_ = w.Write(rostertest.Header)
	for _, p := range people {
		p.Kind, p.StandingCode, p.Standing, p.Unit = "PNS Daerah", "01", "Aktif", "SD NEGERI 2 CONTOH"
		_ = w.Write(p.Row())
	}
	w.Flush()
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
