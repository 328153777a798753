package crowd

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// An office is a kind of office that every district has.
type office struct {
	form   string // @ stands for the district, # for a number where there are several
	domain string
	share  int // how many work there, beside the others
}

// Schools and health centres have most of the people, in any district.
var offices = []office{
	{"SD Negeri # @", "sekolah.example", 14},
	{"SMP Negeri # @", "sekolah.example", 10},
	{"SMA Negeri # @", "sekolah.example", 6},
	{"SMK Negeri # @", "sekolah.example", 4},
	{"TK Negeri Pembina @", "sekolah.example", 2},
	{"SLB Negeri @", "sekolah.example", 1},
	{"MI Negeri # @", "madrasah.example", 2},
	{"MTs Negeri # @", "madrasah.example", 2},
	{"Puskesmas @", "puskesmas.example", 10},
	{"Puskesmas Pembantu @", "puskesmas.example", 3},
	{"RSUD @", "rsud.example", 7},
	{"Labkesda Kab. @", "labkesda.example", 1},
	{"Sekretariat Daerah Kab. @", "kantor.example", 4},
	{"Sekretariat DPRD Kab. @", "dprd.example", 2},
	{"Inspektorat Kab. @", "itda.example", 1},
	{"Bappeda Kab. @", "bappeda.example", 2},
	{"BKPSDM Kab. @", "bkpsdm.example", 2},
	{"BPBD Kab. @", "bpbd.example", 1},
	{"Bapenda Kab. @", "bapenda.example", 2},
	{"Satpol PP Kab. @", "satpolpp.example", 3},
	{"Damkar Kab. @", "damkar.example", 1},
	{"Dinas Pendidikan Kab. @", "dinas.example", 3},
	{"Dinas Kesehatan Kab. @", "dinas.example", 3},
	{"Dinas Sosial Kab. @", "dinas.example", 1},
	{"Dinas Pertanian Kab. @", "dinas.example", 2},
	{"Dinas Perikanan Kab. @", "dinas.example", 1},
	{"Dinas Perhubungan Kab. @", "dinas.example", 2},
	{"Dinas PUPR Kab. @", "dinas.example", 2},
	{"Dinas Dukcapil Kab. @", "dukcapil.example", 2},
	{"Dinas Kominfo Kab. @", "kominfo.example", 1},
	{"Dinas Perpustakaan Kab. @", "pustaka.example", 1},
	{"Kecamatan @", "kecamatan.example", 4},
	{"Kelurahan @", "kelurahan.example", 3},
	{"UPT Pasar @", "pasar.example", 1},
	{"BPP @", "tani.example", 1},
	{"KPH @", "kehutanan.example", 1},
}

// draw names one office of the kind, in a district.
func (o office) draw(r *rand.Rand, place string) string {
	name := strings.Replace(o.form, "#", strconv.Itoa(1+r.IntN(12)), 1)
	return strings.Replace(name, "@", "Contoh "+place, 1)
}
