package run

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// hide remembers that text must not stand in the log.
func (j *journal) hide(what, text string) {
	if len(text) < 6 {
		return // it would be found in anything
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.secret == nil {
		j.secret = make(map[string]string)
	}
	j.secret[text] = what
}

// notice remembers every secret that passes by in e.
func (j *journal) notice(e flows.Event) {
	for f, what := range map[flows.Field]string{
		flows.NIP: "a number", flows.Address: "an address", flows.MailedCode: "a mailed code", flows.Password: "a password",
		flows.OTP: "an OTP", flows.NewPassword: "a new password", flows.Confirmation: "a new password",
	} {
		j.hide(what, e.Answers[f].Reveal())
	}
	if e.Facts == nil {
		return
	}
	f := e.Facts
	j.hide("a mailed code", f.Letter.Code.Reveal())
	j.hide("a passphrase", f.Phrase.Reveal())
	j.hide("a pending secret", f.Key.Reveal())
	j.hide("a pending secret in groups", otp.Groups(f.Key).Reveal())
	j.hide("an otpauth address", f.URI.Reveal())
}

// check reads the log of a whole test, whatever it was about.
func (j *journal) check(t testing.TB) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for line := range bytes.Lines(j.lines.Bytes()) {
		var fields map[string]any
		if err := json.Unmarshal(line, &fields); err != nil {
			t.Errorf("a line of the log is no JSON: %v", err)
		}
	}
	log := j.lines.String()
	for _, trace := range []string{"otpauth", "$argon2", "secret=", "@"} {
		if strings.Contains(log, trace) {
			t.Errorf("%q stands in the log", trace)
		}
	}
	if n := regexp.MustCompile(`[0-9]{9}`).FindString(log); n != "" {
		t.Errorf("digits without a gap stand in the log: %s", n)
	}
	for text, what := range j.secret {
		if strings.Contains(log, text) {
			t.Errorf("%s stands in the log", what)
		}
	}
}

// The log says what was done, about whom in so far as a log may know it, and
// how it went. That it says no more is held wherever a journey is walked.
func TestLog(t *testing.T) {
	t.Parallel()
	w := inMemory(t)
	c := w.secured(1, first, 1)
	p := w.sit()
	p.signIn(c, second, w.otp(c.key()))
	p.signIn(c, first, w.wrongOTP(c.key()))
	p.signIn(c, first, w.otp(c.key()))
	p.choose(flows.GoOut)
	w.post.broken = errDisk
	p.choose(flows.GoLost)
	p.find(c)
	p.address(c.mail)
	for _, want := range []string{
		`{"level":"INFO","msg":"effect","do":"CheckSignIn","who":"` + c.Masked() + `","answer":"Refuse","why":"SignInWrong"}`, // who is being guessed at
		`"answer":"Refuse","why":"OTPWrong"}`,
		`{"level":"INFO","msg":"effect","do":"CheckSignIn","who":"` + c.Masked() + `","answer":"Accept","why":"Silence"}`,
		`{"level":"WARN","msg":"letter waits","letter":"letter of kind 1 to ` + c.Masked() + `","tries":1,"err":"the disk is full"}`,
	} {
		if !strings.Contains(w.log.lines.String(), want+"\n") && !strings.Contains(w.log.lines.String(), want) {
			t.Errorf("the log has no line %s:\n%s", want, w.log.lines.String())
		}
	}
}
