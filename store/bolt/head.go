package bolt

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/seal"
)

const (
	metaBucket     = "meta"
	accountsBucket = "accounts"
	entriesBucket  = "entries"

	headFormat = 1
	idLen      = 16
)

var (
	idKey   = []byte("id")
	headKey = []byte("head")
)

// A head is what the store says about itself.
type head struct {
	V     int    `json:"v"`     // the format of everything in the file
	Mode  string `json:"mode"`  // practice or real
	Index []byte `json:"index"` // the HMAC key of the account keys
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
	b := tx.Bucket([]byte(metaBucket))
	return errors.Join(b.Put(idKey, id), b.Put(headKey, sealed))
}

// readHead learns which store this is, and refuses the wrong one.
func (s *Store) readHead(mode store.Mode) error {
	var sealed []byte
	err := s.view(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(metaBucket))
		if b == nil || tx.Bucket([]byte(accountsBucket)) == nil || tx.Bucket([]byte(entriesBucket)) == nil {
			return fmt.Errorf("%w: a bucket is missing", store.ErrDamaged)
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
	if s.head.V != headFormat {
		return fmt.Errorf("%w (format %d)", store.ErrVersion, s.head.V)
	}
	if s.head.Mode != mode.String() {
		return fmt.Errorf("%w: this one is %s", store.ErrMode, s.head.Mode)
	}
	return nil
}

func (s *Store) place(bucket string, key []byte) seal.Place {
	return seal.Place{Store: s.id, Bucket: bucket, Key: key}
}

// keyOf is where n's account is kept.
func (s *Store) keyOf(n nip.NIP) []byte {
	h := hmac.New(sha256.New, s.head.Index)
	h.Write([]byte(n.String())) //nolint:errcheck // a hash never fails
	return h.Sum(nil)
}

// unseal opens what stands in bucket under key.
func (s *Store) unseal(bucket string, key, sealed []byte) ([]byte, error) {
	plain, err := s.key.Open(s.place(bucket, key), sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	return plain, nil
}
