package roster

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A register is a Merger in memory that counts its writes.
type register struct {
	accounts map[nip.NIP]store.Account
	entries  []store.Entry
	units    []string
	sets     int   // how often they were set
	broken   error // what setting them gives
	writes   int
	merges   int
	fail     error
	again    bool // call each function twice, as a store with rivals would
}

func newRegister() *register { return &register{accounts: map[nip.NIP]store.Account{}} }

func (g *register) Merge(_ context.Context, ns []nip.NIP, f func(int, *store.Account, bool) (bool, store.Effects, error)) error {
	g.merges++
	if g.fail != nil {
		return g.fail
	}
	next := maps.Clone(g.accounts)
	for i, n := range ns {
		was, known := g.accounts[n]
		var (
			a     store.Account
			write bool
			e     store.Effects
			err   error
		)
		for range map[bool]int{false: 1, true: 2}[g.again] {
			a = was.Clone()
			a.NIP = n
			if write, e, err = f(i, &a, known); err != nil {
				return err
			}
		}
		g.entries = append(g.entries, e.Entries...)
		if write {
			g.writes++
			next[n] = a
		}
	}
	g.accounts = next
	return nil
}

func (g *register) Units(context.Context) ([]string, error) { return slices.Clone(g.units), nil }

func (g *register) SetUnits(_ context.Context, units []string) error {
	if g.broken != nil {
		return g.broken
	}
	g.units = slices.Clone(units)
	g.sets++
	return nil
}

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// words are terse, so that a test's report can be read.
var words = Words{
	Line: "line", Verdict: "verdict", Code: "code", Person: "nip", Reason: "reason",
	Refused: "refused", Imported: "imported",
	Say: func(n Note) string {
		switch {
		case n.Number != nip.None:
			return n.Number.String()
		case n.First != 0:
			return fmt.Sprintf("see line %d", n.First)
		}
		return n.Detail
	},
}

// bring imports file into g and returns the report without its headings.
func bring(t *testing.T, g *register, file string, o Options) (Summary, string) {
	t.Helper()
	var report bytes.Buffer
	o.Now, o.Report, o.Words = now, &report, words
	sum, err := Import(t.Context(), strings.NewReader(file), g, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum.Added + sum.Updated + sum.Unchanged + sum.Refused; got != sum.Read {
		t.Errorf("%d rows are accounted for, %d were read", got, sum.Read)
	}
	return sum, strings.TrimPrefix(report.String(), "line,verdict,code,nip,reason\r\n")
}

// person returns what g has about the one whose number ends so.
func (g *register) person(t *testing.T, number string) store.Account {
	t.Helper()
	n, err := nip.Parse(number)
	if err != nil {
		t.Fatal(err)
	}
	a, ok := g.accounts[n]
	if !ok {
		t.Fatalf("%s is not there", number)
	}
	return a
}

const (
	ani  = "199001012015011001" // PNS
	beni = "198802292012122003" // PNS
	caca = "199312012025212001" // PPPK
)
