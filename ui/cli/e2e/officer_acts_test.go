//go:build e2e && linux

package e2e_test

import (
	"fmt"
	"regexp"
	"testing"

	"aktivasi/store"
)

// An officer corrects an address: the old one and the new one hear of it, without
// a code, and the next code goes to the new one alone.
func TestAddressCorrected(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	const right = "pramudya.baru@cabang.example"
	b := opened(t, bureauOf(t), "")
	b.serves(yanti)
	b.enter(b.aide)
	b.finds("Password saja")
	b.act("Perbaiki alamat email", "Email terdaftar salah", "Kartu pegawai")
	b.press("pramudya.baru\r")
	b.until("Alamat email belum lengkap")
	b.press("@cabang.example\r")
	b.until(`Email +` + right)
	b.leave(search, desktop)
	for _, address := range []string{yanti.address, right} {
		b.post.notice(address, "diganti oleh petugas")
		if codes := b.post.codes(address); codes != nil {
			t.Errorf("and to %s goes %q", address, codes)
		}
	}

	b.guest.address = right
	b.toCode(forgot)
	b.press("\r")
	b.until("Buat password baru")
	b.spent(mailed, b.post.code(right, 1))
	b.press("\x1b[21~") // F10
	b.until(firstScreen)
	if codes := b.post.codes(yanti.address); codes != nil {
		t.Errorf("to the old address goes %q", codes)
	}
	b.closed()
	b.unread(nil)
	b.sound()
}

// Strangers make somebody's account wait, and its owner gets in at once with an
// officer's code, while they go on. An officer takes waits off, closes an account
// and opens it again.
func TestWaits(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	b := opened(t, bureauOf(t), "")
	b.serves(siti)
	dinas, rumah := &phone{t: t, secret: phoneSecret}, &phone{t: t, secret: otherSecret}
	b.phones = append(b.phones, dinas, rumah)
	b.strangers(5)
	b.toSignIn()
	b.signIn(b.nip, password, dinas.code(), "Terlalu banyak percobaan.*Coba lagi dalam")
	b.leave()

	b.enter(b.aide)
	b.finds("Terkunci")
	b.until("5 salah berturut-turut, menunggu sampai")
	b.act("Beri kode untuk melewati masa tunggu", "Terkunci karena percobaan", "KTP")
	b.press("\r")
	code := b.written("5 salah berturut-turut")
	b.leave(search, desktop)
	b.strangers(1) // who make it wait again
	b.redeem(code, "Masa tunggu dilewati")
	b.signIn("", password, dinas.code(), "Keluar dari akun")
	b.leave()
	b.post.notice(siti.address, "setelah beberapa kali salah")

	b.strangers(5)
	b.enter(b.boss)
	b.finds("Terkunci")
	b.act("Buka kunci", "Terkunci karena percobaan", "KTP")
	b.press("\r")
	b.until("Selesai dan tercatat")
	b.leave(search, desktop)
	b.toSignIn()
	b.signIn(b.nip, password, rumah.code(), "Keluar dari akun")
	b.leave()

	b.enter(b.aide)
	b.finds("Sudah aktivasi")
	b.act("Nonaktifkan akun", "Dugaan penyalahgunaan", "Kartu pegawai")
	b.press("\r")
	b.until("Selesai dan tercatat")
	b.leave(search, desktop)
	b.toSignIn()
	b.signIn(b.nip, password, rumah.code(), "Status pegawai tidak aktif")
	b.leave()

	b.enter(b.boss)
	b.finds("")
	b.act("Aktifkan akun kembali", "Permintaan pegawai", "Kartu pegawai")
	b.press("\r")
	b.until("Selesai dan tercatat")
	b.leave(search, desktop)
	b.toSignIn()
	b.signIn(b.nip, password, rumah.code(), "Keluar dari akun")
	b.leave()
	audit := b.does("audit", "export")
	for what, detail := range map[string]string{
		"grant-given": "wait; waits; id-card", "grant-accepted": "wait", "unlocked": "waits; id-card",
		"account-disabled": "misuse; staff-card", "account-enabled": "asked; staff-card",
	} {
		if !regexp.MustCompile(`"` + what + `".*"` + detail + `"`).MatchString(audit) {
			t.Errorf("of %s, %s, the audit knows nothing", what, detail)
		}
	}
	b.closed()
	b.unread(map[string]string{"the audit": audit})

	a := b.sound()
	if a.Tries != ([store.Counters]store.Count{}) || a.Closed() || a.Grant != nil {
		t.Errorf("of all that is left %+v, %v, %v", a.Tries, a.Closed(), a.Grant)
	}
}

// strangers type that many wrong passwords, until they have to wait.
func (b *bureau) strangers(n int) {
	b.t.Helper()
	b.toSignIn()
	b.press(b.nip + "\r")
	for left := n - 1; left >= 0; left-- {
		says := fmt.Sprintf(`Sisa percobaan %d\.`, left)
		if left == 0 {
			says = "Coba lagi dalam"
		}
		b.press("Bukan-Password-" + string(rune('A'+left)) + "1\r\r")
		b.until(says)
	}
	b.leave()
}
