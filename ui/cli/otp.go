package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/otp"
)

// otpCommand is for developers. What is given to it by mistake may be a code, and
// is not repeated.
func otpCommand(around surroundings) *cobra.Command {
	c := group("otp", "Codes of an authenticator app, for developers", checkCommand(around))
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return &usageError{errors.New("otp has one command, which is check")}
		}
		return nil
	}
	return c
}

func checkCommand(around surroundings) *cobra.Command {
	check := check{around: around, now: time.Now}
	c := &cobra.Command{
		Use:   "check --secret-file FILE CODE [CODE2]",
		Short: "Say whether a code is right and, if not, why",
		Long: `Say whether CODE is one of the secret in FILE at this machine's time and, if not,
why. With CODE2, which the app shows after it, a phone whose clock is hours off is
told from chance; the verdict is then CODE2's. No store is opened, and nothing is
remembered: a code that is right is right again.

FILE has the secret in base32, or the otpauth:// address that a phone scans; - is
standard input. Others on this machine can see in its list of processes what a
command was given. That is why codes may be, which are worth nothing after a
minute and a half, and the secret never.

With --json it is one line for a script:

  verdict         valid, clock, likely-clock, mistyped, not-a-code or unknown
  offset_seconds  the phone's clock less this machine's: negative is slow, null is
                  not known
  zone            true where a wrong time zone makes that offset
  form            what is no code: short, long, letters, wide, mailed or nip; or ""

The exit code is 0 where the last code is right, 1 where it is not, and 2 where the
secret cannot be read.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 && len(args) != 2 {
				return &usageError{fmt.Errorf("otp check takes one code or two, not %d", len(args))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return check.run(cmd.Context(), args) },
	}
	c.Flags().StringVar(&check.file, "secret-file", "", "read the secret from `FILE`; - is standard input")
	c.Flags().BoolVar(&check.json, "json", false, "say it as one line of JSON")
	return c
}

// A check judges codes of one secret.
type check struct {
	around surroundings
	now    func() time.Time
	file   string // that the secret is in
	json   bool
}

// errNotRight is that of a code about which all has been said.
var errNotRight = errors.New("the code is not right")

// run judges codes in the order in which the app showed them, and says what there
// is to say of the last.
func (c check) run(ctx context.Context, codes []string) error {
	if c.file == "" {
		return &usageError{errors.New("no secret named: --secret-file FILE is needed")}
	}
	secret, err := c.secret(ctx)
	if err != nil {
		return hint(&usageError{fmt.Errorf("read the secret in %q: %w", c.file, cause(err))},
			"it takes a file of at most 4 KiB, with base32 (A to Z, 2 to 7) or an otpauth:// address; - is standard input")
	}
	now := c.now() // not before: somebody may have typed the secret
	var d flows.Diagnosis
	var trail clinic.Trail
	for i, code := range codes {
		shown := now.Add(-otp.Period * time.Duration(len(codes)-1-i)) // each a period before the next
		if d, trail, err = clinic.Test(secret, flows.Hide(code), shown, false, trail); err != nil {
			return hint(fmt.Errorf("check a code: %w", err), "set this machine's clock")
		}
	}
	if err := found(d).tell(c.around.out, c.json); err != nil {
		return fmt.Errorf("check a code: %w", err)
	}
	if d.Why != flows.PhoneFine {
		return errNotRight
	}
	return nil
}

// A finding is what there is to say of a code. Its JSON always has every name.
type finding struct {
	Verdict string `json:"verdict"`
	Offset  *int64 `json:"offset_seconds"` // nil where it is not known
	Zone    bool   `json:"zone"`
	Form    string `json:"form"`

	text, remedy string
}

// found puts a diagnosis into words.
func found(d flows.Diagnosis) finding {
	f := finding{Zone: d.Zone}
	seconds, off := int64(d.Off/time.Second), lag(d.Off)
	if d.Zone {
		off += ", as with a wrong time zone and a clock set by hand"
	}
	switch d.Why {
	case flows.PhoneFine:
		f.Verdict, f.Offset, f.text = "valid", &seconds, "it is the code of now"
		if d.Off != 0 {
			f.text = "it is right, and " + off + ", which still counts"
		}
	case flows.OTPClock:
		f.Verdict, f.Offset, f.text = "clock", &seconds, "the phone is "+off
		f.remedy = "set date and time on the phone to automatic; where they are, this machine's are wrong"
	case flows.OTPClockMaybe:
		f.Verdict, f.Offset, f.text = "likely-clock", &seconds, "the phone may be "+off+"; or it is chance, as with one wrong code in 350"
		f.remedy = "wait for the next code, and give this one and that one"
	case flows.OTPMistyped:
		f.Verdict, f.text = "mistyped", "one digit is wrong, or two neighbours are swapped"
		f.remedy = "give the code that is shown now, digit by digit"
	case flows.OTPNotACode:
		f.Verdict, f.Form, f.text = "not-a-code", forms[d.Form].name, forms[d.Form].text
		f.remedy = "give the six digits that the app shows; with a space among them, in quotes"
	default:
		f.Verdict, f.text = "unknown", "it is no code of this secret in the 12 hours before or after now"
		f.remedy = "see that the app's entry was made from this secret, for SHA-1, six digits and 30 seconds"
	}
	return f
}

// forms are what is no code, for a script and in words.
var forms = [flows.Forms]struct{ name, text string }{
	flows.NoForm:      {"", "it is not six digits"},
	flows.FormShort:   {"short", "it has fewer than six digits"},
	flows.FormLong:    {"long", "it has more than six digits"},
	flows.FormLetters: {"letters", "there are letters or signs in it"},
	flows.FormWide:    {"wide", "its digits are those of another script"},
	flows.FormMailed:  {"mailed", "it is a code that comes by e-mail"},
	flows.FormNIP:     {"nip", "it is a NIP"},
}

// lag is how far a clock is off, such as "4m30s slow".
func lag(off time.Duration) string {
	by := off.Abs().String()
	if whole, is := strings.CutSuffix(by, "m0s"); is {
		by = whole + "m"
	}
	if whole, is := strings.CutSuffix(by, "h0m"); is {
		by = whole + "h"
	}
	if off < 0 {
		return by + " slow"
	}
	return by + " fast"
}

// tell writes f for a person, or for a script.
func (f finding) tell(to io.Writer, script bool) error {
	if script {
		return json.NewEncoder(to).Encode(f)
	}
	_, err := fmt.Fprintf(to, "verdict  %s: %s\n", f.Verdict, f.text)
	if err == nil && f.remedy != "" {
		_, err = fmt.Fprintf(to, "remedy   %s\n", f.remedy)
	}
	return err
}

// secretMost is how long a secret's file may be, in bytes. Whatever was named by
// mistake may be a disk image.
const secretMost = 4 << 10

// secret reads the secret. What is typed for it at a terminal is not shown.
func (c check) secret(ctx context.Context) (flows.Secret, error) {
	text, err := c.text(ctx)
	if err != nil {
		return flows.Secret{}, err
	}
	if len(text) > secretMost {
		return flows.Secret{}, fmt.Errorf("it has more than %d bytes", secretMost)
	}
	return secretIn(text)
}

// text reads what the secret is in, and at most a byte too much. A pipe may be
// named that nobody writes to, so the reading can be left.
func (c check) text(ctx context.Context) (string, error) {
	if c.file == "-" {
		l := newLines(c.around.in, c.around.errs)
		defer l.restore()
		if l.tty {
			return l.ReadSecret(ctx, "Secret: ")
		}
		return within(ctx, func() (string, error) { return atMost(c.around.in) })
	}
	if in, err := os.Stat(c.file); err == nil && in.Mode().IsRegular() && loose(in) {
		fmt.Fprintf(c.around.errs, "aktivasi: others may look into %q (mode %04o)\naktivasi: hint: chmod 600\n", c.file, in.Mode().Perm())
	}
	return within(ctx, func() (string, error) {
		f, err := os.Open(c.file)
		if err != nil {
			return "", err
		}
		defer f.Close()
		return atMost(f)
	})
}

// atMost reads r as far as a secret may go, and a byte further.
func atMost(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, secretMost+1))
	return string(b), err
}

// secretIn finds the secret in text: base32 in letters of any size, spaced and
// broken into lines at will, or the address that a phone scans. It fails as
// [otp.ParseURI] and [otp.ParseSecret] do, neither of which repeats any of it.
func secretIn(text string) (flows.Secret, error) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")) // which some editors put in front of every file
	if !otp.IsURI(text) {
		return otp.ParseSecret(flows.Hide(text))
	}
	_, _, secret, err := otp.ParseURI(flows.Hide(text))
	return secret, err
}
