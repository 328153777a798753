package roster

import (
	"bytes"
	"strings"
	"testing"

	"aktivasi/store"
)

// What becomes of one row, and what the report says of it.
func TestRows(t *testing.T) {
	t.Parallel()
	const head = "NIP,NAMA,GELAR DEPAN,GELAR BELAKANG,EMAIL,EMAIL GOV,JENIS PEGAWAI NAMA,KEDUDUKAN HUKUM ID,KEDUDUKAN HUKUM NAMA,UNOR NAMA,UNOR INDUK\n"
	type account struct {
		name, unit, mail string
		kind             store.Kind
	}
	for _, tt := range []struct {
		name, row string
		want      account // the zero account for a row that is refused
		report    string
	}{
		{
			"all there", ani + `,SITI AMINAH,Dr.,"S.Pd., M.Pd.",siti@example.org,s@example.go.id,PNS Daerah,01,Aktif,SDN 1,DISDIK`,
			account{"Dr. SITI AMINAH, S.Pd., M.Pd.", "SDN 1", "siti@example.org", store.PNS}, "",
		},
		{"null everywhere", ani + ",SITI,null,null,null,NULL,null,01,null,null,null", account{name: "SITI"}, ""},
		{"an apostrophe before the number", "'" + ani + ",'SITI,,,,,,'01,,,", account{name: "SITI"}, ""},
		{"a grouped number", "19900101.201501.1.001,SITI,,,,,,01,,,", account{name: "SITI"}, ""},
		{"control characters", ani + ",SI\x1bTI\u202e,,,a\u200b@example.org,,,01,,SDN\x009,", account{name: "SITI", unit: "SDN9", mail: "a@example.org"}, ""},
		{"Windows-1252", ani + ",RENAT\xc9,,,,,,01,,,", account{name: "RENATÉ"}, ""},
		{"no unit, so the one above", ani + ",SITI,,,,,,01,,-,DISDIK", account{name: "SITI", unit: "DISDIK"}, ""},
		{"a PPPK", caca + ",CACA,,,,,,71,PPPK Aktif,,", account{name: "CACA", kind: store.PPPK}, ""},
		{"a part-timer by kind", caca + ",CACA,,,,,PPPK PARUH WAKTU,71,,,", account{name: "CACA", kind: store.PartTime}, ""},
		{"a part-timer by standing", caca + ",CACA,,,,,,,PPPK Paruh Waktu,,", account{name: "CACA", kind: store.PartTime}, ""},
		{"a PNS whatever the text", ani + ",SITI,,,,,PPPK Paruh Waktu,01,,,", account{name: "SITI"}, ""},
		{"no private address", ani + ",SITI,,,,s@example.go.id,,01,,,", account{name: "SITI", mail: "s@example.go.id"}, ""},
		{
			"a private address that is none", ani + ",SITI,,,siti at gmail,s@example.go.id,,01,,,",
			account{name: "SITI", mail: "s@example.go.id"}, "2,imported,other-address,19900101******1001,\r\n",
		},
		{
			"no address that is one", ani + ",SITI,,,siti@gmail,-,,01,,,",
			account{name: "SITI"}, "2,imported,unusable-address,19900101******1001,\r\n",
		},
		{"a header smuggled in", ani + ",SITI,,,\"a@example.org\nBcc: b@example.org\",,,01,,,", account{name: "SITI"}, "2,imported,unusable-address,19900101******1001,\r\n"},
		{"separators too many", ani + ",SITI,,,,,,01,,,,,,", account{name: "SITI"}, ""},
		{"a line break in quotation marks", ani + ",\"SITI\r\nAMINAH\",,,,,,01,,,", account{name: "SITI AMINAH"}, ""},
		{"a megabyte of name", ani + "," + strings.Repeat("A", 900_000) + ",,,,,,01,,,", account{name: strings.Repeat("A", 200)}, ""},

		{"no number", ",SITI,,,,,,01,,,", account{}, "2,refused,nip,,no digits\r\n"},
		{"Excel's notation", "1.99001E+17,SITI,,,,,,01,,,", account{}, "2,refused,nip,1.99001E+17,digits lost to a spreadsheet\r\n"},
		{"Excel's, with a comma", `"1,99001E+17",SITI,,,,,,01,,,`, account{}, "2,refused,nip,\"1,99001E+17\",digits lost to a spreadsheet\r\n"},
		{"Excel's noughts", "199001012015011000,SITI,,,,,,01,,,", account{}, "2,refused,nip,1990******1000,sequence is 000\r\n"},
		{"a NIK, not shown whole", "3500000101900001,SITI,,,,,,01,,,", account{}, "2,refused,nip,3500******0001,identity card number of 16 digits\r\n"},
		{"the old number", "130000001,SITI,,,,,,01,,,", account{}, "2,refused,nip,130000001,old number of 9 digits\r\n"},
		{"a formula for a number", "\"=HYPERLINK(1)\",SITI,,,,,,01,,,", account{}, "2,refused,nip,'=HYP******K(1),not a digit\r\n"},
		{"no name", ani + ",null,Dr.,,,,,01,,,", account{}, "2,refused,name,19900101******1001,\r\n"},
		{"pensioned", ani + ",SITI,,,,,,99,Pensiun,,", account{}, "2,refused,inactive,19900101******1001,99 Pensiun\r\n"},
		{"not active by name", ani + ",SITI,,,,,,,Tidak Aktif,,", account{}, "2,refused,inactive,19900101******1001,Tidak Aktif\r\n"},
		{"suspended", ani + ",SITI,,,,,,04,Pemberhentian Sementara,,", account{}, "2,refused,undecided,19900101******1001,04 Pemberhentian Sementara\r\n"},
		{"a standing that is a formula", ani + ",SITI,,,,,,,\"@SUM(1,2)\",,", account{}, "2,refused,undecided,19900101******1001,\"'@SUM(1,2)\"\r\n"},
		{"no standing where there is a column", ani + ",SITI,,,,,,,,,", account{}, "2,refused,undecided,19900101******1001,\r\n"},
		{"cut short", ani + ",SITI,,,siti@exa", account{}, "2,refused,columns,19900101******1001,5/11\r\n"},
		{"shifted by a comma in the name", ani + ",SITI, S.Pd.,,,,,01,,,,SDN 1", account{}, "2,refused,columns,19900101******1001,12/11\r\n"},
		{"a stray quotation mark", ani + `,SITI "IIN",,,,,,01,,,`, account{}, "2,refused,quotes,,\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := newRegister()
			sum, report := bring(t, g, head+tt.row+"\r\n", Options{})
			if report != tt.report {
				t.Errorf("report %q, want %q", report, tt.report)
			}
			if sum.Read != 1 {
				t.Errorf("%d rows read", sum.Read)
			}
			var got account
			for _, a := range g.accounts {
				got = account{a.Name, a.Unit, a.Email, a.Kind}
			}
			if got != tt.want {
				t.Errorf("account %+v, want %+v", got, tt.want)
			}
			if bare := tt.want.name != "" && tt.want.mail == ""; bare != (sum.NoAddress == 1) {
				t.Errorf("%d people without an address", sum.NoAddress)
			}
		})
	}
}

// The same three people, however the file is written.
func TestDialects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file string }{
		{"SIASN", "NIP BARU,NAMA,EMAIL\n" + ani + ",ANI,ani@example.org\n" + beni + ",BENI,null\n" + caca + ",CACA,\n"},
		{"Excel in Indonesia", "\ufeffNIP BARU;NAMA;EMAIL\r\n" + ani + ";ANI;ani@example.org\r\n" + beni + ";BENI;\r\n" + caca + ";CACA;\r\n;;\r\n;;\r\n"},
		{"Excel's own hint", "sep=;\r\nNIP;NAMA;EMAIL\r\n" + ani + ";ANI;ani@example.org\r\n" + beni + ";BENI;\r\n" + caca + ";CACA;"},
		{"tabs", "nip_baru\tnama\temail\n" + ani + "\tANI\tani@example.org\n" + beni + "\tBENI\t\n" + caca + "\tCACA\t"},
		{"quoted throughout", `"nipBaru","nama","email"` + "\n" + `"` + ani + `","ANI","ani@example.org"` + "\n" + `"` + beni + `","BENI",""` + "\n\n" + `"` + caca + `","CACA",""` + "\n"},
		{"upside down", "Email,Nama Lengkap,No. NIP\n,CACA,'" + caca + "\n,BENI,'" + beni + "\nani@example.org,ANI,'" + ani + "\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := newRegister()
			sum, report := bring(t, g, tt.file, Options{batch: 2})
			if sum.Read != 3 || sum.Added != 3 || sum.NoAddress != 2 || report != "" {
				t.Fatalf("%+v, report %q", sum, report)
			}
			if a := g.person(t, ani); a.Name != "ANI" || a.Email != "ani@example.org" {
				t.Errorf("got %q, %q", a.Name, a.Email)
			}
			if a := g.person(t, caca); a.Name != "CACA" || a.Kind != store.PPPK {
				t.Errorf("got %q, kind %v", a.Name, a.Kind)
			}
		})
	}
}

func TestPreferGov(t *testing.T) {
	t.Parallel()
	const file = "NIP,NAMA,EMAIL,EMAIL GOV\n" +
		ani + ",ANI,ani@example.org,ani@example.go.id\n" +
		beni + ",BENI,beni@example.org,null\n" +
		caca + ",CACA,caca@example.org,caca at go id\n"
	g := newRegister()
	_, report := bring(t, g, file, Options{PreferGov: true})
	for number, want := range map[string]string{ani: "ani@example.go.id", beni: "beni@example.org", caca: "caca@example.org"} {
		if got := g.person(t, number).Email; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if want := "4,imported,other-address,19931201******2001,\r\n"; report != want {
		t.Errorf("report %q, want %q", report, want)
	}
}

// The whole report of a file in which much is wrong, and what came of the rest.
func TestReport(t *testing.T) {
	t.Parallel()
	const file = "NIP;NAMA;EMAIL;STATUS\n" +
		ani + ";ANI;kantor@example.org;Aktif\n" +
		beni + ";BENI;Kantor@Example.org;Aktif\n" +
		"'" + ani + ";ANI LAGI;ani@example.org;Aktif\n" +
		"\n" +
		"1,99001E+17;=CMD();;Aktif\n" +
		caca + ";CACA;kantor@example;Aktif\n" +
		"199312012025212002;\"DEDE \"X\";;Aktif\n" +
		"199312012025212003;EKA;;Pensiun\n" +
		"199312012025212004;\"FAJAR\nSIDIK\";;Aktif\n" +
		"199312012025212004;FAJAR;;Aktif\n"
	const want = "line,verdict,code,nip,reason\r\n" +
		"3,imported,shared-address,19880229******2003,see line 2\r\n" +
		"4,refused,repeated,19900101******1001,see line 2\r\n" +
		"6,refused,nip,\"1,99001E+17\",digits lost to a spreadsheet\r\n" +
		"7,imported,unusable-address,19931201******2001,\r\n" +
		"8,refused,quotes,,\r\n" +
		"9,refused,undecided,19931201******2003,Pensiun\r\n" +
		"12,refused,repeated,19931201******2004,see line 10\r\n"
	for _, size := range []int{1, 2, 100} {
		var report bytes.Buffer
		g := newRegister()
		sum, err := Import(t.Context(), strings.NewReader(file), g, Options{Now: now, Report: &report, Words: words, batch: size})
		if err != nil {
			t.Fatal(err)
		}
		if report.String() != want {
			t.Errorf("batches of %d: report\n%s\nwant\n%s", size, &report, want)
		}
		if sum.Read != 9 || sum.Added != 4 || sum.Refused != 5 || sum.Warnings() != 2 || sum.NoAddress != 2 {
			t.Errorf("batches of %d: %+v", size, sum)
		}
		if got := g.person(t, ani).Name; got != "ANI" {
			t.Errorf("the second row won: %q", got)
		}
	}
}
