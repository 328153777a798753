package errand

import (
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// The kernel says who somebody is, whatever the rights of folder and socket let
// through. Only root can be somebody else, and on Linux a single thread can.
func TestAnotherUser(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("only root can be another user")
	}
	const nobody = 65534
	folder := t.TempDir()
	s, err := Listen(folder, map[string]Handler{"backup": func(context.Context, Request) error {
		t.Error("carried out")
		return nil
	}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())

	dial := func() (conn net.Conn, err error) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			runtime.LockOSThread() // and never unlocked: the thread ends, and its user with it
			if _, _, e := unix.RawSyscall(unix.SYS_SETRESUID, nobody, nobody, nobody); e != 0 {
				err = e
				return
			}
			conn, err = net.Dial("unix", socketPath(folder))
		}()
		<-done
		return conn, err
	}
	if _, err := dial(); err == nil {
		t.Error("the rights let another user in")
	}
	for path, mode := range map[string]os.FileMode{filepath.Dir(folder): 0o711, folder: 0o711, socketPath(folder): 0o666} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	conn, err := dial()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "POST /backup HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Error(err)
	}
	if answer, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 403 ") {
		t.Errorf("another user hears %q, %v", answer, err)
	}
}
