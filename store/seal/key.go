package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// KeySize is the length of a key in bytes.
const KeySize = 32

// idLen is enough to tell a handful of keys apart, which is all an id is for.
const idLen = 4

// A Key seals and opens. It prints as dots; only its file has it in clear. The
// zero Key is none.
type Key struct{ p *parts }

// parts stands behind a pointer, and the key behind another: fmt looks into
// unexported fields, and for a verb that does not fit even follows the first.
type parts struct {
	raw  *[KeySize]byte
	id   [idLen]byte
	aead cipher.AEAD
}

// NewKey makes a key of chance.
func NewKey(r io.Reader) (Key, error) {
	var raw [KeySize]byte
	if _, err := io.ReadFull(r, raw[:]); err != nil {
		return Key{}, fmt.Errorf("make key: %w", err)
	}
	return keyOf(raw)
}

// keyOf derives from raw what seals and what names it (HKDF, RFC 5869), so that
// the id, which stands in clear before every value, says nothing of the key.
func keyOf(raw [KeySize]byte) (Key, error) {
	p := &parts{raw: &raw}
	sealing, err := hkdf.Key(sha256.New, raw[:], nil, "aktivasi 1 seal", chacha20poly1305.KeySize)
	if err != nil {
		return Key{}, fmt.Errorf("derive key: %w", err)
	}
	id, err := hkdf.Key(sha256.New, raw[:], nil, "aktivasi 1 key id", idLen)
	if err != nil {
		return Key{}, fmt.Errorf("derive key: %w", err)
	}
	copy(p.id[:], id)
	if p.aead, err = chacha20poly1305.NewX(sealing); err != nil {
		return Key{}, fmt.Errorf("derive key: %w", err)
	}
	return Key{p}, nil
}

// ID returns the name of k, eight hexadecimal digits, "" for none. It is no
// secret: a log may say which key was asked for.
func (k Key) ID() string {
	if k.p == nil {
		return ""
	}
	return hex.EncodeToString(k.p.id[:])
}

// None reports whether k is the zero Key.
func (k Key) None() bool { return k.p == nil }

const dots = "••••"

// String implements [fmt.Stringer] with dots.
func (Key) String() string { return dots }

// GoString implements [fmt.GoStringer] with dots, for %#v.
func (Key) GoString() string { return dots }

// MarshalText implements [encoding.TextMarshaler] with dots, for JSON.
func (Key) MarshalText() ([]byte, error) { return []byte(dots), nil }

// LogValue implements [slog.LogValuer] with dots.
func (Key) LogValue() slog.Value { return slog.StringValue(dots) }

// ErrNotKey is a text, or a file, that holds no key.
var ErrNotKey = errors.New("not a key file of this program")

// A key in writing is one line: what it is, which one, and the key.
//
//	aktivasi-key-1:1f2e3d4c:BASE64
//
// The first part tells a key from any other file that was named by mistake, the
// second finds a slip in the third, and tells two key files apart without
// reading them out.
const label = "aktivasi-key-1"

// Reveal returns the line that the key's file has, "" for none. It is for that
// file, and for a backup that a passphrase guards.
func (k Key) Reveal() string {
	if k.p == nil {
		return ""
	}
	return label + ":" + k.ID() + ":" + base64.StdEncoding.EncodeToString(k.p.raw[:]) + "\n"
}

// ParseKey reads a key as its file holds it. Blanks around it do not matter. The
// error is ErrNotKey and quotes nothing.
func ParseKey(text string) (Key, error) {
	part := strings.Split(strings.TrimSpace(text), ":")
	if len(part) != 3 || part[0] != label {
		return Key{}, ErrNotKey
	}
	b, err := base64.StdEncoding.Strict().DecodeString(part[2])
	if err != nil || len(b) != KeySize {
		return Key{}, fmt.Errorf("%w: the key is cut or mistyped", ErrNotKey)
	}
	k, err := keyOf([KeySize]byte(b))
	if err != nil {
		return Key{}, err
	}
	if subtle.ConstantTimeCompare([]byte(k.ID()), []byte(part[1])) != 1 {
		return Key{}, fmt.Errorf("%w: the key is mistyped", ErrNotKey)
	}
	return k, nil
}
