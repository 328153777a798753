// Package rostertest invents people and writes them down the way SIASN does, for
// tests and for trying things out.
//
// Nobody in it exists. The names are made of syllables, the numbers of a
// counter, the addresses end in example.org and example.go.id (RFC 2606, and
// after its manner). There are ten million of them, all with words that a search
// can be timed by; for some who could be colleagues see package crowd.
package rostertest

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// A Person is what enrolment reads of a row.
type Person struct {
	NIP, Name, Front, Back string
	Mail, GovMail          string
	Kind                   string
	StandingCode, Standing string
	Unit, Parent           string
}

// Header is the header of SIASN's "Export Data ASN", 64 columns (domain notes
// §9.1).
var Header = strings.Split("PNS ID,NIP BARU,NIP LAMA,NAMA,GELAR DEPAN,GELAR BELAKANG,TEMPAT LAHIR ID,TEMPAT LAHIR NAMA,"+
	"TANGGAL LAHIR,JENIS KELAMIN,AGAMA ID,AGAMA NAMA,JENIS KAWIN ID,JENIS KAWIN NAMA,NIK,NOMOR HP,"+
	"EMAIL,EMAIL GOV,ALAMAT,NPWP NOMOR,BPJS,JENIS PEGAWAI ID,JENIS PEGAWAI NAMA,KEDUDUKAN HUKUM ID,"+
	"KEDUDUKAN HUKUM NAMA,STATUS CPNS PNS,KARTU ASN VIRTUAL,NOMOR SK CPNS,TANGGAL SK CPNS,TMT CPNS,"+
	"NOMOR SK PNS,TANGGAL SK PNS,TMT PNS,GOL AWAL ID,GOL AWAL NAMA,GOL AKHIR ID,GOL AKHIR NAMA,"+
	"TMT GOLONGAN,MK TAHUN,MK BULAN,JENIS JABATAN ID,JENIS JABATAN NAMA,JABATAN ID,JABATAN NAMA,"+
	"TMT JABATAN,TINGKAT PENDIDIKAN ID,TINGKAT PENDIDIKAN NAMA,PENDIDIKAN ID,PENDIDIKAN NAMA,TAHUN LULUS,"+
	"KPKN ID,KPKN NAMA,LOKASI KERJA ID,LOKASI KERJA NAMA,UNOR ID,UNOR NAMA,INSTANSI INDUK ID,"+
	"INSTANSI INDUK NAMA,INSTANSI KERJA ID,INSTANSI KERJA NAMA,SATUAN KERJA INDUK ID,"+
	"SATUAN KERJA INDUK NAMA,SATUAN KERJA KERJA ID,SATUAN KERJA KERJA NAMA", ",")

var syllables = [...]string{
	"ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "me", "nu", "pa", "ri", "so", "tu", "we", "ya",
}

// word makes a word of three syllables out of i, another for each i under 4096.
func word(i int) string {
	return syllables[i&15] + syllables[i>>4&15] + syllables[i>>8&15]
}

// Invent returns person i of a crowd that is the same every time. Numbers stay
// different from i = 0 to about ten million. All are active; of any six, one has
// no private address, two are PPPK.
func Invent(i int) Person {
	born := 1965 + i%30
	birth := fmt.Sprintf("%04d%02d%02d", born, 1+i/30%12, 1+i/360%28)
	first, last := word(i*7), word(i*13+i>>12)
	p := Person{
		NIP:          fmt.Sprintf("%s%04d%02d%d%03d", birth, born+25, 1+i/7%12, 1+i%2, 1+i/10080%999),
		Name:         strings.ToUpper(first + " " + last),
		Mail:         fmt.Sprintf("%s.%s%d@example.org", first, last, i),
		GovMail:      fmt.Sprintf("%s%d@example.go.id", last, i),
		Kind:         "PNS Daerah Kab./Kota pada Kab./Kota",
		StandingCode: "01", Standing: "Aktif",
		Unit:   "SD NEGERI " + strings.ToUpper(word(i/12)) + " " + fmt.Sprint(1+i/12%9),
		Parent: "DINAS PENDIDIKAN, PEMUDA DAN OLAHRAGA KAB. " + strings.ToUpper(word(i/5000)),
	}
	if i%3 == 1 {
		p.NIP = fmt.Sprintf("%s%04d21%d%03d", birth, born+25, 1+i%2, 1+i/10080%999)
		p.Kind, p.StandingCode, p.Standing = "", "71", "PPPK Aktif"
	}
	if i%4 == 3 {
		p.Back = "S.Pd."
	}
	if i%6 == 5 {
		p.Mail = "null"
	}
	return p
}

// Row returns p as a row under [Header]. The columns that enrolment has no
// business with are filled with what must never get out of the file: the word
// RAHASIA.
func (p Person) Row() []string {
	row := make([]string, len(Header))
	for i, h := range Header {
		switch h {
		case "NIP BARU":
			row[i] = p.NIP
		case "NAMA":
			row[i] = p.Name
		case "GELAR DEPAN":
			row[i] = p.Front
		case "GELAR BELAKANG":
			row[i] = p.Back
		case "EMAIL":
			row[i] = p.Mail
		case "EMAIL GOV":
			row[i] = p.GovMail
		case "JENIS PEGAWAI NAMA":
			row[i] = p.Kind
		case "KEDUDUKAN HUKUM ID":
			row[i] = p.StandingCode
		case "KEDUDUKAN HUKUM NAMA":
			row[i] = p.Standing
		case "UNOR NAMA":
			row[i] = p.Unit
		case "SATUAN KERJA KERJA NAMA":
			row[i] = p.Parent
		case "STATUS CPNS PNS":
			row[i] = "P"
		default:
			row[i] = "RAHASIA " + syllables[i%16]
		}
	}
	return row
}

// Write writes a roster of the first n invented people, as SIASN exports it.
func Write(w io.Writer, n int) error {
	b := bufio.NewWriterSize(w, 64<<10)
	c := csv.NewWriter(b)
	if err := c.Write(Header); err != nil {
		return err
	}
	for i := range n {
		if err := c.Write(Invent(i).Row()); err != nil {
			return err
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return b.Flush()
}
