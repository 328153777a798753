package ui

import "aktivasi/flows"

// remediesID are the remedies of the domain notes, §6, in Indonesian. The ways
// through the settings are those of Android and iOS in that language.
func remediesID() [flows.Remedies]Remedy {
	return [flows.Remedies]Remedy{
		flows.RemedyClock: {
			"Setel jam HP ke otomatis",
			"Kode OTP dihitung dari jam HP; selisih satu menit sudah membuatnya ditolak. Nyalakan waktu dan zona waktu otomatis; zona yang benar tidak mengubah kode.",
			[]string{
				"Android: Setelan › Sistem / Manajemen umum › Tanggal & waktu › aktifkan *Setel waktu secara otomatis* dan *Setel zona waktu secara otomatis*.",
				"iPhone: Pengaturan › Umum › Tanggal & Waktu › aktifkan *Atur Secara Otomatis*.",
				"Tutup aplikasi autentikator, buka lagi, lalu pakai kode yang baru.",
			},
			"Kode yang baru diterima.",
		},
		flows.RemedyFresh: {
			"Tunggu kode baru, lalu ketik segera",
			"Setiap kode berlaku 30 detik dan hanya satu kali. Satu angka yang keliru sudah membuatnya ditolak.",
			[]string{
				"Tunggu sampai angka di aplikasi berganti.",
				"Ketik keenam angka itu segera, tanpa spasi.",
				"Cocokkan dengan aplikasi sebelum dikirim.",
			},
			"Kode diterima.",
		},
		flows.RemedyOldEntry: {
			"Hapus entri lama, pindai kode QR yang baru",
			"Setiap kali halaman aktivasi dibuka lagi, kode QR berganti. Entri dari kode QR sebelumnya tidak cocok lagi.",
			[]string{
				"Di aplikasi, hapus entri *%s* yang lama dengan NIP Anda.",
				"Buka lagi halaman aktivasi sampai kode QR tampil.",
				"Pindai kode QR yang sekarang ada di layar.",
				"Ketik kode dari entri yang baru.",
			},
			"Hanya ada satu entri dengan NIP Anda, dan kodenya diterima.",
		},
		flows.RemedyApp: {
			"Perbarui aplikasi, atau pakai FreeOTP",
			"Kadang aplikasi autentikator sendiri yang bermasalah. FreeOTP dapat dipakai sebagai pengganti.",
			[]string{
				"Perbarui aplikasi di Play Store atau App Store, lalu coba kode baru.",
				"Masih ditolak? Pasang *FreeOTP*.",
				"Hapus entri lama, lalu mulai aktivasi lagi.",
				"Pindai kode QR yang baru dengan FreeOTP.",
			},
			"Kode dari aplikasi itu diterima.",
		},
		flows.RemedyPage: {
			"Mulai lagi dari login",
			"Halaman aktivasi hanya berlaku sebentar. Setelah itu kode yang benar pun ditolak.",
			[]string{
				"Tutup halaman aktivasi yang lama.",
				"Login lagi dengan NIP dan password; kosongkan kode OTP.",
				"Hapus entri lama di aplikasi, lalu pindai kode QR yang baru.",
			},
			"Kode dari entri yang baru diterima.",
		},
		flows.RemedyKey: {
			"Ketik ulang kunci, empat demi empat",
			"Satu huruf yang keliru membuat semua kode ditolak. Kunci hanya memakai huruf A sampai Z dan angka 2 sampai 7, jadi tidak ada 0, 1, 8, dan 9.",
			[]string{
				"Hapus entri yang keliru di aplikasi.",
				"Tekan +, pilih *Masukkan kunci penyiapan*.",
				"Ketik per empat huruf. Yang bulat huruf O, yang tegak huruf I.",
				"Pilih jenis kunci *Berdasarkan waktu*, lalu cocokkan sekali lagi.",
			},
			"Kode dari entri itu diterima.",
		},
		flows.RemedySignIn: {
			"Pakai entri %s dengan NIP Anda",
			"Saat login, kode ditolak jika jam HP bergeser, entri yang dipilih keliru, atau kode itu sudah dipakai.",
			[]string{
				"Di aplikasi, pilih entri *%s* dengan NIP Anda sendiri.",
				"Setel tanggal dan waktu HP ke otomatis.",
				"Tunggu kode berikutnya, lalu ketik segera.",
				"Masih ditolak? Keluar dari akun, lalu login lagi.",
			},
			"Halaman akun Anda terbuka.",
		},
		flows.RemedyPhone: {
			"Reset MFA lewat email",
			"Kode OTP hanya dapat dibuat di HP yang terdaftar. Reset MFA melepas HP lama, lalu Anda mengaktifkan HP yang baru.",
			[]string{
				"Pilih *Mulai Reset MFA*, lalu ketik NIP dan captcha.",
				"Ketik alamat email terdaftar, buka email itu, lalu masukkan kodenya.",
				"Hapus entri lama di aplikasi, jika masih ada.",
				"Login, lalu aktifkan MFA di HP yang baru.",
			},
			"Kode dari HP yang baru diterima saat login.",
		},
		flows.RemedyNoMailbox: {
			"Petugas mereset MFA Anda",
			"Tanpa HP dan tanpa email, Anda tidak dapat membuktikan sendiri bahwa akun ini milik Anda. Petugas memeriksa identitas, bukan password.",
			[]string{
				"Pilih *Minta petugas memeriksa*, lalu ketik NIP Anda.",
				"Temui petugas dengan KTP dan kartu pegawai; sebutkan nomor kasus.",
				"Siapkan alamat email yang aktif dan HP yang akan dipakai.",
			},
			"Anda dapat login, lalu mengaktifkan MFA di HP yang baru.",
		},
		flows.RemedyNoLetter: {
			"Periksa folder spam, lalu minta kode lagi",
			"Email bisa terlambat, masuk ke folder spam, atau tertahan karena kotak masuk penuh.",
			[]string{
				"Periksa kotak masuk dan folder spam.",
				"Cocokkan alamat yang tampil di layar dengan alamat email Anda.",
				"Hapus email lama jika kotak masuk penuh.",
				"Tunggu beberapa menit, lalu minta kode lagi.",
			},
			"Email dengan 8 huruf dan angka datang.",
		},
		flows.RemedyAddress: {
			"Petugas memperbaiki email Anda di SIASN",
			"Di SIASN sering masih tercatat alamat lama, misalnya dari pendaftaran SSCASN. Anda tidak dapat mengubahnya sendiri.",
			[]string{
				"Pilih *Minta petugas memeriksa*, lalu ketik NIP Anda.",
				"Temui petugas dengan KTP atau kartu pegawai dan alamat email aktif.",
				"Setelah diperbaiki, ulangi reset password dari halaman pertama.",
			},
			"Layar menampilkan awal alamat email Anda yang benar.",
		},
		flows.RemedyTyped: {
			"Ketik email persis seperti yang terdaftar",
			"Alamat harus sama dengan yang tercatat di SIASN. Layar menampilkan tiga huruf pertama dan bagian setelah tanda @.",
			[]string{
				"Bandingkan keduanya dengan alamat-alamat email Anda.",
				"Ketik alamat lengkap, tanpa spasi.",
				"PPPK: coba alamat yang dipakai saat mendaftar.",
			},
			"Layar menyatakan bahwa kode telah dikirim.",
		},
		flows.RemedyCaptcha: {
			"Ketik captcha persis seperti gambar",
			"Huruf besar dan huruf kecil dibedakan, dan gambar hanya berlaku sebentar.",
			[]string{
				"Minta gambar baru jika yang ini sulit dibaca.",
				"Ketik dengan huruf besar dan huruf kecil yang sama.",
				"Tetap sulit? Pilih soal hitungan.",
			},
			"Halaman berikutnya terbuka.",
		},
		flows.RemedyNumber: {
			"Periksa 18 angka NIP Anda",
			"NIP dan NI PPPK terdiri dari 18 angka. Nomor 9 angka adalah NIP lama, nomor 16 angka adalah NIK.",
			[]string{
				"Baca dari SK atau kartu pegawai, bukan dari ingatan.",
				"Ketik ke-18 angka itu tanpa spasi.",
				"Cocokkan tanggal lahir yang tampil di samping NIP.",
			},
			"Tanggal lahir Anda tampil, dan halaman berikutnya terbuka.",
		},
		flows.RemedyRules: {
			"Buat frasa sandi yang memenuhi semua syarat",
			"Password baru minimal 12 karakter, dengan huruf besar, huruf kecil, angka, dan simbol. Jangan gunakan NIP, nama, atau tanggal lahir.",
			[]string{
				"Pilih tiga atau empat kata yang mudah Anda ingat.",
				"Sambung dengan tanda hubung, lalu tambahkan huruf besar dan angka.",
				"Ketik sama persis pada konfirmasi.",
			},
			"Semua syarat bertanda centang.",
		},
		flows.RemedyReset: {
			"Login dengan password yang baru",
			"Di portal, browser sering mengisi password lama dengan sendirinya. Jika MFA sudah aktif, kode OTP juga diperlukan.",
			[]string{
				"Di portal: hapus isian otomatis, lalu ketik sendiri password baru.",
				"Pastikan Caps Lock mati.",
				"Isi kode OTP jika MFA sudah aktif.",
				"Di portal: coba jendela penyamaran (incognito).",
				"HP lama tidak ada? Lakukan Reset MFA dari halaman pertama.",
			},
			"Halaman akun Anda terbuka.",
		},
		flows.RemedyNoQR: {
			"Muat ulang halaman kode QR",
			"Kode QR bisa tertahan oleh jaringan atau data lama di browser. Jika MFA sudah aktif di HP lain, kode QR memang tidak tampil.",
			[]string{
				"Di portal: muat ulang halaman, lalu tunggu sampai selesai.",
				"Di portal: hapus cache, atau buka jendela penyamaran (incognito).",
				"Di portal: coba browser lain.",
				"MFA pernah aktif di HP lain? Pilih *Mulai Reset MFA*.",
			},
			"Gambar kode QR tampil di layar.",
		},
		flows.RemedyCamera: {
			"Bantu kamera membaca kode QR",
			"Pantulan cahaya, gambar kecil, atau lensa kotor menyulitkan kamera. Pindai dari aplikasi autentikator, bukan dengan kamera biasa.",
			[]string{
				"Naikkan kecerahan layar, bersihkan lensa, hindari pantulan lampu.",
				"Perbesar gambar, lalu pegang HP dengan tenang.",
				"Di portal: matikan tema gelap di browser.",
				"Tetap tidak terbaca? Tekan +, pilih *Masukkan kunci penyiapan*.",
			},
			"Entri baru dengan 6 angka muncul di aplikasi.",
		},
		flows.RemedyNoPhone: {
			"Minta petugas mencari jalan keluar",
			"Aplikasi autentikator harus berada di HP milik Anda sendiri. HP pinjaman tidak dapat dipakai.",
			[]string{
				"Pilih *Minta petugas memeriksa*, lalu ketik NIP Anda.",
				"Temui petugas dengan KTP atau kartu pegawai.",
				"Sementara itu, jangan memindai kode QR dengan HP orang lain.",
			},
			"Petugas memberi tahu perangkat yang dapat Anda pakai.",
		},
		flows.RemedySlow: {
			"Tunggu, lalu coba lagi di luar jam sibuk",
			"Menjelang tenggat banyak pegawai masuk bersamaan, sehingga portal melambat.",
			[]string{
				"Di portal: tunggu sekitar 15 menit tanpa memuat ulang halaman.",
				"Coba lagi pagi-pagi atau malam hari.",
				"Masih terganggu? Laporkan ke Helpdesk BKN.",
			},
			"Halaman login terbuka seperti biasa.",
		},
		flows.RemedyBrowser: {
			"Bersihkan browser, atau pakai jendela penyamaran",
			"Cache dan cookie lama dapat bertentangan dengan halaman yang baru.",
			[]string{
				"Di portal: buka jendela penyamaran (incognito), lalu login lagi.",
				"Di portal: jika berhasil, hapus cache dan cookie untuk bkn.go.id.",
				"Di portal: jika belum, coba browser lain.",
			},
			"Halaman tampil lengkap.",
		},
		flows.RemedyClosed: {
			"Petugas memeriksa status akun Anda",
			"Akun dapat ditutup karena status kepegawaian, atau karena datanya diblokir BKN. Hanya petugas bersama BKN yang dapat membukanya.",
			[]string{
				"Pilih *Minta petugas memeriksa*, lalu ketik NIP Anda.",
				"Temui petugas dengan KTP, kartu pegawai, dan SK terakhir.",
				"Tunggu kabar petugas; penyebabnya diselesaikan dengan BKN.",
			},
			"Login tidak lagi ditolak karena akun ditutup.",
		},
		flows.RemedyEarly: {
			"Tunggu sampai NIP Anda terbit",
			"Akun baru ada setelah NIP atau NI PPPK terbit dan masuk ke SIASN. Sebelum itu Anda belum perlu melakukan apa pun.",
			[]string{
				"Tunggu SK dari instansi Anda.",
				"Tanyakan kepada pengelola kepegawaian kapan NIP masuk ke SIASN.",
				"Setelah itu, pilih *Akses pertama / lupa password*.",
			},
			"NIP Anda ditemukan.",
		},
		flows.RemedyAge: {
			"Ganti password Anda",
			"Password disarankan diganti setiap tiga bulan. Ini saran; akun Anda tetap dapat dipakai.",
			[]string{
				"Pilih *Ganti password sekarang*, lalu login.",
				"Di halaman akun, pilih *Ganti password*.",
				"Buat frasa sandi yang baru.",
			},
			"Halaman akun menyebut password diganti hari ini.",
		},
		flows.RemedyShared: {
			"Satu orang, satu HP, satu sesi",
			"Jika beberapa orang dibantu bergantian, entri dan sesi mudah tertukar. Kode dari entri orang lain selalu ditolak.",
			[]string{
				"Keluar dari akun sebelum orang berikutnya mulai.",
				"Cocokkan NIP dan nama di layar dengan orangnya.",
				"Pindai kode QR hanya dengan HP pemilik akun.",
				"Di aplikasi, pakai entri dengan NIP Anda sendiri.",
			},
			"NIP pada entri sama dengan NIP di layar, dan kodenya diterima.",
		},
	}
}
