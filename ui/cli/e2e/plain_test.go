//go:build e2e && linux

package e2e_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/otp"
	"aktivasi/store"
)

// A line is one question of the plain mode, and how to answer it.
type line struct {
	asked  string // what the question matches
	answer func(s *spoken, m []string) string
	hidden bool
}

// spoken is what was heard so far that is needed later.
type spoken struct {
	t       *testing.T
	heard   string // since the answer before
	secret  string
	step    otp.Step
	secrets []string // typed where nothing must be seen
}

func says(text string) func(*spoken, []string) string {
	return func(*spoken, []string) string { return text }
}

// hears answers with what was said a moment ago.
func hears(pattern string) func(*spoken, []string) string {
	re := regexp.MustCompile(pattern)
	return func(s *spoken, _ []string) string {
		m := re.FindStringSubmatch(s.heard)
		if m == nil {
			s.t.Fatalf("nothing like %s was said, but\n%s", pattern, s.heard)
		}
		return m[1]
	}
}

// lines is practice's journey, question by question: first access, MFA, and a
// sign-in with the code after that.
var lines = []line{
	{asked: `Pilih nomor: `, answer: says("2")},
	{asked: `Username / NIP .*: `, answer: says(someone)},
	{asked: `Captcha\. Berapa (\w+) ditambah (\w+)\?: `, answer: func(s *spoken, m []string) string { return sum(s.t, m[1], m[2]) }},
	{asked: `Email .*: `, answer: says("budi@kantor.example")},
	{asked: `Kode .*: `, answer: hears(`(?m)^Kotak masuk: (\w{4} \w{4})$`)},
	{asked: `Password baru: `, answer: says(password), hidden: true},
	{asked: `Konfirmasi .*: `, answer: says(password), hidden: true},
	{asked: `Tekan Enter .*: `, answer: says("")},
	{asked: `Password: `, answer: says(password), hidden: true},
	{asked: `Kode OTP .*: `, answer: says("")},
	{asked: `Pilih nomor: `, answer: says("1")},   // activate
	{asked: `Tekan Enter .*: `, answer: says("")}, // the phone is ready
	{asked: `Kode OTP .*: `, answer: func(s *spoken, _ []string) (code string) {
		uri := hears(`(?m)^Tautan .*: (otpauth://\S+)$`)(s, nil)
		s.secret = hears(`[?&]secret=([A-Z2-7]{32})\b`)(s, nil)
		if m := uris.FindStringSubmatch(uri); m == nil || m[1] != someone {
			s.t.Errorf("the address for the app is %q", uri)
		}
		if key := hears(`kunci.*: ((?:[A-Z2-7]{4} ?){8})`)(s, nil); strings.ReplaceAll(key, " ", "") != s.secret {
			s.t.Errorf("the key %s is not that of %s", key, uri)
		}
		code, s.step = oath(s.t, s.secret)
		return code
	}},
	{asked: `Nama perangkat .*: `, answer: says("")},
	{asked: `Tekan Enter .*: `, answer: says("")},
	{asked: `Pilih nomor: `, answer: says("1")}, // sign in, as anybody might now
	{asked: `Username / NIP .*: `, answer: says(someone)},
	{asked: `Password: `, answer: says(password), hidden: true},
	{asked: `Kode OTP .*: `, answer: func(s *spoken, _ []string) (code string) {
		code, s.step = oathAfter(s.t, s.secret, s.step)
		return code
	}},
	{asked: `Pilih nomor: `, answer: says(":keluar")},
}

// Which answers make something last, by their place in lines.
const (
	passwordSet = 7  // the confirmation
	enrolled    = 14 // the device's name
)

// talkThrough answers the first n questions.
func talkThrough(t *testing.T, x *talk, n int) *spoken {
	t.Helper()
	s := &spoken{t: t}
	for _, l := range lines[:n] {
		m := x.until(`(?:^|\n)` + l.asked + `$`)
		s.heard = x.answer()
		answer := l.answer(s, m)
		if l.hidden {
			s.secrets = append(s.secrets, answer)
		}
		if x.tty != nil && x.echoes() == l.hidden {
			t.Errorf("at %q what is typed is shown: %v", l.asked, l.hidden)
		}
		x.press(answer + "\n")
	}
	return s
}

// The same journey in questions and answers, through a pipe as scripts have it.
func TestPlainPipe(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	dir := t.TempDir()
	x := onPipe(t, dir, nil, program(t), "--data", "data")
	s := talkThrough(t, x, len(lines))
	if code := x.end(); code != 0 || !strings.HasSuffix(x.all(), "Sampai jumpa.\n") {
		t.Errorf("it ends with %d, after\n%s", code, x.answer())
	}
	if all := x.all(); strings.ContainsAny(all, "\x1b\r") || strings.Contains(all, password) {
		t.Errorf("in a pipe it writes\n%q", all)
	}
	through(t, dir, len(lines), s.secret)
}

// And on a terminal, as a screen reader hears it: a password is not to be seen
// on any of them.
func TestPlainTerminal(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	dir := t.TempDir()
	x := onTerminal(t, frame{80, 24}, dir, []string{"TERM=xterm-256color", "ACCESSIBLE=1"}, nil, program(t), "--data", "data")
	s := talkThrough(t, x, len(lines))
	if code := x.end(); code != 0 {
		t.Errorf("it ends with %d, after\n%s", code, x.answer())
	}
	all := x.all()
	for _, secret := range s.secrets {
		if strings.Contains(all, secret) {
			t.Errorf("the password is to be seen:\n%s", all)
		}
	}
	if !strings.Contains(all, someone+"\r\n") || strings.Contains(all, "\x1b") {
		t.Errorf("what else is typed is not to be seen, or something is drawn:\n%q", all)
	}
	x.askedNothing()
	x.restored()
	through(t, dir, len(lines), s.secret)
}

// Wherever the input ends, so does the program, with an exit code that says so,
// and nothing is done by half.
func TestPlainEnds(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	for n := range len(lines) - 2 {
		t.Run(fmt.Sprintf("after %d answers", n), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			x := onPipe(t, dir, nil, program(t), "--data", "data")
			s := talkThrough(t, x, n)
			x.until(`(?:^|\n)` + lines[n].asked + `$`)
			if err := x.keys.Close(); err != nil {
				t.Fatal(err)
			}
			if code := x.end(); code != 1 {
				t.Errorf("it ends with %d", code)
			}
			x.until(`(?m)\naktivasi: .*the input ended.*\n$`)
			through(t, dir, n, s.secret)
		})
	}
}

// through checks that after n answers what should last does, and nothing else.
func through(t *testing.T, dir string, n int, secret string) {
	t.Helper()
	a := account(t, dir, store.Practice, someone)
	if has := a.Password.Hash != ""; has != (n >= passwordSet) {
		t.Errorf("after %d answers there is a password: %v", n, has)
	}
	if (len(a.Devices) == 1) != (n >= enrolled) || a.Pending != nil {
		t.Errorf("after %d answers there are %d devices, and a key is pending: %v", n, len(a.Devices), a.Pending != nil)
	}
	for _, d := range a.Devices {
		if d.Secret.Reveal() != secret || d.Last == 0 || d.Name != "HP Pribadi" || d.Enrolled.After(time.Now()) {
			t.Errorf("the device is %s, last used in step %d", d.Name, d.Last)
		}
	}
	if a.Codes[store.ResetPassword].Accepted && n != passwordSet-2 && n != passwordSet-1 {
		t.Errorf("after %d answers a code still opens the way to a password", n)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "data", "*")); err != nil || len(left) != 3 {
		t.Errorf("in the folder there is %q, %v", left, err)
	}
}
