package door

import (
	"strings"
	"testing"
)

func yes() bool { return true }
func no() bool  { return false }

// sift sieves reads, with or without something behind each.
func sift(alone func() bool, reads ...string) string {
	var (
		s   sieve
		all strings.Builder
	)
	for _, r := range reads {
		all.Write(s.push([]byte(r), false, alone))
	}
	return all.String()
}

func TestWhatPasses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"text", "Budi, 19900101 é 码 🙂", "Budi, 19900101 é 码 🙂"},
		{"enter, tab, backspace", "\r\n\t\x7f\b", "\r\n\t\x7f\b"},
		{"ctrl+c and friends", "\x01\x03\x04\x15\x17", "\x01\x03\x04\x15\x17"},
		{"ctrl+z, ctrl+backslash, ctrl+v", "a\x1ab\x1cc\x16d", "abcd"},
		{"the same with alt", "a\x1b\x1ab\x1b\x1cc\x1b\x16d", "abcd"},
		{"esc", "\x1b", "\x1b"},
		{"text and esc", "a\x1b", "a\x1b"},
		{"esc twice", "\x1b\x1b", "\x1b"},
		{"alt+f", "\x1bf", "\x1bf"},
		{"alt and a letter outside ASCII", "\x1bé", "é"},
		{"bytes that are no UTF-8", "a\xff\xc3b\xe7\xa0c\x80\xf8\xed\xa0\x80d", "abcd"},
		{"C1 controls", "a\u009bb\u0085c\x9bd", "abcd"},
		{"replacement character", "a\ufffdb", "ab"},

		{"arrows", "\x1b[A\x1b[B\x1b[C\x1b[D", "\x1b[A\x1b[B\x1b[C\x1b[D"},
		{"arrows of the application mode", "\x1bOA\x1bOD", "\x1bOA\x1bOD"},
		{"home and end of the application mode", "\x1bOH\x1bOF", "\x1b[H\x1b[F"},
		{"keypad of the application mode", "1\x1bOM2\x1bO5P3", "123"},
		{"page keys, delete", "\x1b[5~\x1b[6~\x1b[3~\x1b[1~\x1b[4~", "\x1b[5~\x1b[6~\x1b[3~\x1b[1~\x1b[4~"},
		{"shift+tab", "\x1b[Z", "\x1b[Z"},
		{"modified", "\x1b[1;5C\x1b[5;3~\x1b[1;2P", "\x1b[1;5C\x1b[5;3~\x1b[1;2P"},
		{"function keys of xterm", "\x1bOP\x1bOQ\x1b[15~\x1b[24~", "\x1bOP\x1bOQ\x1b[15~\x1b[24~"},
		{"function keys of the Linux console", "\x1b[[A\x1b[[E", "\x1b[[A\x1b[[E"},
		{"keys of urxvt", "\x1b[7~\x1b[8^\x1b[a", "\x1b[7~\x1b[8^\x1b[a"},

		{"background colour", "a\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\b", "ab"},
		{"the same, ended by BEL", "a\x1b]11;rgb:1e1e/1e1e/1e1e\ab", "ab"},
		{"clipboard", "a\x1b]52;c;cm0gLXJm\ab", "ab"},
		{"a title with a newline in it", "a\x1b]lrm\r-rf\x1b\\b", "ab"},
		{"DCS, APC, PM, SOS", "a\x1bP1$r0m\x1b\\b\x1b_Gi=1;OK\x1b\\c\x1b^x\x1b\\d\x1bXx\x1b\\e", "abcde"},
		{"a key in the middle of a reply", "a\x1b]11;rgb\x1b[Ab", "a\x1b[Ab"},
		{"an end without a reply", "a\x1b\\b", "ab"},
		{"cursor position", "a\x1b[24;80Rb", "ab"},
		{"device attributes", "a\x1b[?62;22cb\x1b[>1;10;0c", "ab"},
		{"status, size, mode", "a\x1b[0nb\x1b[8;24;80tc\x1b[?2026;2$yd", "abcd"},
		{"keyboard protocols we never ask for", "a\x1b[97;5ub\x1b[27;5;13~c", "abc"},
		{"focus", "a\x1b[Ib\x1b[Oc", "abc"},
		{"mouse, SGR", "a\x1b[<0;10;20Mb\x1b[<0;10;20mc", "abc"},
		{"mouse, X10", "a\x1b[M !!b\x1b[M\xa0\xff!c", "abc"},
		{"mouse, urxvt", "a\x1b[32;10;20Mb", "ab"},
		{"a report far too long", "a\x1b[" + strings.Repeat("1;", 5000) + "mb", "ab"},
		{"a sequence broken off by a key", "a\x1b[12\rb\x1bO\tc\x1b[M\rd", "a\rb\tc\rd"},

		{"paste", "\x1b[200~kata sandi\x1b[201~x", "\x1b[200~kata sandi\x1b[201~x"},
		{"paste, empty", "\x1b[200~\x1b[201~", "\x1b[200~\x1b[201~"},
		{"paste of lines", "\x1b[200~a\rb\nc\td\x1b[201~", "\x1b[200~a\rb\nc\td\x1b[201~"},
		{"paste with controls", "\x1b[200~a\x03b\x16c\x00d\x7fe\u009bf\x1b[201~", "\x1b[200~abcdef\x1b[201~"},
		{"paste with colours", "\x1b[200~a\x1b[31mb\x1b\x1b[20c\x1b[201~", "\x1b[200~a[31mb[20c\x1b[201~"},
		{"paste that is no UTF-8", "\x1b[200~a\xffb\xe7\x1b[201~", "\x1b[200~ab\x1b[201~"},
		{"paste in a paste", "\x1b[200~a\x1b[200~b\x1b[201~\r", "\x1b[200~ab\x1b[201~\r"},
		{"an end without a paste", "a\x1b[201~b", "ab"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := sift(no, c.in); got != c.want {
				t.Errorf("%q passed as %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestLongPaste(t *testing.T) {
	t.Parallel()
	full := strings.Repeat("a", Limit)
	for _, c := range []struct{ name, in, want string }{
		{"at the limit", full, full},
		{"one more", full + "b", full},
		{"ten times as long, with lines", full + strings.Repeat("b\r", Limit), full},
		{"half a character at the limit", full[1:] + "é" + "b", full[1:]},
		{"controls count", strings.Repeat("\x00", Limit) + "b", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := sift(no, pasteStart+c.in+pasteEnd+"\r")
			if want := pasteStart + c.want + pasteEnd + "\r"; got != want {
				t.Errorf("passed %d bytes ending in %q, want %d", len(got), got[max(0, len(got)-20):], len(want))
			}
		})
	}
	t.Run("a second after one without an end", func(t *testing.T) {
		t.Parallel()
		got := sift(no, pasteStart+full+"rest\r", pasteStart+"b"+pasteEnd)
		if want := pasteStart + full + pasteEnd + pasteStart + "b" + pasteEnd; got != want {
			t.Errorf("passed %d bytes, want %d", len(got), len(want))
		}
	})
}

// A single key with nothing behind it ends what is unfinished; anything else is
// taken for its continuation.
func TestUnfinished(t *testing.T) {
	t.Parallel()
	const rest = pasteStart + "abc" + pasteEnd
	long := strings.Repeat("a", Limit)
	for _, c := range []struct {
		name  string
		alone func() bool
		in    []string
		want  string
	}{
		{"enter after half a paste", yes, []string{pasteStart + "abc", "\r"}, rest + "\r"},
		{"esc after half a paste", yes, []string{pasteStart + "abc", "\x1b"}, rest + "\x1b"},
		{"arrow after half a paste", yes, []string{pasteStart + "abc", "\x1b[A"}, rest + "\x1b[A"},
		{"alt+f after half a paste", yes, []string{pasteStart + "abc", "\x1bf"}, rest + "\x1bf"},
		{"é after half a paste", yes, []string{pasteStart + "abc", "é"}, rest + "é"},
		{"more of the paste", yes, []string{pasteStart + "a", "bc", "", pasteEnd + "\r"}, rest + "\r"},
		{"the end of the paste alone", yes, []string{pasteStart + "abc", pasteEnd, "\r"}, rest + "\r"},
		{"the end of the paste in two", yes, []string{pasteStart + "abc", "\x1b[201", "~", "\r"}, rest + "\r"},
		{"one byte of a paste with more behind", no, []string{pasteStart + "ab", "c", pasteEnd}, rest},
		{"enter after the cut", yes, []string{pasteStart + long + "rest", "\r"}, pasteStart + long + pasteEnd + "\r"},
		{"a line after the cut, more behind", no, []string{pasteStart + long + "rest", "\r", "x" + pasteEnd, "\r"}, pasteStart + long + pasteEnd + "\r"},
		{"alt+p and a letter", yes, []string{"\x1bP", "a", "b"}, "ab"},
		{"alt+[ and a NIP", yes, []string{"\x1b[", "1", "9", "9"}, "199"},
		{"alt+o and an arrow", yes, []string{"\x1bO", "\x1b[A"}, "\x1b[A"},
		{"half a mouse report and a letter", yes, []string{"\x1b[M ", "a"}, "a"},
		{"a reply in pieces", yes, []string{"\x1b]11;rgb", ":1e1e", "\x1b\\", "a"}, "a"},
		{"a reply whose end is cut", yes, []string{"\x1b]11;rgb", "12\x1b", "\\", "a"}, "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := sift(c.alone, c.in...); got != c.want {
				t.Errorf("%.60q passed as %.60q, want %.60q", c.in, got, c.want)
			}
		})
	}
}

func TestEscAtTheEndOfARead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"esc, later letters", []string{"\x1b", "OP"}, "\x1bOP"},
		{"esc, later a bracket", []string{"\x1b", "[", "A"}, "\x1b[A"},
		{"a paste whose ESC came alone", []string{"\x1b", "[200~a\rb\x1b[201~"}, "\x1b\x1b[200~a\rb\x1b[201~"},
		{"a reply whose ESC came alone", []string{"\x1b", "]11;rgb:1e\ax"}, "\x1bx"},
		{"a position whose ESC came alone", []string{"\x1b", "[24;80R", "x"}, "\x1bx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := sift(no, c.in...); got != c.want {
				t.Errorf("%q passed as %q, want %q", c.in, got, c.want)
			}
		})
	}
	t.Run("at once", func(t *testing.T) {
		t.Parallel()
		var s sieve
		if got := string(s.push([]byte("\x1b"), false, no)); got != "\x1b" {
			t.Errorf("Esc passed as %q", got)
		}
	})
	t.Run("but not when the read was full", func(t *testing.T) {
		t.Parallel()
		var s sieve
		if got := string(s.push([]byte("a\x1b"), true, no)); got != "a" {
			t.Errorf("passed as %q, want ESC held", got)
		}
		if got := string(s.push([]byte("[A"), false, no)); got != "\x1b[A" {
			t.Errorf("then as %q", got)
		}
	})
}
