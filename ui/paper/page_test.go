package paper

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

// The pages a program has: a menu, a form with a picture, a code, rules, a code
// to scan, a refusal, a success. must is what may not be lost, whatever the size.
var gallery = map[string]func(th Theme, f Frame) (p Page, must []string){
	"search": search, "progress": progress, "grant": grant, "ending": ending,
	"menu": func(th Theme, f Frame) (Page, []string) {
		lines := []string{"Log in and switch it on", "First visit, or the password is forgotten", "The phone is lost, or there is a new one (start again from the very beginning)"}
		b := th.Title(f.Body(), NoMark, "Welcome. What would you like to do today, with all of this?")
		rows, from, to := th.Menu(f.Body(), lines, 2, !f.Small())
		from, to = from+len(b), to+len(b)
		b = append(append(b, rows...), "", "")
		b = append(b, th.Para(f.Body(), Rich("Have your *%s* ready. Set its date and time to automatic.", "telephone"))...)
		return Page{Journey: "Assistant", Badge: "PRACTICE", Clock: "09.14 WIB", Body: b, From: from, To: to,
				Mark: Note, Say: Plain("A code is a secret: do not give it to anybody, not to an officer either."),
				Keys: []Key{{"Enter", "go on"}, {"Up", "choose"}, {"F2", "Indonesia"}, {"F1", "help"}}},
			append(lines, "Welcome. What would you like to do today, with all of this?", "Have your telephone ready. Set its date and time to automatic.")
	},
	"form": func(th Theme, f Frame) (Page, []string) {
		b := th.Title(f.Body(), NoMark, "Number and captcha")
		b = append(b, th.Field(f.Body(), Field{Label: "User name", Value: Plain("19900101 201501 1 001"), Note: Plain("born on 1 January 1990"), State: OK})...)
		b = append(b, "")
		pic := []string{"", th.In(InBold, "h  R  4  b  T"), ""}
		if !f.Small() && th.Glyphs.Pixels {
			pic = append([]string{""}, th.Bitmap(noise(59, 14), InBold, []image.Point{{X: 1, Y: 1}})...)
		}
		from := len(b)
		b = append(b, th.Field(f.Body(), Field{Label: "Captcha", Hint: Plain("type what you see, large and small letters differ"), Picture: pic, Input: typed(th, "hR4b", false), Line: 24, State: Trouble})...)
		return Page{Journey: "A new password", Step: 1, Of: 5, Steps: "1 of 5", Badge: "PRACTICE", Clock: "09.15 WIB", Body: b, From: from, To: len(b),
				Mark: Again, Say: Plain("That is not what it says. Large and small letters differ."),
				Keys: []Key{{"Enter", "Check"}, {"Tab", "next"}, {"Ctrl+R", "new picture"}, {"Ctrl+A", "in words"}, {"Esc", "back"}}},
			[]string{"Number and captcha", "User name", "19900101 201501 1 001", "born on 1 January 1990", "Captcha", "type what you see, large and small letters differ", "hR4b"}
	},
	"rules": func(th Theme, f Frame) (Page, []string) {
		b := th.Title(f.Body(), NoMark, "A new password")
		b = append(b, th.Field(f.Body(), Field{Label: "Password", Input: typed(th, "KopiPagiBalige77", true), Note: append(Plain("strong enough "), th.Meter(InAccent, 3, 5)...), State: Focused})...)
		b = append(b, "")
		rules := []string{"at least 12 letters", "a capital", "a small letter", "a digit", "a symbol, say - ! ?", "not your name or number"}
		var ticks []Tick
		for i, r := range rules {
			ticks = append(ticks, Tick{[]Mark{Done, Refused, NoMark}[i%3], r})
		}
		b = append(b, th.Ticks(f.Body(), ticks)...)
		b = append(b, "")
		b = append(b, th.Field(f.Body(), Field{Label: "Again", Input: typed(th, "", true)})...)
		b = append(b, "", "")
		b = append(b, th.Para(f.Body(), Rich("Difficult? Press *Ctrl+G* for a phrase that is easy to remember."))...)
		return Page{Journey: "A new password", Step: 4, Of: 5, Steps: "4 of 5", Badge: "PRACTICE", Clock: "09.18 WIB", Body: b,
				Mark: Note, Say: Plain("One is missing: add a symbol."),
				Keys: []Key{{"Enter", "Set the password"}, {"Tab", "next"}, {"Ctrl+E", "show"}, {"Ctrl+G", "suggest"}, {"Esc", "back"}}},
			append(rules, "A new password", "Password", "strong enough", "Again", "Difficult? Press Ctrl+G for a phrase that is easy to remember.")
	},
	"scan": func(th Theme, f Frame) (Page, []string) {
		q, ok := FitQR(uri, f)
		ok = ok && th.Glyphs.Pixels
		gap, wide := 0, f.Body()
		if ok {
			gap, wide = q.Beside(f)
		}
		r := th.Numbered(wide, 1, Plain("Open the authenticator, this one or the other one"))
		r = append(r, th.Numbered(wide, 2, Plain("Press +, choose Scan"))...)
		r = append(r, "")
		r = append(r, th.Para(wide, Plain("It does not scan? Type this key:"))...)
		r = append(r, th.Para(wide, Bold("IFRE GZCF MZDW QSLK\nJNWE 23SP OBIX EU3U"))...)
		r = append(r, "")
		from := len(r)
		r = append(r, th.Field(wide, Field{Label: "Code (6 digits)", Boxes: th.Cells(wide, "481", []int{3, 3}, 3, Focused), Note: append(th.Meter(InAccent, 15, 21), Plain("  21 seconds")...), State: Focused})...)
		to := len(r)
		r = append(r, "")
		r = append(r, th.Field(wide, Field{Label: "Name of the device", Input: typed(th, "My phone", false), Line: 30})...)
		p := Page{Journey: "Switch it on", Step: 3, Of: 4, Steps: "3 of 4", Clock: "09.21 WIB", Body: r, From: from, To: to, Bare: true,
			Mark: Done, Say: Plain("The password is right. Now your phone."),
			Keys: []Key{{"Enter", "Send"}, {"Tab", "next"}, {"F1", "refused?"}, {"Esc", "back"}}}
		if ok {
			p.Body, p.Wide = Beside(th.QR(uri, q), r, gap), Double
		}
		return p, []string{"Open the authenticator, this one or the other one", "It does not scan? Type this key:", "IFRE GZCF MZDW QSLK", "JNWE 23SP OBIX EU3U", "Code (6 digits)", "21 seconds", "Name of the device", "My phone"}
	},
	"refused": func(th Theme, f Frame) (Page, []string) {
		b := th.Title(f.Body(), Refused, "Refused: the clock of your phone is 4 minutes 30 seconds late")
		b = append(b, th.Facts(f.Body(), []Fact{{"This computer", Bold("09.21.40")}, {"Your phone", slices.Concat(Bold("09.17.10"), Plain("   "), Toned(InTrouble, "late"))}})...)
		b = append(b, "")
		steps := []string{"On the phone, open Settings, then Date and time", "Switch on Automatic (the network's time)", "Wait for a new code, then type it here"}
		for i, s := range steps {
			b = append(b, th.Numbered(f.Body(), i+1, Plain(s))...)
		}
		b = append(b, "", "")
		b = append(b, th.Field(f.Body(), Field{Label: "New code", Boxes: th.Cells(f.Body(), "", []int{4, 4}, 0, Trouble), Note: append(th.Meter(InAccent, 3, 7), Plain("  13 seconds")...), State: Trouble})...)
		return Page{Journey: "Switch it on", Step: 3, Of: 4, Steps: "3 of 4", Clock: "09.21 WIB", Body: b,
				Mark: Refused, Say: Plain("That code is not valid. 4 tries left."),
				Keys: []Key{{"Enter", "Send"}, {"Esc", "back"}}},
			append(steps, "Refused: the clock of your phone is 4 minutes 30 seconds late", "This computer", "09.21.40", "Your phone", "09.17.10", "late", "New code", "13 seconds")
	},
	"done": func(th Theme, f Frame) (Page, []string) {
		b := th.Title(f.Body(), Done, "It is on")
		if rows, ok := th.Big(f.Body(), InGood, "It is on"); ok && !f.Small() {
			b = slices.Concat([]string{""}, rows, []string{""})
		}
		b = append(b, th.Para(f.Body(), Plain("From now on it takes three things:\nthe number, the password, and 6 digits."))...)
		return Page{Journey: "Switch it on", Step: 4, Of: 4, Steps: "4 of 4", Clock: "09.22 WIB", Body: b, Mark: Working, Say: Plain("Ending"), Keys: []Key{{"Enter", "End"}}},
			[]string{"From now on it takes three things:", "the number, the password, and 6 digits."}
	},
}

// read is the text of everything p shows, scrolled from end to end, row by row.
func read(th Theme, p Page, f Frame) []string {
	var text []string
	most, page := th.Reach(p, f)
	for p.Scroll = 0; ; p.Scroll += page {
		for _, r := range strings.Split(ansi.Strip(th.View(p, f)), "\n") {
			text = append(text, strings.Trim(r, " ▌|✓√›>"))
		}
		if p.Scroll >= most {
			break
		}
	}
	return text
}

func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	some := []Frame{{60, 20}, {80, 24}, {100, 30}, {120, 30}, {120, 40}, {200, 60}, {40, 12}, {132, 12}, {40, 60}}
	all := slices.Clone(some)
	for w := 40; w <= 132; w++ {
		all = append(all, Frame{w, 24})
	}
	everywhere(t, func(t *testing.T, th Theme) {
		sizes := some
		if th.plain && th.Glyphs != Console { // neither colours nor its ticks change what stands where
			sizes = all
		}
		for name, page := range gallery {
			for _, f := range sizes {
				p, must := page(th, f)
				rows := strings.Split(th.View(p, f), "\n")
				if len(rows) > f.H {
					t.Errorf("%s at %v: %d rows", name, f, len(rows))
				}
				for i, r := range rows {
					if w := lipgloss.Width(r); w > f.W {
						t.Errorf("%s at %v: row %d is %d wide", name, f, i, w)
					}
				}
				var text strings.Builder
				for _, r := range read(th, p, f) {
					text.WriteString(r + " ")
				}
				got := text.String()
				for _, s := range append(must, p.Journey, p.Steps, p.Badge, p.Clock, p.Say.String(), p.Keys[0].Does, p.Keys[len(p.Keys)-1].Does) {
					for _, word := range strings.Fields(s) {
						if !strings.Contains(got, word) {
							t.Errorf("%s at %v: lost %q of %q", name, f, word, s)
						}
					}
				}
			}
		}
	})
}

// Header, message and keys stand where the eye looks for them.
func TestBandsStandStill(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, th Theme) {
		for name, page := range gallery {
			for _, c := range []struct{ w, h, top, left, high int }{
				{60, 20, 0, 0, 20}, {80, 24, 0, 0, 24}, {100, 30, 0, 10, 30}, {120, 30, 0, 20, 30}, {120, 40, 4, 20, 30}, {200, 60, 12, 60, 30},
			} {
				f := Frame{c.w, c.h}
				p, _ := page(th, f)
				if p.Wide > 0 && c.w > 80 {
					c.left = (c.w - min(c.w, p.Wide)) / 2
				}
				p.Say = Plain("One row.")
				rows := strings.Split(ansi.Strip(th.View(p, f)), "\n")
				if len(rows) != c.top+c.high {
					t.Fatalf("%s at %v: %d rows, want %d", name, f, len(rows), c.top+c.high)
				}
				rows = rows[c.top:]
				rule := strings.Repeat(" ", c.left+2) + strings.Repeat(th.Glyphs.Rule, c.w-2*c.left-4)
				bare := name == "scan" && f == (Frame{80, 24}) && th.Glyphs.Pixels
				if ruled := rows[1] == rule && rows[c.high-2] == rule; ruled == bare {
					t.Errorf("%s at %v: has its rules: %v\n%s", name, f, ruled, strings.Join(rows, "\n"))
				}
				message := c.high - 3
				if bare {
					message++
				}
				for i, want := range map[int]string{0: p.Clock, message: "One row.", c.high - 1: p.Keys[0].Does} {
					if !strings.Contains(rows[i], want) {
						t.Errorf("%s at %v: row %d is %q, want %q in it", name, f, i+1, rows[i], want)
					}
				}
			}
		}
	})
}

func TestMessageGrowsUpward(t *testing.T) {
	t.Parallel()
	p := Page{Journey: "J", Body: []string{"  body"}, Mark: Again, Say: Plain(strings.Repeat("word ", 20)), Keys: []Key{{"Enter", "go"}}}
	rows := strings.Split(bare().View(p, Frame{60, 20}), "\n")
	same(t, rows[16:], []string{
		"  ! " + strings.TrimSpace(strings.Repeat("word ", 10)),
		"    " + strings.TrimSpace(strings.Repeat("word ", 10)),
		"  " + strings.Repeat("─", 56),
		"  [Enter] go",
	})
}

func TestHeader(t *testing.T) {
	t.Parallel()
	p := Page{Brand: "ASN Digital", Journey: "Reset password", Step: 2, Of: 3, Steps: "2 dari 3", Badge: "LATIHAN", Clock: "09.15 WIB"}
	long := p
	long.Journey = "Akses pertama atau lupa password"
	menu := p
	menu.Of, menu.Steps = 0, ""
	for _, c := range []struct {
		p    Page
		wide int
		want []string
	}{
		{p, 80, []string{"  ASN Digital · Reset password      ● ● ○  2 dari 3   [LATIHAN]   09.15 WIB"}},
		{p, 79, []string{"  Reset password                             2 dari 3   [LATIHAN]   09.15 WIB"}},
		{menu, 60, []string{"  ASN Digital · Reset password     [LATIHAN]   09.15 WIB"}},
		{long, 80, []string{"  Akses pertama atau lupa password            2 dari 3   [LATIHAN]   09.15 WIB"}},
		{p, 40, []string{"  Reset password             09.15 WIB", "  2 dari 3   [LATIHAN]"}},
		{long, 40, []string{"  Akses pertama atau lupa password", "  2 dari 3   [LATIHAN]   09.15 WIB"}},
	} {
		got := bare().header(c.p, c.wide)
		for i := range got {
			got[i] = strings.TrimRight(got[i], " ")
		}
		if len(got) == 1 && lipgloss.Width(got[0]) != c.wide-2 {
			t.Errorf("%d wide, want %d: the clock ends where the rule does", lipgloss.Width(got[0]), c.wide-2)
		}
		if fmt.Sprint(fields(got)) != fmt.Sprint(fields(c.want)) {
			t.Errorf("got\n%s\nwant\n%s", frame(got), frame(c.want))
		}
	}
}

// The clock is what people hold their phones against: at no width is it lost, and
// it is the last to leave the right end of the first row.
func TestHeaderKeepsTheClock(t *testing.T) {
	t.Parallel()
	for wide := 40; wide <= 132; wide++ {
		for _, journey := range []string{"J", "Reset password", "Akses pertama atau lupa password", strings.Repeat("kata ", 30)} {
			p := Page{Brand: "ASN Digital", Journey: journey, Step: 2, Of: 4, Steps: "2 dari 4", Badge: "LATIHAN", Clock: "11.21 WITA"}
			rows := bare().header(p, wide)
			within(t, rows, wide)
			all := strings.Join(rows, "\n")
			if !strings.Contains(all, p.Clock) {
				t.Errorf("%d columns, %q: no clock\n%s", wide, journey, frame(rows))
			}
			room := lipgloss.Width(strings.TrimSpace(journey))+3+len(p.Clock) <= wide-4
			if room && (!strings.HasSuffix(rows[0], p.Clock) || lipgloss.Width(rows[0]) != wide-2) {
				t.Errorf("%d columns: the clock is not at the end of %q", wide, rows[0])
			}
		}
	}
}

// A message of what is about to happen is a band from edge to edge, and says what
// it is without one.
func TestUrgent(t *testing.T) {
	t.Parallel()
	p := Page{Journey: "J", Mark: Urgent, Say: Rich("Still there? Cleared in *27* seconds."), Keys: []Key{{"Enter", "stay"}}}
	rows := strings.Split(bare().View(p, Frame{60, 20}), "\n")
	same(t, rows[17:18], []string{"  !! Still there? Cleared in 27 seconds.                !!"})

	p.Say = Plain(strings.TrimSpace(strings.Repeat("word ", 15)))
	for _, profile := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI} {
		rows = strings.Split(theme(profile, Modern).View(p, Frame{60, 20}), "\n")
		for i, row := range see(t, rows[16:18]) {
			if len(row) != 58 {
				t.Fatalf("row %d is %d wide, want 58", i, len(row))
			}
			for c, s := range row {
				if filled := s.reverse && s.bold && s.fg == "" && s.bg == ""; filled != (c >= 2) {
					t.Errorf("%s: row %d column %d is %+v", profile.Name(), i, c, s)
				}
			}
		}
	}
}

func fields(rows []string) [][]string {
	var out [][]string
	for _, r := range rows {
		out = append(out, strings.Fields(r))
	}
	return out
}

// The last but one goes first; the way out stays to the end.
func TestFooter(t *testing.T) {
	t.Parallel()
	keys := []Key{{"Enter", "Check"}, {"Tab", "pindah"}, {"Ctrl+R", "gambar baru"}, {"Ctrl+A", "teks"}, {"Esc", "kembali"}}
	for _, c := range []struct {
		in   int
		want []string
	}{
		{76, []string{"  [Enter] Check   Tab pindah   Ctrl+R gambar baru   Ctrl+A teks   Esc kembali"}},
		{74, []string{"  [Enter] Check  Tab pindah  Ctrl+R gambar baru  Ctrl+A teks  Esc kembali"}},
		{60, []string{"  [Enter] Check  Tab pindah  Ctrl+R gambar baru  Esc kembali"}},
		{45, []string{"  [Enter] Check  Tab pindah  Esc kembali"}},
		{30, []string{"  [Enter] Check  Esc kembali"}},
		{20, []string{"  [Enter] Check", "  Esc kembali"}},
		{12, []string{"  [Enter] Chec", "          k", "  Esc kembali"}},
	} {
		same(t, bare().footer(keys, c.in), c.want)
	}
	if len(keys) != 5 || keys[3].Cap != "Ctrl+A" {
		t.Errorf("the caller's keys are now %v", keys)
	}
	same(t, bare().footer(nil, 76), []string{""})
	row := see(t, theme(termenv.ANSI256, Modern).footer(keys, 76))[0]
	if c := row[2]; c.bg != "48;5;63" || c.fg != "38;5;231" || c.r != ' ' {
		t.Errorf("the first cap begins with %+v, want it filled", c)
	}
}

func TestSqueeze(t *testing.T) {
	t.Parallel()
	body := []string{"", "a", "", "", "b", "", "", "c", ""}
	for _, c := range []struct {
		room int
		want []string
		at   int // where c went
	}{
		{9, body, 7},
		{8, []string{"", "a", "", "b", "", "c", ""}, 5},
		{7, []string{"", "a", "", "b", "", "c", ""}, 5},
		{6, []string{"a", "", "b", "", "c", ""}, 4},
		{5, []string{"a", "", "b", "", "c"}, 4},
		{3, []string{"a", "", "b", "", "c"}, 4},
	} {
		l := layout{room: c.room}
		l.squeeze(body)
		same(t, l.body, c.want)
		if got := l.at(7); got != c.at {
			t.Errorf("room %d: row 7 went to %d, want %d", c.room, got, c.at)
		}
	}
}

func TestScroll(t *testing.T) {
	t.Parallel()
	f, th := Frame{60, 20}, bare()
	p := Page{Journey: "J", Keys: []Key{{"Enter", "go"}}}
	for i := range 40 {
		p.Body = append(p.Body, fmt.Sprintf("  row %02d", i))
	}
	most, page := th.Reach(p, f)
	if most != 26 || page != 13 { // 15 rows between the bands, one for the mark
		t.Fatalf("most %d, page %d, want 26 and 13", most, page)
	}
	for _, c := range []struct {
		scroll           int
		first, last, row string
	}{
		{-3, "row 00", "row 13", "    ↓ PgDn"},
		{0, "row 00", "row 13", "    ↓ PgDn"},
		{1, "row 01", "row 14", "    ↑ PgUp   ↓ PgDn"},
		{26, "row 26", "row 39", "    ↑ PgUp"},
		{99, "row 26", "row 39", "    ↑ PgUp"},
	} {
		p.Scroll = c.scroll
		rows := strings.Split(th.View(p, f), "\n")
		if got := []string{strings.TrimSpace(rows[2]), strings.TrimSpace(rows[15]), rows[16]}; !slices.Equal(got, []string{c.first, c.last, c.row}) {
			t.Errorf("scrolled %d: %q", c.scroll, got)
		}
	}
	for _, c := range []struct{ scroll, from, to, want int }{
		{0, 0, 0, 0},     // nothing to follow
		{5, 0, 0, 5},     // nor to undo
		{0, 3, 6, 0},     // in sight
		{0, 13, 16, 2},   // just below
		{20, 13, 16, 13}, // above
		{0, 37, 40, 26},
		{99, 37, 40, 26},
		{0, 10, 30, 16}, // more than there is room for: its end, where one types
	} {
		p.Scroll, p.From, p.To = c.scroll, c.from, c.to
		if got := th.Follow(p, f); got != c.want {
			t.Errorf("scrolled %d, following %d to %d: %d, want %d", c.scroll, c.from, c.to, got, c.want)
		}
	}
	p.Body = p.Body[:15]
	if most, _ := th.Reach(p, f); most != 0 {
		t.Errorf("a body that fits scrolls by %d", most)
	}
}

// Wherever one is, one sees it.
func TestFollowFindsTheField(t *testing.T) {
	t.Parallel()
	th := bare()
	for _, name := range []string{"menu", "form", "scan"} {
		for _, f := range []Frame{{40, 12}, {60, 20}, {60, 14}, {79, 16}} {
			p, _ := gallery[name](th, f)
			p.Scroll = th.Follow(p, f)
			view := th.View(p, f)
			if want := strings.TrimRight(p.Body[p.To-1], " "); !strings.Contains(view, want) {
				t.Errorf("%s at %v: %q is out of sight\n%s", name, f, want, view)
			}
		}
	}
}

// What is pinned stays in sight and where it is, however much scrolls below it.
func TestPin(t *testing.T) {
	t.Parallel()
	th, f := bare(), Frame{60, 20} // 15 rows between the bands
	p := Page{Journey: "J", Keys: []Key{{"Enter", "go"}}, Pin: 5}
	p.Body = []string{"", "", "  field", "", ""}
	for i := range 40 {
		p.Body = append(p.Body, fmt.Sprintf("  row %02d", i))
	}
	most, page := th.Reach(p, f)
	if most != 31 || page != 8 { // 15 rows, 5 pinned, 1 for the mark
		t.Fatalf("most %d, page %d, want 31 and 8", most, page)
	}
	for _, c := range []struct {
		scroll, from, to, want int
		first, last            string
	}{
		{0, 5, 6, 0, "row 00", "row 08"},
		{0, 14, 15, 1, "row 01", "row 09"},
		{9, 8, 9, 3, "row 03", "row 11"},
		{0, 44, 45, 31, "row 31", "row 39"},
		{7, 2, 3, 7, "row 07", "row 15"}, // one is in the field: nothing moves
	} {
		p.Scroll, p.From, p.To = c.scroll, c.from, c.to
		if p.Scroll = th.Follow(p, f); p.Scroll != c.want {
			t.Errorf("scrolled %d, following %d to %d: %d, want %d", c.scroll, c.from, c.to, p.Scroll, c.want)
		}
		rows := strings.Split(th.View(p, f), "\n")
		if got := []string{rows[4], rows[7], rows[15]}; !slices.Equal(got, []string{"    field", "    " + c.first, "    " + c.last}) {
			t.Errorf("scrolled %d: %q\n%s", p.Scroll, got, frame(rows))
		}
	}

	// As the rows below come and go, those above do not move: not at the size
	// where a blank row more or less is given up, nor where there is one to spare.
	for _, f := range []Frame{{60, 20}, {80, 24}, {100, 30}} {
		for n := range p.Body {
			q := p
			q.Body, q.Scroll = p.Body[:n], 0
			if rows := strings.Split(th.View(q, f), "\n"); n >= 5 && !strings.HasSuffix(rows[slices.Index(rows, "")+2+max(0, f.H-29)], "  field") {
				t.Errorf("%v with %d rows: the field moved\n%s", f, n, frame(rows))
			}
		}
	}

	// Where the pinned rows would leave nothing to look at, they scroll as others do.
	p.Pin, p.From, p.To = 13, 44, 45
	p.Scroll = th.Follow(p, f)
	if view := th.View(p, f); strings.Contains(view, "field") || !strings.Contains(view, "row 39") {
		t.Errorf("%s", view)
	}
}

// Even a message that leaves no room is read to its end.
func TestLongMessageOnASmallSheet(t *testing.T) {
	t.Parallel()
	th, f := bare(), Frame{40, 12}
	say := strings.TrimSpace(strings.Repeat("a long word and ", 25))
	p := Page{Journey: "J", Body: []string{"", "  body one", "", "  body two"}, From: 3, To: 4, Mark: Refused, Say: Plain(say), Keys: []Key{{"Enter", "go"}}}
	rows := strings.Split(th.View(p, f), "\n")
	if len(rows) != 12 || !strings.HasPrefix(rows[9], "  ✗ a long word") {
		t.Errorf("%d rows:\n%s", len(rows), frame(rows))
	}
	got := strings.Join(read(th, p, f), " ")
	if n := strings.Count(got, "word"); n < 25 {
		t.Errorf("%d words of 25", n)
	}
	p.Scroll = th.Follow(p, f)
	if !strings.Contains(th.View(p, f), "body two") {
		t.Error("the field is out of sight")
	}
}

func TestTiny(t *testing.T) {
	t.Parallel()
	th := bare()
	p, _ := gallery["scan"](th, Frame{80, 24})
	p.Tiny = "Too small. Make the window larger, please."
	for _, f := range []Frame{{39, 12}, {40, 11}, {10, 5}, {1, 1}} {
		rows := strings.Split(th.View(p, f), "\n")
		within(t, rows, f.W)
		if len(rows) > f.H || !strings.HasPrefix(p.Tiny, strings.TrimSpace(rows[0])) {
			t.Errorf("%v: %q", f, rows)
		}
	}
	for _, f := range []Frame{{0, 0}, {-1, 24}, {80, -1}} {
		if got := th.View(p, f); got != "" {
			t.Errorf("%v: %q", f, got)
		}
		th.Reach(p, f)
		th.Follow(p, f)
	}
}

func TestFrame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f                  Frame
		small, roomy, tiny bool
		body               int
	}{
		{Frame{80, 24}, false, false, false, 72},
		{Frame{79, 24}, true, false, false, 71},
		{Frame{80, 23}, true, false, false, 72},
		{Frame{60, 20}, true, false, false, 52},
		{Frame{100, 30}, false, true, false, 72},
		{Frame{99, 30}, false, false, false, 72},
		{Frame{100, 29}, false, false, false, 72},
		{Frame{40, 12}, true, false, false, 32},
		{Frame{39, 12}, true, false, true, 31},
		{Frame{40, 11}, true, false, true, 32},
	} {
		if f := c.f; f.Small() != c.small || f.Roomy() != c.roomy || f.Tiny() != c.tiny || f.Body() != c.body {
			t.Errorf("%v: small %v, roomy %v, tiny %v, body %d", f, f.Small(), f.Roomy(), f.Tiny(), f.Body())
		}
	}
	if got := (Frame{120, 40}).BodyOf(100); got != 92 {
		t.Errorf("a sheet of 100 has %d columns, want 92", got)
	}
}

// Whatever a caller puts on a page, the terminal keeps its size.
func TestViewKeepsToTheTerminal(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`([a-z日]{1,50} ?){0,12}`)
	short := rapid.StringMatching(`([a-zA-Z+]{1,14} ?){0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		th := theme(termenv.TrueColor, rapid.SampledFrom([]Glyphs{Modern, ASCII}).Draw(t, "glyphs"))
		f := Frame{rapid.IntRange(-1, 140).Draw(t, "w"), rapid.IntRange(-1, 50).Draw(t, "h")}
		p := Page{
			Brand: short.Draw(t, "brand"), Journey: short.Draw(t, "journey"), Steps: short.Draw(t, "steps"), Badge: rapid.StringMatching(`[A-Z]{0,9}`).Draw(t, "badge"), Clock: "09.15 WIB",
			Step: rapid.IntRange(0, 6).Draw(t, "step"), Of: rapid.IntRange(0, 6).Draw(t, "of"),
			Mark: Mark(rapid.IntRange(0, int(Urgent)).Draw(t, "mark")), Say: Plain(rapid.StringMatching(`([a-z]{1,20} ){0,12}`).Draw(t, "say")),
			Bare: rapid.Bool().Draw(t, "bare"), Wide: rapid.SampledFrom([]int{0, 96, 100}).Draw(t, "wide"),
			Pin:    rapid.IntRange(-2, 60).Draw(t, "pin"),
			Scroll: rapid.IntRange(-5, 90).Draw(t, "scroll"), From: rapid.IntRange(-2, 60).Draw(t, "from"), To: rapid.IntRange(-2, 60).Draw(t, "to"),
			Tiny: text.Draw(t, "tiny"),
		}
		if f.W >= 40 && len(p.Journey) > 2*(f.W-4) {
			p.Journey = ""
		}
		for range rapid.IntRange(0, 20).Draw(t, "paragraphs") {
			p.Body = append(append(p.Body, th.Para(f.Body(), Plain(text.Draw(t, "para")))...), "")
		}
		for range rapid.IntRange(0, 5).Draw(t, "keys") {
			p.Keys = append(p.Keys, Key{rapid.StringMatching(`[A-Z][a-z]{0,6}`).Draw(t, "cap"), rapid.StringMatching(`[a-z]{0,12}`).Draw(t, "does")})
		}
		p.Scroll = th.Follow(p, f)
		rows := strings.Split(th.View(p, f), "\n")
		if len(rows) > max(1, f.H) {
			t.Fatalf("%d rows of %d", len(rows), f.H)
		}
		for i, r := range rows {
			if w := lipgloss.Width(r); w > max(2, f.W) {
				t.Fatalf("row %d is %d wide of %d: %q", i, w, f.W, r)
			}
		}
	})
}
