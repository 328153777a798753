//go:build linux || darwin || freebsd

package errand

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// Close waits for an errand under way, which ends as if nothing was; whoever comes
// then finds nobody.
func TestCloseWaits(t *testing.T) {
	t.Parallel()
	begun, free := make(chan struct{}), make(chan struct{})
	folder, s := desk(t, map[string]Handler{"backup": func(ctx context.Context, r Request) error {
		close(begun)
		<-free
		_, err := io.WriteString(r.Out, "whole")
		return errors.Join(err, ctx.Err())
	}, "slip": func(context.Context, Request) error { return nil }})
	var wg sync.WaitGroup
	wg.Go(func() {
		var out bytes.Buffer
		if found, err := Call(t.Context(), folder, "backup", Request{Out: &out}); !found || err != nil || out.String() != "whole" {
			t.Errorf("found %t, out %q, err %v", found, &out, err)
		}
	})
	<-begun
	// One is connected already, and asks only when it is too late.
	late, err := net.Dial("unix", socketPath(folder))
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close()
	if _, err := Call(t.Context(), folder, "slip", Request{}); err != nil { // then late was accepted before
		t.Error(err)
	}
	closed := make(chan error, 1)
	go func() { closed <- s.Close(t.Context()) }()
	for there := true; there; runtime.Gosched() {
		_, err := os.Lstat(socketPath(folder))
		there = err == nil
	}
	if _, err := io.WriteString(late, "POST /backup HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Error(err)
	}
	if answer, err := io.ReadAll(late); err != nil || len(answer) > 0 {
		t.Errorf("who comes late hears %q, %v", answer, err)
	}
	if found, err := Call(t.Context(), folder, "backup", Request{}); found || err != nil {
		t.Errorf("found %t, err %v", found, err)
	}
	select {
	case <-closed:
		t.Error("closed under the errand")
	default:
	}
	close(free)
	wg.Wait()
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// When its time is over Close cancels, and returns when the handler has.
func TestCloseCancels(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	cause := make(chan error, 1)
	folder, s := desk(t, map[string]Handler{"compact": func(ctx context.Context, _ Request) error {
		close(begun)
		<-ctx.Done()
		cause <- context.Cause(ctx)
		return ctx.Err()
	}})
	told := make(chan error)
	go func() {
		_, err := Call(t.Context(), folder, "compact", Request{})
		told <- err
	}()
	<-begun
	over, end := context.WithCancel(t.Context())
	end()
	go func() { _ = s.Close(over) }()
	if err := <-cause; !errors.Is(err, ErrClosing) {
		t.Errorf("the handler's cause is %v", err)
	}
	if err := <-told; err == nil || !strings.Contains(err.Error(), "is closing") {
		t.Errorf("the client is told %v", err)
	}
}

// A client that shows nothing holds up neither others nor Close.
func TestStalledClient(t *testing.T) {
	t.Parallel()
	stuck := make(chan error, 1)
	folder, s := desk(t, map[string]Handler{
		"report": func(_ context.Context, r Request) error {
			_, err := io.Copy(r.Out, io.LimitReader(zeros{}, 64<<20))
			stuck <- err
			return err
		},
		"slip": func(_ context.Context, r Request) error { _, err := io.WriteString(r.Out, "slip"); return err },
	})
	shown, free := make(chan struct{}), make(chan struct{})
	var once sync.Once
	told := make(chan error)
	go func() {
		_, err := Call(t.Context(), folder, "report", Request{Out: writer(func([]byte) {
			once.Do(func() { close(shown) })
			<-free
		})})
		told <- err
	}()
	<-shown
	for range 20 {
		var out bytes.Buffer
		if _, err := Call(t.Context(), folder, "slip", Request{Out: &out}); err != nil || out.String() != "slip" {
			t.Errorf("out %q, err %v", &out, err)
		}
	}
	over, end := context.WithCancel(t.Context())
	end()
	if err := s.Close(over); err != nil {
		t.Error(err)
	}
	select {
	case err := <-stuck:
		if err == nil {
			t.Error("the handler was not cut off")
		}
	default:
		t.Error("closed under the errand")
	}
	close(free)
	if err := <-told; !errors.Is(err, ErrCut) {
		t.Errorf("the client is told %v, want %v", err, ErrCut)
	}
}

// Who stops reading, or sending, is cut off when its time is over.
func TestPatienceEnds(t *testing.T) {
	t.Parallel()
	causes := make(chan error, 2)
	folder := t.TempDir()
	after := func(ctx context.Context, _ error) error {
		<-ctx.Done()
		causes <- context.Cause(ctx)
		return ctx.Err()
	}
	s, err := listen(folder, map[string]Handler{
		"report": func(ctx context.Context, r Request) error {
			_, err := io.Copy(r.Out, zeros{})
			return after(ctx, err)
		},
		"roster-import": func(ctx context.Context, r Request) error {
			_, err := io.Copy(io.Discard, r.In)
			return after(ctx, err)
		},
	}, slog.New(slog.DiscardHandler), rules{stall: time.Millisecond, admits: func(uint32) bool { return true }})
	if err != nil {
		t.Fatal(err)
	}
	free := make(chan struct{})
	var wg sync.WaitGroup
	for name, r := range map[string]Request{
		"report":        {Out: writer(func([]byte) { <-free })},
		"roster-import": {In: reader(func([]byte) (int, error) { <-free; return 0, io.EOF })},
	} {
		wg.Go(func() {
			if found, err := Call(t.Context(), folder, name, r); !found || err == nil {
				t.Errorf("%s: found %t, err %v", name, found, err)
			}
		})
	}
	for range 2 {
		if err := <-causes; !errors.Is(err, ErrGone) {
			t.Errorf("cause %v, want %v", err, ErrGone)
		}
	}
	close(free)
	wg.Wait()
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// reader is a function that is read from.
type reader func(p []byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }

// line is a connection that remembers its deadline.
type line struct {
	http.ResponseWriter
	until time.Time
}

func (l *line) SetReadDeadline(t time.Time) error {
	l.until = t
	return nil
}

// Once the input is read to its end a handler may work as long as it has to: a
// deadline left behind would end its context.
func TestReadDeadlineIsLifted(t *testing.T) {
	t.Parallel()
	var l line
	var during time.Time
	in := &listener{
		body:  io.MultiReader(strings.NewReader("in"), reader(func([]byte) (int, error) { during = l.until; return 0, io.EOF })),
		line:  http.NewResponseController(&l),
		stall: time.Minute,
		gone:  func() { t.Error("the end of the input is taken for the client's leaving") },
	}
	if b, err := io.ReadAll(in); err != nil || string(b) != "in" {
		t.Errorf("read %q, %v", b, err)
	}
	if during.IsZero() || !l.until.IsZero() {
		t.Errorf("deadline %v while reading, %v afterwards", during, l.until)
	}
}
