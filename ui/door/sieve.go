package door

import (
	"strings"
	"unicode/utf8"
)

// Limit is the longest paste that passes, in bytes of its text. Ours never need
// more than a password's 128 characters; 4 KiB leaves room for a pasted letter
// to be shown and refused, and keeps Bubble Tea's rescanning of an unfinished
// paste, which is quadratic, too small to notice.
const Limit = 4096

// longest is the longest escape sequence that can still be a key, in bytes; the
// longest of Bubble Tea's table has 7. Anything longer is dropped unread.
const longest = 12

const esc = '\x1b'

// The marks around a paste (xterm's ctlseqs, "Bracketed Paste Mode").
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// A state says what the sieve is in the middle of.
type state int

const (
	typing state = iota // nothing: the next byte begins a key
	escape              // ESC, and what comes next decides
	csi                 // ESC [
	ss3                 // ESC O
	over                // a sequence that is no key, until its final byte
	mouse               // the three bytes after ESC [ M
	reply               // OSC, DCS, SOS, PM or APC, until BEL or ST
	paste               // between the marks
	spill               // the same, after the cut
)

// A sieve turns what a terminal sends into what Bubble Tea may see, one byte at
// a time and never looking back, so its work is linear in its input. It follows
// the shape of ECMA-48 and of the VT500 parser (Paul Williams' state diagram),
// but knows keys only.
type sieve struct {
	at    state
	held  []byte // an escape sequence as far as it has come, at most longest bytes
	part  []byte // a UTF-8 character as far as it has come
	left  int    // bytes of a mouse report still to come
	size  int    // bytes of the paste so far
	loose bool   // the last read ended in ESC, which went out as the Esc key
	out   []byte // what passed of this read
}

// push sieves one read and returns what passed, valid until the next push. Its
// output ends between keys, so that Bubble Tea, which takes the end of a read
// for the end of a key, is never wrong; except inside a paste, where it waits
// for the mark.
//
// more says that the read was filled to the brim and may continue in the next
// one. alone is asked, rarely, whether nothing follows what was read.
func (s *sieve) push(read []byte, more bool, alone func() bool) []byte {
	s.out = s.out[:0]
	if s.unfinished() && keystroke(read) && alone() {
		s.finish()
	}
	// The Esc key may have been the first byte of a sequence whose rest came
	// later, over a slow line. Its rest must not be typed.
	if s.loose && tail(read) {
		s.begin(escape)
	}
	s.loose = false
	for _, b := range read {
		s.step(b)
	}
	// ESC at the end of a read is the Esc key: a sequence comes in one piece
	// nearly always, and a person who presses Esc must not wait.
	if s.at == escape && !more {
		s.at = typing
		s.out = append(s.out, esc)
		s.loose = true
	}
	return s.out
}

// unfinished reports whether the sieve waits for the rest of something that may
// never come. In the middle of a mark it does not count, nor in a character:
// those resolve themselves at the next byte.
func (s *sieve) unfinished() bool {
	switch s.at {
	case typing, escape:
		return false
	case paste, spill, reply:
		return len(s.held) == 0
	default:
		return true
	}
}

// finish ends whatever is unfinished.
func (s *sieve) finish() {
	if s.at == paste {
		s.out = append(s.out, pasteEnd...)
	}
	s.begin(typing)
}

// begin forgets what was held and moves to a state.
func (s *sieve) begin(at state) {
	s.at, s.held, s.part = at, s.held[:0], s.part[:0]
}

// step takes one byte.
func (s *sieve) step(b byte) {
	switch s.at {
	case typing:
		s.typed(b)
	case escape:
		s.escaped(b)
	case csi, ss3, over:
		s.sequenced(b)
	case mouse:
		s.moused(b)
	case reply:
		s.replied(b)
	case paste, spill:
		s.pasted(b)
	}
}

// typed takes a byte between keys.
func (s *sieve) typed(b byte) {
	switch {
	case b == esc:
		s.begin(escape)
	case b >= utf8.RuneSelf:
		s.character(b)
	default:
		s.part = s.part[:0]
		if !barred(b) {
			s.pass(b)
		}
	}
}

// escaped takes the byte after ESC.
func (s *sieve) escaped(b byte) {
	s.begin(typing)
	switch {
	case b == esc:
		s.begin(escape) // Esc pressed twice is Esc; Bubble Tea would read Alt+Esc
	case b == '[':
		s.begin(csi)
	case b == 'O':
		s.begin(ss3)
	case b == ']' || b == 'P' || b == 'X' || b == '^' || b == '_':
		s.begin(reply)
	case b == '\\': // the end of a reply that has ended already
	case b >= utf8.RuneSelf:
		s.character(b)
	case !barred(b):
		s.pass(esc, b) // Alt and a key
	}
}

// sequenced takes a byte of a control sequence (ESC [ or ESC O).
func (s *sieve) sequenced(b byte) {
	linux := s.at == csi && len(s.held) == 0 && b == '[' // ESC [ [ A is F1 on the Linux console
	switch {
	case b < ' ' || b >= 0x7f: // no such byte is in a sequence: it was not one
		s.begin(typing)
		s.typed(b)
	case b < '@' || linux:
		switch {
		case s.at == ss3, len(s.held) == longest:
			s.at = over
		case s.at == csi:
			s.held = append(s.held, b)
		}
	default:
		at, body := s.at, append(s.held, b)
		s.begin(typing)
		s.sequence(at, body)
	}
}

// sequence judges a whole control sequence by the bytes after its introducer.
func (s *sieve) sequence(at state, body []byte) {
	switch {
	case at == over:
	case at == ss3:
		s.pass([]byte(applicationKey(body[0]))...)
	case string(body) == pasteStart[2:]:
		s.open()
	case string(body) == "M":
		s.begin(mouse)
		s.left = 3
	case cursorKey(body):
		s.pass(esc, '[')
		s.pass(body...)
	}
}

// moused takes a byte of X10's mouse report. Each is 32 plus a button or a
// place, and may be any byte from there up.
func (s *sieve) moused(b byte) {
	if b < ' ' {
		s.begin(typing)
		s.typed(b)
		return
	}
	if s.left--; s.left == 0 {
		s.begin(typing)
	}
}

// replied takes a byte of a reply, which goes nowhere whatever it holds.
func (s *sieve) replied(b byte) {
	switch {
	case len(s.held) > 0: // an ESC: the end of the reply, or the start of something else
		s.escaped(b)
	case b == esc:
		s.held = append(s.held, b)
	case b == '\a':
		s.begin(typing)
	}
}

// pasted takes a byte of a paste, before the cut or after it.
func (s *sieve) pasted(b byte) {
	if len(s.held) > 0 {
		seen := string(append(s.held, b))
		switch {
		case seen == pasteEnd:
			s.finish()
			return
		case seen == pasteStart:
			s.pastedAgain()
			return
		case strings.HasPrefix(pasteEnd, seen), strings.HasPrefix(pasteStart, seen):
			s.held = append(s.held, b)
			return
		}
		// Not a mark after all: ESC, which is dropped, and some text.
		s.held = s.held[:0]
		s.paste()
		for i := 1; i < len(seen)-1; i++ {
			s.paste(seen[i])
		}
	}
	switch {
	case b == esc:
		s.part = s.part[:0]
		s.held = append(s.held, b)
	case b >= utf8.RuneSelf:
		s.character(b)
	case b < ' ' && b != '\n' && b != '\r' && b != '\t', b == 0x7f:
		s.part = s.part[:0]
		s.paste()
	default:
		s.part = s.part[:0]
		s.paste(b)
	}
}

// pastedAgain takes the start of a paste inside a paste: the first had no end,
// since a terminal strips ESC from what it pastes. Before the cut the two become
// one; after it the second has a right to be seen.
func (s *sieve) pastedAgain() {
	if s.at == spill {
		s.open()
	}
	s.held = s.held[:0]
}

// open begins a paste.
func (s *sieve) open() {
	s.begin(paste)
	s.size = 0
	s.pass([]byte(pasteStart)...)
}

// paste counts one thing pasted, and lets its text through until the limit. A
// thing without text was dropped, but counts as well: the limit is also the
// most that an unfinished paste can swallow unseen.
func (s *sieve) paste(text ...byte) {
	s.size += max(len(text), 1)
	if s.at == paste && s.size > Limit {
		s.at = spill
		s.pass([]byte(pasteEnd)...)
	}
	if s.at == paste {
		s.pass(text...)
	}
}

// character takes a byte of a character outside ASCII. Half a character waits
// for the other half; bytes that are no UTF-8 are dropped, and so are the C1
// controls and U+FFFD, which Bubble Tea cannot tell from an error.
func (s *sieve) character(b byte) {
	s.part = append(s.part, b)
	for len(s.part) > 0 && utf8.FullRune(s.part) {
		r, n := utf8.DecodeRune(s.part)
		text := s.part[:n]
		if r == utf8.RuneError || r < 0xa0 {
			text = nil
		}
		if s.at == typing {
			s.pass(text...)
		} else {
			s.paste(text...)
		}
		s.part = append(s.part[:0], s.part[n:]...)
	}
}

// pass lets bytes through.
func (s *sieve) pass(p ...byte) { s.out = append(s.out, p...) }
