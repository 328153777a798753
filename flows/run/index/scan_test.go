package index

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/flows/run/roster/rostertest"
)

// crowd is n invented people, with some names that are hard to compare.
func crowd(t testing.TB, n int) []Person {
	t.Helper()
	hard := []string{"Müller", "O'Neil", "ABDUL-AZIZ", "Ｗｉｄｅ", "ßtraße", "İnci", "Raden  Ajeng", "d’Arc", "㎏", "x\u0301y", "山田", "\xff\xfe", "1985", "٣٤٥"}
	people := make([]Person, n)
	for i := range people {
		p := rostertest.Invent(i)
		people[i] = Person{number18(t, p.NIP), p.Name, p.Unit, uint8(i % 3), uint8(i % 5)}
		if i%7 == 0 {
			people[i].Name += " " + hard[i/7%len(hard)]
		}
		if i%11 == 0 {
			people[i].Unit = hard[i/11%len(hard)] + " " + people[i].NIP.String()[:8]
		}
	}
	return people
}

// A card is a person to be compared by hand.
type card struct {
	Person
	name     string   // folded
	own, all []string // words of the name, and those of the office as well
}

func cards(people []Person) []card {
	cs := make([]card, len(people))
	for i, p := range people {
		name := string(fold(nil, p.Name))
		cs[i] = card{p, name, strings.Fields(name), strings.Fields(name + " " + string(fold(nil, p.Unit)))}
	}
	return cs
}

// scan is Find as its comment has it, one person after the other.
func scan(people []card, query string, limit int) (hits []Hit, total int) {
	if len(query) > longest {
		query = query[:longest]
	}
	if n, err := nip.Parse(query); err == nil {
		query = n.String()
	}
	text := string(fold(nil, query))
	words := strings.Fields(text)
	for _, p := range people {
		number, first := p.NIP.String(), false
		inNumber := func(s string) bool {
			if len(s) < 3 || strings.Trim(s, "0123456789") != "" {
				return false
			}
			first = first || strings.HasPrefix(number, s)
			return strings.Contains(number, s)
		}
		has := func(w string, office bool) bool {
			in := p.own
			if office {
				in = p.all
			}
			return inNumber(w) || slices.ContainsFunc(in, func(v string) bool { return strings.HasPrefix(v, w) })
		}
		hasAll := func(office bool) bool {
			for i := 0; i < len(words); {
				end := i + 1
				for digits(words[i]) && end < len(words) && digits(words[end]) {
					end++
				}
				each := true
				for _, w := range words[i:end] {
					each = has(w, office) && each
				}
				if whole := inNumber(strings.Join(words[i:end], "")); !each && !whole {
					return false
				}
				i = end
			}
			return true
		}
		h := Hit{p.Person, InUnit}
		if !hasAll(true) {
			continue
		}
		switch {
		case first:
			h.Place = NumberBegins
		case strings.HasPrefix(p.name, text):
			h.Place = NameBegins
		case hasAll(false):
			h.Place = InName
		}
		hits = append(hits, h)
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if a.Place != b.Place {
			return int(a.Place) - int(b.Place)
		}
		if c := bytes.Compare(fold(nil, a.Name), fold(nil, b.Name)); c != 0 {
			return c
		}
		return strings.Compare(a.NIP.String(), b.NIP.String())
	})
	return hits[:min(limit, len(hits))], len(hits)
}

// same fails where Find finds somebody else than a scan does.
func same(t *testing.T, x *Index, people []card, query string, limit int) {
	t.Helper()
	got, total := x.Find(query, limit)
	want, wanted := scan(people, query, limit)
	if total != wanted || !slices.Equal(got, want) {
		t.Fatalf("%q: %d, a scan finds %d\n%v\n%v", query, total, wanted, got, want)
	}
}

// Pieces of what people have, in any order, are found as by a scan.
func TestFindIsAScan(t *testing.T) {
	people := crowd(t, 400)
	x, all := build(t, people), cards(people)
	draw := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		var query []string
		p := people[draw.IntN(len(people))]
		for range 1 + draw.IntN(3) {
			if draw.IntN(4) == 0 {
				p = people[draw.IntN(len(people))]
			}
			from := []string{p.Name, p.Unit, p.NIP.String(), p.NIP.Grouped()}[draw.IntN(4)]
			a := draw.IntN(len(from) + 1)
			b := a + draw.IntN(len(from)-a+1)
			if draw.IntN(2) == 0 {
				a = 0
			}
			query = append(query, from[a:b])
		}
		same(t, x, all, strings.Join(query, []string{" ", "", "."}[draw.IntN(3)]), draw.IntN(20))
	}
}

func FuzzFind(f *testing.F) {
	people := append(office(f), crowd(f, 150)...)
	x, all := build(f, people), cards(people)
	for _, q := range []string{"", " ", "siti r", "1985 01", "19850102 202521 1 035", "Ma'", "İ", "\xff", "ß 198 5 a 1", strings.Repeat("ab ", 100)} {
		f.Add(q, 10)
	}
	f.Fuzz(func(t *testing.T, query string, limit int) { same(t, x, all, query, min(max(limit, 0), 50)) })
}
