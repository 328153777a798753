package run

import (
	"context"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// revokedKept is how many devices that are no longer in force an account
// remembers, without their secrets.
const revokedKept = 3

// revokeDevices is the end of Reset MFA: the code is used up and the devices are
// revoked in one transaction. It answers as checkCode does.
func (v *Visit) revokeDevices(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if s.purpose != store.ResetMFA {
		return flows.Refuse, flows.CodeExpired, nil
	}
	why, err := v.useCode(ctx, s, e.Answers[flows.MailedCode], resetMFA)
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.request = ""
	return flows.Accept, flows.Silence, nil
}

// resetMFA revokes all devices of a, and whatever was under way for them. The
// counts of their codes begin anew: they were counts of what is gone.
func resetMFA(a *store.Account, now time.Time) store.Effects {
	a.Codes[store.ResetMFA] = store.Code{}
	revokeAll(a, now)
	retirePending(a, now)
	a.Tries[store.OTPTries], a.Tries[store.ActivationTries] = store.Count{}, store.Count{}
	return announced(a, now, store.MFAReset, store.NoticeMFAReset, "")
}

// revokeAll takes the devices of a out of force.
func revokeAll(a *store.Account, now time.Time) {
	for i := range a.Devices {
		revoke(a, &a.Devices[i], now)
	}
	forgetRevoked(a)
}

// revoke takes d, a device of a, out of force. Its secret goes at once to those
// that are retired, and opens nothing from there.
func revoke(a *store.Account, d *store.Device, now time.Time) {
	if d.Revoked.IsZero() {
		retire(a, store.Retired{ID: d.ID, Secret: d.Secret, Name: d.Name, Made: d.Enrolled}, now)
		d.Revoked, d.Secret = now, flows.Secret{}
	}
}

// forgetRevoked keeps the record from growing with every lost phone.
func forgetRevoked(a *store.Account) {
	drop := len(a.Devices) - len(a.Active()) - revokedKept
	kept := a.Devices[:0]
	for _, d := range a.Devices {
		if !d.Revoked.IsZero() && drop > 0 {
			drop--
			continue
		}
		kept = append(kept, d)
	}
	a.Devices = kept
}

// taken reports whether another device in force than id has the name already.
func taken(a store.Account, name, id string) bool {
	for _, d := range a.Active() {
		if d.ID != id && strings.EqualFold(d.Name, name) {
			return true
		}
	}
	return false
}

// confirmOTP judges an OTP that opens the way to another device.
func (v *Visit) confirmOTP(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	why, acc, err := v.change(ctx, s, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		return v.tryOTP(s, a, e.Answers[flows.OTP], now)
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.proof, s.proved = flows.ConfirmOTP, v.desk.Now().Add(ProofLife)
	v.show(s, acc)
	return flows.Accept, flows.Silence, nil
}

// renameDevice gives the chosen device another name.
func (v *Visit) renameDevice(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	name, ok := deviceName(e.Answers[flows.DeviceName])
	if !ok {
		return flows.Refuse, flows.BadDeviceName, nil
	}
	return v.changeDevice(ctx, s, e, func(a *store.Account, d *store.Device, now time.Time) (flows.Reason, func() store.Effects) {
		if taken(*a, name, d.ID) {
			return flows.DeviceNameTaken, nil
		}
		return flows.Silence, func() store.Effects {
			d.Name = name
			return entry(now, store.DeviceRenamed, a.NIP, name)
		}
	})
}

// removeDevice takes the chosen device out of force. The last one can only be
// reset: without it the next sign-in would need no code.
func (v *Visit) removeDevice(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	return v.changeDevice(ctx, s, e, func(a *store.Account, d *store.Device, now time.Time) (flows.Reason, func() store.Effects) {
		if len(a.Active()) == 1 {
			return flows.LastDevice, nil
		}
		return flows.Silence, func() store.Effects {
			name := d.Name
			revoke(a, d, now)
			forgetRevoked(a)
			return announced(a, now, store.DeviceRevoked, store.NoticeRemoved, name)
		}
	})
}

// changeDevice finds the chosen device, asks may, judges the OTP, and then does
// what may returned. The OTP is judged last, so that no code is spent on
// something that was not possible.
func (v *Visit) changeDevice(ctx context.Context, s *state, e flows.Effect, may func(*store.Account, *store.Device, time.Time) (flows.Reason, func() store.Effects)) (flows.Kind, flows.Reason, error) {
	if e.Device < 0 || e.Device >= len(s.facts.Devices) {
		return flows.Refuse, flows.SignedOut, nil
	}
	id := s.facts.Devices[e.Device].ID
	why, acc, err := v.change(ctx, s, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		for i := range a.Devices {
			d := &a.Devices[i]
			if d.ID != id || !d.Revoked.IsZero() {
				continue
			}
			why, do := may(a, d, now)
			if why != flows.Silence {
				return why, store.Effects{}
			}
			why, eff := v.tryOTP(s, a, e.Answers[flows.OTP], now)
			if why == flows.Silence {
				eff = join(eff, do())
			}
			return why, eff
		}
		return flows.SignedOut, store.Effects{} // it was removed from another terminal
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	v.show(s, acc)
	return flows.Accept, flows.Silence, nil
}
