package ui

import "aktivasi/flows/password"

// passwordWordsID are the rules of a new password: as conditions to tick, and as
// the last thing left to do.
func passwordWordsID(w *Words) {
	w.Rule = [password.Rules]string{
		password.Length: "minimal 12 karakter", password.Upper: "huruf besar", password.Lower: "huruf kecil",
		password.Digit: "angka", password.Symbol: "simbol, misal - ! ?", password.Personal: "tanpa NIP dan nama",
		password.Long: "paling banyak 128 karakter", password.Garbled: "tanpa tanda rusak",
		password.Published: "bukan contoh di panduan", password.Common: "bukan kata yang umum",
	}
	w.Missing = [password.Rules]string{
		password.Length:    "Tinggal satu syarat: minimal 12 karakter.",
		password.Upper:     "Tinggal satu syarat: tambahkan huruf besar.",
		password.Lower:     "Tinggal satu syarat: tambahkan huruf kecil.",
		password.Digit:     "Tinggal satu syarat: tambahkan angka.",
		password.Symbol:    "Tinggal satu syarat: tambahkan simbol.",
		password.Personal:  "Jangan gunakan NIP, nama, tanggal lahir, atau email Anda.",
		password.Long:      "Password paling banyak 128 karakter.",
		password.Garbled:   "Ada tanda yang rusak. Ketik ulang password.",
		password.Published: "Contoh di panduan sudah diketahui umum. Buat yang lain.",
		password.Common:    "Kata ini terlalu umum. Sambung beberapa kata yang berbeda.",
	}
}

// passwordWordsEN is the same in English.
func passwordWordsEN(w *Words) {
	w.Rule = [password.Rules]string{
		password.Length: "12 characters or more", password.Upper: "upper case", password.Lower: "lower case",
		password.Digit: "a digit", password.Symbol: "a symbol, like - ! ?", password.Personal: "no NIP, no name",
		password.Long: "128 characters at most", password.Garbled: "no damaged characters",
		password.Published: "not the published example", password.Common: "not a common word",
	}
	w.Missing = [password.Rules]string{
		password.Length:    "One rule to go: at least 12 characters.",
		password.Upper:     "One rule to go: add an upper-case letter.",
		password.Lower:     "One rule to go: add a lower-case letter.",
		password.Digit:     "One rule to go: add a digit.",
		password.Symbol:    "One rule to go: add a symbol.",
		password.Personal:  "Do not use your NIP, name, birth date or e-mail.",
		password.Long:      "A password has 128 characters at most.",
		password.Garbled:   "Some characters are damaged. Type the password again.",
		password.Published: "The guide's example is known to everybody. Make another.",
		password.Common:    "This word is too common. Join several different words.",
	}
}
