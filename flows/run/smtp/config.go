package smtp

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/mail"
	"os"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/legible"
)

// A TLS says how the connection is protected. There is no "if possible": who
// can cut the line can also cut the offer of STARTTLS out of it (RFC 3207 §6).
type TLS string

// The three ways. The zero TLS is StartTLS.
const (
	StartTLS TLS = "starttls" // begin in the clear, then STARTTLS or nothing; port 587
	Implicit TLS = "tls"      // TLS from the first byte (RFC 8314 §3.3); port 465
	Plain    TLS = "none"     // in the clear, and so only to this machine; port 25
)

// A Config says which mail server to use and as whom.
type Config struct {
	Host     string        // name or IP address; it must be in the server's certificate
	Port     int           // 0 is the usual one for TLS
	TLS      TLS           //
	CAFile   string        // PEM; if given, only these authorities are trusted, not the system's
	User     string        // "" signs in nowhere
	Password flows.Secret  // AUTH PLAIN or LOGIN, whichever the server offers
	From     string        // "BKPSDM Kota Contoh <noreply@contoh.go.id>", or the address alone
	Timeout  time.Duration // for a whole letter, from the dial to the last answer; 0 is [Timeout]
	Hello    string        // what EHLO says; "" is our IP address, as RFC 5321 §4.1.4 has it
}

// Timeout is how long a letter may take where nothing else is said. A person is
// waiting: RFC 5321 §4.5.3.2 would have a queue wait for minutes.
const Timeout = 15 * time.Second

// A Fault is what is wrong with a setting.
type Fault int

// The faults.
const (
	Missing     Fault = iota // it must be given
	Malformed                // it cannot be read as what it should be
	NotLoopback              // TLS "none" to another machine
	Unreadable               // the file cannot be read; ConfigError.Err says why
	NoAuthority              // the file holds no certificate
)

// A ConfigError names the setting that is wrong. It never holds the password.
type ConfigError struct {
	Key   string // as in the configuration: host, port, tls, ca_file, user, password, from, timeout, hello
	Fault Fault
	Err   error // for Unreadable and some Malformed
}

// Error implements the error interface.
func (e *ConfigError) Error() string {
	what := [...]string{
		Missing:     "missing",
		Malformed:   "not understood",
		NotLoopback: "allowed to this machine only (127.0.0.1, ::1, localhost)",
		Unreadable:  "not readable",
		NoAuthority: "holds no certificate",
	}[e.Fault]
	if e.Err != nil {
		return fmt.Sprintf("mail setting %s: %s: %v", e.Key, what, e.Err)
	}
	return fmt.Sprintf("mail setting %s: %s", e.Key, what)
}

// Unwrap returns the cause.
func (e *ConfigError) Unwrap() error { return e.Err }

// Check returns the first [*ConfigError], in the order of the fields, or nil. It
// opens the CA file and touches no network.
func (c Config) Check() error {
	_, err := c.read()
	return err
}

// read is Check, and keeps what it had to find out.
func (c Config) read() (*Carrier, error) {
	wrong := func(key string, f Fault, err error) (*Carrier, error) { return nil, &ConfigError{key, f, err} }
	v := &Carrier{
		host: c.Host, port: c.Port, tls: c.TLS, user: c.User, password: c.Password,
		timeout: c.Timeout, goodbye: goodbye, hello: c.Hello,
	}

	switch {
	case c.Host == "":
		return wrong("host", Missing, nil)
	case !hostname(c.Host) && net.ParseIP(c.Host) == nil:
		return wrong("host", Malformed, nil)
	}
	usual := map[TLS]int{StartTLS: 587, Implicit: 465, Plain: 25}
	if c.TLS == "" {
		v.tls = StartTLS
	}
	switch {
	case c.Port < 0 || c.Port > 65535:
		return wrong("port", Malformed, nil)
	case c.Port == 0:
		v.port = usual[v.tls]
	}
	switch {
	case usual[v.tls] == 0:
		return wrong("tls", Malformed, nil)
	case v.tls == Plain && !loopback(c.Host):
		return wrong("tls", NotLoopback, nil)
	}
	if c.CAFile != "" {
		pem, err := os.ReadFile(c.CAFile)
		if err != nil {
			return wrong("ca_file", Unreadable, err)
		}
		v.roots = x509.NewCertPool()
		if !v.roots.AppendCertsFromPEM(pem) {
			return wrong("ca_file", NoAuthority, nil)
		}
	}
	switch {
	case c.User == "" && !c.Password.Empty():
		return wrong("user", Missing, nil)
	case c.User != "" && c.Password.Empty():
		return wrong("password", Missing, nil)
	}
	if c.From == "" {
		return wrong("from", Missing, nil)
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil {
		return wrong("from", Malformed, nil) // err may quote what it read
	}
	if v.from, err = address.Parse(from.Address); err != nil {
		return wrong("from", Malformed, err)
	}
	v.name = legible.Clean(from.Name) // ParseAddress undoes RFC 2047, which can spell anything
	switch {
	case c.Timeout < 0:
		return wrong("timeout", Malformed, nil)
	case c.Timeout == 0:
		v.timeout = Timeout
	}
	if c.Hello != "" && !hostname(c.Hello) {
		return wrong("hello", Malformed, nil)
	}
	return v, nil
}

// loopback reports whether host is this machine, by the letters of it: nobody is
// asked, so no name server can say otherwise.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// hostname reports whether s may be a host name (RFC 1123 §2.1): what keeps a
// space or a line's end out of the EHLO line, and a scheme out of Host.
func hostname(s string) bool {
	for _, label := range strings.Split(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range []byte(label) {
			if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return false
			}
		}
	}
	return len(s) <= 253
}
