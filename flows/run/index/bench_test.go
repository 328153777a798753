package index

import (
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"aktivasi/flows/run/roster/rostertest"
)

// size is how many people are invented. INDEX_PEOPLE=1000000 is the larger figure
// that docs/performance.md gives.
func size(b *testing.B) int {
	b.Helper()
	if s := os.Getenv("INDEX_PEOPLE"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 200_000
}

func invented(b *testing.B) []Person {
	people := make([]Person, size(b))
	for i := range people {
		p := rostertest.Invent(i)
		people[i] = Person{number18(b, p.NIP), p.Name, p.Unit + ", " + p.Parent, uint8(i % 3), uint8(i % 5)}
	}
	return people
}

// heap is the memory in use, in MiB.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkBuild builds an index of people who are in memory already: what the
// store takes to read them comes on top.
func BenchmarkBuild(b *testing.B) {
	people := invented(b)
	before, x := heap(), new(Index)
	for b.Loop() {
		x.Close()
		var err error
		if x, err = Build(b.Context(), walk(people)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(heap()-before, "MiB")
	x.Close()
	runtime.KeepAlive(people)
}

// BenchmarkFind types questions a key at a time. Each is asked some times, and the
// median counts, as a machine that others use as well makes any of them slow now
// and then; the figures are the slowest question, and the slowest but one in a
// hundred.
func BenchmarkFind(b *testing.B) {
	x := build(b, invented(b))
	var queries []string
	for _, q := range []string{
		"bace", "metu riwe", "dinas pendidikan pemuda dan olahraga", "sd negeri fogudi 3 metu",
		"198501", "1990 metu", "19850102 202521 1 035", "guru 1985 sd negeri bace",
	} {
		for i := range q {
			queries = append(queries, q[:i+1])
		}
	}
	took := make([][]time.Duration, len(queries))
	for b.Loop() {
		for i, q := range queries {
			began := time.Now()
			x.Find(q, 50)
			took[i] = append(took[i], time.Since(began))
		}
	}
	median := make([]time.Duration, len(queries))
	for i, t := range took {
		slices.Sort(t)
		median[i] = t[len(t)/2]
	}
	slices.Sort(median)
	b.ReportMetric(float64(median[len(median)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(median[len(median)*99/100].Microseconds())/1000, "ms-p99")
	b.ReportMetric(float64(median[len(median)-1].Microseconds())/1000, "ms-most")
	b.ReportMetric(0, "ns/op")
}
