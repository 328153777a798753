package smtp

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	good := Config{Host: "mail.contoh.go.id", From: "noreply@contoh.go.id"}
	for _, tt := range []struct {
		name   string
		change func(*Config)
		key    string // "" is good
		fault  Fault
	}{
		{"as little as can be", func(*Config) {}, "", 0},
		{"by address", func(c *Config) { c.Host = "192.0.2.1" }, "", 0},
		{"by address 6", func(c *Config) { c.Host = "2001:db8::1" }, "", 0},
		{"display name", func(c *Config) { c.From = "BKPSDM Kota Contoh <noreply@contoh.go.id>" }, "", 0},
		{"display name quoted", func(c *Config) { c.From = `"BKPSDM, Kota Contoh" <noreply@contoh.go.id>` }, "", 0},
		{"signs in", func(c *Config) { c.User, c.Password = "kiosk", flows.Hide("x") }, "", 0},
		{"clear to 127.0.0.1", func(c *Config) { c.TLS, c.Host = Plain, "127.0.0.1" }, "", 0},
		{"clear to 127.8.8.8", func(c *Config) { c.TLS, c.Host = Plain, "127.8.8.8" }, "", 0},
		{"clear to ::1", func(c *Config) { c.TLS, c.Host = Plain, "::1" }, "", 0},
		{"clear to localhost", func(c *Config) { c.TLS, c.Host = Plain, "LocalHost" }, "", 0},

		{"no host", func(c *Config) { c.Host = "" }, "host", Missing},
		{"a URL", func(c *Config) { c.Host = "smtp://mail.contoh.go.id" }, "host", Malformed},
		{"host and port", func(c *Config) { c.Host = "mail.contoh.go.id:25" }, "host", Malformed},
		{"a socket", func(c *Config) { c.Host = "unix:///run/x" }, "host", Malformed},
		{"a line's end", func(c *Config) { c.Host = "mail\r\n" }, "host", Malformed},
		{"longer than names are", func(c *Config) { c.Host = strings.Repeat("a.", 127) + "a" }, "host", Malformed},
		{"port below", func(c *Config) { c.Port = -1 }, "port", Malformed},
		{"port above", func(c *Config) { c.Port = 65536 }, "port", Malformed},
		{"tls of another sort", func(c *Config) { c.TLS = "opportunistic" }, "tls", Malformed},
		{"clear to elsewhere", func(c *Config) { c.TLS = Plain }, "tls", NotLoopback},
		{"clear to what looks near", func(c *Config) { c.TLS, c.Host = Plain, "localhost.contoh.go.id" }, "tls", NotLoopback},
		{"clear to 128.0.0.1", func(c *Config) { c.TLS, c.Host = Plain, "128.0.0.1" }, "tls", NotLoopback},
		{"clear to everywhere", func(c *Config) { c.TLS, c.Host = Plain, "0.0.0.0" }, "tls", NotLoopback},
		{"no such file", func(c *Config) { c.CAFile = empty + ".gone" }, "ca_file", Unreadable},
		{"a folder", func(c *Config) { c.CAFile = t.TempDir() }, "ca_file", Unreadable},
		{"no certificate", func(c *Config) { c.CAFile = empty }, "ca_file", NoAuthority},
		{"no user", func(c *Config) { c.Password = flows.Hide("Rahasia") }, "user", Missing},
		{"no password", func(c *Config) { c.User = "kiosk" }, "password", Missing},
		{"no from", func(c *Config) { c.From = "" }, "from", Missing},
		{"from nobody", func(c *Config) { c.From = "BKPSDM" }, "from", Malformed},
		{"from two", func(c *Config) { c.From = "a@b.id, c@d.id" }, "from", Malformed},
		{"from a quoted name", func(c *Config) { c.From = `"a b"@c.id` }, "from", Malformed},
		{"from a host without a dot", func(c *Config) { c.From = "a@localhost" }, "from", Malformed},
		{"from two lines", func(c *Config) { c.From = "A\r\n Bcc: <a@b.id>" }, "from", Malformed},
		{"no time at all", func(c *Config) { c.Timeout = -time.Second }, "timeout", Malformed},
		{"hello to two", func(c *Config) { c.Hello = "a b" }, "hello", Malformed},
		{"hello and more", func(c *Config) { c.Hello = "a\r\nMAIL FROM:<x@y.id>" }, "hello", Malformed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := good
			tt.change(&c)
			err := c.Check()
			var e *ConfigError
			switch {
			case tt.key == "" && err != nil:
				t.Error(err)
			case tt.key == "":
			case !errors.As(err, &e) || e.Key != tt.key || e.Fault != tt.fault:
				t.Errorf("got %v, want %s and %d", err, tt.key, tt.fault)
			case !strings.Contains(err.Error(), tt.key) || strings.ContainsAny(err.Error(), "\r\n") || strings.Contains(err.Error(), "Rahasia"):
				t.Errorf("says %q", err)
			}
			if v, newErr := New(c); (newErr == nil) != (err == nil) || (v == nil) != (err != nil) {
				t.Errorf("Check: %v, New: %v", err, newErr)
			}
		})
	}
	c := good
	c.CAFile = empty + ".gone"
	if err := c.Check(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("why the file cannot be read is lost: %v", err)
	}
}

func TestUsual(t *testing.T) {
	t.Parallel()
	for way, port := range map[TLS]int{"": 587, StartTLS: 587, Implicit: 465, Plain: 25} {
		c := carrier(t, Config{Host: "localhost", TLS: way, From: "a@b.id"})
		if c.port != port || c.timeout != 15*time.Second || c.tls == "" {
			t.Errorf("%q: port %d, timeout %v, tls %q", way, c.port, c.timeout, c.tls)
		}
	}
}

func TestDisplayName(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"a@b.id":                                             "",
		"BKPSDM Kota Contoh <a@b.id>":                        "BKPSDM Kota Contoh",
		`"BKPSDM, Kota \"Contoh\"" <a@b.id>`:                 `BKPSDM, Kota "Contoh"`,
		"=?utf-8?q?A=0D=0ABcc=3A_c=40d.id?= <a@b.id>":        "A Bcc: c@d.id",
		"BKPSDM\u202e\u200bKota <a@b.id>":                    "BKPSDMKota",
		"=?utf-8?q?Badan_Kepegawaian_=E2=80=93_A?= <a@b.id>": "Badan Kepegawaian – A",
	} {
		c, err := New(Config{Host: "localhost", From: from})
		if err != nil {
			t.Errorf("%q: %v", from, err)
			continue
		}
		if c.name != want || c.from.String() != "a@b.id" {
			t.Errorf("%q is %q <%s>", from, c.name, c.from)
		}
	}
}

// TestClearStaysHere: whatever a name resolves to, nothing goes in the clear to
// another machine. 192.0.2.1 is for documentation (RFC 5737); it is not dialled.
func TestClearStaysHere(t *testing.T) {
	t.Parallel()
	c := carrier(t, Config{Host: "localhost", TLS: Plain, From: "a@b.id"})
	c.host = "192.0.2.1" // as if localhost were an entry in somebody's name server
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	err := c.Probe(ctx)
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, ErrNoTLS) || e.Step != Connect || e.Temporary() {
		t.Error(err)
	}
}
