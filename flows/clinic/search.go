package clinic

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// How far from now a code is looked for, in steps to each side.
const (
	// reach is 12 hours: every time zone that a clock may be set by mistake for,
	// and morning taken for evening. A wrong code is right somewhere in it with a
	// chance of 2,881 in a million, 0.3 %. That the next wrong one is right for
	// the same offset, a step more or less, has one of 2,881 × 3 in a million
	// millions.
	reach = otp.Step(12 * time.Hour / otp.Period)

	// near is 5 minutes, what one code may prove. Beyond the window of [otp.Match]
	// there are 18 codes in it.
	near = otp.Step(5 * time.Minute / otp.Period)
)

// places is how many steps there are within reach.
const places = 2*int(reach) + 1

// A hit is a step whose code by a key is what was typed.
type hit struct {
	Key
	step   otp.Step
	off    otp.Step // step less the machine's: negative is a slow phone
	proven bool     // the code before was right for the same clock
}

// search returns every step within [reach] of at for which typed is the code of
// k, outwards from at, and whether typed is one slip away from a code of the
// window. For a secret that is none there is nothing.
//
// It computes what [otp.Code] computes. The library sets up a new HMAC for every
// code; here one serves all the steps of a key, which is seven times as fast.
func search(k Key, typed code, at otp.Step) (hits []hit, slipped bool) {
	raw, ok := decode(k.Secret)
	if !ok {
		return nil, false
	}
	// What was right is noted down in a row of places, not in a list that grows,
	// so that time does not tell.
	var (
		right [places]byte
		slips int
		mac   = hmac.New(sha1.New, raw)
		step  [8]byte
		sum   [sha1.Size]byte
		want  = int32(typed.number())
	)
	for i := range places {
		s := at + outwards(i)
		if s < 0 {
			continue // before 1970 there are no steps
		}
		mac.Reset()
		binary.BigEndian.PutUint64(step[:], uint64(s))
		mac.Write(step[:])
		n := truncate(mac.Sum(sum[:0]))
		right[i] = byte(subtle.ConstantTimeEq(int32(n), want))
		if i < 2*otp.Window+1 {
			slips |= slip(typed, digits(n))
		}
	}
	for i, r := range right {
		if r == 1 {
			off := outwards(i)
			hits = append(hits, hit{Key: k, step: at + off, off: off})
		}
	}
	return hits, slips == 1
}

// outwards returns 0, -1, +1, -2, +2 and so on.
func outwards(i int) otp.Step {
	if i%2 == 1 {
		return -otp.Step(i+1) / 2
	}
	return otp.Step(i) / 2
}

// truncate takes six digits out of an HMAC (RFC 4226 §5.3).
func truncate(sum []byte) uint32 {
	at := sum[len(sum)-1] & 0xf
	return (binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff) % 1_000_000
}

// decode returns the bytes of a secret, if [otp.Code] takes it for one.
func decode(secret flows.Secret) ([]byte, bool) {
	if _, err := otp.Code(secret, 0); err != nil {
		return nil, false
	}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret.Reveal())
	return raw, err == nil
}
