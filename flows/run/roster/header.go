package roster

import (
	"strings"
	"unicode"
)

// A Column is something a roster says about a person.
type Column int

// The columns that are read.
const (
	Number Column = iota
	Name
	Front // the titles before the name
	Back  // the titles after it
	Mail
	GovMail
	Kind
	StandingCode
	Standing
	Unit
	Parent // the unit above it
	width
)

// aliases lists what each column is called, as [fold] leaves it: first by SIASN's
// export, then by its interfaces, then in the files of regions (domain notes §9.1,
// §9.2, §9.4). Where a file has several, the first in this list is read.
var aliases = [width][]string{
	Number:       {"nipbaru", "nip", "nonip", "nomornip", "nip18", "nippppk", "nipppk"},
	Name:         {"nama", "namalengkap", "namapegawai"},
	Front:        {"gelardepan"},
	Back:         {"gelarbelakang"},
	Mail:         {"email", "emailpribadi", "alamatemail"},
	GovMail:      {"emailgov", "emaildinas", "emailinstansi"},
	Kind:         {"jenispegawainama", "jenispegawai"},
	StandingCode: {"kedudukanhukumid", "kedudukanpnsid"},
	Standing:     {"kedudukanhukumnama", "kedudukanpnsnama", "kedudukanhukum", "kedudukan", "statusaktif", "status"},
	Unit: {
		"unornama", "unor", "namaunor", "unitkerja", "unitorganisasi",
		"satuankerja", "satker", "perangkatdaerah", "opd", "skpd",
	},
	Parent: {
		"unorinduknama", "unorinduk", "satkerinduk", "satuankerjakerjanama",
		"satuankerjainduknama", "instansikerjanama",
	},
}

// fold reduces a heading to its letters and digits, so that NIP BARU, nip_baru
// and nipBaru are one.
func fold(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// columns says at which place of a row each column stands, -1 for nowhere.
type columns [width]int

// find looks the columns up in a header row. The error is a [FileError] without
// a line.
func find(header []string) (columns, error) {
	at := make(map[string]int, len(header))
	for i, h := range header {
		h = fold(tidy(h))
		if _, twice := at[h]; !twice {
			at[h] = i
		}
	}
	var c columns
	for col := range c {
		c[col] = -1
		for _, a := range aliases[col] {
			if i, ok := at[a]; ok {
				c[col] = i
				break
			}
		}
	}
	for _, col := range []Column{Number, Name} {
		if c[col] < 0 {
			return c, &FileError{Fault: NoColumn, Column: col}
		}
	}
	return c, nil
}

// Aliases returns the headings that c goes by, without spaces and in lower case,
// the preferred one first.
func (c Column) Aliases() []string { return append([]string(nil), aliases[c]...) }

// has reports whether the file has the column.
func (c columns) has(col Column) bool { return c[col] >= 0 }

// delimiters are the separators met in rosters: SIASN writes commas, Indonesian
// Excel semicolons, and a table copied from a screen has tabs.
const delimiters = ",;\t|"

// delimiter returns the separator that the header line uses, the one that
// stands most often outside quotation marks.
func delimiter(line []byte) rune {
	var n [len(delimiters)]int
	quoted := false
	for _, b := range line {
		if b == '"' {
			quoted = !quoted
		} else if i := strings.IndexByte(delimiters, b); i >= 0 && !quoted {
			n[i]++
		}
	}
	best := 0
	for i := range n {
		if n[i] > n[best] {
			best = i
		}
	}
	return rune(delimiters[best])
}
