package errand

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"
)

// paramsHeader holds an errand's parameters, in base64: JSON may hold bytes that
// a header may not.
const paramsHeader = "Errand-Params"

const (
	answerTime = 10 * time.Second // for the answer's header, which needs no work
	patience   = time.Second      // for a store in use that nobody answers for
	pause      = 20 * time.Millisecond
)

// Carry carries out an errand where it can be: by the process that listens at
// folder or, if there is none, by here, in this process, which opens the store
// itself.
//
// A kiosk that is starting has the store and no socket yet, and one that ends has
// it a little longer than its socket. So while the error of here is inUse both are
// tried again for a second; here must have done nothing then, and taken nothing
// from r.In. Where Supported is false the error says to close the kiosk first.
func Carry(ctx context.Context, folder, name string, r Request, inUse error, here Handler) error {
	for until := time.Now().Add(patience); ; {
		found, err := Call(ctx, folder, name, r)
		if found || err != nil {
			return err
		}
		last := !Supported || time.Now().After(until)
		if err = here(ctx, r.whole()); !errors.Is(err, inUse) {
			return err
		}
		if !Supported {
			return &Error{Text: err.Error(), Advice: closeFirst, Code: 1, err: err}
		}
		if last {
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// closeFirst is what to do where nothing can be handed over.
const closeFirst = "close the kiosk first; on this system a running one cannot be asked"

// Call has an errand carried out by the process that listens at folder. It reports
// false, without an error, where there is none or it was just going: then nothing
// was done, and nothing taken from r.In. Otherwise the error is how the errand
// ended, an *Error, which is [ErrCut] if the connection broke; or the cause of
// ctx, or the error of r's own reader and writers.
//
// A read of r.In that is under way when Call returns is not waited for; none
// begins afterwards.
func Call(ctx context.Context, folder, name string, r Request) (found bool, err error) {
	return call(ctx, folder, name, r, answerTime)
}

func call(ctx context.Context, folder, name string, r Request, wait time.Duration) (found bool, err error) {
	fault := func(err error, advice string) error {
		return &Error{Text: fmt.Sprintf("ask the running aktivasi for %q: %v", name, err), Advice: advice, Code: 1, err: err}
	}
	if !named(name) || len(r.Params) > MaxParams {
		return false, fault(fmt.Errorf("no such name, or more than %d bytes to tell", MaxParams), "")
	}
	conn, err := reach(ctx, socketPath(folder), wait)
	switch {
	case ctx.Err() != nil:
		return true, context.Cause(ctx)
	case err != nil:
		return true, fault(err, "run the command as the user who runs the kiosk")
	case conn == nil:
		return false, nil
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()

	g := &gate{in: r.In, open: make(chan struct{}), shut: make(chan struct{})}
	defer close(g.shut)
	resp, err := exchange(conn, name, r, g, wait)
	var late net.Error
	switch {
	case ctx.Err() != nil:
		return true, context.Cause(ctx)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return false, nil // it went before it began
	case errors.As(err, &late) && late.Timeout():
		return true, fault(errors.New("it does not answer"), "look at its screen and its log")
	case err != nil:
		return true, fault(err, "")
	}
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusServiceUnavailable:
		return false, nil
	case http.StatusForbidden:
		return true, fault(errors.New("it refuses this user"), "run the command as the user who runs the kiosk")
	default:
		return true, fault(fmt.Errorf("it answers %q", resp.Status), "it may be of another version: start the kiosk anew")
	}

	close(g.open)
	r = r.whole()
	err = relay(resp.Body, r.Out, r.Notes)
	var shown *writeError
	switch {
	case ctx.Err() != nil && err != nil:
		return true, context.Cause(ctx)
	case errors.As(err, &shown):
		return true, shown.error
	case g.failure() != nil:
		return true, g.failure()
	case errors.Is(err, ErrCut):
		return true, &Error{
			Text:   fmt.Sprintf("carry out %q in the running aktivasi: %v", name, err),
			Advice: "whether it was done is unknown; look whether the kiosk still runs, and at its log", Code: 1, err: err,
		}
	}
	return true, err
}

// exchange sends the request and reads the answer's header. The input follows by
// itself, once the gate is open.
func exchange(conn *net.UnixConn, name string, r Request, g *gate, wait time.Duration) (*http.Response, error) {
	var body io.Reader
	if r.In != nil {
		body = g
	}
	req, err := http.NewRequest(http.MethodPost, "http://aktivasi/"+name, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set(paramsHeader, base64.StdEncoding.EncodeToString(r.Params))
	req.Close = true
	if err := conn.SetReadDeadline(time.Now().Add(wait)); err != nil {
		return nil, err
	}
	go func() {
		// A failure to send is seen by who reads the answer. One of the input must
		// be told: without its last chunk the input is broken off, not at its end.
		if req.Write(conn) != nil {
			_ = conn.CloseWrite()
		}
	}()
	resp, err := http.ReadResponse(bufio.NewReader(conn), req)
	if err != nil {
		return nil, err
	}
	return resp, conn.SetReadDeadline(time.Time{})
}

// gate holds the input back until the errand has begun.
type gate struct {
	in         io.Reader
	open, shut chan struct{}

	mu  sync.Mutex
	err error // of in itself
}

func (g *gate) Read(p []byte) (int, error) {
	select {
	case <-g.open:
	case <-g.shut:
	}
	select {
	case <-g.shut:
		return 0, os.ErrClosed
	default:
	}
	n, err := g.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.err = err
	}
	return n, err
}

func (g *gate) failure() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.err
}
