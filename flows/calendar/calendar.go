// Package calendar writes dates and times of day as Indonesia writes them, and
// as English beside it (domain notes §11.1): "Senin, 14 April 2025", the day
// before the month, and "23.59 WIB", with a dot. Go's time knows the English
// names alone.
//
// A time is written in the location it carries; t.In chooses another. The
// package knows no clock, and no sentence: what stands around a date is the
// caller's.
package calendar

import (
	"fmt"
	"time"
)

// A Language is one that dates are written in.
type Language int

// The languages.
const (
	Indonesian Language = iota
	English
)

var (
	months = [...]string{ // from time.January
		"Januari", "Februari", "Maret", "April", "Mei", "Juni",
		"Juli", "Agustus", "September", "Oktober", "November", "Desember",
	}
	days = [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"} // from time.Sunday
)

// Date is the long date: "14 April 2025", in both languages.
func (l Language) Date(t time.Time) string {
	if l == English {
		return t.Format("2 January 2006")
	}
	return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-time.January], t.Year())
}

// DayDate is the long date after the name of its day: "Senin, 14 April 2025".
func (l Language) DayDate(t time.Time) string {
	day := days[t.Weekday()]
	if l == English {
		day = t.Weekday().String()
	}
	return day + ", " + l.Date(t)
}

// Clock is the time of day and its zone: "23.59 WIB", and in English "23:59
// WIB". Seconds are cut off and never rounded, so that nothing is promised for
// longer than it lives.
func (l Language) Clock(t time.Time) string {
	layout := "15.04"
	if l == English {
		layout = "15:04"
	}
	return t.Format(layout) + " " + Zone(t)
}

// Zone is the abbreviation that people know for the zone of t. Indonesia has
// three, WIB, WITA and WIT, which are 7, 8 and 9 hours ahead of UTC, and none of
// them changes its clocks; so the offset tells them apart.
//
// It has to: the name that t carries depends on the machine's files. For
// Asia/Jakarta that is WIB where there are any, and on Windows anything. A zone
// with none of these offsets keeps the name it came with.
func Zone(t time.Time) string {
	name, offset := t.Zone()
	switch time.Duration(offset) * time.Second {
	case 7 * time.Hour:
		return "WIB"
	case 8 * time.Hour:
		return "WITA"
	case 9 * time.Hour:
		return "WIT"
	}
	return name
}
