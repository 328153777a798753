package captcha

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"aktivasi/flows"
)

func TestAlphabet(t *testing.T) {
	t.Parallel()
	for i, c := range Alphabet {
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z') {
			t.Errorf("%q is neither a letter nor a digit of ASCII", c)
		}
		if strings.ContainsRune(Alphabet[:i], c) {
			t.Errorf("%q is there twice, so it would be drawn twice as often", c)
		}
	}
	for _, pair := range strings.Fields("cC oO sS vV wW xX zZ kK pP uU yY") {
		if strings.ContainsAny(Alphabet, pair) {
			t.Errorf("%s differ only by size, and one of them is in", pair)
		}
	}
	for _, alike := range strings.Fields("0Oo 1lI 5S 2Z 8B 6G 9gq") {
		var in []string
		for _, c := range alike {
			if strings.ContainsRune(Alphabet, c) {
				in = append(in, string(c))
			}
		}
		if len(in) > 1 {
			t.Errorf("%q look alike, and all are in", in)
		}
	}
	if i := strings.IndexAny(Alphabet, "aeiouAEIOU"); i >= 0 {
		t.Errorf("%q lets words appear", Alphabet[i])
	}
}

// Every number is as likely as every other: fed each byte once, below gives each
// number the same count.
func TestBelowIsFair(t *testing.T) {
	t.Parallel()
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	for _, n := range []int{1, top, len(Alphabet), 255, 256} {
		count := make([]int, n)
		for r := bytes.NewReader(every); ; {
			v, err := below(r, n)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("below %d: %v", n, err)
			}
			count[v]++
		}
		for v, times := range count {
			if times != 256/n {
				t.Errorf("below %d: %d came %d times in 256, want %d", n, v, times, 256/n)
			}
		}
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	c, err := New(strings.NewReader("\x00\x01\x13\xff\x14\x05SEEDSEED"), false)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Letters.Reveal(), "23t29"; got != want { // 0xff is thrown away, 0x14 is 20 and starts again
		t.Errorf("letters %q, want %q", got, want)
	}
	if c.Sum() || c.Seed != 0x4445455344454553 {
		t.Errorf("sum %v, seed %#x", c.Sum(), c.Seed)
	}

	c, err = New(strings.NewReader("\x00\xfc\x08"), true) // 252 is 9 × 28, so thrown away
	if err != nil {
		t.Fatal(err)
	}
	if c.A != 1 || c.B != 9 || !c.Sum() || !c.Letters.Empty() {
		t.Errorf("%d and %d, letters %v; want 1 and 9 and none", c.A, c.B, !c.Letters.Empty())
	}
}

// Without chance there is no captcha, rather than one that can be foreseen.
func TestNewWithoutChance(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, sum := range []bool{false, true} {
		for n := range Length + 8 {
			if sum && n >= 2 {
				break
			}
			r := io.MultiReader(strings.NewReader(strings.Repeat("\x00", n)), iotest.ErrReader(broken))
			if c, err := New(r, sum); !errors.Is(err, broken) || c != (flows.Captcha{}) {
				t.Errorf("sum %v, broken after %d bytes: %v", sum, n, err)
			}
		}
		if _, err := New(same(0xff), sum); !errors.Is(err, errStuck) {
			t.Errorf("sum %v, only 0xff: %v", sum, err)
		}
	}
}

// same is a source of chance that got stuck.
type same byte

func (s same) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(s)
	}
	return len(p), nil
}

func TestRight(t *testing.T) {
	t.Parallel()
	var (
		letters = flows.Captcha{Letters: flows.Hide("hR4fT"), Seed: 1}
		sum     = flows.Captcha{A: 7, B: 2}
	)
	for _, tt := range []struct {
		name  string
		c     flows.Captcha
		typed string
		want  bool
	}{
		{"as shown", letters, "hR4fT", true},
		{"blanks around", letters, " \thR4fT\u00a0\n", true},
		{"blank inside", letters, "hR 4fT", false},
		{"all small", letters, "hr4ft", false},
		{"all large", letters, "HR4FT", false},
		{"one case", letters, "hR4ft", false},
		{"one missing", letters, "hR4f", false},
		{"one more", letters, "hR4fTT", false},
		{"full width", letters, "ｈＲ４ｆＴ", false},
		{"nothing", letters, "", false},
		{"only blanks", letters, "  ", false},

		{"sum", sum, "9", true},
		{"sum with blanks", sum, " 9 ", true},
		{"wrong sum", sum, "8", false},
		{"sum repeated", sum, "7+2", false},
		{"sum in words", sum, "sembilan", false},
		{"no sum", sum, "", false},
		{"largest sum", flows.Captcha{A: 9, B: 9}, "18", true},

		{"no captcha", flows.Captcha{}, "", false},
		{"no captcha, blank", flows.Captcha{}, " ", false},
		{"no captcha, nought", flows.Captcha{}, "0", false},
		{"empty letters", flows.Captcha{Letters: flows.Hide("")}, "", false},
	} {
		if got := Right(tt.c, tt.typed); got != tt.want {
			t.Errorf("%s: Right(%q) = %v", tt.name, tt.typed, got)
		}
	}
}

// Whatever chance says, there is a captcha that its own answer solves and
// nothing near it does, or there is none.
func FuzzNew(f *testing.F) {
	f.Add([]byte("0123456789abcdef"), false)
	f.Add([]byte{3, 4}, true)
	f.Add([]byte{255}, false)
	f.Fuzz(func(t *testing.T, chance []byte, sum bool) {
		c, err := New(bytes.NewReader(chance), sum)
		if err != nil {
			if c != (flows.Captcha{}) {
				t.Fatal("an error, and a captcha")
			}
			return
		}
		want := c.Letters.Reveal()
		if sum {
			if c.A < 1 || c.A > 9 || c.B < 1 || c.B > 9 || want != "" {
				t.Fatalf("%d and %d", c.A, c.B)
			}
			want = strconv.Itoa(c.A + c.B)
		} else if len(want) != Length || strings.Trim(want, Alphabet) != "" || c.Sum() {
			t.Fatalf("letters %q", want)
		}
		if !Right(c, want) {
			t.Fatalf("%q does not solve itself", want)
		}
		if Right(c, "") || Right(c, want+"2") || Right(c, want[1:]) {
			t.Fatalf("more than %q solves it", want)
		}
		if swapped := swapCase(want); swapped != want && Right(c, swapped) {
			t.Fatalf("%q solves %q", swapped, want)
		}
	})
}

// FuzzRight: of all that can be typed, only the letters themselves are right.
func FuzzRight(f *testing.F) {
	f.Add("hR4fT", " hR4fT ")
	f.Add("", "")
	f.Add("2345t", "2345T")
	f.Fuzz(func(t *testing.T, letters, typed string) {
		if !Right(flows.Captcha{Letters: flows.Hide(letters)}, typed) {
			return
		}
		if letters == "" || strings.TrimSpace(typed) != letters {
			t.Fatalf("%q solves %q", typed, letters)
		}
	})
}

func swapCase(s string) string {
	return strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			return c ^ ' '
		}
		return c
	}, s)
}
