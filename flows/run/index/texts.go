package index

import (
	"bytes"
	"slices"
	"sort"
)

// texts are many strings in one piece of memory, without a pointer each.
type texts struct {
	bytes []byte
	ends  []uint32
}

func (t *texts) len() int { return len(t.ends) }

// at returns the one at i, which is not to be written to.
func (t *texts) at(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.bytes[from:t.ends[i]]
}

func (t *texts) add(s []byte) {
	t.bytes = append(t.bytes, s...)
	t.ends = append(t.ends, uint32(len(t.bytes)))
}

// wipe writes zeros over t.
func (t texts) wipe() {
	clear(t.bytes)
	clear(t.ends)
}

// words are the different words of many texts, sorted, and for each the numbers
// of the texts it stands in.
type words struct {
	texts
	who  []uint32
	ends []uint32 // where those of each word end in who
}

// beginning returns the numbers of the texts that have a word beginning with
// prefix, in no order, some more than once.
func (w *words) beginning(prefix string) []uint32 {
	from := sort.Search(w.len(), func(i int) bool { return string(w.at(i)) >= prefix })
	n := sort.Search(w.len()-from, func(i int) bool { return !bytes.HasPrefix(w.at(from+i), []byte(prefix)) })
	if n == 0 {
		return nil
	}
	start := uint32(0)
	if from > 0 {
		start = w.ends[from-1]
	}
	return w.who[start:w.ends[from+n-1]]
}

// wipe writes zeros over w.
func (w words) wipe() {
	w.texts.wipe()
	clear(w.who)
	clear(w.ends)
}

// A gathering is words while they are still coming in, in any order.
type gathering struct {
	ids  map[string]uint32 // of a word, as it came
	said []uint32          // the words of all texts, one text after the other
	ends []uint32          // where those of each text end in said
}

// add takes in the words of one more text, which are separated by single spaces.
func (g *gathering) add(folded []byte) {
	if g.ids == nil {
		g.ids = map[string]uint32{}
	}
	for word := range bytes.FieldsSeq(folded) {
		id, known := g.ids[string(word)]
		if !known {
			id = uint32(len(g.ids))
			g.ids[string(word)] = id
		}
		g.said = append(g.said, id)
	}
	g.ends = append(g.ends, uint32(len(g.said)))
}

// sort gives the words the numbers of their order, so that texts compare as the
// numbers of their words do, and returns them in it.
func (g *gathering) sort() []string {
	sorted := make([]string, 0, len(g.ids))
	for word := range g.ids {
		sorted = append(sorted, word)
	}
	slices.Sort(sorted)
	place := make([]uint32, len(sorted))
	for i, word := range sorted {
		place[g.ids[word]] = uint32(i)
	}
	for i, id := range g.said {
		g.said[i] = place[id]
	}
	return sorted
}

// text returns the words of text i.
func (g *gathering) text(i uint32) []uint32 {
	from := uint32(0)
	if i > 0 {
		from = g.ends[i-1]
	}
	return g.said[from:g.ends[i]]
}

// words makes the list of what sort returned, of texts that stand in that order
// from now on; nil is that in which they came.
func (g *gathering) words(sorted []string, order []uint32) words {
	w := words{ends: make([]uint32, len(sorted)), who: make([]uint32, len(g.said))}
	for _, word := range sorted {
		w.add([]byte(word))
	}
	for _, id := range g.said {
		w.ends[id]++
	}
	sum := uint32(0) // now each end is made the start, and moves up to the end as people come in
	for i, n := range w.ends {
		w.ends[i] = sum
		sum += n
	}
	for i := range uint32(len(g.ends)) {
		from := i
		if order != nil {
			from = order[i]
		}
		for _, id := range g.text(from) {
			w.who[w.ends[id]] = i
			w.ends[id]++
		}
	}
	return w
}
