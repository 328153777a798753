package store

import (
	"errors"
	"fmt"
	"time"
)

type wireCase struct {
	V       int       `json:"v"`
	Number  uint64    `json:"number"`
	Kind    string    `json:"kind"`
	NIP     string    `json:"nip,omitempty"`
	Name    string    `json:"name,omitempty"`
	Unit    string    `json:"unit,omitempty"`
	Desk    string    `json:"desk,omitempty"`
	Opened  time.Time `json:"opened,omitzero"`
	State   string    `json:"state"`
	By      string    `json:"by,omitempty"`
	Changed time.Time `json:"changed,omitzero"`
}

var (
	caseKinds = [CaseKinds]string{
		PhoneAndMailbox: "phone-and-mailbox",
		NoLetter:        "no-letter",
		WrongAddress:    "wrong-address",
		UnknownNumber:   "unknown-number",
		NoPhone:         "no-phone",
		ClosedAccount:   "closed-account",
		TooManyTries:    "too-many-tries",
		BadClock:        "bad-clock",
		CodeNotTaken:    "code-not-taken",
		NoQRCode:        "no-qr-code",
		OtherCase:       "other",
	}

	caseStates = [CaseStates]string{CaseOpen: "open", CaseBeingWorkedOn: "being-worked-on", CaseSolved: "solved"}
)

// EncodeCase is Encode for a case, which must have its number.
func EncodeCase(c Case) ([]byte, error) {
	w, err := wireOfCase(c)
	return write(c, w, err)
}

// DecodeCase is the reverse of EncodeCase, with the errors of Decode.
func DecodeCase(b []byte) (Case, error) {
	return read("case", b, caseUpgrades[:], wireCase.of)
}

func wireOfCase(c Case) (wireCase, error) {
	switch {
	case c.Number == 0:
		return wireCase{}, errors.New("no number")
	case c.Kind < 0 || c.Kind >= CaseKinds:
		return wireCase{}, fmt.Errorf("no kind %d", int(c.Kind))
	case c.State < 0 || c.State >= CaseStates:
		return wireCase{}, fmt.Errorf("no state %d", int(c.State))
	}
	var t times
	w := wireCase{
		Version, c.Number, caseKinds[c.Kind], c.NIP.String(), c.Name, c.Unit, c.Desk, t.utc(c.Opened),
		caseStates[c.State], c.By.String(), t.utc(c.Changed),
	}
	return w, errors.Join(t.err, legible(c.Name, c.Unit, c.Desk))
}

func (w wireCase) of() (c Case, err error) {
	kind, ok := find(caseKinds[:], w.Kind)
	if !ok {
		return Case{}, errors.New("no such kind")
	}
	state, ok := find(caseStates[:], w.State)
	if !ok {
		return Case{}, errors.New("no such state")
	}
	if w.Number == 0 {
		return Case{}, errors.New("no number")
	}
	if c.NIP, err = number(w.NIP); err != nil {
		return Case{}, err
	}
	if c.By, err = number(w.By); err != nil {
		return Case{}, err
	}
	var t times
	c.Number, c.Kind, c.State = w.Number, CaseKind(kind), CaseState(state)
	c.Name, c.Unit, c.Desk, c.Opened, c.Changed = w.Name, w.Unit, w.Desk, t.utc(w.Opened), t.utc(w.Changed)
	if t.err != nil {
		return Case{}, t.err
	}
	return c, nil
}
