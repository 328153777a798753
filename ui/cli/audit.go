package cli

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows/legible"
	"aktivasi/store"
	"aktivasi/ui/cli/errand"
)

func auditCommand(o *options, around surroundings) *cobra.Command {
	return group("audit", "What happened, entry by entry", verifyCommand(o, around), exportCommand(o, around))
}

func verifyCommand(o *options, around surroundings) *cobra.Command {
	var head string
	c := &cobra.Command{
		Use:   "verify --config FILE",
		Short: "Walk the audit from end to end, and name the first broken entry",
		Long: `Walk the audit from end to end. Every entry is tied to all before it, so one that
was changed, taken out or put in is named, and so is an end that was cut off.

Who has the key and the program could write the whole of it anew. What they cannot
change is paper: each report has the head of its day printed below it. --head takes
that, and asks whether the entry still stands as it did.

The exit code is 1 where anything is broken.`,
		Args: noArgs,
	}
	path := configFlag(c)
	c.Flags().StringVar(&head, "head", "", "also see that entry `SEQ:HEX` of a report stands")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		if _, err := parseHead(head); err != nil {
			return &usageError{err}
		}
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		return t.carry(cmd.Context(), doVerify, verifying{head}, errand.Request{Out: around.out, Notes: around.errs})
	}
	return c
}

// verifying is what a verification is told.
type verifying struct {
	Head string // of a report, or ""
}

// verify walks the audit, and says to where.
func (o *office) verify(ctx context.Context, r errand.Request) error {
	var told verifying
	if err := r.Decode(&told); err != nil {
		return err
	}
	want, err := parseHead(told.Head)
	if err != nil {
		return err
	}
	last, stands := store.Head{}, false
	err = o.entries(ctx, func(h store.Head, _ store.Entry) error {
		last = h
		stands = stands || h.Seq == want.Seq && bytes.HasPrefix(h.Chain, want.Chain)
		return nil
	})
	if err != nil {
		return hint(fmt.Errorf("verify audit: %w", err), "what stands before it is sound; compare with a backup of an earlier day (aktivasi backup --rehearse)")
	}
	switch {
	case want.Seq > last.Seq:
		return hint(fmt.Errorf("verify audit: entry %d is not there: the audit ends at %d", want.Seq, last.Seq),
			"entries were cut off since the report was made, or an older store was put back")
	case want.Seq > 0 && !stands:
		return hint(fmt.Errorf("verify audit: entry %d is another than the report says", want.Seq),
			"the audit was written anew since the report was made, or the report is of another store")
	}
	fmt.Fprintf(r.Out, "ok    %d entries\n", last.Seq)
	fmt.Fprintf(r.Out, "head  %s\n", headText(last))
	return nil
}

// entries calls f with each entry and the end of the chain there. An entry
// encodes to the record that it was read from, so the chain can be reckoned
// again; that it is the one that was kept is for the store to say.
func (o *office) entries(ctx context.Context, f func(store.Head, store.Entry) error) error {
	var h store.Head
	return o.store.Entries(ctx, 0, func(_ uint64, e store.Entry) error {
		record, err := store.EncodeEntry(e)
		if err != nil {
			return err
		}
		h = h.Append(e, record)
		return f(h, e)
	})
}

// headLen is how much of a link is printed, in bytes. 128 bits: there is no
// other audit to be found that has the same.
const headLen = 16

// headText is a head as reports have it and parseHead reads it: "1234:9f86d0…".
func headText(h store.Head) string {
	return fmt.Sprintf("%d:%s", h.Seq, hex.EncodeToString(h.Chain[:min(len(h.Chain), headLen)]))
}

// parseHead reads a head from a report. Of "" it is the zero Head.
func parseHead(s string) (h store.Head, err error) {
	if s == "" {
		return h, nil
	}
	seq, chain, _ := strings.Cut(s, ":")
	h.Seq, err = strconv.ParseUint(seq, 10, 64)
	if err == nil {
		h.Chain, err = hex.DecodeString(chain)
	}
	if err != nil || h.Seq == 0 || len(h.Chain) < headLen || len(h.Chain) > 2*headLen {
		return store.Head{}, fmt.Errorf("--head: %q is no number, colon and %d hexadecimal digits, as a report has them", s, 2*headLen)
	}
	return h, nil
}

func exportCommand(o *options, around surroundings) *cobra.Command {
	var file, since string
	c := &cobra.Command{
		Use:   "export --config FILE",
		Short: "Write the audit as JSON lines",
		Long: `Write the audit as JSON lines, oldest first, one object each:

  seq, at (UTC), what, outcome, whom {key, masked}, by {key, masked}, desk, visit,
  detail, chain

Nobody's number is in it: key is a keyed hash, the same for all that concerns one
person. The export itself is the last line.`,
		Args: noArgs,
	}
	path := configFlag(c)
	c.Flags().StringVarP(&file, "output", "o", "-", "write to `FILE`; - is standard output")
	c.Flags().StringVar(&since, "since", "", "only what happened on `DATE` (2026-04-14) or later")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		var told exporting
		if since != "" {
			if told.Since, err = time.ParseInLocation(time.DateOnly, since, t.c.zone); err != nil {
				return &usageError{fmt.Errorf("--since: %q is no date such as 2026-04-14", since)}
			}
		}
		return t.output(file, func(to io.Writer) error {
			return t.carry(cmd.Context(), doExport, told, errand.Request{Out: to, Notes: around.errs})
		})
	}
	return c
}

// output has write write to the file, or to standard output where that is "-".
func (t task) output(file string, write func(io.Writer) error) error {
	if file == "-" {
		return write(t.around.out)
	}
	return toFile(file, write)
}

// exporting is what an export is told.
type exporting struct {
	Since time.Time // zero for all
}

// A line is one entry, as it is exported. Every line has every name.
type line struct {
	Seq     uint64    `json:"seq"`
	At      time.Time `json:"at"`
	What    string    `json:"what"`
	Outcome string    `json:"outcome"`
	Whom    *mark     `json:"whom"` // null for nobody
	By      *mark     `json:"by"`   // null for the person, or for a command
	Desk    string    `json:"desk"`
	Visit   string    `json:"visit"`
	Detail  string    `json:"detail"`
	Unit    string    `json:"unit,omitempty"`
	Chain   string    `json:"chain"` // ties it to all before it
}

type mark struct {
	Key    string `json:"key"`
	Masked string `json:"masked"`
}

// export writes the audit as JSON lines.
func (o *office) export(ctx context.Context, r errand.Request) error {
	var told exporting
	if err := r.Decode(&told); err != nil {
		return err
	}
	if err := o.record(ctx, store.AuditRead, nobody, "export"); err != nil {
		return err
	}
	end, err := o.store.Head(ctx) // or each reader of an audit that grows would have no end
	if err != nil {
		return fmt.Errorf("export audit: %w", err)
	}
	out := json.NewEncoder(r.Out)
	out.SetEscapeHTML(false)
	err = o.entries(ctx, func(h store.Head, e store.Entry) error {
		if h.Seq > end.Seq {
			return errEnough
		}
		if e.At.Before(told.Since) {
			return nil
		}
		return out.Encode(line{
			Seq: h.Seq, At: e.At, What: e.What.String(), Outcome: e.What.Outcome(), Whom: marked(e.Whom), By: marked(e.Who),
			Desk: legible.Clean(e.Desk), Visit: legible.Clean(e.Visit), Detail: legible.Clean(e.Detail), Unit: legible.Clean(e.Unit), Chain: hex.EncodeToString(h.Chain),
		})
	})
	if err != nil && !errors.Is(err, errEnough) {
		return fmt.Errorf("export audit: %w", err)
	}
	return nil
}

// errEnough ends a walk.
var errEnough = errors.New("enough")

// marked is m as it is exported, or nil for nobody.
func marked(m store.Mark) *mark {
	if m == (store.Mark{}) {
		return nil
	}
	return &mark{Key: m.Key, Masked: legible.Clean(m.Masked)}
}
