package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/ui/cli/errand"
)

func compactCommand(o *options, around surroundings) *cobra.Command {
	c := &cobra.Command{
		Use:   "compact --config FILE",
		Short: "Write the store anew, so that what was deleted leaves the file",
		Long: `Write the store anew, so that what was deleted or written over leaves the file. It
is sealed, and whoever has the key could read it there for as long as it stands.

A running kiosk goes on meanwhile; what people change waits.`,
		Args: noArgs,
	}
	path := configFlag(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		return t.carry(cmd.Context(), doCompact, struct{}{}, errand.Request{Out: around.out, Notes: around.errs})
	}
	return c
}

// compact writes the store anew, and says how large it was and is.
func (o *office) compact(ctx context.Context, r errand.Request) error {
	before, after, err := o.store.Compact(ctx)
	if err != nil {
		return advise(err, store.Real)
	}
	if err := o.record(ctx, store.StoreCompacted, nobody, fmt.Sprintf("%d -> %d bytes", before, after)); err != nil {
		return err
	}
	fmt.Fprintf(r.Out, "before  %s\nafter   %s\n", kilobytes(before), kilobytes(after))
	return nil
}

// kilobytes writes the size of a file.
func kilobytes(n int64) string { return fmt.Sprintf("%d KiB", (n+1023)/1024) }

// nobody stands for whoever is at the machine: a command knows no officer.
var nobody nip.NIP
