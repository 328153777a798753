package roster

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// rows is how many people a benchmark imports. ROSTER_ROWS=1000000 is the figure
// that docs/performance.md gives; it takes a gigabyte of disk or two.
func rows(b *testing.B) int {
	b.Helper()
	if s := os.Getenv("ROSTER_ROWS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 20_000
}

// invented is a file of n invented people.
func invented(b *testing.B, n int) *os.File {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "roster.csv"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := f.Close(); err != nil {
			b.Error(err)
		}
	})
	if err := rostertest.Write(f, n); err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkImport imports a whole roster into a new store on disk: into an empty
// one, and then the same once more.
func BenchmarkImport(b *testing.B) {
	n := rows(b)
	file := invented(b, n)
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	fresh := func(b *testing.B) *bolt.Store {
		b.Helper()
		s, err := bolt.Create(filepath.Join(b.TempDir(), "store.db"), key, store.Practice, bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			if err := s.Close(); err != nil {
				b.Error(err)
			}
		})
		return s
	}
	run := func(b *testing.B, s *bolt.Store) Summary {
		b.Helper()
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			b.Fatal(err)
		}
		sum, err := Import(b.Context(), file, s, Options{Now: now})
		if err != nil {
			b.Fatal(err)
		}
		return sum
	}
	report := func(b *testing.B, most int) {
		b.Helper()
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
		b.ReportMetric(float64(most)/1024, "RssAnon-MiB")
		b.ReportMetric(0, "ns/op")
	}

	b.Run("new", func(b *testing.B) {
		most := peak(b)
		for range b.N {
			b.StopTimer()
			s := fresh(b)
			b.StartTimer()
			if sum := run(b, s); sum.Added != n {
				b.Fatalf("%+v", sum)
			}
		}
		report(b, most())
	})
	b.Run("again", func(b *testing.B) {
		s := fresh(b)
		run(b, s)
		b.ResetTimer()
		most := peak(b)
		for range b.N {
			if sum := run(b, s); sum.Unchanged != n {
				b.Fatalf("%+v", sum)
			}
		}
		report(b, most())
	})
}

// peak looks at the process's own memory a hundred times a second, which is
// often enough to see a commit, until the function it returns is called.
func peak(b *testing.B) (most func() int) {
	b.Helper()
	debug.FreeOSMemory() // what an earlier benchmark left
	done, answer := make(chan bool), make(chan int)
	go func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		most := anon()
		for {
			select {
			case <-tick.C:
				most = max(most, anon())
			case <-done:
				answer <- most
				return
			}
		}
	}()
	return func() int { close(done); return <-answer }
}

// BenchmarkJudge reads and judges a roster and writes nothing.
func BenchmarkJudge(b *testing.B) {
	n := rows(b)
	file := invented(b, n)
	for b.Loop() {
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			b.Fatal(err)
		}
		t, err := open(file)
		if err != nil {
			b.Fatal(err)
		}
		j, good := newJudge(false), 0
		for x := (batch{}); x.err == nil; {
			x = t.batch(j, batchSize)
			good += len(x.people)
		}
		if good != n {
			b.Fatalf("%d of %d rows are good", good, n)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// anon is the process's own memory in KiB, without the mapped file, or 0 where
// the system does not say (Linux, proc(5)).
func anon() int {
	status, _ := os.ReadFile("/proc/self/status")
	kib := 0
	if _, rest, ok := strings.Cut(string(status), "RssAnon:"); ok {
		_, _ = fmt.Sscan(rest, &kib)
	}
	return kib
}
