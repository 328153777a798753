package storetest

import (
	"slices"
	"testing"
	"time"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

func terminals(t *testing.T, s store.Store) {
	slips := []time.Time{noon, noon.Add(time.Second)}
	for _, name := range []string{"loket-1", "loket-2", ""} {
		err := s.ChangeTerminal(t.Context(), name, func(m *store.Terminal) (store.Effects, error) {
			if len(m.Slips) != 0 || m.Level != 0 || !m.Until.IsZero() {
				t.Errorf("%q is not new: %+v", name, m)
			}
			m.Slips, m.Until, m.Level = slices.Clone(slips), noon, len(name)
			return store.Effects{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"loket-1", "loket-2", ""} {
		err := s.ChangeTerminal(t.Context(), name, func(m *store.Terminal) (store.Effects, error) {
			if !slices.Equal(m.Slips, slips) || m.Level != len(name) || !m.Until.Equal(noon) {
				t.Errorf("%q is remembered as %+v", name, m)
			}
			return store.Effects{}, nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func units(t *testing.T, s store.Store) {
	many := make([]string, 900)
	for i := range many {
		many[i] = Person(i).Name
	}
	for _, want := range [][]string{
		nil,
		{"Sekretariat Daerah", "Dinas A", "dinas a", "", "Dinas A"},
		many,
		{"Dinas <B> & “C”"},
		{},
		{"Dinas A"},
	} {
		if want != nil {
			in := slices.Clone(want)
			if err := s.SetUnits(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			for i := range in {
				in[i] = "x" // what was handed over is the store's alone
			}
		}
		got, err := s.Units(t.Context())
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d units %.60q, %v; want %d %.60q", len(got), got, err, len(want), want)
		}
	}
	if err := s.SetUnits(t.Context(), []string{"Dinas B", "\xff"}); err == nil {
		t.Error("a unit that is no text is kept")
	}
	if got, err := s.Units(t.Context()); err != nil || !slices.Equal(got, []string{"Dinas A"}) {
		t.Errorf("units %q, %v; want those before", got, err)
	}
}

func marks(t *testing.T, s store.Store) {
	if m := s.Mark(nip.NIP{}); m != (store.Mark{}) {
		t.Errorf("nobody is marked %+v", m)
	}
	seen := make(map[string]bool)
	for i := range 100 {
		m := s.Mark(NIP(i))
		if m != s.Mark(NIP(i)) || len(m.Key) != 32 || m.Masked != NIP(i).Masked() {
			t.Errorf("%s is marked %+v and %+v", NIP(i).Masked(), m, s.Mark(NIP(i)))
		}
		seen[m.Key] = true
	}
	if len(seen) != 100 {
		t.Errorf("%d of 100 marks differ", len(seen))
	}
}
