package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// appKey is in an app; appAt is a time near which none of its codes comes twice.
var (
	appKey = flows.Hide("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
	appAt  = time.Date(2026, 12, 1, 3, 0, 10, 0, time.UTC)
)

// shows is what the app shows on a phone that is off by so many steps.
func shows(t testing.TB, off otp.Step) string {
	t.Helper()
	code, err := otp.Code(appKey, otp.StepAt(appAt)+off)
	if err != nil {
		t.Fatal(err)
	}
	return code.Reveal()
}

// strange changes the code of now with change until it is none of a whole day.
func strange(t testing.TB, change func(code []byte, i int)) string {
	t.Helper()
	day := map[string]bool{}
	for off := range otp.Step(2*1440 + 1) {
		day[shows(t, off-1440)] = true
	}
	for i := range 10 * otp.Digits {
		code := []byte(shows(t, 0))
		if change(code, i); !day[string(code)] {
			return string(code)
		}
	}
	t.Fatal("every one of them is a code of that day")
	return ""
}

// judged is what otp check says at appAt, in words or as JSON.
func (a answer) judged(t testing.TB) (f finding) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.out), &f); err != nil || strings.Count(a.out, "\n") != 1 || !strings.HasSuffix(a.out, "\n") {
		t.Fatalf("not one line of JSON: %v, %v", err, a)
	}
	return f
}

// asks runs otp check at appAt.
func asks(t testing.TB, file string, script bool, codes ...string) answer {
	t.Helper()
	out, err := os.CreateTemp(t.TempDir(), "out")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	in, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var errs strings.Builder
	around := surroundings{in: in, out: out, errs: &errs, environ: os.Getenv}
	err = check{around: around, now: func() time.Time { return appAt }, file: file, json: script}.run(t.Context(), codes)
	code := around.said(err)
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return answer{string(text), errs.String(), code}
}

// keptIn writes text into a file that only its owner may read.
func keptIn(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOTPCheck(t *testing.T) {
	t.Parallel()
	file := keptIn(t, appKey.Reveal()+"\n")
	typo := strange(t, func(code []byte, i int) { code[i/10] = byte('0' + i%10) })
	other := strange(t, func(code []byte, i int) { copy(code, fmt.Sprintf("%06d", 417*i)) })
	const hours = 2 * 120 // two of them, in steps
	for name, tt := range map[string]struct {
		codes   []string
		verdict string
		off     int64 // seconds; 1 for null
		says    string
	}{
		"now":                {[]string{shows(t, 0)}, "valid", 0, "it is the code of now\n"},
		"spaced":             {[]string{shows(t, 0)[:3] + " " + shows(t, 0)[3:]}, "valid", 0, "it is the code of now\n"},
		"a step slow":        {[]string{shows(t, -1)}, "valid", -30, "it is right, and 30s slow, which still counts\n"},
		"slow":               {[]string{shows(t, -9)}, "clock", -270, "the phone is 4m30s slow\nremedy   set date and time"},
		"fast":               {[]string{shows(t, 2)}, "clock", 60, "the phone is 1m fast\n"},
		"hours fast":         {[]string{shows(t, hours)}, "likely-clock", 7200, "the phone may be 2h fast, as with a wrong time zone"},
		"hours fast, proven": {[]string{shows(t, hours-1), shows(t, hours)}, "clock", 7200, "the phone is 2h fast, as with a wrong time zone"},
		"hours slow, proven": {[]string{shows(t, -50-1), shows(t, -50)}, "clock", -1500, "the phone is 25m slow\n"},
		"one code skipped":   {[]string{shows(t, hours-2), shows(t, hours)}, "clock", 7200, "the phone is 2h fast"},
		"same code twice":    {[]string{shows(t, hours), shows(t, hours)}, "likely-clock", 7200, "the phone may be 2h fast"},
		"backwards":          {[]string{shows(t, hours), shows(t, hours-1)}, "likely-clock", 7170, "the phone may be 1h59m30s fast"},
		"other clocks":       {[]string{shows(t, -300), shows(t, hours)}, "likely-clock", 7200, "the phone may be 2h fast"},
		"typo":               {[]string{typo}, "mistyped", 1, "one digit is wrong, or two neighbours are swapped\nremedy   give the code"},
		"typo, then right":   {[]string{typo, shows(t, 0)}, "valid", 0, "it is the code of now\n"},
		"right, then typo":   {[]string{shows(t, -1), typo}, "mistyped", 1, "one digit is wrong"},
		"short":              {[]string{"12345"}, "not-a-code", 1, "it has fewer than six digits\nremedy   give the six digits"},
		"nothing":            {[]string{""}, "not-a-code", 1, ""},
		"e-mail":             {[]string{"K7M4-QAPT"}, "not-a-code", 1, "it is a code that comes by e-mail\n"},
		"NIP":                {[]string{"199001012015011001"}, "not-a-code", 1, "it is a NIP\n"},
		"full-width":         {[]string{"１２３４５６"}, "not-a-code", 1, "its digits are those of another script\n"},
		"another secret's":   {[]string{other}, "unknown", 1, "it is no code of this secret in the 12 hours before or after now\nremedy   see that"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			words, script := asks(t, file, false, tt.codes...), asks(t, file, true, tt.codes...)
			want := exitFailed
			if tt.verdict == "valid" {
				want = exitDone
			}
			if !strings.HasPrefix(words.out, "verdict  "+tt.verdict+": "+tt.says) || words.code != want || words.errs != "" {
				t.Errorf("%v, want %d and %s: %s", words, want, tt.verdict, tt.says)
			}
			f := script.judged(t)
			if f.Verdict != tt.verdict || script.code != want || script.errs != "" {
				t.Errorf("%v, want %d and %s", script, want, tt.verdict)
			}
			if off := f.Offset; (off == nil) != (tt.off == 1) || off != nil && *off != tt.off {
				t.Errorf("%s, want an offset of %d", script.out, tt.off)
			}
			if (f.Form != "") != (tt.verdict == "not-a-code") || f.Zone != strings.Contains(words.out, "time zone") {
				t.Error(script)
			}
			for _, secret := range append(tt.codes, appKey.Reveal()) {
				if secret != "" && strings.Contains(words.out+script.out, secret) {
					t.Errorf("it says what it was given: %v", words)
				}
			}
		})
	}
}

// What a script reads has these names and no other, whatever the verdict.
func TestOTPCheckJSON(t *testing.T) {
	t.Parallel()
	file := keptIn(t, appKey.Reveal())
	for _, code := range []string{shows(t, 0), shows(t, -9), "x"} {
		var names map[string]any
		a := asks(t, file, true, code)
		if err := json.Unmarshal([]byte(a.out), &names); err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(maps.Keys(names)); !slices.Equal(got, []string{"form", "offset_seconds", "verdict", "zone"}) {
			t.Errorf("%s has %q", a.out, got)
		}
	}
	want := `{"verdict":"clock","offset_seconds":-270,"zone":false,"form":""}` + "\n"
	if a := asks(t, file, true, shows(t, -9)); a.out != want {
		t.Errorf("%s, want %s", a.out, want)
	}
}

// A secret is written in many ways.
func TestSecretIn(t *testing.T) {
	t.Parallel()
	key := appKey.Reveal()
	uri, err := otp.URI("Uji HP", "hapus setelah selesai", appKey)
	if err != nil {
		t.Fatal(err)
	}
	spaced := strings.ToLower(otp.Groups(appKey).Reveal())
	for text, want := range map[string]error{
		key:                                nil,
		"\ufeff" + key + "\r\n":            nil,
		spaced:                             nil,
		key[:16] + "\n\t" + key[16:]:       nil,
		key + "======":                     nil,
		uri.Reveal() + "\n":                nil,
		"OTPAUTH://TOTP/a?secret=" + key:   nil,
		"otpauth://totp/?secret=" + spaced: nil,
		"otpauth://totp/?algorithm=sha1&digits=6&period=30&secret=" + strings.ReplaceAll(spaced, " ", "%20"): nil,

		"":                                 otp.ErrSecret,
		key[:24]:                           otp.ErrSecret, // 120 bits
		key[:31] + "1":                     otp.ErrSecret,
		key + " x:y":                       otp.ErrSecret,
		key[:31] + "ı":                     otp.ErrSecret,
		key[:31] + "ſ":                     otp.ErrSecret,
		"otpauth://":                       otp.ErrKind,
		"otpauth://totp/a":                 otp.ErrSecret,
		"otpauth://totp/%zz?secret=" + key: otp.ErrAddress,
		"otpauth://totp/a?secret=" + key + "&secret=" + key: otp.ErrAddress,
		"otpauth://hotp/a?counter=1&secret=" + key:          otp.ErrKind,
		"otpauth://totp/a?digits=8&secret=" + key:           otp.ErrKind,
		"otpauth://totp/a?period=60&secret=" + key:          otp.ErrKind,
		"otpauth://totp/a?algorithm=SHA256&secret=" + key:   otp.ErrKind,
		"https://contoh.example/?secret=" + key:             otp.ErrSecret,
	} {
		got, err := secretIn(text)
		if err != want { //nolint:errorlint // nothing may be wrapped around it
			t.Errorf("%q: %v, want %v", text, err, want)
		}
		if err == nil && got.Reveal() != key {
			t.Errorf("%q is read as %q", text, got.Reveal())
		}
	}
}

// Whatever is in a file: what is taken for a secret is one, and is read again as
// itself; what is not is not repeated.
func FuzzSecretIn(f *testing.F) {
	for _, text := range []string{appKey.Reveal(), "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp==\n", "otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=a", "otpauth://hotp/%"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		secret, err := secretIn(text)
		if err != nil {
			if !secret.Empty() || err != otp.ErrSecret && err != otp.ErrKind && err != otp.ErrAddress { //nolint:errorlint // nothing may be wrapped around it
				t.Fatalf("%q: %q, %v", text, secret.Reveal(), err)
			}
			return
		}
		if _, err := otp.Code(secret, 1); err != nil {
			t.Fatalf("%q is none: %v", secret.Reveal(), err)
		}
		if again, err := secretIn(secret.Reveal()); err != nil || again.Reveal() != secret.Reveal() {
			t.Fatalf("%q is read again as %q, %v", secret.Reveal(), again.Reveal(), err)
		}
	})
}

// What cannot be read is no verdict: the exit code is another, the file is named,
// and nothing of what is in it.
func TestOTPCheckUnreadable(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ file, says string }{
		"missing":   {filepath.Join(t.TempDir(), "no"), "no such file"},
		"folder":    {t.TempDir(), "is a directory"},
		"empty":     {keptIn(t, ""), "not a base32 secret of 128 bits or more"},
		"not one":   {keptIn(t, "Rahasia"), "not a base32 secret of 128 bits or more"},
		"too large": {keptIn(t, strings.Repeat(" ", secretMost)+appKey.Reveal()), "it has more than 4096 bytes"},
		"another":   {keptIn(t, "otpauth://totp/a?digits=8&secret="+appKey.Reveal()), "SHA-1, six digits and 30 seconds"},
	} {
		a := asks(t, tt.file, true, "12345")
		line := strings.Split(a.errs, "\n")
		if a.code != exitUsage || a.out != "" || len(line) != 3 || !strings.HasPrefix(line[0], fmt.Sprintf("aktivasi: read the secret in %q: ", tt.file)) ||
			!strings.Contains(line[0], tt.says) && os.PathSeparator == '/' || !strings.HasPrefix(line[1], "aktivasi: hint: it takes a file of at most 4 KiB") {
			t.Errorf("%s: %v", name, a)
		}
		if strings.Contains(a.errs, "Rahasia") || strings.Contains(a.errs, appKey.Reveal()) || strings.Contains(a.errs, "12345") {
			t.Errorf("%s: it says what is in it: %v", name, a)
		}
	}
}

// As much as fits is read, and from standard input, too.
func TestOTPCheckReads(t *testing.T) {
	t.Parallel()
	full := keptIn(t, strings.Repeat(" ", secretMost-len(appKey.Reveal()))+appKey.Reveal())
	if a := asks(t, full, false, shows(t, 0)); a.code != exitDone {
		t.Error(a)
	}
	in, err := os.Open(full)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	secret, err := check{around: surroundings{in: in, errs: io.Discard}, file: "-"}.secret(t.Context())
	if err != nil || secret.Reveal() != appKey.Reveal() {
		t.Errorf("%q, %v", secret.Reveal(), err)
	}
}

// Who named a pipe that nobody writes to can leave.
func TestOTPCheckLeaves(t *testing.T) {
	t.Parallel()
	in, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer w.Close()
	ctx, end := context.WithCancelCause(t.Context())
	left := errors.New("left")
	end(left)
	if _, err := (check{around: surroundings{in: in, errs: io.Discard}, file: "-"}).secret(ctx); !errors.Is(err, left) {
		t.Error(err)
	}
}

// The program itself, by this machine's clock: a code of the window is right for
// a minute at least.
func TestOTPCheckNow(t *testing.T) {
	t.Parallel()
	p := &place{TB: t, dir: t.TempDir()}
	p.write("secret", appKey.Reveal())
	code, err := otp.Code(appKey, otp.StepAt(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	if a := p.run("otp", "check", "--json", "--secret-file", "secret", "12345", code.Reveal()); a.code != exitDone || a.judged(t).Verdict != "valid" {
		t.Error(a)
	}
	if a := p.runWith(appKey.Reveal()+"\n", "otp", "check", "--secret-file", "-", code.Reveal()); a.code != exitDone || !strings.HasPrefix(a.out, "verdict  valid: ") {
		t.Error(a)
	}
}
