package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/flows/phone"
	"aktivasi/ui/paper"
)

// ctrlP is the key of the phone.
var ctrlP = tea.KeyMsg{Type: tea.KeyCtrlP}

// atScan is practice at the QR code, with nothing typed but the phone's name.
func atScan(t testing.TB, w Words, th paper.Theme, f paper.Frame) *App {
	t.Helper()
	a := New(context.Background(), Setting{
		World: idle, Now: func() time.Time { return noon }, Theme: th, Words: w, Practice: true, Handset: true,
	})
	a.session = flows.Session{State: flows.AtScan, Say: flows.KeyReady, Facts: flows.Facts{
		Practice: true, Key: flows.Hide(secret), URI: uri(t), Until: noon.Add(14 * time.Minute),
	}}
	a.open()
	a.Update(tea.WindowSizeMsg{Width: f.W, Height: f.H})
	return a
}

// older is an entry from an earlier scan.
func older(t testing.TB) flows.Secret {
	t.Helper()
	u, err := otp.URI(otp.DefaultIssuer, "199001012015011001", flows.Hide("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// handsets are the moments of the phone that look different: what is on it, and
// which keys were pressed after it was opened.
func handsets(t testing.TB) []struct {
	name string
	have []flows.Secret
	keys []string
} {
	return []struct {
		name string
		have []flows.Secret
		keys []string
	}{
		{"phone-empty", nil, nil},
		{"phone-one", nil, []string{"enter"}},
		{"phone-two", []flows.Secret{older(t)}, []string{"enter"}},
		{"phone-remove", []flows.Secret{older(t), uri(t)}, []string{"down", "enter"}},
		{"phone-settings", []flows.Secret{uri(t)}, []string{"down", "down", "enter"}},
		{"phone-slow", []flows.Secret{uri(t)}, []string{"down", "down", "enter", "enter", "down", "down", "enter", "enter", "enter", "enter"}},
		{"phone-lost", []flows.Secret{uri(t)}, []string{"down", "down", "enter", "down", "enter"}},
		{"phone-new", []flows.Secret{uri(t)}, []string{"down", "down", "enter", "down", "enter", "down", "enter"}},
	}
}

// The phone is drawn where it takes the page's place and where it stands beside
// it, in both languages, and on a screen that has no room for either.
func TestGalleryHandset(t *testing.T) {
	for _, sc := range handsets(t) {
		for _, w := range Languages() {
			t.Run(sc.name+"/"+w.Tag, func(t *testing.T) {
				var got strings.Builder
				for _, f := range []paper.Frame{{W: 80, H: 24}, {W: 120, H: 40}, {W: 60, H: 20}} {
					a := atScan(t, w, themed(termenv.Ascii, paper.Modern), f)
					a.handset.phone = with(t, sc.have...)
					a.Update(ctrlP)
					press(a, sc.keys...)
					fmt.Fprintf(&got, "%d x %d %s\n", f.W, f.H, strings.Repeat("=", f.W-9))
					view := a.View()
					for _, r := range strings.Split(view, "\n") {
						got.WriteString(strings.TrimRight(inked(r), " ") + "\n")
					}
					if w, h := lipgloss.Size(view); w > f.W || h > f.H {
						t.Errorf("%v: %d x %d", f, w, h)
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
}

// with is a phone that has scanned all that.
func with(t testing.TB, addresses ...flows.Secret) (p phone.Phone) {
	t.Helper()
	for _, u := range addresses {
		var err error
		if p, err = p.Scan(u); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// Held open the phone has all the keys. Whatever is pressed, typed or pasted, the
// page below stays as it is, but for the language, and for the way out.
func TestKeysNeverReachThePage(t *testing.T) {
	for _, f := range []paper.Frame{{W: 80, H: 24}, {W: 120, H: 40}} {
		a := atScan(t, Indonesian(), themed(termenv.Ascii, paper.Modern), f)
		asked := 0
		a.World = func(context.Context, flows.Effect) flows.Event { asked++; return flows.Event{} }
		press(a, "48")
		a.Update(ctrlP)
		was := a.session
		for key := tea.KeyType(-128); key < 128; key++ { // those that Bubble Tea has a name for are among them
			if key != tea.KeyCtrlC && key != tea.KeyF10 {
				a.handset.open, a.handset.page, a.handset.at = true, atSettings, 0
				_, cmd := a.Update(tea.KeyMsg{Type: key})
				settle(a, cmd)
			}
		}
		a.handset.open = true
		press(a, "1", "x")
		a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("123456"), Paste: true})
		if a.form.value(flows.OTP) != "48" || a.form.at != 0 {
			t.Errorf("%v: the page has %q, line %d", f, a.form.value(flows.OTP), a.form.at)
		}
		if a.session.State != was.State || a.session.Say != was.Say || a.session.Help || a.large || asked > 0 {
			t.Errorf("%v: the page moved: %+v", f, a.session)
		}
		press(a, "ctrl+c")
		if a.session.State != flows.Left {
			t.Errorf("%v: no way out of the program", f)
		}
	}
}

// The key opens it and closes it; Esc goes back on it first, and then closes it.
func TestOpenAndClose(t *testing.T) {
	a := atScan(t, Indonesian(), themed(termenv.Ascii, paper.Modern), frames[0])
	page := a.View()
	for _, close := range [][]string{{"ctrl+p"}, {"esc"}, {"down", "enter", "esc", "esc"}, {"down", "enter", "ctrl+p"}} {
		a.Update(ctrlP)
		if !strings.Contains(a.View(), "HP latihan") {
			t.Fatalf("it does not open:\n%s", a.View())
		}
		for _, k := range close {
			if k == "ctrl+p" {
				a.Update(ctrlP)
			} else {
				press(a, k)
			}
		}
		if a.View() != page {
			t.Errorf("%v leaves something of it:\n%s", close, a.View())
		}
	}
	press(a, "f1")
	if !strings.Contains(a.View(), "Ctrl+P") {
		t.Errorf("F1 does not list it:\n%s", a.View())
	}
	a.Update(ctrlP)
	if a.handset.open {
		t.Error("it opens over the help")
	}
}

// In earnest there is no phone on the screen, whatever the setting says, and no
// word of one: not in a kiosk, not at a desk.
func TestNoHandsetInEarnest(t *testing.T) {
	for name, set := range map[string]Setting{
		"kiosk":            {Kiosk: true, Timed: true, Handset: true},
		"practising kiosk": {Kiosk: true, Timed: true, Practice: true, Handset: true},
		"desk":             {Timed: true, Handset: true},
		"without one":      {Practice: true},
	} {
		for _, w := range Languages() {
			set.World, set.Now, set.Words, set.Theme = idle, func() time.Time { return noon }, w, themed(termenv.Ascii, paper.Modern)
			a := New(t.Context(), set)
			a.session = flows.Session{State: flows.AtScan, Facts: flows.Facts{Key: flows.Hide(secret), URI: uri(t), Practice: set.Practice, Kiosk: set.Kiosk}}
			a.open()
			was := a.View()
			a.Update(ctrlP)
			if a.handset.open || a.View() != was || strings.Contains(was, "Ctrl+P") {
				t.Errorf("%s: there is one:\n%s", name, a.View())
			}
			press(a, "f1")
			if strings.Contains(a.View(), "Ctrl+P") {
				t.Errorf("%s: F1 lists it:\n%s", name, a.View())
			}
			var out strings.Builder
			p := &plain{Setting: set, ctx: t.Context(), out: &out, session: a.session}
			for _, d := range []Doing{DoPhone, DoScan} {
				p.command(w.Commands[d])
			}
			if p.phone.Entries() != 0 || strings.Contains(out.String(), w.Handset.Spoken) || strings.Contains(out.String(), ":"+w.Commands[DoPhone]+",") {
				t.Errorf("%s: in lines there is one:\n%s", name, out.String())
			}
		}
	}
}

// There is something to scan only while a QR code is on the page that the phone
// has not seen.
func TestScanIsOfferedInTime(t *testing.T) {
	a := atScan(t, Indonesian(), themed(termenv.Ascii, paper.Modern), frames[0])
	offered := func() bool {
		a.open() // the page of the state one is in
		return strings.Contains(a.View(), a.Words.Handset.Scan)
	}
	a.Update(ctrlP)
	if !offered() {
		t.Errorf("a new code is not offered:\n%s", a.View())
	}
	press(a, "enter")
	if offered() || a.handset.phone.Entries() != 1 {
		t.Errorf("a code that was scanned is offered:\n%s", a.View())
	}
	a.session.Facts.URI = older(t)
	if !offered() {
		t.Error("another code is not offered")
	}
	for _, s := range []flows.State{flows.AtSignIn, flows.AtSecondCode, flows.AtAccount, flows.AtStart} {
		if a.session.State = s; offered() {
			t.Errorf("%v has nothing to scan", s)
		}
	}
	for _, s := range []flows.State{flows.AtOfficerScan, flows.AtPhoneTest} {
		if a.session.State = s; !offered() {
			t.Errorf("%v has something to scan", s)
		}
	}
	if a.session.Facts.URI = (flows.Secret{}); offered() {
		t.Error("a code that is not there yet is offered")
	}
}

// Where the page asks for no code, the phone says so and stays open.
func TestNoFieldForTheCode(t *testing.T) {
	a := atScan(t, Indonesian(), themed(termenv.Ascii, paper.Modern), frames[0])
	a.handset.phone = with(t, uri(t))
	a.session.State = flows.AtAccount
	a.open()
	a.Update(ctrlP)
	if strings.Contains(a.View(), a.Words.Handset.Fill) {
		t.Errorf("the footer promises what will not be:\n%s", a.View())
	}
	press(a, "enter")
	if !a.handset.open || !strings.Contains(strings.Join(strings.Fields(ansi.Strip(a.View())), " "), "tidak meminta") {
		t.Errorf("says nothing:\n%s", a.View())
	}
}

// The code goes where it is asked for, and the cursor to what is still empty.
func TestFill(t *testing.T) {
	a := atScan(t, Indonesian(), themed(termenv.Ascii, paper.Modern), frames[0])
	a.handset.phone = with(t, uri(t))
	want := a.handset.phone.Codes(noon)[0].Code.Reveal()
	a.Update(ctrlP)
	press(a, "enter")
	if a.handset.open || a.form.value(flows.OTP) != want || a.form.at != 0 {
		t.Errorf("has %q, cursor in %d", a.form.value(flows.OTP), a.form.at)
	}
	a.session.State = flows.AtSignIn
	a.open()
	press(a, "199001012015011001")
	a.Update(ctrlP)
	press(a, "enter")
	if a.form.value(flows.OTP) != want || a.form.at != 1 {
		t.Errorf("has %q, cursor in %d, not at the password", a.form.value(flows.OTP), a.form.at)
	}
}

// A second that passes changes the rows that count it down, and no other: the
// phone's, and the page's own beside it.
func TestHandsetTicks(t *testing.T) {
	for _, tt := range []struct {
		f    paper.Frame
		keys []string
		most int
	}{
		{paper.Frame{W: 80, H: 24}, nil, 1}, {paper.Frame{W: 120, H: 40}, nil, 2}, {paper.Frame{W: 80, H: 24}, []string{"down", "down", "enter"}, 0},
	} {
		a := atScan(t, Indonesian(), themed(termenv.TrueColor, paper.Modern), tt.f)
		now := noon
		a.Now = func() time.Time { return now }
		a.handset.phone = with(t, uri(t))
		a.Update(ctrlP)
		press(a, tt.keys...)
		for range 10 {
			before := strings.Split(a.View(), "\n")
			now = now.Add(time.Second)
			a.tend(now)
			changed := 0
			for i, r := range strings.Split(a.View(), "\n") {
				if r != before[i] {
					changed++
				}
			}
			if changed > tt.most || changed == 0 && tt.most > 0 {
				t.Errorf("%v, %v: %d rows changed", tt.f, tt.keys, changed)
			}
		}
	}
}

// It keeps to every screen, in every set of letters, and is whole in letters that
// any terminal has.
func TestHandsetOnEveryTerminal(t *testing.T) {
	for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, termenv.Ascii} {
		for name, g := range map[string]paper.Glyphs{"modern": paper.Modern, "console": paper.Console, "ascii": paper.ASCII} {
			for _, sc := range handsets(t) {
				for _, f := range []paper.Frame{{W: 1, H: 1}, {W: 40, H: 12}, {W: 60, H: 20}, {W: 80, H: 24}, {W: 100, H: 30}, {W: 113, H: 24}, {W: 114, H: 24}, {W: 120, H: 23}, {W: 120, H: 30}, {W: 200, H: 60}} {
					a := atScan(t, English(), themed(p, g), f)
					a.handset.phone = with(t, sc.have...)
					a.Update(ctrlP)
					press(a, sc.keys...)
					v := a.View()
					if w, h := lipgloss.Size(v); w > f.W || h > f.H {
						t.Errorf("%s, %s, profile %d at %v: %d x %d", sc.name, name, p, f, w, h)
					}
					if name == "ascii" && p == termenv.Ascii && f.W > 1 {
						for _, r := range v {
							if r > '~' {
								t.Errorf("%s at %v: %q in ASCII", sc.name, f, r)
							}
						}
					}
				}
			}
		}
	}
}

// Twenty entries are all to be had, on the smallest screen too: each is in sight
// with its code when it is chosen.
func TestManyEntries(t *testing.T) {
	for _, f := range []paper.Frame{{W: 40, H: 12}, {W: 60, H: 20}, {W: 80, H: 24}, {W: 120, H: 30}} {
		a := atScan(t, Indonesian(), themed(termenv.Ascii, paper.Modern), f)
		var all []flows.Secret
		for i := range phone.Most {
			s, err := otp.New(strings.NewReader(fmt.Sprintf("%020d", i)))
			if err != nil {
				t.Fatal(err)
			}
			u, err := otp.URI(otp.DefaultIssuer, fmt.Sprintf("1990010120150110%02d", i), s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, u)
		}
		a.handset.phone = with(t, all...)
		a.Update(ctrlP)
		a.handset.at = 0
		for i, c := range a.handset.phone.Codes(noon) {
			if v := a.View(); !strings.Contains(v, threes(c.Code.Reveal())) || !strings.Contains(v, c.Account) {
				t.Errorf("%v: entry %d is out of sight:\n%s", f, i, v)
			}
			press(a, "down")
		}
	}
}

// Each line of the phone is one row, so that nothing jumps as the cursor passes.
func TestHandsetLinesAreRows(t *testing.T) {
	for _, w := range Languages() {
		h := w.Handset
		for _, text := range []string{
			h.Scan, h.Remove, h.Settings, h.Automatic[0], h.Automatic[1], h.Lost, h.Yes, h.No, h.App,
			h.Back + " " + w.Code.Span(30*time.Minute), h.On + " " + w.Code.Span(30*time.Second), w.Clock(noon),
		} {
			if n := lipgloss.Width(text); n > 25 {
				t.Errorf("%s: %q has %d columns", w.Tag, text, n)
			}
		}
	}
}

// However the clock is set, the lines below what it says stay where they are.
func TestSettingsDoNotJump(t *testing.T) {
	for _, w := range Languages() {
		a := atScan(t, w, themed(termenv.Ascii, paper.Modern), frames[0])
		a.Update(ctrlP)
		a.handset.page, a.handset.at = atSettings, 0
		press(a, "enter")
		row := func() int {
			before, _, _ := strings.Cut(a.View(), w.Handset.Automatic[0])
			return strings.Count(before, "\n")
		}
		first := row()
		for line, times := range map[int]int{1: 9, 3: 50, 4: 3, 6: 120} {
			a.handset.at = line
			for range times {
				if press(a, "enter"); row() != first {
					t.Fatalf("%s: the lines moved:\n%s", w.Tag, a.View())
				}
			}
		}
	}
}

// Answers come while the phone is open: the page goes on beside it.
func TestPageGoesOnBesideTheHandset(t *testing.T) {
	a := app()
	a.Practice, a.Handset = true, true
	press(a, "down")
	_, cmd := a.Update(tea.KeyMsg{Type: tea.KeyEnter})
	a.Update(ctrlP)
	settle(a, cmd)
	if !a.handset.open || a.session.Facts.Captcha.Letters.Empty() {
		t.Error("the captcha did not come, or took the phone away")
	}
	a.Update(ctrlP)
	a.must(t, flows.AtName)
}

// In lines it is two words: one scans, the other says the codes.
func TestHandsetPlainly(t *testing.T) {
	for _, w := range Languages() {
		var out strings.Builder
		p := &plain{
			Setting: Setting{World: spoken, Now: func() time.Time { return noon }, Words: w, Practice: true, Handset: true},
			ctx:     t.Context(), out: &out,
		}
		p.session = flows.Session{State: flows.AtScan, Facts: flows.Facts{Practice: true, Key: flows.Hide(secret), URI: uri(t)}}
		p.command(w.Commands[DoPhone])
		if !strings.Contains(out.String(), w.Handset.None) {
			t.Errorf("%s: a new phone says\n%s", w.Tag, out.String())
		}
		p.command(w.Commands[DoScan])
		code := threes(with(t, uri(t)).Codes(noon)[0].Code.Reveal())
		for _, want := range []string{w.Handset.Said[noteScanned], "ASN-Digital, 199001012015011001: " + code, w.Handset.Changes + " " + w.Seconds(21) + "."} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: no %q in\n%s", w.Tag, want, out.String())
			}
		}
		p.command(w.Commands[DoScan])
		if !strings.Contains(out.String(), w.Handset.Said[noteKnown]) {
			t.Errorf("%s: the second scan says\n%s", w.Tag, out.String())
		}
		out.Reset()
		p.command("")
		for _, d := range []Doing{DoPhone, DoScan} {
			if !strings.Contains(out.String(), ":"+w.Commands[d]) {
				t.Errorf("%s: not listed: %s", w.Tag, out.String())
			}
		}
		p.session.State = flows.AtSignIn
		out.Reset()
		p.command(w.Commands[DoScan])
		if strings.Contains(out.String(), w.Handset.Said[noteNoCode]) {
			t.Errorf("%s: there is nothing to scan: %s", w.Tag, out.String())
		}
	}
}
