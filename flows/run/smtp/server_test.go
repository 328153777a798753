package smtp

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"aktivasi/flows/run/smtp/authority"
)

// What a server does at a verb instead of answering.
const (
	hangUp  = "hang up"
	silence = "silence"
	babble  = "babble"
)

// A server is a small real mail server on 127.0.0.1. The fields above the line
// are set before start; those below are read after stop.
type server struct {
	ca       *issuer
	implicit bool
	offers   []string          // EHLO lines; STARTTLS is taken out once it happened
	answers  map[string]string // by verb, also "GREETING" and "." for the end of a letter
	silent   chan struct{}     // closed when it falls silent

	port   int
	heard  []string // every line but those of letters, "TLS" where it began
	data   []string // the letters
	logins []string // "user password"

	l  net.Listener
	wg sync.WaitGroup
}

// start serves until stop, or the end of the test.
func (s *server) start(t testing.TB) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.l, s.port, s.silent = l, l.Addr().(*net.TCPAddr).Port, make(chan struct{})
	s.wg.Go(func() {
		for { // one at a time, so that what was heard needs no lock
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.serve(conn)
			conn.Close()
		}
	})
	t.Cleanup(s.stop)
	return s
}

// stop waits for the last conversation to end.
func (s *server) stop() { s.l.Close(); s.wg.Wait() }

// untilSilent returns a context that is cancelled when s falls silent.
func (s *server) untilSilent(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		select {
		case <-s.silent:
		case <-t.Context().Done():
		}
		cancel()
	}()
	return ctx
}

func (s *server) serve(conn net.Conn) {
	if s.implicit {
		conn = tls.Server(conn, s.ca.server)
	}
	r, secured := bufio.NewReader(conn), s.implicit
	say := func(verb, usual string) bool {
		text, changed := s.answers[verb]
		if !changed {
			text = usual
		}
		switch text {
		case hangUp:
			return false
		case silence:
			close(s.silent)
			io.Copy(io.Discard, r)
			return false
		case babble:
			for {
				if _, err := io.WriteString(conn, "250-still talking\r\n"); err != nil {
					return false
				}
			}
		}
		_, err := io.WriteString(conn, text+"\r\n")
		return err == nil
	}
	line := func() (string, bool) {
		text, err := r.ReadString('\n')
		return strings.TrimRight(text, "\r\n"), err == nil
	}
	if !say("GREETING", "220 mail.example ESMTP") {
		return
	}
	for {
		text, ok := line()
		if !ok {
			return
		}
		s.heard = append(s.heard, text)
		verb, rest, _ := strings.Cut(text, " ")
		switch verb {
		case "EHLO":
			reply := []string{"mail.example"}
			for _, o := range s.offers {
				if o != "STARTTLS" || !secured {
					reply = append(reply, o)
				}
			}
			for i := range reply {
				reply[i] = "250" + map[bool]string{true: " ", false: "-"}[i == len(reply)-1] + reply[i]
			}
			ok = say(verb, strings.Join(reply, "\r\n"))
		case "STARTTLS":
			if ok = say(verb, "220 go"); ok {
				c := tls.Server(conn, s.ca.server)
				if c.Handshake() != nil {
					return
				}
				conn, r, secured = c, bufio.NewReader(c), true
				s.heard = append(s.heard, "TLS")
			}
		case "AUTH":
			s.heard[len(s.heard)-1] = "AUTH " + strings.Fields(rest)[0]
			var user, password string
			if plain, is := strings.CutPrefix(rest, "PLAIN "); is {
				b, _ := base64.StdEncoding.DecodeString(plain)
				_, plain, _ = strings.Cut(string(b), "\x00")
				user, password, _ = strings.Cut(plain, "\x00")
			} else {
				for _, p := range []*string{&user, &password} {
					say("", "334 "+base64.StdEncoding.EncodeToString([]byte("?")))
					text, _ := line()
					b, _ := base64.StdEncoding.DecodeString(text)
					*p = string(b)
				}
			}
			s.logins = append(s.logins, user+" "+password)
			ok = say(verb, "235 welcome")
		case "DATA":
			if ok = say(verb, "354 go on"); !ok || s.answers[verb] != "" {
				break
			}
			var b strings.Builder
			for {
				text, ok := line()
				if !ok {
					return
				}
				if text == "." {
					break
				}
				b.WriteString(strings.TrimPrefix(text, ".") + "\r\n")
			}
			s.data = append(s.data, b.String())
			ok = say(".", "250 taken")
		case "QUIT":
			say(verb, "221 bye")
			return
		default:
			ok = say(verb, "250 fine")
		}
		if !ok {
			return
		}
	}
}

// An issuer is an authority and where its certificate lies.
type issuer struct {
	file   string // for Config.CAFile
	server *tls.Config
}

// newIssuer makes one nobody else has, for 127.0.0.1 and mail.example.
func newIssuer(t testing.TB) *issuer { return issue(t, makeAuthority) }

// usualIssuer returns the one most tests share; keys take time.
func usualIssuer(t testing.TB) *issuer { return issue(t, sharedAuthority) }

var sharedAuthority = sync.OnceValues(makeAuthority)

func makeAuthority() (*authority.Authority, error) { return authority.New("127.0.0.1", "mail.example") }

func issue(t testing.TB, by func() (*authority.Authority, error)) *issuer {
	t.Helper()
	a, err := by()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, a.PEM, 0o600); err != nil {
		t.Fatal(err)
	}
	return &issuer{file, &tls.Config{Certificates: []tls.Certificate{a.Server}}}
}

// String is for a test that failed.
func (s *server) String() string {
	return fmt.Sprintf("heard %q, %d letters, logins %q", s.heard, len(s.data), s.logins)
}
