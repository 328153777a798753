package roster

import "strings"

// A standing is what becomes of a person because of their kedudukan hukum.
type standing int

const (
	undecided standing = iota
	active
	inactive
)

// standings sorts the codes of kedudukan hukum (domain notes §9.3). Those not
// listed, such as 04 suspended, 07 state official or 14 missing, are for a
// person to decide about.
var standings = func() (s [100]standing) {
	for _, c := range []int{1, 2, 3, 13, 15, 20, 51, 71} {
		s[c] = active
	}
	for _, r := range [][2]int{{52, 52}, {66, 70}, {77, 99}} {
		for c := r[0]; c <= r[1]; c++ {
			s[c] = inactive
		}
	}
	return s
}()

// stand judges a code and a name of kedudukan hukum. A code that is listed
// decides; the name is asked about any other.
//
// Part-timers have no known code, so their kind in the name counts as active; so
// does a bare kind, which is all that lists made by hand say under STATUS.
func stand(code, name string) standing {
	if n, ok := small(code); ok && standings[n] != undecided {
		return standings[n]
	}
	name = strings.ToLower(strings.ReplaceAll(name, "-", " "))
	for _, not := range []string{"tidak aktif", "non aktif", "nonaktif"} {
		if strings.Contains(name, not) {
			return inactive
		}
	}
	if strings.Contains(name, "aktif") || strings.Contains(name, partTime) ||
		name == "pns" || name == "cpns" || name == "pppk" {
		return active
	}
	return undecided
}

// partTime is how a roster names a PPPK Paruh Waktu, in lower case. The number
// does not tell (domain notes §2.2).
const partTime = "paruh waktu"

// small reads a code of one or two digits. Excel makes 1 of 01, so they are one.
func small(code string) (n int, ok bool) {
	if code == "" || len(code) > 2 {
		return 0, false
	}
	for _, d := range []byte(code) {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return n, true
}
