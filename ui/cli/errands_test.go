package cli

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/ui/cli/errand"
)

// Whom the tests know. Numbers are those of the domain notes' test vectors.
const (
	done   = "198507172023221015" // MFA is on
	undone = "199001012015011001" // nothing has been done
	stuck  = "198802292012122003" // has a case
	boss   = "197001011995031001" // a chief
	hand   = "196808171990032001" // an officer who is none
)

const (
	bossPassword = "Kopi-Hangat7-Sore"
	handPassword = "Teh-Manis8-Pagi"
	passphrase   = "kuda benar baterai staples"
)

const officeConfig = `
data = "data"
key_file = "a.key"
desk = "Meja 1"
office = "BKPSDM Kota Contoh"
zone = "Asia/Makassar"
[mail]
host = "127.0.0.1"
from = "noreply@contoh.example"
[letterhead]
place = "Contoh"
heading = ["PEMERINTAH KOTA CONTOH"]
signer_title = "Kepala BKPSDM"
signer_name = "Dra. Sri Contoh, M.Si."
signer_nip = "197001011995031001"
`

// A place is a folder with an office in it, and commands that are given there.
type place struct {
	testing.TB
	dir     string
	c       config
	office  *office                 // the kiosk's, while there is one
	secrets map[string]flows.Secret // of the officers' phones
}

// A furnishing is what is in such a folder: it takes a while to make, and is the
// same for everybody.
type furnishing struct {
	files   map[string]string
	secrets map[string]flows.Secret
}

// kinds of furnishing, each made by whoever needs it first.
var (
	bare, backed furnishing
	bareOnce     sync.Once
	backedOnce   sync.Once
)

// newPlace has a store with three people in two units, a chief and another
// officer, whose passwords cost what they cost in earnest.
func newPlace(t testing.TB) *place {
	t.Helper()
	bareOnce.Do(func() {
		p := &place{TB: t, dir: t.TempDir(), secrets: map[string]flows.Secret{}}
		p.write("c.toml", officeConfig)
		p.write("pass", passphrase+"\n")
		if s := p.run("init", "--config", "c.toml"); s.code != exitDone {
			t.Fatal(s)
		}
		p.settle()
		p.open(func(st *bolt.Store) { p.people(st) })
		bare = p.pack()
	})
	return bare.unpack(t)
}

// backedUp is a place with a backup of it, b.age.
func backedUp(t testing.TB) *place {
	t.Helper()
	backedOnce.Do(func() {
		p := newPlace(t)
		if s := p.run("backup", "--config", "c.toml", "--passphrase-file", "pass", "b.age"); s.code != exitDone {
			t.Fatal(s)
		}
		p.cheapen("b.age")
		backed = p.pack()
	})
	return backed.unpack(t)
}

// cheapen puts a backup under the same passphrase at a price that many tests can
// pay: a guess at it costs a second, and ten under the race detector.
func (p *place) cheapen(name string) {
	p.Helper()
	var cheap bytes.Buffer
	from, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		p.Fatal(err)
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		p.Fatal(err)
	}
	to.SetWorkFactor(10)
	plain, err := age.Decrypt(strings.NewReader(p.read(name)), from)
	if err != nil {
		p.Fatal(err)
	}
	sealed, err := age.Encrypt(&cheap, to)
	if err != nil {
		p.Fatal(err)
	}
	if _, err = io.Copy(sealed, plain); err == nil {
		err = sealed.Close()
	}
	if err != nil {
		p.Fatal(err)
	}
	p.write(name, cheap.String())
}

// settle reads the configuration for this process, which is in another folder.
func (p *place) settle() {
	p.Helper()
	var err error
	if p.c, err = readConfig(p.path("c.toml")); err != nil {
		p.Fatal(err)
	}
	p.c.KeyFile = p.path("a.key")
}

var furniture = []string{"c.toml", "pass", "a.key", "data/aktivasi.db", "b.age"}

func (p *place) pack() furnishing {
	p.Helper()
	f := furnishing{files: map[string]string{}, secrets: p.secrets}
	for _, name := range furniture {
		if _, err := os.Stat(p.path(name)); err == nil {
			f.files[name] = p.read(name)
		}
	}
	return f
}

func (f furnishing) unpack(t testing.TB) *place {
	t.Helper()
	p := &place{TB: t, dir: t.TempDir(), secrets: f.secrets}
	if err := os.Mkdir(p.path("data"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range f.files {
		p.write(name, text)
	}
	p.settle()
	return p
}

func (p *place) path(name string) string { return filepath.Join(p.dir, name) }

func (p *place) write(name, text string) {
	p.Helper()
	if err := os.WriteFile(p.path(name), []byte(text), 0o600); err != nil {
		p.Fatal(err)
	}
}

func (p *place) read(name string) string {
	p.Helper()
	b, err := os.ReadFile(p.path(name))
	if err != nil {
		p.Fatal(err)
	}
	return string(b)
}

// open hands f the store.
func (p *place) open(f func(*bolt.Store)) {
	p.Helper()
	key, next, err := p.c.keys(os.Getenv)
	if err != nil {
		p.Fatal(err)
	}
	st, err := bolt.Open(p.path("data/aktivasi.db"), key, store.Real, bolt.Options{Next: next})
	if err != nil {
		p.Fatal(err)
	}
	f(st)
	if err := st.Close(); err != nil {
		p.Fatal(err)
	}
}

func (p *place) people(st *bolt.Store) {
	ctx, then := p.Context(), time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)
	must := func(err error) {
		p.Helper()
		if err != nil {
			p.Fatal(err)
		}
	}
	must(st.SetUnits(ctx, []string{"Sekretariat Daerah", "Dinas Kesehatan"}))
	var ns []nip.NIP
	for _, s := range []string{done, undone, stuck} {
		ns = append(ns, number(p, s))
	}
	names := []string{"Rina Wulandari", "=Budi, Santoso", "Dewi Anggraini"}
	must(st.Merge(ctx, ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
		a.Name, a.Unit, a.Email = names[i], "Dinas Kesehatan", "a@contoh.example"
		if i == 1 {
			a.Unit = "Sekretariat Daerah"
		}
		if i == 0 {
			a.Kind = store.PPPK
			a.Devices = []store.Device{{ID: "1", Name: "HP Rina", Secret: flows.Hide("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), Enrolled: then}}
		}
		return true, store.Effects{Entries: []store.Entry{{At: then, What: store.AccountAdded, NIP: a.NIP, Detail: "roster"}}}, nil
	}))
	_, err := st.OpenCase(ctx, store.Case{Kind: store.ClosedAccount, NIP: ns[2], Name: names[2], Unit: "Dinas Kesehatan", Desk: "Meja 1", Opened: then},
		store.Effects{Entries: []store.Entry{{At: then, What: store.CaseOpened, NIP: ns[2], Desk: "Meja 1", Detail: "a\x1b[31mb\n\u202ec"}}})
	must(err)
	p.officer(st, boss, "Kepala Contoh", bossPassword, store.Chief)
	p.officer(st, hand, "Petugas Contoh", handPassword, store.Helper)
}

// officer keeps an officer who has signed in before.
func (p *place) officer(st *bolt.Store, n, name, password string, role store.Role) {
	p.Helper()
	record, err := hash.New(nil).Hash(p.Context(), flows.Hide(password))
	if err != nil {
		p.Fatal(err)
	}
	secret, err := otp.New(rand.Reader)
	if err != nil {
		p.Fatal(err)
	}
	p.secrets[n] = secret
	err = st.ChangeOfficer(p.Context(), number(p, n), func(o *store.Officer) (store.Effects, error) {
		now := time.Now()
		o.Name, o.Role, o.Added = name, role, now
		o.Password = store.Password{Hash: record, Set: now}
		o.Devices = []store.Device{{ID: n, Name: "authenticator", Secret: secret, Enrolled: now}}
		return store.Effects{}, nil
	})
	if err != nil {
		p.Fatal(err)
	}
}

// types is what an officer types to sign in, with a code that is right now.
func (p *place) types(n, password string) string {
	p.Helper()
	code, err := otp.Code(p.secrets[n], otp.StepAt(time.Now()))
	if err != nil {
		p.Fatal(err)
	}
	return n + "\n" + password + "\n" + code.Reveal() + "\n"
}

// said is what a command said, and how it ended.
type answer struct {
	out, errs string
	code      int
}

// run gives a command in the folder, with nothing to read.
func (p *place) run(args ...string) answer { return p.runWith("", args...) }

// runWith gives a command that reads from its standard input. It is the program
// itself, in a process of its own.
func (p *place) runWith(in string, args ...string) answer {
	p.Helper()
	ctx, end := context.WithTimeout(p.Context(), 5*time.Minute) // who hangs is told
	defer end()
	c := exec.CommandContext(ctx, "aktivasi", args...)
	var out, errs bytes.Buffer
	c.Dir, c.Stdin, c.Stdout, c.Stderr, c.WaitDelay = p.dir, strings.NewReader(in), &out, &errs, time.Second
	if err := c.Run(); ctx.Err() != nil || c.ProcessState == nil {
		p.Fatalf("%q: %v\n%s%s", args, err, &out, &errs)
	}
	return answer{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// kiosk opens the store as a kiosk does, and carries errands out until what it
// returns is called. The log is read for what must not be in it.
func (p *place) kiosk() (stop func()) {
	p.Helper()
	key, next, err := p.c.keys(os.Getenv)
	if err != nil {
		p.Fatal(err)
	}
	dir := p.path("data")
	st, err := bolt.Open(filepath.Join(dir, storeFile), key, store.Real, bolt.Options{Next: next})
	if err != nil {
		p.Fatal(err)
	}
	var log bytes.Buffer
	var mu sync.Mutex
	t := task{c: p.c}
	desk := t.desk(st, slog.New(slog.NewJSONHandler(&locked{mu: &mu, w: &log}, nil)))
	p.office = &office{store: st, desk: desk, dir: dir, key: key, next: next}
	end, err := p.office.listen()
	if err != nil {
		p.Fatal(err)
	}
	return sync.OnceFunc(func() {
		end()
		if err := st.Close(); err != nil {
			p.Error(err)
		}
		for _, secret := range []string{passphrase, bossPassword, handPassword, done, boss, "aktivasi-key"} {
			if strings.Contains(log.String(), secret) {
				p.Errorf("the log has %q:\n%s", secret, &log)
			}
		}
	})
}

type locked struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

func number(t testing.TB, s string) nip.NIP {
	t.Helper()
	n, err := nip.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// entries are the acts in the audit from the one numbered after on.
func (p *place) acts(after uint64) (acts []string) {
	p.Helper()
	p.open(func(st *bolt.Store) {
		err := st.Entries(p.Context(), after, func(_ uint64, e store.Entry) error {
			acts = append(acts, strings.TrimSpace(e.What.String()+" "+e.Desk))
			return nil
		})
		if err != nil {
			p.Error(err)
		}
	})
	return acts
}

// varying is what differs between two runs of one command: numbers drawn, heads
// of the audit, sizes and times.
var varying = regexp.MustCompile(`[0-9A-Z]{4}-[0-9A-Z]{4}|\d+:[0-9a-f]{32}|"(at|chain|key)":"[^"]*"|\d+ KiB|\d{4}-\d\d-\d\d \d\d:\d\d|\b[0-9a-f]{8}\b|[0-9.:]+ (WITA|November [0-9]+)`)

// Each command does the same, says the same and ends the same, whether the kiosk
// has the store open or nobody has.
func TestBothWays(t *testing.T) {
	t.Parallel()
	roster := "NIP,Nama,Status\n199312012025212001,Siti Aminah,PPPK Aktif\n"
	for _, tt := range []struct {
		name string
		args []string
		in   string
		code int
		file string // what it makes
		act  string // what the audit knows of it
	}{
		{"roster", []string{"roster", "import", "--config", "c.toml", "good.csv"}, "", exitDone, "", "account-added"},
		{"rows refused", []string{"roster", "import", "--config", "c.toml", "bad.csv"}, "", exitRefused, "bad.report.csv", ""},
		{"no roster", []string{"roster", "import", "--config", "c.toml", "c.toml"}, "", exitFailed, "", ""},
		{"report", []string{"report", "--config", "c.toml", "--format", "csv", "-o", "r.csv"}, "", exitDone, "r.csv", "report-made Meja 1"},
		{"report on standard output", []string{"report", "--config", "c.toml", "--table", "names", "-o", "-"}, "", exitDone, "", "report-made Meja 1"},
		{"slip", []string{"slip", "--config", "c.toml", done}, "", exitDone, "", "slip-printed Meja 1"},
		{"slip of somebody who is not done", []string{"slip", "--config", "c.toml", undone}, "", exitFailed, "", ""},
		{"slip of nobody", []string{"slip", "--config", "c.toml", "200012312024121001"}, "", exitFailed, "", ""},
		{"verify", []string{"audit", "verify", "--config", "c.toml"}, "", exitDone, "", ""},
		{"another head", []string{"audit", "verify", "--config", "c.toml", "--head", "2:" + strings.Repeat("0", 32)}, "", exitFailed, "", ""},
		{"export", []string{"audit", "export", "--config", "c.toml"}, "", exitDone, "", "audit-read Meja 1"},
		{"backup", []string{"backup", "--config", "c.toml", "--passphrase-file", "pass", "b.age"}, "", exitDone, "b.age", "backup-made Meja 1"},
		{"compact", []string{"compact", "--config", "c.toml"}, "", exitDone, "", "store-compacted Meja 1"},
		{"rotate", []string{"key", "rotate", "--config", "c.toml"}, "", exitDone, "", "key-rotated Meja 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var said [2]answer
			for way := range said {
				p := newPlace(t)
				p.write("good.csv", roster)
				p.write("bad.csv", roster+"1234,Salah,Aktif\n")
				var before store.Head
				p.open(func(st *bolt.Store) { before, _ = st.Head(t.Context()) })
				stop := func() {}
				if way == 1 {
					if !errand.Supported {
						t.Skip("nothing is handed over here")
					}
					stop = p.kiosk()
					defer stop()
				}
				said[way] = p.runWith(tt.in, tt.args...)
				stop()
				if tt.file != "" && p.read(tt.file) == "" {
					t.Errorf("%s is empty", tt.file)
				}
				acts := p.acts(before.Seq)
				if want := cmp.Or(tt.act, strings.Join(acts, "")); len(acts) > 1 || strings.Join(acts, "") != want {
					t.Errorf("the audit has %q, want %q", acts, tt.act)
				}
				left, err := filepath.Glob(p.path("data/.*"))
				if err != nil || len(left) > 0 {
					t.Errorf("left behind: %q, %v", left, err)
				}
				for _, s := range []*string{&said[way].out, &said[way].errs} {
					*s = varying.ReplaceAllString(*s, "*")
				}
			}
			if said[0] != said[1] {
				t.Errorf("alone:\n%+v\nbeside a kiosk:\n%+v", said[0], said[1])
			}
			if said[0].code != tt.code {
				t.Errorf("it ends with %d, want %d:\n%s", said[0].code, tt.code, said[0].errs)
			}
			if lines := strings.Count(said[0].errs, "\n"); tt.code == exitFailed && (lines < 1 || lines > 2 || !strings.HasPrefix(said[0].errs, "aktivasi: ")) {
				t.Errorf("it says\n%s", said[0].errs)
			}
		})
	}
}

// Nothing of what the commands make is seen while they make it, and what is there
// already stays.
func TestFilesStay(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for _, args := range [][]string{
		{"report", "--config", "c.toml", "-o", "there"},
		{"slip", "--config", "c.toml", "-o", "there", done},
		{"audit", "export", "--config", "c.toml", "-o", "there"},
		{"backup", "--config", "c.toml", "--passphrase-file", "pass", "there"},
	} {
		p.write("there", "mine")
		var before, after store.Head
		p.open(func(st *bolt.Store) { before, _ = st.Head(t.Context()) })
		s := p.run(args...)
		if s.code != exitFailed || !strings.Contains(s.errs, `make "there": there is one already`) || s.out != "" {
			t.Errorf("%s: %+v", args[0], s)
		}
		if p.read("there") != "mine" {
			t.Errorf("%s has replaced the file", args[0])
		}
		p.open(func(st *bolt.Store) { after, _ = st.Head(t.Context()) })
		if before.Seq != after.Seq {
			t.Errorf("%s: %d entries for nothing", args[0], after.Seq-before.Seq)
		}
	}
	// What fails on the way leaves no file either.
	if s := p.run("slip", "--config", "c.toml", "-o", "new", undone); s.code != exitFailed || !strings.Contains(s.errs, "MFA is not on") {
		t.Errorf("%+v", s)
	}
	if left, _ := filepath.Glob(p.path("*new*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func (a answer) String() string { return fmt.Sprintf("%s%s(exit code %d)", a.out, a.errs, a.code) }
