//go:build e2e && linux

package e2e_test

import (
	"regexp"
	"strings"
	"testing"

	"aktivasi/flows/otp"
	"aktivasi/store"
)

// An officer is who helps at the desk, as they stand in a store of their own.
var officer = struct{ nip, name, password string }{"197904042005012001", "RATIH PURBANINGSIH", "Meja-Depan6-Terang"}

// A day of an officer: the first sign-in with the code that was printed once, a
// phone bound to it, somebody without a mailbox found and helped with a code on
// paper, the list of cases, how the day goes, the audit; and then the kiosk closed,
// which nobody else can.
func TestOfficer(t *testing.T) {
	needs(t, "oathtool", "tmux")
	t.Parallel()
	k := prepared(t, hallOf(t), yanti)
	said := runs(t, k.dir, program(t), "officer", "add", "--config", "c.toml", "--name", officer.name, officer.nip)
	invite := regexp.MustCompile(`(?m)^code +(\w{4})-(\w{4})$`).FindStringSubmatch(said)
	if invite == nil {
		t.Fatalf("officer add says\n%s", said)
	}
	code := invite[1] + invite[2]
	k.open()
	fresh := k.shows()

	// The guest's address is somebody else's: that becomes a case.
	k.toCounter()
	number := k.until(`Nomor kasus Anda: (\d+)`)[1]
	k.press("\r")
	k.until(firstScreen)

	k.plant(officer.name, officer.password, code)
	k.press("\x1b[20~") // F9
	k.until("Login petugas")
	k.press("\x1bOR") // F3
	k.until("Ketik kode undangan Anda")
	k.press(officer.nip + "\r" + code + "\r")
	k.until("Buat password petugas")
	k.press(officer.password + "\r" + officer.password + "\r")
	m := k.until(keys)
	secret := strings.ReplaceAll(m[1]+m[2], " ", "")
	k.plant(secret)
	first, step := oath(t, secret)
	k.press(first + "\r")
	k.until("(?s)Meja petugas.*Cari pegawai")

	// Found as it is typed, opened, and a code on paper.
	k.press("\r")
	k.until("Ketik sebagian NIP")
	k.press("pramudya")
	k.until("1 pegawai")
	k.until(`DWIYANTI PRAMUDYAWARDANI +19780303\*{6}2004`)
	k.press("\r")
	k.until("(?s)Data pegawai.*" + regexp.QuoteMeta(k.nip))
	k.act("Beri kode untuk reset password")
	k.act("Email terdaftar tidak dapat dibuka")
	k.act("Kartu pegawai")
	k.until("Periksa sekali lagi")
	k.press("\r")
	k.until("Kode untuk pegawai")
	boxed := k.until(`│ *(\w) +(\w) +(\w) +(\w) +(\w) +(\w) +(\w) +(\w) *│|\b([0-9A-Z]{4})[ –-]+([0-9A-Z]{4})\b`)
	grant := strings.Join(boxed[1:], "")
	k.plant(grant)
	read()
	k.press("\r")
	k.until("Data pegawai")
	k.press("\x1b")
	k.until("Cari pegawai")
	k.press("\x1b")
	k.until("Meja petugas")

	// The case is there, and is worked off.
	k.act("Daftar kasus")
	k.until(number)
	k.press("\r")
	k.until("Keadaan")
	k.act("Tandai selesai")
	k.until("Kasus diperbarui")
	k.press("\x1b")
	k.until("Meja petugas")
	k.act("Kemajuan aktivasi")
	k.until("JUMLAH")
	k.press("\x1b")
	k.until("Meja petugas")
	k.act("Catatan audit")
	k.until("kode diberikan")
	mark := len(k.all())
	k.press("\x1b[21~")
	k.until(firstScreen)
	k.asFound(fresh, mark)

	// With the code on paper the guest gets in by themselves.
	k.pick(granted, "Ketik kode dari petugas")
	k.press(k.nip + "\r" + grant + "\r")
	k.until("Buat password baru")
	k.press(chosen + "\r" + chosen + "\r")
	k.until("Password Anda sudah siap")
	k.press("\x1b[21~")
	k.until(firstScreen)

	// And only the officer closes the kiosk, with another code than the first.
	k.press("\x1b[20~")
	k.until("Login petugas")
	next, _ := oathAfter(t, secret, step)
	k.press(officer.nip + "\r" + officer.password + "\r" + next + "\r")
	k.until("Meja petugas")
	k.act("Tutup kiosk")
	k.until("Hanya petugas|Program berakhir")
	k.press("\r")
	if code := k.end(); code != 0 {
		t.Errorf("it ends with %d", code)
	}
	k.restored()
	k.left(0)
	a := k.sound()
	if len(a.Mailed) > 0 || a.Grant != nil {
		t.Errorf("%d letters went out, and a code on paper is still good: %v", len(a.Mailed), a.Grant != nil)
	}
	_ = otp.Period
	_ = store.Real
}

// act takes the line of a menu that begins with a label, wherever the mark of the
// chosen line stands.
func (k *kiosk) act(label string) {
	k.t.Helper()
	at := regexp.MustCompile(`(?m)^ *› ` + regexp.QuoteMeta(label))
	await(k.t, "the menu's mark comes to "+label, func() bool {
		if at.MatchString(k.shows()) {
			return true
		}
		k.press("\x1b[B")
		return false
	})
	k.press("\r")
}
