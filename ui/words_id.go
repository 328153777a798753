package ui

import (
	"fmt"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/calendar"
	"aktivasi/flows/nip"
)

// Indonesian is the language of the program: formal, "Anda", and in the words
// that the guides and the offices use (domain notes §11.2 and §11.3).
func Indonesian() Words {
	w := Words{
		Tag: "id", Other: "English",
		Brand: "ASN Digital", Start: "Asisten Aktivasi", Practice: "LATIHAN",
		Journey: [flows.Journeys]string{
			flows.ResetPassword: "Reset password", flows.SignIn: "Login", flows.ActivateMFA: "Aktivasi MFA",
			flows.ResetMFA: "Reset MFA", flows.WeakPassword: "Password lemah", flows.AccountPage: "Akun Anda",
		},
		Step:    func(n, of int) string { return fmt.Sprintf("%d dari %d", n, of) },
		Clock:   calendar.Indonesian.Clock,
		Date:    calendar.Indonesian.Date,
		Seconds: func(n int) string { return itoa(n) + " detik" },

		Title: [flows.States]string{
			flows.AtStart:        "Selamat datang. Apa yang ingin Anda lakukan?",
			flows.AtName:         "Masukkan NIP dan captcha",
			flows.AtAddress:      "Ketik alamat email Anda secara lengkap",
			flows.AtMailCode:     "Ketik kode dari email Anda",
			flows.AtPassword:     "Buat password baru",
			flows.PasswordSet:    "Password Anda sudah siap",
			flows.AtSignIn:       "Login dengan NIP dan password",
			flows.AtWeakSignIn:   "Login dahulu dengan password lama",
			flows.AtWeakPassword: "Password Anda lemah. Buat password baru",
			flows.AtPrepare:      "Siapkan HP Anda",
			flows.AtScan:         "Pindai kode QR, lalu ketik kode OTP",
			flows.Activated:      "MFA berhasil diaktifkan",
			flows.AtLostName:     "Masukkan NIP dan captcha",
			flows.AtLostAddress:  "Ketik alamat email Anda secara lengkap",
			flows.AtLostCode:     "Ketik kode dari email Anda",
			flows.MFAReset:       "MFA Anda sudah direset",
			flows.AtAccount:      "Akun Anda",
			flows.AtDevice:       "Apa yang ingin Anda lakukan dengan perangkat ini?",
			flows.AtRename:       "Ganti nama perangkat",
			flows.AtRemove:       "Hapus perangkat",
			flows.AtAddDevice:    "Tambah perangkat",
			flows.AtOldPassword:  "Masukkan password lama",
			flows.AtChange:       "Buat password baru",
			flows.AtCounter:      "Petugas kepegawaian akan membantu Anda",
			flows.AtRestore:      "Ulangi latihan dari awal?",
			flows.Left:           "Sampai jumpa",
		},
		Button: [flows.States]string{
			flows.AtStart: "lanjut", flows.AtName: "Check", flows.AtAddress: "Kirim", flows.AtMailCode: "lanjut",
			flows.AtPassword: "Reset Password", flows.PasswordSet: "Login", flows.AtSignIn: "Masuk",
			flows.AtWeakSignIn: "Masuk", flows.AtWeakPassword: "Simpan", flows.AtPrepare: "HP sudah siap",
			flows.AtScan: "Submit", flows.Activated: "Selesai", flows.AtLostName: "Cek", flows.AtLostAddress: "Kirim OTP",
			flows.AtLostCode: "Reset MFA", flows.MFAReset: "Login", flows.AtAccount: "lanjut", flows.AtDevice: "lanjut",
			flows.AtRename: "Simpan", flows.AtRemove: "Hapus", flows.AtAddDevice: "lanjut", flows.AtOldPassword: "lanjut",
			flows.AtChange: "Simpan", flows.AtCounter: "Selesai", flows.AtRestore: "Ulangi dari awal",
		},
		Lead: [flows.States][]string{
			flows.AtAddress:     {"Email terdaftar: *%s*", "Ketik alamat email itu dengan lengkap. Kode dikirim ke sana."},
			flows.AtLostAddress: {"Email terdaftar: *%s*", "Ketik alamat email itu dengan lengkap. Kode dikirim ke sana."},
			flows.AtMailCode:    {"Kode reset password dikirim ke *%s*.", "Belum ada? Periksa juga folder spam."},
			flows.AtLostCode:    {"Kode Reset MFA dikirim ke *%s*.", "Belum ada? Periksa juga folder spam."},
			flows.PasswordSet: {
				"Password baru sudah dapat dipakai.", "",
				"*Berikutnya:* login, lalu aktifkan MFA jika belum aktif.",
			},
			flows.AtWeakPassword: {"Sebelum password diganti, akun ini belum dapat dipakai."},
			flows.AtPrepare: {
				"Buka *Setelan* di HP, lalu *Tanggal & waktu*. Aktifkan *Otomatis*.",
				"Pasang aplikasi *Google Authenticator* dari Play Store atau App Store. *FreeOTP* juga dapat dipakai.",
				"Buka aplikasi itu dan tekan tanda *+*. Pilih *Pindai kode QR* setelah gambar muncul di layar ini.",
			},
			flows.Activated: {
				"*MFA berhasil diaktifkan untuk %s.*", "",
				"Mulai sekarang login memerlukan tiga hal:",
				"NIP, password, dan 6 digit dari aplikasi di HP Anda.",
			},
			flows.MFAReset: {
				"Hapus entri lama di aplikasi autentikator.", "",
				"Silakan login dengan NIP dan password. *Kosongkan kode OTP.* Setelah itu aktifkan MFA lagi.",
			},
			flows.AtDevice:    {"Perangkat: *%s*"},
			flows.AtRename:    {"Perangkat: *%s*"},
			flows.AtRemove:    {"Perangkat: *%s*", "Setelah dihapus, kode dari perangkat ini tidak berlaku lagi."},
			flows.AtAddDevice: {"Ketik kode OTP dari perangkat yang sudah terdaftar. Setelah itu kode QR baru ditampilkan."},
			flows.AtCounter: {
				"Perubahan email hanya dapat dilakukan petugas melalui SIASN.", "",
				"Hubungi pengelola kepegawaian di unit Anda, lalu *BKPSDM* atau Biro SDM di instansi Anda. Bawa kartu pegawai atau KTP.", "",
				"Jika belum selesai: Helpdesk BKN, *support-siasn.bkn.go.id*.",
			},
			flows.AtRestore: {
				"Semua orang latihan kembali ke keadaan awal. Password dan perangkat yang Anda buat di latihan ini dihapus.",
			},
		},
		Tail: [flows.States][]string{
			flows.AtStart:        {"Siapkan HP Anda. Setel tanggal dan waktu HP ke otomatis."},
			flows.AtPassword:     {"Sulit membuat? Tekan *Ctrl+G* untuk usulan frasa sandi yang mudah diingat."},
			flows.AtWeakPassword: {"Sulit membuat? Tekan *Ctrl+G* untuk usulan frasa sandi yang mudah diingat."},
			flows.AtChange:       {"Sulit membuat? Tekan *Ctrl+G* untuk usulan frasa sandi yang mudah diingat."},
			flows.AtSignIn:       {"Belum punya atau lupa password? Tekan *F3*."},
			flows.AtWeakSignIn:   {"Lupa password lama? Tekan *F3*."},
		},
		Help: [flows.States]string{
			flows.AtStart:        "Pilih baris dengan tombol panah, lalu tekan Enter. Jika Anda baru pertama kali masuk, pilih akses pertama.",
			flows.AtName:         "NIP atau NI PPPK terdiri dari 18 angka, ada di SK dan kartu pegawai. Captcha: ketik lima tanda pada gambar; huruf besar dan huruf kecil berbeda. Tidak terbaca? Ctrl+R memberi gambar baru, Ctrl+A memberi soal hitungan.",
			flows.AtAddress:      "Alamat yang terdaftar di SIASN ditampilkan sebagian. Ketik seluruhnya. Jika itu bukan alamat Anda atau sudah tidak aktif, tekan F4.",
			flows.AtMailCode:     "Buka email di HP Anda. Kode terdiri dari 8 huruf dan angka. Periksa juga folder spam. Kode berlaku 10 menit dan hanya dapat dipakai sekali.",
			flows.AtPassword:     "Setiap syarat diberi tanda centang saat terpenuhi. Frasa sandi, yaitu beberapa kata yang disambung, lebih mudah diingat daripada huruf acak.",
			flows.PasswordSet:    "Tekan Enter untuk login dengan password baru.",
			flows.AtSignIn:       "Kosongkan kode OTP jika MFA belum aktif. Jika sudah aktif, ketik 6 digit yang tampil di aplikasi. Belum punya password? Tekan F3.",
			flows.AtWeakSignIn:   "Masukkan NIP dan password yang sekarang. Setelah itu Anda membuat password baru.",
			flows.AtWeakPassword: "Password Anda tidak lagi memenuhi syarat. Buat yang baru; setelah itu Anda dapat melanjutkan.",
			flows.AtPrepare:      "Kode OTP dihitung dari jam HP. Jika jam HP tidak otomatis, kode akan ditolak. Zona waktu tidak berpengaruh.",
			flows.AtScan:         "Arahkan kamera ke gambar. Jika tidak bisa, pilih masukkan kunci penyiapan di aplikasi dan ketik kunci di layar ini. Kode ditolak? Tunggu kode baru, ketik segera, dan periksa bahwa jam HP otomatis.",
			flows.Activated:      "Kode yang baru dipakai tidak berlaku lagi. Pada login berikutnya tunggu kode baru.",
			flows.AtLostName:     "Reset MFA dipakai jika HP hilang, ganti HP, atau aplikasi terhapus. Anda memerlukan email yang terdaftar.",
			flows.AtLostAddress:  "Alamat yang terdaftar di SIASN ditampilkan sebagian. Ketik seluruhnya. Jika itu bukan alamat Anda atau sudah tidak aktif, tekan F4.",
			flows.AtLostCode:     "Buka email Anda. Kode terdiri dari 8 huruf dan angka. Setelah kode diterima, perangkat lama tidak berlaku lagi.",
			flows.MFAReset:       "Login dengan NIP dan password, kosongkan kode OTP, lalu aktifkan MFA di HP yang baru.",
			flows.AtAccount:      "Pilih perangkat untuk mengganti nama atau menghapusnya. Setiap perubahan memerlukan kode OTP baru.",
			flows.AtDevice:       "Perangkat terakhir tidak dapat dihapus. Jika HP hilang, pakai Reset MFA di halaman pertama.",
			flows.AtRename:       "Nama hanya membantu Anda mengenali perangkat, misalnya HP Pribadi.",
			flows.AtRemove:       "Ketik kode OTP dari salah satu perangkat Anda.",
			flows.AtAddDevice:    "Paling banyak lima perangkat. Setiap perangkat memerlukan kode QR sendiri.",
			flows.AtOldPassword:  "Untuk keamanan Anda, password lama diminta sekali lagi.",
			flows.AtChange:       "Setiap syarat diberi tanda centang saat terpenuhi. Frasa sandi lebih mudah diingat daripada huruf acak.",
			flows.AtCounter:      "Petugas tidak memerlukan password atau kode OTP Anda. Jangan berikan kepada siapa pun.",
			flows.AtRestore:      "Hanya data latihan yang diulang. Tidak ada data sungguhan di sini.",
		},
		Label: [flows.Fields]string{
			flows.NIP: "Username / NIP", flows.CaptchaText: "Captcha", flows.Address: "Email",
			flows.MailedCode: "Kode reset password", flows.Password: "Password", flows.OTP: "Kode OTP (6 digit)",
			flows.NewPassword: "Password baru", flows.Confirmation: "Konfirmasi password", flows.DeviceName: "Nama perangkat",
		},
		Labels: map[Spot]string{
			{flows.AtLostCode, flows.MailedCode}:  "Kode Reset MFA",
			{flows.AtOldPassword, flows.Password}: "Password lama",
			{flows.AtWeakSignIn, flows.Password}:  "Password lama",
			{flows.AtWeakPassword, flows.OTP}:     "Kode OTP baru (6 digit)",
			{flows.AtRename, flows.OTP}:           "Kode OTP baru (6 digit)",
			{flows.AtRemove, flows.OTP}:           "Kode OTP baru (6 digit)",
			{flows.AtAddDevice, flows.OTP}:        "Kode OTP baru (6 digit)",
			{flows.AtOldPassword, flows.OTP}:      "Kode OTP baru (6 digit)",
			{flows.AtRename, flows.DeviceName}:    "Nama baru",
			{flows.AtSignIn, flows.OTP}:           "Kode OTP",
			{flows.AtWeakSignIn, flows.OTP}:       "Kode OTP",
		},
		Hint: [flows.Fields]string{
			flows.CaptchaText: "ketik seperti gambar, huruf besar dan kecil berbeda",
			flows.OTP:         "kosongkan jika MFA belum aktif",
		},
		Choice: [flows.ChoicesN]string{
			flows.GoSignIn: "Login dan aktifkan MFA", flows.GoForgot: "Akses pertama / lupa password",
			flows.GoWeak: "Password lemah, ingin mengganti", flows.GoLost: "HP hilang atau ganti HP (Reset MFA)",
			flows.GoActivate: "Aktifkan MFA (OTP)", flows.GoAddDevice: "Tambah perangkat", flows.GoDevice: "Perangkat",
			flows.GoRename: "Ganti nama", flows.GoRemove: "Hapus perangkat", flows.GoChange: "Ganti password",
			flows.GoOut: "Keluar dari akun", flows.GoRestore: "Ulangi latihan dari awal", flows.Play: "Berlatih sebagai",
			flows.OtherWay: "soal hitungan", flows.NotMine: "Email ini bukan milik saya / sudah tidak aktif", flows.Suggest: "usulan",
		},

		Say: [flows.Reasons]string{
			flows.FillIn:           "Masih ada yang kosong. Lengkapi dahulu.",
			flows.BadNIP:           "Periksa kembali NIP Anda.",
			flows.PasswordsDiffer:  "Konfirmasi password tidak sama. Ketik sekali lagi.",
			flows.PasswordBroken:   "Password belum memenuhi semua syarat.",
			flows.BadDeviceName:    "Beri nama perangkat, 1 sampai 40 karakter.",
			flows.DeviceNameTaken:  "Nama ini sudah dipakai. Pilih nama lain.",
			flows.CodeShort:        "Kode terdiri dari 8 huruf dan angka.",
			flows.CaptchaWrong:     "Captcha tidak sesuai. Perhatikan huruf besar dan huruf kecil.",
			flows.CaptchaExpired:   "Captcha sudah kedaluwarsa. Ketik yang baru.",
			flows.UnknownNIP:       "NIP tidak ditemukan. Periksa kembali atau hubungi BKPSDM.",
			flows.Inactive:         "Status pegawai tidak aktif. Hubungi BKPSDM.",
			flows.AddressWrong:     "Email tidak sesuai dengan data SIASN.",
			flows.AddressEnded:     "Email tidak sesuai beberapa kali. Coba lagi nanti atau minta bantuan petugas.",
			flows.CodeWrong:        "Kode tidak sesuai. Periksa email terbaru.",
			flows.CodeDead:         "Kode salah beberapa kali dan tidak berlaku lagi. Minta kode baru nanti.",
			flows.CodeExpired:      "Kode tidak berlaku lagi. Minta kode baru.",
			flows.SignInWrong:      "NIP atau password tidak sesuai. Belum punya password? Pilih akses pertama / lupa password.",
			flows.OldPasswordWrong: "Password lama tidak sesuai.",
			flows.OTPNeeded:        "MFA sudah aktif. Ketik kode OTP dari aplikasi di HP Anda.",
			flows.OTPWrong:         "Kode OTP tidak valid. Setel jam HP ke otomatis.",
			flows.OTPUsed:          "Kode ini sudah dipakai. Tunggu kode berikutnya.",
			flows.OTPNotACode:      "Kode OTP terdiri dari 6 angka di aplikasi.",
			flows.KeyExpired:       "Kode QR sudah kedaluwarsa. Mulai lagi, lalu pindai kode QR yang baru.",
			flows.MustWait:         "Terlalu banyak percobaan.",
			flows.WaitBeforeResend: "Kode baru saja dikirim.",
			flows.HasNoAddress:     "Belum ada email terdaftar untuk NIP ini.",
			flows.AddressNotMine:   "Email terdaftar perlu diperbaiki dahulu.",
			flows.DevicesFull:      "Sudah ada lima perangkat. Hapus satu dahulu.",
			flows.LastDevice:       "Perangkat terakhir tidak dapat dihapus. Gunakan Reset MFA jika HP hilang.",
			flows.ConfirmAgain:     "Waktunya habis. Ulangi langkah ini.",
			flows.SignedOut:        "Sesi berakhir. Silakan login lagi.",

			flows.CodeSent:           "Kode telah dikirim. Periksa kotak masuk dan folder spam.",
			flows.CodeRight:          "Kode benar. Sekarang buat password baru.",
			flows.PasswordDone:       "Password berhasil direset.",
			flows.PasswordChanged:    "Password berhasil diganti.",
			flows.PasswordDoneMFAOff: "Password berhasil diganti. Sekarang aktifkan MFA.",
			flows.PasswordIsFine:     "Password Anda sudah memenuhi syarat.",
			flows.PasswordIsWeak:     "Password ini tidak lagi memenuhi syarat.",
			flows.PhraseMade:         "Usulan untuk Anda. Catat di tempat aman, lalu ketik ulang di bawah.",
			flows.SignedIn:           "Anda sudah login. MFA aktif.",
			flows.MFAIsOff:           "Password benar. MFA belum aktif: pilih Aktifkan MFA (OTP).",
			flows.KeyReady:           "Pindai gambar ini dengan aplikasi autentikator, bukan kamera biasa.",
			flows.Enrolled:           "Selesai. Terima kasih, Bapak/Ibu.",
			flows.DeviceRenamed:      "Nama perangkat sudah diganti.",
			flows.DeviceRemoved:      "Perangkat sudah dihapus.",
			flows.DevicesRevoked:     "Perangkat lama tidak berlaku lagi.",
			flows.Restored:           "Latihan kembali ke awal.",

			flows.MailFailed: "Email belum terkirim. Tidak ada yang berubah; coba lagi.",
			flows.TryAgain:   "Belum berhasil. Tidak ada yang berubah; coba lagi.",
		},
		Doing: [flows.Ops]string{
			flows.Open: "Membuka data", flows.DrawCaptcha: "Menyiapkan captcha", flows.TurnCaptcha: "Menyiapkan captcha",
			flows.FindForPassword: "Mencari data", flows.FindForMFA: "Mencari data",
			flows.MailPasswordCode: "Mengirim kode", flows.MailMFACode: "Mengirim kode", flows.MailAgain: "Mengirim kode",
			flows.CheckPasswordCode: "Memeriksa kode", flows.SetPassword: "Menyimpan password", flows.CheckSignIn: "Memeriksa",
			flows.MakeKey: "Menyiapkan kode QR", flows.Enrol: "Memeriksa kode", flows.RevokeDevices: "Memeriksa kode",
			flows.ConfirmOTP: "Memeriksa kode", flows.ConfirmPassword: "Memeriksa", flows.ReplacePassword: "Menyimpan password",
			flows.RenameDevice: "Menyimpan", flows.RemoveDevice: "Menyimpan", flows.MakePhrase: "Menyusun usulan",
			flows.Restore: "Mengulang dari awal",
		},
		Left:    func(n int) string { return fmt.Sprintf("Sisa percobaan %d.", n) },
		WaitFor: func(d time.Duration) string { return "Coba lagi dalam " + spanID(d) + "." },

		ReadSoFar: func(n int) string { return fmt.Sprintf("%d dari 18 digit", n) },
		AllMet:    "Semua syarat terpenuhi. Ketik sekali lagi pada konfirmasi.",
		Unmet:     func(n int) string { return fmt.Sprintf("Tinggal %d syarat.", n) },
		Strength:  [6]string{"", "sangat lemah", "lemah", "sedang", "cukup kuat", "kuat"},
		Sum: func(a, b int) string {
			n := [...]string{"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"}
			return fmt.Sprintf("Berapa %s ditambah %s?", n[a], n[b])
		},
		SignOut: "keluar", Arrows: "Panah",
		NewSum: "soal baru", Picture: "gambar",
		Spell: func(letters string) string { return spell(letters, "kecil", "besar", "angka", false) },
		Part: [flows.Parts]string{
			flows.FirstAccess: "akses pertama", flows.FirstPPPK: "akses pertama, PPPK", flows.DeadMailbox: "email sudah tidak aktif",
			flows.LostPhone: "HP hilang (Reset MFA)", flows.WeakOne: "password lemah",
		},
		Drill:     func(s string) string { return "latihan: " + s },
		Warn:      "Kode OTP rahasia: jangan berikan kepada siapa pun, termasuk petugas.",
		Phrase:    "Usulan: *%s*",
		NoLetter:  "Kotak masuk (latihan): kosong. Tidak ada email yang datang ke alamat ini.",
		Inbox:     []string{"Kotak masuk (latihan): *%s*", "Kode: *%s*"},
		Resend:    func(d time.Duration) string { return "Kirim ulang dapat dilakukan " + spanID(d) + " lagi." },
		ResendNow: "Belum datang? Tekan Ctrl+R untuk kirim ulang.",
		GoodUntil: func(t string) string { return "Berlaku sampai " + t + "." },
		Scan:      [3]string{"Buka *Google Authenticator*", "Tekan *+*, pilih *Pindai kode QR*", "Arahkan kamera ke gambar ini"},
		AloneTop:  "Pindai dengan Google Authenticator", AloneBack: "kembali untuk mengetik kode",
		Key:       "Tidak terbaca? Ketik kunci ini:",
		KeyOnly:   "Masukkan kunci ini ke Google Authenticator",
		NoPicture: "Layar ini tidak dapat menampilkan kode QR. Tekan +, pilih *Masukkan kunci penyiapan*, lalu ketik:",
		ByHand:    "Ketik kunci ini di aplikasi autentikator.",
		TooSmall:  "Layar ini terlalu kecil untuk kode QR. Tekan +, pilih *Masukkan kunci penyiapan*, lalu ketik:",
		Device: func(d flows.Device, now time.Time) string {
			if d.Used.IsZero() {
				return "belum dipakai login"
			}
			return "terakhir dipakai " + agoID(d.Used, now)
		},
		Owner: [4]string{"Nama", "NIP", "Unit kerja", "Password"},
		PassAge: func(days int) string {
			if days == 0 {
				return "diganti hari ini"
			}
			return fmt.Sprintf("diganti %d hari yang lalu", days)
		},
		PassOld:   "Sudah lebih dari tiga bulan. Disarankan mengganti password.",
		NextCode:  func(n int) string { return fmt.Sprintf("Login berikutnya: tunggu kode baru, %d detik lagi.", n) },
		NextNow:   "Kode baru sudah ada. Anda dapat mencoba login.",
		NameIdeas: [flows.MaxDevices]string{"HP Pribadi", "HP Kedua", "Tablet", "HP Cadangan", "HP Kelima"},
		Big:       "MFA aktif", On: "aktif", Off: "belum aktif",
		Tiny: "Layar terlalu kecil. Perbesar jendela sampai 40 × 12 atau lebih. Isian Anda tetap tersimpan.",

		Keys: [Doings]string{
			DoSubmit: "lanjut", DoMove: "pilih", DoNext: "pindah", DoPrevious: "kembali satu kolom", DoUp: "naik", DoDown: "turun",
			DoNewCaptcha: "gambar baru", DoOtherWay: "hitungan", DoResend: "kirim ulang", DoReveal: "lihat", DoSuggest: "usulan",
			DoNotMine: "bukan email saya", DoForgot: "lupa password", DoTrySignIn: "coba login", DoEnlarge: "perbesar QR",
			DoPageUp: "ke atas", DoPageDown: "ke bawah", DoLanguage: "English", DoHelp: "bantuan", DoBack: "kembali", DoQuit: "keluar",
		},
		Commands: [Doings]string{
			DoNewCaptcha: "baru", DoResend: "ulang", DoSuggest: "usulan", DoNotMine: "bukan", DoForgot: "lupa",
			DoTrySignIn: "login", DoLanguage: "english", DoHelp: "bantuan", DoBack: "kembali", DoQuit: "keluar",
		},
		HelpTitle: "Bantuan", AllKeys: "Tombol yang dapat dipakai:",

		Pick: "Pilih nomor", GoOn: "Tekan Enter untuk lanjut", NoSuch: "Nomor itu tidak ada dalam daftar.",
		Typed: "Perintah: ketik", Press: "Tekan", Type: "Ketik",
		Suggest: "Enter untuk",
		Mailbox: "Kotak masuk", Link: "Tautan untuk aplikasi", Bye: "Sampai jumpa.",
		PlainTip: "Ketik :bantuan untuk bantuan, :kembali untuk kembali, :keluar untuk keluar.",
	}
	w.Fault = faultsID()
	w.Read = func(n nip.NIP) string {
		kind := "PNS"
		if n.Type() == nip.PPPK {
			kind = "PPPK"
		}
		return kind + ", lahir " + w.Date(n.Birth())
	}
	passwordWordsID(&w)
	deskID(&w)
	clinicID(&w)
	codeID(&w)
	handsetID(&w)
	return w
}
