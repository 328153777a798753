package letter

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aktivasi/flows/address"
)

// The whole notice once, as it is read.
func ExampleNotice() {
	to, _ := address.Parse("johndoe@gmail.com")
	l := Notice(DeviceEnrolled, to, until, wib, "BKPSDM Kota Contoh", "HP Pribadi")
	fmt.Println(l)
	fmt.Println(l.Subject)
	fmt.Println()
	fmt.Println(l.Text.Reveal())
	// Output:
	// notice of a new device to joh*****@gmail.com
	// Perangkat autentikator ASN Digital ditambahkan
	//
	// Yth. Bapak/Ibu,
	//
	// Perangkat autentikator “HP Pribadi” ditambahkan ke akun ASN Digital Anda pada Selasa, 6 Januari 2026 pukul 09.31 WIB.
	//
	// Jika ini Anda, tidak ada yang perlu dilakukan.
	// Bukan Anda? Ganti password Anda dan segera hubungi BKPSDM.
	//
	// Asisten Aktivasi ASN Digital
	// BKPSDM Kota Contoh
	//
	// Email ini dikirim otomatis, mohon tidak dibalas.
}

// A notice has no code, no link and nobody's name, whatever the office and the
// device are called, says when, and reads the same in HTML.
func TestNotice(t *testing.T) {
	t.Parallel()
	subjects := map[string]bool{}
	for news := range NewsN {
		for _, name := range offices {
			l := Notice(news, someone(t), until, wib, name, name)
			noLinks(t, l)
			text := l.Text.Reveal()
			if !l.Code.Empty() || strings.Contains(text, "gmail") || !strings.Contains(text, "Selasa, 6 Januari 2026 pukul 09.31 WIB") {
				t.Errorf("%v of %q reads\n%s", news, name, text)
			}
			if a, b := strings.Fields(text), strings.Fields(body(t, l.HTML.Reveal())); !slices.Equal(a, b) {
				t.Errorf("%v:\n%q\n%q", news, a, b)
			}
			if strings.Contains(text, "“”") {
				t.Errorf("%v: a device without a name is named:\n%s", news, text)
			}
		}
		l := Notice(news, someone(t), until, wib, "", "HP Siti")
		if named := strings.Contains(l.Text.Reveal(), "“HP Siti”"); named != (news == DeviceEnrolled || news == DeviceRemoved) {
			t.Errorf("%v: the device is named: %v", news, named)
		}
		if strings.Contains(l.String(), "news") || l.Subject == "" || subjects[l.Subject] {
			t.Errorf("%v: subject %q", l, l.Subject)
		}
		subjects[l.Subject] = true
	}
}
