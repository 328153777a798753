// Package seal makes what is kept unreadable and unforgeable: a value that was
// altered, moved to another key or brought from another store does not open.
//
// A sealed value is an envelope:
//
//	1 byte    version, 1
//	4 bytes   which key sealed it
//	24 bytes  nonce
//	n+16      XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) of n bytes
//
// The nonce is random; with 192 bits none repeats in any number of values a
// machine can write. Where the value belongs (its [Place]) is the associated
// data, so a value opens only there. What sealing cannot tell is that a value is
// old: a file put back from a backup opens, as it must.
package seal

import (
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// Errors of Open, to be told apart with errors.Is. To whoever reads a value
// they say what to look for: the right key, or a backup.
var (
	ErrEnvelope = errors.New("not a sealed value")
	ErrOtherKey = errors.New("sealed with another key")
	ErrForged   = errors.New("altered, or not from this place")
	ErrNoKey    = errors.New("no key")
)

const (
	version = 1
	head    = 1 + idLen + chacha20poly1305.NonceSizeX

	// Overhead is how many bytes longer a value is when sealed.
	Overhead = head + chacha20poly1305.Overhead
)

// A Place is where a value belongs.
type Place struct {
	Store  []byte // the store's own id: the same record elsewhere is a foreign one
	Bucket string
	Key    []byte
}

// data returns what stands for p in the envelope's check. Each part has its
// length in front, or "ab"+"c" would be the same place as "a"+"bc".
func (p Place) data() []byte {
	b := make([]byte, 0, 1+3*4+len(p.Store)+len(p.Bucket)+len(p.Key))
	b = append(b, version)
	b = binary.BigEndian.AppendUint32(b, uint32(len(p.Bucket)))
	b = append(b, p.Bucket...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(p.Key)))
	b = append(b, p.Key...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(p.Store)))
	return append(b, p.Store...)
}

// Seal returns plain sealed under k for place p, with a nonce read from r.
func (k Key) Seal(r io.Reader, p Place, plain []byte) ([]byte, error) {
	if k.p == nil {
		return nil, fmt.Errorf("seal: %w", ErrNoKey)
	}
	b := make([]byte, head, Overhead+len(plain))
	b[0] = version
	copy(b[1:], k.p.id[:])
	nonce := b[1+idLen : head]
	if _, err := io.ReadFull(r, nonce); err != nil {
		return nil, fmt.Errorf("seal: read chance: %w", err)
	}
	return k.p.aead.Seal(b, nonce, plain, p.data()), nil
}

// Open returns what was sealed under k for place p.
func (k Key) Open(p Place, sealed []byte) ([]byte, error) {
	if k.p == nil {
		return nil, fmt.Errorf("open: %w", ErrNoKey)
	}
	if len(sealed) < Overhead || sealed[0] != version {
		return nil, fmt.Errorf("open: %w", ErrEnvelope)
	}
	if subtle.ConstantTimeCompare(sealed[1:1+idLen], k.p.id[:]) != 1 {
		return nil, fmt.Errorf("open: %w", ErrOtherKey)
	}
	plain, err := k.p.aead.Open(nil, sealed[1+idLen:head], sealed[head:], p.data())
	if err != nil {
		return nil, fmt.Errorf("open: %w", ErrForged)
	}
	return plain, nil
}

// SealedBy returns the ID of the key that sealed, as the envelope says it; ""
// where that is no envelope. Anybody could have written it there: only Open
// tells whether it is so.
func SealedBy(sealed []byte) string {
	if len(sealed) < Overhead || sealed[0] != version {
		return ""
	}
	return hex.EncodeToString(sealed[1 : 1+idLen])
}
