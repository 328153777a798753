// Package crowd invents people to practise with: civil servants from all over the
// country, with a number, a name, an office and an address that fit together.
//
// Person i of a [Crowd] is the same every time, so a class needs to remember one
// seed and nothing about anybody. Within a crowd the first [Size] people all have
// different numbers and different addresses.
//
// # Nobody is meant
//
// Given names and family names are those that people have, because a class of
// "Peserta 1" to "Peserta 40" teaches nobody to look twice. They are combined by
// chance. Somebody may well be called so; nothing else here is theirs:
//
//   - Every district is called Contoh, which means example, and there is none of
//     that name.
//   - Every address ends in .example, where nobody can have one (RFC 2606 §2).
//   - Every number has a sequence from 901 up. How far that goes is said at
//     number: it is a promise of arithmetic. No register was asked.
//
// The package knows no clock, and nothing of what its people have to practise.
package crowd

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"aktivasi/flows/nip"
)

// A Crowd is people who do not exist, known by the seed they are drawn from.
// Another seed gives others, in another order, but from the same numbers.
type Crowd uint64

// New draws the seed of a crowd from r.
func New(r io.Reader) (Crowd, error) {
	var b [8]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return 0, fmt.Errorf("draw the seed of a crowd: %w", err)
	}
	return Crowd(binary.BigEndian.Uint64(b[:])), nil
}

// A Person is one of them. Everything in it is legible as it stands, and no text
// is longer than [MaxText].
type Person struct {
	NIP      nip.NIP // says the kind, the sex and the birth date
	PartTime bool    // of a PPPK: "paruh waktu", which no number says
	Name     string  // as a letter would have it, not in the capitals of a roster
	Unit     string  // "Puskesmas Contoh Hilir"
	Email    string  // all lower case
	Region   string  // "Maluku"
	Zone     *time.Location
}

// MaxText is how many characters a name, an office or an address has at most:
// what stands on one line of a screen of 80 columns, beside what it is.
const MaxText = 40

// The three zones of Indonesia, which change their clocks never.
var (
	wib  = time.FixedZone("WIB", 7*60*60)
	wita = time.FixedZone("WITA", 8*60*60)
	wit  = time.FixedZone("WIT", 9*60*60)
)

// A region is where people are named in one way.
type region struct {
	name       string
	zone       *time.Location
	share      int // how many come from here, beside the other regions
	men, women names
	clans      []string // what both sexes are called last, where names has no last
	places     []string // what tells its districts apart
}

// names are the parts that names are put together from. Where "" stands among
// them, some people have none of that part.
type names struct{ front, given, last []string }

// regions are all of them, west to east.
var regions = slices.Concat(sumatra, java, middle, east)

// Person draws person i, counted from 0. Beyond [Size] the numbers begin anew, as
// for another crowd.
func (c Crowd) Person(i int) Person {
	r := rand.New(rand.NewPCG(uint64(c), uint64(i)))
	home := weighted(r, regions, func(r region) int { return r.share })
	sex, called := nip.Male, home.men
	if r.IntN(2) == 1 {
		sex, called = nip.Female, home.women
	}
	place := pick(r, home.places)
	work := weighted(r, offices, func(o office) int { return o.share })
	p := Person{
		Name: called.draw(r, home.clans), Unit: work.draw(r, place),
		Region: home.name, Zone: home.zone,
	}
	p.NIP, p.PartTime = c.number(i, sex, r)
	p.Email = mail(r, p.Name, i, work.domain)
	return p
}

// draw puts a name together.
func (n names) draw(r *rand.Rand, clans []string) string {
	last := n.last
	if last == nil {
		last = clans
	}
	front := ""
	if n.front != nil {
		front = pick(r, n.front)
	}
	return strings.Join(strings.Fields(front+" "+pick(r, n.given)+" "+pick(r, last)), " ")
}

// private are mail providers that nobody has.
var private = []string{"surel.example", "pos.example", "kotak.example"}

// unspelt is what names have and the names of mailboxes have not.
var unspelt = strings.NewReplacer("'", "", ".", "", "-", "")

// mail makes the address of person i: the end of the name, no more of it than is
// typed with patience, then i to tell it from all others, and either the office's
// domain or a private one. No name has a digit, so where i begins is plain.
func mail(r *rand.Rand, name string, i int, domain string) string {
	if r.IntN(3) == 0 {
		domain = pick(r, private)
	}
	words := strings.Fields(strings.ToLower(unspelt.Replace(name)))
	last := len(words) - 1
	box := words[last]
	if last > 0 && len(words[last-1])+len(box) < 14 {
		box = words[last-1] + "." + box
	}
	return box + strconv.FormatUint(uint64(i)%Size, 10) + "@" + domain
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// weighted picks one of all, each as often as its share has it.
func weighted[T any](r *rand.Rand, all []T, share func(T) int) T {
	sum := 0
	for _, t := range all {
		sum += share(t)
	}
	at := r.IntN(sum)
	for _, t := range all {
		if at -= share(t); at < 0 {
			return t
		}
	}
	panic("crowd: shares changed while they were added")
}
