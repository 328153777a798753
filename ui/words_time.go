package ui

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// ago is a stretch of time back, in the unit a person would use.
func ago(then, now time.Time, justNow, yesterday string, unit func(n int, u byte) string) string {
	d := now.Sub(then)
	switch {
	case d < time.Minute:
		return justNow
	case d < time.Hour:
		return unit(int(d.Minutes()), 'm')
	case d < 24*time.Hour:
		return unit(int(d.Hours()), 'h')
	case d < 48*time.Hour:
		return yesterday
	}
	return unit(int(d.Hours()/24), 'd')
}

func agoID(then, now time.Time) string {
	return ago(then, now, "baru saja", "kemarin", func(n int, u byte) string {
		return fmt.Sprintf("%d %s yang lalu", n, map[byte]string{'m': "menit", 'h': "jam", 'd': "hari"}[u])
	})
}

func agoEN(then, now time.Time) string {
	return ago(then, now, "just now", "yesterday", func(n int, u byte) string {
		return plural(n, map[byte]string{'m': "minute", 'h': "hour", 'd': "day"}[u]) + " ago"
	})
}

// span is a wait, in seconds below two minutes and in minutes above, rounded up:
// who comes back when it says so is never too early.
func span(d time.Duration, seconds, minutes func(int) string) string {
	s := int((d + time.Second - 1) / time.Second)
	if s < 120 {
		return seconds(s)
	}
	return minutes((s + 59) / 60)
}

func spanID(d time.Duration) string {
	return span(d, func(n int) string { return itoa(n) + " detik" }, func(n int) string { return itoa(n) + " menit" })
}

func spanEN(d time.Duration) string {
	return span(d, func(n int) string { return plural(n, "second") }, func(n int) string { return plural(n, "minute") })
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return itoa(n) + " " + unit + "s"
}

// spell names each letter with its case, for where it cannot be drawn.
func spell(letters, lower, upper, digit string, before bool) string {
	var names []string
	for _, r := range letters {
		kind := digit
		switch {
		case unicode.IsLower(r):
			kind = lower
		case unicode.IsUpper(r):
			kind = upper
		}
		if before || unicode.IsDigit(r) {
			names = append(names, kind+" "+string(r))
		} else {
			names = append(names, string(r)+" "+kind)
		}
	}
	return strings.Join(names, ", ")
}
