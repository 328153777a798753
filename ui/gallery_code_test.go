package ui

import (
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// The diagnoses of the gallery and of the tests, one for each cause.
var (
	slowClock  = flows.Diagnosis{Why: flows.OTPClock, Off: -270 * time.Second}
	fastClock  = flows.Diagnosis{Why: flows.OTPClock, Off: 11*time.Hour + 59*time.Minute}
	slowZone   = flows.Diagnosis{Why: flows.OTPClock, Off: -10*time.Hour - 30*time.Minute, Zone: true}
	fastZone   = flows.Diagnosis{Why: flows.OTPClock, Off: 2 * time.Hour, Zone: true}
	maybeSlow  = flows.Diagnosis{Why: flows.OTPClockMaybe, Off: -37*time.Minute - 30*time.Second}
	maybeFast  = flows.Diagnosis{Why: flows.OTPClockMaybe, Off: 11*time.Hour + 59*time.Minute + 30*time.Second}
	usedUp     = flows.Diagnosis{Why: flows.OTPUsed, Next: noon.Add(17 * time.Second)}
	usedBefore = flows.Diagnosis{Why: flows.OTPUsed, Next: noon.Add(-time.Second)}
	oldEntry   = flows.Diagnosis{Why: flows.OTPOldEntry, Made: time.Date(2026, 3, 12, 9, 15, 0, 0, noon.Location()), Name: "HP Pribadi"}
	oldUndated = flows.Diagnosis{Why: flows.OTPOldEntry}
	other      = flows.Diagnosis{Why: flows.OTPOtherDevice, Name: "HP *Pribadi*"}
	otherBare  = flows.Diagnosis{Why: flows.OTPOtherDevice}
	mistyped   = flows.Diagnosis{Why: flows.OTPMistyped}
	nothing    = flows.Diagnosis{Why: flows.OTPWrong}
)

func noCode(f flows.Form) flows.Diagnosis {
	return flows.Diagnosis{Why: flows.OTPNotACode, Form: f}
}

// diagnoses is every diagnosis there is to tell at, a page with a key of its own
// on it or one without.
func diagnoses(at flows.State) []flows.Diagnosis {
	all := []flows.Diagnosis{
		slowClock, fastClock, slowZone, fastZone, maybeSlow, maybeFast, usedUp, usedBefore, oldEntry, oldUndated, other, otherBare, nothing,
	}
	if at == flows.AtScan {
		all = append(all, mistyped)
	}
	for f := range flows.Forms {
		all = append(all, noCode(f))
	}
	return all
}

// refused is a session at a page where d has just been told.
func refused(t testing.TB, at flows.State, d flows.Diagnosis) flows.Session {
	f := flows.Facts{Left: 4, Diagnosis: d, Issuer: otp.DefaultIssuer}
	if at == flows.AtScan {
		f.Key, f.URI, f.Until = flows.Hide(secret), uri(t), noon.Add(14*time.Minute)
	}
	return flows.Session{State: at, Say: d.Why, Facts: f, NIP: flows.Hide("199001012015011001")}
}

// codeGallery is the gallery of codes that were refused and of the test of a
// phone.
func codeGallery(t testing.TB) []scene {
	t.Helper()
	type typed = map[flows.Field]string
	scan := func(d flows.Diagnosis) flows.Session { return refused(t, flows.AtScan, d) }
	help := func(s flows.Session) flows.Session { s.Help = true; return s }
	in := typed{flows.NIP: "199001012015011001", flows.Password: "KopiPagi7-Balige"}
	named := typed{flows.DeviceName: "HP Pribadi"}
	test, err := otp.URI("Uji HP", "hapus setelah selesai", flows.Hide(secret))
	if err != nil {
		t.Fatal(err)
	}
	phone := func(at flows.State, say flows.Reason, d flows.Diagnosis) flows.Session {
		return flows.Session{State: at, Say: say, Facts: flows.Facts{Key: flows.Hide(secret), URI: test, Until: noon.Add(14 * time.Minute), Diagnosis: d}}
	}
	verdict := func(d flows.Diagnosis) flows.Session { return phone(flows.AtVerdict, d.Why, d) }
	day := flows.Progress{
		At: noon, Refused: flows.OTPClock, Refusals: 9,
		Units: []flows.UnitCount{
			{Unit: "Sekretariat Daerah", Of: [flows.Staffs]int{180, 42, 16}, Done: 201},
			{Unit: "Dinas Pendidikan dan Kebudayaan", Of: [flows.Staffs]int{3120, 1405, 233}, Done: 1894},
		},
		Causes: []flows.CauseCount{
			{Unit: "Sekretariat Daerah", Of: [flows.OTPCauses]int{3, 0, 2, 0, 0}},
			{Unit: "Dinas Pendidikan dan Kebudayaan", Of: [flows.OTPCauses]int{6, 1, 12, 4, 2}},
		},
	}
	return []scene{
		{"code-clock", scan(slowClock), named, 0},
		{"code-zone", scan(fastZone), named, 0},
		{"code-maybe", scan(maybeSlow), named, 0},
		{"code-mistyped", scan(mistyped), named, 0},
		{"code-old", scan(oldEntry), named, 0},
		{"code-other", scan(other), named, 0},
		{"code-nothing", scan(nothing), named, 0},
		{"code-used", refused(t, flows.AtSignIn, usedUp), in, 2},
		{"code-unfinished", refused(t, flows.AtSignIn, otherBare), in, 2},
		{"code-nip", refused(t, flows.AtSignIn, noCode(flows.FormNIP)), in, 2},
		{"code-nothing-signin", refused(t, flows.AtSignIn, nothing), in, 2},
		{"card-clock", help(scan(slowClock)), nil, 0},
		{"card-zone", help(scan(fastZone)), nil, 0},
		{"card-used", help(refused(t, flows.AtSignIn, usedUp)), nil, 0},
		{"card-used-before", help(refused(t, flows.AtSignIn, usedBefore)), nil, 0},
		{"card-old", help(scan(oldEntry)), nil, 0},
		{"card-other", help(scan(other)), nil, 0},
		{"card-mistyped", help(scan(mistyped)), nil, 0},
		{"card-form", help(refused(t, flows.AtSignIn, noCode(flows.FormMailed))), nil, 0},
		{"card-nothing", help(scan(nothing)), nil, 0},
		{"card-nothing-signin", help(refused(t, flows.AtSignIn, nothing)), nil, 0},
		{"phone-test", phone(flows.AtPhoneTest, flows.KeyReady, flows.Diagnosis{}), typed{flows.OTP: "481"}, 0},
		{"phone-test-letters", phone(flows.AtPhoneTest, flows.OTPNotACode, noCode(flows.FormLetters)), nil, 0},
		{"phone-second", phone(flows.AtSecondCode, flows.NowTheNext, flows.Diagnosis{}), nil, 0},
		{"phone-second-same", phone(flows.AtSecondCode, flows.SameCode, flows.Diagnosis{}), nil, 0},
		{"verdict-fine", verdict(flows.Diagnosis{Why: flows.PhoneFine}), nil, 0},
		{"verdict-near", verdict(flows.Diagnosis{Why: flows.PhoneFine, Off: 30 * time.Second}), nil, 0},
		{"verdict-slow", verdict(slowClock), nil, 0},
		{"verdict-zone", verdict(fastZone), nil, 0},
		{"verdict-maybe", verdict(maybeSlow), nil, 0},
		{"verdict-mistyped", verdict(mistyped), nil, 0},
		{"verdict-unknown", verdict(nothing), nil, 0},
		{"verdict-help", help(verdict(slowClock)), nil, 0},
		{"progress-causes", flows.Session{State: flows.AtProgress, Facts: flows.Facts{Kiosk: true, Console: flows.Board{Progress: day}}}, nil, 0},
	}
}
