package index

import "math/bits"

// A set has one bit for each person.
type set []uint64

func newSet(people int) set { return make(set, (people+63)/64) }

func (s set) add(i uint32) { s[i>>6] |= 1 << (i & 63) }

// join adds those of o.
func (s set) join(o set) {
	for i := range s {
		s[i] |= o[i]
	}
}

// keep takes out whoever is not in o.
func (s set) keep(o set) {
	for i := range s {
		s[i] &= o[i]
	}
}

// fill makes s the people from from to before to, and nobody else.
func (s set) fill(from, to int) {
	clear(s)
	for i := from; i < to; {
		if i&63 == 0 && to-i >= 64 {
			s[i>>6] = ^uint64(0)
			i += 64
			continue
		}
		s.add(uint32(i))
		i++
	}
}

func (s set) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// take takes out, in order, those who are also in o, and calls f with each until
// f has had enough.
func (s set) take(o set, f func(i int) (more bool)) (more bool) {
	for i := range s {
		for both := s[i] & o[i]; both != 0; both &= both - 1 {
			if !f(i<<6 + bits.TrailingZeros64(both)) {
				return false
			}
		}
		s[i] &^= o[i]
	}
	return true
}
