package cli

import (
	"errors"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
)

// How many characters of a configuration's texts are taken. What is longer is
// refused and not cut: it is shown to nobody who could notice.
const (
	deskMax  = 40  // a column of the audit
	textMax  = 100 // a line of a report at 12 points; the longest names of offices have about 80
	linesMax = 6   // of a heading
)

// check judges the values and puts in the defaults. [mail] is judged by whoever
// sends letters, see carrier.
func (c *config) check() error {
	switch {
	case c.KeyFile == "" && c.KeyCredential == "":
		return errors.New(`key "key_file" or "key_credential" is missing`)
	case c.KeyFile != "" && c.KeyCredential != "":
		return c.wrong("key_credential", `"key_file" is given, too`)
	case strings.ContainsAny(c.KeyCredential, `/\`) || c.KeyCredential == "..":
		return c.wrong("key_credential", "%q is no name of a credential", c.KeyCredential)
	}
	if c.Issuer == "" {
		c.Issuer = otp.DefaultIssuer
	}
	if err := otp.CheckIssuer(c.Issuer); err != nil {
		return c.wrong("issuer", "%w", err)
	}
	c.zone = time.Local
	if c.Zone != "" {
		z, err := time.LoadLocation(c.Zone)
		if err != nil {
			return c.wrong("zone", "no such zone: %q", c.Zone)
		}
		c.zone = z
	}
	if c.Desk == "" {
		c.Desk = hostname()
	}
	switch c.UnknownNIP {
	case "":
		c.UnknownNIP = tellUnknown
	case tellUnknown, decoyUnknown:
	default:
		return c.wrong("unknown_nip", "%q is neither %q nor %q", c.UnknownNIP, tellUnknown, decoyUnknown)
	}
	if c.NTPServer != "" && !isServer(c.NTPServer) {
		return c.wrong("ntp_server", "%q is no host, nor host:port", c.NTPServer)
	}
	if err := c.checkTexts(); err != nil {
		return err
	}
	if c.Letterhead.SignerNIP != "" {
		n, err := nip.Parse(c.Letterhead.SignerNIP)
		if err != nil {
			return c.wrong("letterhead.signer_nip", "%w", err)
		}
		c.Letterhead.SignerNIP = n.String()
	}
	return nil
}

// checkTexts looks at what is printed for people to read: it comes out as it was
// written, or it is refused here.
func (c *config) checkTexts() error {
	type text struct {
		key, is string
		most    int
	}
	h := c.Letterhead
	texts := []text{
		{"desk", c.Desk, deskMax}, {"office", c.Office, textMax}, {"letterhead.place", h.Place, textMax},
		{"letterhead.signer_title", h.SignerTitle, textMax}, {"letterhead.signer_name", h.SignerName, textMax},
	}
	for _, line := range h.Heading {
		texts = append(texts, text{"letterhead.heading", line, textMax})
	}
	for _, t := range texts {
		switch n := utf8.RuneCountInString(t.is); {
		case t.is != legible.Clean(t.is):
			return c.wrong(t.key, "%q has characters that cannot be seen, or spaces to spare", legible.Line(t.is, textMax))
		case n > t.most:
			return c.wrong(t.key, "%d characters, and %d is the most", n, t.most)
		}
	}
	if n := len(h.Heading); n > linesMax {
		return c.wrong("letterhead.heading", "%d lines, and %d is the most", n, linesMax)
	}
	return nil
}

// hostname is the machine's name, fit to be shown.
func hostname() string {
	name, err := os.Hostname()
	if name = legible.Line(name, deskMax); err != nil || name == "" {
		return "localhost"
	}
	return name
}

// hosts are names and addresses of machines (RFC 1123 §2.1, RFC 4291 §2.2): what
// keeps a scheme, a path and a space out.
var hosts = regexp.MustCompile(`^[0-9A-Za-z]([-0-9A-Za-z_.]{0,251}[0-9A-Za-z])?$`)

// isServer reports whether s is a host, or a host and a port. An IPv6 address with
// a port stands in brackets (RFC 3986 §3.2.2).
func isServer(s string) bool {
	if net.ParseIP(s) != nil {
		return true
	}
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		host, port = s, "123"
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0 && (hosts.MatchString(host) || net.ParseIP(host) != nil)
}
