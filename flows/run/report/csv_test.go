package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"aktivasi/flows/legible"
)

func written(t testing.TB, table Table, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := CSV(&b, office(t), table, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The files as a person sees them; the mark at the start and the carriage
// returns would not survive an editor.
func TestCSVFiles(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"rekap.csv": written(t, county, Options{}),
		"recap.csv": written(t, county, Options{Lang: "en", Comma: ','}),
		"nama.csv":  written(t, people(t), Options{}),
		"kasus.csv": written(t, cases(t), Options{Full: true}),
		"hari.csv":  written(t, today, Options{}),
	} {
		text, marked := strings.CutPrefix(text, "\uFEFF")
		if !marked {
			t.Errorf("%s: Excel takes it for Windows-1252", name)
		}
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s: RFC 4180 ends lines with CRLF", name)
		}
		golden(t, name, strings.ReplaceAll(text, "\r\n", "\n"))
	}
}

func TestCSVMasks(t *testing.T) {
	t.Parallel()
	if text := written(t, people(t), Options{}); strings.Contains(text, "199001012015011001") || !strings.Contains(text, "19900101******1001") {
		t.Errorf("a NIP that nobody asked for:\n%s", text)
	}
	if text := written(t, people(t), Options{Full: true}); !strings.Contains(text, ";199001012015011001;") {
		t.Errorf("no NIP, though asked for:\n%s", text)
	}
}

func TestCSVSeparators(t *testing.T) {
	t.Parallel()
	if err := CSV(io.Discard, office(t), county, Options{Comma: '\t'}); err == nil {
		t.Error("a tab is taken for a separator")
	}
}

// Whatever stands in a name: a reader of RFC 4180 gets it back, clean and
// disarmed, in as many fields as there are headings.
func TestCSVRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows, head := rapid.SliceOfN(anyone(), 0, 3).Draw(t, "people"), anywhere().Draw(t, "head")
		o := Options{Comma: rapid.SampledFrom([]rune{';', ','}).Draw(t, "comma"), Lang: rapid.SampledFrom([]string{"id", "en"}).Draw(t, "lang")}
		var b bytes.Buffer
		if err := CSV(&b, head, Names{of(rows...)}, o); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, c := range strings.ReplaceAll(strings.TrimPrefix(text, bom), "\r\n", "") {
			if unicode.Is(unicode.C, c) {
				t.Fatalf("%U in %q", c, text)
			}
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, bom)))
		r.Comma = o.Comma
		records, err := r.ReadAll() // also refuses lines of another length
		if err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		for i, p := range rows {
			got := records[i+1]
			want := []string{p.Name, p.Unit, p.Trouble, p.FollowUp, p.Officer}
			for j, col := range []int{2, 4, 7, 8, 9} {
				if got[col] != legible.Disarm(legible.Clean(want[j])) {
					t.Fatalf("%q came back as %q", want[j], got[col])
				}
			}
		}
		for _, rec := range records {
			for _, f := range rec {
				if formula.MatchString(f) {
					t.Fatalf("%q is a formula", f)
				}
			}
		}
	})
}

// formula finds what a spreadsheet would run, also in one that splits at another
// separator than ours.
var formula = regexp.MustCompile(`(^|[,;|\t"])[\s\x{3000}]*[=+\-@＝＋－＠﹦﹢﹣﹫\x00]`)

func TestDisarm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"BUDI": "BUDI", "Dr. A-B": "Dr. A-B", "": "", "S.Pd., M.Si": "S.Pd., M.Si", "a+b@c": "a+b@c",
		"=1+1": "'=1+1", "+62": "'+62", "-1": "'-1", "@SUM": "'@SUM", "＝1": "'＝1", "＋": "'＋", "－": "'－", "＠": "'＠", "﹣1": "'﹣1",
		"\t=1": "'\t'=1", "\r=1": "'\r'=1", "\x00=1": "'\x00=1", " =1": " '=1", "\u3000=1": "\u3000'=1",
		"A;=1": "A;'=1", "A,-1": "A,'-1", `A"=1`: `A"'=1`, "A|@x": "A|'@x",
	} {
		if got := legible.Disarm(in); got != want {
			t.Errorf("legible.Disarm(%q) = %q, want %q", in, got, want)
		}
	}
}

// many streams n people who are made as they are asked for.
func many(t testing.TB, n int, at func(i int)) Names {
	t.Helper()
	p := Person{NIP: number(t, "199001012015011001"), Kind: PNS, Unit: "SDN 1 Contoh", Status: Active, Activated: office(t).At, Officer: "Rina"}
	return Names{func(yield func(Person, error) bool) {
		for i := range n {
			at(i)
			p.Name = fmt.Sprintf("BUDI SANTOSO KE-%d", i)
			if !yield(p, nil) {
				return
			}
		}
	}}
}

// What is kept per person would be seen here: 5,000 of them with 100 bytes each
// are half a megabyte.
func TestMemoryDoesNotGrow(t *testing.T) { // not beside others: it looks at the whole heap
	live := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	for _, name := range []string{"CSV", "HTML"} {
		var early, late int64
		list := many(t, 5000, func(i int) {
			switch i {
			case 1000:
				early = live()
			case 4999:
				late = live()
			}
		})
		if err := writers[name](io.Discard, office(t), Options{}, list); err != nil {
			t.Fatal(err)
		}
		if late-early > 256<<10 {
			t.Errorf("%s: %d bytes more after 4,000 people", name, late-early)
		}
	}
}

// BenchmarkPeople writes 200,000 people, and reports the largest heap seen.
func BenchmarkPeople(b *testing.B) {
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range writers {
			if !yield(n) {
				return
			}
		}
	}) {
		b.Run(name, func(b *testing.B) {
			var peak, size uint64
			list := many(b, 200000, func(i int) {
				if i%2000 == 0 {
					peak = max(peak, heap())
				}
			})
			for b.Loop() {
				var n counter
				if err := writers[name](&n, office(b), Options{Full: true, Temp: b.TempDir()}, list); err != nil {
					b.Fatal(err)
				}
				peak, size = max(peak, heap()), uint64(n)
			}
			b.ReportMetric(float64(peak)/(1<<20), "MiB-heap")
			b.ReportMetric(float64(size)/(1<<20), "MiB-file")
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// A counter counts bytes.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
