package slip

import (
	"fmt"
	"time"
)

// words is everything a slip says in one language. They are ASCII, for the
// printer.
type words struct {
	lang, title, brand                                  string
	number, name, nip, unit, device, activated, printed string
	when                                                func(t time.Time) string
	notes                                               []string
}

// in returns the words of the language with that tag.
func in(tag string) words {
	if tag == "en" {
		return english
	}
	return indonesian
}

var indonesian = words{
	lang: "id", title: "BUKTI AKTIVASI MFA", brand: "ASN Digital",
	number: "Nomor", name: "Nama", nip: "NIP", unit: "Unit", device: "Perangkat", activated: "Aktif", printed: "Dicetak",
	when: func(t time.Time) string {
		return fmt.Sprintf("%d %s %d %s %s", t.Day(), months[t.Month()-1], t.Year(), t.Format("15.04"), zone(t))
	},
	notes: []string{
		"Simpan bukti ini. Nomornya tercatat dan dapat diperiksa petugas.",
		"Jangan berikan kode OTP kepada siapa pun, termasuk petugas.",
	},
}

var english = words{
	lang: "en", title: "PROOF OF MFA ACTIVATION", brand: "ASN Digital",
	number: "Number", name: "Name", nip: "NIP", unit: "Unit", device: "Device", activated: "Active", printed: "Printed",
	when: func(t time.Time) string { return t.Format("2 January 2006 15:04") + " " + zone(t) },
	notes: []string{
		"Keep this slip. Its number is on record and an officer can check it.",
		"Never give your OTP to anyone, including staff.",
	},
}

// zone goes by the offset, because the name depends on the machine's time zone
// files: Asia/Jakarta is WIB there, a Windows machine may call it anything.
func zone(t time.Time) string {
	name, offset := t.Zone()
	switch time.Duration(offset) * time.Second {
	case 7 * time.Hour:
		return "WIB"
	case 8 * time.Hour:
		return "WITA"
	case 9 * time.Hour:
		return "WIT"
	}
	return name
}

// months are Indonesian; Go knows only the English ones.
var months = [...]string{
	"Januari", "Februari", "Maret", "April", "Mei", "Juni",
	"Juli", "Agustus", "September", "Oktober", "November", "Desember",
}
