//go:build unix

package door

import (
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"golang.org/x/sys/unix"
)

// line returns a Door to a line that keeps what is sent in the pieces it was
// sent in: a pair of datagram sockets.
func line(t *testing.T, pieces ...string) *Door {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	in, out := os.NewFile(uintptr(pair[0]), "near"), os.NewFile(uintptr(pair[1]), "far")
	t.Cleanup(func() {
		_ = in.Close()
		_ = out.Close()
	})
	for _, p := range pieces {
		if _, err := out.WriteString(p); err != nil {
			t.Fatal(err)
		}
	}
	return New(in)
}

// A door looks whether a key in the middle of something is the last thing there
// is.
func TestDoorLooksBehind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"a piece of a paste", []string{pasteStart + "ab", "\r", "c" + pasteEnd}, pasteStart + "ab\rc" + pasteEnd},
		{"a person", []string{pasteStart + "ab", "\r"}, pasteStart + "ab" + pasteEnd + "\r"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := line(t, c.in...)
			var got strings.Builder
			for range c.in {
				var buf [256]byte
				n, err := d.Read(buf[:])
				if err != nil {
					t.Fatal(err)
				}
				got.Write(buf[:n])
			}
			if got.String() != c.want {
				t.Errorf("passed as %q, want %q", got.String(), c.want)
			}
		})
	}
}

// stutter says EAGAIN, as a terminal does that another program made
// non-blocking, then gives a key and ends.
type stutter struct{ n int }

func (s *stutter) Read(p []byte) (int, error) {
	switch s.n++; s.n {
	case 1:
		return 0, &os.PathError{Op: "read", Path: "/dev/stdin", Err: syscall.EAGAIN}
	case 2:
		return copy(p, "a"), nil
	}
	return 0, &os.PathError{Op: "read", Path: "/dev/stdin", Err: syscall.EIO}
}

func TestReaderErrors(t *testing.T) {
	t.Parallel()
	r := NewReader(&stutter{})
	var buf [256]byte
	if n, err := r.Read(buf[:]); n != 0 || err != nil {
		t.Errorf("not ready: read %d, %v; want to be asked again", n, err)
	}
	if n, err := r.Read(buf[:]); n != 1 || err != nil {
		t.Errorf("a key: read %d, %v", n, err)
	}
	select {
	case <-r.Gone():
		t.Error("gone too early")
	default:
	}
	for range 2 {
		if n, err := r.Read(buf[:]); n != 0 || !errors.Is(err, io.EOF) {
			t.Errorf("hung up: read %d, %v; want %v", n, err, io.EOF)
		}
	}
	<-r.Gone()
}

// Nothing is lost in a buffer of any size, nor in a last read that comes with
// its error.
func TestReaderBuffers(t *testing.T) {
	t.Parallel()
	const in = "halo \x1b[A\x1b]11;rgb:0/0/0\a" + pasteStart + "码" + pasteEnd + "\r"
	const want = "halo \x1b[A" + pasteStart + "码" + pasteEnd + "\r"
	for _, from := range []io.Reader{
		strings.NewReader(in),
		iotest.DataErrReader(strings.NewReader(in)),
	} {
		got, err := io.ReadAll(iotest.OneByteReader(NewReader(from)))
		if string(got) != want || err != nil {
			t.Errorf("read %q, %v; want %q", got, err, want)
		}
	}
}
