// Package letter writes the letters the program sends. It is the one place
// besides the words of the screens where sentences live; all of them stand in
// words.go.
//
// A letter is Indonesian, formal and short. It carries a code, until when the
// code is good, and what to do if somebody else asked for it; or, without a code,
// what was done to an account and when. It carries no link, nor anything a mail program would make one of: people who are taught
// that our letters have no links are hard to catch with a forged one. It names
// nobody, so that a letter gone astray tells its reader nothing.
package letter

import (
	"fmt"
	"log/slog"
	"strings"

	"aktivasi/flows"
	"aktivasi/flows/address"
)

// A Purpose is what the code in a letter is for.
type Purpose int

// The purposes.
const (
	ResetPassword Purpose = iota // first access, or a forgotten password
	ResetMFA                     // a lost or new phone
	Purposes                     // how many there are
)

// String names the purpose, for a log.
func (p Purpose) String() string {
	switch p {
	case ResetPassword:
		return "reset password"
	case ResetMFA:
		return "reset mfa"
	}
	return fmt.Sprintf("purpose %d", int(p))
}

// A Letter is written and ready to be carried to one person. What holds the
// code is a [flows.Secret], and that is the whole body.
type Letter struct {
	To      address.Address
	Purpose Purpose
	Subject string       // never the code: a locked phone shows subjects
	Text    flows.Secret // the plain part, lines ended by "\n"
	HTML    flows.Secret // the same words, marked up
	Code    flows.Secret // as the store knows it, without spaces

	short flows.Secret
	about string // what it is, for a log; empty for one with a code
}

// Lines returns the letter in three short lines, code first, for the mailbox
// that practice shows on the screen.
func (l Letter) Lines() []string { return strings.Split(l.short.Reveal(), "\n") }

// String says which letter goes to whom, the address masked.
func (l Letter) String() string {
	if l.about != "" {
		return l.about + " to " + l.To.Mask()
	}
	return fmt.Sprintf("%v letter to %s", l.Purpose, l.To.Mask())
}

// LogValue implements [slog.LogValuer] with [Letter.String].
func (l Letter) LogValue() slog.Value { return slog.StringValue(l.String()) }
