package door

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// barred reports whether a control character acts on more than the program and
// is therefore no key of ours: Ctrl+V, at which a text input runs the host's
// clipboard program; Ctrl+Z and Ctrl+\, which elsewhere stop or kill a program
// with its screen still up.
func barred(b byte) bool { return b == 0x16 || b == 0x1a || b == 0x1c }

// applicationKey returns the key that ESC O and b stand for in a form that
// Bubble Tea knows, or nothing. It does not know Home and End of the
// application mode that an earlier program may have left on, and would type
// their letter.
func applicationKey(b byte) string {
	switch b {
	case 'A', 'B', 'C', 'D', 'P', 'Q', 'R', 'S': // arrows, F1 to F4
		return "\x1bO" + string(b)
	case 'H', 'F':
		return "\x1b[" + string(b)
	}
	return ""
}

// cursorKey reports whether the bytes after ESC [ are a key: of xterm, the Linux
// console or urxvt, whose sequences make up Bubble Tea's table. What terminals
// answer or report has other shapes: a private mark (device attributes, SGR
// mouse), other final bytes (cursor position R, focus I and O, status n), more
// or longer numbers (mouse, size).
func cursorKey(body []byte) bool {
	final := body[len(body)-1]
	number, modifier, modified := strings.Cut(string(body[:len(body)-1]), ";")
	if modified && (len(modifier) != 1 || modifier[0] < '2' || modifier[0] > '8') {
		return false
	}
	switch {
	case number == "":
		return !modified && strings.IndexByte("ABCDFHZabcd", final) >= 0
	case number == "[":
		return !modified && 'A' <= final && final <= 'E'
	case final == '~':
		return keyNumber(number)
	case final == '^' || final == '$' || final == '@':
		return !modified && keyNumber(number)
	default:
		return modified && number == "1" && strings.IndexByte("ABCDFHPQS", final) >= 0
	}
}

// keyNumber reports whether n names a key: 1 (Home) to 34 (F20).
func keyNumber(n string) bool {
	switch len(n) {
	case 1:
		return '1' <= n[0] && n[0] <= '9'
	case 2:
		return '1' <= n[0] && n[0] <= '3' && '0' <= n[1] && n[1] <= '9'
	}
	return false
}

// keystroke reports whether a read is exactly one key, as a person at a keyboard
// sends it. The end of a paste is not.
func keystroke(read []byte) bool {
	switch n := len(read); {
	case n == 0:
		return false
	case n == 1:
		return read[0] < utf8.RuneSelf
	case read[0] != esc:
		r, size := utf8.DecodeRune(read)
		return size == n && r != utf8.RuneError
	case read[1] == '[':
		return n > 2 && n <= longest && cursorKey(read[2:])
	case read[1] == 'O':
		return n == 3 && applicationKey(read[2]) != ""
	default:
		return n == 2
	}
}

// tail reports whether a read looks like the rest of a sequence whose ESC came
// alone: [ and what may follow it, or ] and the number of an operating system
// command. A person types these one by one.
func tail(read []byte) bool {
	if len(read) < 2 {
		return false
	}
	next := read[1]
	digit := '0' <= next && next <= '9'
	return read[0] == ']' && digit ||
		read[0] == '[' && (digit || bytes.IndexByte([]byte("<=>?[ABCDFHIMOPQSZabcd"), next) >= 0)
}
