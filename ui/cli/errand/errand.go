package errand

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// socketName is the socket's name in the data folder.
const socketName = "control.sock"

func socketPath(folder string) string { return filepath.Join(folder, socketName) }

// MaxParams is how many bytes of parameters an errand can have.
const MaxParams = 16 << 10

// Reasons an errand or a server can have. They may be wrapped.
var (
	// ErrListening: another process listens at the folder.
	ErrListening = errors.New("another process listens there")
	// ErrCut: the connection ended before the errand did. Whether it was carried
	// out is unknown.
	ErrCut = errors.New("the connection was cut before the end")
	// ErrGone is the cause of a handler's context when its client left.
	ErrGone = errors.New("whoever asked is gone")
	// ErrClosing is the cause of a handler's context when the server closes.
	ErrClosing = errors.New("the running aktivasi is closing")
)

// A Handler carries an errand out. It is called by whoever owns the store: in the
// kiosk by a [Server], in the command's own process by [Carry].
//
// In a server ctx ends when the client leaves, which is noticed at once if In was
// empty or read to its end, and else with the next read or write. Nothing of the
// request may be used after the handler has returned. Only the handler's own
// goroutine is safe to panic in.
type Handler func(ctx context.Context, r Request) error

// A Request is what an errand is told and where its results go. Client and
// handler see the same one.
type Request struct {
	Params json.RawMessage // at most MaxParams bytes; may be empty
	In     io.Reader       // what to work on, such as a roster; nil for the client is empty for the handler
	Out    io.Writer       // what the command makes; buffered on its way, until a note or the end
	Notes  io.Writer       // what the command says meanwhile; each write arrives at once
}

// Decode reads the parameters. A field that into has not is an error: the running
// program may be older than the command, and would silently do less than it was
// told.
func (r Request) Decode(into any) error {
	d := json.NewDecoder(bytes.NewReader(r.Params))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("read what the errand was told: %w", err)
	}
	return nil
}

// whole returns r with what is nil replaced by what is empty.
func (r Request) whole() Request {
	if r.In == nil {
		r.In = bytes.NewReader(nil)
	}
	if r.Out == nil {
		r.Out = io.Discard
	}
	if r.Notes == nil {
		r.Notes = io.Discard
	}
	return r
}

// An Error is how an errand ended that did not end well, wherever it was carried
// out. A handler may return one to choose the exit code; of any other error the
// text arrives, the hint if it has a method Hint() string, and the code 1.
type Error struct {
	Text   string `json:"text,omitempty"`
	Advice string `json:"hint,omitempty"` // what to do about it, or ""
	Code   int    `json:"code,omitempty"` // exit code, 1 to 255

	err error // for errors.Is, on this side only
}

func (e *Error) Error() string { return e.Text }
func (e *Error) Unwrap() error { return e.err }

// Hint is what to do about it, or "".
func (e *Error) Hint() string { return e.Advice }

// Texts of an end are clipped to these sizes, so that an end fits in its frame
// even where JSON needs six bytes for one.
const (
	maxText   = 4 << 10
	maxAdvice = 1 << 10
)

// ending is err as it travels.
func ending(err error) Error {
	if err == nil {
		return Error{}
	}
	e := Error{Text: err.Error(), Code: 1}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		e.Advice = hinted.Hint()
	}
	var told *Error
	if errors.As(err, &told) && told.Code > 0 && told.Code <= 255 {
		e.Code = told.Code
	}
	e.Text, e.Advice = clip(e.Text, maxText), clip(e.Advice, maxAdvice)
	return e
}

func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return s[:most] // a rune that is cut in two becomes U+FFFD in JSON
}

// named reports whether an errand may be called name: lower-case letters and
// hyphens, which mean nothing in a path.
func named(name string) bool {
	for _, c := range name {
		if (c < 'a' || c > 'z') && c != '-' {
			return false
		}
	}
	return name != ""
}
