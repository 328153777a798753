//go:build linux || darwin || freebsd

package errand

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// No umask leaves the socket open to others. Not parallel: a process has one
// umask.
func TestSocketRights(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	folder, s := desk(t, nil)
	info, err := os.Lstat(socketPath(folder))
	if err != nil || info.Mode() != fs.ModeSocket|0o600 {
		t.Errorf("the socket is %v, %v", info.Mode(), err)
	}
	for range 2 {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Lstat(socketPath(folder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after Close: err = %v, want no socket", err)
	}
}

func TestListenTwice(t *testing.T) {
	t.Parallel()
	folder, s := desk(t, map[string]Handler{"slip": func(context.Context, Request) error { return nil }})
	for range 2 {
		if _, err := Listen(folder, nil, slog.New(slog.DiscardHandler)); !errors.Is(err, ErrListening) {
			t.Errorf("err = %v, want %v", err, ErrListening)
		}
	}
	if found, err := Call(t.Context(), folder, "slip", Request{}); !found || err != nil {
		t.Errorf("the first one is found %t, err %v", found, err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	serveAt(t, folder, nil)
}

func TestListenRefuses(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	// A file under the socket's name is somebody's.
	folder := t.TempDir()
	if err := os.WriteFile(socketPath(folder), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(folder, nil, log); err == nil || !strings.Contains(err.Error(), "something else") {
		t.Errorf("err = %v", err)
	}
	if b, _ := os.ReadFile(socketPath(folder)); string(b) != "mine" {
		t.Errorf("the file holds %q", b)
	}
	if err := os.Remove(socketPath(folder)); err != nil {
		t.Fatal(err)
	}
	serveAt(t, folder, nil) // who failed holds nothing

	// The kernel would say "invalid argument".
	long := filepath.Join(t.TempDir(), strings.Repeat("x", pathMax))
	if err := os.Mkdir(long, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Listen(long, nil, log)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Text, "a socket's may have") || e.Advice == "" {
		t.Errorf("err = %v", err)
	}
	if _, err := Listen(filepath.Join(folder, "none"), nil, log); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := Listen(t.TempDir(), map[string]Handler{"a/b": nil}, log); err == nil {
		t.Error("a name may hold a slash")
	}
}

// The longest path that the error allows is one that works.
func TestLongestPath(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	folder = filepath.Join(folder, strings.Repeat("x", pathMax-len(socketPath(folder))-1))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	serveAt(t, folder, map[string]Handler{"slip": func(context.Context, Request) error { return nil }})
	if found, err := Call(t.Context(), folder, "slip", Request{}); len(socketPath(folder)) != pathMax || !found || err != nil {
		t.Errorf("found %t, err %v", found, err)
	}
}

// Another user's errands are not carried out, nor looked at.
func TestUserRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	asked := make(chan uint32, 1)
	s, err := listen(folder, map[string]Handler{"backup": func(context.Context, Request) error {
		t.Error("carried out")
		return nil
	}}, slog.New(slog.DiscardHandler), rules{stall: time.Minute, admits: func(uid uint32) bool {
		asked <- uid
		return false
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	in := strings.NewReader("roster")
	found, err := Call(t.Context(), folder, "backup", Request{In: in})
	mustFind(t, found)
	if err == nil || !strings.Contains(err.Error(), "refuses this user") || in.Len() != 6 {
		t.Errorf("err = %v, %d bytes of input left", err, in.Len())
	}
	if uid := <-asked; uid != uint32(os.Getuid()) {
		t.Errorf("it was asked about user %d, and we are %d", uid, os.Getuid())
	}
}

func TestTrust(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		own, other        uint32
		trusted, believed bool
	}{
		{1000, 1000, true, true}, {1000, 0, true, true}, {0, 0, true, true},
		{1000, 1001, false, false}, {1000, 65534, false, false}, {0, 1000, false, true},
	} {
		if trusts(c.own, c.other) != c.trusted || believes(c.own, c.other) != c.believed {
			t.Errorf("user %d of user %d: trusts %t, believes %t", c.own, c.other, trusts(c.own, c.other), believes(c.own, c.other))
		}
	}
}

// A fault ends one errand, and what it held is in no log.
func TestPanic(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	folder := t.TempDir()
	s, err := Listen(folder, map[string]Handler{"slip": func(_ context.Context, r Request) error {
		_, _ = io.WriteString(r.Out, "begun")
		panic(errors.New("rahasia-" + string(r.Params)))
	}}, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the kiosk lives on, and the turn is free
		var out bytes.Buffer
		found, err := Call(t.Context(), folder, "slip", Request{Params: []byte("199001012015041001"), Out: &out})
		mustFind(t, found)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Text, "a fault") || e.Code != 1 || out.String() != "begun" {
			t.Errorf("out %q, err %v", &out, err)
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	text := log.String()
	if !strings.Contains(text, "TestPanic.func1 server_test.go:") || !strings.Contains(text, "*errors.errorString") {
		t.Errorf("the log does not say where and what:\n%s", text)
	}
	if strings.Contains(text, "rahasia") || strings.Contains(text, "19900101") {
		t.Errorf("the log says too much:\n%s", text)
	}
}
