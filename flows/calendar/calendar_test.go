package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/calendar"
)

func Example() {
	makassar := time.FixedZone("Central Indonesia Standard Time", 8*60*60) // as Windows calls it
	t := time.Date(2025, 4, 14, 16, 5, 59, 0, makassar)
	for _, l := range []calendar.Language{calendar.Indonesian, calendar.English} {
		fmt.Println(l.Date(t))
		fmt.Println(l.DayDate(t))
		fmt.Println(l.Clock(t))
	}
	// Output:
	// 14 April 2025
	// Senin, 14 April 2025
	// 16.05 WITA
	// 14 April 2025
	// Monday, 14 April 2025
	// 16:05 WITA
}

// The names are those of domain notes §11.1, in its order.
func TestNames(t *testing.T) {
	t.Parallel()
	months := strings.Fields("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember")
	for i, want := range months {
		at := time.Date(2026, time.January+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		if got := calendar.Indonesian.Date(at); got != "1 "+want+" 2026" {
			t.Errorf("month %d: %s", i+1, got)
		}
		if got := calendar.English.Date(at); got != fmt.Sprintf("1 %v 2026", at.Month()) {
			t.Errorf("month %d in English: %s", i+1, got)
		}
	}
	monday := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	for i, want := range strings.Fields("Senin Selasa Rabu Kamis Jumat Sabtu Minggu") {
		at := monday.AddDate(0, 0, i)
		if got := calendar.Indonesian.DayDate(at); got != fmt.Sprintf("%s, %d Januari 2026", want, 5+i) {
			t.Errorf("day %d: %s", i+1, got)
		}
		if got := calendar.English.DayDate(at); got != fmt.Sprintf("%v, %d January 2026", at.Weekday(), 5+i) {
			t.Errorf("day %d in English: %s", i+1, got)
		}
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 12, 31, 16, 59, 59, 999999999, time.UTC)
	zone := func(name string, hours int) *time.Location { return time.FixedZone(name, hours*60*60) }
	for _, tt := range []struct {
		in      *time.Location
		id, en  string
		date    string
		because string
	}{
		{zone("WIB", 7), "23.59 WIB", "23:59 WIB", "31 Desember 2026", "seconds are cut off, so the year is not yet over"},
		{zone("SE Asia Standard Time", 7), "23.59 WIB", "23:59 WIB", "31 Desember 2026", "the offset counts, not the name"},
		{zone("+08", 8), "00.59 WITA", "00:59 WITA", "1 Januari 2027", "both digits of the hour, and the next day"},
		{zone("", 9), "01.59 WIT", "01:59 WIT", "1 Januari 2027", "a zone without a name"},
		{time.UTC, "16.59 UTC", "16:59 UTC", "31 Desember 2026", "none of the three keeps its name"},
		{zone("WIB", 10), "02.59 WIB", "02:59 WIB", "1 Januari 2027", "none of the three keeps even a wrong one"},
	} {
		then := at.In(tt.in)
		if id, en, date := calendar.Indonesian.Clock(then), calendar.English.Clock(then), calendar.Indonesian.Date(then); id != tt.id || en != tt.en || date != tt.date {
			t.Errorf("%s: %s, %s, %s", tt.because, date, id, en)
		}
	}
}
