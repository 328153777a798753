package clock

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"testing"
	"time"

	"github.com/beevik/ntp"
)

// A packet is an NTP message (RFC 5905 §7.3). The server's answers begin as a
// good one, and a test spoils it.
type packet [48]byte

// stamp writes a time into the eight bytes from i, as seconds since 1900 and 2^32nds.
func (p *packet) stamp(i int, t time.Time) {
	binary.BigEndian.PutUint32(p[i:], uint32(t.Unix()+2_208_988_800))
	binary.BigEndian.PutUint32(p[i+4:], uint32(uint64(t.Nanosecond())<<32/1e9))
}

// Where what stands in a packet.
const reference, origin, received, sent = 16, 24, 32, 40

// timeServer is a small real time server on 127.0.0.1 whose clock says now. It
// answers each question with what answer makes of a good answer; nil is silence.
func timeServer(t *testing.T, now time.Time, answer func(p *packet) []byte) (address string) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan bool)
	go func() {
		defer close(done)
		for {
			var q packet
			n, from, err := conn.ReadFrom(q[:])
			if err != nil {
				return
			}
			if n < len(q) || q[0]&7 != 3 { // 3 is a client
				continue
			}
			p := packet{0: 4<<3 | 4, 1: 2} // version 4, a server, one step from an atomic clock
			copy(p[origin:], q[sent:])
			p.stamp(reference, now.Add(-time.Minute))
			p.stamp(received, now)
			p.stamp(sent, now)
			if a := answer(&p); a != nil {
				_, _ = conn.WriteTo(a, from)
			}
		}
	}()
	t.Cleanup(func() { _ = conn.Close(); <-done })
	return conn.LocalAddr().String()
}

func TestNTP(t *testing.T) {
	for _, ahead := range []time.Duration{0, 3 * s, -3 * s, 15 * s, year, -20 * year} {
		server := timeServer(t, noon, func(p *packet) []byte { return p[:] })
		got, err := NTP(t.Context(), server, func() time.Time { return noon.Add(ahead) })
		// 2^-32 s is less than a nanosecond; two roundings are at most two.
		if err != nil || !got.Known || (got.By-ahead).Abs() > 2 || got.Within != 0 {
			t.Errorf("a clock ahead by %v: %+v, %v", ahead, got, err)
		}
	}
}

// What a slow line may have made of it is said.
func TestNTPSlowLine(t *testing.T) {
	server := timeServer(t, noon, func(p *packet) []byte { return p[:] })
	now := noon.Add(-4 * s)
	got, err := NTP(t.Context(), server, func() time.Time { now = now.Add(4 * s); return now })
	if err != nil || (got.By-2*s).Abs() > 2 || got.Within != 2*s {
		t.Errorf("%+v, %v", got, err)
	}
	if v := Judge(noon, built, noon, got); v != (Verdict{}) {
		t.Errorf("judged %+v", v)
	}
}

// An answer that no clock should be set by is none.
func TestNTPRefusesAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(p *packet) []byte
		want   error
	}{
		"kiss of death":        {func(p *packet) []byte { p[1] = 0; copy(p[12:], "RATE"); return p[:] }, ntp.ErrKissOfDeath},
		"not synchronised":     {func(p *packet) []byte { p[0] |= 3 << 6; return p[:] }, ntp.ErrInvalidLeapSecond},
		"stratum 16":           {func(p *packet) []byte { p[1] = 16; return p[:] }, ntp.ErrInvalidStratum},
		"stopped two days ago": {func(p *packet) []byte { p.stamp(reference, noon.Add(-48*time.Hour)); return p[:] }, ntp.ErrServerClockFreshness},
		"cut off":              {func(p *packet) []byte { return p[:47] }, ntp.ErrInvalidTime},
		"empty":                {func(*packet) []byte { return []byte{} }, ntp.ErrInvalidTime},
		"garbage": {func(p *packet) []byte {
			for i := range p {
				p[i] = 0xa5
			}
			return p[:]
		}, nil},
		"the question sent back": {func(p *packet) []byte { p[0] = 4<<3 | 3; return p[:] }, ntp.ErrInvalidMode},
		// Whoever does not see the question cannot answer it: 64 bits of it come back.
		"to another question": {func(p *packet) []byte { p[origin] ^= 1; return p[:] }, ntp.ErrServerResponseMismatch},
	} {
		server := timeServer(t, noon, c.answer)
		got, err := NTP(t.Context(), server, func() time.Time { return noon })
		if err == nil || c.want != nil && !errors.Is(err, c.want) || got != (Offset{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// A server that says nothing does not hold up whoever wants to leave.
func TestNTPSilence(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := timeServer(t, noon, func(*packet) []byte { cancel(); return nil })
	got, err := NTP(ctx, server, func() time.Time { return noon })
	if !errors.Is(err, context.Canceled) || got != (Offset{}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestNTPNoServer(t *testing.T) {
	for _, server := range []string{"", "[::1", "host.invalid:123"} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // no name is looked up outside
		if got, err := NTP(ctx, server, time.Now); err == nil || got != (Offset{}) {
			t.Errorf("%q: %+v, %v", server, got, err)
		}
	}
}
