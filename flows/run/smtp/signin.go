package smtp

import (
	"slices"
	"strings"

	wire "github.com/wneessen/go-mail/smtp"
)

// A signIn is one AUTH, by whichever of PLAIN (RFC 4616) and LOGIN the server
// offers. Both tell it the password, which is why [Config.Check] lets nothing in
// the clear leave this machine; CRAM-MD5 and NTLM would tell it a weak hash.
type signIn struct {
	c *Carrier
	wire.Auth
}

// Start implements [wire.Auth].
func (s *signIn) Start(server *wire.ServerInfo) (string, []byte, error) {
	offers := func(name string) bool {
		return slices.ContainsFunc(server.Auth, func(m string) bool { return strings.EqualFold(m, name) })
	}
	// The library refuses an open connection except to three spellings of this
	// machine; ours knows 127.0.0.2 as well, so the library's is switched off.
	local := s.c.tls == Plain
	switch {
	case offers("PLAIN"):
		s.Auth = wire.PlainAuth("", s.c.user, s.c.password.Reveal(), s.c.host, local)
	case offers("LOGIN"):
		s.Auth = wire.LoginAuth(s.c.user, s.c.password.Reveal(), s.c.host, local)
	default:
		return "", nil, ErrNoAuth
	}
	return s.Auth.Start(server)
}
