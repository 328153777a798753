package crowd_test

import (
	"fmt"

	"aktivasi/flows/crowd"
)

// The first people of a class. Who knows its seed can draw them again.
func ExampleCrowd_Person() {
	class := crowd.Crowd(2026)
	for i := range 5 {
		p := class.Person(i)
		fmt.Printf("%s  %s, %s (%s)\n  %s\n", p.NIP.Grouped(), p.Name, p.Unit, p.Zone, p.Email)
	}
	// Output:
	// 19670122 199501 2 947  Kasmawati Pawellangi, Puskesmas Contoh Tanete (WITA)
	//   pawellangi0@kotak.example
	// 19880908 201907 1 910  Hadi Wibisono, SMP Negeri 10 Contoh Rejo (WIB)
	//   hadi.wibisono1@sekolah.example
	// 19760419 200409 1 972  Encik Tarmizi Daud, SMK Negeri 11 Contoh Makmur (WIB)
	//   tarmizi.daud2@sekolah.example
	// 19971205 202401 2 935  Siti Maimunah Arifin, Dinas Perhubungan Kab. Contoh Garam (WIB)
	//   arifin3@dinas.example
	// 19850716 202521 1 997  Poltak Ginting, RSUD Contoh Dolok (WIB)
	//   poltak.ginting4@rsud.example
}
