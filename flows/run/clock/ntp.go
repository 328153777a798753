package clock

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/beevik/ntp"
)

// Timeout is how long an answer is waited for, the look-up of the server's name
// included.
const Timeout = 5 * time.Second

// NTP asks a server, as "host" or "host:port", how far off the clock now is: one
// question of NTPv4 (RFC 5905), and an answer that is the server's first and only
// chance. An answer that no clock should be set by is an error: from a server that
// is not synchronised itself, that sends us away (kiss of death), whose time is
// old, or to a question nobody asked.
//
// An error says nothing about the clock.
func NTP(ctx context.Context, server string, now func() time.Time) (Offset, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	r, err := ntp.QueryWithOptions(server, ntp.QueryOptions{
		Timeout:       Timeout,
		GetSystemTime: now,
		// The library's own dialer looks the name up without end and knows no
		// context.
		Dialer: func(_, remote string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, "udp", remote)
			if err != nil {
				return nil, err
			}
			context.AfterFunc(ctx, func() { _ = conn.Close() }) // which ends the reading
			return conn, nil
		},
	})
	if err == nil {
		err = r.Validate()
	}
	if err != nil {
		if errors.Is(err, net.ErrClosed) { // by us
			err = ctx.Err()
		}
		return Offset{}, fmt.Errorf("ask time server %q: %w", server, err)
	}
	// The library says what to add to the clock, which is the other way round.
	return Offset{Known: true, By: -r.ClockOffset, Within: r.RTT / 2}, nil
}
