// Package nip reads the number that every Indonesian civil servant carries and
// signs in with: the NIP of a PNS or CPNS and the NI PPPK of a contract civil
// servant, both 18 digits (Perka BKN 22/2007 and 43/2007, Peraturan BKN 1/2019;
// domain notes §2).
//
//	digit   1      8 9  12 13 14 15 16 18
//	PNS     YYYYMMDD YYYY  M  M  G  SSS     month of appointment, 01 to 12
//	PPPK    YYYYMMDD YYYY  2  F  G  SSS     F: which work agreement, 1 to 9
//
// G is 1 for a man and 2 for a woman; SSS counts from 001. There is no check
// digit, so a slip inside the number may leave a number. What a slip cannot
// pass, [Parse] says, each with its own [Fault]; for the rest show the person
// what was decoded and let them nod, or look in the roster.
//
// The package knows no clock: whether a date lies ahead is the caller's to ask.
package nip

import (
	"log/slog"
	"time"
)

// Length is how many digits a number has.
const Length = 18

// A NIP is a number that [Parse] has accepted. The zero NIP is none: its String
// is empty and its type, sex and dates are zero. NIPs compare with ==.
//
// It has no JSON or text form on purpose: what is kept is String, what is read
// goes through Parse. Under slog it shows as Masked, as an attribute or inside
// one; with fmt it shows whole, so write Masked into errors.
type NIP struct {
	d [Length]byte // '0' to '9', or all 0 for none; an array compares and needs no heap
}

// A Type tells the two kinds of number apart. The zero Type is that of the zero
// NIP.
type Type int

const (
	PNS  Type = iota + 1 // permanent, or on probation (CPNS)
	PPPK                 // on contract, full or part time
)

// A Sex is what digit 15 says. The zero Sex is that of the zero NIP.
type Sex int

const (
	Male Sex = iota + 1
	Female
)

// String returns the 18 digits, as the portal wants them at sign-in.
func (n NIP) String() string {
	if n == (NIP{}) {
		return ""
	}
	return string(n.d[:])
}

// Grouped returns the number as it stands in print: "19900101 201501 1 001".
func (n NIP) Grouped() string { return Group(n.String()) }

// Masked returns what may stand on a screen others can see, and in a log: the
// birth date and the last four digits, "19900101******1001" (domain notes
// §8.4).
func (n NIP) Masked() string {
	s := n.String()
	if s == "" {
		return ""
	}
	return s[:8] + "******" + s[14:]
}

// LogValue implements [slog.LogValuer] with Masked: no log holds a whole
// number.
func (n NIP) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// Number returns the digits as one number, for a small set of those seen. Two
// NIPs have one Number only if they are equal; that of the zero NIP is 0.
func (n NIP) Number() uint64 {
	if n == (NIP{}) {
		return 0
	}
	var u uint64 // 18 digits stay under 2^60
	for _, c := range n.d {
		u = u*10 + uint64(c-'0')
	}
	return u
}

// Type tells which kind of number n is. Digit 13 decides: a month begins with 0
// or 1, and 2 marks a PPPK (domain notes §2.3).
func (n NIP) Type() Type {
	switch n.d[12] {
	case '0', '1':
		return PNS
	case '2':
		return PPPK
	}
	return 0
}

// Birth returns the birth date the number was made with, at midnight UTC. Data
// is corrected later and numbers are not always: where it differs from the
// person's, warn and go on (domain notes §2.5).
func (n NIP) Birth() time.Time {
	if n == (NIP{}) {
		return time.Time{}
	}
	return time.Date(n.num(1, 4), time.Month(n.num(5, 6)), n.num(7, 8), 0, 0, 0, 0, time.UTC)
}

// Appointed returns the year and month of first appointment, which is always to
// the first of a month. The number of a PPPK says only the year, and month is 0.
func (n NIP) Appointed() (year int, month time.Month) {
	switch n.Type() {
	case PNS:
		return n.num(9, 12), time.Month(n.num(13, 14))
	case PPPK:
		return n.num(9, 12), 0
	}
	return 0, 0
}

// Sex returns what digit 15 says.
func (n NIP) Sex() Sex {
	switch n.d[14] {
	case '1':
		return Male
	case '2':
		return Female
	}
	return 0
}

// The ages between which an appointment raises no question. No regulation was
// found that a number could be refused by, so they only warn (domain notes
// §2.5).
const youngest, oldest = 18, 60

// Unusual reports whether the person would have been younger than 18 or older
// than 60 when appointed. It is a reason to ask "is this right?", not to
// refuse. Of a PPPK only the year is known, so n is unusual if no day of that
// year would do.
func (n NIP) Unusual() bool {
	y, m := n.Appointed()
	switch n.Type() {
	case PNS:
		a := n.age(y, m, 1)
		return a < youngest || a > oldest
	case PPPK:
		return n.age(y, time.December, 31) < youngest || n.age(y, time.January, 1) > oldest
	}
	return false
}

// age is how many birthdays the person has had by that day.
func (n NIP) age(y int, m time.Month, d int) int {
	b := n.Birth()
	a := y - b.Year()
	if m < b.Month() || m == b.Month() && d < b.Day() {
		a--
	}
	return a
}

// num reads digits from to to, counted from 1 as the regulation counts them.
func (n NIP) num(from, to int) int {
	v := 0
	for _, c := range n.d[from-1 : to] {
		v = v*10 + int(c-'0')
	}
	return v
}
