package store

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// What all records are made of.

// find returns where name stands in names. They are too few for a map.
func find(names []string, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

func hide(s string) flows.Secret {
	if s == "" {
		return flows.Secret{}
	}
	return flows.Hide(s)
}

// times brings times to how they are kept, and remembers one that cannot be.
type times struct{ err error }

// utc returns t in UTC. RFC 3339 has four digits for the year.
func (ts *times) utc(t time.Time) time.Time {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		ts.err = fmt.Errorf("no year %d", y)
	}
	return t
}

// errNumber does not quote the number, which is not for a log.
var errNumber = errors.New("its number is none")

// number reads a number as it is kept: "" for the zero NIP.
func number(s string) (nip.NIP, error) {
	if s == "" {
		return nip.NIP{}, nil
	}
	n, err := nip.Parse(s)
	if err != nil {
		return nip.NIP{}, errNumber
	}
	return n, nil
}

// legible refuses text that is not UTF-8. JSON would put U+FFFD there and say
// nothing.
func legible(text ...string) error {
	for _, s := range text {
		if !utf8.ValidString(s) {
			return errors.New("text is not UTF-8")
		}
	}
	return nil
}

// some returns b, or nil where it is empty: both are none.
func some(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}
