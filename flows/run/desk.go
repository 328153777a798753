package run

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/run/letter"
	"aktivasi/flows/run/slip"
	"aktivasi/store"
)

// The limits of the journeys. Those that the articles do not name are ours;
// each says whose it is. More stand in throttle.go, terminal.go, mailcode.go,
// outbox.go and grant.go, each beside what it limits.
const (
	ResendAfter = 30 * time.Second // between two letters to one account; ours
	CodeLife    = 10 * time.Minute // of a mailed code: NIST SP 800-63B-4 §3.1.3, ASVS 6.5.5
	CodeTries   = 5                // wrong codes, however many letters they came in; ours (ASVS 6.6.3)
	CodeRest    = 10 * time.Minute // after the last of them; as long as a code would have lived
	KeyLife     = 15 * time.Minute // of a pending secret; ours
	ProofLife   = 5 * time.Minute  // how long an OTP given on the account page opens the next screen; ours
)

// A Carrier takes letters to people. [aktivasi/flows/run/smtp] has the real
// one, [Mailbox] that of practice mode.
type Carrier interface {
	// Send returns when the letter was handed over, or an error when it was
	// not: there is no third case that a person should be told about.
	Send(context.Context, letter.Letter) error
}

// A Hasher knows passwords again without keeping them. [aktivasi/flows/run/hash]
// has the real one, which takes its time; tests count with a quicker one.
type Hasher interface {
	Hash(context.Context, flows.Secret) (record string, err error)

	// Verify reports whether the record is that of the password, and if so,
	// whether it should be made anew.
	Verify(ctx context.Context, record string, pw flows.Secret) (ok, stale bool, err error)

	// Dummy costs what Verify costs, for whoever has no record.
	Dummy(context.Context, flows.Secret) error
}

// A Desk is what all terminals of one program share. Its fields are set before
// the first visit and not changed afterwards; they are what tests replace.
type Desk struct {
	// Store waits until the store is open. It is a function so that the first
	// frame need not wait for the file.
	Store func(context.Context) (store.Store, error)

	Mail   Carrier
	Hash   Hasher
	Random io.Reader // crypto/rand.Reader
	Now    func() time.Time
	Zone   *time.Location // the terminal's, for the times in letters
	Issuer string         // names the account in the authenticator; no colon
	Office string         // who helps, for the letters; may be empty
	Log    *slog.Logger

	Name     string // of the terminal, for the audit: "Meja 1"
	Kiosk    bool   // only an officer ends the program
	Decoy    bool   // an unknown number reads like a known one: see stranger.go
	Two      bool   // what opens an account needs another officer's OTP
	Language string // of slips: "id" or "en"

	Clock   func() flows.Clock                                                // whether the machine's can be trusted; nil: always
	Printer func(ctx context.Context, s slip.Slip, lang string) (bool, error) // prints a proof, and tells whether there is a printer; nil: none
	Trusted func(time.Time)                                                   // an officer says that the clock is right, and it is that time; nil: nobody wants to know
	Closing func()                                                            // an officer closes the kiosk; nil: the program sees to it
	After   func(time.Duration) <-chan time.Time                              // nil: time.After

	// Practice mode only.
	Practice *Practice // nil: this is no practice

	office office
}

// Visit begins a conversation with one terminal. Where it is spoken, line by
// line, captchas are sums and never pictures.
func (d *Desk) Visit(spoken bool) *Visit {
	return &Visit{desk: place{d}, spoken: spoken, state: d.nobody(spoken)}
}

// nobody is what a visit knows before anybody has said who they are.
func (d *Desk) nobody(spoken bool) state { return state{facts: d.public(), sum: spoken} }

// public is what everybody at this desk may know.
func (d *Desk) public() flows.Facts {
	f := flows.Facts{Kiosk: d.Kiosk, Clock: d.clock(), Issuer: d.Issuer}
	if d.Practice != nil {
		f.Practice, f.People, f.Officer = true, d.Practice.players(), d.Practice.behind()
	}
	return f
}

// clock is what is known of the machine's.
func (d *Desk) clock() flows.Clock {
	if d.Clock == nil {
		return flows.Clock{}
	}
	return d.Clock()
}

// doubtful reports whether the clock is so wrong that no code can be right.
func (d *Desk) doubtful() bool { return d.clock().State == flows.ClockBad }

// idBytes are 128 bits: nobody guesses them (ASVS 11.5.1), and no two are ever
// the same.
const idBytes = 16

// id returns idBytes of chance, in hexadecimal.
func (d *Desk) id() (string, error) {
	id, err := randomHex(d.random(), idBytes)
	if err != nil {
		return "", fmt.Errorf("draw an identifier: %w", err)
	}
	return id, nil
}

// randomHex draws n bytes from r and returns them as 2n hexadecimal digits. The
// error is r's, for the caller to say what was to be drawn.
func randomHex(r io.Reader, n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

func (d *Desk) random() io.Reader {
	if d.Random == nil {
		return rand.Reader
	}
	return d.Random
}
