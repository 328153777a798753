package crowd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"aktivasi/flows/address"
	"aktivasi/flows/calendar"
	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
)

// check says everything that must be true of one person.
func check(t interface{ Errorf(string, ...any) }, i int, p Person) {
	if n, err := nip.Parse(p.NIP.String()); err != nil || n != p.NIP {
		t.Errorf("person %d: the number reads as %v, %v", i, n, err)
	}
	if p.NIP.Unusual() {
		t.Errorf("person %d: about %s one would ask back", i, p.NIP.Grouped())
	}
	if year, _ := p.NIP.Appointed(); year > 2025 || p.NIP.Type() == nip.PPPK && year < 2021 {
		t.Errorf("person %d: a %v of %d", i, p.NIP.Type(), year)
	}
	if s := p.NIP.String()[15:]; s < "901" {
		t.Errorf("person %d: sequence %s could be somebody's", i, s)
	}
	if d := p.NIP.Birth(); d.Day() == 1 || d.AddDate(0, 0, 1).Day() == 1 {
		t.Errorf("person %d: born on %v, as all are whose birthday nobody knows", i, d)
	}
	if p.PartTime && p.NIP.Type() != nip.PPPK {
		t.Errorf("person %d: a PNS part of the time", i)
	}
	for _, s := range []string{p.Name, p.Unit, p.Region, p.Email} {
		if s == "" || s != legible.Line(s, MaxText) || utf8.RuneCountInString(s) != len(s) {
			t.Errorf("person %d: %q is not fit to be shown", i, s)
		}
	}
	a, err := address.Parse(p.Email)
	if err != nil || a.Folded() != p.Email || !strings.HasSuffix(p.Email, ".example") {
		t.Errorf("person %d: address %s: %v", i, p.Email, err)
	}
	if !strings.Contains(p.Unit, "Contoh ") || strings.ContainsAny(p.Unit, "@#") {
		t.Errorf("person %d: works at %q, which may be a place", i, p.Unit)
	}
	if !slices.ContainsFunc(regions, func(r region) bool {
		called := map[nip.Sex]names{nip.Male: r.men, nip.Female: r.women}[p.NIP.Sex()]
		return r.name == p.Region && r.zone == p.Zone &&
			slices.ContainsFunc(called.given, func(s string) bool { return strings.Contains(" "+p.Name+" ", " "+s+" ") })
	}) {
		t.Errorf("person %d: in %s nobody with %s is called %s", i, p.Region, p.NIP.Grouped(), p.Name)
	}
	if words := strings.Fields(p.Name); len(slices.Compact(slices.Sorted(slices.Values(words)))) != len(words) {
		t.Errorf("person %d: %q is called the same twice", i, p.Name)
	}
}

// As many as no class will ever have: all are whole, and no two alike.
func TestFortyThousand(t *testing.T) {
	t.Parallel()
	const many = 40_000
	numbers, boxes := make(map[nip.NIP]bool), make(map[string]bool)
	units, regions, zones := make(map[string]int), make(map[string]int), make(map[string]int)
	kinds, names := make(map[string]int), make(map[string]bool)
	for i := range many {
		p := Crowd(1).Person(i)
		if check(t, i, p); t.Failed() {
			return
		}
		if numbers[p.NIP] || boxes[p.Email] {
			t.Fatalf("person %d is there already", i)
		}
		numbers[p.NIP], boxes[p.Email], names[p.Name] = true, true, true
		units[p.Unit]++
		regions[p.Region]++
		zones[calendar.Zone(time.Unix(0, 0).In(p.Zone))]++
		kinds[fmt.Sprint(p.NIP.Type(), p.NIP.Sex(), p.PartTime)]++
	}
	t.Logf("%d names, %d offices, %d regions, %v, %v", len(names), len(units), len(regions), zones, kinds)
	if len(names) < 5000 || len(units) < 4000 || len(regions) < 15 {
		t.Errorf("%d names, %d offices, %d regions", len(names), len(units), len(regions))
	}
	for unit, n := range units {
		if n > many/200 {
			t.Errorf("%d of %d work at %s", n, many, unit)
		}
	}
	for what, of := range map[string]map[string]int{"regions": regions, "zones": zones, "kinds": kinds} {
		for name, n := range of {
			if n < many/100 {
				t.Errorf("%s: only %d of %d are of %s", what, n, many, name)
			}
		}
	}
	if len(zones) != 3 || zones["WIB"]+zones["WITA"]+zones["WIT"] != many || len(kinds) != 6 {
		t.Errorf("zones %v, kinds and sexes %v", zones, kinds)
	}
}

// A class of forty already has some of everything.
func TestClass(t *testing.T) {
	t.Parallel()
	for seed := range Crowd(20) {
		zones, kinds, units := make(map[*time.Location]bool), make(map[string]bool), make(map[string]bool)
		for i := range 40 {
			p := seed.Person(i)
			zones[p.Zone], kinds[fmt.Sprint(p.NIP.Type(), p.PartTime)], units[p.Unit] = true, true, true
		}
		if len(zones) != 3 || len(kinds) != 3 || len(units) < 36 {
			t.Errorf("crowd %d: %d zones, %d kinds, %d offices", seed, len(zones), len(kinds), len(units))
		}
	}
}

// Birthday and sequence tell everybody apart, up to the last one.
func TestNoNumberTwice(t *testing.T) {
	t.Parallel()
	seen := make([]bool, Size)
	for i := range uint64(Size) {
		at := i * stride % Size
		if seen[at] {
			t.Fatalf("person %d has the number of another", i)
		}
		seen[at] = true
	}
	if a, b := Crowd(7).Person(3), Crowd(7).Person(3+Size); a.NIP.String()[:8] != b.NIP.String()[:8] {
		t.Error("the numbers do not begin anew")
	}
}

func TestAnyCrowd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, i, k := Crowd(rapid.Uint64().Draw(t, "seed")), rapid.Int().Draw(t, "i"), rapid.IntRange(1, Size-1).Draw(t, "k")
		p := c.Person(i)
		if i >= 0 && i < Size {
			check(t, i, p)
			if q := c.Person((i + k) % Size); q.NIP == p.NIP || q.Email == p.Email {
				t.Errorf("%d and %d are alike", i, (i+k)%Size)
			}
		}
		if again := c.Person(i); again != p {
			t.Errorf("person %d is another the second time", i)
		}
	})
}

func TestNew(t *testing.T) {
	t.Parallel()
	a, err := New(strings.NewReader("12345678"))
	b, err2 := New(strings.NewReader("12345679"))
	if err := errors.Join(err, err2); err != nil || a.Person(0).NIP == b.Person(0).NIP {
		t.Errorf("two crowds begin with the same person, %v", err)
	}
	broken := errors.New("broken")
	if _, err := New(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("err = %v, want %v", err, broken)
	}
}

// The lists are long enough and hold names: one with a digit would make two
// mailboxes out of one.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, r := range regions {
		for _, n := range []names{r.men, r.women} {
			last := n.last
			if last == nil {
				last = r.clans
			}
			for _, s := range slices.Concat(n.front, n.given, last) {
				if strings.ContainsAny(s, "0123456789") || s != strings.TrimSpace(s) {
					t.Errorf("%s: %q", r.name, s)
				}
			}
			if slices.Contains(n.given, "") || len(n.given) < 8 || len(last) < 3 || len(r.places) < 3 || r.share == 0 || r.zone == nil {
				t.Errorf("%s: %d given names, %d last ones, %d places", r.name, len(n.given), len(last), len(r.places))
			}
		}
	}
}
