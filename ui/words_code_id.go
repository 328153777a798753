package ui

import (
	"time"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// codeID is what there is to say about codes, in Indonesian.
func codeID(w *Words) {
	for r, text := range map[flows.Reason]string{
		flows.SameCode:       "Ini kode yang tadi. Tunggu sampai kode di HP berganti.",
		flows.OTPClock:       "Jam HP tidak tepat. Aktifkan tanggal dan waktu otomatis.",
		flows.OTPClockMaybe:  "Kemungkinan jam HP tidak tepat. Aktifkan waktu otomatis.",
		flows.OTPOldEntry:    "Kode ini dari entri lama. Pakai entri yang baru.",
		flows.OTPOtherDevice: "Kode ini dari perangkat lain milik akun ini.",
		flows.OTPMistyped:    "Satu angka salah atau dua angka tertukar. Ketik ulang kode.",
		flows.CodeFirst:      "Masukkan kode OTP dahulu. Petugas membantu bila kode ditolak.",
		flows.NowTheNext:     "Kode pertama sudah dicatat. Satu kode lagi.",
		flows.PhoneFine:      "Kode dari HP ini benar.",
	} {
		w.Say[r] = text
	}
	w.Doing[flows.MakeTestKey], w.Doing[flows.TestFirst], w.Doing[flows.TestSecond] = "Menyiapkan kode QR", "Memeriksa kode", "Memeriksa kode"
	w.Keys[DoTest], w.Commands[DoTest] = "uji lagi", "uji"
	w.staff(map[flows.State]staffPage{
		flows.AtPhoneTest: {
			title: "Uji HP: pindai kode QR, lalu ketik kodenya", button: "Periksa",
			help: "Uji ini hanya memeriksa apakah HP menghitung kode dengan tepat. Tidak ada akun yang disentuh. Setelah selesai, hapus entri Uji HP dari aplikasi.",
			lead: []string{"Entri ini bernama *Uji HP: hapus setelah selesai*, bukan milik akun mana pun."},
		},
		flows.AtSecondCode: {
			title: "Sekarang kode berikutnya", button: "Periksa",
			help: "Satu kode dapat cocok secara kebetulan; dua kode berurutan tidak. Tunggu sampai angka di aplikasi berganti, lalu ketik yang baru.",
			lead: []string{"Tunggu sampai kode *Uji HP* di aplikasi berganti, lalu ketik kode yang baru."},
		},
		flows.AtVerdict: {
			title: "Hasil uji HP", button: "Selesai",
			help: "Uji ini dapat diulang kapan saja, misalnya setelah jam HP disetel. Tidak ada akun yang disentuh.",
		},
	})
	w.Code = CodeWords{
		Span: durationID,
		Drift: func(off time.Duration) string {
			if off < 0 {
				return "terlambat " + durationID(off)
			}
			return "lebih cepat " + durationID(off)
		},
		Why: [causes]string{
			bySlow:        "Kode ini benar %s yang lalu: jam HP Anda terlambat.",
			byFast:        "Kode ini belum waktunya: jam HP Anda lebih cepat %s.",
			byZoneSlow:    "Kode ini benar %s yang lalu: jam HP Anda terlambat.",
			byZoneFast:    "Kode ini belum waktunya: jam HP Anda lebih cepat %s.",
			byMaybeSlow:   "Kemungkinan jam HP Anda terlambat %s.",
			byMaybeFast:   "Kemungkinan jam HP Anda lebih cepat %s.",
			byUse:         "Kode ini sudah dipakai. Tunggu kode berikutnya (%s).",
			byUseOver:     "Kode ini sudah dipakai. Kode baru sudah tampil di HP.",
			byOld:         "Kode ini dari entri lama (dibuat %s).",
			byOldOnce:     "Kode ini dari entri lama di aplikasi.",
			byNamed:       "Kode ini dari perangkat yang sudah terdaftar: %s.",
			byOther:       "Kode ini dari perangkat lain yang sudah terdaftar.",
			byUnfinished:  "Kode ini dari perangkat yang aktivasinya belum selesai.",
			byTypo:        "Satu angka salah atau dua angka tertukar.",
			byShort:       "Kode OTP ada 6 angka. Yang diketik kurang dari itu.",
			byLong:        "Kode OTP ada 6 angka. Yang diketik lebih dari itu.",
			byLetters:     "Kode OTP hanya angka, tanpa huruf atau tanda.",
			byWide:        "Angka ini dari papan ketik bahasa lain.",
			byMailed:      "Ini kode dari email, bukan kode OTP.",
			byNIP:         "Ini NIP, bukan kode OTP.",
			byForm:        "Ini bukan kode OTP.",
			byNothing:     "Kode ditolak, dan penyebabnya tidak ditemukan.",
			byNothingHere: "Kode ditolak, dan penyebabnya tidak ditemukan.",
		},
		Do: [causes]string{
			bySlow:        "Buka Setelan › Tanggal & waktu › aktifkan Otomatis, lalu masukkan kode baru.",
			byFast:        "Buka Setelan › Tanggal & waktu › aktifkan Otomatis, lalu masukkan kode baru.",
			byZoneSlow:    "Mungkin zonanya keliru dan jam disetel manual: Setelan › Tanggal & waktu › waktu dan zona Otomatis.",
			byZoneFast:    "Mungkin zonanya keliru dan jam disetel manual: Setelan › Tanggal & waktu › waktu dan zona Otomatis.",
			byMaybeSlow:   "Masukkan kode berikutnya supaya pasti, atau aktifkan dahulu waktu Otomatis di Setelan › Tanggal & waktu.",
			byMaybeFast:   "Masukkan kode berikutnya supaya pasti, atau aktifkan dahulu waktu Otomatis di Setelan › Tanggal & waktu.",
			byUse:         "Setiap kode hanya berlaku satu kali.",
			byUseOver:     "Masukkan kode yang baru itu.",
			byOld:         "Hapus entri itu di aplikasi, pakai yang baru.",
			byOldOnce:     "Hapus entri itu di aplikasi, pakai yang baru.",
			byNamed:       "Pakai kode dari entri baru, yang dipindai dari layar ini.",
			byOther:       "Pakai kode dari entri baru, yang dipindai dari layar ini.",
			byUnfinished:  "Pakai kode dari perangkat yang sudah aktif.",
			byTypo:        "Ketik ulang kode yang sekarang tampil.",
			byShort:       "Ketik keenam angka yang tampil di aplikasi.",
			byLong:        "Ketik hanya 6 angka yang tampil di aplikasi.",
			byLetters:     "Ketik 6 angka yang tampil di aplikasi.",
			byWide:        "Pilih papan ketik Latin (0-9), lalu ketik 6 angka dari aplikasi.",
			byMailed:      "Buka aplikasi autentikator di HP dan ketik 6 angka yang tampil.",
			byNIP:         "Buka aplikasi autentikator di HP dan ketik 6 angka yang tampil.",
			byForm:        "Buka aplikasi autentikator di HP dan ketik 6 angka yang tampil.",
			byNothing:     "Pilih entri akun ini di aplikasi dan ketik kode baru. Tekan F1 untuk cara lain, F4 untuk petugas.",
			byNothingHere: "Pilih entri akun ini di aplikasi dan ketik kode baru. Tekan F1 untuk cara lain.",
		},
		Ask:  "kode ditolak?",
		Card: cardsID(),
		Phones: []paper.Twig{
			{Text: "Android: Setelan", Under: []paper.Twig{{Text: "Sistem / Manajemen umum", Under: []paper.Twig{{Text: "Tanggal & waktu", Under: []paper.Twig{
				{Text: "Setel waktu secara otomatis", On: true}, {Text: "Setel zona waktu secara otomatis", On: true},
			}}}}}},
			{Text: "iPhone: Pengaturan", Under: []paper.Twig{{Text: "Umum", Under: []paper.Twig{{Text: "Tanggal & Waktu", Under: []paper.Twig{
				{Text: "Atur Secara Otomatis", On: true},
			}}}}}},
		},
		App: "Aplikasi autentikator", Account: "akun ASN Anda",
		OldOne: "hapus entri lama", OldDated: "hapus entri lama, yang dibuat %s",
		NewHere: "pakai entri baru dari layar ini", NewApp: "pakai entri yang baru",
		Taken: "jangan hapus entri yang sudah terdaftar", TakenNamed: "jangan hapus entri %s, yang sudah terdaftar",
		Live: "pakai entri yang sudah aktif", Unfinished: "jangan pakai entri yang aktivasinya belum selesai",
		SameClock: func(clock string) string { return "jam HP sama dengan jam ini, " + clock },
		KeyAgain:  "Kunci di layar ini, empat-empat:",
		OnlyOnce:  [2]string{"Kode tadi", "Sesudahnya"}, Later: "kode baru tampil: ketik kode itu",
		NextIn: "Kode baru tampil %s lagi. Ketik kode itu.",
		Verdict: [verdicts]VerdictWords{
			asFine:    {"Jam HP Anda tepat", "Kode dari HP ini benar dan dapat dipakai.", "Jika kode akun Anda tetap ditolak, entri di aplikasilah yang keliru."},
			asNear:    {"Kode dari HP Anda benar", "Jam HP %s. Itu masih diterima, tetapi sebaiknya diatur otomatis.", ""},
			asOff:     {"Jam HP Anda %s", "Kode dari HP ini akan ditolak sampai jamnya disetel otomatis.", ""},
			asZone:    {"Jam HP Anda %s", "Selisih ini biasanya karena zona waktu keliru dan jam disetel manual supaya tampak benar. Atur keduanya otomatis.", ""},
			asMaybe:   {"Kemungkinan jam HP Anda %s", "Hanya satu kode yang cocok, dan itu dapat kebetulan. Setel jam HP, lalu uji lagi supaya pasti.", ""},
			asTypo:    {"Ada angka yang salah ketik", "Satu angka salah atau dua angka tertukar. Jam HP tampaknya tepat.", "Tekan F5 untuk menguji lagi."},
			asUnknown: {"Penyebabnya tidak ditemukan", "Kode itu tidak cocok dengan waktu mana pun dalam 12 jam ke belakang dan ke depan.", "Pastikan kode itu dari entri *Uji HP*. Masih sama? Pasang FreeOTP dan uji lagi dengan F5."},
		},
		Line: "Garis waktu menunjukkan jam HP dibandingkan dengan jam ini: kiri terlambat, kanan lebih cepat.",
		Now:  "sekarang", Them: "jam HP", Units: [2]string{"menit", "jam"},
		Officer: "Masih ditolak? Tutup kartu ini, lalu tekan *F4*: petugas menerima kasusnya.",
		Clinic:  "Masih ditolak? Di halaman pertama pilih *%s*.",
		Tested:  "Uji selesai. Tidak ada akun yang disentuh.",
		Clean:   "Hapus entri *Uji HP* dari aplikasi autentikator.",
		Refused: "Kode OTP ditolak.",
		Causes:  "Kode ditolak hari ini",
		Cols:    [6]string{"Unit kerja", "Jam HP", "Entri lama", "Salah ketik", "Sudah dipakai", "Lainnya"},
	}
}

func durationID(d time.Duration) string {
	return duration(d, func(n int, u byte) string {
		return itoa(n) + " " + map[byte]string{'h': "jam", 'm': "menit", 's': "detik"}[u]
	})
}

// cardsID are the cards of F1.
func cardsID() [cards]CardWords {
	clock := "Aplikasi menghitung kode dari jam HP. Selama jam itu meleset, setiap kode ditolak walaupun diketik dengan benar."
	return [cards]CardWords{
		cardClock: {Title: "Jam HP Anda %s", Means: clock, Sign: "Berhasil bila %s, dan kode baru diterima."},
		cardZone: {
			Title: "Jam HP Anda %s",
			Means: "Selisih ini biasanya karena zona waktu HP keliru, lalu jam disetel manual supaya tampak benar. Aktifkan keduanya supaya HP mencari sendiri waktu dan zonanya.",
			Sign:  "Berhasil bila %s, dan kode baru diterima.",
		},
		cardMaybe: {
			Title: "Kemungkinan jam HP Anda %s",
			Means: "Kode tadi cocok untuk waktu lain, tetapi satu kode dapat cocok secara kebetulan. Kode berikutnya memastikannya; dengan jam otomatis Anda tidak perlu menebak.",
			Sign:  "Berhasil bila %s, dan kode baru diterima.",
		},
		cardUsed: {
			Title: "Kode ini sudah dipakai",
			Means: "Setiap kode hanya berlaku satu kali, supaya tidak berguna bagi orang yang melihatnya. Aplikasi menampilkan kode baru setiap 30 detik.",
			Steps: []string{"Ketik kode yang sekarang tampil di HP.", "Masih kode yang tadi? Tunggu sampai kode itu berganti."},
			Sign:  "Berhasil bila kode yang berbeda dari kode tadi diterima.",
		},
		cardOld: {
			Title: "Kode ini dari entri lama",
			Means: "Entri itu masih menampilkan kode, tetapi tidak berlaku lagi. Selama ada di aplikasi, entri itu mudah tertukar dengan yang baru.",
			Steps: []string{
				"Entri lama adalah entri yang kodenya baru saja Anda ketik.",
				"Android: tekan lama entri itu, lalu ketuk *tempat sampah*.",
				"iPhone: geser entri itu ke kiri, lalu ketuk *tempat sampah*.",
			},
			Sign: "Berhasil bila tinggal satu entri untuk akun ini, dan kodenya diterima.",
		},
		cardOther: {
			Title: "Kode ini dari perangkat lain",
			Means: "Perangkat itu tetap berlaku untuk login. Di sini diminta kode dari entri yang baru, supaya pasti sudah tersimpan di HP.",
			Steps: []string{"Belum ada entri baru? Tekan *+* di aplikasi, lalu pindai atau ketik kunci di layar ini.", "Ketik kode dari entri itu."},
			Sign:  "Berhasil bila kode dari entri baru diterima.",
		},
		cardUnfinished: {
			Title: "Aktivasi perangkat ini belum selesai",
			Means: "Entri itu dibuat, tetapi kodenya belum pernah diperiksa sampai selesai. Login tetap memakai perangkat yang sudah aktif.",
			Steps: []string{
				"Ambil kode dari entri atau HP yang sudah aktif.",
				"Sudah tidak ada? Kembali ke halaman pertama, pilih *HP hilang atau ganti HP (Reset MFA)*.",
			},
			Sign: "Berhasil bila login diterima; sesudah itu perangkat baru dapat ditambahkan.",
		},
		cardTypo: {
			Title: "Satu angka salah, atau dua angka tertukar",
			Means: "Kode yang diketik hampir sama dengan kode di HP. Lihat contoh ini, lalu ketik ulang kode yang sekarang tampil.",
			Known: []paper.Fact{
				{Label: "Contoh di HP", Value: paper.Bold("271 828")},
				{Label: "satu angka salah", Value: paper.Plain("271 823")},
				{Label: "dua angka tertukar", Value: paper.Plain("217 828")},
			},
			Steps: []string{"Waktu tinggal sedikit? Tunggu kode berikutnya.", "Ketik tiga angka, lihat HP, lalu tiga angka lagi."},
			Sign:  "Berhasil bila kode diterima.",
		},
		cardForm: {
			Title: "Yang diketik bukan kode OTP",
			Means: "Kode OTP hanya ada di aplikasi autentikator di HP Anda. Angkanya enam dan berganti setiap 30 detik.",
			Known: []paper.Fact{
				{Label: "Kode OTP", Value: paper.Plain("271 828 (6 angka, di aplikasi)")},
				{Label: "Kode email", Value: paper.Plain("K7M3 QXPT (8 huruf dan angka, di email)")},
				{Label: "NIP", Value: paper.Plain("19900101 201501 1 001 (18 angka, nomor Anda)")},
			},
			Steps: []string{"Buka aplikasi autentikator, cari entrinya.", "Ketik 6 angkanya. Spasi boleh diketik, boleh tidak."},
			Sign:  "Berhasil bila keenam kotak terisi dan kode diterima.",
		},
		cardNothing: {
			Title: "Penyebabnya tidak ditemukan",
			Means: "Kode ini tidak cocok dengan waktu lain, entri lama, atau perangkat lain. Inilah yang masih mungkin, dari yang tersering.",
			Steps: []string{
				"Salah pilih entri: pakai entri *%s* dengan NIP Anda.",
				"Kunci diketik sendiri: ketik ulang. Kunci tidak memuat 0, 1, 8, 9; yang mirip itu adalah huruf O, I atau L, B, dan G.",
				"Aplikasi bermasalah: pasang *FreeOTP*, hapus entri ini, lalu pindai lagi.",
			},
			Sign: "Berhasil bila kode dari entri itu diterima.",
		},
		cardNothingHere: {
			Title: "Penyebabnya tidak ditemukan",
			Means: "Kode ini tidak cocok dengan waktu lain, entri lama, atau perangkat lain. Inilah yang masih mungkin, dari yang tersering.",
			Steps: []string{
				"Salah pilih entri: pakai entri *%s* dengan NIP Anda.",
				"Kode terlambat diketik: tunggu kode baru, lalu ketik segera.",
				"Aplikasi bermasalah: perbarui aplikasinya, lalu coba kode baru.",
			},
			Sign: "Berhasil bila kode dari entri itu diterima.",
		},
	}
}
