//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/run"
	"aktivasi/store"
)

// entered is what each change leaves in the audit, where it leaves anything.
var entered = map[flows.Op][]store.Act{
	flows.FindForPassword: {store.Identified}, flows.FindForMFA: {store.Identified},
	flows.CheckSignIn: {store.SignedIn}, flows.Enrol: {store.DeviceEnrolled}, flows.RenameDevice: {store.DeviceRenamed},
	flows.RemoveDevice: {store.DeviceRevoked}, flows.MailMFACode: {store.CodeSent}, flows.MailPasswordCode: {store.CodeSent},
	flows.CheckPasswordCode: {store.CodeAccepted}, flows.RevokeDevices: {store.CodeAccepted, store.MFAReset},
	flows.SetPassword: {store.PasswordSet}, flows.ReplacePassword: {store.PasswordSet},
}

// only are those that leave nothing else.
func only(do flows.Op) bool { return do == flows.FindForPassword || do == flows.FindForMFA }

// became judges what has become of an account by a change that was begun: whether
// it was made, and an error if it was made by half or more was made than that.
// What chance has put into the new account is taken from there; everything else
// has to be as it must.
func became(was, is store.Account, n note) (made bool, err error) {
	if same(was, is) {
		return false, nil
	}
	want := was.Clone()
	spend := func() { // the code that was typed is used up
		want.Tries[store.OTPTries] = store.Count{}
		if d := want.Device(n.Device); d != nil {
			d.Last, d.Used = int64(n.Step), n.At
		}
	}
	retire := func(r store.Retired) { // a secret that is no longer in force is still to be recognised
		if r.Ended.IsZero() {
			r.Ended = n.At
		}
		want.Retired = append(want.Retired, r)
		want.Retired = want.Retired[max(0, len(want.Retired)-run.RetiredKept):]
	}
	revoke := func(d *store.Device) {
		retire(store.Retired{ID: d.ID, Secret: d.Secret, Name: d.Name, Made: d.Enrolled})
		d.Revoked, d.Secret = n.At, flows.Secret{}
	}
	giveUp := func() {
		if p := want.Pending; p != nil {
			r := store.Retired{ID: fmt.Sprintf("%s@%d", p.Visit, p.Made.UnixNano()), Secret: p.Secret, Name: p.Name, Made: p.Made}
			if !n.At.Before(p.Expires) {
				r.Ended = p.Expires
			}
			retire(r)
			want.Pending = nil
		}
	}
	sent := func(p store.Purpose, tries store.Counter) {
		c := is.Codes[p]
		want.Tries[tries] = store.Count{}
		want.Mailed = append(slices.DeleteFunc(want.Mailed, func(at time.Time) bool { return n.At.Sub(at) >= 24*time.Hour }), n.At)
		want.Codes[p] = store.Code{
			Request: c.Request, Hash: c.Hash, Mail: c.Mail,
			Sent: n.At, Expires: n.At.Add(run.CodeLife), ResendAt: n.At.Add(run.ResendAfter),
		}
		if len(c.Hash) != 32 || len(c.Request) != 32 || len(c.Mail) != 32 {
			err = errors.New("a code without a hash, a request or a letter")
		}
	}
	switch n.Do {
	case flows.CheckSignIn, flows.ConfirmPassword:
		try := &want.Tries[store.PasswordTries]
		try.Wrong++
		try.Until = is.Tries[store.PasswordTries].Until
		if same(want, is) {
			return false, nil // the first of two: counted and not judged, it has cost a try
		}
		*try = store.Count{}
		if n.Device != "" {
			spend()
		}
		if n.Do == flows.CheckSignIn {
			want.LastSignIn = n.At
		}
	case flows.MakeKey:
		if is.Pending == nil || is.Pending.Secret.Empty() || len(is.Pending.Visit) != 32 {
			return false, errors.New("no key, or nobody's")
		}
		giveUp()
		want.Pending = &store.Pending{
			Secret: is.Pending.Secret, Visit: is.Pending.Visit, Made: n.At, Expires: n.At.Add(run.KeyLife),
		}
	case flows.Enrol:
		d := store.Device{Name: n.Name, Secret: was.Pending.Secret, Last: int64(n.Step), Enrolled: n.At}
		if k := len(is.Devices); k == len(was.Devices)+1 {
			d.ID = is.Devices[k-1].ID
		}
		want.Pending, want.Tries[store.ActivationTries] = nil, store.Count{}
		want.Devices = append(want.Devices, d)
	case flows.ConfirmOTP:
		spend()
	case flows.RenameDevice:
		spend()
		want.Device(n.Which).Name = n.Name
	case flows.RemoveDevice:
		spend()
		revoke(want.Device(n.Which))
		want.Devices = remembered(want.Devices)
	case flows.RevokeDevices:
		for i := range want.Devices {
			if d := &want.Devices[i]; d.Revoked.IsZero() {
				revoke(d)
			}
		}
		want.Devices = remembered(want.Devices)
		giveUp()
		want.Codes[store.ResetMFA] = store.Code{}
		for _, c := range []store.Counter{store.OTPTries, store.ActivationTries, store.MFACodeTries} {
			want.Tries[c] = store.Count{}
		}
	case flows.MailMFACode:
		sent(store.ResetMFA, store.MFAAddressTries)
	case flows.MailPasswordCode:
		sent(store.ResetPassword, store.ResetAddressTries)
	case flows.CheckPasswordCode:
		want.Codes[store.ResetPassword].Hash, want.Codes[store.ResetPassword].Accepted = nil, true
		want.Tries[store.ResetCodeTries] = store.Count{}
	case flows.SetPassword:
		want.Password = store.Password{Hash: is.Password.Hash, Set: n.At}
		want.Codes[store.ResetPassword], want.Tries[store.PasswordTries] = store.Code{}, store.Count{}
	case flows.ReplacePassword:
		want.Password = store.Password{Hash: is.Password.Hash, Set: n.At}
	case flows.Forget:
		giveUp()
	default:
		err = errors.New("it was to change nothing")
	}
	if (n.Do == flows.SetPassword || n.Do == flows.ReplacePassword) && is.Password.Hash == was.Password.Hash {
		err = errors.New("the password is still the old one")
	}
	if err == nil && !same(want, is) {
		err = errors.New("something is missing, or too much")
	}
	if err != nil {
		return false, fmt.Errorf("%v has made\n%s\nof\n%s\nfor %s: %w", n.Do, record(is), record(was), record(want), err)
	}
	return true, nil
}

// remembered is devices without the oldest revoked ones beyond three.
func remembered(devices []store.Device) []store.Device {
	drop := -3
	for _, d := range devices {
		if !d.Revoked.IsZero() {
			drop++
		}
	}
	return slices.DeleteFunc(devices, func(d store.Device) bool {
		drop--
		if d.Revoked.IsZero() {
			drop++
			return false
		}
		return drop >= 0
	})
}

// same compares what is kept of two accounts, to the last byte.
func same(a, b store.Account) bool { return bytes.Equal(record(a), record(b)) }

func record(a store.Account) []byte {
	b, err := store.Encode(a)
	must(err)
	return b
}
