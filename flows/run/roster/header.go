package roster

import (
	"slices"
	"strings"
	"unicode"
)

// A column is something a roster says about a person.
type column int

const (
	colNIP column = iota
	colName
	colFront // the titles before the name
	colBack  // the titles after it
	colMail
	colGovMail
	colKind
	colCode     // of the standing
	colStanding // kedudukan hukum
	colUnit
	colParent // the unit above it
	columnCount
)

// aliases lists what each column is called, as [fold] leaves it: first by SIASN's
// export, then by its interfaces, then in the files of regions (domain notes §9.1,
// §9.2, §9.4). Where a file has several, the first in this list is read.
var aliases = [columnCount][]string{
	colNIP:      {"nipbaru", "nip", "nonip", "nomornip", "nip18", "nippppk", "nipppk"},
	colName:     {"nama", "namalengkap", "namapegawai"},
	colFront:    {"gelardepan"},
	colBack:     {"gelarbelakang"},
	colMail:     {"email", "emailpribadi", "alamatemail"},
	colGovMail:  {"emailgov", "emaildinas", "emailinstansi"},
	colKind:     {"jenispegawainama", "jenispegawai"},
	colCode:     {"kedudukanhukumid", "kedudukanpnsid"},
	colStanding: {"kedudukanhukumnama", "kedudukanpnsnama", "kedudukanhukum", "kedudukan", "statusaktif", "status"},
	colUnit: {
		"unornama", "unor", "namaunor", "unitkerja", "unitorganisasi",
		"satuankerja", "satker", "perangkatdaerah", "opd", "skpd",
	},
	colParent: {
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
type columns [columnCount]int

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
	if !c.has(colNIP) {
		return c, &FileError{Fault: NoNIPColumn, Wanted: slices.Clone(aliases[colNIP])}
	}
	if !c.has(colName) {
		return c, &FileError{Fault: NoNameColumn, Wanted: slices.Clone(aliases[colName])}
	}
	return c, nil
}

// has reports whether the file has the column.
func (c columns) has(col column) bool { return c[col] >= 0 }

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
