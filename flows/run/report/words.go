package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"aktivasi/flows/calendar"
)

const (
	id = calendar.Indonesian
	en = calendar.English
)

// words is everything a report says in one language. A sentence with a hole is
// a function.
type words struct {
	lang                     string // for the page's own use
	recap, names, cases, day wordsOf
	total                    string
	kind                     [Kinds]string
	status                   [Statuses]string

	asOf     func(t time.Time) string
	made     func(office string, t time.Time) string
	audit    func(head string) string
	signedAt func(place string, t time.Time) string
	seen     string // above the signer's title
	unnamed  string // where the name is to be written by hand
	nip      func(grouped string) string
	personal string

	hour    func(h int) string
	median  func(d time.Duration) string
	slowest func(step string) string
	refusal func(what string, n int) string
	curve   func(peak int, hour string) string // what one sees who cannot see the curve
	bar     func(done string) string

	point, thousands byte // in numbers
}

// wordsOf are the words of one table.
type wordsOf struct {
	title string
	sheet string // 31 letters at most, and none of : \ / ? * [ ]
	heads []string
}

// in returns the words of the language with that tag.
func in(tag string) words {
	if tag == "en" {
		return english
	}
	return indonesian
}

var indonesian = words{
	lang: "id",
	recap: wordsOf{
		"REKAPITULASI AKTIVASI MFA ASN DIGITAL", "Rekapitulasi",
		[]string{"No", "Perangkat Daerah / Unit Kerja", "PNS", "PPPK", "PPPK PW", "Jumlah ASN", "Sudah Aktivasi", "Belum Aktivasi", "%", "Kendala"},
	},
	names: wordsOf{
		"DAFTAR NAMA AKTIVASI MFA ASN DIGITAL", "Daftar Nama",
		[]string{"No", "NIP", "Nama", "Jenis", "Unit Kerja", "Status", "Tanggal Aktivasi", "Kendala", "Tindak Lanjut", "Petugas"},
	},
	cases: wordsOf{
		"DAFTAR KENDALA AKTIVASI MFA ASN DIGITAL", "Daftar Kendala",
		[]string{"No", "NIP", "Nama", "Unit Kerja", "Jenis Kendala", "Tindak Lanjut ke", "Status"},
	},
	day: wordsOf{
		"AKTIVASI MFA ASN DIGITAL PER JAM", "Per Jam",
		[]string{"Pukul", "Sudah Aktivasi"},
	},
	total:  "JUMLAH",
	kind:   [Kinds]string{PNS: "PNS", PPPK: "PPPK", PartTime: "PPPK PW"},
	status: [Statuses]string{NotYet: "Belum Aktivasi", PasswordOnly: "Password Saja", Active: "Sudah Aktivasi", Locked: "Terkunci", HasCase: "Ada Kasus"},

	asOf: func(t time.Time) string { return fmt.Sprintf("Keadaan tanggal %s pukul %s", id.Date(t), id.Clock(t)) },
	made: func(office string, t time.Time) string {
		return fmt.Sprintf("Dibuat dengan Asisten Aktivasi ASN Digital%s pada %s pukul %s.", by(" oleh ", office), id.Date(t), id.Clock(t))
	},
	audit:    func(head string) string { return "Catatan audit terakhir: " + head },
	signedAt: func(place string, t time.Time) string { return by("", place, ", ") + id.Date(t) },
	seen:     "Mengetahui,",
	unnamed:  "(........................................)",
	nip:      func(grouped string) string { return "NIP. " + grouped },
	personal: "Memuat data pribadi. Simpan dan bagikan hanya untuk keperluan dinas.",

	hour:    func(h int) string { return fmt.Sprintf("%02d.00–%02d.59", h, h) },
	median:  func(d time.Duration) string { return "Median waktu per orang: " + minutes(d, ',') + " menit" },
	slowest: func(step string) string { return "Langkah yang paling lama: " + step },
	refusal: func(what string, n int) string {
		return fmt.Sprintf("Penolakan yang paling sering: %s (%s kali)", what, grouped(n, '.'))
	},
	curve: func(peak int, hour string) string {
		return fmt.Sprintf("Grafik aktivasi per jam. Terbanyak %s orang pada pukul %s.", grouped(peak, '.'), hour)
	},
	bar:   func(done string) string { return done + " sudah aktivasi" },
	point: ',', thousands: '.',
}

var english = words{
	lang: "en",
	recap: wordsOf{
		"SUMMARY OF MFA ACTIVATION ON ASN DIGITAL", "Summary",
		[]string{"No", "Agency / Unit", "PNS", "PPPK", "PPPK PW", "Total ASN", "Activated", "Not Yet", "%", "Cases"},
	},
	names: wordsOf{
		"MFA ACTIVATION ON ASN DIGITAL BY NAME", "By Name",
		[]string{"No", "NIP", "Name", "Type", "Unit", "Status", "Activated On", "Problem", "Follow-up", "Officer"},
	},
	cases: wordsOf{
		"CASES OF MFA ACTIVATION ON ASN DIGITAL", "Cases",
		[]string{"No", "NIP", "Name", "Unit", "Kind of Problem", "Passed on to", "Status"},
	},
	day: wordsOf{
		"MFA ACTIVATION ON ASN DIGITAL BY HOUR", "By Hour",
		[]string{"Time", "Activated"},
	},
	total:  "TOTAL",
	kind:   [Kinds]string{PNS: "PNS", PPPK: "PPPK", PartTime: "PPPK PW"},
	status: [Statuses]string{NotYet: "Not Yet", PasswordOnly: "Password Only", Active: "Activated", Locked: "Locked", HasCase: "Open Case"},

	asOf: func(t time.Time) string { return fmt.Sprintf("As of %s, %s", en.Date(t), en.Clock(t)) },
	made: func(office string, t time.Time) string {
		return fmt.Sprintf("Made with the ASN Digital Activation Assistant%s on %s at %s.", by(" by ", office), en.Date(t), en.Clock(t))
	},
	audit:    func(head string) string { return "Last audit entry: " + head },
	signedAt: func(place string, t time.Time) string { return by("", place, ", ") + en.Date(t) },
	seen:     "Acknowledged by",
	unnamed:  "(........................................)",
	nip:      func(grouped string) string { return "NIP " + grouped },
	personal: "Contains personal data. Keep and share for official purposes only.",

	hour:    func(h int) string { return fmt.Sprintf("%02d:00–%02d:59", h, h) },
	median:  func(d time.Duration) string { return "Median time per person: " + minutes(d, '.') + " minutes" },
	slowest: func(step string) string { return "Slowest step: " + step },
	refusal: func(what string, n int) string {
		return fmt.Sprintf("Most frequent refusal: %s (%s times)", what, grouped(n, ','))
	},
	curve: func(peak int, hour string) string {
		return fmt.Sprintf("Chart of activations by hour. The most, %s, at %s.", grouped(peak, ','), hour)
	},
	bar:   func(done string) string { return done + " activated" },
	point: '.', thousands: ',',
}

// by puts text between before and after, and nothing where there is no text.
func by(before, text string, after ...string) string {
	if text == "" {
		return ""
	}
	return before + text + strings.Join(after, "")
}

// minutes writes d in minutes and tenths, rounded.
func minutes(d time.Duration, point byte) string {
	return share(d.Round(6*time.Second) / (6 * time.Second)).decimal(point)
}

// grouped writes n with a mark at every third digit: "5.588.245".
func grouped(n int, mark byte) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + string(mark) + s[i:]
	}
	return s
}

// show writes a cell as people read it.
func (w words) show(c any) string {
	switch c := c.(type) {
	case string:
		return c
	case unbroken:
		return string(c)
	case int:
		return grouped(c, w.thousands)
	case share:
		return c.decimal(w.point) + "%"
	case date: // never month first: domain notes §11.1
		return time.Time(c).Format("02/01/2006")
	}
	return ""
}
