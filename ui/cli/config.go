package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/run/smtp"
	"aktivasi/store/seal"
)

// config is the configuration of real use, one TOML file. A key that is not
// known is an error: a setting with a slip in its name would otherwise be as
// good as not set. docs/kiosk.md has a sample with every key.
type config struct {
	Data          string           `toml:"data"`           // folder; default: the user's data folder
	KeyFile       string           `toml:"key_file"`       // outside the data folder
	KeyCredential string           `toml:"key_credential"` // or the name of a systemd credential
	Desk          string           `toml:"desk"`           // this terminal in the audit; default: the machine's name
	Issuer        string           `toml:"issuer"`         // in the authenticator; default ASN-Digital
	Office        string           `toml:"office"`         // who signs the letters
	Zone          string           `toml:"zone"`           // such as Asia/Makassar; default: the machine's
	NTPServer     string           `toml:"ntp_server"`     // host or host:port; default: none is asked
	UnknownNIP    string           `toml:"unknown_nip"`    // tell, decoy
	TwoPerson     bool             `toml:"two_person"`     // a grant needs a second officer
	Mail          mail             `toml:"mail"`
	Slip          slipConfig       `toml:"slip"`
	Letterhead    letterheadConfig `toml:"letterhead"`

	path  string
	zone  *time.Location
	lines map[string]int // where each key stands
}

type mail struct {
	Host         string `toml:"host"`
	Port         int    `toml:"port"`
	TLS          string `toml:"tls"` // starttls, tls, none
	CAFile       string `toml:"ca_file"`
	User         string `toml:"user"`
	PasswordFile string `toml:"password_file"` // or AKTIVASI_MAIL_PASSWORD in the environment
	From         string `toml:"from"`
	Timeout      string `toml:"timeout"` // such as 15s
}

// slipConfig says where a proof of activation goes; either, both or neither.
type slipConfig struct {
	Printer string `toml:"printer"` // a file that takes a receipt's text, such as /dev/usb/lp0
	Folder  string `toml:"folder"`  // where pages to be printed are put
}

// letterheadConfig is what stands over and under a report.
type letterheadConfig struct {
	Place       string   `toml:"place"`   // where it is signed
	Heading     []string `toml:"heading"` // lines
	SignerTitle string   `toml:"signer_title"`
	SignerName  string   `toml:"signer_name"`
	SignerNIP   string   `toml:"signer_nip"` // after check: 18 digits, or ""
}

// What unknown_nip may be.
const (
	tellUnknown  = "tell"  // a person is told that nobody has the number
	decoyUnknown = "decoy" // nobody learns it
)

// mailPassword names the variable that may hold the mail server's password.
const mailPassword = "AKTIVASI_MAIL_PASSWORD"

// readConfig reads and judges the file at path.
func readConfig(path string) (config, error) {
	if path == "" {
		return config{}, &usageError{errors.New("no configuration named: --config FILE is needed")}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return config{}, hint(fmt.Errorf("read configuration %q: %w", path, cause(err)), "docs/kiosk.md has a sample to begin with")
	}
	c, err := parseConfig(text)
	c.path = path
	if err != nil {
		return c, hint(fmt.Errorf("read configuration %q: %w", path, err), "docs/kiosk.md lists the keys and what they may be")
	}
	return c, nil
}

// folder is where the data lies: the flag, the configuration, the default.
func (c config) folder(o options, environ func(string) string) (dir string, err error) {
	switch {
	case o.data != "":
		dir = o.data
	case c.Data != "":
		dir = c.Data
	default:
		if dir, err = dataFolder(environ); err != nil {
			return "", err
		}
	}
	if c.KeyFile == "" {
		return dir, nil
	}
	in, err := inside(dir, c.KeyFile)
	if err != nil {
		return "", err
	}
	if in {
		return "", hint(fmt.Errorf("key file %q lies in the data folder %q", c.KeyFile, dir),
			"keep it elsewhere: whoever copies the folder must not get the key with it")
	}
	return dir, nil
}

// key reads the key that the configuration names.
func (c config) key(environ func(string) string) (seal.Key, error) {
	if c.KeyCredential != "" {
		k, err := seal.ReadCredential(environ("CREDENTIALS_DIRECTORY"), c.KeyCredential)
		if err != nil {
			err = hint(err, "give it to the service with LoadCredential= in its unit")
		}
		return k, err
	}
	k, err := seal.ReadKeyFile(c.KeyFile)
	if err != nil {
		err = hint(err, "make key and store once with aktivasi init; the key must be readable by its owner alone (chmod 600)")
	}
	return k, err
}

// carrier is what takes letters to the mail server that the configuration names.
func (c config) carrier(environ func(string) string) (*smtp.Carrier, error) {
	m := c.Mail
	s := smtp.Config{
		Host: m.Host, Port: m.Port, TLS: smtp.TLS(m.TLS), CAFile: m.CAFile,
		User: m.User, Password: flows.Hide(environ(mailPassword)), From: m.From,
	}
	if m.PasswordFile != "" {
		b, err := os.ReadFile(m.PasswordFile)
		if err != nil {
			return nil, c.wrong("mail.password_file", "%q: %w", m.PasswordFile, cause(err))
		}
		s.Password = flows.Hide(strings.TrimRight(string(b), "\r\n"))
	}
	if m.Timeout != "" {
		d, err := time.ParseDuration(m.Timeout)
		if err != nil || d <= 0 {
			return nil, c.wrong("mail.timeout", "%q is no time such as 15s", m.Timeout)
		}
		s.Timeout = d
	}
	carrier, err := smtp.New(s)
	var bad *smtp.ConfigError
	if errors.As(err, &bad) {
		key := "mail." + bad.Key
		if bad.Key == "password" { // which has no key of its own
			key = "mail.password_file"
		}
		return nil, c.wrong(key, "%s", strings.TrimPrefix(bad.Error(), "mail setting "+bad.Key+": "))
	}
	return carrier, err
}

// inside reports whether path lies in dir or below.
func inside(dir, path string) (bool, error) {
	d, err := filepath.Abs(dir)
	if err != nil {
		return false, err
	}
	p, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	rel, err := filepath.Rel(d, p)
	if err != nil {
		return false, nil // on another drive
	}
	return rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)), nil
}
