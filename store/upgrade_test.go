package store

import (
	"bytes"
	"errors"
	"os"
	"testing"
)

// Every version before this one can be brought to it, and has its fixture.
func TestUpgrades(t *testing.T) {
	t.Parallel()
	for name, ups := range map[string][]upgrade{
		"account": accountUpgrades[:], "entry": entryUpgrades[:], "officer": officerUpgrades[:],
		"case": caseUpgrades[:], "mail": mailUpgrades[:], "terminal": terminalUpgrades[:],
	} {
		for i, up := range ups {
			if up == nil {
				t.Errorf("nothing brings an %s of version %d to the next", name, i+1)
			}
		}
	}
}

// Several upgrades follow one another: shown on an invented second and third
// version.
func TestDecodeUpgrades(t *testing.T) {
	t.Parallel()
	old, err := os.ReadFile("testdata/account-v1.json")
	if err != nil {
		t.Fatal(err)
	}
	rename := func(from, to, old, new string) upgrade {
		return func(b []byte) ([]byte, error) {
			if !bytes.HasPrefix(b, []byte(from)) {
				return nil, errors.New("not of this version")
			}
			b = bytes.Replace(b, []byte(from), []byte(to), 1)
			return bytes.Replace(b, []byte(old), []byte(new), 1), nil
		}
	}
	ups := []upgrade{
		rename(`{"v":1`, `{"v":2`, `"unit":"`, `"unit":"in `),
		rename(`{"v":2`, `{"v":3`, `"unit":"in `, `"unit":"within `),
	}
	var w wireAccount
	if err := decode(bytes.TrimSpace(old), ups, &w); err != nil || w.V != 3 || w.Unit != "within Dinas <Kominfo> & Statistik" {
		t.Errorf("version %d, unit %q, %v", w.V, w.Unit, err)
	}
	if err := decode(bytes.TrimSpace(old), ups[1:], &w); !errors.Is(err, ErrDamaged) {
		t.Errorf("an upgrade that fails: err = %v, want %v", err, ErrDamaged)
	}
}
