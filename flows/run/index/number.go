package index

import "aktivasi/flows/nip"

// A number is a NIP as six groups of three digits, ten bits each, the first group
// highest.
type number uint64

const groups, group = nip.Length / 3, 10

// pack returns n, which is not the zero NIP.
func pack(n nip.NIP) number {
	var packed number
	u := n.Number()
	for shift := 0; shift < groups*group; shift += group {
		packed |= number(u%1000) << shift
		u /= 1000
	}
	return packed
}

func (p number) unpack() nip.NIP {
	var d [nip.Length]byte
	for g := groups - 1; g >= 0; g-- {
		v := p & (1<<group - 1)
		d[3*g], d[3*g+1], d[3*g+2] = '0'+byte(v/100), '0'+byte(v/10%10), '0'+byte(v%10)
		p >>= group
	}
	n, _ := nip.Parse(string(d[:])) // it was one
	return n
}

// shortest is how many digits are looked for in a number. Fewer are in most.
const shortest = 3

// A run is digits to be found in numbers: for each group and each value of it, a
// bit for every place at which the digits may begin, the lowest bit for the first.
type run [groups][1 << group]uint16

// newRun returns nil for what is no run: text, and digits that are in no number
// or in too many.
func newRun(word string) *run {
	if len(word) < shortest || len(word) > nip.Length || !digits(word) {
		return nil
	}
	// may[i][d] has a bit for each place at which the digits may begin if the
	// i-th of a number is d.
	var may [nip.Length][10]uint16
	for i := range may {
		for place := range nip.Length - len(word) + 1 {
			for d := range may[i] {
				if j := i - place; j < 0 || j >= len(word) || word[j] == '0'+byte(d) {
					may[i][d] |= 1 << place
				}
			}
		}
	}
	var r run
	for g := range r {
		for v := range 1000 {
			r[g][v] = may[3*g][v/100] & may[3*g+1][v/10%10] & may[3*g+2][v%10]
		}
	}
	return &r
}

// in returns at which places of a number the digits stand.
func (r *run) in(n number) uint16 {
	const m = 1<<group - 1
	return r[0][n>>50&m] & r[1][n>>40&m] & r[2][n>>30&m] & r[3][n>>20&m] & r[4][n>>10&m] & r[5][n&m]
}
