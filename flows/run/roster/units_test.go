package roster

import (
	"bytes"
	"crypto/rand"
	"errors"
	"slices"
	"testing"

	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/store"
	"aktivasi/store/memory"
)

// Offices keep the place where a roster first named them; new ones follow. Who
// is refused brings none, and a dry run none at all.
func TestUnits(t *testing.T) {
	t.Parallel()
	const head = "NIP,NAMA,UNOR NAMA,KEDUDUKAN HUKUM\n"
	g := newRegister()
	for _, tt := range []struct {
		file string
		dry  bool
		want []string
		sets int
	}{
		{head + beni + ",BENI,Sekretariat,Aktif\n", true, nil, 0},
		{head + beni + ",BENI,Sekretariat,Aktif\n" + ani + ",ANI,Dinas B,Aktif\n" + caca + ",CACA,Sekretariat,Aktif\n", false, []string{"Sekretariat", "Dinas B"}, 1},
		{head + ani + ",ANI,Dinas B,Aktif\n" + beni + ",BENI,,Aktif\n" + "123,DODI,Dinas D,Aktif\n" + caca + ",CACA,Dinas A,Aktif\n", false, []string{"Sekretariat", "Dinas B", "Dinas A"}, 2},
		{head + ani + ",ANI,Dinas B,Aktif\n", false, []string{"Sekretariat", "Dinas B", "Dinas A"}, 2},
		{head + ani + ",ANI,Dinas C,Pemberhentian\n", false, []string{"Sekretariat", "Dinas B", "Dinas A"}, 2},
	} {
		g.again = !g.again
		bring(t, g, tt.file, Options{DryRun: tt.dry})
		if !slices.Equal(g.units, tt.want) || g.sets != tt.sets {
			t.Errorf("after\n%sthe units are %q, kept %d times; want %q, %d", tt.file, g.units, g.sets, tt.want, tt.sets)
		}
	}
	g.broken = errors.New("broken")
	var sum Summary
	sum, err := Import(t.Context(), bytes.NewBufferString(head+ani+",ANI,Dinas E,Aktif\n"), g, Options{Now: now})
	if !errors.Is(err, g.broken) || sum.Updated != 1 {
		t.Errorf("%+v, %v; want the row counted, and the error", sum, err)
	}
}

// A whole roster, in small batches, into a store: no office is missing.
func TestUnitsInStore(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := rostertest.Write(&file, 200); err != nil {
		t.Fatal(err)
	}
	m, err := memory.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Import(t.Context(), &file, m, Options{Now: now, batch: 7}); err != nil {
		t.Fatal(err)
	}
	units, err := m.Units(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	err = m.Accounts(t.Context(), func(a store.Account) error {
		if seen[a.Unit] = true; a.Unit != "" && !slices.Contains(units, a.Unit) {
			t.Errorf("%q has no place", a.Unit)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	delete(seen, "")
	if len(seen) < 2 || len(units) != len(seen) {
		t.Errorf("%d units have a place, of %d", len(units), len(seen))
	}
}
