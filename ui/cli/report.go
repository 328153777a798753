package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aktivasi/flows/run/report"
	"aktivasi/store"
	"aktivasi/ui/cli/errand"
)

// reportFlags is what a report may be told.
type reportFlags struct {
	format, separator, file string
	tables                  []string
	full                    bool
}

func reportCommand(o *options, around surroundings) *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "report --config FILE",
		Short: "Write how far each unit is, who is done, what is stuck, and how the day goes",
		Long: `Write what an office takes along at the end of a day, with its letterhead and the
place to sign, in Indonesian (--lang en for English):

  recap  how far each unit is, in the roster's own order
  names  everybody by name; ask for it, for it is long and names people
  cases  what the kiosk could not solve
  day    how the day went, hour by hour

A CSV has one table, recap where none is named; a workbook and a page have recap,
day and cases. Each says how far the audit went, for aktivasi audit verify --head.`,
		Args: noArgs,
	}
	path := configFlag(c)
	c.Flags().StringVar(&f.format, "format", "html", "write `csv, xlsx or html`")
	c.Flags().StringSliceVar(&f.tables, "table", nil, "write the `TABLE` recap, names, cases or day; several with commas")
	c.Flags().StringVar(&f.separator, "separator", ";", "what CSV puts between fields: `; or ,`")
	c.Flags().BoolVar(&f.full, "full-nip", false, "write whole numbers, and not masked ones")
	c.Flags().StringVarP(&f.file, "output", "o", "", "write to `FILE`; - is standard output (default: a name with the date)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		told, err := f.judge()
		if err != nil {
			return err
		}
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		return t.report(cmd.Context(), f.file, told)
	}
	return c
}

// The ways to write a report.
const (
	asCSV  = "csv"
	asXLSX = "xlsx"
	asHTML = "html"
)

// The tables of a report.
const (
	recapTable = "recap"
	namesTable = "names"
	casesTable = "cases"
	dayTable   = "day"
)

// judge makes of the flags what the errand is told.
func (f reportFlags) judge() (reporting, error) {
	r := reporting{Format: f.format, Tables: f.tables, Comma: f.separator, Full: f.full}
	formats, tables := []string{asCSV, asXLSX, asHTML}, []string{recapTable, namesTable, casesTable, dayTable}
	wrong := func(format string, args ...any) (reporting, error) {
		return r, &usageError{fmt.Errorf("report: "+format, args...)}
	}
	if !slices.Contains(formats, f.format) {
		return wrong("unknown format %q: there are csv, xlsx and html", f.format)
	}
	for _, t := range f.tables {
		if !slices.Contains(tables, t) {
			return wrong("unknown table %q: there are recap, names, cases and day", t)
		}
	}
	switch {
	case f.separator != ";" && f.separator != ",":
		return wrong("unknown separator %q: there are ; and ,", f.separator)
	case f.format == asCSV && len(f.tables) > 1:
		return wrong("a CSV has one table, not %d", len(f.tables))
	case f.format == asXLSX && f.file == "-":
		return wrong("a workbook is no text for standard output: name a file with -o")
	case len(f.tables) > 0:
	case f.format == asCSV:
		r.Tables = []string{recapTable}
	default:
		r.Tables = []string{recapTable, dayTable, casesTable}
	}
	return r, nil
}

// report has a report written to the file, or where none is named to one with
// the date.
func (t task) report(ctx context.Context, file string, told reporting) error {
	words, err := t.language()
	if err != nil {
		return err
	}
	told.Lang, told.Zone, told.Head = words.Tag, t.c.Zone, t.c.Letterhead
	told.Office = t.c.Office
	if file == "" {
		file = fmt.Sprintf("aktivasi-%s-%s.%s", strings.Join(told.Tables, "-"), t.now().Format("2006-01-02"), told.Format)
	}
	if file == "-" {
		return t.carry(ctx, doReport, told, errand.Request{Out: t.around.out, Notes: t.around.errs})
	}
	err = toFile(file, func(to io.Writer) error {
		return t.carry(ctx, doReport, told, errand.Request{Out: to, Notes: t.around.errs})
	})
	if err == nil {
		fmt.Fprintf(t.around.out, "report  %s\n", file)
	}
	return err
}

// reporting is what a report is told. The letterhead is that of the command's
// configuration, which may have been written since the kiosk was started.
type reporting struct {
	Format string
	Tables []string
	Comma  string
	Full   bool
	Lang   string
	Zone   string
	Office string
	Head   letterheadConfig
}

// report writes a report. That it was made comes first in the audit, and so is
// under the head which the report has printed on it.
func (o *office) report(ctx context.Context, r errand.Request) error {
	var told reporting
	if err := r.Decode(&told); err != nil {
		return err
	}
	if len(told.Tables) == 0 || told.Comma == "" {
		return errors.New("write report: no table, or no separator")
	}
	detail := strings.Join(told.Tables, " ") + ", " + told.Format
	if told.Full {
		detail += ", whole numbers"
	}
	if err := o.record(ctx, store.ReportMade, nobody, detail); err != nil {
		return err
	}
	f, err := o.figures(ctx, told, r.Notes)
	if err != nil {
		return advise(err, store.Real)
	}
	options := report.Options{Lang: told.Lang, Full: told.Full, Comma: rune(told.Comma[0]), Temp: o.dir}
	switch told.Format {
	case asCSV:
		return report.CSV(r.Out, f.head, f.tables[0], options)
	case asXLSX:
		return report.XLSX(r.Out, f.head, options, f.tables...)
	}
	return report.HTML(r.Out, f.head, options, f.tables...)
}
