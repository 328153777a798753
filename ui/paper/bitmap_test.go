package paper

import (
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

func noise(w, h int) *image.Alpha {
	rnd := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	img := image.NewAlpha(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetAlpha(x, y, color.Alpha{A: uint8(rnd.IntN(256))})
		}
	}
	return img
}

// Every dot is where the picture has it, and with colours ▄ is the only block.
func TestBitmapIsThePicture(t *testing.T) {
	t.Parallel()
	blocks := map[rune][2]bool{' ': {false, false}, '▀': {true, false}, '▄': {false, true}, '█': {true, true}}
	for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, termenv.Ascii} {
		for _, size := range []image.Point{{59, 14}, {8, 7}, {1, 1}} {
			img := noise(size.X, size.Y)
			rows := see(t, theme(p, Modern).Bitmap(img, InBold, nil))
			if len(rows) != (size.Y+1)/2 {
				t.Fatalf("%d rows for %d dots", len(rows), size.Y)
			}
			for y := range (size.Y + 1) / 2 {
				if len(rows[y]) != size.X {
					t.Fatalf("row %d: %d columns, want %d", y, len(rows[y]), size.X)
				}
				for x, c := range rows[y] {
					dots, ok := blocks[c.r]
					if !ok || p != termenv.Ascii && c.r != ' ' && c.r != '▄' {
						t.Fatalf("%s: %q is drawn", p.Name(), c.r)
					}
					if c.reverse {
						dots[0], dots[1] = !dots[0], !dots[1]
					}
					for i, got := range dots {
						if want := img.AlphaAt(x, 2*y+i).A > 127; got != want {
							t.Fatalf("%s: dot %d, %d is %v", p.Name(), x, 2*y+i, got)
						}
					}
				}
			}
		}
	}
}

func TestSpecks(t *testing.T) {
	t.Parallel()
	img := image.NewAlpha(image.Rect(0, 0, 6, 4))
	img.SetAlpha(0, 0, color.Alpha{A: 255})
	specks := []image.Point{{X: 0, Y: 0}, {X: 3, Y: 1}}
	same(t, bare().Bitmap(img, InBold, specks), []string{"▀     ", "   ·  "})

	// A picture cut out of a larger one has its own first row and column.
	img.SetAlpha(4, 3, color.Alpha{A: 255})
	same(t, bare().Bitmap(img.SubImage(image.Rect(3, 2, 6, 4)), InBold, specks[:0]), []string{" ▄ "})

	rows := see(t, theme(termenv.TrueColor, Modern).Bitmap(img, InBold, specks))
	if s := rows[1][3]; s.r != '·' || s.fg != "38;2;118;118;118" {
		t.Errorf("a speck is %+v", s)
	}
}

func TestBig(t *testing.T) {
	t.Parallel()
	th := bare()
	rows, ok := th.Big(72, InGood, "MFA aktif")
	if !ok || len(rows) != 6 {
		t.Fatalf("%v, %d rows, want 6:\n%s", ok, len(rows), strings.Join(rows, "\n"))
	}
	for _, r := range rows {
		if w := lipgloss.Width(r); w > 2+72 {
			t.Errorf("%d columns", w)
		}
	}
	for _, c := range []struct {
		name string
		th   Theme
		wide int
		text string
	}{
		{"too narrow", th, 71, "MFA aktif"},
		{"no blocks", theme(termenv.TrueColor, ASCII), 72, "MFA aktif"},
		{"not in the face", th, 72, "日本"},
	} {
		if rows, ok := c.th.Big(c.wide, InGood, c.text); ok || rows != nil {
			t.Errorf("%s: drawn", c.name)
		}
	}
}
