package bolt

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// fill adds people from to to, batch at a time, each with an entry if wanted.
func fill(b testing.TB, s *Store, from, to, batch int, entries bool) {
	b.Helper()
	for ; from < to; from += batch {
		ns := make([]nip.NIP, min(batch, to-from))
		for i := range ns {
			ns[i] = storetest.NIP(from + i)
		}
		err := s.Merge(b.Context(), ns, func(i int, a *store.Account, known bool) (bool, store.Effects, error) {
			if !known {
				*a = storetest.Person(from + i)
			}
			var e store.Effects
			if entries && !known {
				e.Entries = []store.Entry{{What: store.AccountAdded, NIP: a.NIP}}
			}
			return !known, e, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// anonymous is the memory of this process that is no file, in MiB, where the
// system says so.
func anonymous() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, line, _ := strings.Cut(string(status), "RssAnon:")
	kb, _ := strconv.Atoi(strings.Fields(line + " 0")[0])
	return float64(kb) / 1024
}

func size(b *testing.B) int {
	n := 200_000
	if v, err := strconv.Atoi(os.Getenv("AKTIVASI_BENCH_ACCOUNTS")); err == nil {
		n = v
	}
	return n
}

func benchStore(b *testing.B, people int) *Store {
	b.Helper()
	s, err := Create(filepath.Join(b.TempDir(), "db"), testKey(b, 1), store.Real, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	fill(b, s, 0, people, 8192, false)
	return s
}

// BenchmarkMerge imports new people, some thousands at a time, into an empty
// store and into one that has many already (200,000, or what the variable
// AKTIVASI_BENCH_ACCOUNTS says). One operation is one batch.
func BenchmarkMerge(b *testing.B) {
	for _, had := range []int{0, size(b)} {
		s := benchStore(b, had)
		next := had
		for _, batch := range []int{2048, 4096, 8192, -4096} { // below zero: with entries
			entries := batch < 0
			batch = max(batch, -batch)
			b.Run(fmt.Sprintf("had=%d/batch=%d/entries=%v", had, batch, entries), func(b *testing.B) {
				rows := 0
				for b.Loop() {
					fill(b, s, next, next+batch, batch, entries)
					next += batch
					rows += batch
				}
				b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
				b.ReportMetric(anonymous(), "RssAnon-MiB")
			})
		}
		b.Run(fmt.Sprintf("had=%d/again", had), func(b *testing.B) { // the same file once more
			for b.Loop() {
				fill(b, s, 0, 4096, 4096, false)
			}
			b.ReportMetric(4096*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkAccount(b *testing.B) {
	s := benchStore(b, size(b))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := s.Account(b.Context(), storetest.NIP(i*7919%size(b))); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkChange is a sign-in's worth of writing, which waits for the disk
// twice.
func BenchmarkChange(b *testing.B) {
	s := benchStore(b, size(b))
	i := 0
	for b.Loop() {
		err := s.Change(b.Context(), storetest.NIP(i*7919%size(b)), func(a *store.Account) (store.Effects, error) {
			a.Tries[store.OTPTries].Wrong++
			return store.Effects{Entries: []store.Entry{{What: store.SignedIn, NIP: a.NIP}}}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkOpen(b *testing.B) {
	s := benchStore(b, size(b))
	path := s.file.Name()
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(path, testKey(b, 1), store.Real, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
