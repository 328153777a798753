package bolt

import (
	"path/filepath"
	"strconv"
	"testing"
)

// BenchmarkCopy, BenchmarkCompact and BenchmarkRotate are of the whole store, of
// as many people as BenchmarkMerge says.
func BenchmarkCopy(b *testing.B) {
	s := benchStore(b, size(b))
	dir, i := b.TempDir(), 0
	for b.Loop() {
		if err := s.Copy(b.Context(), filepath.Join(dir, strconv.Itoa(i))); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(anonymous(), "RssAnon-MiB")
}

func BenchmarkCompact(b *testing.B) {
	s := benchStore(b, size(b))
	var before, after int64
	for i := 0; b.Loop(); i++ {
		was, is, err := s.Compact(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if i == 0 {
			before, after = was, is
		}
	}
	b.ReportMetric(float64(before)/(1<<20), "MiB-before")
	b.ReportMetric(float64(after)/(1<<20), "MiB-after")
	b.ReportMetric(anonymous(), "RssAnon-MiB")
}

func BenchmarkRotate(b *testing.B) {
	s := benchStore(b, size(b))
	for n := byte(2); b.Loop(); n++ {
		if err := s.Rotate(b.Context(), testKey(b, n), nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(anonymous(), "RssAnon-MiB")
}
