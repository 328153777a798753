package store

import (
	"errors"
	"fmt"
	"time"

	"aktivasi/flows/nip"
)

// What stands in the records. A [flows.Secret] marshals as dots on purpose, so
// what is kept has structs of its own, and a renamed Go field renames nothing
// in a file. V is first: see version.
type wireAccount struct {
	V          int                  `json:"v"`
	NIP        string               `json:"nip"`
	Name       string               `json:"name,omitempty"`
	Unit       string               `json:"unit,omitempty"`
	Email      string               `json:"email,omitempty"`
	Kind       string               `json:"kind"`
	Inactive   bool                 `json:"inactive,omitempty"`
	Disabled   bool                 `json:"disabled,omitempty"`
	Password   wirePassword         `json:"password,omitzero"`
	Devices    []wireDevice         `json:"devices,omitempty"`
	Pending    *wirePending         `json:"pending,omitempty"`
	Retired    []wireRetired        `json:"retired,omitempty"`
	Codes      map[string]wireCode  `json:"codes,omitempty"`
	Tries      map[string]wireCount `json:"tries,omitempty"`
	Grant      *wireGrant           `json:"grant,omitempty"`
	Mailed     []time.Time          `json:"mailed,omitempty"`
	LastSignIn time.Time            `json:"last_sign_in,omitzero"`
}

type wirePassword struct {
	Hash string    `json:"hash"`
	Set  time.Time `json:"set,omitzero"`
}

type wireDevice struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Secret   string    `json:"secret"`
	Last     int64     `json:"last,omitempty"`
	Enrolled time.Time `json:"enrolled,omitzero"`
	Used     time.Time `json:"used,omitzero"`
	Revoked  time.Time `json:"revoked,omitzero"`
}

type wirePending struct {
	Secret  string    `json:"secret"`
	Made    time.Time `json:"made,omitzero"`
	Expires time.Time `json:"expires,omitzero"`
	Visit   string    `json:"visit,omitempty"`
	Name    string    `json:"name,omitempty"`
}

type wireRetired struct {
	ID     string    `json:"id"`
	Secret string    `json:"secret"`
	Name   string    `json:"name,omitempty"`
	Made   time.Time `json:"made,omitzero"`
	Ended  time.Time `json:"ended,omitzero"`
}

type wireCode struct {
	Request  string    `json:"request,omitempty"`
	Hash     []byte    `json:"hash,omitempty"`
	Sent     time.Time `json:"sent,omitzero"`
	Expires  time.Time `json:"expires,omitzero"`
	ResendAt time.Time `json:"resend_at,omitzero"`
	Accepted bool      `json:"accepted,omitempty"`
	Mail     string    `json:"mail,omitempty"`
}

type wireGrant struct {
	For      string    `json:"for"`
	Request  string    `json:"request,omitempty"`
	Hash     []byte    `json:"hash,omitempty"`
	By       string    `json:"by,omitempty"`
	Made     time.Time `json:"made,omitzero"`
	Expires  time.Time `json:"expires,omitzero"`
	Accepted bool      `json:"accepted,omitempty"`
}

type wireCount struct {
	Wrong int       `json:"wrong,omitempty"`
	Until time.Time `json:"until,omitzero"`
}

// The names that stand for numbers in a record: add to them, never change one.
var (
	kinds = [Kinds]string{PNS: "pns", PPPK: "pppk", PartTime: "pppk-part-time"}

	purposes = [Purposes]string{ResetPassword: "reset-password", ResetMFA: "reset-mfa"}

	counters = [Counters]string{
		PasswordTries:     "password",
		OTPTries:          "otp",
		ActivationTries:   "activation",
		ResetAddressTries: "reset-address",
		ResetCodeTries:    "reset-code",
		MFAAddressTries:   "mfa-address",
		MFACodeTries:      "mfa-code",
		GrantTries:        "grant",
	}

	grants = [Grants]string{GrantPassword: "password", GrantMFA: "mfa", GrantWait: "wait"}
)

// wireOf turns a round.
func wireOf(a Account) (wireAccount, error) {
	if a.NIP == (nip.NIP{}) {
		return wireAccount{}, errors.New("no number")
	}
	if a.Kind < 0 || a.Kind >= Kinds {
		return wireAccount{}, fmt.Errorf("no kind %d", int(a.Kind))
	}
	var t times
	w := wireAccount{
		V: Version, NIP: a.NIP.String(), Name: a.Name, Unit: a.Unit, Email: a.Email,
		Kind: kinds[a.Kind], Inactive: a.Inactive, Disabled: a.Disabled,
		Password:   wirePassword{a.Password.Hash, t.utc(a.Password.Set)},
		LastSignIn: t.utc(a.LastSignIn),
	}
	text := []string{a.Name, a.Unit, a.Email, a.Password.Hash}
	for _, d := range a.Devices {
		secret := d.Secret.Reveal()
		w.Devices = append(w.Devices, wireDevice{d.ID, d.Name, secret, d.Last, t.utc(d.Enrolled), t.utc(d.Used), t.utc(d.Revoked)})
		text = append(text, d.ID, d.Name, secret)
	}
	if p := a.Pending; p != nil {
		w.Pending = &wirePending{p.Secret.Reveal(), t.utc(p.Made), t.utc(p.Expires), p.Visit, p.Name}
		text = append(text, w.Pending.Secret, p.Visit, p.Name)
	}
	for _, r := range a.Retired {
		secret := r.Secret.Reveal()
		w.Retired = append(w.Retired, wireRetired{r.ID, secret, r.Name, t.utc(r.Made), t.utc(r.Ended)})
		text = append(text, r.ID, secret, r.Name)
	}
	for i, c := range a.Codes {
		if c.zero() {
			continue
		}
		if w.Codes == nil {
			w.Codes = make(map[string]wireCode)
		}
		w.Codes[purposes[i]] = wireCode{c.Request, c.Hash, t.utc(c.Sent), t.utc(c.Expires), t.utc(c.ResendAt), c.Accepted, c.Mail}
		text = append(text, c.Request, c.Mail)
	}
	for i, c := range a.Tries {
		if c == (Count{}) {
			continue
		}
		if w.Tries == nil {
			w.Tries = make(map[string]wireCount)
		}
		w.Tries[counters[i]] = wireCount{c.Wrong, t.utc(c.Until)}
	}
	for _, m := range a.Mailed {
		w.Mailed = append(w.Mailed, t.utc(m))
	}
	if a.Grant != nil {
		g, err := wireOfGrant(*a.Grant, &t)
		if err != nil {
			return wireAccount{}, err
		}
		w.Grant = &g
	}
	return w, errors.Join(t.err, legible(text...))
}

func wireOfGrant(g Grant, t *times) (wireGrant, error) {
	if g.For < 0 || g.For >= Grants {
		return wireGrant{}, fmt.Errorf("no grant for %d", int(g.For))
	}
	return wireGrant{grants[g.For], g.Request, g.Hash, g.By.String(), t.utc(g.Made), t.utc(g.Expires), g.Accepted}, legible(g.Request)
}

func (c Code) zero() bool {
	return c.Request == "" && c.Mail == "" && len(c.Hash) == 0 && !c.Accepted && c.Sent.IsZero() && c.Expires.IsZero() && c.ResendAt.IsZero()
}

// account turns w round. What it cannot place is an error, never dropped.
func (w wireAccount) account() (a Account, err error) {
	if a.NIP, err = number(w.NIP); err != nil {
		return Account{}, err
	}
	if a.NIP == (nip.NIP{}) {
		return Account{}, errNumber
	}
	kind, ok := find(kinds[:], w.Kind)
	if !ok {
		return Account{}, errors.New("no such kind")
	}
	a.Name, a.Unit, a.Email = w.Name, w.Unit, w.Email
	a.Kind, a.Inactive, a.Disabled = Kind(kind), w.Inactive, w.Disabled

	var t times
	a.Password = Password{w.Password.Hash, t.utc(w.Password.Set)}
	a.LastSignIn = t.utc(w.LastSignIn)
	for _, d := range w.Devices {
		a.Devices = append(a.Devices, Device{d.ID, d.Name, hide(d.Secret), d.Last, t.utc(d.Enrolled), t.utc(d.Used), t.utc(d.Revoked)})
	}
	if p := w.Pending; p != nil {
		a.Pending = &Pending{hide(p.Secret), t.utc(p.Made), t.utc(p.Expires), p.Visit, p.Name}
	}
	for _, r := range w.Retired {
		a.Retired = append(a.Retired, Retired{r.ID, hide(r.Secret), r.Name, t.utc(r.Made), t.utc(r.Ended)})
	}
	for name, c := range w.Codes {
		i, ok := find(purposes[:], name)
		if !ok {
			return Account{}, errors.New("no such purpose")
		}
		a.Codes[i] = Code{c.Request, some(c.Hash), t.utc(c.Sent), t.utc(c.Expires), t.utc(c.ResendAt), c.Accepted, c.Mail}
	}
	for name, c := range w.Tries {
		i, ok := find(counters[:], name)
		if !ok {
			return Account{}, errors.New("no such counter")
		}
		a.Tries[i] = Count{c.Wrong, t.utc(c.Until)}
	}
	for _, m := range w.Mailed {
		a.Mailed = append(a.Mailed, t.utc(m))
	}
	if w.Grant != nil {
		g, err := w.Grant.grant(&t)
		if err != nil {
			return Account{}, err
		}
		a.Grant = &g
	}
	return a, t.err
}

func (w wireGrant) grant(t *times) (g Grant, err error) {
	what, ok := find(grants[:], w.For)
	if !ok {
		return Grant{}, errors.New("a grant for nothing")
	}
	if g.By, err = number(w.By); err != nil {
		return Grant{}, err
	}
	g.For, g.Request, g.Hash = GrantFor(what), w.Request, some(w.Hash)
	g.Made, g.Expires, g.Accepted = t.utc(w.Made), t.utc(w.Expires), w.Accepted
	return g, nil
}
