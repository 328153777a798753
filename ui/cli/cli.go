// Package cli is the program's commands and flags, and the only place where its
// parts are wired together.
//
// What goes wrong is said on standard error, on one line that begins with the
// program's name: what could not be done, to what, and why. A second line has
// what to do about it, where we know. Neither has a capital letter in front or a
// full stop behind.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"aktivasi/ui/door"
)

// Exit codes. They are documented in the README.
const (
	exitDone    = 0
	exitFailed  = 1 // said on standard error; of otp check, a code that is not right
	exitUsage   = 2 // a command or flag that is not there
	exitRefused = 3 // roster import: done, but rows were refused
)

// Main runs the program and returns its exit code.
func Main() int {
	ctx, stop := door.Guard(context.Background())
	defer stop()
	return execute(ctx, os.Args[1:], surroundings{
		in: os.Stdin, out: os.Stdout, errs: os.Stderr, environ: os.Getenv,
	})
}

// surroundings is what a program finds around it, named so that tests can say
// what it is.
type surroundings struct {
	in, out *os.File
	errs    io.Writer
	environ func(string) string
}

func execute(ctx context.Context, args []string, around surroundings) int {
	root := command(around)
	root.SetArgs(args)
	return around.said(root.ExecuteContext(ctx))
}

// said says what went wrong, if anything did, and returns the exit code.
func (around surroundings) said(err error) int {
	var refused *refusedError
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &refused):
		return exitRefused
	case errors.Is(err, errNotRight):
		return exitFailed
	}
	fmt.Fprintf(around.errs, "aktivasi: %v\n", err)
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		fmt.Fprintf(around.errs, "aktivasi: hint: %s\n", hinted.Hint())
	}
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// options are the flags that every command has.
type options struct {
	data   string
	lang   string
	glyphs string
	plain  bool
}

// command is the tree of commands.
func command(around surroundings) *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:   "aktivasi",
		Short: "Reset a password, activate MFA and sign in, the way ASN Digital does it",
		Long: `aktivasi takes a civil servant from "I cannot get in" to "MFA is on, and I know
how to sign in". Without a command it opens in practice mode: invented people,
a mailbox on the screen, and a real QR code for a real phone.`,
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return practise(cmd.Context(), o, around)
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&o.data, "data", "", "keep data in `DIR` (default: the user's data folder)")
	flags.StringVar(&o.lang, "lang", "", "speak `id or en` (default: id, or en where LANG is English)")
	flags.StringVar(&o.glyphs, "glyphs", "", "draw with `modern, console or ascii` letters (default: what the terminal can)")
	flags.BoolVar(&o.plain, "plain", false, "ask line by line, for screen readers, pipes and scripts")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetOut(around.out)
	root.SetErr(around.errs)
	root.AddCommand(
		kioskCommand(&o, around), initCommand(&o, around), rosterCommand(&o, around), doctorCommand(&o, around),
		officerCommand(&o, around), reportCommand(&o, around), slipCommand(&o, around), auditCommand(&o, around),
		backupCommand(&o, around), restoreCommand(&o, around), keyCommand(&o, around), compactCommand(&o, around),
		otpCommand(around), versionCommand(around),
	)
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())}
	}
	return nil
}

// usageError is a command line that cannot be understood.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }
func (e *usageError) Hint() string  { return "aktivasi --help lists commands and flags" }

// hintError is an error that knows what could be done about it.
type hintError struct {
	error
	hint string
}

func (e *hintError) Unwrap() error { return e.error }
func (e *hintError) Hint() string  { return e.hint }

func hint(err error, hint string) error { return &hintError{err, hint} }
