package seal

import (
	"errors"
	"io"
	"sync/atomic"
)

// A Ring is the key that a store is sealed under and, while that is changed for
// another, the other one too: it opens what either has sealed, and seals under
// one. It may be used from many goroutines, and turned while it is.
type Ring struct{ p atomic.Pointer[keys] }

type keys struct{ seals, opens Key }

// NewRing makes a ring of key, which seals, and of another that may open. The
// other is the zero Key where there is none.
func NewRing(key, other Key) *Ring {
	r := new(Ring)
	r.p.Store(&keys{key, other})
	return r
}

// Turn lets next seal from now on. What was sealed until now still opens.
func (r *Ring) Turn(next Key) { r.p.Store(&keys{next, r.p.Load().seals}) }

// Drop forgets every key but the one that seals.
func (r *Ring) Drop() { r.p.Store(&keys{seals: r.p.Load().seals}) }

// ID is that of the key that seals.
func (r *Ring) ID() string { return r.p.Load().seals.ID() }

// Seal is [Key.Seal] under the key that seals.
func (r *Ring) Seal(chance io.Reader, p Place, plain []byte) ([]byte, error) {
	return r.p.Load().seals.Seal(chance, p, plain)
}

// Open is [Key.Open] under the key of the two that sealed.
func (r *Ring) Open(p Place, sealed []byte) ([]byte, error) {
	k := r.p.Load()
	plain, err := k.seals.Open(p, sealed)
	if errors.Is(err, ErrOtherKey) && !k.opens.None() {
		return k.opens.Open(p, sealed)
	}
	return plain, err
}
