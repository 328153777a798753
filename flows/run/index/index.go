// Package index finds a person among a million by what an officer types: a name,
// an office, a piece of a number, or some of each.
//
// The store cannot be searched. Its keys are HMACs and its values are sealed, so
// that a stolen file tells nothing; whoever searches must have read it all. So an
// [Index] is built after an officer signs in and closed when they sign out: the
// memory of a kiosk that nobody administers holds no list of people.
//
// # How
//
// People stand in the order of their names, and a set of people is one bit for
// each of them, 25 KB for 200,000. Each word of a question makes three sets: those
// who have it in their name, in their office, in their number. Joined and
// intersected, a word at a time, they leave the people found, already in order.
//
//   - Names and offices: a sorted list of all words, each with those who have it.
//     The words that begin with "rah" stand next to each other, and so do their
//     people. There are few offices, so offices have people and not the other way
//     round.
//   - Numbers: no list at all. A number is six groups of three digits, and a
//     question six tables of a thousand entries: for each group, at which of the
//     sixteen places a run may begin. Six look-ups and six ANDs a person.
//
// # What is kept
//
// Numbers, names and offices of everybody, with what the caller says of each, in
// a dozen slices without a pointer for the garbage collector to follow; no
// address, and nothing of a secret. Close writes zeros over all of it. Copies that
// the garbage collector was to free while the index was built, and hits that were
// handed out, it cannot reach.
package index

import (
	"sync"

	"aktivasi/flows/nip"
)

// A Person is what can be found. Kind and State are the caller's, and are given
// back as they were.
type Person struct {
	NIP   nip.NIP
	Name  string
	Unit  string
	Kind  uint8
	State uint8
}

// A Place is where a question was found, the best first.
type Place uint8

const (
	NumberBegins Place = iota // the NIP begins with digits that were asked for
	NameBegins                // the name begins with the question
	InName                    // every word is in the name or the NIP
	InUnit                    // it takes the office as well
	places
)

// A Hit is a person that was found, and where.
type Hit struct {
	Person
	Place Place
}

// An Index finds people. It may be used from many goroutines. The zero Index is
// one of nobody.
type Index struct {
	mu sync.RWMutex // Update and Close write

	people        // in the order of names as they are compared, and of numbers where names are alike
	units   texts // each office once
	inNames words // who has each word: people
	inUnits words // who has each word: offices
}

// people is a table of them, kept by columns.
type people struct {
	numbers []number
	names   texts
	unit    []uint32 // which of the offices
	kinds   []uint8
	states  []uint8
}

// Len returns how many people there are to be found.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.numbers)
}

// Update gives the person with p's NIP the kind and the state of p, and reports
// whether there is one. Name and office stay as they were when the index was
// built, as does its list of people: for a roster that was imported meanwhile
// build another.
func (x *Index) Update(p Person) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	n := pack(p.NIP)
	for i, m := range x.numbers { // of a million, less than a millisecond
		if m == n {
			x.kinds[i], x.states[i] = p.Kind, p.State
			return true
		}
	}
	return false
}

// Close forgets everybody, and writes zeros where they were. It waits for
// whoever is looking something up; later nobody is found. Closing again is
// nothing.
func (x *Index) Close() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.people.wipe()
	x.units.wipe()
	x.inNames.wipe()
	x.inUnits.wipe()
	x.people, x.units, x.inNames, x.inUnits = people{}, texts{}, words{}, words{}
}

// wipe writes zeros over p.
func (p people) wipe() {
	clear(p.numbers)
	p.names.wipe()
	clear(p.unit)
	clear(p.kinds)
	clear(p.states)
}

// person returns the one at i.
func (x *Index) person(i int) Person {
	return Person{x.numbers[i].unpack(), string(x.names.at(i)), string(x.units.at(int(x.unit[i]))), x.kinds[i], x.states[i]}
}
