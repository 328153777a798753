package hash

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Params are what one argon2id computation costs.
type Params struct {
	Memory uint32 // KiB
	Time   uint32 // passes over it
	Lanes  uint8
}

// Today returns the parameters that new passwords are hashed with: 19 MiB, two
// passes, one lane, the least of OWASP for two passes (ASVS 5.0, appendix C),
// which leaves a desk with little memory alive. Whoever raises them raises every
// stored password at its next sign-in.
func Today() Params { return Params{Memory: 19 * 1024, Time: 2, Lanes: 1} }

// What a record may ask for at most. Its numbers are obeyed before anything is
// known of it, so a damaged one must not take 4 GiB or the rest of the day. 256
// MiB and 10 passes are some seconds, and room for years of raising.
const (
	maxMemory = 256 * 1024 // KiB
	maxTime   = 10
	maxLanes  = 8
)

// How many bytes a salt and a key have. 16 is what RFC 9106 §3.1 recommends for
// the salt of a password, 32 the key of both options in its §4.
const (
	saltSize = 16
	keySize  = 32
	minSalt  = 8  // of a record that another program wrote: the reference
	minKey   = 16 // program takes no shorter salt, and nobody a shorter key
	maxSize  = 64 // of either
)

// ErrDamaged is what every record that [Parse] refuses is.
var ErrDamaged = errors.New("no argon2id record that can be used")

// A PHC is a hashed password with all it takes to verify one, written as the PHC
// string format has it:
//
//	$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$…
//
// with salt and key in standard base64 without padding.
type PHC struct {
	Params
	Salt, Key []byte
}

// String returns the PHC string.
func (p PHC) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.Memory, p.Time, p.Lanes, b64.EncodeToString(p.Salt), b64.EncodeToString(p.Key))
}

// b64 skips line feeds and ignores stray bits behind the last byte. Parse looks at
// the spelling afterwards.
var b64 = base64.RawStdEncoding

// Parse reads a PHC string within the bounds of this package. What it accepts is
// spelt just as String spells it: no sign, no leading nought, no other order.
// Errors are ErrDamaged and say which part, never what is in it.
func Parse(s string) (PHC, error) {
	part := strings.Split(s, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != "v="+strconv.Itoa(argon2.Version) {
		return PHC{}, damaged("kind")
	}
	var p PHC
	costs := strings.Split(part[3], ",")
	if len(costs) != 3 {
		return PHC{}, damaged("costs")
	}
	for i, c := range [...]struct {
		name     string
		min, max uint64
		set      func(uint64)
	}{
		{"t=", 1, maxTime, func(n uint64) { p.Time = uint32(n) }},
		{"p=", 1, maxLanes, func(n uint64) { p.Lanes = uint8(n) }},
		{"m=", 8, maxMemory, func(n uint64) { p.Memory = uint32(n) }},
	} {
		digits, named := strings.CutPrefix(costs[(i+1)%3], c.name)
		n, err := strconv.ParseUint(digits, 10, 32)
		if !named || err != nil || n < c.min || n > c.max {
			return PHC{}, damaged(c.name)
		}
		c.set(n)
	}
	if p.Memory < 8*uint32(p.Lanes) { // RFC 9106 §3.1; the library would quietly take more
		return PHC{}, damaged("m=")
	}
	var err error
	if p.Salt, err = b64.DecodeString(part[4]); err != nil || len(p.Salt) < minSalt || len(p.Salt) > maxSize {
		return PHC{}, damaged("salt")
	}
	if p.Key, err = b64.DecodeString(part[5]); err != nil || len(p.Key) < minKey || len(p.Key) > maxSize {
		return PHC{}, damaged("key")
	}
	if p.String() != s {
		return PHC{}, damaged("spelling")
	}
	return p, nil
}

func damaged(what string) error { return fmt.Errorf("read password record: %s: %w", what, ErrDamaged) }

// stale reports whether p costs a thief less than now does.
func (p PHC) stale(now Params) bool {
	return p.Memory < now.Memory || p.Time < now.Time || p.Lanes < now.Lanes || len(p.Key) < keySize
}
