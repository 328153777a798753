// Package hash turns passwords into argon2id records (RFC 9106) and verifies
// passwords against them.
//
// A computation takes 19 MiB and some 36 ms of one core, so fifty people at once
// would be a gigabyte: a [Hasher] lets two compute and has the others wait, for
// as long as their context lasts. For a person who does not exist, or has no
// password yet, [Hasher.Dummy] costs what Verify costs; whoever measures learns
// nothing.
//
// Every password is brought into NFC here, by password.Normal, so that none is
// ever hashed in another form than it is verified in.
package hash

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"aktivasi/flows"
	"aktivasi/flows/password"
)

// ErrTooLong is that of a password over password.Max characters, which no rule
// lets through. As it is refused before any work, so is it when verifying: there
// it is wrong, and free.
var ErrTooLong = errors.New("the password is too long to be hashed")

// most is how many bytes are looked at. 128 characters are 512 bytes in NFC and
// at most three times that in any other form (Unicode Standard Annex 15 §9), so
// nothing that may be hashed is longer.
const most = 4 << 10

// atOnce is how many computations run at the same time: as many as a small desk
// has cores, and 38 MiB.
const atOnce = 2

// A Hasher hashes and verifies passwords for one program. Many goroutines may
// use it at once.
type Hasher struct {
	slots chan struct{} // one token for each computation under way
	queue atomic.Int64  // how many wait for one
	now   Params
	decoy PHC // whose password nobody has

	mu    sync.Mutex // guards salts, which need not be safe for two
	salts io.Reader

	// key is argon2.IDKey. A test counts with another.
	key func(password, salt []byte, time, memory uint32, threads uint8, size uint32) []byte
}

// New returns a Hasher that takes its salts, 16 bytes each, from r, and from
// [crypto/rand] where r is nil.
func New(r io.Reader) *Hasher {
	if r == nil {
		r = rand.Reader
	}
	return &Hasher{
		slots: make(chan struct{}, atOnce),
		now:   Today(),
		decoy: PHC{Today(), make([]byte, saltSize), make([]byte, keySize)},
		salts: r,
		key:   argon2.IDKey,
	}
}

// Hash returns a record of pw in the PHC string format. It fails with ErrTooLong,
// where the source of salts does, and with the context's error while it waits
// for its turn.
func (h *Hasher) Hash(ctx context.Context, pw flows.Secret) (string, error) {
	text, ok := hashable(pw)
	if !ok {
		return "", fmt.Errorf("hash password: %w", ErrTooLong)
	}
	p := PHC{Params: h.now, Salt: make([]byte, saltSize), Key: make([]byte, keySize)}
	if err := h.salt(p.Salt); err != nil {
		return "", fmt.Errorf("hash password: draw salt: %w", err)
	}
	var err error
	if p.Key, err = h.compute(ctx, text, p); err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return p.String(), nil
}

// Verify reports whether pw is the password of record and, where it is, whether
// the record is stale: cheaper to break than one of today, to be replaced by a
// fresh Hash. It fails with ErrDamaged, and with the context's error while it
// waits for its turn; a password that is too long is just not the one.
func (h *Hasher) Verify(ctx context.Context, record string, pw flows.Secret) (ok, stale bool, err error) {
	p, err := Parse(record)
	if err != nil {
		return false, false, fmt.Errorf("verify password: %w", err)
	}
	if ok, err = h.matches(ctx, p, pw); err != nil {
		return false, false, fmt.Errorf("verify password: %w", err)
	}
	return ok, ok && p.stale(h.now), nil
}

// Dummy does for nobody what Verify does for somebody with a record of today,
// and forgets what came of it. It fails with the context's error only.
func (h *Hasher) Dummy(ctx context.Context, pw flows.Secret) error {
	_, _, err := h.Verify(ctx, h.decoy.String(), pw)
	return err
}

// matches compares in constant time.
func (h *Hasher) matches(ctx context.Context, p PHC, pw flows.Secret) (bool, error) {
	text, ok := hashable(pw)
	if !ok {
		return false, nil
	}
	key, err := h.compute(ctx, text, p)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, p.Key) == 1, nil
}

// compute waits for its turn and computes the key of text as p says. What is
// under way cannot be called back: ctx ends the waiting only.
func (h *Hasher) compute(ctx context.Context, text []byte, p PHC) ([]byte, error) {
	defer clear(text)
	if err := ctx.Err(); err != nil { // select might take the free slot instead
		return nil, err
	}
	select {
	case h.slots <- struct{}{}:
	default:
		h.queue.Add(1)
		defer h.queue.Add(-1)
		select {
		case h.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	defer func() { <-h.slots }()
	return h.key(text, p.Salt, p.Time, p.Memory, p.Lanes, uint32(len(p.Key))), nil
}

// Queue returns how many wait, or have waited and compute now.
func (h *Hasher) Queue() int { return int(h.queue.Load()) }

func (h *Hasher) salt(b []byte) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := io.ReadFull(h.salts, b)
	return err
}

// hashable returns pw in NFC, as a copy to be wiped, if it is not too long.
func hashable(pw flows.Secret) ([]byte, bool) {
	if len(pw.Reveal()) > most {
		return nil, false
	}
	text := []byte(password.Normal(pw).Reveal())
	return text, utf8.RuneCount(text) <= password.Max
}
