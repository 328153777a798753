package ui

import "aktivasi/flows/nip"

// fixed is a sentence without a hole.
func fixed(s string) func(string) string { return func(string) string { return s } }

// about is a sentence that ends in what was read.
func about(s string) func(string) string {
	return func(detail string) string { return s + " " + detail + "." }
}

// faultsID says what is wrong with a number: one sentence each, with what to do
// where there is something to be done (domain notes §11.4, nip.*).
func faultsID() [nip.Faults]func(string) string {
	return [nip.Faults]func(string) string{
		nip.None:        fixed(""),
		nip.Empty:       fixed("Ketik NIP Anda: 18 angka."),
		nip.Stray:       func(d string) string { return "NIP hanya berisi angka. Ada tanda \"" + d + "\"." },
		nip.Excel:       fixed("Nomor ini rusak oleh Excel. Ketik dari SK atau kartu pegawai."),
		nip.Old:         fixed("Ini NIP lama (9 digit). Gunakan NIP 18 digit."),
		nip.NIK:         fixed("16 digit adalah NIK (nomor KTP), bukan NIP."),
		nip.Lost:        fixed("NIP harus 18 digit. Terbaca 17: ada satu angka yang kurang."),
		nip.Doubled:     fixed("NIP harus 18 digit. Terbaca 19: ada satu angka yang lebih."),
		nip.WrongLength: func(d string) string { return "NIP/NI PPPK harus 18 digit angka. Terbaca " + d + " digit." },
		nip.BadBirth:    about("Tanggal lahir pada NIP tidak valid:"),
		nip.BadMonth:    about("Bulan pengangkatan pada NIP tidak valid:"),
		nip.Unborn:      about("Pengangkatan pada NIP tidak sesudah tanggal lahir:"),
		nip.BadSex:      fixed("Digit ke-15 harus 1 (laki-laki) atau 2 (perempuan)."),
		nip.Zeros:       fixed("Tiga digit terakhir tidak boleh 000. Kemungkinan rusak oleh Excel."),
	}
}

func faultsEN() [nip.Faults]func(string) string {
	return [nip.Faults]func(string) string{
		nip.None:        fixed(""),
		nip.Empty:       fixed("Type your NIP: 18 digits."),
		nip.Stray:       func(d string) string { return "A NIP has digits only. There is a \"" + d + "\" in it." },
		nip.Excel:       fixed("A spreadsheet damaged this number. Type it from your decree or card."),
		nip.Old:         fixed("This is the old 9-digit NIP. Use the 18-digit one."),
		nip.NIK:         fixed("16 digits is the NIK (identity card), not the NIP."),
		nip.Lost:        fixed("A NIP has 18 digits. Read 17: one is missing."),
		nip.Doubled:     fixed("A NIP has 18 digits. Read 19: one too many."),
		nip.WrongLength: func(d string) string { return "NIP/NI PPPK must be 18 digits. Read " + d + "." },
		nip.BadBirth:    about("The birth date in the number is not valid:"),
		nip.BadMonth:    about("The appointment month in the number is not valid:"),
		nip.Unborn:      about("The appointment in the number is not after the birth date:"),
		nip.BadSex:      fixed("Digit 15 must be 1 (male) or 2 (female)."),
		nip.Zeros:       fixed("The last three digits cannot be 000. Probably damaged by a spreadsheet."),
	}
}
