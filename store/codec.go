package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Version is the shape of the records that Encode and EncodeEntry write. Decode
// reads this one and, by way of upgrades, every one before it.
const Version = 1

// Encode turns a into JSON. It holds the secrets in clear: seal it at once.
func Encode(a Account) ([]byte, error) {
	w, err := wireOf(a)
	if err != nil {
		return nil, fmt.Errorf("encode %v: %w", a, err)
	}
	b, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("encode %v: %w", a, err)
	}
	return b, nil
}

// Decode is the reverse of Encode. The error is ErrVersion for a record of a
// later version, and otherwise ErrDamaged. It quotes nothing of the record.
func Decode(b []byte) (Account, error) {
	var w wireAccount
	if err := decode(b, accountUpgrades[:], &w); err != nil {
		return Account{}, fmt.Errorf("decode account: %w", err)
	}
	a, err := w.account()
	if err != nil {
		return Account{}, fmt.Errorf("decode account: %w: %v", ErrDamaged, err)
	}
	return a, nil
}

// EncodeEntry turns e into JSON.
func EncodeEntry(e Entry) ([]byte, error) {
	if e.What <= 0 || e.What >= Acts {
		return nil, fmt.Errorf("encode entry: no act %d", int(e.What))
	}
	if !utf8.ValidString(e.Detail) {
		return nil, errors.New("encode entry: detail is not UTF-8")
	}
	var t times
	w := wireEntry{Version, t.utc(e.At), acts[e.What], e.NIP.String(), e.Detail}
	b, err := json.Marshal(w)
	if err = errors.Join(t.err, err); err != nil {
		return nil, fmt.Errorf("encode entry: %w", err)
	}
	return b, nil
}

// DecodeEntry is the reverse of EncodeEntry, with the errors of Decode.
func DecodeEntry(b []byte) (Entry, error) {
	var w wireEntry
	if err := decode(b, entryUpgrades[:], &w); err != nil {
		return Entry{}, fmt.Errorf("decode entry: %w", err)
	}
	e, err := w.entry()
	if err != nil {
		return Entry{}, fmt.Errorf("decode entry: %w: %v", ErrDamaged, err)
	}
	return e, nil
}

// An upgrade turns a record of one version into one of the next. It works on
// the JSON, because the structs of old versions are gone. Every version before
// this one has an upgrade, numbered by the version it reads, and a record of it
// in testdata; the arrays' length keeps count.
type upgrade func([]byte) ([]byte, error)

var (
	accountUpgrades [Version - 1]upgrade
	entryUpgrades   [Version - 1]upgrade
)

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
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields() // what is not understood would be lost when written back
	if err := d.Decode(w); err != nil {
		// json quotes what it could not read, and what it could not read is secret.
		return fmt.Errorf("%w: not a record of version %d", ErrDamaged, v)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("%w: something follows the record", ErrDamaged)
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
