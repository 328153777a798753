//go:build e2e && linux

package e2e_test

import (
	"regexp"
	"testing"
)

// Somebody whose mailbox is dead, at an office where two officers answer for
// each code: a case with a which, a code on paper, a password, MFA, and the case
// is worked off.
func TestHelped(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	b := opened(t, bureauOf(t), "two_person = true")
	b.serves(ratna)
	b.toAddress(forgot)
	b.press("\x1bOS") // F4: it is not hers
	which := b.until(`Nomor kasus Anda: (\d+)`)[1]
	read()
	b.press("\r")
	b.until(firstScreen)

	b.enter(b.aide)
	b.until("Kasus terbuka: 1")
	b.choose("Daftar kasus", which+` +Email.*Baru`)
	b.press("\r")
	b.until(`Keadaan +Baru`)
	b.choose("Tangani kasus ini", which+` +Email.*Ditangani`)
	b.press("\r")
	b.until(`Keadaan +Ditangani, ` + b.aide.name)
	b.choose("Buka data pegawai ini", `Email +`+ratna.address)
	b.act("Beri kode untuk reset password", "Email terdaftar tidak dapat dibuka", "KTP")
	b.seconded(b.aide, "orang lain")
	b.seconded(b.boss, "Kode untuk pegawai")
	code := b.written(`Kasus +` + which)
	b.leave(search, desktop)

	b.redeem(code, "Buat password baru")
	b.press(chosen + "\r")
	b.until("Semua syarat terpenuhi")
	b.press(chosen + "\r")
	b.until("Password Anda sudah siap")
	read()
	b.press("\r")
	b.until("Login dengan NIP dan password")
	b.signIn("", chosen, "", "Keluar dari akun")
	b.activate()
	b.redeem(code, "tidak sesuai") // once
	b.leave()
	for _, says := range []string{"Password akun", "Perangkat autentikator"} {
		b.post.notice(ratna.address, says)
	}

	b.enter(b.boss)
	b.choose("Daftar kasus", which+` +Email.*Ditangani`)
	b.press("\r")
	b.until(`Keadaan +Ditangani, ` + b.aide.name)
	b.choose("Tandai selesai", which+` +Email.*Selesai`)
	b.press("\x1b")
	b.until("Tidak ada kasus terbuka")
	b.choose("Kemajuan aktivasi", `Hari ini 1 pegawai`)
	b.until(`JUMLAH +5 +2 +3 +\S+ +40% +0`)
	b.press("\x1b")
	b.until(desktop)
	b.finds("Sudah aktivasi")
	b.leave(search, desktop)

	audit := b.does("audit", "export")
	for what, detail := range map[string]string{
		"case-opened": "", "case-taken": "case " + which, "case-closed": "case " + which, "person-opened": "",
		"grant-given": "password; mailbox; id-card; with " + masked(t, b.boss.nip), "grant-accepted": "password",
	} {
		if !regexp.MustCompile(`"` + what + `".*` + regexp.QuoteMeta(detail)).MatchString(audit) {
			t.Errorf("of %s, %s, the audit knows nothing", what, detail)
		}
	}
	if s := b.found(audit); s != nil {
		t.Errorf("in the audit stands %q", s)
	}
	b.closed()
	b.unread(map[string]string{"the audit": audit})
	b.sound()
}

// seconded has another officer agree to what stands there, or try to.
func (b *bureau) seconded(o *official, says string) {
	b.t.Helper()
	b.press("\x15" + o.nip + "\r" + o.code() + "\r") // Ctrl+U
	b.until(says)
}
