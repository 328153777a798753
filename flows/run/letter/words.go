package letter

import (
	"fmt"
	"time"
)

// Everything a letter says, in the tone of domain notes §11: formal, "Anda",
// short sentences, and the words that guides and officers use.
var (
	subject = [Purposes]string{
		ResetPassword: "Kode reset password ASN Digital",
		ResetMFA:      "Kode Reset MFA ASN Digital",
	}
	announce = [Purposes]string{
		ResetPassword: "Ini kode reset password Anda:",
		ResetMFA:      "Ini kode Reset MFA Anda:",
	}
	effect = [Purposes]string{ // what using the code does
		ResetPassword: "Masukkan kode di layar Asisten Aktivasi, lalu buat password baru.",
		ResetMFA:      "Masukkan kode di layar Asisten Aktivasi. Setelah itu perangkat autentikator yang lama tidak berlaku lagi.",
	}
)

// What notices say. happened has a hole for the device, where one is named, and
// one for the time.
var (
	headline = [NewsN]string{
		PasswordChanged: "Password ASN Digital diganti",
		AddressChanged:  "Email terdaftar ASN Digital diganti",
		DeviceEnrolled:  "Perangkat autentikator ASN Digital ditambahkan",
		DeviceRemoved:   "Perangkat autentikator ASN Digital dihapus",
		MFAReset:        "MFA ASN Digital direset",
		Guessed:         "Percobaan masuk ASN Digital yang gagal",
	}
	happened = [NewsN]func(device, at string) string{
		PasswordChanged: func(_, at string) string { return "Password akun ASN Digital Anda diganti pada " + at + "." },
		AddressChanged: func(_, at string) string {
			return "Alamat email terdaftar akun ASN Digital Anda diganti oleh petugas pada " + at + ".\nEmail ini dikirim ke alamat lama dan alamat baru."
		},
		DeviceEnrolled: func(device, at string) string {
			return "Perangkat autentikator" + device + " ditambahkan ke akun ASN Digital Anda pada " + at + "."
		},
		DeviceRemoved: func(device, at string) string {
			return "Perangkat autentikator" + device + " dihapus dari akun ASN Digital Anda pada " + at + "."
		},
		MFAReset: func(_, at string) string {
			return "Semua perangkat autentikator akun ASN Digital Anda dinonaktifkan pada " + at + ".\nUntuk masuk lagi dengan OTP, aktifkan MFA sekali lagi."
		},
		Guessed: func(_, at string) string {
			return "Pada " + at + " seseorang berhasil memasukkan password atau OTP akun ASN Digital Anda setelah beberapa kali salah."
		},
	}
)

func quoted(device string) string { return " “" + device + "”" }

const (
	byYou    = "Jika ini Anda, tidak ada yang perlu dilakukan."
	notByYou = "Bukan Anda? Ganti password Anda dan segera hubungi BKPSDM."
)

const (
	greeting = "Yth. Bapak/Ibu,"
	discreet = "Jangan berikan kode ini kepada siapa pun, termasuk petugas."
	stranger = "Bukan Anda yang meminta?"
	ignore   = "Abaikan email ini. Tidak ada yang berubah pada akun Anda."
	again    = "Jika email seperti ini datang lagi, hubungi BKPSDM."
	sender   = "Asisten Aktivasi ASN Digital"
	noReply  = "Email ini dikirim otomatis, mohon tidak dibalas."
	inShort  = stranger + " Abaikan saja, tidak ada yang berubah."
)

func valid(until time.Time) string {
	return fmt.Sprintf("Kode berlaku sampai %s pukul %s dan hanya dapat dipakai satu kali.", date(until), clock(until))
}

func validInShort(until time.Time) string {
	return fmt.Sprintf("Berlaku sampai %s, sekali pakai.", clock(until))
}

// date writes t as "Selasa, 6 Januari 2026". Go knows no Indonesian names.
func date(t time.Time) string {
	return fmt.Sprintf("%s, %d %s %d", days[t.Weekday()], t.Day(), months[t.Month()-1], t.Year())
}

// clock writes t as "09.31 WIB", with the dot that Indonesian has there. Seconds
// are cut off, so that no code is promised for longer than it lives.
func clock(t time.Time) string {
	return fmt.Sprintf("%02d.%02d %s", t.Hour(), t.Minute(), zone(t))
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

var (
	days   = [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
	months = [...]string{
		"Januari", "Februari", "Maret", "April", "Mei", "Juni",
		"Juli", "Agustus", "September", "Oktober", "November", "Desember",
	}
)
