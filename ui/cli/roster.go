package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/charmbracelet/bubbles/progress"
	"github.com/charmbracelet/lipgloss"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"aktivasi/flows/nip"
	"aktivasi/flows/run"
	"aktivasi/flows/run/roster"
	"aktivasi/store"
	"aktivasi/ui/cli/errand"
)

// rosterFlags is what an import may be told.
type rosterFlags struct {
	config, email, report string
	dryRun                bool
}

func rosterCommand(o *options, around surroundings) *cobra.Command {
	var f rosterFlags
	c := &cobra.Command{
		Use:   "import --config FILE ROSTER.csv",
		Short: "Add and update accounts from SIASN's export",
		Long: `Add and update accounts from the CSV of SIASN's "Export Data ASN".

Good rows are imported. Every other row, and what is worth a look, goes to a
report file with its line number and the reason. Importing a file twice changes
nothing; passwords and devices are never touched; people missing from a later
file stay. The exit code is 3 where rows were refused.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{fmt.Errorf("roster import takes one file, not %d", len(args))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return importRoster(cmd.Context(), *o, around, f, args[0])
		},
	}
	c.Flags().StringVar(&f.config, "config", "", "read the configuration from `FILE`")
	c.Flags().StringVar(&f.email, "email", "personal", "prefer the `personal or gov` address of each person")
	c.Flags().StringVar(&f.report, "report", "", "write the report to `FILE` (default: beside the roster, .report.csv)")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be done, and change nothing")
	return group("roster", "The people this office serves", c)
}

// refusedError is an import that was done, with rows that were refused. It has
// been reported already.
type refusedError struct{ error }

func (e *refusedError) Unwrap() error { return e.error }

// importing is what an import is told. The file is its input.
type importing struct {
	Path      string // as it is called in errors
	PreferGov bool
	DryRun    bool
}

func importRoster(ctx context.Context, o options, around surroundings, f rosterFlags, path string) (err error) {
	if f.email != "personal" && f.email != "gov" {
		return &usageError{fmt.Errorf("unknown address %q: there are personal and gov", f.email)}
	}
	t, err := begin(o, around, f.config)
	if err != nil {
		return err
	}
	info, err := os.Stat(path) // first: opening a pipe that nobody writes to would wait for ever
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("open roster %q: it is no file", path)
	}
	var src *os.File
	if err == nil {
		src, err = os.Open(path)
	}
	if err != nil {
		return fmt.Errorf("open roster %q: %w", path, cause(err))
	}
	defer src.Close()

	if f.report == "" {
		f.report = strings.TrimSuffix(path, filepath.Ext(path)) + ".report.csv"
	}
	report := &lateFile{path: f.report}
	defer func() { err = errors.Join(err, report.Close()) }()
	bar := newBar(around, src, info.Size())
	// What is said is shown when the bar is gone.
	var said bytes.Buffer
	err = t.carry(ctx, doImport, importing{Path: path, PreferGov: f.email == "gov", DryRun: f.dryRun},
		errand.Request{In: bar, Out: report, Notes: &said})
	bar.clear()
	_, _ = said.WriteTo(around.out)
	if report.made {
		fmt.Fprintf(around.out, "report     %s\n", f.report)
	}
	if told := (*errand.Error)(nil); errors.As(err, &told) && told.Code == exitRefused {
		return &refusedError{err}
	}
	return err
}

// importRoster merges a roster into the store.
func (o *office) importRoster(ctx context.Context, r errand.Request) error {
	var told importing
	if err := r.Decode(&told); err != nil {
		return err
	}
	sum, err := roster.Import(ctx, r.In, o.store, roster.Options{
		Now: o.desk.Now(), PreferGov: told.PreferGov, DryRun: told.DryRun, Report: r.Out, Words: reportWords(),
		Notices: func(n nip.NIP, was, is string) ([]store.Mail, error) {
			return run.AddressChanged(n, o.desk.Now(), rand.Reader, was, is)
		},
	})
	summarise(r.Notes, sum, told.DryRun)
	if err != nil {
		return fmt.Errorf("import roster %q: %w", told.Path, err)
	}
	if sum.Refused > 0 {
		return &errand.Error{Text: fmt.Sprintf("%d rows refused", sum.Refused), Code: exitRefused}
	}
	return nil
}

// summarise says what came of an import.
func summarise(out io.Writer, s roster.Summary, dryRun bool) {
	if dryRun {
		fmt.Fprintln(out, "dry run: nothing was changed")
	}
	for _, l := range []struct {
		n    int
		what string
	}{
		{s.Read, "rows read"}, {s.Added, "added"}, {s.Updated, "updated"}, {s.Unchanged, "unchanged"},
		{s.Refused, "refused"}, {s.Closed, "accounts closed"}, {s.NoAddress, "without an address"}, {s.Warnings(), "worth a look"},
	} {
		fmt.Fprintf(out, "%9d  %s\n", l.n, l.what)
	}
}

// lateFile is a file that is made when there is something to write, so that an
// import without a remark leaves no empty report.
type lateFile struct {
	path string
	file *os.File
	made bool
}

func (l *lateFile) Write(p []byte) (int, error) {
	if l.file == nil {
		f, err := os.OpenFile(l.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return 0, err
		}
		l.file, l.made = f, true
	}
	return l.file.Write(p)
}

func (l *lateFile) Close() error {
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}

// bar reads a file and shows how far it has come, on a terminal and only there.
type bar struct {
	src   io.Reader
	out   io.Writer
	total int64
	model progress.Model

	mu   sync.Mutex // a read may be under way when the import has ended
	read int64
	gone bool
}

func newBar(around surroundings, src io.Reader, total int64) *bar {
	b := &bar{src: src, total: total}
	if f, ok := around.errs.(*os.File); ok && term.IsTerminal(int(f.Fd())) && total > 0 {
		b.out = f
		b.model = progress.New(progress.WithSolidFill("63"), progress.WithWidth(40))
	}
	return b
}

func (b *bar) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.read += int64(n)
	if b.out != nil && !b.gone {
		fmt.Fprint(b.out, "\r  "+b.model.ViewAs(min(1, float64(b.read)/float64(b.total))))
	}
	return n, err
}

func (b *bar) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone = true
	if b.out != nil {
		fmt.Fprint(b.out, "\r"+strings.Repeat(" ", lipgloss.Width(b.model.ViewAs(1))+2)+"\r")
	}
}
