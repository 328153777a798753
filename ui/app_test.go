package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// right is a world in which every answer that contains "wrong" is wrong.
func right(_ context.Context, e flows.Effect) flows.Event {
	ok := flows.Event{Kind: flows.Accept, Ref: e.Ref, Facts: &flows.Facts{Mail: "joh*****@gmail.com"}}
	for _, a := range e.Answers {
		if strings.Contains(a.Reveal(), "wrong") {
			ok.Kind = flows.Refuse
		}
	}
	switch e.Do {
	case flows.Open, flows.Forget:
		ok.Kind, ok.Facts = flows.Ready, &flows.Facts{}
	case flows.DrawCaptcha, flows.TurnCaptcha:
		ok.Kind = flows.Ready
		ok.Facts = &flows.Facts{Captcha: flows.Captcha{Letters: flows.Hide("hR4fT"), Seed: 7}}
	case flows.MakePhrase:
		ok.Kind, ok.Facts.Phrase = flows.Ready, flows.Hide("Kopi-pagi-sungai-layar-7")
	case flows.MailAgain:
		ok.Kind = flows.Ready
	case flows.FindForPassword, flows.FindForMFA:
		ok.Why = flows.CaptchaWrong
	case flows.CheckSignIn:
		ok.Why = flows.SignInWrong
		ok.Facts.MFA = e.Answers[flows.OTP].Reveal() == "123456"
	default:
	}
	if ok.Kind == flows.Accept {
		ok.Why = flows.Silence
	}
	return ok
}

// clock goes on by a second with each look at it: nobody here is in a hurry.
func clock() func() time.Time {
	now := noon
	return func() time.Time { now = now.Add(time.Second); return now }
}

func app() *App {
	a := New(context.Background(), Setting{
		World: right, Now: clock(),
		Theme: themed(termenv.Ascii, paper.Modern), Words: Indonesian(),
	})
	settle(a, a.step(flows.Event{Kind: flows.Wake}))
	return a
}

// settle lets the world answer until it is quiet. No program runs: the model is
// only values and functions.
func settle(a *App, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if msg, ok := cmd().(answered); ok {
		_, cmd = a.Update(msg)
		settle(a, cmd)
	}
}

// press sends named keys, and text a letter at a time, as a person types.
func press(a *App, keys ...string) {
	named := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "esc": tea.KeyEsc, "up": tea.KeyUp,
		"down": tea.KeyDown, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "ctrl+r": tea.KeyCtrlR, "ctrl+a": tea.KeyCtrlA,
		"ctrl+e": tea.KeyCtrlE, "ctrl+g": tea.KeyCtrlG, "ctrl+b": tea.KeyCtrlB, "ctrl+c": tea.KeyCtrlC, "ctrl+v": tea.KeyCtrlV,
		"ctrl+z": tea.KeyCtrlZ, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
	}
	for _, k := range keys {
		if t, ok := named[k]; ok {
			_, cmd := a.Update(tea.KeyMsg{Type: t})
			settle(a, cmd)
			continue
		}
		for _, r := range k {
			_, cmd := a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
			settle(a, cmd)
		}
	}
}

func (a *App) must(t *testing.T, at flows.State) {
	t.Helper()
	if a.session.State != at {
		t.Fatalf("at %v, want %v\n%s", a.session.State, at, a.View())
	}
}

// The keys of a whole reset, as somebody presses them who reads the screen.
func TestKeysOfAReset(t *testing.T) {
	a := app()
	press(a, "down", "enter")
	a.must(t, flows.AtName)
	press(a, "199001012015011001", "enter") // Enter goes on to the captcha
	a.must(t, flows.AtName)
	press(a, "hR4fT", "enter")
	a.must(t, flows.AtAddress)
	press(a, "johndoe@gmail.com", "enter")
	a.must(t, flows.AtMailCode)
	press(a, "k7m3 qxpt", "enter")
	a.must(t, flows.AtPassword)
	press(a, "KopiPagi7-Balige", "enter", "KopiPagi7-Balige", "enter")
	a.must(t, flows.PasswordSet)
	press(a, "enter")
	a.must(t, flows.AtSignIn)
	if got := a.form.value(flows.NIP); got != "199001012015011001" {
		t.Errorf("the number has to be typed again: %q", got)
	}
	press(a, "KopiPagi7-Balige", "enter", "enter")
	a.must(t, flows.AtAccount)
	press(a, "esc")
	a.must(t, flows.AtStart)
	if !a.session.NIP.Empty() {
		t.Error("the next person finds a number on the screen")
	}
}

// Text that spells a key is still text, and a key is never text.
func TestTextIsNotAKey(t *testing.T) {
	a := app()
	press(a, "down", "enter")
	was := a.session
	for _, word := range []string{"enter", "esc", "right", "ctrl+c", "f1"} {
		_, cmd := a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
		settle(a, cmd)
	}
	if a.session.State != was.State || a.session.Help {
		t.Errorf("a word was taken for a key: at %v", a.session.State)
	}
	if got := a.form.value(flows.NIP); got != "enterescrightctrl+cf1" {
		t.Errorf("typed %q", got)
	}
	press(a, "ctrl+v", "ctrl+z", "ctrl+g")
	if got := a.form.value(flows.NIP); got != "enterescrightctrl+cf1" {
		t.Errorf("a key became text: %q", got)
	}
}

// What was typed stays when the language changes, when help is looked at, and
// when the window changes its size.
func TestNothingTypedIsLost(t *testing.T) {
	a := app()
	press(a, "down", "enter", "19900101", "f2")
	if !strings.Contains(a.View(), "Enter your NIP") {
		t.Errorf("F2 does not change the language:\n%s", a.View())
	}
	press(a, "f1")
	if !strings.Contains(a.View(), English().Help[flows.AtName][:30]) {
		t.Errorf("F1 does not help:\n%s", a.View())
	}
	press(a, "x", "esc")
	a.must(t, flows.AtName)
	for _, f := range []tea.WindowSizeMsg{{Width: 20, Height: 5}, {Width: 0, Height: 0}, {Width: 500, Height: 200}, {Width: 80, Height: 24}} {
		a.Update(f)
		_ = a.View()
	}
	press(a, "f2")
	if got := a.form.value(flows.NIP); got != "19900101" {
		t.Errorf("typed 19900101, now %q", got)
	}
}

// A refusal says what was wrong, clears what is worth nothing any more, keeps
// the rest and puts the cursor where the mistake is.
func TestRefusalKeepsWhatIsGood(t *testing.T) {
	a := app()
	press(a, "down", "enter", "199001012015011001", "enter", "wrong", "enter")
	a.must(t, flows.AtName)
	if a.form.value(flows.NIP) == "" || a.form.value(flows.CaptchaText) != "" {
		t.Errorf("NIP %q, captcha %q", a.form.value(flows.NIP), a.form.value(flows.CaptchaText))
	}
	if !strings.Contains(a.View(), "! Captcha tidak sesuai") {
		t.Errorf("says nothing of it:\n%s", a.View())
	}
	press(a, "h")
	if a.form.value(flows.CaptchaText) != "h" {
		t.Error("the cursor is elsewhere")
	}
	if a.form.refused {
		t.Error("still marked as refused after the next key")
	}
}

// The other two ways a form is sent back: something missing, and two passwords
// that are not the same.
func TestSlips(t *testing.T) {
	a := app()
	press(a, "enter")
	a.must(t, flows.AtSignIn)
	press(a, "199001012015011001", "tab", "tab", "123456", "enter")
	if !strings.Contains(a.View(), "Masih ada yang kosong") || a.form.at != 1 {
		t.Errorf("field %d:\n%s", a.form.at, a.View())
	}
	b := app()
	b.session = flows.Session{State: flows.AtPassword}
	b.open()
	press(b, "KopiPagi7-Balige", "enter", "KopiPagi7-Balike", "enter")
	b.must(t, flows.AtPassword)
	if b.form.value(flows.NewPassword) != "KopiPagi7-Balige" || b.form.value(flows.Confirmation) != "" {
		t.Errorf("kept %q and %q", b.form.value(flows.NewPassword), b.form.value(flows.Confirmation))
	}
}

// A key that cannot do its work yet is not in the footer; pressed all the same
// it is answered with the reason.
func TestResendTooSoon(t *testing.T) {
	a := app()
	a.session = flows.Session{State: flows.AtMailCode, Facts: flows.Facts{ResendAt: noon.Add(20 * time.Second)}}
	a.open()
	if strings.Contains(a.View(), "Ctrl+R") {
		t.Errorf("offers what it will not do:\n%s", a.View())
	}
	press(a, "ctrl+r")
	if !strings.Contains(a.View(), "Kode baru saja dikirim") {
		t.Errorf("gives no reason:\n%s", a.View())
	}
	a.session.Facts.ResendAt = noon
	if !strings.Contains(a.View(), "Ctrl+R kirim ulang") && !strings.Contains(a.View(), "Ctrl+R") {
		t.Errorf("does not offer it in time:\n%s", a.View())
	}
}

// A suggested passphrase is in the first field, is shown, and is typed once by
// the person.
func TestSuggestion(t *testing.T) {
	a := app()
	a.session = flows.Session{State: flows.AtPassword}
	a.open()
	press(a, "ctrl+g")
	v := a.View()
	if !strings.Contains(v, "Kopi-pagi-sungai-layar-7") || a.form.value(flows.NewPassword) != "Kopi-pagi-sungai-layar-7" {
		t.Errorf("no suggestion:\n%s", v)
	}
	press(a, "Kopi-pagi-sungai-layar-7", "enter")
	a.must(t, flows.PasswordSet)
}

// Hidden letters are dots until they are asked for.
func TestReveal(t *testing.T) {
	a := app()
	press(a, "enter", "199001012015011001", "enter", "KopiPagi7-Balige")
	if strings.Contains(a.View(), "Kopi") {
		t.Error("the password is on the screen")
	}
	press(a, "ctrl+e")
	if !strings.Contains(a.View(), "KopiPagi7-Balige") {
		t.Error("it cannot be looked at")
	}
	press(a, "ctrl+e")
	if strings.Contains(a.View(), "Kopi") {
		t.Error("it cannot be hidden again")
	}
}

// The footer and the table agree: in no scene does a footer offer what the table
// has no row for, and Back is always there but on the first screen.
func TestKeysFollowTheTable(t *testing.T) {
	for _, sc := range gallery(t) {
		a := sc.show(Indonesian(), themed(termenv.Ascii, paper.Modern), frames[0])
		keys := a.keys.At(a.session, a.scene(), noon)
		back := false
		for _, k := range keys {
			back = back || k.Does == DoBack
			if k.Means == flows.Nothing || k.Does == DoSubmit && a.form.lines > 0 || a.session.Help {
				continue
			}
			if can, _ := flows.Can(a.session, k.Means, k.Pick, noon); !can {
				t.Errorf("%s: %s is offered and does nothing", sc.name, k.Cap)
			}
		}
		if !back && (sc.s.State != flows.AtStart || sc.s.Help) {
			t.Errorf("%s: no way back", sc.name)
		}
	}
}

// At 80 × 24 the scan screen has one row for what happened. A second would push
// the foot of the QR code out of sight.
func TestScanNewsIsOneRow(t *testing.T) {
	base := flows.Facts{Key: flows.Hide(secret), URI: uri(t)}
	for _, w := range Languages() {
		for r := range flows.Reasons {
			for _, f := range []struct {
				left int
				wait time.Duration
			}{{0, 0}, {4, 0}, {0, 30 * time.Second}} {
				switch r {
				case flows.OTPWrong, flows.OTPUsed, flows.OTPNotACode, flows.MustWait:
				case flows.FillIn, flows.BadDeviceName, flows.DeviceNameTaken, flows.TryAgain, flows.KeyReady:
					if f.left > 0 || f.wait > 0 {
						continue // these cost no try
					}
				default:
					continue // never said there
				}
				facts := base
				facts.Left = f.left
				if f.wait > 0 {
					facts.WaitUntil = noon.Add(f.wait)
				}
				sc := scene{"", flows.Session{State: flows.AtScan, Facts: facts, Say: r}, nil, 0}
				a := sc.show(w, themed(termenv.Ascii, paper.Modern), frames[0])
				if most, _ := a.Theme.Reach(a.page(), a.frame); most > 0 {
					t.Errorf("%s: %v, %+v: %q pushes the code out of sight", w.Tag, r, f, a.page().Say.String())
				}
			}
		}
	}
}

// The QR code alone is offered only where it grows, and any key brings the page
// back.
func TestLargeCode(t *testing.T) {
	for _, tt := range []struct {
		f    paper.Frame
		want bool
	}{{paper.Frame{W: 80, H: 24}, false}, {paper.Frame{W: 120, H: 40}, false}, {paper.Frame{W: 120, H: 50}, true}} {
		sc := scene{"", flows.Session{State: flows.AtScan, Facts: flows.Facts{Key: flows.Hide(secret), URI: uri(t)}}, nil, 0}
		a := sc.show(Indonesian(), themed(termenv.Ascii, paper.Modern), tt.f)
		if got := strings.Contains(a.View(), "Ctrl+B"); got != tt.want {
			t.Errorf("%v: offered %v, want %v", tt.f, got, tt.want)
		}
		page := a.View()
		press(a, "ctrl+b")
		if got := a.View() != page; got != tt.want {
			t.Errorf("%v: grows %v, want %v", tt.f, got, tt.want)
		}
		if !tt.want {
			continue
		}
		press(a, "enter")
		if a.View() != page {
			t.Errorf("%v: Enter does not bring the page back", tt.f)
		}
	}
}

// One letter changes one row of the screen, or two where it is answered: a slow
// line is not sent a whole page for it.
func TestOneLetterIsNotAPage(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    flows.Session
		text string
	}{
		{"number", flows.Session{State: flows.AtSignIn}, "1"},
		{"code", flows.Session{State: flows.AtScan, Facts: flows.Facts{Key: flows.Hide(secret), URI: uri(t)}}, "4"},
		{"address", flows.Session{State: flows.AtAddress}, "j"},
	} {
		sc := scene{"", tt.s, nil, 0}
		a := sc.show(Indonesian(), themed(termenv.TrueColor, paper.Modern), frames[0])
		before := strings.Split(a.View(), "\n")
		press(a, tt.text)
		after := strings.Split(a.View(), "\n")
		changed := 0
		for i := range before {
			if i < len(after) && before[i] != after[i] {
				changed++
			}
		}
		if len(before) != len(after) || changed == 0 || changed > 2 {
			t.Errorf("%s: %d of %d rows changed", tt.name, changed, len(before))
		}
	}
}

// Under 40 × 12 the program says so in one sentence and goes on working.
func TestTiny(t *testing.T) {
	a := app()
	press(a, "down", "enter")
	a.Update(tea.WindowSizeMsg{Width: 39, Height: 11})
	v := a.View()
	if w, h := lipgloss.Size(v); w > 39 || h > 11 || !strings.Contains(strings.Join(strings.Fields(v), " "), "terlalu kecil") {
		t.Errorf("%d x %d:\n%s", w, h, v)
	}
	press(a, "199001012015011001")
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if !strings.Contains(a.View(), "19900101") {
		t.Error("what was typed meanwhile is gone")
	}
}

// A picture of every scene in every profile and glyph set keeps to its frame.
func TestEveryTerminal(t *testing.T) {
	for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, termenv.Ascii} {
		for name, g := range map[string]paper.Glyphs{"modern": paper.Modern, "console": paper.Console, "ascii": paper.ASCII} {
			for _, sc := range gallery(t) {
				for _, f := range []paper.Frame{{W: 40, H: 12}, {W: 60, H: 20}, {W: 80, H: 24}, {W: 120, H: 30}, {W: 120, H: 50}, {W: 200, H: 60}} {
					v := sc.show(English(), themed(p, g), f).View()
					if w, h := lipgloss.Size(v); w > f.W || h > f.H {
						t.Errorf("%s, %s, profile %d at %v: %d x %d", sc.name, name, p, f, w, h)
					}
					if name == "ascii" && p == termenv.Ascii && sc.s.State != flows.AtScan {
						for _, r := range v {
							if r > '~' && r != '×' {
								t.Errorf("%s at %v: %q in ASCII", sc.name, f, r)
							}
						}
					}
				}
			}
		}
	}
}

// Enter pressed twice does not take away the page that says how it went.
func TestDoublePress(t *testing.T) {
	a := app()
	now := noon
	a.Now = func() time.Time { return now }
	a.session = flows.Session{State: flows.AtScan, Facts: flows.Facts{Key: flows.Hide(secret), URI: uri(t)}}
	a.open()
	press(a, "123456", "enter", "enter", "enter")
	a.must(t, flows.Activated)
	now = now.Add(grace)
	press(a, "enter")
	a.must(t, flows.AtStart)
}

// Every key in a footer has a name, also where no arrows can be drawn.
func TestEveryKeyHasACap(t *testing.T) {
	for _, g := range []paper.Glyphs{paper.Modern, paper.ASCII} {
		for _, sc := range gallery(t) {
			for _, k := range sc.show(Indonesian(), themed(termenv.Ascii, g), frames[0]).page().Keys {
				if k.Cap == "" || k.Does == "" {
					t.Errorf("%s: %+v", sc.name, k)
				}
			}
		}
	}
}

func ExampleApp() {
	a := app()
	press(a, "down", "enter", "199001012015011001")
	fmt.Println(a.session.State)
	// Output: AtName
}

// Tries and waits are named beside what cost one, and beside nothing else: an
// empty field frightens nobody.
func TestOnlyWhatCountsIsCounted(t *testing.T) {
	facts := flows.Facts{Left: 4, WaitUntil: noon.Add(20 * time.Second)}
	for _, w := range Languages() {
		for r := range flows.Reasons {
			_, say := w.news(flows.Session{State: flows.AtScan, Say: r, Facts: facts}, noon)
			told := strings.Contains(say.String(), w.Left(4)) || strings.Contains(say.String(), w.WaitFor(20*time.Second))
			if told != r.Counts() {
				t.Errorf("%s: %v: %q", w.Tag, r, say.String())
			}
		}
	}
}

// A wait belongs to a number: who types another one is not made to sit it out.
func TestSomebodyElsesWait(t *testing.T) {
	a := app()
	press(a, "enter", "199001012015011001", "enter", "wrong", "enter", "enter")
	a.must(t, flows.AtSignIn)
	a.session.Facts.WaitUntil = noon.Add(time.Hour)
	press(a, "KopiPagi7-Balige", "enter", "enter")
	a.must(t, flows.AtSignIn)
	if !strings.Contains(a.View(), "Coba lagi dalam") {
		t.Errorf("does not say how long:\n%s", a.View())
	}
	a.form.set(flows.NIP, "199312012025212001")
	a.form.focus(a.form.index(flows.OTP))
	press(a, "enter")
	a.must(t, flows.AtAccount)
}

// A menu comes back with the line that was chosen, and Enter on an empty field
// says so instead of going on in silence.
func TestWhereOneWas(t *testing.T) {
	a := app()
	press(a, "down", "enter")
	a.must(t, flows.AtName)
	press(a, "enter")
	if a.form.at != 0 || !strings.Contains(a.View(), "Masih ada yang kosong") {
		t.Errorf("goes on to field %d:\n%s", a.form.at, a.View())
	}
	press(a, "esc")
	a.must(t, flows.AtStart)
	if a.form.at != 1 {
		t.Errorf("back on line %d", a.form.at)
	}
	a.session = flows.Session{State: flows.AtAccount, Facts: flows.Facts{Person: flows.Person{NIP: flows.Hide("199001012015011001")}}}
	a.open()
	press(a, "esc")
	a.must(t, flows.AtStart)
	if a.form.at != 0 {
		t.Errorf("the next person begins on line %d", a.form.at)
	}
}

// Marks of direction and letters without width cannot be typed or pasted where
// they would be drawn; a password may have any of them.
func TestFieldsAreClean(t *testing.T) {
	a := app()
	press(a, "enter", "1990\u202e01\u200b01")
	if got := a.form.value(flows.NIP); got != "19900101" {
		t.Errorf("%q", got)
	}
	press(a, "tab", "a\u200bb c")
	if got := a.form.value(flows.Password); got != "a\u200bb c" {
		t.Errorf("a password became %q", got)
	}
}

// Who types faster than a captcha is drawn finds the captcha's answer where it
// belongs, and not behind the number.
func TestEnterWaitsForNobody(t *testing.T) {
	a := app()
	press(a, "down")
	a.Update(tea.KeyMsg{Type: tea.KeyEnter}) // and the captcha is still being drawn
	a.must(t, flows.AtName)
	press(a, "199001012015011001", "enter", "9")
	if got := a.form.value(flows.NIP); got != "199001012015011001" || a.form.value(flows.CaptchaText) != "9" {
		t.Errorf("the number is %q, the captcha %q", got, a.form.value(flows.CaptchaText))
	}
}
