//go:build e2e && linux

package e2e_test

import (
	"regexp"
	"strings"
	"testing"
)

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
	granted = 5
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
