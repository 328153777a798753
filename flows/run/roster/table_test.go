package roster

import (
	"errors"
	"io"
	"strings"
	"testing"

	"aktivasi/flows/run/roster/rostertest"
)

func TestTidy(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "SITI AMINAH", "SITI AMINAH"},
		{"blanks", "  SITI\t AMINAH\u00a0 ", "SITI AMINAH"},
		{"null", "null", ""},
		{"NULL behind an apostrophe", "'NULL", ""},
		{"a name with null in it", "NULLA", "NULLA"},
		{"a dash for nothing", " - ", ""},
		{"Excel's apostrophe", "'199001012015011001", "199001012015011001"},
		{"an apostrophe inside", "MA'RUF", "MA'RUF"},
		{"an escape sequence", "BUDI\x1b]52;c;eA==\x07", "BUDI]52;c;eA=="},
		{"right-to-left override", "BUDI\u202e\u200b", "BUDI"},
		{"UTF-8", "René", "René"},
		{"Windows-1252", "Ren\xe9 \x96 Jos\xe9", "René – José"},
		{"C1 of Windows-1252", "A\x9bB\x81C", "A›BC"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tidy(tt.in); got != tt.want {
				t.Errorf("tidy(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestStand(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		code, name string
		want       standing
	}{
		{"01", "Aktif", active},
		{"1", "", active}, // Excel ate the nought
		{"02", "CLTN", active},
		{"03", "Tugas Belajar", active},
		{"13", "Perpanjangan CLTN", active},
		{"15", "", active},
		{"20", "Masa Persiapan Pensiun", active},
		{"51", "", active},
		{"71", "PPPK Aktif", active},
		{"01", "Tidak Aktif", active}, // a listed code decides
		{"52", "Tidak Aktif", inactive},
		{"52", "Aktif", inactive},
		{"66", "", inactive},
		{"70", "Pembatalan NIP", inactive},
		{"77", "", inactive},
		{"99", "Pensiun", inactive},
		{"65", "", undecided},
		{"76", "", undecided},
		{"04", "Pemberhentian Sementara", undecided},
		{"4", "", undecided},
		{"", "", undecided},
		{"", "Aktif", active},
		{"", "PNS AKTIF", active},
		{"", "TIDAK AKTIF", inactive},
		{"", "Tidak aktif diusulkan pensiun", inactive},
		{"", "Non-Aktif", inactive},
		{"", "Nonaktif", inactive},
		{"101", "PPPK Paruh Waktu", active},
		{"", "CPNS", active},
		{"A5", "Pensiun", undecided},
		{"00", "", undecided},
	} {
		if got := stand(tt.code, tt.name); got != tt.want {
			t.Errorf("stand(%q, %q) = %v, want %v", tt.code, tt.name, got, tt.want)
		}
	}
}

func TestHeader(t *testing.T) {
	t.Parallel()
	siasn := strings.Join(rostertest.Header, ",")
	for _, tt := range []struct {
		name, header string
		want         columns // counted from 1 here, so that 0 is "nowhere"
	}{
		{"SIASN", siasn, columns{2, 4, 5, 6, 17, 18, 23, 24, 25, 56, 64}},
		{"SIASN, newer", siasn + ",IS VALID NIK,NAMA SEKOLAH,FLAG IKD,ESELON ID,ESELON NAMA", columns{2, 4, 5, 6, 17, 18, 23, 24, 25, 56, 64}},
		{"camelCase", "nipLama,nipBaru,nama,gelarDepan,emailGov,kedudukanPnsId,kedudukanPnsNama,unorIndukNama,unorNama", columns{2, 3, 4, 0, 0, 5, 0, 6, 7, 9, 8}},
		{"snake_case", "nip_baru|nama_lengkap|email_gov|email", columns{1, 2, 0, 0, 4, 3}},
		{"by hand", "No;NIP.;Nama Pegawai;E-mail;Unit Kerja;Status", columns{2, 3, 0, 0, 4, 0, 0, 0, 6, 5}},
		{"quoted, with tabs", "\"NIP\"\t\"NAMA\"\t\"A, B, C, D\"", columns{1, 2}},
		{"the preferred alias, wherever it stands", "NIP,NAMA,SATKER,UNOR NAMA,NIP BARU", columns{5, 2, 0, 0, 0, 0, 0, 0, 0, 4}},
		{"the first of two of one name", "NIP,NAMA,EMAIL,NAMA,EMAIL", columns{1, 2, 0, 0, 3}},
		{"BOM", "\ufeffNIP;NAMA", columns{1, 2}},
		{"Excel's sep", "sep=;\r\nNIP;NAMA", columns{1, 2}},
		{"BOM and sep", "\ufeffSEP=|\nNIP|NAMA", columns{1, 2}},
		{"blank lines first", "\n\r\nNIP,NAMA", columns{1, 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab, err := open(strings.NewReader(tt.header + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			got := tab.cols
			for i := range got {
				got[i]++
			}
			if got != tt.want {
				t.Errorf("columns %v, want %v", got, tt.want)
			}
		})
	}
}

func TestForeignFiles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		want     FileFault
		line     int
	}{
		{"empty", "", Empty, 1},
		{"a BOM alone", "\ufeff", Empty, 1},
		{"blank lines", "\n\n\r\n", Empty, 1},
		{"xlsx", "PK\x03\x04\x14\x00", Workbook, 1},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1", Workbook, 1},
		{"UTF-16", "\xff\xfeN\x00I\x00P\x00", UTF16, 1},
		{"a program", "\x7fELF\x02\x01\x01\x00", Binary, 1},
		{"no NIP", "NAMA,EMAIL\n", NoNIPColumn, 1},
		{"no name", "\nNIP,EMAIL\n", NoNameColumn, 2},
		{"a broken header", "NIP,\"NA\"MA,EMAIL\n", OpenQuote, 1},
		{"one endless line", "NIP,NAMA," + strings.Repeat("x", 2*MaxRecord), TooLong, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := open(strings.NewReader(tt.in))
			var bad *FileError
			if !errors.As(err, &bad) || bad.Fault != tt.want || bad.Line != tt.line {
				t.Errorf("got %v, want %q on line %d", err, fileFaults[tt.want], tt.line)
			}
		})
	}

	_, err := open(strings.NewReader("NIP;EMAIL\n"))
	const want = "read roster, line 1: no column for the name: looked for nama, namalengkap, namapegawai"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	broken := errors.New("input/output error")
	if _, err := open(io.MultiReader(strings.NewReader("NIP,"), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("a failing disk: got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
