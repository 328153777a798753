package letter

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/legible"
)

var (
	wib   = time.FixedZone("+07", 7*60*60) // as a machine without time zone files has it
	until = time.Date(2026, time.January, 6, 2, 31, 59, 0, time.UTC)
)

func someone(t testing.TB) address.Address {
	t.Helper()
	a, err := address.Parse("johndoe@gmail.com")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func write(t testing.TB, p Purpose, org string) Letter {
	t.Helper()
	return Code(p, someone(t), flows.Hide("K7M2QXPT"), until, wib, org)
}

// The whole letter once, as it is read; the rest of the tests say why.
func ExampleCode() {
	to, _ := address.Parse("johndoe@gmail.com")
	l := Code(ResetPassword, to, flows.Hide("K7M2QXPT"), until, wib, "BKPSDM Kota Contoh")
	fmt.Println(l)
	fmt.Println(l.Subject)
	fmt.Println()
	fmt.Println(l.Text.Reveal())
	// Output:
	// reset password letter to joh*****@gmail.com
	// Kode reset password ASN Digital
	//
	// Yth. Bapak/Ibu,
	//
	// Ini kode reset password Anda:
	//
	// K7M2 QXPT
	//
	// Masukkan kode di layar Asisten Aktivasi, lalu buat password baru.
	// Kode berlaku sampai Selasa, 6 Januari 2026 pukul 09.31 WIB dan hanya dapat dipakai satu kali.
	// Jangan berikan kode ini kepada siapa pun, termasuk petugas.
	//
	// Bukan Anda yang meminta?
	// Abaikan email ini. Tidak ada yang berubah pada akun Anda.
	// Jika email seperti ini datang lagi, hubungi BKPSDM.
	//
	// Asisten Aktivasi ASN Digital
	// BKPSDM Kota Contoh
	//
	// Email ini dikirim otomatis, mohon tidak dibalas.
}

func TestCodeStandsAlone(t *testing.T) {
	t.Parallel()
	for p := range Purposes {
		l := write(t, p, "BKPSDM Kota Contoh")
		for name, body := range map[string]string{"text": l.Text.Reveal(), "html": l.HTML.Reveal(), "lines": strings.Join(l.Lines(), "\n")} {
			if n := strings.Count(body, "K7M2 QXPT"); n != 1 || !slices.Contains(strings.Split(body, "\n"), "K7M2 QXPT") {
				t.Errorf("%v, %s: the code is there %d times, or not on a line of its own:\n%s", p, name, n, body)
			}
			if !strings.Contains(body, "09.31 WIB") {
				t.Errorf("%v, %s: does not say until when", p, name)
			}
			if strings.Contains(body, "gmail") || strings.Contains(body, "OTP") {
				t.Errorf("%v, %s: names the person or asks for an OTP:\n%s", p, name, body)
			}
		}
		if strings.Contains(l.Subject, "K7M2") || l.Subject == "" {
			t.Errorf("%v: subject %q", p, l.Subject)
		}
	}
	if a, b := write(t, ResetPassword, ""), write(t, ResetMFA, ""); a.Subject == b.Subject || a.Text.Reveal() == b.Text.Reveal() {
		t.Error("both purposes read alike")
	}
}

func TestCodeIsGrouped(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"K7M2QXPT": "K7M2 QXPT", "K7M2 QXPT": "K7M2 QXPT", "ABCDE": "ABCD E", "ABC": "ABC"} {
		l := Code(ResetMFA, someone(t), flows.Hide(in), until, wib, "")
		if got := l.Lines()[0]; got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
		if got := l.Code.Reveal(); strings.Contains(got, " ") {
			t.Errorf("%q is kept as %q", in, got)
		}
	}
}

func TestUntil(t *testing.T) {
	t.Parallel()
	hours := func(name string, n int) *time.Location { return time.FixedZone(name, n*60*60) }
	for _, tt := range []struct {
		at   time.Time
		zone *time.Location
		want string
	}{
		{until, hours("", 7), "Selasa, 6 Januari 2026 pukul 09.31 WIB"},
		{until, hours("SE Asia Standard Time", 7), "Selasa, 6 Januari 2026 pukul 09.31 WIB"},
		{until, hours("", 8), "Selasa, 6 Januari 2026 pukul 10.31 WITA"},
		{until, hours("", 9), "Selasa, 6 Januari 2026 pukul 11.31 WIT"},
		{until, time.UTC, "Selasa, 6 Januari 2026 pukul 02.31 UTC"},
		{time.Date(2026, 5, 31, 17, 5, 0, 0, time.UTC), hours("", 7), "Senin, 1 Juni 2026 pukul 00.05 WIB"},
		{time.Date(2026, 8, 16, 0, 0, 0, 0, time.UTC), hours("", 7), "Minggu, 16 Agustus 2026 pukul 07.00 WIB"},
	} {
		l := Code(ResetPassword, someone(t), flows.Hide("K7M2QXPT"), tt.at, tt.zone, "")
		if !strings.Contains(l.Text.Reveal(), tt.want) {
			t.Errorf("%v in %v: no %q in\n%s", tt.at, tt.zone, tt.want, l.Text.Reveal())
		}
	}
}

func TestHTMLSaysWhatTheTextSays(t *testing.T) {
	t.Parallel()
	for p := range Purposes {
		l := write(t, p, `Dinas <b>"A" & B</b>`)
		if text, html := strings.Fields(l.Text.Reveal()), strings.Fields(body(t, l.HTML.Reveal())); !slices.Equal(text, html) {
			t.Errorf("%v:\n%q\n%q", p, text, html)
		}
		if strings.Contains(l.HTML.Reveal(), "<b>") {
			t.Errorf("%v: the office's name is markup", p)
		}
		if !strings.Contains(l.HTML.Reveal(), `<html lang="id">`) {
			t.Errorf("%v: a screen reader is not told the language", p)
		}
	}
}

// body returns the words of an HTML page's body, after a look at its markup.
func body(t *testing.T, page string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var words strings.Builder
	for inside := false; ; {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return words.String()
		case err != nil:
			t.Fatalf("%v in\n%s", err, page)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inside = inside || e.Name.Local == "body"
			for _, name := range append(e.Attr, xml.Attr{Name: e.Name}) {
				if !slices.Contains(markup, name.Name.Local) || strings.Contains(name.Value, "url(") {
					t.Errorf("%v in\n%s", name, page)
				}
			}
		case xml.CharData:
			if inside {
				words.Write(e)
			}
		}
	}
}

// linkable is what mail programs underline: schemes, www, and letters around a
// dot or an at sign.
var linkable = regexp.MustCompile(`(?i)[a-z]+:\S|//|www\.?\S|\S@\S|[\p{L}\p{N}-][.。．｡]\p{L}`)

// markup is every element and attribute a letter may have; none of them makes a
// mail program fetch or link anything.
var markup = []string{"html", "head", "meta", "title", "body", "p", "br", "lang", "charset", "name", "content", "style"}

func TestNoLinks(t *testing.T) {
	t.Parallel()
	for _, org := range offices {
		for p := range Purposes {
			noLinks(t, write(t, p, org))
		}
	}
}

var offices = []string{
	"", "BKPSDM Kota Contoh", "RSUD Dr.Soetomo", "bkpsdm.kota.go.id", "https://x.id/?a=b", "WWW.X.ID", "mailto:a@x.id",
	"tel:+62271", "a＠x。id", "<a href=http://x.id>x</a>", "a.\u200bb.co", "a\r\nBcc: c@d.id", "javascript:alert(1)",
	"\x1b[31mBKN\u202e", strings.Repeat("panjang ", 500),
}

func noLinks(t *testing.T, l Letter) {
	t.Helper()
	for line := range strings.Lines(l.Text.Reveal()) {
		if line = strings.TrimSuffix(line, "\n"); line != legible.Clean(line) || len([]rune(line)) > 2*orgMax {
			t.Errorf("not fit to be read: %q", line)
		}
	}
	for _, s := range []string{l.Subject, l.Text.Reveal(), body(t, l.HTML.Reveal()), strings.Join(l.Lines(), "\n")} {
		if found := linkable.FindString(s); found != "" {
			t.Errorf("a mail program may link %q in\n%s", found, s)
		}
	}
}

func FuzzOffice(f *testing.F) {
	for _, org := range offices {
		f.Add(org)
	}
	f.Fuzz(func(t *testing.T, org string) {
		l := write(t, ResetPassword, org)
		noLinks(t, l)
		if extra := strings.Count(l.Text.Reveal(), "\n") - strings.Count(write(t, ResetPassword, "X").Text.Reveal(), "\n"); extra > 0 {
			t.Errorf("the office adds %d lines", extra)
		}
	})
}

func TestLetterDoesNotTell(t *testing.T) {
	t.Parallel()
	l := write(t, ResetPassword, "")
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("", "letter", l, "in", struct{ L Letter }{l})
	slog.New(slog.NewTextHandler(&log, nil)).Info("", "letter", l, "in", struct{ L Letter }{l})
	js, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{log.String(), string(js), fmt.Sprintf("%v %+v %#v %s %q", l, l, l, l, l)} {
		if strings.Contains(s, "K7M2") || strings.Contains(s, "QXPT") {
			t.Error(s)
		}
	}
}
