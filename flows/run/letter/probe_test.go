package letter

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// A probe looks like the letters that bring codes, has none, and says when and
// where from.
func TestProbe(t *testing.T) {
	t.Parallel()
	for _, org := range offices {
		for _, desk := range append(offices, "Meja 1") {
			l := Probe(someone(t), desk, until, wib, org)
			noLinks(t, l)
			if !l.Code.Empty() || !strings.Contains(l.Text.Reveal(), "\n\n09.31 WIB\n\n") || !strings.Contains(l.Text.Reveal(), "Selasa, 6 Januari 2026") {
				t.Fatalf("it is\n%s", l.Text.Reveal())
			}
			if text, html := strings.Fields(l.Text.Reveal()), strings.Fields(body(t, l.HTML.Reveal())); !slices.Equal(text, html) {
				t.Errorf("%q\n%q", text, html)
			}
		}
	}
	if l := Probe(someone(t), "Meja 1", until, time.UTC, "BKPSDM Kota Contoh"); !strings.Contains(l.Text.Reveal(), "\nTerminal Meja 1\n") ||
		!strings.Contains(l.Text.Reveal(), "\nBKPSDM Kota Contoh\n") || strings.Contains(l.String(), "reset") {
		t.Errorf("%v:\n%s", l, l.Text.Reveal())
	}
}
