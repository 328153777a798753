//go:build linux || darwin || freebsd

package errand

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// A big file goes in and comes out as it is, in little memory on both sides. Not
// parallel: it counts what everybody allocates.
func TestBig(t *testing.T) {
	const size = 64 << 20
	folder, _ := desk(t, map[string]Handler{"echo": func(_ context.Context, r Request) error {
		_, err := io.Copy(r.Out, r.In)
		return err
	}})
	sent, got := sha256.New(), sha256.New()
	in := io.TeeReader(io.LimitReader(rand.NewChaCha8([32]byte{3}), size), sent)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := 0
	found, err := Call(t.Context(), folder, "echo", Request{In: in, Out: writer(func(p []byte) {
		n += len(p)
		got.Write(p)
	})})
	runtime.ReadMemStats(&after)
	mustFind(t, found)
	if err != nil || n != size || !bytes.Equal(sent.Sum(nil), got.Sum(nil)) {
		t.Errorf("%d bytes, err %v, or not those that were sent", n, err)
	}
	const most = 1 << 20
	if made := after.TotalAlloc - before.TotalAlloc; made > most {
		t.Errorf("%d bytes were allocated on the way, want at most %d", made, most)
	}
}

// The server is killed in the middle: the client says so. What is left of it is in
// nobody's way.
func TestKilled(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	kiosk := exec.Command(self)
	kiosk.Env = append(os.Environ(), "ERRAND_SERVE="+folder)
	says, err := kiosk.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := kiosk.Start(); err != nil {
		t.Fatal(err)
	}
	kill := sync.OnceFunc(func() {
		_ = kiosk.Process.Kill()
		_ = kiosk.Wait()
	})
	defer kill()
	if _, err := fmt.Fscanln(says, new(string)); err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(folder, nil, nil); !errors.Is(err, ErrListening) {
		t.Errorf("beside a live one: err = %v, want %v", err, ErrListening)
	}
	found, err := Call(t.Context(), folder, "audit", Request{Out: writer(func([]byte) { kill() })})
	mustFind(t, found)
	var e *Error
	if !errors.Is(err, ErrCut) || !errors.As(err, &e) || e.Advice == "" || e.Code != 1 {
		t.Errorf("err = %v, want %v and what to do", err, ErrCut)
	}
	if _, err := os.Lstat(socketPath(folder)); err != nil {
		t.Errorf("a killed process left no socket: %v", err)
	}
	if found, err := Call(t.Context(), folder, "audit", Request{}); found || err != nil {
		t.Errorf("a dead one: found %t, err %v", found, err)
	}
	serveAt(t, folder, map[string]Handler{"audit": func(context.Context, Request) error { return nil }})
	if found, err := Call(t.Context(), folder, "audit", Request{}); !found || err != nil {
		t.Errorf("its successor: found %t, err %v", found, err)
	}
}

// The client leaves: at its work, while it is being shown something, while it is
// read from. The handler's context ends, and says why.
func TestClientGone(t *testing.T) {
	t.Parallel()
	causes, begun := make(chan error), make(chan struct{})
	end := func(ctx context.Context) error {
		<-ctx.Done()
		causes <- context.Cause(ctx)
		return ctx.Err()
	}
	folder, _ := desk(t, map[string]Handler{
		"work":  func(ctx context.Context, _ Request) error { close(begun); return end(ctx) },
		"write": func(ctx context.Context, r Request) error { _, _ = io.Copy(r.Out, zeros{}); return end(ctx) },
		"read":  func(ctx context.Context, r Request) error { _, _ = io.Copy(io.Discard, r.In); return end(ctx) },
	})
	cause := errors.New("Ctrl+C")
	var wg sync.WaitGroup
	for _, name := range []string{"work", "write", "read"} {
		wg.Go(func() {
			ctx, leave := context.WithCancelCause(t.Context())
			defer leave(nil)
			r := Request{}
			switch name {
			case "work":
				go func() { <-begun; leave(cause) }()
			case "write":
				r.Out = writer(func([]byte) { leave(cause) })
			case "read":
				r.In = reader(func([]byte) (int, error) { leave(cause); return 1, nil })
			}
			if found, err := Call(ctx, folder, name, r); !found || !errors.Is(err, cause) {
				t.Errorf("%s: found %t, err %v, want %v", name, found, err, cause)
			}
		})
	}
	for range 3 {
		if err := <-causes; !errors.Is(err, ErrGone) {
			t.Errorf("cause %v, want %v", err, ErrGone)
		}
	}
	wg.Wait()
}

// What the client cannot read or show is the client's error, and the handler does
// not take half an input for all of it.
func TestClientFails(t *testing.T) {
	t.Parallel()
	seen := make(chan error, 1)
	folder, _ := desk(t, map[string]Handler{
		"import": func(_ context.Context, r Request) error {
			_, err := io.Copy(io.Discard, r.In)
			seen <- err
			return err
		},
		"report": func(_ context.Context, r Request) error {
			_, err := io.Copy(r.Out, zeros{})
			seen <- err
			return err
		},
	})
	broken := errors.New("disk unplugged")
	for name, r := range map[string]Request{
		"import": {In: io.MultiReader(strings.NewReader("half"), reader(func([]byte) (int, error) { return 0, broken }))},
		"report": {Out: failing{broken}},
	} {
		if found, err := Call(t.Context(), folder, name, r); !found || !errors.Is(err, broken) {
			t.Errorf("%s: found %t, err %v, want %v", name, found, err, broken)
		}
		if err := <-seen; err == nil {
			t.Errorf("%s: the handler saw no error", name)
		}
	}
}

type failing struct{ error }

func (f failing) Write([]byte) (int, error) { return 0, f.error }

// A handler that does not want the input may say so.
func TestInputUnread(t *testing.T) {
	t.Parallel()
	folder, _ := desk(t, map[string]Handler{"import": func(context.Context, Request) error {
		return &Error{Text: "no roster", Code: 2}
	}})
	for range 20 {
		_, err := Call(t.Context(), folder, "import", Request{In: zeros{}})
		var e *Error
		if !errors.As(err, &e) || e.Text != "no roster" || e.Code != 2 {
			t.Errorf("err = %v", err)
		}
	}
}

// stranger answers one connection in a server's place.
func stranger(t *testing.T, answer func(net.Conn)) (folder string) {
	t.Helper()
	folder = t.TempDir()
	l, err := net.Listen("unix", socketPath(folder))
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() {
		l.Close()
		<-done
	})
	go func() {
		defer close(done)
		if c, err := l.Accept(); err == nil {
			answer(c)
			c.Close()
		}
	}()
	return folder
}

func TestStrangers(t *testing.T) {
	t.Parallel()
	const ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
	for name, c := range map[string]struct {
		answer string
		found  bool
		cut    bool
	}{
		"none":        {"", false, false}, // it went before it began
		"not begun":   {"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", false, false},
		"no HTTP":     {"220 ESMTP\r\n", true, false},
		"older":       {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", true, false},
		"no frame":    {ok, true, true},
		"half a head": {ok + "o\x00\x00", true, true},
		"half":        {ok + "o\x00\x00\x00\x05hal", true, true},
		"no end":      {ok + "o\x00\x00\x00\x04half", true, true},
		"long":        {ok + "o\xff\xff\xff\xff", true, true},
		"unknown":     {ok + "x\x00\x00\x00\x00e\x00\x00\x00\x02{}", true, true},
		"bad end":     {ok + "e\x00\x00\x00\x01{", true, true},
		"wild end":    {ok + "e\x00\x00\x00\x0b{\"code\":-1}", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := strings.NewReader("kept")
			folder := stranger(t, func(conn net.Conn) {
				if _, err := http.ReadRequest(bufio.NewReader(conn)); err != nil {
					t.Error(err)
				}
				_, _ = io.WriteString(conn, c.answer)
			})
			found, err := Call(t.Context(), folder, "backup", Request{In: in})
			if found != c.found || (err != nil) != c.found || errors.Is(err, ErrCut) != c.cut {
				t.Errorf("found %t, err %v", found, err)
			}
			if !c.cut && in.Len() != 4 {
				t.Error("the input was touched")
			}
		})
	}
}

// A process that is stopped, or at its wits' end, holds no command for ever.
func TestNoAnswer(t *testing.T) {
	t.Parallel()
	free := make(chan struct{})
	folder := stranger(t, func(net.Conn) { <-free })
	found, err := call(t.Context(), folder, "backup", Request{}, time.Millisecond)
	mustFind(t, found)
	if err == nil || !strings.Contains(err.Error(), "does not answer") {
		t.Errorf("err = %v", err)
	}
	close(free)
}
