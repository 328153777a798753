package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"aktivasi/flows/legible"
)

func opened(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func value(t *testing.T, book *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := book.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := XLSX(&file, office(t), Options{Full: true, Temp: t.TempDir()}, county, today, people(t), cases(t), people(t)); err != nil {
		t.Fatal(err)
	}
	for name, part := range parts(t, file.Bytes()) {
		var at []int
		for _, m := range regexp.MustCompile(`<col min="(\d+)"`).FindAllStringSubmatch(part, -1) {
			n, _ := strconv.Atoi(m[1])
			at = append(at, n)
		}
		if !slices.IsSorted(at) || strings.Contains(name, "worksheets/") && len(at) == 0 {
			t.Errorf("%s: widths of columns %v", name, at)
		}
	}
	book := opened(t, file.Bytes())
	if got := strings.Join(book.GetSheetList(), ", "); got != "Rekapitulasi, Per Jam, Daftar Nama, Daftar Kendala, Daftar Nama 2" {
		t.Errorf("sheets %s", got)
	}
	for _, want := range []struct{ sheet, cell, text string }{
		{"Rekapitulasi", "A1", "REKAPITULASI AKTIVASI MFA ASN DIGITAL"},
		{"Rekapitulasi", "A2", "PEMERINTAH KABUPATEN CONTOH"},
		{"Rekapitulasi", "A3", "Keadaan tanggal 14 April 2026 pukul 16.05 WITA"},
		{"Rekapitulasi", "B5", "Perangkat Daerah / Unit Kerja"},
		{"Rekapitulasi", "B9", "Dinas Pendidikan, Kepemudaan dan Olahraga"},
		{"Rekapitulasi", "F9", "4,607"}, // the point of Indonesia is Excel's to draw
		{"Rekapitulasi", "I9", "99.9%"},
		{"Rekapitulasi", "I11", ""}, // nobody is no part of nobody
		{"Rekapitulasi", "B12", "JUMLAH"},
		{"Rekapitulasi", "F12", "5,282"},
		{"Rekapitulasi", "A14", "Dibuat dengan Asisten Aktivasi ASN Digital oleh BKPSDM Kabupaten Contoh pada 14 April 2026 pukul 16.05 WITA."},
		{"Rekapitulasi", "A15", "Catatan audit terakhir: 1024 9f3ac21b77d0"},
		{"Rekapitulasi", "G17", "Contoh, 14 April 2026"},
		{"Rekapitulasi", "G18", "Mengetahui,"},
		{"Rekapitulasi", "G19", "Kepala BKPSDM"},
		{"Rekapitulasi", "G24", "Dra. SITI AMINAH, M.Si."},
		{"Rekapitulasi", "G25", "NIP. 19700101 199503 2 001"},
		{"Daftar Nama", "B6", "199001012015011001"},
		{"Daftar Nama", "G6", "14/04/2026"}, // 01.00 in Makassar, and still the 13th in Greenwich
		{"Daftar Nama", "G7", ""},
		{"Daftar Nama", "D7", "PPPK PW"},
	} {
		if got := value(t, book, want.sheet, want.cell); got != want.text {
			t.Errorf("%s!%s is %q, want %q", want.sheet, want.cell, got, want.text)
		}
	}

	// A number of 18 digits that is a number is ruined.
	if kind, err := book.GetCellType("Daftar Nama", "B6"); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
		t.Errorf("the NIP is of type %v, %v", kind, err)
	}
	id, err := book.GetCellStyle("Daftar Nama", "B6")
	if err != nil {
		t.Fatal(err)
	}
	if style, err := book.GetStyle(id); err != nil || style.NumFmt != 49 {
		t.Errorf("the NIP turns into a number once its cell is edited: %+v, %v", style, err)
	}

	for _, sheet := range book.GetSheetList() {
		if panes, err := book.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 5 {
			t.Errorf("%s: headings roll away: %+v, %v", sheet, panes, err)
		}
		if l, err := book.GetPageLayout(sheet); err != nil || *l.Size != 9 || *l.Orientation != "landscape" || *l.FitToWidth != 1 {
			t.Errorf("%s: does not fit on A4: %v", sheet, err)
		}
		if !slices.ContainsFunc(book.GetDefinedName(), func(n excelize.DefinedName) bool {
			return n.Name == "_xlnm.Print_Titles" && n.Scope == sheet && n.RefersTo == "'"+sheet+"'!$5:$5"
		}) {
			t.Errorf("%s: the second page has no headings", sheet)
		}
	}
	if p, err := book.GetDocProps(); err != nil || p.Creator != "BKPSDM Kabupaten Contoh" || p.Created != "2026-04-14T08:05:59Z" {
		t.Errorf("properties %+v, %v", p, err)
	}
}

func TestWorkbookMasks(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := XLSX(&file, office(t), Options{Lang: "en"}, people(t)); err != nil {
		t.Fatal(err)
	}
	if got := value(t, opened(t, file.Bytes()), "By Name", "B6"); got != "19900101******1001" {
		t.Errorf("a NIP that nobody asked for: %s", got)
	}
}

// Whatever stands in a name is text, clean, and no formula.
func TestWorkbookKeepsText(t *testing.T) {
	t.Parallel()
	rows := make([]Person, 500) // in one workbook, which takes longer to open than to fill
	for i := range rows {
		rows[i] = anyone().Example(i)
	}
	head := anywhere().Example(1)
	head.Title = nil // so that the first row is known
	var file bytes.Buffer
	if err := XLSX(&file, head, Options{}, Names{of(rows...)}); err != nil {
		t.Fatal(err)
	}
	for name, part := range parts(t, file.Bytes()) {
		if strings.Contains(part, "<f>") || strings.Contains(part, "<f ") || strings.Contains(part, "<hyperlink") || strings.Contains(name, "externalLink") {
			t.Fatalf("%s holds a formula or a link:\n%s", name, part)
		}
	}
	book := opened(t, file.Bytes())
	for i, p := range rows {
		for j, want := range []string{p.Name, p.Unit, p.Trouble, p.FollowUp, p.Officer} {
			at := cell([]int{3, 5, 8, 9, 10}[j], 5+i)
			if got := value(t, book, "Daftar Nama", at); got != legible.Clean(want) {
				t.Errorf("%s: %q came back as %q", at, want, got)
			}
			if f, err := book.GetCellFormula("Daftar Nama", at); err != nil || f != "" {
				t.Errorf("%s: formula %q, %v", at, f, err)
			}
		}
	}
}

// parts returns what a workbook is made of.
func parts(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
	}
	return all
}

// Names must not stay behind in a folder for temporary files, whether the
// report was finished or not.
func TestWorkbookLeavesNoFile(t *testing.T) {
	t.Parallel()
	for name, ends := range map[string]error{"finished": nil, "broken off": errDisk} {
		dir := t.TempDir()
		list := Names{func(yield func(Person, error) bool) {
			long := Person{Name: strings.Repeat("<", 20000)} // &lt; in the file: 230 of them are 18 MB
			for range 230 {
				if !yield(long, nil) {
					return
				}
			}
			if files, _ := os.ReadDir(dir); len(files) != 1 {
				t.Errorf("%s: %d files in the folder, and the test is about one", name, len(files))
			}
			if ends != nil {
				yield(Person{}, ends)
			}
		}}
		if err := XLSX(io.Discard, office(t), Options{Temp: dir}, list); !errors.Is(err, ends) {
			t.Errorf("%s: %v", name, err)
		}
		if files, _ := os.ReadDir(dir); len(files) != 0 {
			t.Errorf("%s: %s is left behind", name, files[0].Name())
		}
	}
}
