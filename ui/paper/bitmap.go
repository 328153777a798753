package paper

import (
	"image"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"golang.org/x/image/font"
	"golang.org/x/image/font/inconsolata"
	"golang.org/x/image/math/fixed"
)

// Bitmap draws img, one row of text for two rows of dots: a dot is drawn where
// img is more than half opaque. specks are cells (column and row of the text)
// that get a quiet point where nothing else is drawn. The rows have no mark
// column. Call it only where [Glyphs.Pixels].
//
// Fonts leave a hairline above ▀ and █. So what is full at the top of a cell is
// drawn as a ground (reverse video), and ▄ is the only block there is. Without
// colour there is no reverse video either, and ▀ and █ must do.
func (t Theme) Bitmap(img image.Image, tone Tone, specks []image.Point) []string {
	pen := t.style(tone)
	reverse := pen.Reverse(true)
	b := img.Bounds()
	on := func(x, y int) bool {
		if !(image.Point{X: x, Y: y}).In(b) {
			return false
		}
		_, _, _, a := img.At(x, y).RGBA()
		return a > 0x7fff
	}
	rows := make([]string, 0, (b.Dy()+1)/2)
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		var cells []cell
		for x := b.Min.X; x < b.Max.X; x++ {
			upper, lower := on(x, y), on(x, y+1)
			at := image.Pt(x-b.Min.X, (y-b.Min.Y)/2)
			switch {
			case !upper && !lower && slices.Contains(specks, at):
				cells = append(cells, cell{&t.Quiet, t.Glyphs.Blot})
			case t.plain:
				cells = append(cells, cell{&pen, half(upper, lower)})
			case upper:
				cells = append(cells, cell{&reverse, half(false, !lower)})
			default:
				cells = append(cells, cell{&pen, half(false, lower)})
			}
		}
		rows = append(rows, join(cells))
	}
	return rows
}

// Big draws s in letters of 8 columns and 6 rows. ok is false where that does not
// fit in wide columns, where nothing can be drawn, or where s has letters beyond
// Latin-1's first half: say it in words then.
func (t Theme) Big(wide int, tone Tone, s string) (rows []string, ok bool) {
	const across, high, baseline = 8, 16, 12 // of the face
	if !t.Glyphs.Pixels || len(s)*across > wide || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, false
	}
	img := image.NewAlpha(image.Rect(0, 0, len(s)*across, high))
	d := font.Drawer{Dst: img, Src: image.Opaque, Face: inconsolata.Bold8x16, Dot: fixed.P(0, baseline)}
	d.DrawString(s)
	return indent(t.Bitmap(img.SubImage(inked(img)), tone, nil)), true
}

// inked is the part of img with dots in it, over the whole width.
func inked(img *image.Alpha) image.Rectangle {
	b := img.Bounds()
	blank := func(y int) bool {
		for x := b.Min.X; x < b.Max.X; x++ {
			if img.AlphaAt(x, y).A > 0x7f {
				return false
			}
		}
		return true
	}
	for b.Max.Y > b.Min.Y && blank(b.Min.Y) {
		b.Min.Y++
	}
	for b.Max.Y > b.Min.Y && blank(b.Max.Y-1) {
		b.Max.Y--
	}
	return b
}

func half(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}

// A cell is one character and how it is drawn.
type cell struct {
	style *lipgloss.Style
	text  string
}

// join draws cells, neighbours of one style together.
func join(cells []cell) string {
	var b strings.Builder
	for i := 0; i < len(cells); {
		var run strings.Builder
		j := i
		for ; j < len(cells) && cells[j].style == cells[i].style; j++ {
			run.WriteString(cells[j].text)
		}
		b.WriteString(cells[i].style.Render(run.String()))
		i = j
	}
	return b.String()
}
