package report

import (
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"aktivasi/flows/nip"
)

var wita = time.FixedZone("Central Indonesia Standard Time", 8*60*60) // as Windows calls it

func number(t testing.TB, digits string) nip.NIP {
	t.Helper()
	n, err := nip.Parse(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func office(t testing.TB) Letterhead {
	t.Helper()
	return Letterhead{
		Office: "BKPSDM Kabupaten Contoh", Title: []string{"PEMERINTAH KABUPATEN CONTOH"}, Place: "Contoh",
		At:        time.Date(2026, 4, 14, 16, 5, 59, 0, wita),
		Signer:    Signer{Title: "Kepala BKPSDM", Name: "Dra. SITI AMINAH, M.Si.", NIP: number(t, "197001011995032001")},
		AuditHead: "1024 9f3ac21b77d0",
	}
}

// county is a small one, in the order of its protocol.
var county = Recap{[]Unit{
	{Name: "Sekretariat Daerah", PNS: 96, PPPK: 12, PartTime: 4, Done: 112},
	{Name: "Sekretariat DPRD", PNS: 31, PPPK: 6, Done: 30, Stuck: 1},
	{Name: "Inspektorat", PNS: 42, PPPK: 3, Done: 0},
	{Name: "Dinas Pendidikan, Kepemudaan dan Olahraga", PNS: 2418, PPPK: 1377, PartTime: 812, Done: 4606, Stuck: 17},
	{Name: "RSUD dr. Contoh", PNS: 300, PPPK: 120, PartTime: 61, Done: 241, Stuck: 3},
	{Name: "Unit yang belum terisi"},
}}

func of[T any](rows ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func people(t testing.TB) Names {
	t.Helper()
	return Names{of(
		Person{NIP: number(t, "199001012015011001"), Name: "BUDI SANTOSO, S.Pd.", Kind: PNS, Unit: "SDN 1 Contoh", Status: Active, Activated: time.Date(2026, 4, 13, 17, 0, 0, 0, time.UTC), Officer: "Rina"},
		Person{NIP: number(t, "199312012025212001"), Name: "DEWI", Kind: PartTime, Unit: "Puskesmas Contoh", Status: HasCase, Trouble: "Email tidak aktif", FollowUp: "Perbaikan email di SIASN", Officer: "Rina"},
	)}
}

func cases(t testing.TB) Cases {
	t.Helper()
	return Cases{of(Case{NIP: number(t, "199312012025212001"), Name: "DEWI", Unit: "Puskesmas Contoh", Trouble: "Email tidak aktif", To: "BKPSDM", State: "Terbuka"})}
}

var today = Day{
	Hours:  [24]int{7: 3, 8: 21, 9: 48, 10: 52, 11: 30, 13: 26, 14: 31, 15: 12},
	Median: 4*time.Minute + 40*time.Second, Slowest: "Pindai kode QR", Refusal: "Kode OTP tidak valid", Refusals: 1012,
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
		t.Errorf("looks otherwise than %s (UPDATE=1 go test ./flows/run/report draws it anew):\n%s", path, got)
	}
}

func TestRecap(t *testing.T) {
	t.Parallel()
	sum := county.Total()
	if sum.Name != "" || sum.Count() != 5282 || sum.Done != 4989 || sum.Left() != 293 || sum.Stuck != 21 {
		t.Errorf("total %+v: %d people, %d left", sum, sum.Count(), sum.Left())
	}
	// 4606 of 4607 are 99,97%: whoever reads 100 looks for nobody any more.
	for u, want := range map[Unit]string{
		county.Rows[0]: "100,0", county.Rows[3]: "99,9", county.Rows[2]: "0,0", county.Rows[4]: "50,1",
	} {
		if got := u.share().decimal(','); got != want {
			t.Errorf("%s: %s%%, want %s%%", u.Name, got, want)
		}
	}
}

func TestBothLanguagesSayEverything(t *testing.T) {
	t.Parallel()
	for _, w := range []words{indonesian, english} {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			f, name := v.Field(i), v.Type().Field(i).Name
			if f.IsZero() {
				t.Errorf("%s: nothing for %s", w.lang, name)
			}
			for j := 0; f.Kind() == reflect.Array && j < f.Len(); j++ {
				if f.Index(j).IsZero() {
					t.Errorf("%s: nothing for %s %d", w.lang, name, j)
				}
			}
		}
		for _, table := range []Table{Recap{}, Names{}, Cases{}, Day{}} {
			l := table.lay(w, Letterhead{}, Options{}) // panics if heads and widths differ in number
			if n := utf8.RuneCountInString(l.sheet); l.title == "" || n == 0 || n > 31 || strings.ContainsAny(l.sheet, `:\/?*[]'`) {
				t.Errorf("%s: %T is called %q on sheet %q", w.lang, table, l.title, l.sheet)
			}
			for _, c := range l.columns {
				if c.head == "" || c.width == 0 {
					t.Errorf("%s: %T has a column %+v", w.lang, table, c)
				}
			}
		}
	}
}

var errDisk = errors.New("the store went away")

// A row that cannot be read ends the report; half a list looks like a whole one.
func TestRowsThatFail(t *testing.T) {
	t.Parallel()
	broken := Names{func(yield func(Person, error) bool) {
		if yield(Person{Name: "BUDI"}, nil) {
			yield(Person{}, errDisk)
		}
	}}
	for name, write := range writers {
		if err := write(io.Discard, office(t), Options{}, broken); !errors.Is(err, errDisk) {
			t.Errorf("%s of a broken list: %v", name, err)
		}
		r, w := io.Pipe()
		_ = r.CloseWithError(io.ErrShortWrite)
		if err := write(w, office(t), Options{}, county); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s on a full disk: %v", name, err)
		}
		if err := write(io.Discard, Letterhead{}, Options{}, Names{}); err != nil {
			t.Errorf("%s of nobody: %v", name, err)
		}
	}
	if err := XLSX(io.Discard, office(t), Options{}); !errors.Is(err, ErrNoTable) {
		t.Errorf("a workbook of nothing: %v", err)
	}
	if err := HTML(io.Discard, office(t), Options{}); !errors.Is(err, ErrNoTable) {
		t.Errorf("a page of nothing: %v", err)
	}
}

var writers = map[string]func(io.Writer, Letterhead, Options, Table) error{
	"CSV":  func(w io.Writer, l Letterhead, o Options, t Table) error { return CSV(w, l, t, o) },
	"XLSX": func(w io.Writer, l Letterhead, o Options, t Table) error { return XLSX(w, l, o, t) },
	"HTML": func(w io.Writer, l Letterhead, o Options, t Table) error { return HTML(w, l, o, t) },
}

// nasty draws text as a roster of an enemy would have it.
func nasty() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{
				"=1+1", "+", "-", "@SUM(A1)", "＝cmd", "＠", "\t=1", "\r\n", "\n-1", "\x00=", `"`, `";=1;"`, ",=1", "|", "'", " ", "\u3000",
				`=HYPERLINK("http://evil.example";"x")`, "\x1b[2J", "\u009b31m", "\u202e", "\u200b", "\uFEFF", "\xff", "\\.", "_x000D_",
				"</td><script>alert(1)</script>", `"><img src=//evil.example/x onerror=x>`, "{{.}}", "]]>", "&amp;", "<!--",
			}),
		), 0, 5).Draw(t, "parts"), "")
	})
}

// anyone draws a person whose every text is nasty.
func anyone() *rapid.Generator[Person] {
	return rapid.Custom(func(t *rapid.T) Person {
		return Person{
			Name: nasty().Draw(t, "name"), Unit: nasty().Draw(t, "unit"), Trouble: nasty().Draw(t, "trouble"),
			FollowUp: nasty().Draw(t, "follow-up"), Officer: nasty().Draw(t, "officer"),
			Kind: Kind(rapid.IntRange(0, int(Kinds)-1).Draw(t, "kind")), Status: Status(rapid.IntRange(0, int(Statuses)-1).Draw(t, "status")),
		}
	})
}

// anywhere draws a letterhead out of a careless configuration.
func anywhere() *rapid.Generator[Letterhead] {
	return rapid.Custom(func(t *rapid.T) Letterhead {
		return Letterhead{
			Office: nasty().Draw(t, "office"), Title: []string{nasty().Draw(t, "title")}, Place: nasty().Draw(t, "place"),
			At: time.Date(2026, 4, 14, 16, 5, 0, 0, wita), AuditHead: nasty().Draw(t, "audit"),
			Signer: Signer{Title: nasty().Draw(t, "signer's title"), Name: nasty().Draw(t, "signer")},
		}
	})
}
