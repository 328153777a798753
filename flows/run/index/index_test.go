package index

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store/storetest"
)

func number18(t testing.TB, s string) nip.NIP {
	t.Helper()
	n, err := nip.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// office is a small one; everybody in it is invented.
func office(t testing.TB) []Person {
	t.Helper()
	p := func(number, name, unit string) Person {
		return Person{NIP: number18(t, number), Name: name, Unit: unit}
	}
	return []Person{
		p("19900101 201501 1 001", "SITI RAHMAWATI, S.Kom.", "Dinas Kesehatan"),
		p("19900101 201501 2 002", "Siti Aisyah", "Dinas Rahayu"),
		p("19881231 201501 2 003", "Dewi Siti Rahma", "Dinas Kesehatan"),
		p("19850102 202521 1 035", "Ahmad Ma’ruf", "SMP Negeri 3"),
		p("19750817 199903 1 035", "H. Ma'ruf Amin", "SD Negeri 1985"),
		p("19850102 202521 2 014", "Nuraini", "SMP Negeri 1"),
		p("19920229 201912 2 001", "José Ｆｕｌｌ Wibowo", "Kecamatan Sirahan"),
		p("19920229 201912 2 002", "", ""),
		p("19800505 200501 1 001", "Siti Aisyah", "Kecamatan Sirahan"),
	}
}

// walk hands out people as a store would.
func walk(people []Person) func(func(Person) error) error {
	return func(yield func(Person) error) error {
		for _, p := range people {
			if err := yield(p); err != nil {
				return err
			}
		}
		return nil
	}
}

// build is an Index of people.
func build(t testing.TB, people []Person) *Index {
	t.Helper()
	x, err := Build(t.Context(), walk(people))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(x.Close)
	return x
}

// last is how a test calls people: the last four digits of their numbers.
func last(hits []Hit) string {
	var s []string
	for _, h := range hits {
		n := h.NIP.String()
		s = append(s, n[14:])
	}
	return strings.Join(s, " ")
}

func TestFind(t *testing.T) {
	x := build(t, office(t))
	for query, want := range map[string]string{
		"siti":                    "1001 2002 1001 2003", // names that begin with it, by name and number; then those with it further on
		"siti r":                  "1001 2003 2002",      // as it stands, then in any order, then with the office
		"rahma siti":              "2003 1001",           // words begin: Sirahan has no rahma
		"rah":                     "2003 1001 2002",      // 2002 by the office
		"ahma":                    "1035",                // Ahmad; the middle of Rahmawati is no beginning
		"KESEHATAN dinas":         "2003 1001",
		"maruf":                   "1035 1035",
		"ma'ruf":                  "1035 1035",
		"nur’aini":                "2014",
		"jose full":               "2001",
		"josé":                    "2001",
		"s.kom":                   "1001",
		"1985":                    "1035 2014 1035", // two numbers begin with it, then an office has it
		"850102":                  "1035 2014",
		"19850102 2025":           "1035 2014",
		"19850102.202521.1":       "1035 2014", // in one piece, and by the 1 of SMP Negeri 1
		"19850102 202521 1 035":   "1035",
		"NIP. 198501022025211035": "1035",
		"１９８５０１０２２０２５２１１０３５": "1035",
		"035":                 "1035 1035", // of equals, Ahmad before H.
		"35":                  "",          // two digits are in most numbers, and begin no word
		"smp 3":               "1035",
		"smp 3 1985":          "1035", // an office and a year
		"smp 1 1985":          "2014",
		"3 1985":              "1035",      // though 31985 is in no number
		"1985 01":             "1035 2014", // though 01 begins no word
		"1990 siti":           "2002 1001",
		"siti siti siti":      "2003 1001 2002 1001",
		"sitix":               "",
		"siti 999":            "",
		"1990010120150110011": "", // nineteen digits
	} {
		hits, total := x.Find(query, 10)
		if got := last(hits); total != len(hits) || got != want {
			t.Errorf("%q: %s (%d), want %s", query, got, total, want)
		}
	}
	if hits, total := x.Find("", 2); total != 9 || len(hits) != 2 || hits[0].Name != "" || hits[1].Name != "Ahmad Ma’ruf" {
		t.Errorf("everybody: %+v, %d", hits, total)
	}
	if hits, total := x.Find("siti", 0); total != 4 || len(hits) != 0 {
		t.Errorf("nobody at most: %+v, %d", hits, total)
	}
}

// What stands far behind in a question, pasted by mistake, is not looked at.
func TestFindIsBounded(t *testing.T) {
	x := build(t, office(t))
	if _, total := x.Find(strings.Repeat("siti ", 50)+"nobody", 10); total != 4 {
		t.Errorf("%d", total)
	}
}

// A hit is the person as they were handed in.
func TestFindGivesPeopleBack(t *testing.T) {
	people := office(t)
	for i := range people {
		people[i].Kind, people[i].State = uint8(i), uint8(200+i)
	}
	x := build(t, people)
	if x.Len() != len(people) {
		t.Errorf("%d people", x.Len())
	}
	for _, p := range people {
		hits, total := x.Find(p.NIP.Grouped(), 2)
		if total != 1 || len(hits) != 1 || hits[0] != (Hit{p, NumberBegins}) {
			t.Errorf("%+v: %+v, %d", p, hits, total)
		}
	}
}

func TestUpdate(t *testing.T) {
	people := office(t)
	x := build(t, people)
	p := people[3]
	p.Kind, p.State, p.Name = 2, 4, "somebody else"
	if !x.Update(p) {
		t.Fatal("not there")
	}
	hits, _ := x.Find("ahmad", 1)
	if len(hits) != 1 || hits[0].Kind != 2 || hits[0].State != 4 || hits[0].Name != people[3].Name {
		t.Errorf("%+v", hits)
	}
	if hits, _ := x.Find("nuraini", 1); hits[0].State != 0 {
		t.Errorf("somebody else has changed: %+v", hits)
	}
	if x.Update(Person{NIP: storetest.NIP(1)}) {
		t.Error("updated a stranger")
	}
}

// After Close nobody is found, and nobody is in the memory either.
func TestClose(t *testing.T) {
	x := build(t, office(t))
	names, units, words, numbers, who := x.names.bytes, x.units.bytes, x.inNames.bytes, x.numbers, x.inNames.who
	if !bytes.Contains(names, []byte("RAHMAWATI")) || !bytes.Contains(units, []byte("Kesehatan")) || !bytes.Contains(words, []byte("rahmawati")) {
		t.Fatal("this test looks in the wrong place")
	}
	x.Close()
	for _, b := range [][]byte{names, units, words} {
		if len(bytes.Trim(b, "\x00")) != 0 {
			t.Errorf("left: %q", b)
		}
	}
	if slices.ContainsFunc(numbers, func(n number) bool { return n != 0 }) || slices.ContainsFunc(who, func(i uint32) bool { return i != 0 }) {
		t.Error("numbers are left")
	}
	if hits, total := x.Find("", 10); hits != nil || total != 0 || x.Len() != 0 || x.Update(office(t)[0]) {
		t.Errorf("found %+v, %d", hits, total)
	}
	x.Close()
}

func TestBuildFails(t *testing.T) {
	broken := errors.New("the store broke")
	if _, err := Build(t.Context(), func(func(Person) error) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the store: %v", err)
	}
	if _, err := Build(t.Context(), func(yield func(Person) error) error { return yield(Person{Name: "Nobody"}) }); err == nil {
		t.Error("somebody without a number")
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	_, err := Build(ctx, func(yield func(Person) error) error {
		for i := range 100 {
			if i == 50 {
				cancel() // the officer signs out
			}
			if err := yield(Person{NIP: storetest.NIP(i)}); err != nil {
				return err
			}
			seen++
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || seen != 50 {
		t.Errorf("signed out: %v after %d", err, seen)
	}
}

func TestBuildRefusesWhatDoesNotFit(t *testing.T) {
	b := builder{x: new(Index), most: 10, unitIDs: map[string]uint32{}}
	p := Person{NIP: storetest.NIP(1), Name: "ten bytes.", Unit: "ten bytes."}
	if err := b.add(p); err != nil {
		t.Fatal(err)
	}
	p.Name, p.Unit = "", "x"
	if err := b.add(p); !errors.Is(err, ErrTooMany) {
		t.Errorf("an office too many: %v", err)
	}
	p.Name, p.Unit = "x", ""
	if err := b.add(p); !errors.Is(err, ErrTooMany) {
		t.Errorf("a name too many: %v", err)
	}
}

func TestNobody(t *testing.T) {
	x := build(t, nil)
	if hits, total := x.Find("siti", 10); hits != nil || total != 0 {
		t.Errorf("%+v, %d", hits, total)
	}
}

// Many look, one changes, one closes.
func TestAtOnce(t *testing.T) {
	people := crowd(t, 500)
	x := build(t, people)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for j := range 50 {
				x.Find(people[i*50+j].Name, 5)
				x.Update(people[j])
			}
		})
	}
	all.Go(x.Close)
	all.Wait()
}

// A set begins and ends within its words of 64.
func TestSetFill(t *testing.T) {
	for _, c := range [][2]int{{0, 0}, {0, 1}, {0, 64}, {1, 63}, {63, 65}, {64, 128}, {5, 200}, {199, 200}, {0, 200}} {
		s := newSet(200)
		s.add(7)
		s.fill(c[0], c[1])
		var got []int
		all := newSet(200)
		all.fill(0, 200)
		s.take(all, func(i int) bool { got = append(got, i); return true })
		if len(got) != c[1]-c[0] || len(got) > 0 && (got[0] != c[0] || got[len(got)-1] != c[1]-1) || s.count() != 0 {
			t.Errorf("%v: %v", c, got)
		}
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"": "", " .-": "", "Siti  RAHMAWATI, S.Kom.": "siti rahmawati s kom", "Nur'aini Ma’ruf": "nuraini maruf",
		"José ﬁ Ａ１": "jose fi a1", "(é)": "e", "İstanbul": "istanbul", "a\xffb": "a b", "山田": "山田",
	} {
		if got := string(fold(nil, s)); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
		if got := string(fold([]byte("x"), s)); got != "x"+want {
			t.Errorf("%q behind x: %q", s, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for i := range 3000 {
		if n := storetest.NIP(i * 3331); pack(n).unpack() != n {
			t.Fatalf("%v came back as %v", n, pack(n).unpack())
		}
	}
	n := pack(number18(t, "199001012015011001"))
	for word, want := range map[string]uint16{"199": 1, "199001012015011001": 1, "001": 1<<3 | 1<<15, "010": 1 << 4, "2015": 1 << 8, "2016": 0} {
		if got := newRun(word).in(n); got != want {
			t.Errorf("%s: %b, want %b", word, got, want)
		}
	}
	for _, word := range []string{"", "19", "1990010120150110011", "abc", "19a"} {
		if newRun(word) != nil {
			t.Errorf("%q is looked for", word)
		}
	}
}
