package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// asking are pages on which a code may be refused: with a key of their own, at the
// door, and on the account page.
var asking = []flows.State{flows.AtScan, flows.AtSignIn, flows.AtWeakSignIn, flows.AtRemove}

// Every cause has its sentence and its remedy, in both languages, and with the
// tries and the wait it is never more than three rows.
func TestEveryCauseHasItsRemedy(t *testing.T) {
	th := themed(termenv.Ascii, paper.Modern)
	for _, w := range Languages() {
		told := map[cause]bool{noCause: true}
		for _, at := range asking {
			for _, d := range diagnoses(at) {
				s := refused(t, at, d)
				c, _ := w.cause(s, noon)
				told[c] = true
				why, do := w.refusal(s, noon)
				for _, wait := range []time.Duration{0, 27 * time.Second, 15 * time.Minute} {
					if s.Facts.WaitUntil = (time.Time{}); wait > 0 {
						s.Facts.WaitUntil = noon.Add(wait)
					}
					sh := describe(s, w, noon)
					say := sh.Say.String()
					if len(why) == 0 || len(do) == 0 || !strings.HasPrefix(say, why.String()+" "+do.String()) {
						t.Errorf("%s at %v: %+v is told as %q", w.Tag, at, d, say)
					}
					if counts := d.Why.Counts(); strings.Contains(say, w.Left(4)) != counts || wait > 0 && strings.Contains(say, w.WaitFor(wait)) != counts {
						t.Errorf("%s at %v: the tries of %+v: %q", w.Tag, at, d, say)
					}
					if rows := th.Wrap(sh.Say, 74); len(rows) > 3 {
						t.Errorf("%s at %v: %d rows:\n%s", w.Tag, at, len(rows), strings.Join(rows, "\n"))
					}
					if sh.Mark != marks[d.Why.Sort()] {
						t.Errorf("%s at %v: %+v is marked %v", w.Tag, at, d, sh.Mark)
					}
					for _, bad := range []string{"%", "  ", "!"} {
						if strings.Contains(say, bad) {
							t.Errorf("%s at %v: %q in %q", w.Tag, at, bad, say)
						}
					}
				}
			}
		}
		for c := range causes {
			if !told[c] {
				t.Errorf("%s: nobody is ever told %q", w.Tag, w.Code.Why[c])
			}
		}
	}
}

// What is said of some, word by word.
func TestRefusal(t *testing.T) {
	for _, tt := range []struct {
		at     flows.State
		d      flows.Diagnosis
		id, en string
	}{
		{flows.AtScan, slowClock,
			"Kode ini benar 4 menit 30 detik yang lalu: jam HP Anda terlambat. Buka Setelan › Tanggal & waktu › aktifkan Otomatis, lalu masukkan kode baru. Sisa percobaan 4.",
			"This code was right 4 minutes 30 seconds ago: your phone's clock is slow. Open Settings › Date & time › turn on Automatic, then type a new code. 4 tries left."},
		{flows.AtSignIn, fastZone,
			"Kode ini belum waktunya: jam HP Anda lebih cepat 2 jam. Mungkin zonanya keliru dan jam disetel manual: Setelan › Tanggal & waktu › waktu dan zona Otomatis. Sisa percobaan 4.",
			"This code is early: your phone's clock is fast by 2 hours. Perhaps its zone is wrong and it was set by hand: Settings › Date & time › automatic time and zone. 4 tries left."},
		{flows.AtScan, usedUp,
			"Kode ini sudah dipakai. Tunggu kode berikutnya (17 detik). Setiap kode hanya berlaku satu kali. Sisa percobaan 4.",
			"This code was used. Wait for the next one (17 seconds). Each code works only once. 4 tries left."},
		{flows.AtSignIn, oldEntry,
			"Kode ini dari entri lama (dibuat 12 Maret 2026 09.15 WIB). Hapus entri itu di aplikasi, pakai yang baru. Sisa percobaan 4.",
			"This code is from an old entry (made 12 March 2026 09:15 WIB). Delete that entry in the app, use the new one. 4 tries left."},
		{flows.AtScan, other,
			"Kode ini dari perangkat yang sudah terdaftar: HP *Pribadi*. Pakai kode dari entri baru, yang dipindai dari layar ini. Sisa percobaan 4.",
			"This code is from a device that is enrolled already: HP *Pribadi*. Use the code of the new entry, scanned from this screen. 4 tries left."},
		{flows.AtScan, mistyped,
			"Satu angka salah atau dua angka tertukar. Ketik ulang kode yang sekarang tampil. Sisa percobaan 4.",
			"One digit is wrong, or two are swapped. Type the code that shows now. 4 tries left."},
		{flows.AtSignIn, noCode(flows.FormMailed),
			"Ini kode dari email, bukan kode OTP. Buka aplikasi autentikator di HP dan ketik 6 angka yang tampil.",
			"This is the code from your e-mail, not a one-time code. Open the authenticator app on the phone and type the 6 digits it shows."},
	} {
		for i, w := range Languages() {
			want := []string{tt.id, tt.en}[i]
			if got := describe(refused(t, tt.at, tt.d), w, noon).Say.String(); got != want {
				t.Errorf("%v at %v:\n%s\nwant\n%s", tt.d, tt.at, got, want)
			}
		}
	}
}

// A used code counts down to the next one, and then says that it is there.
func TestUsedCodeCountsDown(t *testing.T) {
	w := Indonesian()
	s := refused(t, flows.AtSignIn, usedUp)
	for after, want := range map[time.Duration]string{0: "(17 detik)", 12 * time.Second: "(5 detik)", 16500 * time.Millisecond: "(1 detik)", 17 * time.Second: "sudah tampil"} {
		if say := describe(s, w, noon.Add(after)).Say.String(); !strings.Contains(say, want) {
			t.Errorf("after %v: %q, want %q", after, say, want)
		}
	}
}

// Without a diagnosis, and with one that is about something else, everything is as
// it was: the old sentence, and F1 that explains the page.
func TestNoDiagnosis(t *testing.T) {
	for _, w := range Languages() {
		for _, d := range []flows.Diagnosis{{}, slowClock} {
			s := refused(t, flows.AtSignIn, d)
			s.Say = flows.OTPUsed
			if got, want := describe(s, w, noon).Say.String(), w.Say[flows.OTPUsed]+" "+w.Left(4); got != want {
				t.Errorf("%s: %q, want %q", w.Tag, got, want)
			}
			if _, ok := w.card(s, noon); ok || w.refused(s) || w.does(s, DoHelp) != w.Keys[DoHelp] {
				t.Errorf("%s: F1 has a card without a cause", w.Tag)
			}
		}
	}
}

// Who presses Enter before a wait is over hears of the wait, and still finds out
// from F1 why the code was refused: there is time to read.
func TestWaitingKeepsTheCard(t *testing.T) {
	for _, w := range Languages() {
		s := refused(t, flows.AtSignIn, slowClock)
		why, _ := w.card(s, noon)
		s.Say, s.Facts.WaitUntil, s.Facts.Left = flows.MustWait, noon.Add(20*time.Second), 0
		if got := describe(s, w, noon).Say.String(); got != w.Say[flows.MustWait]+" "+w.WaitFor(20*time.Second) {
			t.Errorf("%s: %q", w.Tag, got)
		}
		if c, ok := w.card(s, noon); !ok || c.title != why.title {
			t.Errorf("%s: F1 opens %q", w.Tag, c.title)
		}
	}
}

// Where the key is not on the screen, that a code was nearly right is told to
// nobody: it would help a guesser.
func TestSignInNeverTellsATypo(t *testing.T) {
	for _, w := range Languages() {
		for _, at := range asking[1:] {
			s := refused(t, at, mistyped)
			c, ok := w.card(s, noon)
			said := describe(s, w, noon).Say.String() + c.title + strings.Join(c.spoken(w, s), " ")
			typo := w.Code.Card[cardTypo]
			for _, told := range []string{w.Code.Why[byTypo], w.Code.Do[byTypo], typo.Title, typo.Means, "271"} {
				if !ok || strings.Contains(said, told) {
					t.Errorf("%s at %v: %q says %q", w.Tag, at, said, told)
				}
			}
		}
	}
}

// F1 opens the card of every cause, which fits the smallest full screen and closes
// by Esc.
func TestCardOfEveryCause(t *testing.T) {
	for _, w := range Languages() {
		for _, at := range asking[:2] {
			for _, d := range diagnoses(at) {
				a := scene{s: refused(t, at, d)}.show(w, themed(termenv.Ascii, paper.Modern), frames[0])
				before := a.View()
				if !strings.Contains(before, w.Code.Ask) {
					t.Errorf("%s at %v: F1 is not offered for %+v:\n%s", w.Tag, at, d, before)
				}
				c, _ := w.card(a.session, noon)
				press(a, "f1")
				view := a.View()
				shown := strings.Join(strings.Fields(view), " ")
				for _, want := range []string{c.title, c.means.String(), c.sign.String()} {
					if want == "" || !strings.Contains(shown, want) {
						t.Errorf("%s at %v: %+v: %q is not on\n%s", w.Tag, at, d, want, view)
					}
				}
				if len(c.trees)+len(c.known)+len(c.steps) == 0 && c.wait == 0 {
					t.Errorf("%s at %v: nothing is drawn for %+v", w.Tag, at, d)
				}
				if most, _ := a.Theme.Reach(a.page(), a.frame); most > 0 {
					t.Errorf("%s at %v: the card of %+v is %d rows too long", w.Tag, at, d, most)
				}
				if strings.Contains(shown, "%") {
					t.Errorf("%s at %v: a hole in\n%s", w.Tag, at, view)
				}
				if press(a, "esc"); a.View() != before {
					t.Errorf("%s at %v: Esc leaves\n%s", w.Tag, at, a.View())
				}
			}
		}
	}
}

// At 80 × 24 there is one row below the QR code. With a refusal of three rows all
// of the code is still there, and so are the boxes, the name and the remedy.
func TestRefusalLeavesTheCodeWhole(t *testing.T) {
	for _, w := range Languages() {
		for _, d := range diagnoses(flows.AtScan) {
			for _, f := range frames[:2] {
				s := refused(t, flows.AtScan, d)
				s.Facts.WaitUntil = noon.Add(27 * time.Second)
				a := scene{s: s}.show(w, themed(termenv.Ascii, paper.Modern), f)
				view := strings.Split(a.View(), "\n")
				plan, _ := a.code.beside(s.Facts.URI.Reveal(), f)
				picture := a.code.rows(a.Theme, s.Facts.URI.Reveal(), plan)
				from := 0
				for from < len(view) && !strings.Contains(view[from], picture[0]) {
					from++
				}
				for i, row := range picture {
					if from+i >= len(view) || !strings.Contains(view[from+i], row) {
						t.Fatalf("%s at %v: row %d of the code is gone under %+v", w.Tag, f, i, d)
					}
				}
				page := ansi.Strip(strings.Join(view, "\n"))
				for _, want := range []string{"┌───┬───┬───┐", w.Label[flows.DeviceName], w.Left(4)} {
					if want == w.Left(4) && !d.Why.Counts() {
						continue
					}
					if !strings.Contains(page, want) {
						t.Errorf("%s at %v: %+v leaves no %q on\n%s", w.Tag, f, d, want, page)
					}
				}
				for _, word := range lost(a) {
					t.Errorf("%s at %v: %+v loses %q", w.Tag, f, d, word)
				}
			}
		}
	}
}

// The help of plain mode is the card, and the remedy names no key.
func TestPlainSpeaksTheCard(t *testing.T) {
	for _, w := range Languages() {
		for _, at := range asking[:2] {
			for _, d := range diagnoses(at) {
				var out strings.Builder
				p := &plain{Setting: Setting{World: spoken, Now: func() time.Time { return noon }, Words: w}, ctx: t.Context(), out: &out}
				p.session = refused(t, at, d)
				p.news = true
				p.say()
				p.command(w.Commands[DoHelp])
				c, _ := w.card(p.session, noon)
				for _, want := range []string{c.title, c.sign.String()} {
					if !strings.Contains(out.String(), want) {
						t.Errorf("%s at %v: %+v: %q is not said in\n%s", w.Tag, at, d, want, out.String())
					}
				}
				for _, bad := range []string{"F1", "F4", "›", "■", "*+"} {
					if strings.Contains(out.String(), bad) {
						t.Errorf("%s at %v: %+v: %q is said in\n%s", w.Tag, at, d, bad, out.String())
					}
				}
			}
		}
	}
}

// What a card draws is said in sentences where there is nothing to see, and no
// picture is spoken of.
func TestCardsInSentences(t *testing.T) {
	for _, tt := range []struct {
		at     flows.State
		d      flows.Diagnosis
		id, en []string
	}{
		{flows.AtSignIn, usedUp, []string{"Kode baru tampil 17 detik lagi. Ketik kode itu."}, []string{"A new code shows in 17 seconds. Type that one."}},
		{flows.AtSignIn, usedBefore,
			[]string{"1. Ketik kode yang sekarang tampil di HP.", "2. Masih kode yang tadi? Tunggu sampai kode itu berganti."},
			[]string{"1. Type the code that shows on the phone now.", "2. Still the same one? Wait until it changes."}},
		{flows.AtScan, oldEntry,
			[]string{"Hapus entri lama, yang dibuat 12 Maret 2026 09.15 WIB.", "Pakai entri baru dari layar ini."},
			[]string{"Delete the old entry, made 12 March 2026 09:15 WIB.", "Use the new entry from this screen."}},
		{flows.AtSignIn, oldUndated, []string{"Hapus entri lama.", "Pakai entri yang baru."}, []string{"Delete the old entry.", "Use the newer entry."}},
		{flows.AtScan, other, []string{"Jangan hapus entri HP *Pribadi*, yang sudah terdaftar."}, []string{"Do not delete the entry of HP *Pribadi*, enrolled already."}},
		{flows.AtScan, otherBare, []string{"Jangan hapus entri yang sudah terdaftar."}, []string{"Do not delete the entry that is enrolled already."}},
		{flows.AtSignIn, otherBare, []string{"Pakai entri yang sudah aktif."}, []string{"Use the entry that is active."}},
	} {
		for i, w := range Languages() {
			s := refused(t, tt.at, tt.d)
			c, _ := w.card(s, noon)
			lines := c.spoken(w, s)
			if steps := w.Code.Card[cardUsed].Steps; tt.d == usedUp && slices.Contains(lines, "1. "+steps[0]) {
				t.Errorf("%s: while the used code still shows it is to be typed:\n%s", w.Tag, strings.Join(lines, "\n"))
			}
			for _, want := range [][]string{tt.id, tt.en}[i] {
				if !slices.Contains(lines, want) {
					t.Errorf("%s at %v: no %q in\n%s", w.Tag, tt.at, want, strings.Join(lines, "\n"))
				}
			}
		}
	}
	for _, w := range Languages() {
		for _, at := range asking {
			for _, d := range diagnoses(at) {
				s := refused(t, at, d)
				c, _ := w.card(s, noon)
				for _, line := range c.spoken(w, s) {
					if low := strings.ToLower(line); strings.Contains(low, "gambar") || strings.Contains(low, "picture") {
						t.Errorf("%s at %v: %+v: %q", w.Tag, at, d, line)
					}
				}
			}
		}
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration][2]string{
		-270 * time.Second:           {"4 menit 30 detik", "4 minutes 30 seconds"},
		30 * time.Second:             {"30 detik", "30 seconds"},
		time.Minute:                  {"1 menit", "1 minute"},
		-2 * time.Hour:               {"2 jam", "2 hours"},
		2*time.Hour + 30*time.Second: {"2 jam", "2 hours"},
		5*time.Hour + 30*time.Minute: {"5 jam 30 menit", "5 hours 30 minutes"},
		11*time.Hour + 59*time.Minute + 40*time.Second: {"11 jam 59 menit", "11 hours 59 minutes"},
		0: {"0 detik", "0 seconds"},
	} {
		if id, en := durationID(d), durationEN(d); id != want[0] || en != want[1] {
			t.Errorf("%v: %q and %q, want %q", d, id, en, want)
		}
	}
}

// What a test finds is in the title; a line shows it where it is known, and the
// plain mode says it in words.
func TestVerdict(t *testing.T) {
	for _, tt := range []struct {
		d      flows.Diagnosis
		id, en string
		line   bool
	}{
		{flows.Diagnosis{Why: flows.PhoneFine}, "Jam HP Anda tepat", "Your phone's clock is right", true},
		{flows.Diagnosis{Why: flows.PhoneFine, Off: -30 * time.Second}, "Kode dari HP Anda benar", "Your phone's codes are right", true},
		{slowClock, "Jam HP Anda terlambat 4 menit 30 detik", "Your phone's clock is 4 minutes 30 seconds slow", true},
		{fastZone, "Jam HP Anda lebih cepat 2 jam", "Your phone's clock is 2 hours fast", true},
		{maybeSlow, "Kemungkinan jam HP Anda terlambat 37 menit 30 detik", "Your phone's clock is probably 37 minutes 30 seconds slow", true},
		{mistyped, "Ada angka yang salah ketik", "A digit was mistyped", false},
		{nothing, "Penyebabnya tidak ditemukan", "No cause was found", false},
	} {
		for i, w := range Languages() {
			want := []string{tt.id, tt.en}[i]
			s := flows.Session{State: flows.AtVerdict, Say: tt.d.Why, Facts: flows.Facts{Diagnosis: tt.d, Left: 4}}
			a := scene{s: s}.show(w, themed(termenv.Ascii, paper.ASCII), frames[0])
			view := a.View()
			if !strings.Contains(view, want) || strings.Contains(view, " "+w.Code.Now) != tt.line {
				t.Errorf("%s: want %q and a line: %v in\n%s", w.Tag, want, tt.line, view)
			}
			if way := tt.line && tt.d.Off != 0; strings.Contains(view, "iPhone: ") != way {
				t.Errorf("%s: %q tells where to tap, or does not:\n%s", w.Tag, want, view)
			}
			if strings.Contains(view, "›") || strings.Contains(view, w.Left(4)) {
				t.Errorf("%s: %q in letters that are not there, or with tries:\n%s", w.Tag, want, view)
			}
			if help := a.help(a.frame.Body()); strings.Contains(help, w.Code.Line) != tt.line || !strings.HasPrefix(help, w.Help[flows.AtVerdict]) {
				t.Errorf("%s: %q, with a line: %v, is explained as %q", w.Tag, want, tt.line, help)
			}
			if help := a.help(20); strings.Contains(help, w.Code.Line) {
				t.Errorf("%s: a line is explained that has no room: %q", w.Tag, help)
			}
			rows := strings.Split(view, "\n")
			clean := slices.IndexFunc(rows, func(r string) bool { return strings.Contains(r, paper.Rich(w.Code.Clean).String()) })
			if clean < 1 || strings.TrimSpace(rows[clean-1]) != "" {
				t.Errorf("%s: no blank row before what to delete:\n%s", w.Tag, view)
			}
			var out strings.Builder
			if p := (&plain{Setting: Setting{Now: func() time.Time { return noon }, Words: w}, ctx: context.Background(), out: &out, session: s}); true {
				p.say()
				p.command(w.Commands[DoHelp])
			}
			if !strings.Contains(out.String(), w.Help[flows.AtVerdict]) || strings.Contains(out.String(), w.Code.Line) {
				t.Errorf("%s: plain mode explains\n%s", w.Tag, out.String())
			}
			if !strings.Contains(out.String(), want+".") || strings.Contains(out.String(), "+--") {
				t.Errorf("%s: plain mode says\n%s", w.Tag, out.String())
			}
		}
	}
}

// On the way to a switch the switch itself is in bold.
func TestRouteEndsAtBoldSwitches(t *testing.T) {
	for _, w := range Languages() {
		for _, phone := range w.Code.Phones {
			var bold []string
			for _, span := range route(phone) {
				if span.Tone == paper.InBold {
					bold = append(bold, span.Text)
				}
			}
			if all := tapped(phone); len(bold) == 0 || !slices.Equal(bold, all[3:]) {
				t.Errorf("%s: %q of %q is bold", w.Tag, bold, all)
			}
		}
	}
}

// The officer sees what helps against what, by office and without a code; where
// nothing was refused there is no table.
func TestCausesOfTheDay(t *testing.T) {
	for _, sc := range codeGallery(t) {
		if sc.name != "progress-causes" {
			continue
		}
		for _, w := range Languages() {
			sh := describe(sc.s, w, noon)
			var rows []string
			for _, r := range append(sh.Causes.Rows, sh.Causes.Total) {
				var cells []string
				for _, c := range r {
					cells = append(cells, c.String())
				}
				rows = append(rows, strings.Join(cells, "|"))
			}
			want := "Sekretariat Daerah|3||2||, Dinas Pendidikan dan Kebudayaan|6|1|12|4|2, " + w.Desk.Total + "|9|1|14|4|2"
			if got := strings.Join(rows, ", "); got != want || len(sh.Causes.Columns) != 6 {
				t.Errorf("%s: %s, want %s", w.Tag, got, want)
			}
			var out strings.Builder
			p := &plain{Setting: Setting{Now: func() time.Time { return noon }, Words: w}, ctx: t.Context(), out: &out, session: sc.s}
			p.say()
			if spoken := w.Code.Cols[1] + " 6, " + w.Code.Cols[2] + " 1, " + w.Code.Cols[3] + " 12"; !strings.Contains(out.String(), w.Code.Causes) || !strings.Contains(out.String(), spoken) {
				t.Errorf("%s: plain mode says\n%s", w.Tag, out.String())
			}
			s := sc.s
			s.Facts.Console.Progress.Causes = nil
			if sh := describe(s, w, noon); len(sh.Causes.Columns)+len(sh.Causes.Rows) > 0 {
				t.Errorf("%s: a table of nothing", w.Tag)
			}
		}
	}
}
