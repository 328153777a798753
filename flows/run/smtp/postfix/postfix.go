//go:build e2e && unix

// Package postfix runs a real mail server for one test: Debian's postfix with a
// configuration, a queue and a port of its own, touching nothing of the
// machine's. It demands STARTTLS, with a certificate of a test authority, takes
// letters to any address from this machine, puts them into one Maildir and has
// no way to send anything on.
//
// Postfix insists on starting as root and on giving it up. As root that is what
// happens, to the users its package made; as anybody else it is told so by
// fakeroot, which is enough for a server on a high port.
package postfix

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A Server is running until Stop.
type Server struct {
	Host    string // 127.0.0.1, in the certificate
	Port    int    // speaks SMTP, with STARTTLS
	CAFile  string // the authority's certificate, PEM
	Maildir string // where every letter ends; see Take

	log     string
	pidFile string // master's
	master  *exec.Cmd
	ended   chan struct{} // closed when master has ended
}

// A MissingError names the Debian package that is not installed.
type MissingError struct{ Package string }

// Error implements the error interface.
func (e *MissingError) Error() string {
	return fmt.Sprintf("start postfix: not installed here: apt-get install %s", e.Package)
}

// Test runs a Server for the length of a test. Where a package is missing it
// skips the test, or fails it if E2E=1 says that everything must be there.
func Test(t testing.TB) *Server {
	t.Helper()
	dir, err := os.MkdirTemp("", "postfix") // t.TempDir is closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s, err := Start(dir)
	var missing *MissingError
	switch {
	case errors.As(err, &missing) && os.Getenv("E2E") != "1":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Stop()
		if t.Failed() {
			t.Logf("postfix says:\n%s", s.Log())
		}
	})
	return s
}

// Where Debian puts the programs.
const (
	commands = "/usr/sbin"
	daemons  = "/usr/lib/postfix/sbin"
)

// patience is how long postfix has to come up, or to go; it needs a tenth of a
// second.
const patience = 20 * time.Second

// Start sets a Server up in dir, an empty folder, and returns when it answers.
// As root, dir must be one that other users can get to; dir itself is opened.
func Start(dir string) (*Server, error) {
	for path, pkg := range map[string]string{daemons + "/master": "postfix", "/usr/bin/fakeroot": "fakeroot"} {
		if _, err := os.Stat(path); err != nil && (pkg == "postfix" || os.Geteuid() != 0) {
			return nil, &MissingError{pkg}
		}
	}
	s := &Server{
		Host:    "127.0.0.1",
		CAFile:  filepath.Join(dir, "ca.pem"),
		Maildir: filepath.Join(dir, "mail", "inbox"),
		log:     filepath.Join(dir, "log"),
		pidFile: filepath.Join(dir, "spool", "pid", "master.pid"),
		ended:   make(chan struct{}),
	}
	var err error
	if s.Port, err = freePort(); err != nil {
		return nil, fmt.Errorf("start postfix: %w", err)
	}
	if err := s.furnish(dir); err != nil {
		return nil, fmt.Errorf("start postfix: furnish %s: %w", dir, err)
	}
	// -d stays in the foreground; -e ends it after so many seconds, should this
	// test be killed before it can.
	args := []string{daemons + "/master", "-d", "-e", "900", "-c", filepath.Join(dir, "etc")}
	if os.Geteuid() != 0 {
		args = append([]string{"/usr/bin/fakeroot", "--"}, args...)
	}
	s.master = exec.Command(args[0], args[1:]...)
	s.master.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Stop ends the whole family
	said, err := os.Create(s.log + ".stderr")                  // a file, for Wait would wait for whoever holds a pipe
	if err != nil {
		return nil, fmt.Errorf("start postfix: %w", err)
	}
	defer said.Close()
	s.master.Stderr = said
	if err := s.master.Start(); err != nil {
		return nil, fmt.Errorf("start postfix: %w", err)
	}
	go func() { s.master.Wait(); close(s.ended) }()

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.answers(ctx); err != nil {
		s.Stop()
		return nil, fmt.Errorf("start postfix: %w\n%s", err, s.Log())
	}
	return s, nil
}

// Stop ends the server and everything it started. Master is asked first: fakeroot
// clears up behind it, which it would not if it were told to end itself.
func (s *Server) Stop() {
	pid := s.master.Process.Pid
	if b, err := os.ReadFile(s.pidFile); err == nil && os.Geteuid() != 0 {
		pid, _ = strconv.Atoi(strings.TrimSpace(string(b))) // and not fakeroot's
	}
	if pid > 0 {
		_ = syscall.Kill(pid, syscall.SIGTERM) // it may be gone already
	}
	select {
	case <-s.ended:
	case <-time.After(patience):
	}
	_ = syscall.Kill(-s.master.Process.Pid, syscall.SIGKILL) // whoever is left of the family
	<-s.ended
}

// Log returns what postfix has said: on standard error, then in its log.
func (s *Server) Log() string {
	said, _ := os.ReadFile(s.log + ".stderr") // none is as good as empty
	log, _ := os.ReadFile(s.log)
	return string(said) + string(log)
}

// Take waits for a letter to an address, given as it was in RCPT TO, marks it
// read and returns it. Of several the one that came first is taken.
func (s *Server) Take(ctx context.Context, to string) ([]byte, error) {
	for {
		letters, err := filepath.Glob(filepath.Join(s.Maildir, "new", "*")) // sorted, and names begin with the time
		if err != nil {
			return nil, err
		}
		for _, path := range letters {
			b, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			m, err := mail.ReadMessage(bytes.NewReader(b))
			if err != nil {
				return nil, fmt.Errorf("take letter %s: %w", path, err)
			}
			if strings.EqualFold(m.Header.Get("X-Original-To"), to) { // postfix adds it
				return b, os.Rename(path, filepath.Join(s.Maildir, "cur", filepath.Base(path)+":2,S"))
			}
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("take letter to %s: %w", to, err)
		}
	}
}

// pause waits a little. Neither a port nor a folder says when it is ready.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(10 * time.Millisecond):
		return nil
	}
}

// answers waits until the server greets.
func (s *Server) answers(ctx context.Context) error {
	for {
		conn, err := net.Dial("tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
		if err == nil {
			stop := context.AfterFunc(ctx, func() { conn.Close() })
			greeting, err := bufio.NewReader(conn).ReadString('\n')
			io.WriteString(conn, "QUIT\r\n") // or the log calls it a lost connection
			stop()
			conn.Close()
			if err == nil && strings.HasPrefix(greeting, "220 ") {
				return nil
			}
		}
		select {
		case <-s.ended:
			return errors.New("it ended at once")
		default:
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
