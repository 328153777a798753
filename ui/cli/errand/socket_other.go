//go:build !(linux || darwin || freebsd)

package errand

import (
	"context"
	"errors"
	"net"
	"time"
)

// Supported reports whether errands can be handed over on this system. Here they
// cannot: Windows has Unix sockets but does not say who is at the other end.
const Supported = false

func announce(string) (net.Listener, func() error, error) {
	return nil, nil, &Error{Text: "listen for errands: not on this system", Advice: closeFirst, Code: 1, err: errors.ErrUnsupported}
}

func reach(context.Context, string, time.Duration) (*net.UnixConn, error) { return nil, nil }

func peer(net.Conn) (uint32, error) { return 0, errors.ErrUnsupported }
