package cli

import (
	"fmt"

	"aktivasi/flows/run/roster"
	"aktivasi/ui"
)

// reportWords are the words of an import's report, in Indonesian: it goes to the
// office that keeps the data.
func reportWords() roster.Words {
	fault := ui.Indonesian().Fault
	return roster.Words{
		Line: "Baris", Verdict: "Hasil", Code: "Kode", Person: "NIP", Reason: "Alasan",
		Refused: "ditolak", Imported: "diimpor",
		Say: func(n roster.Note) string {
			switch n.Fault {
			case roster.BadQuotes:
				return "Tanda kutip tidak sesuai format CSV."
			case roster.BadWidth:
				return fmt.Sprintf("Jumlah kolom tidak sesuai judul (%s).", n.Detail)
			case roster.BadNumber:
				return fault[n.Number](n.Detail)
			case roster.NoName:
				return "Nama kosong."
			case roster.NotActive:
				return fmt.Sprintf("Kedudukan hukum tidak aktif: %s.", n.Detail)
			case roster.Undecided:
				return fmt.Sprintf("Kedudukan hukum perlu diputuskan: %s.", n.Detail)
			case roster.Repeated:
				return fmt.Sprintf("NIP yang sama sudah ada di baris %d.", n.First)
			case roster.SharedMail:
				return fmt.Sprintf("Email yang sama dipakai di baris %d.", n.First)
			case roster.OtherMail:
				return "Email utama tidak dapat dipakai; email lainnya yang diambil."
			case roster.UnusableMail:
				return "Email tidak dapat dipakai; pegawai perlu menemui petugas."
			default:
				return ""
			}
		},
	}
}
