package smtp

import (
	"bytes"
	"crypto/rand"
	netmail "net/mail"
	"strings"

	"github.com/wneessen/go-mail"

	"aktivasi/flows/address"
	"aktivasi/flows/legible"
	"aktivasi/flows/run/letter"
)

// compose writes l as RFC 5322 and MIME have it: plain text, and the same as
// HTML, both quoted-printable, which leaves a line with a code on it as it is.
func (c *Carrier) compose(l letter.Letter) ([]byte, error) {
	// Whoever made the Letter, only what Parse accepts goes into an envelope.
	if to, err := address.Parse(l.To.String()); err != nil || to != l.To {
		return nil, ErrNoAddress
	}
	m := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP),
		mail.WithNoDefaultUserAgent()) // its X-Mailer has a link in it
	m.FromMailAddress(&netmail.Address{Name: c.name, Address: c.from.String()})
	m.ToMailAddress(&netmail.Address{Address: l.To.String()})
	m.Subject(legible.Clean(l.Subject))
	m.SetDate()
	_, domain, _ := strings.Cut(c.from.String(), "@")
	m.SetMessageIDWithValue(rand.Text() + "@" + domain) // 130 bits; the library's own names this machine
	m.SetGenHeader("Auto-Submitted", "auto-generated")  // RFC 3834 §5: no holiday notice comes back
	m.SetGenHeader("Content-Language", "id")            // RFC 3282: for whoever reads it aloud
	m.SetBodyString(mail.TypeTextPlain, l.Text.Reveal())
	m.AddAlternativeString(mail.TypeTextHTML, l.HTML.Reveal())
	var b bytes.Buffer
	_, err := m.WriteTo(&b)
	return b.Bytes(), err
}
