package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"aktivasi/store"
)

// A Manifest says what a backup holds.
type Manifest struct {
	Made  time.Time // when the copy of the store was made; kept in UTC
	Mode  store.Mode
	Store string // the id of the store, the same in every backup of it

	// The end of the audit, where the caller gives it: the number of the last
	// entry, and the chain there. A store with a larger Seq is newer.
	Seq   uint64
	Chain []byte

	Counts map[string]int // how many values each bucket had when it was made, where the caller gives it

	// Size is that of store.db in bytes, Sum its SHA-256. Write fills them in.
	Size int64
	Sum  [sha256.Size]byte
}

// format is the shape of the archive and its manifest. Another is for a later
// program to read.
const format = 1

// What stands in manifest.json. Names are for good.
type wire struct {
	Format int            `json:"format"`
	Made   time.Time      `json:"made"`
	Mode   string         `json:"mode"`
	Store  string         `json:"store"`
	Seq    uint64         `json:"audit_seq"`
	Chain  string         `json:"audit_chain,omitempty"` // hexadecimal
	Counts map[string]int `json:"counts,omitempty"`
	Size   int64          `json:"size"`
	Sum    string         `json:"sha256"` // hexadecimal
}

func (m Manifest) encode() ([]byte, error) {
	if m.Mode != store.Practice && m.Mode != store.Real {
		return nil, fmt.Errorf("manifest: no mode %d", int(m.Mode))
	}
	return json.MarshalIndent(wire{
		format, m.Made.UTC(), m.Mode.String(), m.Store, m.Seq, hex.EncodeToString(m.Chain), m.Counts, m.Size, hex.EncodeToString(m.Sum[:]),
	}, "", "  ")
}

func decode(b []byte) (Manifest, error) {
	var f struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return Manifest{}, fmt.Errorf("%w: manifest: %v", ErrDamaged, err)
	}
	if f.Format != format {
		return Manifest{}, fmt.Errorf("%w: backup of format %d", store.ErrVersion, f.Format)
	}
	var w wire
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err := d.Decode(&w)
	if _, end := d.Token(); err == nil && end != io.EOF {
		err = errors.New("something follows it")
	}
	m := Manifest{Made: w.Made.UTC(), Store: w.Store, Seq: w.Seq, Counts: w.Counts, Size: w.Size}
	switch w.Mode {
	case store.Practice.String():
		m.Mode = store.Practice
	case store.Real.String():
		m.Mode = store.Real
	default:
		err = errors.Join(err, errors.New("no such mode"))
	}
	chain, err2 := hex.DecodeString(w.Chain)
	sum, err3 := hex.DecodeString(w.Sum)
	if len(chain) > 0 {
		m.Chain = chain
	}
	if copy(m.Sum[:], sum) != len(m.Sum) || len(sum) != len(m.Sum) || w.Size < 0 {
		err = errors.Join(err, errors.New("no size or no sum"))
	}
	if err = errors.Join(err, err2, err3); err != nil {
		return Manifest{}, fmt.Errorf("%w: manifest: %w", ErrDamaged, err)
	}
	return m, nil
}
