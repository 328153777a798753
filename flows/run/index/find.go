package index

import "sort"

// Find returns up to limit people who have every word of query, the best first,
// and how many there are in all. To have a word is to have one that begins with
// it in the name or the office, or, if it is three digits or more, to have it
// anywhere in the NIP; spaces and dots between digits may be there or not. Case,
// accents, apostrophes and other punctuation do not matter. A query without words
// is one that everybody answers to.
//
// First come those at whose NIP's beginning the digits are, then those whose name
// begins with the query as it stands, then those who have it all in name and NIP,
// and then those of whose office some of it is; among equals the order is that of
// names, then of NIPs.
func (x *Index) Find(query string, limit int) (hits []Hit, total int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	n := len(x.numbers)
	if n == 0 {
		return nil, 0
	}
	q := ask(query)
	f := finding{x: x}
	for _, s := range []*set{&f.all, &f.named, &f.first, &f.here, &f.there} {
		*s = newSet(n)
	}
	f.all.fill(0, n)
	f.named.fill(0, n)
	for _, t := range q.terms {
		f.term(t)
	}
	total = f.all.count()

	begins := f.here
	begins.fill(x.beginning(q))
	rest := f.there
	rest.fill(0, n)
	for place, s := range [places]set{NumberBegins: f.first, NameBegins: begins, InName: f.named, InUnit: rest} {
		if !f.all.take(s, func(i int) bool {
			if len(hits) >= limit {
				return false
			}
			hits = append(hits, Hit{x.person(i), Place(place)})
			return true
		}) {
			break
		}
	}
	return hits, total
}

// beginning returns from where to before where people's names begin with q.
func (x *Index) beginning(q question) (from, to int) {
	n := len(x.numbers)
	var folded []byte
	name := func(i int) []byte {
		folded = fold(folded[:0], string(x.names.at(i)))
		return folded
	}
	from = sort.Search(n, func(i int) bool { return string(name(i)) >= q.text })
	return from, from + sort.Search(n-from, func(i int) bool { return !q.begins(name(from + i)) })
}

// A finding is the sets of one question under way.
type finding struct {
	x     *Index
	all   set // who has all terms so far
	named set // who has them without their office
	first set // who has digits at the beginning of their NIP

	here, there set // of one word, in name or NIP and in the office
}

// term leaves of all and named who has t as well.
func (f *finding) term(t term) {
	if t.whole == "" {
		f.word(t.words[0])
		f.named.keep(f.here)
		f.here.join(f.there)
		f.all.keep(f.here)
		return
	}
	all, named := newSet(len(f.x.numbers)), newSet(len(f.x.numbers))
	all.fill(0, len(f.x.numbers))
	named.fill(0, len(f.x.numbers))
	for _, w := range t.words {
		f.word(w)
		named.keep(f.here)
		f.here.join(f.there)
		all.keep(f.here)
	}
	if r := newRun(t.whole); r != nil {
		clear(f.here)
		f.number(r)
		named.join(f.here)
		all.join(f.here)
	}
	f.named.keep(named)
	f.all.keep(all)
}

// word makes here those who have a word in name or NIP, and there those who have
// it in their office.
func (f *finding) word(w string) {
	clear(f.here)
	for _, i := range f.x.inNames.beginning(w) {
		f.here.add(i)
	}
	if r := newRun(w); r != nil {
		f.number(r)
	}
	units := f.x.inUnits.beginning(w)
	if len(units) == 0 {
		clear(f.there)
		return
	}
	has := make([]uint8, f.x.units.len())
	for _, u := range units {
		has[u] = 1
	}
	for i := range f.there {
		var in uint64
		for j, u := range ofWord(f.x.unit, i) {
			in |= uint64(has[u]) << j // whether or not, at the same speed
		}
		f.there[i] = in
	}
}

// number adds to here those in whose NIP the digits are, and to first those at
// whose beginning.
func (f *finding) number(r *run) {
	for i := range f.here {
		var in, first uint64
		for j, n := range ofWord(f.x.numbers, i) {
			places := uint64(r.in(n))
			in |= (places + 0xffff) >> 16 << j // 1 unless there are none
			first |= places & 1 << j
		}
		f.here[i] |= in
		f.first[i] |= first
	}
}

// ofWord returns the part of a column that the i-th word of a set is about.
func ofWord[T any](column []T, i int) []T { return column[i<<6 : min(i<<6+64, len(column))] }
