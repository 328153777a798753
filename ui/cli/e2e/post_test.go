//go:build e2e && linux

package e2e_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"aktivasi/flows/run/smtp/authority"
)

// manners is how a mail server behaves, from one connection to the next.
type manners int

const (
	polite    manners = iota
	stalls            // takes the connection, and says nothing
	noTLS             // does not offer STARTTLS
	deniesTLS         // offers it, and then will not
	drops             // hangs up in the middle of DATA
	forgets           // takes the letter, and hangs up before it says so
	refuses           // has no such mailbox, and never will have
)

// A sink is a small mail server on this machine that speaks TLS and keeps what it
// is given. Its manners can be changed while it runs.
type sink struct {
	t      testing.TB
	port   int
	caFile string

	mu      sync.Mutex
	manners manners
	open    map[net.Conn]bool
	letters []taken
}

// A taken letter is one whose last line has come, whatever was said of it.
type taken struct{ to, text string }

// testAuthority signs for every sink; keys take time.
var testAuthority = sync.OnceValues(func() (*authority.Authority, error) { return authority.New("127.0.0.1") })

// newSink starts a mail server for the length of a test.
func newSink(t testing.TB) *sink {
	t.Helper()
	by, err := testAuthority()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &sink{
		t: t, port: l.Addr().(*net.TCPAddr).Port, caFile: filepath.Join(t.TempDir(), "ca.pem"),
		open: map[net.Conn]bool{},
	}
	if err := os.WriteFile(s.caFile, by.PEM, 0o600); err != nil {
		t.Fatal(err)
	}
	var work sync.WaitGroup
	work.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.open[conn] = true
			as := s.manners
			s.mu.Unlock()
			work.Go(func() {
				defer s.hangUp(conn)
				s.serve(conn, by.Server, as)
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		s.behave(polite)
		work.Wait()
	})
	return s
}

// config is the mail section of an office whose letters come here.
func (s *sink) config(timeout string) string {
	return fmt.Sprintf("[mail]\nhost = \"127.0.0.1\"\nport = %d\ntls = \"starttls\"\nca_file = %q\nfrom = \"noreply@contoh.example\"\ntimeout = %q\n",
		s.port, s.caFile, timeout)
}

// behave gives the server other manners. Whoever it is talking to is cut off.
func (s *sink) behave(as manners) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.manners = as
	for conn := range s.open {
		conn.Close()
	}
}

func (s *sink) hangUp(conn net.Conn) {
	conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, conn)
}

// serve speaks SMTP (RFC 5321) as far as one letter needs it.
func (s *sink) serve(conn net.Conn, cert tls.Certificate, as manners) {
	r := bufio.NewReader(conn)
	say := func(text string) bool { _, err := io.WriteString(conn, text+"\r\n"); return err == nil }
	if as == stalls {
		_, _ = io.Copy(io.Discard, r)
		return
	}
	var to string
	for ok, secured := say("220 sink"), false; ok; {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			if ok = say("250-sink"); ok && !secured && as != noTLS {
				ok = say("250-STARTTLS")
			}
			ok = ok && say("250 8BITMIME")
		case "STARTTLS":
			if as == deniesTLS {
				ok = say("454 not now")
				break
			}
			ok = say("220 go")
			c := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}})
			if c.Handshake() != nil {
				return
			}
			conn, r, secured = c, bufio.NewReader(c), true
		case "MAIL":
			if !secured {
				s.t.Error("a letter was to be sent in the clear")
			}
			ok = say("250 fine")
		case "RCPT":
			to = rest
			if as == refuses {
				ok = say("550 5.1.1 no such mailbox")
				break
			}
			ok = say("250 fine")
		case "DATA":
			ok = say("354 go on") && s.data(r, to, as) && say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			ok = say("250 fine")
		}
	}
}

// data takes a letter, and reports whether to go on.
func (s *sink) data(r *bufio.Reader, to string, as manners) bool {
	var b bytes.Buffer
	for {
		line, err := r.ReadString('\n')
		if err != nil || as == drops {
			return false
		}
		if line == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	m, err := mail.ReadMessage(&b)
	if err != nil {
		s.t.Errorf("a letter cannot be read: %v", err)
		return false
	}
	var text string
	for kind, part := range parts(s.t, m) {
		if strings.HasPrefix(kind, "text/plain") {
			text = part
		}
	}
	s.mu.Lock()
	s.letters = append(s.letters, taken{strings.ToLower(to), text})
	s.mu.Unlock()
	return as != forgets
}

// mailedCode is the line of a letter that brings a code.
var mailedCode = regexp.MustCompile(`(?m)^([0-9A-Z]{4}) ([0-9A-Z]{4})\r?$`)

// codes are the codes that came for an address, in their order.
func (s *sink) codes(address string) (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.letters {
		if m := mailedCode.FindStringSubmatch(l.text); m != nil && strings.Contains(l.to, "<"+address+">") {
			all = append(all, m[1]+m[2])
		}
	}
	return all
}

// code waits for the code in the n-th letter to an address, counted from 1.
func (s *sink) code(address string, n int) string {
	s.t.Helper()
	var all []string
	await(s.t, fmt.Sprintf("letter %d comes to %s", n, address), func() bool {
		all = s.codes(address)
		return len(all) >= n
	})
	return all[n-1]
}
