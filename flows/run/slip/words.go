package slip

import (
	"time"

	"aktivasi/flows/calendar"
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
	when: func(t time.Time) string { return calendar.Indonesian.Date(t) + " " + calendar.Indonesian.Clock(t) },
	notes: []string{
		"Simpan bukti ini. Nomornya tercatat dan dapat diperiksa petugas.",
		"Jangan berikan kode OTP kepada siapa pun, termasuk petugas.",
	},
}

var english = words{
	lang: "en", title: "PROOF OF MFA ACTIVATION", brand: "ASN Digital",
	number: "Number", name: "Name", nip: "NIP", unit: "Unit", device: "Device", activated: "Active", printed: "Printed",
	when: func(t time.Time) string { return calendar.English.Date(t) + " " + calendar.English.Clock(t) },
	notes: []string{
		"Keep this slip. Its number is on record and an officer can check it.",
		"Never give your OTP to anyone, including staff.",
	},
}
