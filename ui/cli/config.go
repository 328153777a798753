package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/flows/run/smtp"
	"aktivasi/store/seal"
)

// config is the configuration of real use, one TOML file. A key that is not
// known is an error: a setting with a slip in its name would otherwise be as
// good as not set. docs/kiosk.md has a sample with every key.
type config struct {
	Data          string `toml:"data"`           // folder; default: the user's data folder
	KeyFile       string `toml:"key_file"`       // outside the data folder
	KeyCredential string `toml:"key_credential"` // or the name of a systemd credential
	Issuer        string `toml:"issuer"`         // in the authenticator; default ASN-Digital
	Office        string `toml:"office"`         // who signs the letters
	Zone          string `toml:"zone"`           // such as Asia/Makassar; default: the machine's
	Mail          mail   `toml:"mail"`

	path string
	zone *time.Location
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

// mailPassword names the variable that may hold the mail server's password.
const mailPassword = "AKTIVASI_MAIL_PASSWORD"

// readConfig reads and judges the file at path.
func readConfig(path string) (config, error) {
	if path == "" {
		return config{}, &usageError{errors.New("no configuration named: --config FILE is needed")}
	}
	c := config{path: path}
	text, err := os.ReadFile(path)
	if err != nil {
		return c, hint(fmt.Errorf("read configuration %q: %w", path, cause(err)), "docs/kiosk.md has a sample to begin with")
	}
	d := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, hint(fmt.Errorf("read configuration %q: %s", path, where(err)), "docs/kiosk.md lists the keys and what they may be")
	}
	if err := c.check(); err != nil {
		return c, hint(fmt.Errorf("read configuration %q: %w", path, err), "docs/kiosk.md lists the keys and what they may be")
	}
	return c, nil
}

// where is a decoding error on one line: which line and key, and what is the
// matter with it.
func where(err error) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := strict.Errors[0]
		line, _ := e.Position()
		return fmt.Sprintf("line %d: unknown key %q", line, strings.Join(e.Key(), "."))
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, _ := bad.Position()
		if key := strings.Join(bad.Key(), "."); key != "" {
			return fmt.Sprintf("line %d: key %q: %s", line, key, strings.TrimPrefix(bad.Error(), "toml: "))
		}
		return fmt.Sprintf("line %d: %s", line, strings.TrimPrefix(bad.Error(), "toml: "))
	}
	return err.Error()
}

func (c *config) check() error {
	switch {
	case c.KeyFile == "" && c.KeyCredential == "":
		return errors.New(`key "key_file" or "key_credential" is missing`)
	case c.KeyFile != "" && c.KeyCredential != "":
		return errors.New(`"key_file" and "key_credential" are both given`)
	case strings.ContainsAny(c.KeyCredential, `/\`) || c.KeyCredential == "..":
		return fmt.Errorf("key %q: %q is no name of a credential", "key_credential", c.KeyCredential)
	}
	if c.Issuer == "" {
		c.Issuer = otp.DefaultIssuer
	}
	if err := otp.CheckIssuer(c.Issuer); err != nil {
		return fmt.Errorf("key %q: %w", "issuer", err)
	}
	c.zone = time.Local
	if c.Zone != "" {
		z, err := time.LoadLocation(c.Zone)
		if err != nil {
			return fmt.Errorf("key %q: no such zone: %q", "zone", c.Zone)
		}
		c.zone = z
	}
	return nil
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
			return nil, fmt.Errorf("read the mail password %q: %w", m.PasswordFile, cause(err))
		}
		s.Password = flows.Hide(strings.TrimRight(string(b), "\r\n"))
	}
	if m.Timeout != "" {
		d, err := time.ParseDuration(m.Timeout)
		if err != nil || d <= 0 {
			return nil, fmt.Errorf("mail setting timeout: %q is no time such as 15s", m.Timeout)
		}
		s.Timeout = d
	}
	return smtp.New(s)
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
