package smtp

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/run/letter"
)

const password = "Rahasia-Surat-9"

func parse(t testing.TB, s string) address.Address {
	t.Helper()
	a, err := address.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func codeLetter(t testing.TB) letter.Letter {
	t.Helper()
	until := time.Date(2026, time.January, 6, 2, 31, 0, 0, time.UTC)
	return letter.Code(letter.ResetPassword, parse(t, "johndoe@gmail.com"), flows.Hide("K7M2QXPT"), until,
		time.FixedZone("WIB", 7*60*60), "BKPSDM Kota Contoh")
}

// to is how one reaches s: with its certificate, over STARTTLS.
func to(s *server) Config {
	return Config{Host: "127.0.0.1", Port: s.port, CAFile: s.ca.file, From: "BKPSDM Kota Contoh <noreply@contoh.go.id>", Hello: "kiosk.example"}
}

func carrier(t testing.TB, c Config) *Carrier {
	t.Helper()
	v, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// usual is a server as most are.
func usual(t testing.TB) *server {
	return &server{ca: usualIssuer(t), offers: []string{"8BITMIME", "SMTPUTF8", "DSN", "STARTTLS", "AUTH PLAIN LOGIN"}}
}

func TestLetterArrives(t *testing.T) {
	t.Parallel()
	s := usual(t).start(t)
	if err := carrier(t, to(s)).Send(t.Context(), codeLetter(t)); err != nil {
		t.Fatal(err)
	}
	s.stop()
	want := []string{
		"EHLO kiosk.example", "STARTTLS", "TLS", "EHLO kiosk.example",
		"MAIL FROM:<noreply@contoh.go.id> BODY=8BITMIME", "RCPT TO:<johndoe@gmail.com>", "DATA", "QUIT",
	}
	if !slices.Equal(s.heard, want) || len(s.data) != 1 {
		t.Fatal(s)
	}
	m, err := mail.ReadMessage(strings.NewReader(s.data[0]))
	if err != nil {
		t.Fatal(err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || len(from) != 1 || from[0].Name != "BKPSDM Kota Contoh" || from[0].Address != "noreply@contoh.go.id" {
		t.Errorf("from %v, %v", from, err)
	}
	if rcpt, err := m.Header.AddressList("To"); err != nil || len(rcpt) != 1 || rcpt[0].Address != "johndoe@gmail.com" {
		t.Errorf("to %v, %v", rcpt, err)
	}
	if sent, err := m.Header.Date(); err != nil || time.Since(sent).Abs() > time.Hour {
		t.Errorf("date %v, %v", sent, err)
	}
	if got := m.Header.Get("Subject"); got != "Kode reset password ASN Digital" {
		t.Errorf("subject %q", got)
	}
	if got := m.Header.Get("Auto-Submitted"); got != "auto-generated" {
		t.Errorf("auto-submitted %q", got)
	}
	if id := m.Header.Get("Message-Id"); !strings.HasSuffix(id, "@contoh.go.id>") || len(id) < 40 {
		t.Errorf("message id %q", id)
	}
	parts := bodies(t, m)
	for kind, want := range map[string]string{"text/plain": codeLetter(t).Text.Reveal(), "text/html": codeLetter(t).HTML.Reveal()} {
		got := strings.ReplaceAll(parts[kind], "\r\n", "\n")
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", kind, got, want)
		}
	}
	// As it travels, too: a person may look at the source of a letter.
	if n := strings.Count(s.data[0], "\r\nK7M2 QXPT\r\n"); n != 2 {
		t.Errorf("the code is on a line of its own %d times in\n%s", n, s.data[0])
	}
	if i := strings.Index(s.data[0], "http"); i >= 0 {
		t.Errorf("a link: %.60s", s.data[0][i:])
	}
}

// bodies returns the parts of m by type.
func bodies(t *testing.T, m *mail.Message) map[string]string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatal(kind, err)
	}
	found := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil || params["charset"] != "UTF-8" || p.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
			t.Fatal(p.Header, err)
		}
		b, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		found[kind] = string(b)
	}
}

func TestEachWayIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		server func(*server)
		config func(*Config)
		heard  string // up to the first MAIL
		login  string
	}{
		{"starttls and plain", nil, func(c *Config) { c.User, c.Password = "kiosk", flows.Hide(password) },
			"EHLO kiosk.example STARTTLS TLS EHLO kiosk.example AUTH PLAIN", "kiosk " + password},
		{"starttls and login", func(s *server) { s.offers = []string{"STARTTLS", "AUTH LOGIN XOAUTH2"} },
			func(c *Config) { c.User, c.Password = "kiosk", flows.Hide(password) },
			"EHLO kiosk.example STARTTLS TLS EHLO kiosk.example AUTH LOGIN", "kiosk " + password},
		{"tls", func(s *server) { s.implicit = true }, func(c *Config) { c.TLS = Implicit }, "EHLO kiosk.example", ""},
		{"tls and plain", func(s *server) { s.implicit = true },
			func(c *Config) { c.TLS, c.User, c.Password = Implicit, "kiosk", flows.Hide(password) },
			"EHLO kiosk.example AUTH PLAIN", "kiosk " + password},
		{"clear", nil, func(c *Config) { c.TLS = Plain }, "EHLO kiosk.example", ""},
		{"clear and plain", nil, func(c *Config) { c.TLS, c.User, c.Password = Plain, "kiosk", flows.Hide(password) },
			"EHLO kiosk.example AUTH PLAIN", "kiosk " + password},
		{"clear and plain to a name", nil, func(c *Config) { c.TLS, c.Host, c.User, c.Password = Plain, "LocalHost", "kiosk", flows.Hide(password) },
			"EHLO kiosk.example AUTH PLAIN", "kiosk " + password},
		{"clear to a name", nil, func(c *Config) { c.TLS, c.Host = Plain, "localhost" }, "EHLO kiosk.example", ""},
		{"hello by address", nil, func(c *Config) { c.TLS, c.Hello = Plain, "" }, "EHLO [127.0.0.1]", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := usual(t)
			if tt.server != nil {
				tt.server(s)
			}
			s.start(t)
			c := to(s)
			tt.config(&c)
			if err := carrier(t, c).Probe(t.Context()); err != nil {
				t.Error(err)
			}
			if err := carrier(t, c).Send(t.Context(), codeLetter(t)); err != nil {
				t.Error(err)
			}
			s.stop()
			heard := strings.Join(s.heard, " ")
			if !strings.HasPrefix(heard, tt.heard+" QUIT "+tt.heard+" MAIL") || len(s.data) != 1 {
				t.Error(s)
			}
			if tt.login != "" && (len(s.logins) != 2 || s.logins[1] != tt.login) {
				t.Error(s)
			}
		})
	}
}

// TestRefusals tells a server's no from a server's not now, at every step, and
// that the letter is not handed over after either.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		verb, answer string
		at           Step
		code         int
		temporary    bool
	}{
		{"GREETING", "554 no service", Greet, 554, false},
		{"GREETING", "421 busy", Greet, 421, true},
		{"GREETING", hangUp, Greet, 0, true},
		{"GREETING", "HTTP/1.1 400 Bad Request", Greet, 0, true},
		{"EHLO", hangUp, Greet, 0, true},
		{"STARTTLS", "454 not now", Secure, 454, true},
		{"STARTTLS", hangUp, Secure, 0, true},
		{"AUTH", "535 5.7.8 wrong", SignIn, 535, false},
		{"AUTH", "454 4.7.0 later", SignIn, 454, true},
		{"AUTH", "334 ", SignIn, 0, true},
		{"AUTH", "334 %%", SignIn, 0, true},
		{"AUTH", hangUp, SignIn, 0, true},
		{"MAIL", "530 5.7.0 sign in first", Sender, 530, false},
		{"MAIL", "452 4.3.1 full", Sender, 452, true},
		{"RCPT", "550 5.1.1 nobody", Recipient, 550, false},
		{"RCPT", "450 4.2.0 greylisted", Recipient, 450, true},
		{"RCPT", hangUp, Recipient, 0, true},
		{"DATA", "554 5.5.1 none", Content, 554, false},
		{"DATA", "250 what?", Content, 0, true},
		{"DATA", hangUp, Content, 0, true},
		{".", "552 5.3.4 too big", Verdict, 552, false},
		{".", "451 4.3.0 try again", Verdict, 451, true},
		{".", hangUp, Verdict, 0, true},
	} {
		t.Run(tt.verb+" "+tt.answer, func(t *testing.T) {
			t.Parallel()
			s := usual(t)
			s.answers = map[string]string{tt.verb: tt.answer}
			s.start(t)
			c := to(s)
			c.User, c.Password = "kiosk", flows.Hide(password)
			var e *Error
			if err := carrier(t, c).Send(t.Context(), codeLetter(t)); !errors.As(err, &e) {
				t.Fatalf("sent: %v", err)
			}
			if e.Step != tt.at || e.Code != tt.code || e.Temporary() != tt.temporary {
				t.Errorf("%v, code %d, temporary %t: %v", e.Step, e.Code, e.Temporary(), e)
			}
			discreet(t, e)
			s.stop()
			if got := len(s.data); got != map[bool]int{true: 1}[tt.at == Verdict] {
				t.Errorf("%d letters handed over", got)
			}
		})
	}
}

// TestAccepted: what happens after the server took the letter does not matter,
// nor is it waited for.
func TestAccepted(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"221 bye", "500 what?", hangUp, silence} {
		s := usual(t)
		s.answers = map[string]string{"QUIT": answer}
		s.start(t)
		if err := carrier(t, to(s)).Send(s.untilSilent(t), codeLetter(t)); err != nil {
			t.Errorf("%s, given up: %v", answer, err)
		}

		s = usual(t)
		s.answers = map[string]string{"QUIT": answer}
		s.start(t)
		patient := carrier(t, to(s))
		patient.timeout, patient.goodbye = 24*time.Hour, time.Millisecond // without the second, this test does not end
		if err := patient.Send(t.Context(), codeLetter(t)); err != nil {
			t.Errorf("%s: %v", answer, err)
		}
	}
}

func TestUntrusted(t *testing.T) {
	t.Parallel()
	other := newIssuer(t)
	old := func(s *server) { s.ca.server.MaxVersion = tls.VersionTLS11; s.ca.server.MinVersion = tls.VersionTLS10 }
	implicit := func(s *server) { s.implicit = true }
	for _, tt := range []struct {
		name   string
		server func(*server)
		config func(*Config)
		at     Step
		want   error
	}{
		{"another authority", nil, func(c *Config) { c.CAFile = other.file }, Secure, ErrUntrusted},
		{"the system's authorities", nil, func(c *Config) { c.CAFile = "" }, Secure, ErrUntrusted},
		{"another name", nil, func(c *Config) { c.Host = "localhost" }, Secure, ErrUntrusted},
		{"another authority, tls", implicit, func(c *Config) { c.TLS, c.CAFile = Implicit, other.file }, Secure, ErrUntrusted},
		{"another name, tls", implicit, func(c *Config) { c.TLS, c.Host = Implicit, "localhost" }, Secure, ErrUntrusted},
		{"no starttls", func(s *server) { s.offers = []string{"8BITMIME", "AUTH PLAIN"} }, nil, Secure, ErrNoTLS},
		{"nothing offered", func(s *server) { s.answers = map[string]string{"EHLO": "500 what?"} }, nil, Secure, ErrNoTLS},
		{"tls to a clear port", nil, func(c *Config) { c.TLS = Implicit }, Secure, ErrNoTLS},
		{"tls 1.1", old, nil, Secure, ErrNoTLS},
		{"no auth", func(s *server) { s.offers = []string{"STARTTLS"} }, nil, SignIn, ErrNoAuth},
		{"no auth we do", func(s *server) { s.offers = []string{"STARTTLS", "AUTH CRAM-MD5 NTLM"} }, nil, SignIn, ErrNoAuth},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := usual(t)
			if tt.server != nil {
				tt.server(s)
			}
			s.start(t)
			c := to(s)
			c.User, c.Password = "kiosk", flows.Hide(password)
			if tt.config != nil {
				tt.config(&c)
			}
			for name, err := range map[string]error{
				"send":  carrier(t, c).Send(t.Context(), codeLetter(t)),
				"probe": carrier(t, c).Probe(t.Context()),
			} {
				var e *Error
				if !errors.As(err, &e) || !errors.Is(err, tt.want) || e.Step != tt.at || e.Temporary() {
					t.Errorf("%s: %v", name, err)
				}
			}
			s.stop()
			if len(s.data) > 0 || len(s.logins) > 0 || slices.ContainsFunc(s.heard, func(l string) bool { return strings.HasPrefix(l, "MAIL") }) {
				t.Errorf("told something: %v", s)
			}
		})
	}
}

// TestSilentServer: a server that accepts and never answers holds nobody up
// longer than they wait.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"GREETING", "EHLO", "STARTTLS", "MAIL", "RCPT", "DATA", "."} {
		t.Run("given up at "+verb, func(t *testing.T) {
			t.Parallel()
			s := usual(t)
			s.answers = map[string]string{verb: silence}
			s.start(t)
			err := carrier(t, to(s)).Send(s.untilSilent(t), codeLetter(t))
			var e *Error
			if !errors.As(err, &e) || !errors.Is(err, context.Canceled) || !e.Temporary() {
				t.Error(err)
			}
		})
	}
	for name, wait := range map[string]func(*Config) context.Context{
		"deadline": func(*Config) context.Context {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			t.Cleanup(cancel)
			return ctx
		},
		"timeout": func(c *Config) context.Context { c.Timeout = 20 * time.Millisecond; return t.Context() },
	} {
		for _, way := range []TLS{StartTLS, Implicit} { // to a silent server a TLS handshake is silence too
			s := usual(t)
			s.answers = map[string]string{"GREETING": silence}
			s.start(t)
			c := to(s)
			c.TLS = way
			ctx := wait(&c)
			if err := carrier(t, c).Send(ctx, codeLetter(t)); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s, %s: %v", name, way, err)
			}
		}
	}
}

// TestTalkative: nor does one that never stops talking fill the memory.
func TestTalkative(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"GREETING", "EHLO", "RCPT"} {
		s := usual(t)
		s.answers = map[string]string{verb: babble}
		s.start(t)
		if err := carrier(t, to(s)).Send(t.Context(), codeLetter(t)); !errors.Is(err, ErrTalksTooMuch) {
			t.Errorf("%s: %v", verb, err)
		}
	}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	c := Config{Host: "127.0.0.1", Port: 1, From: "noreply@contoh.go.id"} // tcpmux, which nobody runs
	err := carrier(t, c).Send(t.Context(), codeLetter(t))
	var e *Error
	if !errors.As(err, &e) || e.Step != Connect || !e.Temporary() {
		t.Error(err)
	}
}

// TestHostileAddress: what could smuggle a line or a parameter never becomes an
// address, and a letter without one goes nowhere (CVE-2025-59937 and older).
func TestHostileAddress(t *testing.T) {
	t.Parallel()
	s := usual(t).start(t)
	for _, text := range []string{
		"a@b\r\nBcc: c@d", "a@b.id\r\nRCPT TO:<c@d.id>", `"a@b> ORCPT=x"@x`, `"a@b.id> NOTIFY=SUCCESS"@x.id`, "a@b.id>", "<a@b.id>",
		"Budi <a@b.id>", "a@b.id,c@d.id", "a b@c.id", "a@[127.0.0.1]", "a@b.id\x00", "ä@b.id", "a@" + strings.Repeat("b", 320) + ".id",
	} {
		a, err := address.Parse(text)
		if err == nil {
			t.Errorf("%q is an address", text)
		}
		l := codeLetter(t)
		l.To = a
		if err := carrier(t, to(s)).Send(t.Context(), l); !errors.Is(err, ErrNoAddress) {
			t.Errorf("%q: %v", text, err)
		}
	}
	s.stop()
	if len(s.heard) > 0 {
		t.Error(s)
	}
}

// TestHostileSubject: no header comes out of a header.
func TestHostileSubject(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{"a\r\nBcc: c@d.id", "a\nX-Evil: b", "a\r\n\r\nbody", "=?utf-8?q?a=0D=0ABcc:c@d.id?=", strings.Repeat("panjang ", 60), "Kode – “reset”"} {
		l := codeLetter(t)
		l.Subject = subject
		c := carrier(t, Config{Host: "mail.example", From: "noreply@contoh.go.id"})
		b, err := c.compose(l)
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		for name := range m.Header {
			if !slices.Contains([]string{"From", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Auto-Submitted", "Content-Language", "Content-Type"}, name) {
				t.Errorf("%q makes a header %q", subject, name)
			}
		}
		if parts := bodies(t, m); len(parts) != 2 {
			t.Errorf("%q: %d parts", subject, len(parts))
		}
		for _, line := range strings.Split(string(b), "\r\n") {
			if len(line) > 998 || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r > '~' }) {
				t.Errorf("%q makes the line %q", subject, line)
			}
		}
	}
}

// TestServerRepeats: whatever a server repeats of what it was told, the error
// does not.
func TestServerRepeats(t *testing.T) {
	t.Parallel()
	for reply, want := range map[string]string{
		"550 5.1.1 <johndoe@gmail.com>: no such user": "5.1.1 <joh*****@gmail.com>: no such user",
		"550 5.1.1 <JohnDoe@Gmail.com>: no such user": "5.1.1 <joh*****@gmail.com>: no such user",
		"550 5.1.1 johndoe is unknown":                "5.1.1",
		"550 johndoe is unknown":                      "",
		"554 5.7.1 spam: K7M2 QXPT":                   "5.7.1",
		"554 5.7.1 spam: k7m2-qxpt":                   "5.7.1",
		"554 5.7.1 spam: K7M2\u200bQXPT":              "5.7.1",
		"554 K7M2QXPT":                                "",
		"550 " + password:                             "",
		"550 AGtpb3NrAFJhaGFzaWEtU3VyYXQtOQ==":        "", // user and password as AUTH PLAIN says them
		"550 UmFoYXNpYS1TdXJhdC05":                    "", // the password as AUTH LOGIN says it
		"550 \x1b]52;c;x\x07red\u202e":                "]52;c;xred",
		"550-one\r\n550 two":                          "one two",
		"550 " + strings.Repeat("blah ", 90):          strings.TrimSpace(strings.Repeat("blah ", sayMax/5)),
	} {
		for verb, at := range map[string]Step{"AUTH": SignIn, "RCPT": Recipient, ".": Verdict} {
			s := usual(t)
			s.answers = map[string]string{verb: reply}
			s.start(t)
			c := to(s)
			c.User, c.Password = "kiosk", flows.Hide(password)
			var e *Error
			if err := carrier(t, c).Send(t.Context(), codeLetter(t)); !errors.As(err, &e) || e.Step != at || e.Reply != want {
				t.Errorf("%q at %s: %v", reply, verb, err)
				continue
			}
			discreet(t, e)
		}
	}
}

// TestServerGarbles: an answer that is none at all, or not in its place, is
// handled with the same care.
func TestServerGarbles(t *testing.T) {
	t.Parallel()
	for _, told := range []string{"johndoe@gmail.com", "K7M2 QXPT", password, "\x1b[2J", "UmFoYXNpYS1TdXJhdC05"} {
		for verb, replies := range map[string][]string{
			"AUTH": {told, "334 " + told, "999999 " + told},
			"RCPT": {told, "354 " + told, "25"},
			"DATA": {told, "250 " + told},
			".":    {told, "354 " + told},
		} {
			for _, reply := range replies {
				s := usual(t)
				s.answers = map[string]string{verb: reply}
				s.start(t)
				c := to(s)
				c.User, c.Password = "kiosk", flows.Hide(password)
				var e *Error
				if err := carrier(t, c).Send(t.Context(), codeLetter(t)); !errors.As(err, &e) || e.Code != 0 || e.Err == nil {
					t.Errorf("%q at %s: %v", reply, verb, err)
					continue
				}
				discreet(t, e)
				discreet(t, e.Err)
			}
		}
	}
}

// discreet checks that err, however printed, tells nothing it should not.
func discreet(t *testing.T, err error) {
	t.Helper()
	for _, s := range []string{err.Error(), fmt.Sprintf("%+v %#v", err, err)} {
		for _, secret := range []string{"johndoe", "K7M2", "QXPT", password, "AGtpb3Nr", "UmFoYXNp", "\x1b", "\n"} {
			if strings.Contains(s, secret) {
				t.Errorf("%q tells %q", s, secret)
			}
		}
	}
}
