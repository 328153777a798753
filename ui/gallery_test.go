package ui

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/ui/paper"
)

// noon is 09.21.39 at a desk in Jakarta: 21 seconds before a code changes.
var noon = time.Date(2026, 4, 14, 9, 21, 39, 0, time.FixedZone("WIB", 7*3600))

// secret is that of the domain notes' vectors (§15).
const secret = "IFREGZCFMZDWQSLKJNWE23SPOBIXEU3U"

// A scene is one screen as it may be met: a session, and what was typed into it.
type scene struct {
	name  string
	s     flows.Session
	typed map[flows.Field]string
	at    int // which field or line the cursor is in
}

func uriOf() (flows.Secret, error) {
	return otp.URI(otp.DefaultIssuer, "199001012015011001", flows.Hide(secret))
}

func uri(t testing.TB) flows.Secret {
	t.Helper()
	u, err := uriOf()
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// gallery is every state, and the moments in it that look different.
func gallery(t testing.TB) []scene {
	nip := flows.Hide("199001012015011001")
	people := []flows.Player{
		{NIP: "199001012015011001", Name: "Budi Santoso", Email: "budi@kantor.example", Part: flows.FirstAccess},
		{NIP: "199312012025212001", Name: "Siti Aminah", Email: "siti@sekolah.example", Part: flows.FirstPPPK},
		{NIP: "198802292012122003", Name: "Dewi Anggraini", Email: "dewi@lama.example", Part: flows.DeadMailbox},
		{NIP: "198507172023221015", Name: "Rina Wulandari", Email: "rina@puskesmas.example", Password: flows.Hide("Kopi-Hangat7-Sore"), Part: flows.LostPhone},
		{NIP: "200012312024121001", Name: "Agus Pratama", Email: "agus@dinas.example", Password: flows.Hide("agus2024"), Part: flows.WeakOne},
	}
	practice := flows.Facts{Practice: true, People: people}
	captcha := flows.Facts{Captcha: flows.Captcha{Letters: flows.Hide("hR4fT"), Seed: 7}}
	captchaP := practice
	captchaP.Captcha = captcha.Captcha
	sum := flows.Facts{Captcha: flows.Captcha{A: 7, B: 2}}
	mailed := flows.Facts{Mail: "joh*****@gmail.com", Until: noon.Add(9 * time.Minute), ResendAt: noon.Add(12 * time.Second)}
	mailedP := practice
	mailedP.Mail, mailedP.Until, mailedP.ResendAt = "bud*****@kantor.example", noon.Add(9*time.Minute), noon.Add(-time.Second)
	mailedP.Letter = flows.Letter{To: "budi@kantor.example", Subject: "Kode reset password ASN Digital", Code: flows.Hide("K7M3QXPT")}
	deadP := mailedP
	deadP.Mail, deadP.Letter = "dew*****@lama.example", flows.Letter{}
	person := flows.Person{NIP: nip, Name: "Budi Santoso", Unit: "Sekretariat Daerah", Email: flows.Hide("johndoe@gmail.com")}
	reset := mailed
	reset.Person = person
	phrase := reset
	phrase.Phrase = flows.Hide("Kopi-pagi-sungai-layar-7")
	off := flows.Facts{Person: person, PasswordSet: noon.AddDate(0, 0, -2)}
	one := off
	one.MFA = true
	one.Devices = []flows.Device{{ID: "a", Name: "HP Pribadi", Enrolled: noon.AddDate(0, -1, 0), Used: noon.Add(-3 * time.Hour)}}
	many := one
	many.PasswordSet = noon.AddDate(0, -4, 0)
	many.Devices = append(append([]flows.Device{}, one.Devices...), flows.Device{ID: "b", Name: "Tablet kantor lantai dua ruang kepegawaian", Enrolled: noon})
	weak := one
	weak.Weak = true
	key := off
	key.Key, key.URI, key.Until = flows.Hide(secret), uri(t), noon.Add(14*time.Minute)
	wrong := key
	wrong.Left = 4
	rest := key
	rest.WaitUntil = noon.Add(27 * time.Second)
	resting := flows.Facts{WaitUntil: noon.Add(27 * time.Second)}
	left := flows.Facts{Left: 3}
	in := func(at flows.State, f flows.Facts, say flows.Reason) flows.Session {
		return flows.Session{State: at, Facts: f, Say: say, NIP: nip}
	}
	busy := func(s flows.Session, op flows.Op) flows.Session { s.Pending, s.Doing = 1, op; return s }
	help := func(s flows.Session) flows.Session { s.Help = true; return s }
	type typed = map[flows.Field]string
	return append([]scene{
		{"start", flows.Session{}, nil, 0},
		{"start-practice", flows.Session{Facts: practice}, nil, 6},
		{"start-help", help(flows.Session{}), nil, 0},
		{"name", flows.Session{State: flows.AtName, Facts: captcha}, typed{flows.NIP: "19900101"}, 0},
		{"name-captcha", in(flows.AtName, captchaP, flows.CaptchaWrong), typed{flows.NIP: nip.Reveal(), flows.CaptchaText: "hR4f"}, 1},
		{"name-sum", in(flows.AtName, sum, flows.Silence), typed{flows.NIP: nip.Reveal()}, 1},
		{"name-nik", flows.Session{State: flows.AtName, Facts: captcha, Say: flows.BadNIP, NIP: flows.Hide("3500000101900001")}, typed{flows.NIP: "3500000101900001"}, 0},
		{"name-help", help(in(flows.AtName, captcha, flows.Silence)), nil, 0},
		{"address", in(flows.AtAddress, mailed, flows.Silence), typed{flows.Address: "johndoe@gm"}, 0},
		{"address-sending", busy(in(flows.AtAddress, mailed, flows.Silence), flows.MailPasswordCode), typed{flows.Address: "johndoe@gmail.com"}, 0},
		{"address-mail-failed", in(flows.AtAddress, mailed, flows.MailFailed), typed{flows.Address: "johndoe@gmail.com"}, 0},
		{"mailcode", in(flows.AtMailCode, mailed, flows.CodeSent), typed{flows.MailedCode: "K7M3Q"}, 0},
		{"mailcode-practice", in(flows.AtMailCode, mailedP, flows.CodeSent), nil, 0},
		{"mailcode-dead", in(flows.AtMailCode, deadP, flows.CodeSent), nil, 0},
		{"mailcode-wrong", in(flows.AtMailCode, func() flows.Facts { f := mailed; f.Left = 3; return f }(), flows.CodeWrong), nil, 0},
		{"password-empty", in(flows.AtPassword, reset, flows.CodeRight), nil, 0},
		{"password", in(flows.AtPassword, reset, flows.Silence), typed{flows.NewPassword: "KopiPagiBalige77"}, 0},
		{"password-common", in(flows.AtPassword, reset, flows.PasswordBroken), typed{flows.NewPassword: "P@ssw0rd-2024!", flows.Confirmation: "P@ssw0rd-2024!"}, 0},
		{"password-phrase", in(flows.AtPassword, phrase, flows.PhraseMade), typed{flows.NewPassword: "Kopi-pagi-sungai-layar-7"}, 1},
		{"password-set", in(flows.PasswordSet, flows.Facts{}, flows.PasswordDone), nil, 0},
		{"signin", in(flows.AtSignIn, flows.Facts{}, flows.Silence), typed{flows.NIP: nip.Reveal(), flows.Password: "KopiPagi7-Balige"}, 1},
		{"signin-wrong", in(flows.AtSignIn, left, flows.SignInWrong), typed{flows.NIP: nip.Reveal()}, 1},
		{"signin-wait", in(flows.AtSignIn, resting, flows.MustWait), typed{flows.NIP: nip.Reveal()}, 1},
		{"signin-otp-used", in(flows.AtSignIn, left, flows.OTPUsed), typed{flows.NIP: nip.Reveal(), flows.Password: "KopiPagi7-Balige"}, 2},
		{"weak-signin", in(flows.AtWeakSignIn, practice, flows.Silence), nil, 0},
		{"weak", in(flows.AtWeakPassword, weak, flows.PasswordIsWeak), nil, 0},
		{"prepare", in(flows.AtPrepare, off, flows.Silence), nil, 0},
		{"scan", in(flows.AtScan, key, flows.KeyReady), typed{flows.OTP: "481", flows.DeviceName: "HP Pribadi"}, 0},
		{"scan-wrong", in(flows.AtScan, wrong, flows.OTPWrong), typed{flows.DeviceName: "HP Pribadi"}, 0},
		{"scan-wait", in(flows.AtScan, rest, flows.OTPWrong), typed{flows.DeviceName: "HP Pribadi"}, 0},
		{"activated", in(flows.Activated, one, flows.Enrolled), nil, 0},
		{"lost-name", in(flows.AtLostName, sum, flows.UnknownNIP), typed{flows.NIP: nip.Reveal()}, 0},
		{"lost-address", in(flows.AtLostAddress, mailed, flows.AddressWrong), typed{flows.Address: "jon@gmail.com"}, 0},
		{"lost-code", in(flows.AtLostCode, mailed, flows.CodeSent), nil, 0},
		{"mfa-reset", in(flows.MFAReset, flows.Facts{}, flows.DevicesRevoked), nil, 0},
		{"account-off", in(flows.AtAccount, off, flows.MFAIsOff), nil, 0},
		{"account", in(flows.AtAccount, many, flows.SignedIn), nil, 1},
		{"device", in(flows.AtDevice, one, flows.LastDevice), nil, 1},
		{"rename", in(flows.AtRename, many, flows.DeviceNameTaken), typed{flows.DeviceName: "Tablet"}, 0},
		{"remove", in(flows.AtRemove, many, flows.Silence), typed{flows.OTP: "12"}, 0},
		{"add-device", in(flows.AtAddDevice, one, flows.OTPNeeded), nil, 0},
		{"old-password", in(flows.AtOldPassword, one, flows.Silence), nil, 0},
		{"change", in(flows.AtChange, one, flows.Silence), typed{flows.NewPassword: "pendek"}, 0},
		{"officer", in(flows.AtCounter, flows.Facts{}, flows.AddressNotMine), nil, 0},
		{"restore", in(flows.AtRestore, practice, flows.Silence), nil, 0},
	}, append(append(deskGallery(), clinicGallery(t)...), codeGallery(t)...)...)
}

// idle is a world that is never asked.
func idle(context.Context, flows.Effect) flows.Event { return flows.Event{} }

// theme is made for no terminal in particular.
func themed(p termenv.Profile, g paper.Glyphs) paper.Theme {
	return paper.NewTheme(io.Discard, p, paper.Calm, g)
}

// show puts an App into a scene.
func (sc scene) show(w Words, t paper.Theme, f paper.Frame) *App {
	a := New(context.Background(), Setting{
		World: idle, Now: func() time.Time { return noon }, Theme: t, Words: w,
		Practice: sc.s.Facts.Practice,
	})
	a.session, a.frame = sc.s, f
	a.open()
	for _, in := range flows.Inputs(sc.s) {
		a.form.set(in.Field, sc.typed[in.Field])
	}
	a.form.focus(sc.at)
	switch sc.s.Say.Sort() {
	case flows.Slip, flows.Refusal:
		a.form.refused = true
	default:
	}
	a.follow()
	return a
}

var frames = []paper.Frame{{W: 80, H: 24}, {W: 120, H: 30}, {W: 60, H: 20}}

// Every screen is drawn in both languages at three sizes, without colour, in
// files that a person can read: what changed on a screen is read in a diff.
func TestGallery(t *testing.T) {
	seen := map[flows.State]bool{}
	for _, sc := range gallery(t) {
		seen[sc.s.State] = true
		for _, w := range Languages() {
			t.Run(sc.name+"/"+w.Tag, func(t *testing.T) {
				var got strings.Builder
				for _, f := range frames {
					fmt.Fprintf(&got, "%d x %d %s\n", f.W, f.H, strings.Repeat("=", f.W-9))
					view := sc.show(w, themed(termenv.Ascii, paper.Modern), f).View()
					for _, r := range strings.Split(view, "\n") {
						if n := lipgloss.Width(r); n > f.W {
							t.Errorf("%v: a row of %d columns: %q", f, n, ansi.Strip(r))
						}
						got.WriteString(strings.TrimRight(inked(r), " ") + "\n")
					}
					if n := strings.Count(view, "\n") + 1; n > f.H {
						t.Errorf("%v: %d rows", f, n)
					}
				}
				path := filepath.Join("testdata", "gallery", sc.name+"."+w.Tag+".txt")
				if os.Getenv("UPDATE") != "" {
					if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got.String() != string(want) {
					t.Errorf("looks otherwise than %s (UPDATE=1 go test ./ui draws it anew):\n%s", path, got.String())
				}
			})
		}
	}
	for s := range flows.States {
		if !seen[s] && s != flows.Left {
			t.Errorf("%v is in no picture", s)
		}
	}
}

// sgr is one colour sequence and the text after it.
var sgr = regexp.MustCompile(`\x1b\[([0-9;]*)m([^\x1b]*)`)

// inked is a row without colour sequences, in which the cells of a QR code,
// which are nothing but colour, stand as blocks: light is lit, so that the file
// can even be scanned off a dark terminal.
func inked(row string) string {
	if !strings.Contains(row, "\x1b[") {
		return row
	}
	head, _, _ := strings.Cut(row, "\x1b[")
	out := head
	for _, m := range sgr.FindAllStringSubmatch(row, -1) {
		light := strings.HasSuffix(m[1], "107") || strings.Contains(m[1], ";107")
		switch {
		case m[1] == "" || m[1] == "0":
			out += m[2]
		case light:
			out += strings.NewReplacer(" ", "█", "▄", "▀").Replace(m[2])
		default:
			out += m[2]
		}
	}
	return out
}

// What does not fit in width wraps and what does not fit in height scrolls:
// nowhere between 40 and 132 columns, nor at 60 × 20, is a word of a page lost.
func TestNoWordIsLost(t *testing.T) {
	widths := []paper.Frame{{W: 60, H: 20}}
	for wide := 40; wide <= 132; wide++ {
		widths = append(widths, paper.Frame{W: wide, H: 24})
	}
	for _, sc := range gallery(t) {
		for _, w := range Languages() {
			t.Run(sc.name+"/"+w.Tag, func(t *testing.T) {
				t.Parallel()
				for _, f := range widths {
					for _, word := range lost(sc.show(w, themed(termenv.Ascii, paper.Modern), f)) {
						t.Errorf("at %v %q is lost", f, word)
					}
				}
			})
		}
	}
}

// lost is the words of a page that are on none of its parts when one pages
// through it.
func lost(a *App) (missing []string) {
	sh := describe(a.session, a.Words, a.Now())
	var texts []string
	add := func(s string) { texts = append(texts, s) }
	if c, ok := a.Words.card(a.session, a.Now()); ok && a.session.Help {
		add(c.title + " " + c.means.String() + " " + c.sign.String() + " " + c.above)
		for _, t := range c.trees {
			add(strings.Join(tapped(t), " "))
		}
		for _, f := range c.known {
			add(f.Label + " " + f.Value.String())
		}
		for _, s := range c.steps {
			add(s.String())
		}
	} else if a.session.Help {
		add(a.Words.HelpTitle + " " + a.Words.Help[a.session.State] + " " + a.Words.AllKeys)
	} else {
		_, pictured := a.code.beside(a.session.Facts.URI.Reveal(), a.frame)
		scanning := keyShown(a.session)
		switch {
		case scanning && pictured && a.Words.refused(a.session):
			_, do := a.Words.refusal(a.session, a.Now())
			add(do.String()) // in place of the steps
			sh.Lead = nil
		case scanning && pictured:
			add(strings.ReplaceAll(strings.Join(a.Words.Scan[:], " "), "*", "") + " " + a.Words.Key)
		case scanning:
			add(a.Words.KeyOnly + " " + strings.ReplaceAll(a.Words.TooSmall, "*", ""))
		case a.session.State != flows.Activated || a.frame.Small():
			add(sh.Title)
		}
		for _, p := range append(sh.Lead, sh.Tail...) {
			add(p.String())
		}
		for _, f := range sh.Known {
			add(f.Label + " " + f.Value.String())
		}
		menu := sh.Menu
		for _, row := range sh.Grid.Rows {
			for i, cell := range row {
				if sh.Grid.Columns[i].Rank == 0 { // the others may have to go
					add(cell.String())
				}
			}
		}
		for _, row := range append(sh.Causes.Rows, sh.Causes.Total) {
			for _, cell := range row {
				add(cell.String())
			}
		}
		if sh.Grid.Picks {
			menu = menu[len(sh.Grid.Rows):]
		}
		for _, l := range menu {
			add(l.Text)
		}
		for _, ask := range sh.Asks {
			add(ask.Label)
			if ask.Field != flows.CaptchaText {
				add(ask.Hint)
			}
		}
	}
	if p := a.page(); len(p.Say) > 0 {
		add(p.Say.String())
	}
	var all strings.Builder
	most, page := a.Theme.Reach(a.page(), a.frame)
	for at := 0; ; at += page {
		a.scroll = min(at, most)
		all.WriteString(ansi.Strip(a.View()) + "\n")
		if at >= most {
			break
		}
	}
	shown := strings.Join(strings.Fields(all.String()), "")
	for _, text := range texts {
		for _, word := range strings.Fields(text) {
			if !strings.Contains(shown, word) {
				missing = append(missing, word)
			}
		}
	}
	return missing
}

// The header names practice on every screen, so that nobody takes it for real.
func TestPracticeIsAlwaysNamed(t *testing.T) {
	for _, w := range Languages() {
		for _, sc := range gallery(t) {
			sc.s.Facts.Practice = true
			for _, f := range append(frames, paper.Frame{W: 40, H: 12}) {
				a := sc.show(w, themed(termenv.Ascii, paper.ASCII), f)
				a.Practice = true
				if head := strings.Join(strings.Split(a.View(), "\n")[:(f.H-min(f.H, 30))*2/5+3], "\n"); !strings.Contains(head, w.Practice) {
					t.Errorf("%s/%s at %v: no %s in\n%s", sc.name, w.Tag, f, w.Practice, head)
				}
			}
		}
	}
}
