package letter

import (
	"fmt"
	"time"

	"aktivasi/flows/calendar"
)

// id is what letters are written in.
const id = calendar.Indonesian

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
	return fmt.Sprintf("Kode berlaku sampai %s pukul %s dan hanya dapat dipakai satu kali.", id.DayDate(until), id.Clock(until))
}

func validInShort(until time.Time) string {
	return fmt.Sprintf("Berlaku sampai %s, sekali pakai.", id.Clock(until))
}
