package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/ui/cli/errand"
)

// bothWays runs f where nobody has the store, and where a kiosk has it.
func bothWays(t *testing.T, f func(t *testing.T, p *place, stop func())) {
	t.Run("alone", func(t *testing.T) { t.Parallel(); f(t, newPlace(t), func() {}) })
	t.Run("beside a kiosk", func(t *testing.T) {
		t.Parallel()
		if !errand.Supported {
			t.Skip("nothing is handed over here")
		}
		p := newPlace(t)
		stop := p.kiosk()
		defer stop()
		f(t, p, stop)
	})
}

// A second officer is added by a chief, who signs in: to the same counts as on the
// console.
func TestAddOfficer(t *testing.T) {
	t.Parallel()
	const next = "200012312024121001"
	add := []string{"officer", "add", "--config", "c.toml", "--name", "Petugas Baru", next}
	bothWays(t, func(t *testing.T, p *place, stop func()) {
		for _, tt := range []struct{ in, says string }{
			{"", "read what a chief signs in with"},
			{p.types(boss, "salah"), "sign in: The officer's sign-in does not match"},
			{p.types(hand, handPassword), "is no chief"},
			{strings.Replace(p.types(boss, bossPassword), boss, "123", 1), "sign in: "},
		} {
			if s := p.runWith(tt.in, add...); s.code != exitFailed || s.out != "" || !strings.Contains(s.errs, tt.says) {
				t.Errorf("%v, want %q", s, tt.says)
			}
		}
		s := p.runWith(p.types(boss, bossPassword), add...)
		if s.code != exitDone || !strings.Contains(s.out, "role     petugas\ncode     ") {
			t.Fatal(s)
		}
		for _, typed := range []string{bossPassword, boss} {
			if strings.Contains(s.out+s.errs, typed) {
				t.Errorf("what was typed is shown: %v", s)
			}
		}
		if s := p.runWith(p.types(boss, bossPassword), add...); s.code != exitFailed || !strings.Contains(s.errs, "sign in: ") {
			t.Errorf("a code that was used: %v", s)
		}
		for range 4 {
			s = p.runWith(p.types(boss, "salah"), add...)
		}
		if s = p.runWith(p.types(boss, "salah"), add...); !strings.Contains(s.errs, "hint: the next try is judged at ") {
			t.Errorf("nobody waits: %v", s)
		}
		stop()
		p.open(func(st *bolt.Store) {
			o, err := st.Officer(t.Context(), number(t, next))
			if err != nil || o.Role != store.Helper || o.AddedBy != number(t, boss) || o.Invite == nil || o.Name != "Petugas Baru" {
				t.Errorf("kept is %+v, %v", o, err)
			}
		})
	})
}

// The first one is a chief, and is invited anew for as long as nobody has signed in.
func TestAddFirstOfficer(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, p *place, stop func()) {
		stop()
		p.open(func(st *bolt.Store) {
			for _, n := range []string{boss, hand} {
				err := st.ChangeOfficer(t.Context(), number(t, n), func(o *store.Officer) (store.Effects, error) {
					o.Disabled = true
					return store.Effects{}, nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		})
		add := []string{"officer", "add", "--config", "c.toml", "--name", "Kepala Baru", undone}
		if s := p.run(append(add, "--role", "petugas")...); s.code != exitFailed || !strings.Contains(s.errs, "the first officer is one") {
			t.Error(s)
		}
		one, two := p.run(add...), p.run(add...)
		if one.code != exitDone || two.code != exitDone || one.out == two.out || !strings.Contains(two.out, "role     kepala\n") {
			t.Errorf("%v%v", one, two)
		}
		want := "officer-added officer-invited"
		if acts := strings.Join(p.acts(4), " "); acts != want {
			t.Errorf("the audit has %q, want %q", acts, want)
		}
	})
}

// An audit that was tampered with is found out, and so is one that ends too early.
func TestVerify(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	verify := func(args ...string) answer {
		return p.run(append([]string{"audit", "verify", "--config", "c.toml"}, args...)...)
	}
	s := verify()
	head := s.out[strings.LastIndex(s.out, " ")+1 : len(s.out)-1]
	if want := fmt.Sprintf("ok    4 entries\nhead  %s\n", head); s.out != want || s.code != exitDone {
		t.Fatal(s)
	}
	earlier := p.read("data/aktivasi.db")
	p.open(func(st *bolt.Store) {
		o := &office{store: st, desk: task{c: p.c}.desk(st, nil)}
		if err := o.record(t.Context(), store.KioskOpened, nobody, ""); err != nil {
			t.Fatal(err)
		}
	})
	if s := verify("--head", head); s.code != exitDone || !strings.Contains(s.out, "ok    5 entries") {
		t.Error(s)
	}
	later := verify().out
	later = later[strings.LastIndex(later, " ")+1 : len(later)-1]
	p.write("data/aktivasi.db", earlier) // somebody has taken the last one back, and its end with it
	if s := verify(); s.code != exitDone {
		t.Error(s)
	}
	if s := verify("--head", later); s.code != exitFailed || !strings.Contains(s.errs, "entry 5 is not there: the audit ends at 4") {
		t.Error(s)
	}
	if s := verify("--head", "3"+head[1:]); s.code != exitFailed || !strings.Contains(s.errs, "entry 3 is another than the report says") {
		t.Error(s)
	}
	for _, bad := range []string{"4", "4:", "4:zz", "0:" + head[2:], head[:20], head + strings.Repeat("0", 33)} {
		if s := verify("--head", bad); s.code != exitUsage {
			t.Errorf("%q: %v", bad, s)
		}
	}
}

// Every line of an export is an object with every name, and nothing in it that a
// terminal would obey.
func TestExport(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.run("audit", "export", "--config", "c.toml")
	if s.code != exitDone {
		t.Fatal(s)
	}
	lines := strings.Split(strings.TrimSuffix(s.out, "\n"), "\n")
	for i, text := range lines {
		var l map[string]any
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"seq", "at", "what", "outcome", "whom", "by", "desk", "visit", "detail", "chain"} {
			if _, has := l[name]; !has {
				t.Errorf("line %d has no %s: %s", i+1, name, text)
			}
		}
		if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 || strings.Contains(text, `\u`) {
			t.Errorf("line %d steers a terminal: %q", i+1, text)
		}
		if strings.Contains(text, done) || strings.Contains(text, stuck) {
			t.Errorf("line %d has somebody's number: %s", i+1, text)
		}
	}
	last := lines[len(lines)-1]
	if len(lines) != 5 || !strings.Contains(last, `"what":"audit-read"`) {
		t.Errorf("%d lines, and the last is %s", len(lines), last)
	}
	// The chain is that of the store.
	head := p.run("audit", "verify", "--config", "c.toml").out
	if seq, hex, _ := strings.Cut(strings.TrimSpace(head[strings.LastIndex(head, " "):]), ":"); seq != "5" || !strings.Contains(last, `"chain":"`+hex) {
		t.Errorf("the head is %q, and the last line %s", head, last)
	}
	today := p.run("audit", "export", "--config", "c.toml", "--since", time.Now().In(p.c.zone).Format(time.DateOnly))
	if n := strings.Count(today.out, "\n"); n != 2 || today.code != exitDone {
		t.Errorf("%d lines of today: %v", n, today)
	}
	if s := p.run("audit", "export", "--config", "c.toml", "--since", "14/4/2026"); s.code != exitUsage {
		t.Error(s)
	}
}

// The tables hold what the store does, under the office's own letterhead, and the
// head of the audit as it was right after the report was written down.
func TestReport(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	report := func(args ...string) answer {
		return p.run(append([]string{"report", "--config", "c.toml", "-o", "-"}, args...)...)
	}
	s := report("--format", "csv")
	for _, want := range []string{
		"1;Sekretariat Daerah;1;0;0;1;0;1;0,0;0\r\n2;Dinas Kesehatan;1;1;0;2;1;1;50,0;1\r\n;JUMLAH;2;1;0;3;1;2;33,3;1\r\n",
		"Dibuat dengan Asisten Aktivasi ASN Digital oleh BKPSDM Kota Contoh pada ", " WITA.", "Catatan audit terakhir: 5:",
	} {
		if s.code != exitDone || !strings.Contains(s.out, want) {
			t.Errorf("without %q:\n%v", want, s)
		}
	}
	head := s.out[strings.LastIndex(s.out, ": ")+2:]
	if s := p.run("audit", "verify", "--config", "c.toml", "--head", head[:34]); s.code != exitDone {
		t.Errorf("the head of the report: %v", s)
	}
	names := report("--format", "csv", "--table", "names", "--separator", ",").out
	want := "1,19900101******1001,\"'=Budi, Santoso\",PNS,Sekretariat Daerah,Belum Aktivasi,,,,\r\n" +
		"2,19880229******2003,Dewi Anggraini,PNS,Dinas Kesehatan,Ada Kasus,,Akun atau status tidak aktif,\"BKPSDM, Kanreg BKN\",\r\n" +
		"3,19850717******1015,Rina Wulandari,PPPK,Dinas Kesehatan,Sudah Aktivasi,2026-11-20,,,\r\n"
	if !strings.Contains(names, want) {
		t.Errorf("the list by name is\n%s", names)
	}
	if full := report("--format", "csv", "--table", "names", "--full-nip").out; !strings.Contains(full, done) {
		t.Errorf("whole numbers:\n%s", full)
	}
	page := report("--table", "recap,cases,day", "--lang", "en").out
	for _, want := range []string{"PEMERINTAH KOTA CONTOH", "Dra. Sri Contoh, M.Si.", "NIP 19700101 199503 1 001", "<td>Dewi Anggraini</td>", "BKPSDM, Kanreg BKN", "<svg"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page is without %q", want)
		}
	}
	if s := p.run("report", "--config", "c.toml", "--format", "xlsx"); s.code != exitDone {
		t.Error(s)
	}
	name := "aktivasi-recap-day-cases-" + time.Now().In(p.c.zone).Format(time.DateOnly) + ".xlsx"
	if !strings.HasPrefix(p.read(name), "PK") {
		t.Error("the workbook is none")
	}
	for _, args := range [][]string{
		{"--format", "pdf"}, {"--table", "all"}, {"--separator", "\t"}, {"--format", "csv", "--table", "recap,names"}, {"--format", "xlsx"}, {"--lang", "fr"},
	} {
		if s := report(args...); s.code != exitUsage || s.out != "" {
			t.Errorf("%q: %v", args, s)
		}
	}
}

// One damaged record is said, and does not take the report from the office.
func TestReportOfDamaged(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	db, err := bbolt.Open(p.path("data/aktivasi.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("accounts"))
		k, v := b.Cursor().First()
		spoilt := bytes.Clone(v)
		spoilt[len(spoilt)-1] ^= 1
		return b.Put(k, spoilt)
	})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"recap", "names"} {
		s := p.run("report", "--config", "c.toml", "--format", "csv", "-o", "-", "--table", table)
		if s.code != exitDone || !strings.Contains(s.errs, "aktivasi: passed over: accounts: ") || !strings.Contains(s.out, "\r\n1;Dinas Kesehatan;1;1;0;2;1;1;50,0;1\r\n") && !strings.Contains(s.out, "\r\n2;") {
			t.Errorf("%s: %v", table, s)
		}
	}
	// A backup of it would be found out on the day when it is needed.
	s := p.run("backup", "--config", "c.toml", "--passphrase-file", "pass", "b.age")
	if _, err := os.Stat(p.path("b.age")); s.code != exitFailed || !strings.Contains(s.errs, "the store is damaged") || err == nil {
		t.Errorf("the backup: %v", s)
	}
}

// A slip is what the audit knows it as.
func TestSlip(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	text, page := p.run("slip", "--config", "c.toml", done), p.run("slip", "--config", "c.toml", "--format", "html", "-o", "s.html", done)
	if text.code != exitDone || page.code != exitDone || page.out != "" {
		t.Fatal(text, page)
	}
	for _, want := range []string{"BUKTI AKTIVASI MFA", "Rina Wulandari", "19850717******1015", "HP Rina", "20 November 2026 09.00 WITA", "BKPSDM Kota Contoh"} {
		squeezed := strings.Join(strings.Fields(text.out), " ")
		if !strings.Contains(squeezed, want) || !strings.Contains(p.read("s.html"), want) {
			t.Errorf("without %q:\n%s", want, text)
		}
	}
	var details []string
	p.open(func(st *bolt.Store) {
		err := st.Entries(t.Context(), 4, func(_ uint64, e store.Entry) error {
			details = append(details, e.Detail)
			if e.Whom != st.Mark(number(t, done)) {
				t.Errorf("the audit knows it for %v", e.Whom)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if len(details) != 2 || len(details[0]) != 9 || !strings.Contains(text.out, details[0]) || !strings.Contains(p.read("s.html"), details[1]) {
		t.Errorf("the audit knows %q", details)
	}
	for _, args := range [][]string{{"123"}, {done, undone}, {"--format", "pdf", done}, {}} {
		if s := p.run(append([]string{"slip", "--config", "c.toml"}, args...)...); s.code != exitUsage || strings.Contains(s.errs, done) {
			t.Errorf("%q: %v", args, s)
		}
	}
}

// The key is changed, and whoever is stopped on the way goes on from there.
func TestRotateGoesOn(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, p *place, stop func()) {
		rotate := []string{"key", "rotate", "--config", "c.toml"}
		old := p.read("a.key")
		// Killed after the new key was on the disk, and before anything else.
		begun, err := seal.NewKey(strings.NewReader(strings.Repeat("x", seal.KeySize)))
		if err != nil {
			t.Fatal(err)
		}
		if err := seal.WriteNextKeyFile(p.path("a.key"), begun); err != nil {
			t.Fatal(err)
		}
		if s := p.run(rotate...); s.code != exitDone || !strings.HasPrefix(s.out, "key   "+begun.ID()+"\n") {
			t.Fatal(s)
		}
		if p.read("a.key") != begun.Reveal() {
			t.Error("the key is not the one that was begun with")
		}
		if _, err := os.Stat(p.path("a.key.next")); err == nil {
			t.Error("there is a key to come still")
		}
		// Killed after the store was done, and before the key had its place.
		p.write("a.key.next", begun.Reveal())
		p.write("a.key", old)
		if s := p.run(rotate...); s.code != exitDone {
			t.Fatal(s)
		}
		p.backsUpUnder(begun)
		stop()
		p.open(func(st *bolt.Store) {
			if _, err := st.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	})
}

// backsUpUnder checks what a backup takes along, without the price of making one:
// the copy, and the keys that open it.
func (p *place) backsUpUnder(key seal.Key) {
	p.Helper()
	if p.office == nil {
		return // each command reads the keys anew
	}
	path := p.path("copy.db")
	with, next, err := p.office.copy(p.Context(), path)
	if err != nil || with.ID() != key.ID() || !next.None() {
		p.Errorf("the copy is under key %s and %q, %v", with.ID(), next.ID(), err)
	}
	if _, err := bolt.Inspect(p.Context(), path, with, next, store.Real); err != nil {
		p.Error(err)
	}
}

// A configuration that names another key would lose it at the end: nothing is done.
func TestRotateOfAnother(t *testing.T) {
	t.Parallel()
	if !errand.Supported {
		t.Skip("nothing is handed over here")
	}
	p := newPlace(t)
	defer p.kiosk()()
	p.write("other.toml", strings.Replace(officeConfig, "a.key", "b.key", 1))
	other, err := seal.NewKey(strings.NewReader(strings.Repeat("y", seal.KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	p.write("b.key", other.Reveal())
	if s := p.run("key", "rotate", "--config", "other.toml"); s.code != exitFailed || !strings.Contains(s.errs, "the configuration names "+other.ID()) {
		t.Error(s)
	}
	if p.read("b.key") != other.Reveal() {
		t.Error("the other store's key is gone")
	}
}

// What systemd keeps is changed by whoever keeps it: the new key is in a file, and
// both open the store until it is in place.
func TestRotateCredential(t *testing.T) {
	p := newPlace(t)
	creds := filepath.Join(p.dir, "creds")
	if err := os.Mkdir(creds, 0o700); err != nil {
		t.Fatal(err)
	}
	p.write("creds/store-key", p.read("a.key"))
	p.c.KeyFile, p.c.KeyCredential = "", "store-key"
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	t.Setenv("CREDENTIALS_DIRECTORY", creds)
	ta := task{c: p.c, around: surroundings{out: null, errs: io.Discard, environ: os.Getenv}}
	ta.c.Data = p.path("data")
	if usage := (*usageError)(nil); !errors.As(ta.rotate(t.Context(), ""), &usage) {
		t.Error("without a file it goes on")
	}
	next := p.path("new.key")
	for range 2 { // the second finds it done
		if err := ta.rotate(t.Context(), next); err != nil {
			t.Fatal(err)
		}
		p.write("creds/store-key.next", p.read("new.key"))
		p.open(func(*bolt.Store) {})
	}
	p.write("creds/store-key", p.read("new.key"))
	if err := os.Remove(p.path("creds/store-key.next")); err != nil {
		t.Fatal(err)
	}
	p.open(func(*bolt.Store) {})
}
