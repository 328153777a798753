// Package smtp carries letters to a mail server.
//
// One letter is one connection: a kiosk sends a few an hour, and a connection
// kept open is one more thing that may be dead when a person waits for it.
// Everything on it happens within one timeout, and a cancelled context ends it
// at once, whatever the server does or leaves undone. Nothing is tried twice:
// that is for the person, or an outbox, to decide.
//
// go-mail writes the message and speaks SMTP; the conversation is led here, step
// by step, and not by go-mail's Client. That one extends its deadline as it goes,
// leaves the connection open when STARTTLS fails, asks for SMTPUTF8 though no
// letter of ours needs it, and takes a letter for lost which was accepted when
// the RSET behind it goes wrong (all read in v0.8.1).
//
// An [Error] can be logged as it is: the address in it is masked, and no code
// and no password gets into it, not even when the server repeats one.
package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strconv"
	"syscall"
	"time"

	wire "github.com/wneessen/go-mail/smtp"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/run/letter"
)

// A Carrier sends letters through one mail server. It may be used by several
// goroutines at once.
type Carrier struct {
	host     string
	port     int
	tls      TLS
	roots    *x509.CertPool // nil: the system's
	user     string
	password flows.Secret
	from     address.Address
	name     string // of the sender, for people
	timeout  time.Duration
	goodbye  time.Duration
	hello    string
}

// New returns a Carrier for c, or the [*ConfigError] that [Config.Check] would
// return. The CA file is read once, here.
func New(c Config) (*Carrier, error) { return c.read() }

// Send carries l to its one recipient. nil means that the server has accepted
// it. Every error is an [*Error]; one at [Verdict] without a reply code leaves
// open whether the letter will arrive.
func (c *Carrier) Send(ctx context.Context, l letter.Letter) error {
	at := Compose
	message, err := c.compose(l)
	if err == nil {
		err = c.converse(ctx, &at, func(s *wire.Client) error {
			at = Sender
			if err := s.Mail("<" + c.from.String() + ">"); err != nil {
				return err
			}
			at = Recipient
			if err := s.Rcpt("<" + l.To.String() + ">"); err != nil {
				return err
			}
			at = Content
			w, err := s.Data()
			if err != nil {
				return err
			}
			if _, err := w.Write(message); err != nil {
				return err
			}
			at = Verdict
			return w.Close()
		})
	}
	return c.fail(at, err, l.To, l.Code)
}

// Probe goes as far as a letter would before it is written: it connects, secures
// the connection, signs in and says goodbye. Every error is an [*Error].
func (c *Carrier) Probe(ctx context.Context) error {
	at := Connect
	err := c.converse(ctx, &at, func(*wire.Client) error { return nil })
	return c.fail(at, err, address.Address{}, flows.Secret{})
}

// goodbye is how long the server's answer to QUIT is waited for. The letter is
// accepted by then and the person is waiting, but a client should not hang up
// before the answer (RFC 5321 §4.1.1.10).
const goodbye = time.Second

// converse connects and gets to where a letter may be handed over, lets work
// hand it over, and takes leave. at follows along.
func (c *Carrier) converse(ctx context.Context, at *Step, work func(*wire.Client) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	defer func() {
		if err != nil && ctx.Err() != nil {
			err = context.Cause(ctx) // what the closed connection says is only how we noticed
		}
	}()

	*at = Connect
	line, err := c.dial(ctx)
	if err != nil {
		return err
	}
	defer line.Close()
	// No deadline is set on the connection: it would run out a moment before
	// the context does and be mistaken for the network's.
	defer context.AfterFunc(ctx, func() { line.Close() })()

	conn := line
	if c.tls == Implicit {
		*at = Secure
		t := tls.Client(line, c.security())
		if err := t.HandshakeContext(ctx); err != nil {
			return err
		}
		conn = t
	}
	*at = Greet
	s, err := wire.NewClient(conn, c.host)
	if err != nil {
		return err
	}
	s.SkipSMTPUTF8(true) // every address and header is ASCII; asked for, it would keep the letter from older servers
	if err := s.Hello(c.helloName(conn)); err != nil {
		return err
	}
	if c.tls == StartTLS {
		*at = Secure
		if ok, _ := s.Extension("STARTTLS"); !ok {
			return ErrNoTLS
		}
		if err := s.StartTLS(c.security()); err != nil {
			return err
		}
	}
	if c.user != "" {
		*at = SignIn
		if err := s.Auth(&signIn{c: c}); err != nil {
			return err
		}
	}
	if err := work(s); err != nil {
		return err
	}
	wait, cancel := context.WithTimeout(ctx, c.goodbye)
	defer cancel()
	defer context.AfterFunc(wait, func() { line.Close() })()
	_ = s.Quit() // whatever comes of it, the letter is accepted
	return nil
}

// dial connects. Where nothing protects the connection it goes to this machine
// or nowhere, also if "localhost" should resolve to somewhere else.
func (c *Carrier) dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	if c.tls == Plain {
		d.Control = func(_, addr string, _ syscall.RawConn) error {
			if host, _, err := net.SplitHostPort(addr); err != nil || !loopback(host) {
				return fmt.Errorf("%w: %s resolves to %s", ErrNoTLS, c.host, addr)
			}
			return nil
		}
	}
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(c.host, strconv.Itoa(c.port)))
	if err != nil {
		return nil, err
	}
	return &bounded{Conn: conn, left: hearing}, nil
}

func (c *Carrier) security() *tls.Config {
	return &tls.Config{ServerName: c.host, RootCAs: c.roots, MinVersion: tls.VersionTLS12} // RFC 8996
}

// helloName is what EHLO says: the configured name, or the address the server
// sees (RFC 5321 §4.1.3). Unlike the machine's own name it gives nothing away.
func (c *Carrier) helloName(conn net.Conn) string {
	a, ok := conn.LocalAddr().(*net.TCPAddr)
	switch {
	case c.hello != "":
		return c.hello
	case !ok:
		return "localhost"
	case a.IP.To4() == nil:
		return "[IPv6:" + a.IP.String() + "]"
	}
	return "[" + a.IP.String() + "]"
}

// hearing is how many bytes a server may say in one conversation. A polite one
// needs about 6,000, nearly all of it certificates; net/textproto would keep a
// line that never ends until there is no memory left.
const hearing = 1 << 18

// A bounded connection stops listening after so many bytes.
type bounded struct {
	net.Conn
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTalksTooMuch
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
