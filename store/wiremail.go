package store

import (
	"errors"
	"fmt"
	"time"
)

type wireMail struct {
	V     int       `json:"v"`
	ID    string    `json:"id"`
	What  string    `json:"what"`
	NIP   string    `json:"nip,omitempty"`
	To    string    `json:"to"`
	Code  string    `json:"code,omitempty"`
	Note  string    `json:"note,omitempty"`
	Made  time.Time `json:"made,omitzero"`
	Until time.Time `json:"until,omitzero"`
	Tries int       `json:"tries,omitempty"`
	Next  time.Time `json:"next,omitzero"`
	State string    `json:"state"`
}

var (
	mailKinds = [MailKinds]string{
		MailPasswordCode: "password-code",
		MailMFACode:      "mfa-code",
		NoticePassword:   "notice-password",
		NoticeEmail:      "notice-email",
		NoticeEnrolled:   "notice-enrolled",
		NoticeRemoved:    "notice-removed",
		NoticeMFAReset:   "notice-mfa-reset",
		NoticeGuessed:    "notice-guessed",
	}

	mailStates = [MailStates]string{MailWaiting: "waiting", MailRefused: "refused"}
)

// EncodeMail is Encode for a letter, which must have its ID.
func EncodeMail(m Mail) ([]byte, error) {
	w, err := wireOfMail(m)
	return write(m, w, err)
}

// DecodeMail is the reverse of EncodeMail, with the errors of Decode.
func DecodeMail(b []byte) (Mail, error) {
	return read("letter", b, mailUpgrades[:], wireMail.mail)
}

func wireOfMail(m Mail) (wireMail, error) {
	switch {
	case m.ID == "":
		return wireMail{}, errors.New("no ID")
	case m.What < 0 || m.What >= MailKinds:
		return wireMail{}, errors.New("no such kind") // String has said which
	case m.State < 0 || m.State >= MailStates:
		return wireMail{}, fmt.Errorf("no state %d", int(m.State))
	}
	var t times
	code := m.Code.Reveal()
	w := wireMail{
		Version, m.ID, mailKinds[m.What], m.NIP.String(), m.To, code, m.Note,
		t.utc(m.Made), t.utc(m.Until), m.Tries, t.utc(m.Next), mailStates[m.State],
	}
	return w, errors.Join(t.err, legible(m.ID, m.To, code, m.Note))
}

func (w wireMail) mail() (m Mail, err error) {
	kind, ok := find(mailKinds[:], w.What)
	if !ok {
		return Mail{}, errors.New("no such kind")
	}
	state, ok := find(mailStates[:], w.State)
	if !ok {
		return Mail{}, errors.New("no such state")
	}
	if w.ID == "" {
		return Mail{}, errors.New("no ID")
	}
	if m.NIP, err = number(w.NIP); err != nil {
		return Mail{}, err
	}
	var t times
	m.ID, m.What, m.To, m.Code, m.Note = w.ID, MailKind(kind), w.To, hide(w.Code), w.Note
	m.Made, m.Until, m.Tries, m.Next, m.State = t.utc(w.Made), t.utc(w.Until), w.Tries, t.utc(w.Next), MailState(state)
	if t.err != nil {
		return Mail{}, t.err
	}
	return m, nil
}
