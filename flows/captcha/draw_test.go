package captcha

import (
	"bytes"
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aktivasi/flows"
)

// A picture as a terminal shows it, with a frame.
func ExampleDraw() {
	picture, specks := Draw(flows.Captcha{Letters: flows.Hide("hR4fT"), Seed: 45})
	for y := range Rows {
		var row strings.Builder
		for x := range Width {
			if slices.Contains(specks, image.Pt(x, y)) {
				row.WriteString("·")
				continue
			}
			row.WriteString([]string{" ", "▀", "▄", "█"}[on(picture, x, 2*y)+2*on(picture, x, 2*y+1)])
		}
		fmt.Printf("|%s|\n", row.String())
	}
	// Output:
	// |   ▄▄  · ·   ·  ▄▄▄▄▄                  ▄▄▄    ▄▄▄▄▄▄▄▄    ·|
	// |·  ██           ██▀▀██   ·    ▄█      ██▀▀▀    ▀▀██▀▀      |
	// |   █████▄       ██▄▄██       ███    ▄████▄       ██    ·   |
	// |   ██  ██       ██▀██   ·  ▄█▀ █      █       ·  ██  ·     |
	// |   ██  ██  ·    ██  ██     ██████▀    █  ·  ·    ██      · |
	// |·  ██  ██    ·  ▀▀   ▀▀       ██      █          ▀▀    ·   |
	// |           ·              ·       ·        · ·       ·   · |
}

// on is 1 where picture has a dot and 0 where it has none.
func on(picture *image.Alpha, x, y int) int { return int(picture.AlphaAt(x, y).A) / 255 }

// dots counts what is on in picture.
func dots(picture *image.Alpha) int { return bytes.Count(picture.Pix, []byte{255}) }

// A letter is told from every other wherever the two lie: since a reader does
// not know the displacement, they are laid over each other at every one there is.
func TestLettersAreDistinct(t *testing.T) {
	t.Parallel()
	const apart = 13 // dots, as many as the nearest pairs have: 7 and T, 3 and B
	letter := func(c rune) *image.Alpha {
		a := image.NewAlpha(image.Rect(0, 0, 20, 20))
		write(a, string(c), rand.New(rand.NewPCG(1, 0))) // all displaced alike
		return a
	}
	for i, c := range Alphabet {
		for _, d := range Alphabet[:i] {
			a, b := letter(c), letter(d)
			for dx := -2 * stray; dx <= 2*stray; dx++ {
				for dy := -2 * stray; dy <= 2*stray; dy++ {
					n := 0
					for y := -2; y < 22; y++ {
						for x := -2; x < 22; x++ {
							n += on(a, x, y) ^ on(b, x+dx, y+dy)
						}
					}
					if n < apart {
						t.Errorf("%c and %c differ in %d dots when displaced by %d, %d", c, d, n, dx, dy)
					}
				}
			}
		}
	}
}

// No letter loses a dot at the rim, and none runs into the next: on a larger
// sheet the same letters have the same dots.
func TestNothingIsCut(t *testing.T) {
	t.Parallel()
	for _, c := range Alphabet {
		word := strings.Repeat(string(c), Length)
		one := image.NewAlpha(image.Rect(-20, -20, 40, 40))
		write(one, string(c), rand.New(rand.NewPCG(0, 0)))
		for seed := range uint64(100) {
			picture, _ := Draw(flows.Captcha{Letters: flows.Hide(word), Seed: seed})
			if got, want := dots(picture), Length*dots(one); got != want {
				t.Errorf("%s with seed %d has %d dots of %d", word, seed, got, want)
			}
		}
	}
}

// Letters do lie out of line, in all directions and each for itself.
func TestLettersStray(t *testing.T) {
	t.Parallel()
	var seen [Length]map[image.Point]bool
	for i := range seen {
		seen[i] = map[image.Point]bool{}
	}
	alike := true // in every picture all letters lie alike
	for seed := range uint64(200) {
		picture, _ := Draw(flows.Captcha{Letters: flows.Hide("TTTTT"), Seed: seed})
		var first image.Point
		for i := range seen {
			at := corner(picture, i*pitch+2, (i+1)*pitch+2).Sub(image.Pt(i*pitch, 0))
			seen[i][at] = true
			if i == 0 {
				first = at
			}
			alike = alike && at == first
		}
	}
	for i, places := range seen {
		if len(places) != 9 {
			t.Errorf("letter %d lies in %d places, want 3 × 3", i, len(places))
		}
	}
	if alike {
		t.Error("the letters of a picture are always displaced together")
	}
}

// corner returns the top left of what is on in the columns from x0 to x1.
func corner(picture *image.Alpha, x0, x1 int) image.Point {
	c := image.Pt(x1, Height)
	for y := range Height {
		for x := x0; x < x1; x++ {
			if on(picture, x, y) == 1 {
				c = image.Pt(min(c.X, x), min(c.Y, y))
			}
		}
	}
	return c
}

func TestDrawNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []flows.Captcha{{}, {A: 7, B: 2}, {A: 7, B: 2, Seed: 3}, {Seed: 3}} {
		if picture, specks := Draw(c); dots(picture) != 0 || specks != nil {
			t.Errorf("%d + %d is drawn", c.A, c.B)
		}
	}
}

// What holds of every picture.
func TestDraw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.SampledFrom([]rune(Alphabet)), Length, Length, -1).Draw(t, "letters")
		check(t, letters, rapid.Uint64().Draw(t, "seed"))
	})
}

// FuzzDraw draws what [New] never makes, as a damaged record might hold it.
func FuzzDraw(f *testing.F) {
	f.Add("hR4fT", uint64(45))
	f.Add("\x00\xff漢字 and many more letters than fit", uint64(1<<63))
	f.Fuzz(func(t *testing.T, letters string, seed uint64) { check(t, letters, seed) })
}

func check(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, letters string, seed uint64) {
	t.Helper()
	c := flows.Captcha{Letters: flows.Hide(letters), Seed: seed}
	picture, places := Draw(c)
	again, places2 := Draw(c)
	if !bytes.Equal(picture.Pix, again.Pix) || !slices.Equal(places, places2) {
		t.Fatalf("%q with %d: drawn twice, it is not the same", letters, seed)
	}
	if picture.Rect != image.Rect(0, 0, 59, 14) {
		t.Fatalf("%q with %d: %v", letters, seed, picture.Rect)
	}
	if n := len(picture.Pix) - dots(picture) - bytes.Count(picture.Pix, []byte{0}); n != 0 {
		t.Fatalf("%q with %d: %d dots are neither on nor off", letters, seed, n)
	}
	if len(places) > specks || len(letters) == Length && strings.Trim(letters, Alphabet) == "" && len(places) == 0 {
		t.Fatalf("%q with %d: %d specks", letters, seed, len(places))
	}
	for i, p := range places {
		if !p.In(image.Rect(0, 0, Width, Rows)) {
			t.Fatalf("%q with %d: speck off the picture at %v", letters, seed, p)
		}
		for y := 2*p.Y - 2; y <= 2*p.Y+3; y++ {
			for x := p.X - 2; x <= p.X+2; x++ {
				if on(picture, x, y) == 1 {
					t.Fatalf("%q with %d: speck %v is too near the dot %d, %d", letters, seed, p, x, y)
				}
			}
		}
		for _, q := range places[:i] {
			if d := p.Sub(q); max(d.X, -d.X, d.Y, -d.Y) < 2 {
				t.Fatalf("%q with %d: specks %v and %v touch", letters, seed, p, q)
			}
		}
	}
}

// BenchmarkDraw is what each frame of the screen with the captcha pays.
func BenchmarkDraw(b *testing.B) {
	c := flows.Captcha{Letters: flows.Hide("hR4fT"), Seed: 45}
	for b.Loop() {
		Draw(c)
	}
}
