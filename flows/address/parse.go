package address

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Fault is what is wrong with an address. The zero Fault is none.
type Fault int

const (
	None      Fault = iota
	Empty           // nothing but blanks
	TooLong         // more than MaxLength bytes, or more than 64 before the @
	Character       // one that may not stand where it stands: a space, a quote, a letter with an accent
	NoAt            // no @
	TwoAts          // more than one @
	NoName          // nothing before the @
	BadName         // a dot at an end of the name, or two together
	NoDomain        // nothing behind the @
	NoDot           // a domain without a dot, such as "gmail"
	BadDomain       // an empty or overlong label, a hyphen at its end, or a number where .id or .com stands
	Faults          // how many there are, for a table of sentences
)

// String says the fault in English, for logs.
func (f Fault) String() string {
	if f < 0 || f >= Faults {
		return "unknown fault"
	}
	return [Faults]string{
		None:      "no fault",
		Empty:     "empty",
		TooLong:   "too long",
		Character: "character not allowed",
		NoAt:      "no @",
		TwoAts:    "more than one @",
		NoName:    "nothing before the @",
		BadName:   "dot misplaced before the @",
		NoDomain:  "nothing behind the @",
		NoDot:     "no dot in the domain",
		BadDomain: "no such domain can be",
	}[f]
}

// An Error is why [Parse] refused. It never holds the address, nor anything but
// printable ASCII, so it may be shown and logged.
type Error struct {
	Fault Fault

	// Detail is, for Character, that character, or its code as U+202E if it is
	// not printable ASCII; for TooLong, how many bytes there were.
	Detail string
}

// Error implements the error interface.
func (e *Error) Error() string {
	s := "read address: " + e.Fault.String()
	if e.Detail != "" {
		s += fmt.Sprintf(" (%s)", e.Detail)
	}
	return s
}

// Parse reads one address. Blanks around it are dropped; inside, nothing is
// mended. Every error is an [*Error].
func Parse(s string) (Address, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Address{}, &Error{Fault: Empty}
	}
	if len(s) > MaxLength {
		return Address{}, &Error{TooLong, strconv.Itoa(len(s))}
	}
	for i, at := 0, false; i < len(s); i++ {
		switch c := s[i]; {
		case c == '@' && at:
			return Address{}, &Error{Fault: TwoAts}
		case c == '@':
			at = true
		case c == '.', at && inLabel(c), !at && inAtom(c):
		default:
			return Address{}, &Error{Character, name(s[i:])}
		}
	}
	local, domain, at := strings.Cut(s, "@")
	switch {
	case !at:
		return Address{}, &Error{Fault: NoAt}
	case local == "":
		return Address{}, &Error{Fault: NoName}
	case len(local) > maxLocal:
		return Address{}, &Error{TooLong, strconv.Itoa(len(local))}
	case strings.Contains("."+local+".", ".."):
		return Address{}, &Error{Fault: BadName}
	case domain == "":
		return Address{}, &Error{Fault: NoDomain}
	case !strings.Contains(domain, "."):
		return Address{}, &Error{Fault: NoDot}
	case !host(domain):
		return Address{}, &Error{Fault: BadDomain}
	}
	return Address{s}, nil
}

// host reports whether domain, of which every character is allowed, is a host
// name: labels of 1 to 63 with no hyphen at either end (RFC 1035 §2.3.1; a digit
// may begin one since RFC 1123 §2.1), the last not a number, or 10.0.0.1 were
// one.
func host(domain string) bool {
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || len(l) > maxLabel || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

// inLabel reports whether c may stand in a label of a host name.
func inLabel(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-'
}

// inAtom reports whether c may stand in an atom (atext, RFC 5322 §3.2.3).
func inAtom(c byte) bool {
	return inLabel(c) || strings.IndexByte("!#$%&'*+/=?^_`{|}~", c) >= 0
}

// name names the character s begins with so that a terminal cannot be harmed by
// it.
func name(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if r > ' ' && r < 0x7f {
		return string(r)
	}
	return fmt.Sprintf("U+%04X", r)
}
