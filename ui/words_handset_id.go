package ui

// handsetID is what the simulated phone says in Indonesian.
func handsetID(w *Words) {
	w.Keys[DoPhone], w.Keys[DoScan] = "HP latihan", "pindai kode QR"
	w.Commands[DoPhone], w.Commands[DoScan] = "hp", "pindai"
	w.Handset = HandsetWords{
		Name: "HP latihan", Short: "HP", App: "Autentikator",
		None:   "Belum ada entri. Pindai kode QR yang tampil saat MFA diaktifkan.",
		Scan:   "Pindai kode QR di layar",
		Remove: "Hapus entri",

		Settings:  "Setelan HP",
		Automatic: [2]string{"Waktu otomatis: mati", "Waktu otomatis: aktif"},
		Clock:     "Jam HP", Right: "tepat",
		Back: "Mundurkan", On: "Majukan",
		Lost:  "HP hilang",
		Sure:  "HP ini hilang? Semua entri di dalamnya ikut hilang.",
		Which: "Entri mana yang dihapus?",
		Yes:   "Ya, HP hilang", No: "Tidak",

		Said: [handsetNotes]string{
			noteScanned: "Entri ditambahkan.",
			noteKnown:   "Entri ini sudah ada.",
			noteFull:    "Penuh. Hapus satu entri dahulu.",
			noteNoCode:  "Kode QR ini tidak dikenal.",
			noteDeleted: "Entri dihapus.",
			noteNew:     "Ini HP baru, belum ada entri.",
			noteNoField: "Halaman ini tidak meminta kode OTP.",
		},
		Fill: "isi kode", Close: "tutup HP",
		About:   "HP ini untuk berlatih. Aplikasinya membuat kode seperti di HP sungguhan.",
		FillsIn: "Pilih entri, lalu tekan *Enter*: kodenya terisi di halaman.",

		Spoken: "HP latihan, jam", Changes: "Kode berganti dalam",
	}
}
