//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"aktivasi/flows/otp"
	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/flows/run/smtp/postfix"
	"aktivasi/store"
	"aktivasi/store/bolt"
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
				"env", "LANG=id_ID.UTF-8", "TZ=Asia/Jakarta", "sh", "-c", `cd "$0" && "$@"; echo $? >code.new; mv code.new code`,
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
}

const chosen = "Payung-Kuning4-Sungai"

func (j *journey) travel() {
	j.until("Apa yang ingin Anda lakukan")
	j.shot("01-start")

	// First access.
	j.press("Down", "Enter")
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
	used, _ := j.phone(first, step)
	j.signIn(used)
	j.until("Kode ini sudah dipakai")
	j.shot("09-used")
	next, step := oathAfter(j.t, first, step)
	j.typed(next)
	j.press("Enter")
	j.until(`(?s)Akun Anda.*HP Kantor`)
	j.shot("10-account")
	j.press("Escape")
	j.until("Apa yang ingin Anda lakukan")
	j.press("Enter")
	if again, now := oath(j.t, first); now == step && again != next {
		j.t.Errorf("two codes in one step: %s, %s", next, again)
	}
	j.until("Login dengan NIP dan password")
	j.typed(j.nip)
	j.press("Enter")
	j.signIn(next)
	j.until("Kode ini sudah dipakai")
	j.press("Escape")

	// The phone is lost.
	j.until("Apa yang ingin Anda lakukan")
	j.press("Down", "Down", "Down", "Enter")
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

	j.press("C-c")
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

// mailed types the address, and returns the code out of the letter. A letter
// that does not say what it is for, in both its parts, is none of ours.
func (j *journey) mailed(purpose, address, code string) string {
	j.t.Helper()
	j.until("Ketik alamat email Anda secara lengkap")
	j.until(j.masked)
	user, domain, _ := strings.Cut(j.address, "@")
	j.typed(user)
	j.press("F2")
	j.until("Type your")
	j.press("F2")
	j.until(`(?s)Ketik alamat email.*` + regexp.QuoteMeta(user)) // it is still there
	j.typed("@" + domain)
	j.shot(address)
	j.press("Enter")
	j.until("Ketik kode dari email Anda")
	j.shot(code)
	if strings.Contains(j.screen(), "Kotak masuk (latihan)") {
		j.t.Error("there is a mailbox on the screen")
	}

	ctx, cancel := context.WithTimeout(j.t.Context(), patience)
	defer cancel()
	b, err := j.post.Take(ctx, j.address)
	if err != nil {
		j.t.Fatalf("%v\n%s", err, j.screen())
	}
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		j.t.Fatal(err)
	}
	if by := m.Header.Get("Received"); !strings.Contains(by, "with ESMTPS") {
		j.t.Errorf("the letter came %s", by)
	}
	var found []string
	for kind, text := range parts(j.t, m) {
		line := regexp.MustCompile(`(?m)^([0-9A-Z]{4} [0-9A-Z]{4})\r?$`).FindAllStringSubmatch(text, -1)
		if len(line) != 1 || !strings.Contains(text, purpose) || strings.Contains(text, "://") {
			j.t.Fatalf("%s says\n%s", kind, text)
		}
		found = append(found, line[0][1])
	}
	if len(found) != 2 || found[0] != found[1] {
		j.t.Fatalf("the letter's codes are %q", found)
	}
	j.secrets = append(j.secrets, found[0], strings.ReplaceAll(found[0], " ", ""))
	return found[0]
}

// parts are the parts of a letter in clear, by their kind.
func parts(t *testing.T, m *mail.Message) map[string]string {
	t.Helper()
	_, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for r := multipart.NewReader(m.Body, with["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		var body io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(p)
		}
		b, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		all[p.Header.Get("Content-Type")] = string(b)
	}
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
	j.press("Enter")
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
	j.until("tidak valid")
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

// phone is the code of that step, however late it is looked at.
func (j *journey) phone(secret string, step otp.Step) (string, otp.Step) {
	j.t.Helper()
	at := fmt.Sprintf("@%d", int64(step)*30)
	return strings.TrimSpace(runs(j.t, j.dir, "oathtool", "--totp", "-b", "--now", at, secret)), step
}

// remembered checks what is kept of the journey: one device in force, one that
// is not, and what happened in its order.
func (j *journey) remembered(secret string) {
	j.t.Helper()
	a := account(j.t, j.dir, store.Real, j.nip)
	var devices []string
	for _, d := range a.Devices {
		devices = append(devices, fmt.Sprintf("%s %v", d.Name, d.Revoked.IsZero()))
		if d.Revoked.IsZero() && d.Secret.Reveal() != secret || !d.Revoked.IsZero() && !d.Secret.Empty() {
			j.t.Errorf("device %s has another key than it should", d.Name)
		}
	}
	if want := []string{"HP Kantor false", "HP Baru true"}; !slices.Equal(devices, want) {
		j.t.Errorf("devices %q, want %q", devices, want)
	}
	if a.Pending != nil {
		j.t.Error("a key is still pending")
	}
	var acts []store.Act
	inStore(j.t, j.dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		return st.Entries(ctx, 0, func(_ uint64, e store.Entry) error {
			if e.NIP == a.NIP {
				acts = append(acts, e.What)
			}
			return nil
		})
	})
	want := []store.Act{
		store.AccountAdded,
		store.CodeSent, store.PasswordSet, store.SignedIn, store.OTPRefused, store.DeviceEnrolled,
		store.OTPRefused, store.SignedIn, store.OTPRefused,
		store.CodeSent, store.MFAReset, store.SignedIn, store.OTPRefused, store.DeviceEnrolled,
	}
	if !slices.Equal(acts, want) {
		j.t.Errorf("entries\n%v, want\n%v", acts, want)
	}
}

// unreadable checks that nothing of the person can be read out of the data
// folder, and nothing secret out of anything.
func (j *journey) unreadable() {
	j.t.Helper()
	secrets := append(j.secrets, chosen, j.nip, j.name, j.address)
	files, err := filepath.Glob(filepath.Join(j.dir, "data", "*"))
	if err != nil || len(files) != 2 {
		j.t.Errorf("in the data folder there is %q, %v", files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			j.t.Fatal(err)
		}
		for i, s := range secrets {
			if bytes.Contains(bytes.ToUpper(b), []byte(strings.ToUpper(s))) {
				j.t.Errorf("%s can be read for secret %d, %q", filepath.Base(file), i, s)
			}
		}
	}
}
