package smtp

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"regexp"
	"strings"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/legible"
)

// A Step is how far a letter got.
type Step int

// The steps, in order. Probe takes those from Connect to SignIn.
const (
	Compose   Step = iota // writing the message; nothing was sent
	Connect               // name service and TCP
	Greet                 // the server's greeting and EHLO
	Secure                // TLS
	SignIn                // AUTH
	Sender                // MAIL FROM
	Recipient             // RCPT TO
	Content               // DATA
	Verdict               // the letter is handed over, the server has not yet said that it takes it
)

// String says the step in English, for a log.
func (s Step) String() string {
	return [...]string{
		Compose: "compose", Connect: "connect", Greet: "greet", Secure: "secure", SignIn: "sign in",
		Sender: "sender", Recipient: "recipient", Content: "content", Verdict: "verdict",
	}[s]
}

// What an Error may hold besides the network's and the context's errors.
var (
	ErrNoTLS        = errors.New("no protected connection")
	ErrUntrusted    = errors.New("server's certificate is not trusted")
	ErrNoAuth       = errors.New("server offers neither AUTH PLAIN nor LOGIN")
	ErrNoAddress    = errors.New("letter has no address that can be used")
	ErrTalksTooMuch = errors.New("server does not stop talking")
)

// An Error is why a letter was not sent.
type Error struct {
	Step  Step
	To    string // the recipient's address masked; "" from Probe
	Code  int    // the server's reply code (RFC 5321 §4.2), 0 if it did not refuse
	Reply string // what it said with it, made harmless; "" where that told too much
	Err   error  // the cause, where it was not a reply
}

// Error implements the error interface.
func (e *Error) Error() string {
	what := "probe mail server"
	if e.To != "" {
		what = "send letter to " + e.To
	}
	if e.Code == 0 {
		return fmt.Sprintf("%s: %v: %v", what, e.Step, e.Err)
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %v: refused with %d %s", what, e.Step, e.Code, e.Reply))
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Temporary reports whether the same letter may go through later with nothing
// changed: the server asked for patience (a 4xx reply), or there was trouble on
// the way. It is false for what somebody must mend first: a 5xx reply, a
// certificate, a server that does not offer what was asked of it.
func (e *Error) Temporary() bool {
	if e.Code != 0 {
		return e.Code < 500
	}
	for _, lasting := range []error{ErrNoTLS, ErrUntrusted, ErrNoAuth, ErrNoAddress} {
		if errors.Is(e.Err, lasting) {
			return false
		}
	}
	return true
}

// fail makes an [*Error] of err, or nil of nil. Of what the server wrote only so
// much gets into it as does not repeat what it was told.
func (c *Carrier) fail(at Step, err error, to address.Address, code flows.Secret) error {
	if err == nil {
		return nil
	}
	e := &Error{Step: at, To: to.Mask(), Err: err}
	harmless := func(s string) string { return c.harmless(s, to, code) }
	var (
		reply *textproto.Error
		cert  *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &reply) && reply.Code >= 400:
		e.Code, e.Reply, e.Err = reply.Code, harmless(reply.Msg), nil
	case errors.As(err, &cert):
		e.Err = fmt.Errorf("%w: %s", ErrUntrusted, harmless(cert.Err.Error())) // it quotes names out of the certificate
	case cut(err):
	case at == Secure && !errors.Is(err, ErrNoTLS):
		e.Err = fmt.Errorf("%w: %s", ErrNoTLS, harmless(err.Error()))
	default:
		// An answer that is none, or out of step: such errors quote the server.
		e.Err = errors.New(harmless(err.Error()))
		for _, known := range []error{ErrNoTLS, ErrNoAuth, ErrNoAddress, ErrTalksTooMuch} {
			if errors.Is(err, known) {
				e.Err = known
			}
		}
	}
	return e
}

// cut reports whether the conversation was cut off, by us or on the way, rather
// than having come to an end. Such errors hold nothing a server wrote.
func cut(err error) bool {
	var network *net.OpError
	if errors.As(err, &network) {
		return !strings.HasSuffix(network.Op, " error") // crypto/tls calls an alert "remote error"
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// sayMax is how many characters of a server's reply are kept; the line may be
// 512 long (RFC 5321 §4.5.3.1.5) and there may be many.
const sayMax = 160

// status is an enhanced status code (RFC 3463 §2), which is numbers and no more.
var status = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)

// harmless returns what a server said as one short clean line with the address
// masked. Where it repeats anything else it was told, in any of the spellings it
// was told it in, only the status code is left.
func (c *Carrier) harmless(said string, to address.Address, code flows.Secret) string {
	line := legible.Clean(said)
	if to.String() != "" {
		line = regexp.MustCompile("(?i)"+regexp.QuoteMeta(to.String())).ReplaceAllLiteralString(line, to.Mask())
	}
	password := c.password.Reveal()
	told := []string{to.Local(), code.Reveal(), password}
	if password != "" {
		told = append(told, base64.StdEncoding.EncodeToString([]byte(password)),
			base64.StdEncoding.EncodeToString([]byte("\x00"+c.user+"\x00"+password)))
	}
	for _, s := range told {
		if s != "" && strings.Contains(squeeze(line), squeeze(s)) {
			return status.FindString(line)
		}
	}
	return legible.Line(line, sayMax)
}

// squeeze takes out what differs between two spellings of one code.
func squeeze(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "\t", "").Replace(s))
}
