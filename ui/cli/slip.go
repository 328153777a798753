package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows/nip"
	"aktivasi/flows/run/slip"
	"aktivasi/store"
	"aktivasi/ui"
	"aktivasi/ui/cli/errand"
)

func slipCommand(o *options, around surroundings) *cobra.Command {
	var file, format string
	c := &cobra.Command{
		Use:   "slip --config FILE NIP",
		Short: "Print the proof that somebody's MFA is on",
		Long: `Print the proof that somebody's MFA is on: as text for a receipt printer of 58 or 80
mm, or as a page to print. It has no secret in it, and a number that the audit
knows.`,
		Args: one("NIP"),
	}
	path := configFlag(c)
	c.Flags().StringVar(&format, "format", "text", "write `text or html`")
	c.Flags().StringVarP(&file, "output", "o", "-", "write to `FILE`; - is standard output")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		n, err := nip.Parse(args[0])
		if err != nil {
			return &usageError{fmt.Errorf("slip: %w", err)}
		}
		if format != "text" && format != "html" {
			return &usageError{fmt.Errorf("slip: unknown format %q: there are text and html", format)}
		}
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		lang, err := t.language()
		if err != nil {
			return err
		}
		told := slipping{NIP: n.String(), Format: format, Lang: lang.Tag, Office: t.c.Office, Zone: t.c.Zone}
		return t.output(file, func(to io.Writer) error {
			return t.carry(cmd.Context(), doSlip, told, errand.Request{Out: to, Notes: around.errs})
		})
	}
	return c
}

// language is what a paper is written in: Indonesian, where nobody asks for
// another. The terminal's language does not matter, for others read it.
func (t task) language() (ui.Words, error) {
	words, known := ui.Language(t.o.lang, "")
	if !known {
		return words, &usageError{fmt.Errorf("unknown language %q: there are id and en", t.o.lang)}
	}
	return words, nil
}

// zoneOf is the zone of that name in the configuration, which was judged when
// that was read.
func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return time.Local, nil
	}
	return time.LoadLocation(name)
}

// slipping is what the printing of a slip is told.
type slipping struct{ NIP, Format, Lang, Office, Zone string }

// slip writes somebody's proof of activation.
func (o *office) slip(ctx context.Context, r errand.Request) error {
	var told slipping
	if err := r.Decode(&told); err != nil {
		return err
	}
	zone, err := zoneOf(told.Zone)
	if err != nil {
		return err
	}
	n, err := nip.Parse(told.NIP)
	if err != nil {
		return err
	}
	s := slip.Slip{NIP: n, Office: told.Office, At: o.desk.Now().In(zone)}
	if s.Number, err = slip.Number(rand.Reader); err != nil {
		return err
	}
	// In one transaction: what the slip says is so at the moment that its number
	// is written down.
	err = o.store.Change(ctx, n, func(a *store.Account) (store.Effects, error) {
		in := a.Active()
		if len(in) == 0 {
			return store.Effects{}, errNoMFA
		}
		newest := in[len(in)-1] // as on the screen
		s.Name, s.Unit, s.Device, s.Activated = a.Name, a.Unit, newest.Name, newest.Enrolled
		return store.Effects{Entries: []store.Entry{{
			At: s.At, What: store.SlipPrinted, NIP: n, Desk: o.desk.Name, Detail: s.Number,
		}}}, nil
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return hint(fmt.Errorf("print slip of %s: nobody has that number", n.Masked()), "is it typed right, and in the roster?")
	case errors.Is(err, errNoMFA):
		return hint(fmt.Errorf("print slip of %s: %w", n.Masked(), err), "there is nothing to prove yet")
	case err != nil:
		return advise(fmt.Errorf("print slip of %s: %w", n.Masked(), err), store.Real)
	}
	if told.Format == "html" {
		return s.HTML(r.Out, told.Lang)
	}
	_, err = io.WriteString(r.Out, s.Text(told.Lang, slip.Columns))
	return err
}

// errNoMFA is that of somebody who has nothing to show.
var errNoMFA = errors.New("MFA is not on")
