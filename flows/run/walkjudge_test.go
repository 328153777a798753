package run

import (
	"slices"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// judge compares c's record before and after with what may have happened to it.
func (w *walk) judge(p *stroll, c citizen, v state, a, b store.Account, eff flows.Effect, e flows.Event) {
	now := w.Now()
	typed := func(f flows.Field) string { return eff.Answers[f].Reveal() }
	fits := func(d store.Device) bool {
		for off := -1; off <= 1; off++ {
			if w.otp(d.Secret, off) == typed(flows.OTP) && int64(otp.StepAt(now))+int64(off) > d.Last {
				return true
			}
		}
		return false
	}
	otpRight := slices.ContainsFunc(a.Active(), fits)
	mine := v.who == c.number

	if eff.Do == flows.CheckSignIn && typed(flows.NIP) == c.String() {
		free := func(c store.Counter) bool { return !now.Before(a.Tries[c].Until) || v.passes(new(a.Clone()), now) }
		right := typed(flows.Password) == w.passwords[c.number] && free(store.PasswordTries) &&
			(!a.MFA() || otpRight && free(store.OTPTries))
		if right != (e.Kind == flows.Accept) && (e.Kind != flows.Fail) {
			w.T.Fatalf("sign-in: %v %v, and it was right: %v", e.Kind, e.Why, right)
		}
		p.proved[eff.Ref] = e.Kind == flows.Accept
	}

	was, is := a.Active(), b.Active()
	added := slices.DeleteFunc(slices.Clone(is), func(d store.Device) bool { return a.Device(d.ID) != nil })
	gone := slices.DeleteFunc(slices.Clone(was), func(d store.Device) bool { return b.Device(d.ID) != nil })
	switch {
	case len(is) > flows.MaxDevices:
		w.T.Fatalf("%d devices", len(is))
	case len(added) > 0:
		d := store.Device{Secret: added[0].Secret}
		if len(added) != 1 || eff.Do != flows.Enrol || !mine || a.Pending == nil || a.Pending.Secret.Reveal() != d.Secret.Reveal() ||
			!now.Before(a.Pending.Expires) || !fits(d) || now.Before(a.Tries[store.ActivationTries].Until) {
			w.T.Fatalf("a device without a verified code, by %v", eff.Do)
		}
		w.keys[c.number] = append(w.keys[c.number], d.Secret)
	}
	l := w.letters[c.number][v.purpose]
	codeRight := l.code != "" && typed(flows.MailedCode) == l.code && l.at == p.v && v.found == c.number &&
		now.Before(l.expires) && l.wrong < CodeTries
	g := w.given[c.number]
	grantRight := eff.Do == flows.CheckGrant && typed(flows.NIP) == c.String() && g.code != "" && typed(flows.MailedCode) == g.code &&
		now.Before(g.expires) && g.wrong < GrantTries
	if eff.Do == flows.CheckGrant && typed(flows.NIP) == c.String() {
		switch {
		case grantRight != (e.Kind == flows.Accept):
			w.T.Fatalf("an officer's code: %v %v, and it was right: %v", e.Kind, e.Why, grantRight)
		case grantRight:
			w.given[c.number] = given{}
			p.right = g.kind == store.GrantPassword
		case e.Why == flows.GrantWrong || e.Why == flows.GrantDead:
			g.wrong++
			w.given[c.number] = g
		}
	}
	switch {
	case len(gone) == 0:
	case grantRight && g.kind == store.GrantMFA && len(is) == 0 && b.Pending == nil:
	case eff.Do == flows.RemoveDevice && mine && len(gone) == 1 && len(is) > 0 && otpRight:
	case eff.Do == flows.RevokeDevices && v.purpose == store.ResetMFA && len(is) == 0 && b.Pending == nil && codeRight:
	default:
		w.T.Fatalf("%d devices are gone by %v", len(gone), eff.Do)
	}
	if v.found == c.number && (eff.Do == flows.RevokeDevices || eff.Do == flows.CheckPasswordCode) {
		m := w.letters[c.number]
		switch {
		case e.Kind == flows.Accept && !codeRight:
			w.T.Fatalf("%v accepts a wrong code", eff.Do)
		case e.Kind == flows.Accept:
			m[v.purpose] = mail{}
			p.right = eff.Do == flows.CheckPasswordCode
		case e.Why == flows.CodeWrong:
			l.wrong++
			m[v.purpose] = l
		case e.Why == flows.CodeDead:
			m[v.purpose] = mail{}
		}
		w.letters[c.number] = m
	}
	if a.Password.Hash != b.Password.Hash {
		switch {
		case eff.Do == flows.SetPassword && p.right && v.found == c.number && v.purpose == store.ResetPassword:
			p.right = false
		case eff.Do == flows.ReplacePassword && mine && a.Password.Hash == v.stamp && (!v.facts.Weak || !a.MFA() || otpRight):
		default:
			w.T.Fatalf("the password is replaced by %v", eff.Do)
		}
		if typed(flows.NewPassword) == poor {
			w.T.Fatal("a password that breaks the rules is kept")
		}
		w.passwords[c.number] = typed(flows.NewPassword)
	}
	for _, d := range is {
		if old := a.Device(d.ID); old != nil && d.Last < old.Last {
			w.T.Fatal("a step that was used is forgotten")
		} else if old != nil && d.Last > old.Last && !fits(*old) {
			w.T.Fatal("a step is used that nobody typed")
		}
	}
	if mine && v.facts.Weak && eff.Do != flows.ReplacePassword && eff.Do != flows.CheckSignIn && eff.Do != flows.MakePhrase &&
		eff.Do != flows.Forget && eff.Do != flows.DrawCaptcha && (e.Kind == flows.Accept || e.Kind == flows.Ready) {
		w.T.Fatalf("a session with a weak password may %v", eff.Do)
	}
}
