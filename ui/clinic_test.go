package ui

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// remedies are all that there are.
func remedies() (all []flows.Remedy) {
	for r := flows.RemedyClock; r < flows.Remedies; r++ {
		all = append(all, r)
	}
	return all
}

// said is all of a remedy's page, in one string.
func said(w Words, r flows.Remedy) string {
	sh := describe(flows.Session{State: flows.AtRemedy, Remedy: r}, w, noon)
	texts := []string{sh.Title}
	for _, p := range slices.Concat(sh.Lead, sh.Steps, sh.Tail) {
		texts = append(texts, p.String())
	}
	for _, f := range sh.Known {
		texts = append(texts, f.Label+" "+f.Value.String())
	}
	return strings.Join(texts, "\n")
}

// The tree asks in words what it asks in data: as many answers, and no two alike.
func TestQuestionsInWords(t *testing.T) {
	for _, w := range Languages() {
		for q := range flows.Questions {
			c := w.Clinic
			if title := c.Question[q]; !strings.HasSuffix(title, "?") || len([]rune(title)) > 60 {
				t.Errorf("%s: %v is asked as %q", w.Tag, q, title)
			}
			if len(c.Answer[q]) != len(flows.Tree[q]) {
				t.Errorf("%s: %v has %d answers, and words for %d", w.Tag, q, len(flows.Tree[q]), len(c.Answer[q]))
			}
			for i, text := range c.Answer[q] {
				if text == "" || len([]rune(text)) > 66 || strings.HasSuffix(text, ".") || slices.Contains(c.Answer[q][:i], text) {
					t.Errorf("%s: answer %d of %v: %q", w.Tag, i, q, text)
				}
			}
			var menu []string
			for _, l := range describe(flows.Session{State: flows.AtClinic, Question: q}, w, noon).Menu {
				menu = append(menu, l.Text)
			}
			want := slices.Clone(c.Answer[q])
			if q == flows.AskWhat {
				want = append(want, w.Choice[flows.GoTest])
			}
			if !slices.Equal(menu, want) {
				t.Errorf("%s: %v offers %q", w.Tag, q, menu)
			}
		}
	}
}

// Every failure of the domain notes has a whole card in both languages.
func TestRemediesInWords(t *testing.T) {
	for _, w := range Languages() {
		for _, r := range remedies() {
			card := reflect.ValueOf(w.Clinic.Remedy[r])
			for i := range card.NumField() {
				if card.Field(i).IsZero() {
					t.Errorf("%s: %v has no %s", w.Tag, r, card.Type().Field(i).Name)
				}
			}
			c := w.Clinic.Remedy[r]
			if len([]rune(c.Title)) > 60 || strings.HasSuffix(c.Title, ".") {
				t.Errorf("%s: %v is called %q", w.Tag, r, c.Title)
			}
			if n := len(regexp.MustCompile(`[.?](\s|$)`).FindAllString(c.Why, -1)); n < 1 || n > 2 {
				t.Errorf("%s: %v is explained in %d sentences", w.Tag, r, n)
			}
			if n := len(c.Steps); n < 2 || n > 5 {
				t.Errorf("%s: %v takes %d steps", w.Tag, r, n)
			}
			for _, text := range append(slices.Clone(c.Steps), c.Sign) {
				if !strings.HasSuffix(text, ".") {
					t.Errorf("%s: %v: no sentence: %q", w.Tag, r, text)
				}
			}
		}
	}
}

// asks is a request to hand over what is nobody's business.
var asks = map[string]*regexp.Regexp{
	"id": regexp.MustCompile(`(?i)(beri|berikan|sebut|sebutkan|kirim|kirimkan|tunjuk|tunjukkan|bacakan|sampaikan|beri tahu)\b[^.;,]*(otp|password|kode|kunci)`),
	"en": regexp.MustCompile(`(?i)\b(tell|give|send|show|read|say|hand)\b[^.;,]*\b(otp|password|code|key)\b`),
}

// Nothing here tells anybody to give an OTP or a password away, and where an
// officer helps it is said what to bring instead.
func TestRemediesAskForNoSecret(t *testing.T) {
	for _, w := range Languages() {
		for _, r := range remedies() {
			for _, text := range append(slices.Clone(w.Clinic.Remedy[r].Steps), w.Clinic.Remedy[r].Why) {
				if bad := asks[w.Tag].FindString(text); bad != "" {
					t.Errorf("%s: %v: %q", w.Tag, r, bad)
				}
			}
			card := map[string]string{"id": "KTP", "en": "identity"}[w.Tag]
			if flows.Cures[r].By == flows.ByOfficer && !strings.Contains(said(w, r), card) {
				t.Errorf("%s: %v does not say what to bring to an officer", w.Tag, r)
			}
			if last := flows.Cures[r].Then == flows.ByBKN; last != strings.Contains(said(w, r), "support-siasn.bkn.go.id") {
				t.Errorf("%s: %v, which ends at BKN: %v, names its helpdesk otherwise", w.Tag, r, last)
			}
		}
		var lead strings.Builder
		for _, p := range describe(flows.Session{State: flows.AtReport, Remedy: flows.RemedyApp}, w, noon).Lead {
			lead.WriteString(p.String() + " ")
		}
		for _, word := range []string{"NIP", "assword", "OTP"} {
			if !strings.Contains(lead.String(), word) {
				t.Errorf("%s: who reports a case is not told of %s: %s", w.Tag, word, lead.String())
			}
		}
	}
}

// A clock is set where the phone has it, by the names it has there, and nobody
// is sent to another time zone (domain notes §4).
func TestClockRemedyNamesBothWays(t *testing.T) {
	want := map[string][]string{
		"id": {"Setelan › Sistem / Manajemen umum › Tanggal & waktu › aktifkan Setel waktu secara otomatis dan Setel zona waktu secara otomatis", "Pengaturan › Umum › Tanggal & Waktu › aktifkan Atur Secara Otomatis", "zona yang benar tidak mengubah kode"},
		"en": {"Settings › System / General management › Date & time › turn on Set time automatically and Set time zone automatically", "Settings › General › Date & Time › turn on Set Automatically", "the right zone does not change the code"},
	}
	for _, w := range Languages() {
		text := said(w, flows.RemedyClock)
		for _, way := range want[w.Tag] {
			if !strings.Contains(text, way) {
				t.Errorf("%s: no %q in\n%s", w.Tag, way, text)
			}
		}
		for _, r := range remedies() {
			if strings.Contains(said(w, r), "GMT") {
				t.Errorf("%s: %v sets a time zone", w.Tag, r)
			}
		}
	}
}

// The entry is called what the phone shows: by the name that is configured, and
// where nobody knows that by none.
func TestEntryIsCalledWhatThePhoneShows(t *testing.T) {
	for _, w := range Languages() {
		named := 0
		for _, r := range remedies() {
			s := flows.Session{State: flows.AtRemedy, Remedy: r, Facts: flows.Facts{Issuer: "BKD *Contoh*"}}
			sh := describe(s, w, noon)
			text := sh.Title
			for _, step := range sh.Steps {
				text += " " + step.String()
			}
			if strings.Contains(text, "BKD *Contoh*") {
				named++
			}
			for _, text := range []string{text, said(w, r)} {
				for _, bad := range []string{"public-siasn", "ASN-Digital", "%"} {
					if strings.Contains(text, bad) {
						t.Errorf("%s: %v says %q", w.Tag, r, bad)
					}
				}
			}
		}
		if named != 2 || !strings.Contains(said(w, flows.RemedySignIn), w.Code.Account) {
			t.Errorf("%s: %d remedies name the entry", w.Tag, named)
		}
		for _, at := range asking[:2] {
			s := refused(t, at, nothing)
			s.Facts.Issuer = "BKD *Contoh*"
			if c, _ := w.card(s, noon); !strings.Contains(c.steps[0].String(), "BKD *Contoh*") {
				t.Errorf("%s: the card of %v says %q", w.Tag, at, c.steps[0])
			}
		}
	}
}

// What only a browser can do is said of the portal: a kiosk has none.
func TestBrowsersAreOfThePortal(t *testing.T) {
	of := map[string][2]string{"id": {"Di portal", "muat ulang|cache|penyamaran|browser|isian otomatis"}, "en": {"On the portal", "load the page|cache|incognito|browser|filled in"}}
	for _, w := range Languages() {
		for _, r := range remedies() {
			for _, step := range w.Clinic.Remedy[r].Steps {
				if regexp.MustCompile(of[w.Tag][1]).MatchString(strings.ToLower(step)) && !strings.HasPrefix(step, of[w.Tag][0]) {
					t.Errorf("%s: %v: %q", w.Tag, r, step)
				}
			}
		}
	}
}

// What a card tells one to choose stands below it.
func TestRemediesNameWhatTheyOffer(t *testing.T) {
	for _, w := range Languages() {
		for _, r := range remedies() {
			s := flows.Session{State: flows.AtRemedy, Remedy: r}
			text := said(w, r)
			var menu []string
			for _, l := range describe(s, w, noon).Menu {
				menu = append(menu, l.Text)
				if l.Text == "" {
					t.Errorf("%s: %v offers a line without words", w.Tag, r)
				}
			}
			named := []string{w.Choice[flows.GoReport], w.Choice[flows.GoTest]}
			for _, text := range w.Clinic.Begin {
				named = append(named, text)
			}
			for _, name := range named {
				if strings.Contains(text, name) && !slices.Contains(menu, name) {
					t.Errorf("%s: %v speaks of %q, and offers %q", w.Tag, r, name, menu)
				}
			}
		}
	}
}

// At 80 columns a card and its choices are seen at one glance. Where there is no
// room for that, one reads from the top, and nobody takes a line that they have
// not seen.
func TestRemediesFit(t *testing.T) {
	small := paper.Frame{W: 60, H: 20}
	for _, w := range Languages() {
		for _, r := range remedies() {
			sc := scene{s: flows.Session{State: flows.AtRemedy, Remedy: r}}
			for _, g := range []paper.Glyphs{paper.Modern, paper.ASCII} {
				a := sc.show(w, themed(termenv.Ascii, g), paper.Frame{W: 80, H: 24})
				if most, _ := a.Theme.Reach(a.page(), a.frame); most != 0 {
					t.Errorf("%s: %v scrolls by %d rows at 80 × 24", w.Tag, r, most)
				}
				if view := ansi.Strip(a.View()); g.Pick != "›" && strings.Contains(view, "›") {
					t.Errorf("%s: %v has a letter that the terminal has not:\n%s", w.Tag, r, view)
				}
			}
			a := sc.show(w, themed(termenv.Ascii, paper.Modern), small)
			if view := a.View(); !strings.Contains(view, strings.Fields(w.Clinic.Remedy[r].Title)[0]) {
				t.Errorf("%s: %v does not begin at its title:\n%s", w.Tag, r, view)
			}
			if most, _ := a.Theme.Reach(a.page(), small); most == 0 {
				continue
			}
			press(a, "enter")
			if a.session.State != flows.AtRemedy {
				t.Errorf("%s: Enter took a line of %v that is out of sight", w.Tag, r)
			}
			if line := describe(a.session, w, noon).Menu[0].Text; !strings.Contains(a.View(), line) {
				t.Errorf("%s: %v: Enter did not bring %q into sight:\n%s", w.Tag, r, line, a.View())
			}
			press(a, "enter")
			if a.session.State == flows.AtRemedy {
				t.Errorf("%s: %v: a second Enter does nothing", w.Tag, r)
			}
		}
	}
}

// Each question and each remedy is a page of its own: the cursor begins at its
// top, whatever was chosen on the one before.
func TestClinicBeginsAtTheTop(t *testing.T) {
	a := app()
	press(a, "down", "down", "down", "down", "enter")
	for _, want := range []flows.Question{flows.AskWhat, flows.AskMail, flows.AskDeadMailbox} {
		if a.session.State != flows.AtClinic || a.session.Question != want || a.form.at != 0 {
			t.Fatalf("at %v, %v, line %d", a.session.State, a.session.Question, a.form.at)
		}
		moves := map[flows.Question][]string{
			flows.AskWhat: {"down", "down", "enter"}, flows.AskMail: {"down", "enter"}, flows.AskDeadMailbox: {"down", "enter"},
		}
		press(a, moves[want]...)
	}
	if a.session.Remedy != flows.RemedyNoMailbox || a.form.at != 0 {
		t.Fatalf("at %v, line %d", a.session.Remedy, a.form.at)
	}
	press(a, "down", "esc")
	// And back to the answer that one gave: the next is what one wants to try.
	for _, want := range []struct {
		q    flows.Question
		line int
	}{{flows.AskDeadMailbox, 1}, {flows.AskMail, 1}, {flows.AskWhat, 2}} {
		if a.session.Question != want.q || a.form.at != want.line {
			t.Errorf("back at %v, line %d, want %v, line %d", a.session.Question, a.form.at, want.q, want.line)
		}
		press(a, "esc")
	}
}

// reporting is the world of right, in which a case gets a number.
func reporting(ctx context.Context, e flows.Effect) flows.Event {
	if e.Do == flows.ReportCase {
		return flows.Event{Kind: flows.Accept, Ref: e.Ref, Facts: &flows.Facts{Case: 18}}
	}
	return right(ctx, e)
}

// The whole way in lines, as a screen reader hears it: questions, a remedy with
// its steps, and a case with its number.
func TestClinicPlainly(t *testing.T) {
	for _, tt := range []struct{ lines, want string }{
		{"5\n1\n1\n1\n", "Setel jam HP ke otomatis."},
		{"5\n1\n1\n1\n", "Langkah 1. Android: Setelan, Sistem / Manajemen umum, Tanggal & waktu, aktifkan Setel waktu secara otomatis dan Setel zona waktu secara otomatis."},
		{"5\n1\n1\n1\n", "Berhasil jika: Kode yang baru diterima."},
		{"5\n1\n1\n1\n", "1. Uji HP saya"},
		{"5\n1\n:kembali\n", "1. Kode OTP ditolak\n2. Kode QR tidak muncul atau tidak terbaca"},
		{"5\n1\n1\n6\n2\n199001012015011001\n", "Kendala: OTP ditolak"},
		{"5\n1\n1\n6\n2\n199001012015011001\n", "Nomor kasus Anda: 18."},
		{"5\n1\n1\n6\n2\n199001012015011001\n", "Kasus sudah dicatat untuk petugas."},
	} {
		var out bytes.Buffer
		err := Plain(t.Context(), &out, answers(tt.lines, &out), Setting{
			World: reporting, Now: func() time.Time { return noon },
			Theme: themed(termenv.Ascii, paper.ASCII), Words: Indonesian(),
		})
		if !errors.Is(err, ErrLeft) {
			t.Errorf("%q: %v", tt.lines, err)
		}
		if !strings.Contains(out.String(), tt.want) {
			t.Errorf("%q: no %q in\n%s", tt.lines, tt.want, out.String())
		}
		for _, q := range []flows.Question{flows.AskWhat, flows.AskRefused} {
			if title := Indonesian().Clinic.Question[q]; !strings.Contains(out.String(), "\n"+title+"\n") {
				t.Errorf("%q: %q was not asked:\n%s", tt.lines, title, out.String())
			}
		}
	}
}
