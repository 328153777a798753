//go:build e2e && linux

package e2e_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/store/seal"
)

// dewi is not in the roster yet.
var dewi = guest{"199505052019032007", "DEWISARTIKA NINGRAT", "dewisartika@kelurahan.example"}

// One process owns the store. Whatever an operator asks for while the kiosk runs
// is done by the kiosk, which goes on meanwhile: whoever stands there has typed a
// code before, and types a password afterwards. At the end of the day an officer
// closes it, and the backup of that day is a desk elsewhere.
func TestCommands(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	b := opened(t, bureauOf(t), "")
	b.serves(budi)
	b.toSignIn()
	b.signIn(b.nip, password, "", "Keluar dari akun")
	phone := b.activate()
	b.serves(ratna)
	b.toCode(forgot)

	files := b.papers()
	b.upkeep()
	b.backedUp()
	if out, err := b.asks("restore", "--config", "c.toml", "--passphrase-file", "pass", "day.age"); err == nil || !strings.Contains(out, "close the kiosk first") {
		t.Errorf("restore: %v\n%s", err, out)
	}
	if out, err := b.asks("officer", "--config", "c.toml"); err == nil || !strings.Contains(out, "another process has the store open") {
		t.Errorf("officer: %v\n%s", err, out)
	}

	b.press("\r")
	b.until("Buat password baru")
	b.spent(mailed, b.post.code(ratna.address, 1))
	b.press(chosen + "\r")
	b.until("Semua syarat terpenuhi")
	b.press(chosen + "\r")
	b.until("Password Anda sudah siap")
	read()
	b.press("\x1b[21~") // F10
	b.until(firstScreen)

	b.enter(b.boss)
	b.choose("Tutup kiosk", `Tutup kiosk\?`)
	read()
	b.press("\r")
	if code := b.end(); code != 0 {
		t.Errorf("closed by an officer, it ends with %d, after\n%s", code, b.answer())
	}
	b.restored()
	if end := b.does("audit", "verify"); !strings.HasPrefix(end, "ok ") {
		t.Errorf("audit verify says\n%s", end)
	}
	files["audit"] = b.does("audit", "export")
	for _, what := range []string{"report-made", "slip-printed", "key-rotated", "store-compacted", "backup-made", "kiosk-closed"} {
		if !strings.Contains(files["audit"], `"`+what+`"`) {
			t.Errorf("of %s the audit knows nothing", what)
		}
	}
	if s := b.found(files["audit"]); s != nil {
		t.Errorf("in the audit stands %q", s)
	}
	if out, err := b.asks("restore", "--config", "c.toml", "--passphrase-file", "pass", "day.age"); err == nil || !strings.Contains(out, "is newer") {
		t.Errorf("restored over a newer one: %v\n%s", err, out)
	}
	b.unread(files)
	b.sound()
	b.elsewhere(phone)
}

// papers has everything written that an office takes along, and returns it.
func (b *bureau) papers() map[string]string {
	b.t.Helper()
	files := map[string]string{}
	for name, args := range map[string][]string{
		"recap.csv": {"--format", "csv"}, "names.csv": {"--format", "csv", "--table", "names", "--full-nip"},
		"day.xlsx": {"--format", "xlsx"}, "day.html": {"--format", "html"},
	} {
		if says := b.does(append([]string{"report", "-o", name}, args...)...); !strings.Contains(says, name) {
			b.t.Errorf("report says\n%s", says)
		}
		files[name] = b.read(name)
	}
	sheets, err := zip.OpenReader(filepath.Join(b.dir, "day.xlsx"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer sheets.Close()
	for _, f := range sheets.File {
		r, err := f.Open()
		if err != nil {
			b.t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			b.t.Fatal(err)
		}
		files["day.xlsx"] += string(text)
	}
	for name, says := range map[string]string{
		"recap.csv": "JUMLAH;5;0;0;5;2;3;40,0;", "names.csv": budi.nip + ";" + budi.name + ";PNS;Sekretariat Daerah;Sudah Aktivasi;",
		"day.xlsx": "Sekretariat Daerah", "day.html": "Sekretariat Daerah",
	} {
		if !strings.Contains(files[name], says) {
			b.t.Errorf("%s has no %q", name, says)
		}
	}
	files["slip"] = b.does("slip", budi.nip)
	b.does("audit", "export", "-o", "audit.jsonl")
	if slip := said(b.t, files["slip"], `Nomor +: (\S+)`); !strings.Contains(b.read("audit.jsonl"), slip) {
		b.t.Errorf("of the slip %s the audit knows nothing", slip)
	}
	head := said(b.t, files["day.html"], `Catatan audit terakhir: (\d+:[0-9a-f]{32})`)
	said(b.t, b.does("audit", "verify", "--head", head), `^ok +(\d+) entries`)
	return files
}

// read reads a file of the office.
func (b *bureau) read(name string) string {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.dir, name))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

// upkeep imports somebody, changes the key, and writes the store anew.
func (b *bureau) upkeep() {
	b.t.Helper()
	roster(b.t, filepath.Join(b.dir, "r.csv"), rostertest.Person{NIP: dewi.nip, Name: dewi.name, Mail: dewi.address})
	if says := b.does("roster", "import", "r.csv"); !strings.Contains(says, " 1  added\n") {
		b.t.Errorf("roster import says\n%s", says)
	}
	before := b.read("a.key")
	said(b.t, b.does("key", "rotate"), `(?m)^key +([0-9a-f]+)$`)
	if now := b.read("a.key"); now == before {
		b.t.Error("the key is the old one")
	}
	if left, err := filepath.Glob(filepath.Join(b.dir, "a.key*")); err != nil || len(left) != 1 {
		b.t.Errorf("there are the keys %q, %v", left, err)
	}
	for _, key := range []string{before, b.read("a.key")} {
		if _, err := seal.ParseKey(key); err != nil {
			b.t.Error(err)
		}
		b.keep("a key", strings.TrimSpace(key))
	}
	said(b.t, b.does("compact"), `(?m)^after +(\d+) KiB$`)
}

const passphrase = "lampu perahu teras sungai angin"

// backedUp makes a backup, during which the kiosk answers keys, and proves it.
func (b *bureau) backedUp() {
	b.t.Helper()
	b.keep("a passphrase", passphrase)
	if err := os.WriteFile(filepath.Join(b.dir, "pass"), []byte(passphrase+"\n"), 0o600); err != nil {
		b.t.Fatal(err)
	}
	copying := func() bool {
		found, err := filepath.Glob(filepath.Join(b.dir, "data", ".backup-*"))
		return err == nil && len(found) > 0
	}
	x := onPipe(b.t, b.dir, nil, program(b.t), "backup", "--config", "c.toml", "--passphrase-file", "pass", "day.age")
	await(b.t, "the store is being copied", copying)
	answered := 0
	for copying() {
		b.press("\x1bOQ") // F2
		b.until("Type the code from")
		if copying() {
			answered++
		}
		b.press("\x1bOQ")
		b.until("Ketik kode dari email")
	}
	if answered == 0 {
		b.t.Error("no key was answered while the store was copied")
	}
	b.t.Logf("%d keys were answered during a backup", answered)
	if code := x.end(); code != 0 {
		b.t.Errorf("backup ends with %d, after\n%s", code, x.all())
	}
	said(b.t, x.all(), `(?m)^people +(6)$`)
	if says := b.does("backup", "--rehearse", "day.age", "--passphrase-file", "pass"); !regexp.MustCompile(`(?s)people +6\n.*it restores\n`).MatchString(says) {
		b.t.Errorf("rehearsed, it says\n%s", says)
	}
}

// elsewhere restores the backup where there is nothing, and opens the kiosk there:
// the guest of that day signs in with the code that comes next.
func (b *bureau) elsewhere(p *phone) {
	b.t.Helper()
	from := filepath.Join(b.dir, "day.age")
	fresh := b.t.TempDir()
	for name, text := range map[string]string{"c.toml": b.read("c.toml"), "pass": passphrase} {
		if err := os.WriteFile(filepath.Join(fresh, name), []byte(text), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	b.dir = fresh
	x := onTerminal(b.t, frame{80, 24}, b.dir, quiet, nil, program(b.t), "restore", "--config", "c.toml", "--passphrase-file", "pass", from)
	b.proves(x, b.boss)
	x.until(`people +6`)
	if code := x.end(); code != 0 {
		b.t.Errorf("restore ends with %d, after\n%s", code, x.all())
	}

	b.run()
	b.serves(budi)
	b.toSignIn()
	b.signIn(b.nip, password, p.code(), "HP Pribadi")
	b.leave()
	b.serves(dewi)
	b.introduced(forgot)
	b.until(`dew\*{5}@kelurahan\.example`)
	b.closed()

	// Without a kiosk the console is a command.
	b.talk = onTerminal(b.t, wide, b.dir, quiet, nil, program(b.t), "officer", "--config", "c.toml")
	b.until("Login petugas")
	b.press(b.aide.nip + "\r" + b.aide.password + "\r" + b.aide.code() + "\r")
	if page := b.until(`(?s)` + desktop + b.aide.name + `.*Keluar dari akun`)[0]; strings.Contains(page, "Tutup kiosk") {
		b.t.Errorf("there is a kiosk to be closed:\n%s", page)
	}
	b.serves(budi)
	b.finds("Sudah aktivasi")
	b.press("\x03")
	if code := b.end(); code != 0 {
		b.t.Errorf("it ends with %d, after\n%s", code, b.answer())
	}
	b.restored()
	b.unread(nil)
}
