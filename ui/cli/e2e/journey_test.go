//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"aktivasi/flows/otp"
	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/flows/run/smtp/postfix"
)

// A traveller is somebody who has never activated an account.
type traveller struct {
	nip, name, address, masked string
	reading                    string // what the first screen reads out of the number
	window                     window
}

var travellers = []traveller{
	{
		"198502172010012003", "SRI WAHYUNI", "sri.wahyuni@kantor.example", `sri\*{5}@kantor\.example`,
		"PNS, lahir 17 Februari 1985", window{frame{80, 24}, 11, false},
	},
	{
		"199312012025212001", "SITI AMINAH", "siti@sekolah.example", `sit\*{5}@sekolah\.example`,
		"PPPK, lahir 1 Desember 1993", window{frame{120, 40}, 11, true},
	},
}

// Everything, from a file of SIASN to the second phone, as it happens in an
// office: nothing is known to the test that a person would not see.
func TestJourney(t *testing.T) {
	needs(t, "Xvfb", "xterm", "tmux", "import", "zbarimg", "oathtool", "fc-match")
	post := postfix.Test(t)
	for _, who := range travellers {
		t.Run(who.window.String(), func(t *testing.T) { // not in parallel: the mail server ends with TestJourney
			dir := office(t, strings.Replace(configText, `host = "127.0.0.1"`, fmt.Sprintf(
				"host = %q\nport = %d\ntls = \"starttls\"\nca_file = %q", post.Host, post.Port, post.CAFile), 1))
			enlist(t, dir)
			j := &journey{t: t, traveller: who, post: post, dir: dir, desk: sitDown(t, who.window, shots(t),
				"env", "LANG=id_ID.UTF-8", "TZ=Asia/Jakarta", "sh", "-c", `cd "$0" && echo $$ >pid && "$@"; echo $? >code.new; mv code.new code`,
				dir, program(t), "kiosk", "--config", "c.toml")}
			j.travel()
		})
	}
}

// enlist imports the travellers, and says what came of it.
func enlist(t *testing.T, dir string) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(rostertest.Header)
	for _, who := range travellers {
		p := rostertest.Person{NIP: who.nip, Name: who.name, Mail: who.address, Kind: "PNS Daerah", StandingCode: "01", Standing: "Aktif", Unit: "SD NEGERI 2 CONTOH"}
		if strings.HasPrefix(who.reading, "PPPK") {
			p.Kind, p.StandingCode, p.Standing = "", "71", "PPPK Aktif"
		}
		_ = w.Write(p.Row())
	}
	w.Flush()
	if err := os.WriteFile(filepath.Join(dir, "r.csv"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := runs(t, dir, program(t), "roster", "import", "--config", "c.toml", "r.csv"); !strings.Contains(said, " 2  added\n") {
		t.Fatalf("import says\n%s", said)
	}
}

// A journey is one traveller at a desk.
type journey struct {
	traveller
	*desk
	t    *testing.T
	post *postfix.Server
	dir  string

	secrets []string // whatever must be found nowhere afterwards
	news    []string // what notices that came are called
}

const chosen = "Payung-Kuning4-Sungai"

func (j *journey) travel() {
	j.until("Apa yang ingin Anda lakukan")
	j.shot("01-start")

	// First access.
	j.choose("Akses pertama")
	j.introduce("02-captcha")
	code := j.mailed("reset password", "03-address", "04-code")
	j.typed(code)
	j.press("Enter")
	j.until("Buat password baru")
	j.typed("Payung-Kuning")
	j.until("Tinggal satu syarat: tambahkan angka")
	j.shot("05-password")
	j.typed("4-Sungai")
	j.press("Enter")
	j.until("Semua syarat terpenuhi")
	j.typed(chosen)
	j.press("Enter")
	j.until("Password Anda sudah siap")
	j.shot("06-changed")
	read()
	j.press("Enter")

	// In, without a code, and MFA on.
	j.signIn("")
	j.until(`(?s)Akun Anda.*MFA +belum aktif`)
	j.shot("07-account")
	first, step := j.activate("08", "HP Kantor")

	// The code that activated is used up; the next one signs in, once.
	j.press("F3")
	j.signIn(oathOf(j.t, first, step))
	j.until("Kode ini sudah dipakai")
	j.shot("09-used")
	next, _ := oathAfter(j.t, first, step)
	j.typed(next)
	j.press("Enter")
	j.until(`(?s)Akun Anda.*HP Kantor`)
	j.shot("10-account")
	j.press("Escape")
	j.until("Apa yang ingin Anda lakukan")
	j.choose("Login dan aktifkan MFA")
	j.until("Login dengan NIP dan password")
	j.typed(j.nip)
	j.press("Enter")
	j.signIn(next)
	j.until("Kode ini sudah dipakai")
	j.press("Escape")

	// The phone is lost.
	j.until("Apa yang ingin Anda lakukan")
	j.choose("HP hilang")
	j.introduce("11-lost")
	code = j.mailed("Reset MFA", "12-address", "13-code")
	j.typed(code)
	j.press("Enter")
	j.until("MFA Anda sudah direset")
	j.shot("14-reset")
	read()
	j.press("Enter")
	j.signIn("")
	j.until(`(?s)Akun Anda.*MFA +belum aktif`)
	second, _ := j.activate("15", "HP Baru")
	if second == first {
		j.t.Error("the second phone got the first one's key")
	}

	j.informed("Password ASN Digital diganti", "Perangkat autentikator ASN Digital ditambahkan",
		"MFA ASN Digital direset", "Perangkat autentikator ASN Digital ditambahkan")
	j.press("C-c") // which ends nothing here but her time
	j.until("Apa yang ingin Anda lakukan")
	if s := j.screen(); strings.Contains(s, j.name) || strings.Contains(s, j.nip) {
		j.t.Errorf("for whoever comes next there stands\n%s", s)
	}
	shell, err := os.ReadFile(filepath.Join(j.dir, "pid"))
	if err != nil {
		j.t.Fatal(err)
	}
	for _, pid := range children(j.t, atoi(j.t, strings.TrimSpace(string(shell)))) {
		if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
			j.t.Fatal(err)
		}
	}
	await(j.t, "the program ends", func() bool {
		_, err := os.Stat(filepath.Join(j.dir, "code"))
		return err == nil
	})
	if b, err := os.ReadFile(filepath.Join(j.dir, "code")); err != nil || string(b) != "0\n" {
		j.t.Errorf("it ends with %s%v", b, err)
	}
	j.remembered(second)
	j.unreadable()
}

// introduce types the number and answers the captcha: the picture is there to
// be seen, the sum to be answered.
func (j *journey) introduce(picture string) {
	j.t.Helper()
	j.until("Masukkan NIP dan captcha")
	if !strings.Contains(j.screen(), j.reading) { // it is not asked for twice
		j.typed(j.nip[:8] + " " + j.nip[8:14] + "." + j.nip[14:])
	}
	j.press("Enter")
	j.until(regexp.QuoteMeta(j.reading))
	j.shot(picture)
	j.press("C-a")
	m := j.until(`Berapa (\w+) ditambah (\w+)\?`)
	j.typed(sum(j.t, m[1], m[2]))
	j.press("Enter")
}

// signIn types the password, and a code or none. The number stands there already.
func (j *journey) signIn(code string) {
	j.t.Helper()
	j.until("Login dengan NIP dan password")
	j.typed(chosen)
	j.press("Enter")
	j.typed(code)
	j.press("Enter")
}

// activate goes from the account page to the end, with a camera, a phone and a
// name for it. It returns the key, and the step of the code that did it.
func (j *journey) activate(n, name string) (secret string, step otp.Step) {
	j.t.Helper()
	j.choose("Aktifkan MFA")
	j.until("Siapkan HP Anda")
	j.shot(n + "a-prepare")
	read()
	j.press("Enter")
	beside := j.until(keys)
	text := j.qr(n + "b-scan")
	uri := uris.FindStringSubmatch(text)
	if uri == nil || uri[1] != j.nip || uri[2] != strings.ReplaceAll(beside[1]+beside[2], " ", "") {
		j.t.Fatalf("the code says %q, and the screen\n%s", text, j.screen())
	}
	secret = uri[2]
	j.secrets = append(j.secrets, secret, text)

	j.press("Tab", "C-u")
	j.typed(name)
	j.press("BTab")
	j.typed("000000") // a wrong code leaves the same one to scan
	j.press("Enter")
	j.until("Sisa percobaan 4") // whatever the clinic finds
	if again := j.qr(n + "c-wrong"); again != text {
		j.t.Errorf("after a wrong code another is to be scanned: %q", again)
	}
	code, step := oath(j.t, secret)
	j.typed(code[:3] + " " + code[3:])
	j.shot(n + "d-typed")
	j.press("Enter")
	j.until(`(?s)login memerlukan tiga hal.*Selesai`)
	j.until(regexp.QuoteMeta(name))
	j.shot(n + "e-active")
	return secret, step
}
