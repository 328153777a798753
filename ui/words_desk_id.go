package ui

import (
	"fmt"
	"time"

	"aktivasi/flows"
)

// deskID is what is said at a desk, in Indonesian.
func deskID(w *Words) {
	w.staff(deskPagesID())
	w.Journey[flows.OfficerSignIn], w.Journey[flows.Console] = "Login petugas", "Meja petugas"
	w.Label[flows.Query], w.Label[flows.OtherNIP], w.Label[flows.OfficerName] = "Cari NIP, nama, atau unit", "NIP petugas", "Nama petugas"
	w.Labels[Spot{flows.AtGrant, flows.MailedCode}] = "Kode dari petugas"
	w.Labels[Spot{flows.AtOfficerInvite, flows.MailedCode}] = "Kode undangan"
	w.Labels[Spot{flows.AtAct, flows.Address}] = "Alamat email yang benar"
	w.Labels[Spot{flows.AtAct, flows.OtherNIP}] = "NIP petugas kedua"
	w.Labels[Spot{flows.AtAct, flows.OTP}] = "Kode OTP petugas kedua"
	for c, text := range map[flows.Choice]string{
		flows.GoGrant: "Punya kode dari petugas", flows.AskHelp: "Minta bantuan petugas", flows.GoSlip: "Cetak bukti aktivasi",
		flows.GoConsole: "petugas", flows.GoInvited: "login pertama dengan kode undangan",
		flows.GoFind: "Cari pegawai", flows.GoPerson: "Pegawai", flows.GoCases: "Daftar kasus", flows.GoCase: "Kasus",
		flows.GoOwner: "Buka data pegawai ini", flows.TakeCase: "Tangani kasus ini", flows.SolveCase: "Tandai selesai",
		flows.GoProgress: "Kemajuan aktivasi", flows.GoAudit: "Catatan audit", flows.GoOlder: "lebih lama",
		flows.GoOfficers: "Daftar petugas", flows.GoOfficer: "Petugas", flows.AddHelper: "Tambah petugas",
		flows.AddChief: "Tambah kepala", flows.InviteAgain: "Beri kode undangan baru (HP atau password hilang)",
		flows.CloseOfficer: "Nonaktifkan petugas ini", flows.ReopenOfficer: "Aktifkan kembali",
		flows.TrustClock: "Jam komputer ini sudah benar", flows.GoClose: "Tutup kiosk",
		flows.ActEmail: "Perbaiki alamat email", flows.ActGrantPassword: "Beri kode untuk reset password",
		flows.ActGrantMFA: "Beri kode untuk Reset MFA", flows.ActGrantWait: "Beri kode untuk melewati masa tunggu",
		flows.ActUnlock: "Buka kunci", flows.ActResetMFA: "Reset MFA sekarang", flows.ActDisable: "Nonaktifkan akun",
		flows.ActEnable: "Aktifkan akun kembali", flows.BecauseOf: "Alasan", flows.CheckedBy: "Identitas",
	} {
		w.Choice[c] = text
	}
	for r, text := range map[flows.Reason]string{
		flows.BadAddress:     "Alamat email belum lengkap. Contoh: nama@kantor.go.id.",
		flows.BadOfficerName: "Ketik nama petugas, 1 sampai 60 karakter.",
		flows.Blocked:        "Terlalu banyak percobaan. Petugas perlu membuka akun ini.",
		flows.GrantWrong:     "NIP dan kode tidak sesuai. Periksa kertas dari petugas.",
		flows.GrantDead:      "Kode ini tidak berlaku lagi. Minta kode baru kepada petugas.",
		flows.OfficerWrong:   "Data login petugas tidak sesuai.",
		flows.InviteWrong:    "NIP dan kode undangan tidak sesuai atau sudah tidak berlaku.",
		flows.SecondWrong:    "Kode OTP petugas kedua tidak sesuai.",
		flows.SamePerson:     "Petugas kedua harus orang lain.",
		flows.OwnAccount:     "Akun Anda sendiri ditangani oleh petugas lain.",
		flows.NotAllowed:     "Tindakan ini tidak dapat dilakukan sekarang.",
		flows.OfficerKnown:   "NIP ini sudah terdaftar sebagai petugas.",
		flows.LastChief:      "Harus ada paling sedikit satu kepala.",
		flows.ClockDoubt:     "Jam komputer ini perlu diperiksa petugas. Aktivasi ditunda.",
		flows.TooManyCodes:   "Kode sudah dikirim beberapa kali.",
		flows.TerminalSlow:   "Terlalu banyak percobaan di layar ini.",
		flows.TryFirst:       "Isi dahulu NIP dan captcha.",
		flows.MayTryAgain:    "Masa tunggu dilewati. Silakan login.",
		flows.GrantMade:      "Tulis kode ini untuk pegawai. Kode hanya ditampilkan sekali.",
		flows.ActDone:        "Selesai dan tercatat.",
		flows.CaseNoted:      "Kasus diperbarui.",
		flows.InviteMade:     "Tulis kode undangan ini. Kode hanya ditampilkan sekali.",
		flows.OfficerChanged: "Data petugas diperbarui.",
		flows.ClockTrusted:   "Tercatat: jam komputer ini benar.",
		flows.SlipPrinted:    "Bukti aktivasi sudah dibuat.",
		flows.TimeUp:         "Sesi berakhir. Semua isian sudah dihapus.",
		flows.CodeWaits:      "Email sedang menunggu giliran dan dikirim otomatis. Anda boleh menunggu di sini.",
		flows.HasNoPhone:     "Pegawai belum memiliki HP untuk aplikasi autentikator.",
		flows.NoLetterCame:   "Email belum datang. Kodenya tetap dapat dipakai jika datang.",
		flows.PrinterFailed:  "Bukti belum tercetak. Minta bantuan petugas.",
	} {
		w.Say[r] = text
	}
	for op, text := range map[flows.Op]string{
		flows.CheckGrant: "Memeriksa kode …", flows.PrintSlip: "Menyiapkan bukti …", flows.CheckOfficer: "Memeriksa …",
		flows.RedeemInvite: "Memeriksa kode …", flows.SetOfficerPassword: "Menyimpan …", flows.MakeOfficerKey: "Membuat kode QR …",
		flows.EnrolOfficer: "Memeriksa kode OTP …", flows.CarryAct: "Menyimpan …", flows.AddOfficer: "Menyimpan …",
		flows.ChangeOfficer: "Menyimpan …", flows.WorkOnCase: "Menyimpan …", flows.OpenPerson: "Membuka …",
	} {
		w.Doing[op] = text
	}
	w.Desk = DeskWords{
		Span: spanID,
		Idle: func(d time.Duration) string {
			return "Masih di sana? Isian dihapus dalam " + spanID(d) + ". Tekan tombol apa saja."
		},
		Ending: func(d time.Duration) string { return "Waktu di layar ini tinggal " + spanID(d) + "." },
		Queue:  func(n int) string { return fmt.Sprintf("Mohon tunggu, masih ada %d antrean.", n) },
		Broke:  func(ref string) string { return "Terjadi gangguan. Tunjukkan nomor " + ref + " kepada petugas." },
		CaseNumber: func(n int) string {
			return fmt.Sprintf("Nomor kasus Anda: *%d*. Sebutkan nomor ini kepada petugas.", n)
		},
		Post: [flows.Posts]string{
			flows.PostSent: "Email sudah terkirim.", flows.PostWaiting: "Email belum terkirim dan dicoba lagi otomatis.",
			flows.PostFailed: "Email tidak dapat dikirim. Minta bantuan petugas.",
		},
		Receipt: func(n string) string { return "Nomor bukti: *" + n + "*" },
		Printed: "Bukti sudah dikirim ke printer.", NotPrinted: "Printer tidak terpasang. Catat nomor ini.",

		Standing: [flows.Standings]string{"Belum aktivasi", "Password saja", "Sudah aktivasi", "Terkunci", "Ada kasus"},
		Shut:     [2]string{"dinonaktifkan petugas", "status pegawai tidak aktif"}, Ask: "Tekan *F4* untuk meminta bantuan petugas.", NoLetter: "Email tidak datang juga? Tekan *F6*.",
		Staff: [flows.Staffs]string{"PNS", "PPPK", "PPPK PW"},
		Trouble: [flows.Troubles]string{
			"HP hilang dan email tidak dapat dibuka", "Email tidak datang", "Email terdaftar perlu diperbaiki", "NIP tidak ditemukan",
			"Tidak memiliki HP", "Akun atau status tidak aktif", "Terlalu banyak percobaan", "Jam komputer salah", "Lainnya",
		},
		CaseIs: [flows.Progressings]string{"Baru", "Ditangani", "Selesai"},
		Stage:  [flows.Stages]string{"-", "menunggu kode email", "membuat password", "login", "memindai dan OTP"},
		Cause: [flows.Causes]string{
			"Email terdaftar tidak dapat dibuka", "HP hilang, rusak, atau ganti", "Email terdaftar salah", "Terkunci karena percobaan",
			"Status kepegawaian", "Permintaan pegawai", "Dugaan penyalahgunaan",
		},
		Check: [flows.Checks]string{"KTP", "Kartu pegawai", "Surat pengantar unit dan kartu pegawai"},
		Act: map[string]string{
			"account-added": "akun ditambah", "account-changed": "akun diubah", "account-closed": "akun ditutup", "account-reopened": "akun dibuka",
			"email-changed": "email diubah", "signed-in": "login", "password-refused": "password ditolak", "password-set": "password dibuat",
			"password-rehashed": "password diperkuat", "otp-refused": "OTP ditolak", "address-refused": "email ditolak", "code-sent": "kode dikirim",
			"code-refused": "kode ditolak", "code-accepted": "kode diterima", "device-enrolled": "MFA aktif", "device-renamed": "perangkat dinamai",
			"device-revoked": "perangkat dihapus", "mfa-reset": "MFA direset", "identified": "mengisi NIP", "mail-failed": "email gagal",
			"grant-refused": "kode petugas ditolak", "grant-accepted": "kode petugas dipakai", "terminal-slowed": "layar diperlambat",
			"signed-out": "keluar", "slip-printed": "bukti dicetak", "case-opened": "kasus dibuka", "case-taken": "kasus ditangani",
			"case-closed": "kasus selesai", "officer-added": "petugas ditambah", "officer-invited": "petugas diundang",
			"officer-enrolled": "petugas aktif", "officer-closed": "petugas nonaktif", "officer-signed-in": "petugas login",
			"officer-refused": "login petugas ditolak", "officer-signed-out": "petugas keluar", "person-opened": "data dibuka",
			"email-corrected": "email diperbaiki", "grant-given": "kode diberikan", "unlocked": "kunci dibuka",
			"mfa-reset-by-officer": "MFA direset petugas", "account-disabled": "akun dinonaktifkan", "account-enabled": "akun diaktifkan",
			"audit-read": "audit dibaca", "report-made": "laporan dibuat", "backup-made": "cadangan dibuat", "store-restored": "data dipulihkan",
			"key-rotated": "kunci diganti", "store-compacted": "data dipadatkan", "clock-accepted": "jam dibenarkan",
			"kiosk-opened": "kiosk dibuka", "kiosk-closed": "kiosk ditutup",
		},
		Role: [2]string{"petugas", "kepala"}, Invited: "belum login", Closed: "nonaktif", Self: "Anda",

		Hello: func(name string) string { return "Petugas: *" + name + "*" },
		Open: func(n int) string {
			if n == 0 {
				return "Tidak ada kasus terbuka."
			}
			return fmt.Sprintf("Kasus terbuka: *%d*", n)
		},
		ClockBad: [flows.ClockFaults]func(string) string{
			flows.NoClockFault: func(string) string { return "Jam komputer ini diragukan. Aktivasi ditunda." },
			flows.BeforeBuild:  func(by string) string { return "Jam komputer ini terlambat " + by + ". Aktivasi ditunda." },
			flows.BeforeNewest: func(by string) string {
				return "Jam komputer ini " + by + " di belakang catatan terakhir. Aktivasi ditunda."
			},
			flows.OffTime: func(by string) string {
				return "Jam komputer ini berbeda " + by + " dari server waktu. Aktivasi ditunda."
			},
		},
		ClockOff: func(by string) string { return "Jam komputer ini berbeda " + by + " dari server waktu." },
		Building: "Daftar pegawai sedang disiapkan …",
		Found: func(shown, all int) string {
			if all > shown {
				return fmt.Sprintf("%d dari %d pegawai. Ketik lebih lengkap.", shown, all)
			}
			return fmt.Sprintf("%d pegawai", all)
		},
		NoneFound: "Tidak ada yang cocok.", Type: "Ketik awal nama atau unit, atau beberapa angka NIP.",
		NoCases: "Tidak ada kasus.", NoUnits: "Belum ada data pegawai.",
		Owner: [11]string{
			"Nama", "NIP", "Unit kerja", "Jenis", "Email", "Status", "Password dibuat", "Perangkat", "Login terakhir", "Percobaan", "Kasus",
		},
		CaseFact: [7]string{"Kasus", "Jenis", "NIP", "Nama", "Unit kerja", "Dibuka", "Keadaan"},
		ActFact:  [4]string{"Tindakan", "Untuk", "Alasan", "Identitas"},
		Wait: func(until string, wrong int) string {
			return fmt.Sprintf("%d salah berturut-turut, menunggu sampai %s", wrong, until)
		},
		NoWait:  func(wrong int) string { return fmt.Sprintf("%d salah berturut-turut", wrong) },
		Blocked: "100 salah berturut-turut: beri kode untuk reset password, atau Reset MFA",
		OwnOne:  "Ini akun Anda sendiri. Petugas lain yang menanganinya.",
		Until:   func(clock string) string { return "Berlaku sampai " + clock + ", satu kali." },
		Hits:    [4]string{"Nama", "NIP", "Unit kerja", "Status"},
		CaseCols: [6]string{
			"No", "Jenis kendala", "Nama / NIP", "Unit kerja", "Dibuka", "Keadaan",
		},
		UnitCols:  [9]string{"Unit kerja", "PNS", "PPPK", "PPPK PW", "Jumlah", "Sudah", "Belum", "%", "Kendala"},
		AuditCols: [6]string{"Waktu", "Kejadian", "Pegawai", "Petugas", "Meja", "Keterangan"},
		TeamCols:  [4]string{"Nama", "NIP", "Peran", "Login terakhir"},
		Total:     "JUMLAH", Today: "Aktivasi hari ini, per jam",
		Median: func(n int, d time.Duration) string {
			return fmt.Sprintf("Hari ini *%d* pegawai, separuhnya selesai dalam *%s*.", n, spanID(d))
		},
		Slowest: func(stage string, d time.Duration) string {
			return "Langkah terlama: " + stage + ", " + spanID(d) + "."
		},
		Refused:   func(what string, n int) string { return fmt.Sprintf("Penolakan tersering (%d): %s", n, what) },
		NoneToday: "Belum ada aktivasi hari ini.",
	}
	for d, text := range map[Doing]string{
		DoGrant: "kode petugas", DoAskHelp: "minta petugas", DoNoLetter: "email tidak datang", DoSlip: "cetak bukti", DoConsole: "petugas", DoInvited: "login pertama",
		DoOlder: "lebih lama",
	} {
		w.Keys[d] = text
	}
	for d, text := range map[Doing]string{
		DoGrant: "kodepetugas", DoAskHelp: "bantuanpetugas", DoNoLetter: "emailtidakdatang", DoSlip: "bukti", DoConsole: "petugas", DoInvited: "undangan", DoOlder: "lama",
	} {
		w.Commands[d] = text
	}
	w.Finish = "Selesai"
}

func deskPagesID() map[flows.State]staffPage {
	return map[flows.State]staffPage{
		flows.AtGrant: {
			title: "Ketik kode dari petugas", button: "lanjut",
			lead: []string{"Petugas memberi Anda kode 8 huruf dan angka, di kertas atau lisan."},
			help: "Kode dari petugas berlaku 15 menit dan satu kali. Petugas tidak memerlukan password atau kode OTP Anda.",
		},
		flows.AtSlip: {
			title: "Bukti aktivasi", button: "Kembali",
			help: "Bukti ini memuat nama, unit, dan nomor. Tidak ada rahasia di dalamnya.",
		},
		flows.AtOfficerSignIn: {
			title: "Login petugas", button: "Masuk",
			tail: []string{"Pertama kali? Tekan *F3* dan pakai kode undangan."},
			help: "Petugas login dengan password dan kode OTP sendiri, terpisah dari akun pegawai.",
		},
		flows.AtOfficerInvite: {
			title: "Ketik kode undangan Anda", button: "lanjut",
			help: "Kode undangan diberikan kepala atau tim TI saat penyiapan, dan hanya berlaku satu kali.",
		},
		flows.AtOfficerPassword: {
			title: "Buat password petugas", button: "Simpan",
			tail: []string{"Sulit membuat? Tekan *Ctrl+G* untuk usulan frasa sandi yang mudah diingat."},
			help: "Password ini hanya untuk meja petugas. Jangan pakai password akun pegawai Anda.",
		},
		flows.AtOfficerScan: {
			title: "Pindai kode QR petugas, lalu ketik kode OTP", button: "Submit",
			help: "Pakai HP Anda sendiri. Tanpa kode OTP meja petugas tidak terbuka.",
		},
		flows.AtConsole: {
			title: "Meja petugas", button: "lanjut",
			help: "Cari pegawai untuk membantunya, kerjakan kasus, atau lihat kemajuan. Esc keluar dari meja petugas.",
		},
		flows.AtFind: {
			title: "Cari pegawai", button: "buka",
			help: "Ketik awal nama atau unit, atau beberapa angka NIP. Pilih dengan panah, buka dengan Enter. Membuka data tercatat.",
		},
		flows.AtPerson: {
			title: "Data pegawai", button: "lanjut",
			help: "Pilih tindakan. Setiap tindakan meminta alasan dan tercatat. Password, kode, dan kunci tidak pernah ditampilkan.",
		},
		flows.AtWhy: {
			title: "Apa alasannya?", button: "lanjut",
			help: "Alasan dicatat bersama tindakan.",
		},
		flows.AtChecked: {
			title: "Identitas diperiksa dengan apa?", button: "lanjut",
			lead: []string{"Periksa identitas pegawai yang berdiri di depan Anda, lalu pilih."},
			help: "Tanpa identitas yang jelas jangan lanjutkan. Tekan Esc.",
		},
		flows.AtAct: {
			title: "Periksa sekali lagi", button: "Lakukan",
			help: "Tindakan dicatat atas nama Anda. Jika diminta, petugas kedua mengetik NIP dan kode OTP sendiri.",
		},
		flows.AtGranted: {
			title: "Kode untuk pegawai", button: "Sudah ditulis",
			lead: []string{"Tulis di kertas atau bacakan kepada pegawai yang berdiri di depan Anda."},
			tail: []string{"Pegawai memilih *Punya kode dari petugas* di halaman pertama."},
			help: "Kode berlaku 15 menit, satu kali, dan tidak dapat ditampilkan lagi.",
		},
		flows.AtCases: {
			title: "Daftar kasus", button: "buka",
			help: "Kasus dibuat ketika layar tidak dapat menyelesaikan masalah pegawai.",
		},
		flows.AtCase: {
			title: "Kasus", button: "lanjut",
			help: "Tangani kasus agar petugas lain tahu, dan tandai selesai bila sudah beres.",
		},
		flows.AtProgress: {
			title: "Kemajuan aktivasi", button: "Kembali",
			help: "Urutan unit mengikuti daftar pegawai. Angka diperbarui sendiri.",
		},
		flows.AtAudit: {
			title: "Catatan audit", button: "Kembali",
			help: "Yang terbaru di atas. Tekan F5 untuk catatan yang lebih lama.",
		},
		flows.AtOfficers: {
			title: "Daftar petugas", button: "lanjut",
			help: "Kepala dapat menambah petugas dan memberi kode undangan baru.",
		},
		flows.AtOneOfficer: {
			title: "Apa yang ingin Anda lakukan dengan petugas ini?", button: "lanjut",
			help: "Kode undangan baru menghapus password dan HP lama petugas itu.",
		},
		flows.AtSure: {
			title: "Lakukan ini untuk petugas tersebut?", button: "Lakukan",
			help: "Kode undangan baru menghapus password dan HP lama petugas itu. Esc membatalkan.",
		},
		flows.AtNewOfficer: {
			title: "Tambah petugas", button: "Simpan",
			help: "Petugas baru login pertama kali dengan kode undangan.",
		},
		flows.AtInvited: {
			title: "Kode undangan", button: "Sudah ditulis",
			lead: []string{"Berikan kode ini langsung kepada petugas yang baru."},
			help: "Kode undangan berlaku satu hari dan satu kali.",
		},
		flows.AtClose: {
			title: "Tutup kiosk?", button: "Tutup kiosk",
			lead: []string{"Program berakhir dan layar kembali ke sistem."},
			help: "Hanya petugas yang dapat menutup kiosk.",
		},
	}
}
