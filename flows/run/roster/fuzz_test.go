package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"aktivasi/flows/address"
	"aktivasi/flows/run/roster/rostertest"
)

// Whatever the file, Import ends; what it counts is what it did; what it lets in
// is legible; the report can be read back; and a second time changes nothing.
func FuzzImport(f *testing.F) {
	var siasn bytes.Buffer
	if err := rostertest.Write(&siasn, 3); err != nil {
		f.Fatal(err)
	}
	f.Add(siasn.Bytes())
	f.Add([]byte("\ufeffsep=;\r\nNIP;NAMA;EMAIL;STATUS\r\n'" + ani + ";=A\x1b;a@b.id;Tidak Aktif\r\n" + caca + ";\"C\nC\";x;Aktif\r\n;;;\r\n"))
	f.Add([]byte("NIP,NAMA\n" + ani + ",\"A\n" + beni + ",\xe9\"\n"))
	f.Add([]byte("nip|nama|kedudukan hukum id\n" + ani + "|A|1\n" + ani + "|A|\n" + beni + "|A|99|\n1.99001E+17|A|1\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		g := newRegister()
		o := Options{Now: now, Words: words, batch: 2}
		var report bytes.Buffer
		o.Report = &report
		sum, err := Import(t.Context(), bytes.NewReader(file), g, o)
		var bad *FileError
		if err != nil && !errors.As(err, &bad) {
			t.Fatalf("not the file's fault: %v", err)
		}
		if sum.Added+sum.Updated+sum.Unchanged+sum.Refused != sum.Read || sum.Added != len(g.accounts) || g.writes != sum.Added {
			t.Fatalf("%+v, %d accounts, %d writes", sum, len(g.accounts), g.writes)
		}
		for _, a := range g.accounts {
			for _, s := range []string{a.Name, a.Unit} {
				if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) || utf8.RuneCountInString(s) > maxText {
					t.Fatalf("let in %q", s)
				}
			}
			if _, err := address.Parse(a.Email); a.Name == "" || a.Email != "" && err != nil {
				t.Fatalf("let in name %q, address %q", a.Name, a.Email)
			}
		}
		lines, rerr := csv.NewReader(&report).ReadAll()
		if rerr != nil {
			t.Fatalf("report: %v", rerr)
		}
		if n := max(len(lines)-1, 0); n != sum.Refused+sum.Warnings() {
			t.Fatalf("%d notes for %+v", n, sum)
		}
		for _, l := range lines {
			for _, cell := range l {
				if cell != "" && strings.Contains("=+-@", cell[:1]) {
					t.Fatalf("the report has %q", cell)
				}
			}
		}
		again, err2 := Import(t.Context(), bytes.NewReader(file), g, o)
		if (err == nil) != (err2 == nil) || again.Added+again.Updated != 0 || g.writes != sum.Added {
			t.Fatalf("the second time: %+v, %v", again, err2)
		}
	})
}
