package store

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"aktivasi/flows"
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
	Password   wirePassword         `json:"password,omitzero"`
	Devices    []wireDevice         `json:"devices,omitempty"`
	Pending    *wirePending         `json:"pending,omitempty"`
	Codes      map[string]wireCode  `json:"codes,omitempty"`
	Tries      map[string]wireCount `json:"tries,omitempty"`
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

type wireCode struct {
	Request  string    `json:"request,omitempty"`
	Hash     []byte    `json:"hash,omitempty"`
	Sent     time.Time `json:"sent,omitzero"`
	Expires  time.Time `json:"expires,omitzero"`
	ResendAt time.Time `json:"resend_at,omitzero"`
	Accepted bool      `json:"accepted,omitempty"`
}

type wireCount struct {
	Wrong int       `json:"wrong,omitempty"`
	Until time.Time `json:"until,omitzero"`
}

type wireEntry struct {
	V      int       `json:"v"`
	At     time.Time `json:"at"`
	What   string    `json:"what"`
	NIP    string    `json:"nip,omitempty"`
	Detail string    `json:"detail,omitempty"`
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
	}
)

// wireOf turns a round. JSON would put U+FFFD where text is not UTF-8 and say
// nothing, so that is an error here.
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
		Kind: kinds[a.Kind], Inactive: a.Inactive,
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
	for i, c := range a.Codes {
		if c.zero() {
			continue
		}
		if w.Codes == nil {
			w.Codes = make(map[string]wireCode)
		}
		w.Codes[purposes[i]] = wireCode{c.Request, c.Hash, t.utc(c.Sent), t.utc(c.Expires), t.utc(c.ResendAt), c.Accepted}
		text = append(text, c.Request)
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
	for _, s := range text {
		if !utf8.ValidString(s) {
			return wireAccount{}, errors.New("text is not UTF-8")
		}
	}
	return w, t.err
}

func (c Code) zero() bool {
	return c.Request == "" && len(c.Hash) == 0 && !c.Accepted && c.Sent.IsZero() && c.Expires.IsZero() && c.ResendAt.IsZero()
}

// account turns w round. What it cannot place is an error, never dropped.
func (w wireAccount) account() (a Account, err error) {
	if a.NIP, err = nip.Parse(w.NIP); err != nil {
		return Account{}, errors.New("its number is none") // the number itself is not for a log
	}
	kind, ok := find(kinds[:], w.Kind)
	if !ok {
		return Account{}, errors.New("no such kind")
	}
	a.Name, a.Unit, a.Email = w.Name, w.Unit, w.Email
	a.Kind, a.Inactive = Kind(kind), w.Inactive

	var t times
	a.Password = Password{w.Password.Hash, t.utc(w.Password.Set)}
	a.LastSignIn = t.utc(w.LastSignIn)
	for _, d := range w.Devices {
		a.Devices = append(a.Devices, Device{d.ID, d.Name, hide(d.Secret), d.Last, t.utc(d.Enrolled), t.utc(d.Used), t.utc(d.Revoked)})
	}
	if p := w.Pending; p != nil {
		a.Pending = &Pending{hide(p.Secret), t.utc(p.Made), t.utc(p.Expires), p.Visit, p.Name}
	}
	for name, c := range w.Codes {
		i, ok := find(purposes[:], name)
		if !ok {
			return Account{}, errors.New("no such purpose")
		}
		if len(c.Hash) == 0 {
			c.Hash = nil
		}
		a.Codes[i] = Code{c.Request, c.Hash, t.utc(c.Sent), t.utc(c.Expires), t.utc(c.ResendAt), c.Accepted}
	}
	for name, c := range w.Tries {
		i, ok := find(counters[:], name)
		if !ok {
			return Account{}, errors.New("no such counter")
		}
		a.Tries[i] = Count{c.Wrong, t.utc(c.Until)}
	}
	return a, t.err
}

func (w wireEntry) entry() (e Entry, err error) {
	var t times
	act, ok := find(acts[1:], w.What)
	if !ok {
		return Entry{}, errors.New("no such act")
	}
	e.At, e.What, e.Detail = t.utc(w.At), Act(act+1), w.Detail
	if w.NIP != "" {
		if e.NIP, err = nip.Parse(w.NIP); err != nil {
			return Entry{}, errors.New("its number is none")
		}
	}
	return e, t.err
}

// find returns where name stands in names. They are too few for a map.
func find(names []string, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

func hide(s string) flows.Secret {
	if s == "" {
		return flows.Secret{}
	}
	return flows.Hide(s)
}

// times brings times to how they are kept, and remembers one that cannot be.
type times struct{ err error }

// utc returns t in UTC. RFC 3339 has four digits for the year.
func (ts *times) utc(t time.Time) time.Time {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		ts.err = fmt.Errorf("no year %d", y)
	}
	return t
}
