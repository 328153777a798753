package door

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// stream draws what a terminal might send, in and out of order.
var stream = rapid.Custom(func(t *rapid.T) string {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			pasteStart, pasteEnd, "\x1b", "\x1b[A", "\x1bOP", "\x1b[[A", "\x1b[1;5C", "\r", "\n", "\t",
			"\x1b]11;rgb:0/0/0", "\x1bP1$r", "\x1b\\", "\a", "\x1b[<0;1;1M", "\x1b[M !!", "\x1b[I", "\x1b[24;80R",
			"\x03", "\x16", "\x1a", "\x1c", "é", "码", "\xe7", "\xa0", "\xff", "\u009b", "[", "O", "]", "20", "~",
		}),
		rapid.StringMatching(`[ -~]{1,30}`),
		rapid.Map(rapid.IntRange(Limit-9, Limit+9), func(n int) string { return strings.Repeat("x", n) }),
	)
	return strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), "")
})

// How a stream is cut into reads must not matter, except where a read that was
// not full ends in ESC, which is a key then.
func TestReadsDoNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := stream.Draw(t, "stream")
		full := rapid.Bool().Draw(t, "reads are full")
		var (
			whole, cut sieve
			got        []byte
		)
		want := bytes.Clone(whole.push([]byte(in), false, no))
		for rest := in; ; {
			n := rapid.IntRange(0, min(len(rest), 300)).Draw(t, "read")
			for !full && n > 0 && n < len(rest) && rest[n-1] == esc {
				n++
			}
			last := n == len(rest)
			got = append(got, cut.push([]byte(rest[:n]), full && !last, no)...)
			if rest = rest[n:]; last {
				break
			}
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("%q passed as %q, in one read as %q", in, got, want)
		}
	})
}

// reads is a terminal that gives a stream in reads of the sizes given.
type reads struct {
	rest  []byte
	sizes []byte
}

func (r *reads) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := len(p)
	if len(r.sizes) > 0 {
		n, r.sizes = min(n, int(r.sizes[0])), r.sizes[1:]
	}
	n = copy(p[:n], r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// allowed is everything that may pass outside a paste.
var allowed = regexp.MustCompile(`^(` +
	`\x1b\[(\[[A-E]|[A-DFHZa-d]|1;[2-8][A-DFHPQS]|[0-9]{1,2}(;[2-8])?~|[0-9]{1,2}[$@^])` +
	`|\x1bO[A-DP-S]` +
	`|\x1b[^\x16\x1a\x1b\x1c\x80-\x{10ffff}]` +
	`|\x1b$` +
	`|[^\x16\x1a\x1b\x1c\x80-\x9f]` +
	`)`)

func FuzzReader(f *testing.F) {
	f.Add([]byte("halo\x1b[A\r"), []byte{1, 2, 3}, false)
	f.Add([]byte("\x1b[200~a\x1b[201~\x1b]11;rgb:0/0/0\x1b\\x"), []byte{}, true)
	f.Add([]byte(pasteStart+strings.Repeat("a\r", Limit)+pasteStart+"b"+pasteEnd), []byte{200, 1, 1}, true)
	f.Add([]byte("\x1b"+pasteStart[1:]+"\xe7\xa0\x81\x1b[M\xff\xff\xff"), []byte{1, 7, 1, 1}, false)
	f.Fuzz(func(t *testing.T, in, sizes []byte, alone bool) {
		r := NewReader(&reads{bytes.Clone(in), sizes})
		r.alone = func() bool { return alone }
		var (
			total int
			open  = -1 // bytes of the paste that is open, -1 for none
			buf   [256]byte
		)
		for {
			n, err := r.Read(buf[:])
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || n == len(buf) || len(r.rest) > 0 {
				t.Fatalf("read %d bytes, %d left over, %v", n, len(r.rest), err)
			}
			total += n
			for out := string(buf[:n]); out != ""; {
				if open >= 0 {
					text, rest, ended := strings.Cut(out, pasteEnd)
					if open += len(text); open > Limit || strings.ContainsFunc(text, notPasted) {
						t.Fatalf("pasted %q, %d bytes", text, open)
					}
					if out = rest; ended {
						open = -1
					}
					continue
				}
				if rest, ok := strings.CutPrefix(out, pasteStart); ok {
					open, out = 0, rest
					continue
				}
				m := allowed.FindString(out)
				if m == "" || !utf8.ValidString(m) {
					t.Fatalf("%q passed, which is no key", out)
				}
				out = out[len(m):]
			}
		}
		if total > 2*len(in)+len(pasteEnd) {
			t.Fatalf("%d bytes became %d", len(in), total)
		}
		select {
		case <-r.Gone():
		default:
			t.Fatal("the end of the input was not told")
		}
	})
}

func notPasted(r rune) bool {
	return r < ' ' && r != '\t' && r != '\r' && r != '\n' || 0x7f <= r && r < 0xa0 || r == utf8.RuneError
}

// Bubble Tea keeps what it has of an unfinished paste and looks at all of it
// again at every read. How much it looks at is what it costs: 4 MiB took 18.8 s.
func TestEndlessPasteIsCheap(t *testing.T) {
	t.Parallel()
	const size = 4 << 20
	r := NewReader(io.MultiReader(strings.NewReader(pasteStart), io.LimitReader(letters{}, size)))
	r.alone = no
	var (
		looked, kept, passed int
		buf                  [256]byte
	)
	for {
		n, err := r.Read(buf[:])
		if err != nil {
			break
		}
		passed += n
		kept += n
		looked += kept
		if bytes.Contains(buf[:n], []byte(pasteEnd)) {
			kept = 0
		}
	}
	if want := len(pasteStart) + Limit + len(pasteEnd); passed != want {
		t.Errorf("%d bytes passed, want %d", passed, want)
	}
	if most := 20 * Limit; looked > most {
		t.Errorf("Bubble Tea looks at %d bytes, want at most %d", looked, most)
	}
}

// letters never ends.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func BenchmarkSieve(b *testing.B) {
	in := bytes.Repeat([]byte("halo \x1b[A 码\r"), 16)
	var s sieve
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		s.push(in, false, no)
	}
}
