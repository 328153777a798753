package flows

import (
	"slices"
	"testing"
)

// reach returns where one can get from s along the rows that may be taken.
func reach(s State, may func(Row) bool) map[State]bool {
	seen := map[State]bool{}
	for todo := []State{s}; len(todo) > 0; todo = todo[1:] {
		if seen[todo[0]] {
			continue
		}
		seen[todo[0]] = true
		for _, r := range at(todo[0]) {
			if r.To != Anywhere && may(r) {
				todo = append(todo, r.To)
			}
		}
	}
	return seen
}

func anyRow(Row) bool { return true }

// signsIn reports whether r is somebody being let in.
func signsIn(r Row) bool {
	return (r.From == AtSignIn || r.From == AtWeakSignIn) && r.On == Accept
}

// letsOfficerIn reports whether r is an officer being let in.
func letsOfficerIn(r Row) bool {
	return (r.From == AtOfficerSignIn || r.From == AtOfficerScan) && r.On == Accept
}

// inside reports whether s is only for those who signed in.
func inside(s State) bool {
	j := Places[s].Journey
	return j == ActivateMFA || j == AccountPage || s == AtWeakPassword
}

func TestReach(t *testing.T) {
	t.Run("every state can be reached", func(t *testing.T) {
		all := reach(AtStart, anyRow)
		for s := range States {
			if !all[s] {
				t.Errorf("%v cannot be reached", s)
			}
		}
	})
	t.Run("nobody gets in without signing in", func(t *testing.T) {
		for s := range reach(AtStart, func(r Row) bool { return !signsIn(r) }) {
			if inside(s) {
				t.Errorf("%v can be reached without signing in", s)
			}
		}
	})
	t.Run("nobody gets to the console but by an officer's OTP", func(t *testing.T) {
		for s := range reach(AtStart, func(r Row) bool { return !letsOfficerIn(r) }) {
			if s.Staffed() {
				t.Errorf("%v can be reached without an officer's OTP", s)
			}
		}
		for _, r := range Table {
			if letsOfficerIn(r) && !slices.ContainsFunc(inputs[r.From], func(i Input) bool { return i.Field == OTP && !i.Optional }) {
				t.Errorf("%v lets an officer in without an OTP", r.From)
			}
		}
	})
	t.Run("only an officer ends a kiosk", func(t *testing.T) {
		for _, r := range Table {
			if r.To != Left || r.From == Anywhere && r.On == Quit {
				continue // for Quit see TestQuitInKiosk
			}
			if r.From != AtClose || !slices.Equal(answering(r), []Op{CloseKiosk}) {
				t.Errorf("%v: %s ends the program", r.From, label(r))
			}
		}
	})
	t.Run("an officer's way never sets a password or shows a key of somebody else", func(t *testing.T) {
		for _, r := range Table {
			if r.From == Anywhere || !r.From.Staffed() {
				continue
			}
			switch r.Do {
			case SetPassword, ReplacePassword, MakeKey, Enrol, MakeOfficerKey:
				t.Errorf("%v: %s", r.From, label(r))
			default: // looks, or does what officers may
			}
		}
	})
	// Seed 004: Reset MFA ends where it began, at the sign-in.
	t.Run("a mailed code alone never reaches a QR code", func(t *testing.T) {
		for _, from := range []State{AtLostCode, MFAReset, AtMailCode, AtPassword, PasswordSet} {
			if there := reach(from, func(r Row) bool { return !signsIn(r) }); there[AtScan] || there[AtPrepare] || there[Activated] {
				t.Errorf("%v leads to a QR code", from)
			}
		}
	})
	t.Run("a weak password opens one screen", func(t *testing.T) {
		for _, from := range []State{AtSignIn, AtWeakSignIn} {
			var in []Row
			for _, r := range at(from) {
				if signsIn(r) {
					in = append(in, r)
				}
			}
			if first := in[0]; first.If != Weak || first.To != AtWeakPassword {
				t.Errorf("%v: %s comes before it is asked whether the password is weak", from, label(first))
			}
		}
		outside := []State{AtWeakPassword, AtStart, AtSignIn, Left, Anywhere}
		for _, r := range at(AtWeakPassword) {
			if r.On != Accept && r.If != OnDuty && !slices.Contains(outside, r.To) {
				t.Errorf("%s leads a weak session to %v", label(r), r.To)
			}
			if r.On == Accept && !slices.Equal(answering(r), []Op{ReplacePassword}) {
				t.Errorf("%s lets a weak session go on before the password was replaced", label(r))
			}
		}
	})
	t.Run("each change of an account asks for an OTP", func(t *testing.T) {
		mfa := Facts{MFA: true, Devices: make([]Device, 2)}
		for _, r := range Table {
			switch r.Do {
			case ConfirmOTP, ConfirmPassword, RenameDevice, RemoveDevice, Enrol:
				in := Inputs(Session{State: r.From, Facts: mfa})
				if !slices.ContainsFunc(in, func(i Input) bool { return i.Field == OTP && !i.Optional }) {
					t.Errorf("%v: %s without an OTP", r.From, label(r))
				}
			default: // changes nothing of an account that has MFA, or is known by more than an OTP
			}
		}
		for to, op := range map[State]Op{AtChange: ConfirmPassword} {
			for _, r := range Table {
				if r.To == to && r.From != to && !slices.Equal(answering(r), []Op{op}) {
					t.Errorf("%v: %s leads to %v without %v", r.From, label(r), to, op)
				}
			}
		}
	})
}

// Quit is "Selesai" in a kiosk: it forgets whoever is there and begins anew.
func TestQuitInKiosk(t *testing.T) {
	for s := range Left {
		in := Session{State: s, Facts: Facts{Kiosk: true, Person: Person{Name: "Budi"}}, NIP: Hide("199001012015011001")}
		for _, k := range []Kind{Quit, Expire} {
			out, eff, err := Step(in, Event{Kind: k}, morning)
			if err != nil || out.State != AtStart || eff.Do != Forget {
				t.Errorf("%v at %v leads to %v and %v: %v", k, s, out.State, eff.Do, err)
			}
			if out.Facts.Person != (Person{}) || !out.NIP.Empty() || !out.Facts.Kiosk {
				t.Errorf("%v at %v leaves somebody behind", k, s)
			}
		}
	}
}
