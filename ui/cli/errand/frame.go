package errand

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// The body of an answer is frames: a byte that says what follows, four that say
// how many bytes of it, most significant first, and those bytes. The end is the
// last frame, an [Error] as JSON, whose code 0 means that all went well.
const (
	frameOut  = 'o'
	frameNote = 'n'
	frameEnd  = 'e'

	frameHead = 1 + 4
	frameMax  = 32 << 10 // longer writes are several frames
)

// errEnded answers a handler's goroutine that writes after its handler returned.
var errEnded = errors.New("the errand has ended")

// sender writes frames. Out and Notes of a request are two doors to one, which
// may be used at once.
type sender struct {
	mu     sync.Mutex
	w      io.Writer
	flush  func() error
	failed func() // called once, with the first error
	buf    []byte // head and payload, so that a frame is one write
	err    error
}

func newSender(w io.Writer, flush func() error, failed func()) *sender {
	return &sender{w: w, flush: flush, failed: failed, buf: make([]byte, frameHead+frameMax)}
}

func (s *sender) out() io.Writer   { return door{s, frameOut} }
func (s *sender) notes() io.Writer { return door{s, frameNote} }

// end sends how it ended. Whatever is written afterwards is refused.
func (s *sender) end(e Error) error {
	p, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = s.send(frameEnd, p)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = errEnded
	return err
}

func (s *sender) send(kind byte, p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for first := true; s.err == nil && (len(p) > 0 || first && kind == frameEnd); first = false {
		part := p[:min(len(p), frameMax)]
		s.buf[0] = kind
		binary.BigEndian.PutUint32(s.buf[1:], uint32(len(part)))
		copy(s.buf[frameHead:], part)
		if _, err := s.w.Write(s.buf[:frameHead+len(part)]); err != nil {
			s.fail(err)
			break
		}
		n, p = n+len(part), p[len(part):]
	}
	if s.err == nil && kind != frameOut {
		if err := s.flush(); err != nil {
			s.fail(err)
		}
	}
	return n, s.err
}

func (s *sender) fail(err error) {
	s.err = err
	s.failed()
}

type door struct {
	s    *sender
	kind byte
}

func (d door) Write(p []byte) (int, error) { return d.s.send(d.kind, p) }

// writeError is an error of the side that shows the results, and not of the
// connection.
type writeError struct{ error }

func (e *writeError) Unwrap() error { return e.error }

// relay reads frames, writes what they hold, and returns the end: nil if all went
// well, else an *Error. A stream without an end is ErrCut, and one that cannot be
// a stream of frames is ErrCut too: what it says cannot be relied upon.
func relay(r io.Reader, out, notes io.Writer) error {
	buf := make([]byte, frameMax)
	for {
		var head [frameHead]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return fmt.Errorf("%w: %w", ErrCut, err)
		}
		n := binary.BigEndian.Uint32(head[1:])
		if n > frameMax {
			return fmt.Errorf("%w: a frame of %d bytes, where %d is the most", ErrCut, n, frameMax)
		}
		p := buf[:n]
		if _, err := io.ReadFull(r, p); err != nil {
			return fmt.Errorf("%w: %w", ErrCut, err)
		}
		var err error
		switch head[0] {
		case frameOut:
			_, err = out.Write(p)
		case frameNote:
			_, err = notes.Write(p)
		case frameEnd:
			return readEnd(p)
		default:
			return fmt.Errorf("%w: a frame of unknown kind %#x", ErrCut, head[0])
		}
		if err != nil {
			return &writeError{err}
		}
	}
}

func readEnd(p []byte) error {
	var e Error
	if err := json.Unmarshal(p, &e); err != nil {
		return fmt.Errorf("%w: read the end: %w", ErrCut, err)
	}
	switch {
	case e.Code == 0:
		return nil
	case e.Code < 0 || e.Code > 255:
		return fmt.Errorf("%w: an end with code %d", ErrCut, e.Code)
	}
	return &e
}
