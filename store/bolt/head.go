package bolt

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/seal"
)

const (
	metaBucket      = "meta"
	accountsBucket  = "accounts"
	strangersBucket = "strangers"
	officersBucket  = "officers"
	casesBucket     = "cases"
	outboxBucket    = "outbox"
	terminalsBucket = "terminals"
	unitsBucket     = "units"
	entriesBucket   = "entries"

	headFormat = 2
	idLen      = 16
)

// buckets are what every store has. Those of format 1 come first.
var buckets = []string{
	metaBucket, accountsBucket, entriesBucket,
	strangersBucket, officersBucket, casesBucket, outboxBucket, terminalsBucket, unitsBucket,
}

var (
	idKey   = []byte("id")
	headKey = []byte("head")
	endKey  = []byte("end")
)

// A head is what the store says about itself.
type head struct {
	V     int    `json:"v"`     // the format of everything in the file
	Mode  string `json:"mode"`  // practice or real
	Index []byte `json:"index"` // the HMAC key of the keys, and of marks
}

// An end is the end of the chain of entries, in the same transaction as the last
// of them.
type end struct {
	Seq    uint64    `json:"seq"`
	Chain  []byte    `json:"chain,omitempty"`
	Newest time.Time `json:"newest,omitzero"`
}

func writeHead(tx *bbolt.Tx, key seal.Key, mode store.Mode, chance io.Reader) error {
	if mode != store.Practice && mode != store.Real {
		return fmt.Errorf("no mode %d", int(mode))
	}
	id, index := make([]byte, idLen), make([]byte, sha256.Size)
	if _, err := io.ReadFull(chance, id); err != nil {
		return fmt.Errorf("read chance: %w", err)
	}
	if _, err := io.ReadFull(chance, index); err != nil {
		return fmt.Errorf("read chance: %w", err)
	}
	plain, err := json.Marshal(head{headFormat, mode.String(), index})
	if err != nil {
		return err
	}
	sealed, err := key.Seal(chance, seal.Place{Store: id, Bucket: metaBucket, Key: headKey}, plain)
	if err != nil {
		return err
	}
	last, err := sealEnd(key, chance, id, store.Head{})
	if err != nil {
		return err
	}
	b := tx.Bucket([]byte(metaBucket))
	return errors.Join(b.Put(idKey, id), b.Put(headKey, sealed), b.Put(endKey, last))
}

// sealEnd returns h as it is kept. The sealer is a key, or a ring of them.
func sealEnd(key sealer, chance io.Reader, id []byte, h store.Head) ([]byte, error) {
	plain, err := json.Marshal(end(h))
	if err != nil {
		return nil, err
	}
	return key.Seal(chance, seal.Place{Store: id, Bucket: metaBucket, Key: endKey}, plain)
}

// end returns the end of the chain, and what it was read from.
func (s *Store) end(tx *bbolt.Tx) (h store.Head, sealed []byte, err error) {
	b, err := bucket(tx, metaBucket)
	if err != nil {
		return h, nil, err
	}
	if sealed, err = s.paths(tx).find(b, endKey); err != nil {
		return h, nil, err
	}
	plain, err := s.unseal(metaBucket, endKey, sealed)
	var e end
	if err == nil {
		if err = json.Unmarshal(plain, &e); err != nil {
			err = store.ErrDamaged // json quotes what it reads
		}
	}
	if err != nil {
		return h, nil, fmt.Errorf("the end of the entries: %w", err)
	}
	return store.Head(e), sealed, nil
}

// readHead learns which store this is, and refuses the wrong one.
func (s *Store) readHead(mode store.Mode) error {
	var sealed []byte
	err := s.view(func(tx *bbolt.Tx) error {
		b, err := bucket(tx, metaBucket)
		if err != nil {
			return err
		}
		s.id, sealed = bytes.Clone(b.Get(idKey)), bytes.Clone(b.Get(headKey))
		return nil
	})
	if err != nil {
		return err
	}
	if len(s.id) != idLen {
		return fmt.Errorf("%w: it has no id", store.ErrDamaged)
	}
	plain, err := s.key.Open(s.place(metaBucket, headKey), sealed)
	if errors.Is(err, seal.ErrOtherKey) {
		return fmt.Errorf("%w: not that of key %s", store.ErrKey, s.key.ID())
	}
	if err != nil {
		return fmt.Errorf("%w: its head: %v", store.ErrDamaged, err)
	}
	if err := json.Unmarshal(plain, &s.head); err != nil {
		return fmt.Errorf("%w: its head: %v", store.ErrDamaged, err)
	}
	if s.head.V < 1 || s.head.V > headFormat {
		return fmt.Errorf("%w (format %d)", store.ErrVersion, s.head.V)
	}
	if s.head.Mode != mode.String() {
		return fmt.Errorf("%w: this one is %s", store.ErrMode, s.head.Mode)
	}
	if s.head.V == 1 {
		if err := s.upgrade(); err != nil {
			return fmt.Errorf("upgrade: %w", err)
		}
	}
	return s.view(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := bucket(tx, name); err != nil {
				return err
			}
		}
		_, _, err := s.end(tx) // without it nothing can be written: better said now
		return err
	})
}

func (s *Store) place(bucket string, key []byte) seal.Place {
	return seal.Place{Store: s.id, Bucket: bucket, Key: key}
}

// keyOf is where what is kept of n stands, whatever the bucket.
func (s *Store) keyOf(n nip.NIP) []byte { return s.index(n.String()) }

// index returns the HMAC of text under the store's own key. What is no number
// has a word in front, so that no two kinds of text meet.
func (s *Store) index(text string) []byte {
	h := hmac.New(sha256.New, s.head.Index)
	h.Write([]byte(text)) //nolint:errcheck // a hash never fails
	return h.Sum(nil)
}

// Mark implements [store.Store]. Under the same key as the keys, but of another
// text: who reads an export of the entries and steals the file cannot tell which
// account is whose.
func (s *Store) Mark(n nip.NIP) store.Mark {
	if n == (nip.NIP{}) {
		return store.Mark{}
	}
	return store.Mark{Key: hex.EncodeToString(s.index("mark " + n.String())[:16]), Masked: n.Masked()}
}

// sealed returns plain as it stands in bucket under key.
func (s *Store) sealed(bucket string, key, plain []byte) ([]byte, error) {
	return s.key.Seal(s.opt.Rand, s.place(bucket, key), plain)
}

// unseal opens what stands in bucket under key.
func (s *Store) unseal(bucket string, key, sealed []byte) ([]byte, error) {
	plain, err := s.key.Open(s.place(bucket, key), sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	return plain, nil
}
