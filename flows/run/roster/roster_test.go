package roster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/store"
)

// A register is a Merger in memory that counts its writes.
type register struct {
	accounts map[nip.NIP]store.Account
	entries  []store.Entry
	writes   int
	merges   int
	fail     error
	again    bool // call each function twice, as a store with rivals would
}

func newRegister() *register { return &register{accounts: map[nip.NIP]store.Account{}} }

func (g *register) Merge(_ context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	g.merges++
	if g.fail != nil {
		return g.fail
	}
	next := maps.Clone(g.accounts)
	for i, n := range ns {
		was, known := g.accounts[n]
		var (
			a     store.Account
			write bool
			e     store.Effects
			err   error
		)
		for range map[bool]int{false: 1, true: 2}[g.again] {
			a = was.Clone()
			a.NIP = n
			if write, e, err = f(i, &a, known); err != nil {
				return err
			}
		}
		g.entries = append(g.entries, e.Entries...)
		if write {
			g.writes++
			next[n] = a
		}
	}
	g.accounts = next
	return nil
}

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// words are terse, so that a test's report can be read.
var words = Words{
	Line: "line", Verdict: "verdict", Code: "code", Person: "nip", Reason: "reason",
	Refused: "refused", Imported: "imported",
	Say: func(n Note) string {
		switch {
		case n.Number != nip.None:
			return n.Number.String()
		case n.First != 0:
			return fmt.Sprintf("see line %d", n.First)
		}
		return n.Detail
	},
}

// bring imports file into g and returns the report without its headings.
func bring(t *testing.T, g *register, file string, o Options) (Summary, string) {
	t.Helper()
	var report bytes.Buffer
	o.Now, o.Report, o.Words = now, &report, words
	sum, err := Import(t.Context(), strings.NewReader(file), g, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum.Added + sum.Updated + sum.Unchanged + sum.Refused; got != sum.Read {
		t.Errorf("%d rows are accounted for, %d were read", got, sum.Read)
	}
	return sum, strings.TrimPrefix(report.String(), "line,verdict,code,nip,reason\r\n")
}

// person returns what g has about the one whose number ends so.
func (g *register) person(t *testing.T, number string) store.Account {
	t.Helper()
	n, err := nip.Parse(number)
	if err != nil {
		t.Fatal(err)
	}
	a, ok := g.accounts[n]
	if !ok {
		t.Fatalf("%s is not there", number)
	}
	return a
}

const (
	ani  = "199001012015011001" // PNS
	beni = "198802292012122003" // PNS
	caca = "199312012025212001" // PPPK
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

// enrolled is an account in use, with everything that an import must not touch.
func enrolled(t *testing.T, number string) store.Account {
	t.Helper()
	n, err := nip.Parse(number)
	if err != nil {
		t.Fatal(err)
	}
	return store.Account{
		NIP: n, Name: "ANI", Unit: "SDN 1", Email: "ani@example.org",
		Password: store.Password{Hash: "$argon2id$", Set: now},
		Devices:  []store.Device{{ID: "1", Name: "HP", Secret: flows.Hide("JBSW"), Last: 7, Enrolled: now}},
		Pending:  &store.Pending{Secret: flows.Hide("Y3DP"), Made: now},
		Codes:    [store.Purposes]store.Code{{Request: "r", Hash: []byte{1}, Expires: now}, {Request: "s", Hash: []byte{2}}},
		Tries:    [store.Counters]store.Count{{Wrong: 3, Until: now}},
	}
}

func TestAgain(t *testing.T) {
	t.Parallel()
	const head = "NIP,NAMA,EMAIL,UNOR NAMA,STATUS\n"
	for _, tt := range []struct {
		name, file string
		do         func(*store.Account) // what is expected to happen to it
		acts       []store.Act
	}{
		{"the same", head + ani + ",ANI,ani@example.org,SDN 1,Aktif", nil, nil},
		{"the same in capitals", head + ani + ",ANI,ANI@EXAMPLE.ORG,SDN 1,Aktif", nil, nil},
		{"left out", head + caca + ",CACA,,,Tidak Aktif", nil, nil},
		{"fewer columns", "NIP,NAMA\n" + ani + ",ANI", nil, nil},
		{"refused", head + ani + ",,b@example.org,SDN 2,Aktif", nil, nil},
		{"a case for somebody to decide", head + ani + ",ANI,b@example.org,SDN 2,Hilang", nil, nil},
		{
			"another unit", head + ani + ",ANI,ani@example.org,SDN 2,Aktif",
			func(a *store.Account) { a.Unit = "SDN 2" },
			[]store.Act{store.AccountChanged},
		},
		{
			"another name", head + ani + ",ANI SITI,ani@example.org,SDN 1,Aktif",
			func(a *store.Account) { a.Name = "ANI SITI" },
			[]store.Act{store.AccountChanged},
		},
		{
			"another address", head + ani + ",ANI,new@example.org,SDN 1,Aktif",
			func(a *store.Account) { a.Email, a.Codes = "new@example.org", [store.Purposes]store.Code{} },
			[]store.Act{store.EmailChanged},
		},
		{
			"no address any more", head + ani + ",ANI,null,SDN 1,Aktif",
			func(a *store.Account) { a.Email, a.Codes = "", [store.Purposes]store.Code{} },
			[]store.Act{store.EmailChanged},
		},
		{
			"all of it", head + ani + ",ANI SITI,new@example.org,null,Aktif",
			func(a *store.Account) {
				a.Name, a.Unit, a.Email, a.Codes = "ANI SITI", "", "new@example.org", [store.Purposes]store.Code{}
			},
			[]store.Act{store.AccountChanged, store.EmailChanged},
		},
		{
			"pensioned", head + ani + ",ANI,new@example.org,SDN 2,Tidak Aktif",
			func(a *store.Account) { a.Inactive = true },
			[]store.Act{store.AccountClosed},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := newRegister()
			g.again = true
			was := enrolled(t, ani)
			g.accounts[was.NIP] = was

			dry, dryReport := bring(t, g, tt.file, Options{DryRun: true})
			if g.writes != 0 || len(g.entries) != 0 || !reflect.DeepEqual(g.accounts[was.NIP], was) {
				t.Errorf("a dry run wrote %d accounts and %d entries", g.writes, len(g.entries))
			}
			sum, report := bring(t, g, tt.file, Options{})
			if dry != sum || dryReport != report {
				t.Errorf("dry run: %+v %q; real: %+v %q", dry, dryReport, sum, report)
			}
			want := was
			if tt.do != nil {
				tt.do(&want)
			}
			if got := g.accounts[was.NIP]; !reflect.DeepEqual(got, want) {
				t.Errorf("account\n%#v\nwant\n%#v", wide(got), wide(want))
			}
			var acts []store.Act
			for _, e := range g.entries {
				acts = append(acts, e.What)
				if e.NIP != was.NIP || !e.At.Equal(now) {
					t.Errorf("entry %+v", e)
				}
			}
			if !reflect.DeepEqual(acts, tt.acts) {
				t.Errorf("entries %v, want %v", acts, tt.acts)
			}

			writes := g.writes
			bring(t, g, tt.file, Options{})
			if g.writes != writes || len(g.entries) != len(acts) {
				t.Errorf("the second time, %d accounts and %d entries were written", g.writes-writes, len(g.entries)-len(acts))
			}
		})
	}
}

// wide is an account without the String that hides it.
type wide store.Account

func TestReopened(t *testing.T) {
	t.Parallel()
	g := newRegister()
	a := enrolled(t, ani)
	a.Inactive = true
	g.accounts[a.NIP] = a
	sum, _ := bring(t, g, "NIP,NAMA,STATUS\n"+ani+",ANI,Aktif\n", Options{})
	if g.person(t, ani).Inactive || sum.Updated != 1 || len(g.entries) != 1 || g.entries[0].What != store.AccountReopened {
		t.Errorf("%+v, entries %+v", sum, g.entries)
	}
	sum, _ = bring(t, g, "NIP,NAMA,STATUS\n"+ani+",ANI,Tidak Aktif\n"+ani+",ANI,Aktif\n", Options{})
	if !g.person(t, ani).Inactive || sum.Closed != 1 || sum.Refused != 2 {
		t.Errorf("a second row opened what the first had closed: %+v", sum)
	}
}

// A part-timer is not made full-time by a file that does not say.
func TestKindStays(t *testing.T) {
	t.Parallel()
	g := newRegister()
	bring(t, g, "NIP,NAMA,STATUS\n"+caca+",CACA,PPPK Paruh Waktu\n", Options{})
	bring(t, g, "NIP,NAMA\n"+caca+",CACA\n", Options{})
	if k := g.person(t, caca).Kind; k != store.PartTime {
		t.Errorf("kind %v", k)
	}
	bring(t, g, "NIP,NAMA,STATUS\n"+caca+",CACA,PPPK Aktif\n", Options{})
	if k := g.person(t, caca).Kind; k != store.PPPK {
		t.Errorf("kind %v", k)
	}
}

// What a broken file had before the break is imported, and the break is named.
func TestBreaks(t *testing.T) {
	t.Parallel()
	broken := errors.New("input/output error")
	for _, tt := range []struct {
		name  string
		rest  io.Reader
		fault FileFault
		line  int
		read  int
	}{
		{"an open quotation mark", strings.NewReader(beni + ",\"BENI\n" + caca + ",CACA\n"), OpenQuote, 3, 2},
		{"one that the next closes", strings.NewReader(beni + ",\"BENI\n" + caca + ",\"CACA\"\n"), OpenQuote, 3, 2},
		{"an endless field", strings.NewReader(beni + ",\"" + strings.Repeat("x\n", MaxRecord)), TooLong, 3, 1},
		{"an endless line", strings.NewReader(beni + "," + strings.Repeat("x", 2*MaxRecord)), TooLong, 3, 1},
		{"a failing disk", io.MultiReader(strings.NewReader(beni+",BEN"), failing{broken}), Unreadable, 3, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := newRegister()
			// Far more in front than is read ahead, so that the break is met late.
			front := "NIP,NAMA\n\"" + ani + "\"," + strings.Repeat("A", 100_000) + "\n"
			sum, err := Import(t.Context(), io.MultiReader(strings.NewReader(front), tt.rest), g, Options{Now: now})
			var bad *FileError
			if !errors.As(err, &bad) || bad.Fault != tt.fault || bad.Line != tt.line {
				t.Errorf("got %v", err)
			}
			if sum.Read != tt.read || sum.Added != 1 || len(g.accounts) != 1 {
				t.Errorf("%+v", sum)
			}
			if tt.fault == Unreadable && !errors.Is(err, broken) {
				t.Errorf("the cause is lost: %v", err)
			}
		})
	}
}

func TestStops(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := rostertest.Write(&file, 100); err != nil {
		t.Fatal(err)
	}
	for range 20 { // the next batch and the end of ctx race each other
		ctx, cancel := context.WithCancel(t.Context())
		g := newRegister()
		batches := 0
		sum, err := Import(ctx, bytes.NewReader(file.Bytes()), g, Options{Now: now, batch: 10, Progress: func(int64) {
			if batches++; batches == 3 {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if sum.Added != 30 || len(g.accounts) != 30 || g.merges != 3 {
			t.Errorf("%+v, %d accounts, %d transactions", sum, len(g.accounts), g.merges)
		}
		sum, err = Import(ctx, bytes.NewReader(file.Bytes()), g, Options{Now: now})
		if !errors.Is(err, context.Canceled) || sum != (Summary{}) || g.merges != 3 {
			t.Errorf("begun after the end: %+v, %v", sum, err)
		}
	}
}

func TestFails(t *testing.T) {
	t.Parallel()
	const file = "NIP,NAMA\n1,ANI\n" + ani + ",ANI\n"
	g := newRegister()
	g.fail = store.ErrInUse
	sum, err := Import(t.Context(), strings.NewReader(file), g, Options{Now: now})
	if want := "import roster, rows from line 2: " + store.ErrInUse.Error(); !errors.Is(err, store.ErrInUse) || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	if sum != (Summary{}) {
		t.Errorf("%+v", sum)
	}

	full := errors.New("no space left")
	g = newRegister()
	if _, err := Import(t.Context(), strings.NewReader(file), g, Options{Now: now, Report: &broken{full}, Words: words}); !errors.Is(err, full) || g.writes != 0 {
		t.Errorf("got %v after %d writes", err, g.writes)
	}
}

// Lines are counted from the top of the file, whatever stands there.
func TestLines(t *testing.T) {
	t.Parallel()
	const front = "\ufeffsep=;\r\n\r\nNIP;NAMA\r\n"
	if _, report := bring(t, newRegister(), front+"1;\"A\r\nB\"\r\n2;\"B\"\"\r\n\"\r\n\r\n\"2\";\"C", Options{}); report != ""+
		"4,refused,nip,1,wrong count of digits\r\n"+
		"6,refused,nip,2,wrong count of digits\r\n"+
		"9,refused,quotes,,\r\n" {
		t.Errorf("report %q", report)
	}
	_, err := Import(t.Context(), strings.NewReader(front+ani+";\"A\r\n\r\n"), newRegister(), Options{Now: now})
	if bad := (*FileError)(nil); !errors.As(err, &bad) || bad.Line != 4 {
		t.Errorf("got %v, want line 4", err)
	}
}

type broken struct{ err error }

func (b *broken) Write([]byte) (int, error) { return 0, b.err }

// Nothing from a column that enrolment has no business with gets anywhere.
func TestTakesOnlyWhatItNeeds(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	file.WriteString("\ufeff")
	const n = 2000 // more than MaxRecord in all
	if err := rostertest.Write(&file, n); err != nil {
		t.Fatal(err)
	}
	size := int64(file.Len())
	g := newRegister()
	var last int64
	sum, report := bring(t, g, file.String(), Options{batch: 300, Progress: func(read int64) {
		if read < last {
			t.Errorf("progress went back from %d to %d", last, read)
		}
		last = read
	}})
	if sum.Added != n || sum.Refused != 0 || sum.NoAddress != 0 || report != "" {
		t.Errorf("%+v, report %q", sum, report)
	}
	if last != size {
		t.Errorf("progress ended at %d of %d", last, size)
	}
	for _, a := range g.accounts {
		if s := fmt.Sprintf("%+v", wide(a)); strings.Contains(s, "RAHASIA") {
			t.Fatalf("got %s", s)
		}
	}
}
