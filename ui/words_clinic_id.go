package ui

import "aktivasi/flows"

// clinicID is what the clinic says in Indonesian.
func clinicID(w *Words) {
	w.Journey[flows.Clinic] = "Cari penyebab"
	w.Choice[flows.GoClinic] = "Kode OTP ditolak? Cari penyebabnya"
	w.Choice[flows.AnswerWith] = "Jawaban"
	w.Choice[flows.GoTest] = "Uji HP saya"
	w.Choice[flows.GoReport] = "Minta petugas memeriksa"
	w.Say[flows.CaseReported] = "Kasus sudah dicatat untuk petugas."
	w.Doing[flows.ReportCase] = "Mencatat kasus"
	w.Desk.Trouble[flows.TroubleCode] = "OTP ditolak"
	w.Desk.Trouble[flows.TroubleNoQR] = "QR tidak muncul"

	w.Clinic = ClinicWords{
		Question: [flows.Questions]string{
			flows.AskWhat:        "Apa kendala Anda?",
			flows.AskRefused:     "Kapan kode OTP ditolak?",
			flows.AskActivating:  "Mana yang paling sesuai dengan keadaan Anda?",
			flows.AskQR:          "Bagaimana kode QR di layar Anda?",
			flows.AskMail:        "Apa yang terjadi dengan email Anda?",
			flows.AskDeadMailbox: "Apakah HP dengan aplikasi autentikator masih ada?",
			flows.AskName:        "Apa yang ditolak?",
			flows.AskNumber:      "Apakah NIP atau NI PPPK Anda sudah terbit?",
			flows.AskPhone:       "Apakah Anda memiliki HP yang dapat dipakai?",
			flows.AskMailbox:     "Apakah email terdaftar masih dapat Anda buka?",
			flows.AskPortal:      "Apa yang terjadi di portal?",
		},
		Answer: [flows.Questions][]string{
			flows.AskWhat: {
				"Kode OTP ditolak",
				"Kode QR tidak muncul atau tidak terbaca",
				"Kode lewat email tidak datang, atau emailnya keliru",
				"NIP, captcha, atau password ditolak",
				"HP hilang, ganti HP, atau tidak punya HP",
				"Portal lambat, tampilan janggal, atau akun ditutup",
			},
			flows.AskRefused: {
				"Saat aktivasi, setelah memindai kode QR",
				"Saat login, padahal MFA sudah aktif",
				"Sejak ganti HP atau aplikasi terhapus",
				"Sejak password direset",
				"Setelah HP atau komputer dipakai beberapa orang",
			},
			flows.AskActivating: {
				"Jam HP tidak otomatis, atau saya tidak yakin",
				"Kode berganti sebelum selesai diketik, atau keliru diketik",
				"Ada beberapa entri di aplikasi, atau kode QR sempat berganti",
				"Kunci diketik sendiri, tanpa memindai kode QR",
				"Halaman aktivasi terlalu lama dibiarkan terbuka",
				"Semua sudah dicoba, kode tetap ditolak",
			},
			flows.AskQR: {
				"Kode QR tidak muncul",
				"Kode QR terlihat, tetapi kamera tidak membacanya",
				"Halaman tampil kosong atau tidak lengkap",
			},
			flows.AskMail: {
				"Alamatnya benar, tetapi kode belum datang",
				"Alamat itu bukan milik saya, atau tidak dapat dibuka lagi",
				"Alamat yang saya ketik ditolak",
			},
			flows.AskDeadMailbox: {
				"Masih ada, atau MFA belum pernah aktif",
				"Tidak ada: hilang, rusak, atau sudah diganti",
			},
			flows.AskName: {
				"Captcha",
				"NIP tidak ditemukan",
				"Password baru belum memenuhi syarat",
				"Login, padahal password baru saja direset",
				"Tidak ada, tetapi password sudah lebih dari tiga bulan",
			},
			flows.AskNumber: {
				"Sudah, tertulis di SK atau kartu pegawai",
				"Belum, saya masih menunggu SK",
			},
			flows.AskPhone: {
				"Ya, tetapi HP lama hilang, diganti, atau aplikasinya terhapus",
				"Tidak, atau HP terlalu lama untuk aplikasi autentikator",
			},
			flows.AskMailbox: {"Ya, masih dapat dibuka", "Tidak dapat dibuka"},
			flows.AskPortal: {
				"Lambat, atau tidak dapat dibuka",
				"Tampilan janggal, atau selalu kembali ke halaman awal",
				"Ada pesan bahwa akun dinonaktifkan atau layanan diblokir",
			},
		},
		Begin: map[flows.Choice]string{
			flows.GoSignIn: "Login sekarang", flows.GoForgot: "Mulai reset password", flows.GoWeak: "Ganti password sekarang",
			flows.GoLost: "Mulai Reset MFA", flows.GoOut: "Ke halaman pertama",
		},
		Card:  [3]string{"Berhasil jika", "Dilakukan oleh", "Jika belum"},
		Level: [flows.Levels]string{"Anda sendiri", "Anda bersama pendamping", "Petugas BKPSDM, setelah kasus dicatat", "BKN"},
		Then: [flows.Levels]string{
			"Kembali, lalu pilih jawaban lain.",
			"Ulangi bersama pendamping, atau kembali dan pilih jawaban lain.",
			"Pilih *Minta petugas memeriksa*.",
			"Helpdesk BKN: *support-siasn.bkn.go.id*, atau Layanan Pendukung › Helpdesk di portal. Siapkan KTP, kartu pegawai, dan surat instansi.",
		},
		Step: func(n int) string { return "Langkah " + itoa(n) + "." },
		Case: "Kendala",
		Lead: "Pilih yang paling sesuai. Jawab beberapa pertanyaan singkat.",
	}
	w.Clinic.Remedy = remediesID()
	w.ask(map[flows.State]staffPage{
		flows.AtClinic: {
			button: "lanjut",
			help:   "Setiap jawaban membawa Anda ke pertanyaan berikutnya atau ke cara mengatasinya. Esc kembali satu pertanyaan. Di sini tidak ada yang diubah dan tidak ada data yang diminta.",
		},
		flows.AtRemedy: {
			title: "Cara mengatasinya", button: "lanjut",
			help: "Lakukan langkahnya satu per satu. Jika tidak sesuai dengan keadaan Anda, tekan Esc dan pilih jawaban lain.",
		},
		flows.AtReport: {
			title: "NIP siapa yang perlu diperiksa petugas?", button: "Kirim",
			lead: []string{
				"Ketik NIP pegawai yang mengalami kendala ini. Petugas membaca NIP itu dan kendala di bawah ini, lalu membantu setelah memeriksa identitas.", "",
				"Password dan kode OTP tidak diperlukan.", "",
			},
			help: "Kasus masuk ke daftar petugas dan mendapat nomor. Petugas tidak memerlukan password atau kode OTP Anda; jangan berikan kepada siapa pun.",
		},
	})
}
