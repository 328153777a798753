package run

import (
	"time"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/otp"
)

// The entry that a test leaves on a phone. Its two names fit the QR code of a
// terminal of 80 × 24 to the byte, and say what to do with it afterwards.
const (
	testIssuer  = "Uji HP"
	testAccount = "hapus setelah selesai"
)

// A phoneTest is a secret that belongs to no account, shown to see whether a
// phone computes right codes. Nothing of it is kept but here: were it of an
// account, whoever tests could guess at that account's codes without being
// counted.
type phoneTest struct {
	secret  flows.Secret
	expires time.Time
	first   flows.Secret // the code typed first
	trail   clinic.Trail
}

// makeTestKey answers Ready with a new secret to scan, or refuses with
// ClockDoubt: a wrong clock would find every phone wrong.
func (v *Visit) makeTestKey(s *state) (flows.Kind, flows.Reason, error) {
	if v.desk.doubtful() {
		return flows.Refuse, flows.ClockDoubt, nil
	}
	secret, err := otp.New(v.desk.random())
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	uri, err := otp.URI(testIssuer, testAccount, secret)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	s.test = phoneTest{secret: secret, expires: v.desk.Now().Add(KeyLife)}
	s.facts.Key, s.facts.URI, s.facts.Until = secret, uri, s.test.expires
	return flows.Ready, flows.Silence, nil
}

// testCode takes one of two codes. Whatever it is, it is no wrong try. It answers
// the first with Accept, and the second with Accept and a diagnosis: PhoneFine
// where the second was right. It refuses with OTPNotACode, SameCode, KeyExpired
// and ClockDoubt.
func (v *Visit) testCode(s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	now, t := v.desk.Now(), &s.test
	if t.secret.Empty() || !now.Before(t.expires) {
		s.facts.Key, s.facts.URI, s.test = flows.Secret{}, flows.Secret{}, phoneTest{}
		return flows.Refuse, flows.KeyExpired, nil
	}
	typed := e.Answers[flows.OTP]
	d, trail, err := clinic.Test(t.secret, typed, now, v.desk.doubtful(), t.trail)
	switch {
	case err != nil:
		return flows.Fail, flows.Silence, err
	case d.Why == flows.ClockDoubt:
		return flows.Refuse, d.Why, nil // of no phone anything can be said now
	case d.Why == flows.OTPNotACode:
		s.facts.Diagnosis = d
		return flows.Refuse, d.Why, nil
	case e.Do == flows.TestSecond && clinic.Same(typed, t.first):
		return flows.Refuse, flows.SameCode, nil
	case e.Do == flows.TestFirst:
		t.first, t.trail = typed, trail
		return flows.Accept, flows.Silence, nil
	}
	s.facts.Diagnosis = d
	return flows.Accept, d.Why, nil
}
