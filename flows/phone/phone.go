// Package phone is an authenticator app and the phone it is on, for whoever
// practises without one: it scans the address behind a QR code and shows the
// codes that any other app would show for it.
//
// It does what phones do, so that what goes wrong with phones can be practised. A
// second scan adds a second entry, and the first one stays, with codes that are
// refused from then on, until somebody deletes it. Time set by hand makes every
// code one of another time. Who loses the phone has none of its entries left.
//
// A [Phone] is a value: what is done to it returns another, and the old one is as
// it was. The time is that of the world, handed in; the phone adds its own error.
package phone

import (
	"crypto/subtle"
	"errors"
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

const (
	// Most is how many entries a phone holds: more than one person's, as where
	// several are helped on one phone (domain notes, F25).
	Most = 20

	// Farthest is how far the clock can be set off, to each side. A phone that is
	// further off has another date, and that is seen without a code.
	Farthest = 24 * time.Hour
)

// ErrKnown means that what was scanned is there already: the same secret, by
// whatever name.
var ErrKnown = errors.New("the phone has this entry")

// ErrFull means that there are [Most] entries.
var ErrFull = errors.New("the phone has no room for another entry")

// A Phone is one phone. The zero Phone is new: it has no entries, and its time is
// automatic.
type Phone struct {
	entries []Entry // never changed, since a copy of the phone has them too
	manual  bool
	offset  time.Duration // counts while manual
}

// An Entry is one account in the app.
type Entry struct {
	Issuer, Account string
	secret          flows.Secret
}

// A Code is what the app shows for an entry.
type Code struct {
	Entry
	Code flows.Secret // six digits; none before 1970
}

// Scan adds the entry that address is about behind the others. An address that
// [otp.URI] could not have written is refused, since its names could not be shown
// as they are.
//
// It fails with [ErrKnown], [ErrFull], an error of [otp.ParseURI] or a
// *[otp.LabelError]; the phone that it returns is then p.
func (p Phone) Scan(address flows.Secret) (Phone, error) {
	issuer, account, secret, err := otp.ParseURI(address)
	if err == nil {
		_, err = otp.URI(issuer, account, secret)
	}
	if err != nil {
		return p, err
	}
	known := 0
	for _, e := range p.entries {
		known |= subtle.ConstantTimeCompare([]byte(e.secret.Reveal()), []byte(secret.Reveal()))
	}
	switch {
	case known == 1:
		return p, ErrKnown
	case len(p.entries) >= Most:
		return p, ErrFull
	}
	p.entries = append(slices.Clone(p.entries), Entry{issuer, account, secret})
	return p, nil
}

// Has reports whether address is of an entry that p has.
func (p Phone) Has(address flows.Secret) bool {
	_, err := p.Scan(address)
	return errors.Is(err, ErrKnown)
}

// Delete returns p without entry i, or p where there is none.
func (p Phone) Delete(i int) Phone {
	if i >= 0 && i < len(p.entries) {
		p.entries = slices.Delete(slices.Clone(p.entries), i, i+1)
	}
	return p
}

// Lose returns what somebody has in their hand who lost p: a new one.
func (p Phone) Lose() Phone { return Phone{} }

// Entries is how many there are.
func (p Phone) Entries() int { return len(p.entries) }

// Codes is what the app shows at now, in the order of the scans.
func (p Phone) Codes(now time.Time) []Code {
	codes := make([]Code, len(p.entries))
	for i, e := range p.entries {
		code, _ := otp.Code(e.secret, otp.StepAt(p.Clock(now))) // Scan has seen to the secret
		codes[i] = Code{e, code}
	}
	return codes
}

// Left is how long the codes of now are still shown. A clock that is not off by
// whole periods has them change at another moment than everybody's.
func (p Phone) Left(now time.Time) time.Duration { return otp.Left(p.Clock(now)) }

// Clock is what the phone has for the time, in the zone of now.
func (p Phone) Clock(now time.Time) time.Time { return now.Add(p.Offset()) }

// Automatic reports whether the phone takes its time from the network.
func (p Phone) Automatic() bool { return !p.manual }

// Offset is the phone's clock less the world's: negative is slow. It is nothing
// where the time is automatic.
func (p Phone) Offset() time.Duration {
	if p.Automatic() {
		return 0
	}
	return p.offset
}

// SetAutomatic turns automatic time on, which sets the clock right, or off, which
// leaves it as it is.
func (p Phone) SetAutomatic(on bool) Phone {
	p.offset = p.Offset()
	if on {
		p.offset = 0
	}
	p.manual = !on
	return p
}

// Shift sets the clock forward by so much, or back, as far as [Farthest]. As on
// any phone there is nothing to set while the time is automatic.
func (p Phone) Shift(by time.Duration) Phone {
	if p.manual {
		p.offset = max(-Farthest, min(p.offset+max(-Farthest*2, min(by, Farthest*2)), Farthest))
	}
	return p
}
