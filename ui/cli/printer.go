package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aktivasi/flows/run/slip"
	"aktivasi/store/newfile"
)

// print sends a proof of activation to the printer, and puts it as a page into
// the folder, whichever are configured. It reports whether the printer has it.
func (c slipConfig) print(_ context.Context, s slip.Slip, lang string) (printed bool, err error) {
	if c.Printer != "" {
		// The device must be there: a file made in its place would take slips for
		// ever and print none.
		f, err := os.OpenFile(c.Printer, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			return false, fmt.Errorf("open the printer %q: %w", c.Printer, cause(err))
		}
		_, err = io.WriteString(f, s.Text(lang, slip.Columns))
		if err = errors.Join(err, f.Close()); err != nil {
			return false, fmt.Errorf("print to %q: %w", c.Printer, cause(err))
		}
		printed = true
	}
	if c.Folder != "" {
		path := filepath.Join(c.Folder, "bukti-"+s.Number+".html")
		err := newfile.Make(path, func(temp string) error {
			f, err := os.OpenFile(temp, os.O_WRONLY|os.O_TRUNC, 0)
			if err != nil {
				return err
			}
			return errors.Join(s.HTML(f, lang), f.Close())
		})
		if err != nil {
			return printed, fmt.Errorf("write the proof %q: %w", path, cause(err))
		}
	}
	return printed, nil
}
