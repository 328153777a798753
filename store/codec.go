package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Version is the shape of the records that Encode and its like write. Decode and
// its like read this one and, by way of upgrades, every one before it.
const Version = 3

// Encode turns a into JSON. It holds the secrets in clear: seal it at once.
func Encode(a Account) ([]byte, error) {
	w, err := wireOf(a)
	return write(a, w, err)
}

// Decode is the reverse of Encode. The error is ErrVersion for a record of a
// later version, and otherwise ErrDamaged. It quotes nothing of the record.
func Decode(b []byte) (Account, error) {
	return read("account", b, accountUpgrades[:], wireAccount.account)
}

// write returns w, which err says is no good, in JSON. It names what it was made
// of, so that must print as nothing secret.
func write(what fmt.Stringer, w any, err error) ([]byte, error) {
	if err != nil {
		return nil, fmt.Errorf("encode %v: %w", what, err)
	}
	b, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("encode %v: %w", what, err)
	}
	return b, nil
}

// read is the reverse of write.
func read[W, T any](what string, b []byte, ups []upgrade, turn func(W) (T, error)) (T, error) {
	var w W
	var none T
	if err := decode(b, ups, &w); err != nil {
		return none, fmt.Errorf("decode %s: %w", what, err)
	}
	t, err := turn(w)
	if err != nil {
		return none, fmt.Errorf("decode %s: %w: %v", what, ErrDamaged, err)
	}
	return t, nil
}

// An upgrade turns a record of one version into one of the next. It works on
// the JSON, because the structs of old versions are gone. Every version before
// this one has an upgrade, numbered by the version it reads, and a record of it
// in testdata; the arrays' length keeps count.
type upgrade func([]byte) ([]byte, error)

var (
	accountUpgrades  = [Version - 1]upgrade{renumber(1), renumber(2)}
	entryUpgrades    = [Version - 1]upgrade{nameless, renumber(2)}
	officerUpgrades  = [Version - 1]upgrade{unborn, renumber(2)}
	caseUpgrades     = [Version - 1]upgrade{unborn, renumber(2)}
	mailUpgrades     = [Version - 1]upgrade{unborn, renumber(2)}
	terminalUpgrades = [Version - 1]upgrade{unborn, renumber(2)}
)

// renumber is the upgrade of a record of version v that is one of the next but
// for the number: what has been added since may be left out.
func renumber(v int) upgrade {
	was, is := fmt.Appendf(nil, `{"v":%d,`, v), fmt.Appendf(nil, `{"v":%d,`, v+1)
	return func(b []byte) ([]byte, error) {
		rest, ok := bytes.CutPrefix(b, was)
		if !ok {
			return nil, errors.New("not of this version")
		}
		return slices.Concat(is, rest), nil
	}
}

// unborn is the upgrade of a kind of record that there was none of yet.
func unborn([]byte) ([]byte, error) { return nil, errors.New("there was none then") }

// decode reads b, of any version that ups can bring to the present, into w.
func decode(b []byte, ups []upgrade, w any) error {
	v, err := version(b)
	if err != nil {
		return err
	}
	now := len(ups) + 1
	if v > now {
		return fmt.Errorf("%w (record of version %d)", ErrVersion, v)
	}
	for ; v < now; v++ {
		if b, err = ups[v-1](b); err != nil {
			return fmt.Errorf("%w: from version %d: %v", ErrDamaged, v, err)
		}
	}
	if err := strict(b, w); err != nil {
		return fmt.Errorf("%w: of version %d: %v", ErrDamaged, v, err)
	}
	return nil
}

// strict reads b, all of it, into w. What is not understood would be lost when
// written back. The error quotes nothing, as that of json does: what could not
// be read is secret.
func strict(b []byte, w any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(w); err != nil {
		return errors.New("not a record")
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows the record")
	}
	return nil
}

// version reads the number that every record begins with. Looking at the first
// bytes instead of parsing the whole twice is what makes an import fast.
func version(b []byte) (int, error) {
	rest, ok := bytes.CutPrefix(b, []byte(`{"v":`))
	v, i := 0, 0
	for ; ok && i < len(rest) && i < 4 && rest[i] >= '0' && rest[i] <= '9'; i++ {
		v = v*10 + int(rest[i]-'0')
	}
	if !ok || v == 0 || i == len(rest) || rest[i] != ',' {
		return 0, fmt.Errorf("%w: a record without a version", ErrDamaged)
	}
	return v, nil
}
