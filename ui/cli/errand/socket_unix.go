//go:build linux || darwin || freebsd

package errand

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Supported reports whether errands can be handed over on this system.
const Supported = true

// pathMax is how many bytes a socket's path may have: 107 on Linux, 103 on macOS
// and FreeBSD (unix(7), sun_path, with a nought at its end).
const pathMax = len(unix.RawSockaddrUnix{}.Path) - 1

// backlog is how many may wait to be accepted, which is done at once.
const backlog = 128

// announce listens at path, for its owner alone. Closing the socket removes its
// file; release gives the folder free for others and comes after it.
func announce(path string) (_ net.Listener, release func() error, err error) {
	fault := func(err error) error { return fmt.Errorf("listen at %q: %w", path, err) }
	if len(path) > pathMax {
		return nil, nil, &Error{
			Text:   fault(fmt.Errorf("the path has %d bytes, and a socket's may have %d", len(path), pathMax)).Error(),
			Advice: "keep the data in a folder with a shorter path", Code: 1,
		}
	}
	// The file of a socket outlives its process; a lock does not. Whoever has the
	// folder's may replace the socket there, and nobody else may.
	folder, err := unix.Open(filepath.Dir(path), unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, nil, fault(err)
	}
	// Unlocked, and not just closed: a child between fork and exec has a copy. And
	// once: a number that is closed twice may be somebody else's by then.
	unlock := sync.OnceValue(func() error {
		return errors.Join(unix.Flock(folder, unix.LOCK_UN), unix.Close(folder))
	})
	defer func() {
		if err != nil {
			_ = unlock()
		}
	}()
	if err := unix.Flock(folder, unix.LOCK_EX|unix.LOCK_NB); errors.Is(err, unix.EWOULDBLOCK) {
		return nil, nil, fault(ErrListening)
	} else if err != nil {
		return nil, nil, fault(err)
	}
	if info, err := os.Lstat(path); err == nil {
		if info.Mode().Type() != fs.ModeSocket {
			return nil, nil, fault(errors.New("something else has that name"))
		}
		if err := os.Remove(path); err != nil {
			return nil, nil, fault(err)
		}
	}
	socket, err := bind(path)
	if err != nil {
		return nil, nil, fault(err)
	}
	return socket, unlock, nil
}

// bind makes the socket. package net does it in one go, with whatever rights the
// process's umask leaves; here they are set while nobody can connect yet, which is
// so until listen(2).
func bind(path string) (net.Listener, error) {
	syscall.ForkLock.RLock() // macOS has no SOCK_CLOEXEC
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), path)
	defer file.Close() // the listener has a copy
	if err := unix.Bind(fd, &unix.SockaddrUnix{Name: path}); err != nil {
		return nil, err
	}
	var l net.Listener
	err = os.Chmod(path, 0o600)
	if err == nil {
		err = unix.Listen(fd, backlog)
	}
	if err == nil {
		l, err = net.FileListener(file)
	}
	if err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	l.(*net.UnixListener).SetUnlinkOnClose(true)
	return l, nil
}

// reach connects to path. It returns nil without an error where nobody listens.
func reach(ctx context.Context, path string, wait time.Duration) (*net.UnixConn, error) {
	if len(path) > pathMax {
		return nil, nil // nobody can
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	// Linux answers EAGAIN where too many wait to be accepted, and does not wait
	// (connect(2)).
	for until := time.Now().Add(wait); errors.Is(err, unix.EAGAIN) && time.Now().Before(until); {
		time.Sleep(pause)
		conn, err = d.DialContext(ctx, "unix", path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, unix.ENOTDIR):
		return nil, nil
	case errors.Is(err, unix.ECONNREFUSED), errors.Is(err, unix.ENOTSOCK):
		return nil, nil // what a dead process left behind, or no socket at all
	case err != nil:
		var op *net.OpError
		if errors.As(err, &op) {
			err = op.Err // without the path twice
		}
		return nil, err
	}
	uid, err := peer(conn)
	if err == nil && !believes(uint32(os.Getuid()), uid) {
		err = errors.New("another user listens in its place")
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return conn.(*net.UnixConn), nil
}

// peer is the user at the other end: as it was when it connected or, seen from the
// client, when it began to listen.
func peer(c net.Conn) (uid uint32, err error) {
	conn, is := c.(*net.UnixConn)
	if !is {
		return 0, errors.ErrUnsupported
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		return 0, err
	}
	if bad := raw.Control(func(fd uintptr) { uid, err = credential(int(fd)) }); bad != nil {
		return 0, bad
	}
	return uid, err
}
