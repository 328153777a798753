package slip

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
)

var wita = time.FixedZone("", 8*60*60)

func budi(t testing.TB) Slip {
	t.Helper()
	n, err := nip.Parse("199001012015011001")
	if err != nil {
		t.Fatal(err)
	}
	return Slip{
		Number: "K7M4-QAPT", NIP: n, Name: "BUDI SANTOSO, S.Pd.", Unit: "DINAS PENDIDIKAN, PEMUDA DAN OLAHRAGA KAB. CONTOH",
		Device: "HP Pribadi", Activated: time.Date(2026, 4, 14, 1, 14, 59, 0, time.UTC),
		Office: "BKPSDM Kabupaten Contoh", At: time.Date(2026, 4, 14, 9, 16, 0, 0, wita),
	}
}

// golden compares got with a file that a person can read.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("looks otherwise than %s (UPDATE=1 go test ./flows/run/slip draws it anew):\n%s", path, got)
	}
}

func TestTextOnPaper(t *testing.T) {
	t.Parallel()
	s := budi(t)
	golden(t, "slip-58mm.txt", s.Text("id", 32))
	golden(t, "slip-80mm.txt", s.Text("id", 42))
	golden(t, "slip-80mm-en.txt", s.Text("en", 42))
}

func TestPage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := budi(t).HTML(&b, "id"); err != nil {
		t.Fatal(err)
	}
	golden(t, "slip.html", b.String())
}

// The number is not on the slip as a whole: slips are dropped and thrown away.
func TestMasked(t *testing.T) {
	t.Parallel()
	s := budi(t)
	var page strings.Builder
	if err := s.HTML(&page, "id"); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{s.Text("id", 42), page.String()} {
		if strings.Contains(out, s.NIP.String()) || strings.Contains(out, s.NIP.Grouped()) || !strings.Contains(out, s.NIP.Masked()) {
			t.Errorf("the NIP is not masked:\n%s", out)
		}
	}
}

// nasty draws text as a roster of an enemy would have it.
func nasty() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{
				"\x1b[2J", "\x1d\x56\x00", "\x1b@", "\x10\x04\x01", "\x00", "\r\n", "\x7f", "\u0085", "\u009b31m", "\u202e", "\u200b", "\xff",
				"</td><script>alert(1)</script>", `"><img src=//evil.example/x onerror=x>`, "{{.}}", "é", "ﷺ", "’", "漢字", "Ⅷ", strings.Repeat("W", 60), " ",
			}),
		), 0, 6).Draw(t, "parts"), "")
	})
}

func drawn(t *rapid.T) Slip {
	return Slip{
		Number: "K7M4-QAPT", Name: nasty().Draw(t, "name"), Unit: nasty().Draw(t, "unit"), Device: nasty().Draw(t, "device"),
		Office: nasty().Draw(t, "office"), At: time.Date(2026, 4, 14, 9, 16, 0, 0, wita),
	}
}

// A printer takes control bytes for commands, and cuts what is too wide.
func TestTextIsPlain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(0, 60).Draw(t, "width")
		s := drawn(t)
		text := s.Text(rapid.SampledFrom([]string{"id", "en", ""}).Draw(t, "lang"), width)
		for _, line := range strings.Split(text, "\n") {
			if len(line) > max(width, 24) {
				t.Fatalf("%d columns, and not %d: %q", len(line), width, line)
			}
			for _, c := range []byte(line) {
				if c < ' ' || c > '~' {
					t.Fatalf("byte %#x in %q", c, line)
				}
			}
		}
		// Nothing is cut: without blanks and line ends every letter is there.
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		for _, v := range []string{s.Name, s.Unit, s.Device, s.Office} {
			if want := bare(ascii(v)); !strings.Contains(bare(text), want) {
				t.Fatalf("no %q in\n%s", want, text)
			}
		}
	})
}

func TestASCII(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"José Ávila": "Jose Avila", "Ma’ruf": "Ma'ruf", "Rp½": "Rp1/2", "Weiß": "Weiss", "Đình": "Dinh",
		"２０": "20", "漢字": "??", "HP\u202eku": "HPku", "a\x1b[2Jb": "a[2Jb",
	} {
		if got := ascii(in); got != want {
			t.Errorf("%q is printed as %q, want %q", in, got, want)
		}
	}
	for _, w := range []words{indonesian, english} {
		for _, s := range append([]string{w.title, w.brand, w.number, w.name, w.nip, w.unit, w.device, w.activated, w.printed}, w.notes...) {
			if s != ascii(s) || s == "" {
				t.Errorf("%s: %q is not for every printer", w.lang, s)
			}
		}
	}
	if len(english.notes) != len(indonesian.notes) {
		t.Error("one language says less than the other")
	}
}

// What a person's name says must stay text, and the page must not ask for
// anything.
func TestPageIsAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		var b bytes.Buffer
		if err := s.HTML(&b, "id"); err != nil {
			t.Fatal(err)
		}
		text := look(t, b.String())
		for _, v := range []string{s.Name, s.Unit, s.Device, s.Office} {
			if v = legible.Clean(v); !strings.Contains(text, v) {
				t.Fatalf("no %q on the page", v)
			}
		}
	})
}

var fetches = regexp.MustCompile(`(?i)url\(|@import|//`)

// look reads a page as XML and returns its text, after a look at each element.
func look(t *rapid.T, page string) string {
	known := strings.Fields("html head meta title style body main header h1 p table tr th td div")
	var text strings.Builder
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if !slices.Contains(known, tok.Name.Local) {
				t.Fatalf("element %s", tok.Name.Local)
			}
			for _, a := range tok.Attr {
				if !slices.Contains(strings.Fields("lang charset http-equiv content name class scope"), a.Name.Local) || fetches.MatchString(a.Value) {
					t.Fatalf("attribute %s=%q", a.Name.Local, a.Value)
				}
			}
			if tok.Name.Local == "style" {
				css, err := d.Token()
				if c, ok := css.(xml.CharData); err != nil || !ok || fetches.Match(c) {
					t.Fatalf("style sheet: %v %s", err, css)
				}
			}
		case xml.CharData:
			text.Write(tok)
		}
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	r := rand.NewChaCha8([32]byte{1})
	seen, count := map[string]bool{}, map[rune]int{}
	const draws = 30000
	for range draws {
		n, err := Number(r)
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^[` + letters + `]{4}-[` + letters + `]{4}$`).MatchString(n) {
			t.Fatalf("number %q", n)
		}
		if seen[n] {
			t.Errorf("%s came twice", n)
		}
		seen[n] = true
		for _, c := range n {
			count[c]++
		}
	}
	// 10,000 of each; a standard deviation is 98. Without throwing bytes away the
	// last eight letters would come 9,375 times.
	for _, c := range letters {
		if n := count[c]; n < 9700 || n > 10300 {
			t.Errorf("%c came %d times in %d numbers", c, n, draws)
		}
	}
	if n, err := Number(iotest.ErrReader(io.ErrClosedPipe)); err == nil || n != "" || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("without chance: %q, %v", n, err)
	}
}

func TestPageNotWritten(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	_ = r.CloseWithError(io.ErrShortWrite)
	if err := budi(t).HTML(w, "id"); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("to a full disk: %v", err)
	}
}
