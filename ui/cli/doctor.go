package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows/address"
	"aktivasi/flows/legible"
	"aktivasi/flows/run/clock"
)

// doctorCommand looks at everything that an enrolment needs, and says what is
// wrong with it.
func doctorCommand(o *options, around surroundings) *cobra.Command {
	var path, to string
	c := &cobra.Command{
		Use:   "doctor --config FILE",
		Short: "Look whether this desk could enrol somebody",
		Long: `Look at terminal, configuration, key, store, clock, mail server, disk and
printer, in this order, and say of each whether it will do.

  ok  it will
  !   it will, but not as well as it could
  !!  nobody could be enrolled

The exit code is 1 where there is a line with !!, and 0 otherwise. Nothing is
changed, but that a store of an older version is brought to this one's; and nobody
is written to but whom --send-to names.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d := doctor{
				o: *o, around: around, out: around.out, now: time.Now, built: built(),
				font: consoleFont, free: freeSpace, ask: clock.NTP,
			}
			return d.examine(cmd.Context(), path, to)
		},
	}
	c.Flags().StringVar(&path, "config", "", "read the configuration from `FILE`")
	c.Flags().StringVar(&to, "send-to", "", "send a letter to `ADDRESS`, to see it arrive")
	return c
}

// A doctor says what it finds as it finds it: a mail server that does not answer
// takes its time, and what was found before it should not wait.
type doctor struct {
	o      options
	around surroundings
	out    io.Writer
	now    func() time.Time
	built  time.Time

	font func(*os.File) (font, error)
	free func(dir string) (bytes uint64, err error)
	ask  func(ctx context.Context, server string, now func() time.Time) (clock.Offset, error)

	stops  int       // findings that would stop an enrolment
	newest time.Time // what the store knows of the time
}

// ok says that what will do.
func (d *doctor) ok(what, format string, args ...any) { d.say("ok", what, format, args...) }

// warn says that what will do, but not as well as it could, and why.
func (d *doctor) warn(what, hint, format string, args ...any) {
	d.say("!", what, format, args...)
	d.hint(hint)
}

// stop says that because of what nobody could be enrolled.
func (d *doctor) stop(what, hint, format string, args ...any) {
	d.stops++
	d.say("!!", what, format, args...)
	d.hint(hint)
}

// fail is stop with an error that may know what to do about itself.
func (d *doctor) fail(what string, err error) {
	var hinted interface{ Hint() string }
	hint := ""
	if errors.As(err, &hinted) {
		hint = hinted.Hint()
	}
	d.stop(what, hint, "%v", err)
}

// say writes one line, whatever a path, a server or several errors at once bring
// along.
func (d *doctor) say(mark, what, format string, args ...any) {
	fmt.Fprintf(d.out, "%-3s %s: %s\n", mark, what, legible.Line(fmt.Sprintf(format, args...), 400))
}

func (d *doctor) hint(text string) {
	if text != "" {
		fmt.Fprintf(d.out, "    hint: %s\n", legible.Line(text, 400))
	}
}

// examine looks at one thing after the other. What rests on something that is
// not there is not looked at.
func (d *doctor) examine(ctx context.Context, path, sendTo string) error {
	var to address.Address
	if sendTo != "" {
		var err error
		if to, err = address.Parse(sendTo); err != nil {
			return &usageError{fmt.Errorf("--send-to: %w", err)}
		}
	}
	if err := d.terminal(); err != nil {
		return err
	}
	c, err := readConfig(path)
	if usage := (*usageError)(nil); errors.As(err, &usage) {
		return err
	}
	if err != nil {
		d.fail("configuration", err)
		return d.verdict()
	}
	d.configuration(path)
	for _, look := range []func(context.Context, config){
		d.store, d.clock, d.zone, d.disk, d.slip,
		func(ctx context.Context, c config) { d.mail(ctx, c, to) }, // last: it may take longest
	} {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		look(ctx, c)
	}
	return d.verdict()
}

// verdict is what the exit code is made of.
func (d *doctor) verdict() error {
	switch d.stops {
	case 0:
		return nil
	case 1:
		return errors.New("doctor: nobody could be enrolled, for one reason")
	}
	return fmt.Errorf("doctor: nobody could be enrolled, for %d reasons", d.stops)
}
