package captcha

import (
	"image"
	"image/color"
	"math/rand/v2"

	"golang.org/x/image/font"
	"golang.org/x/image/font/inconsolata"
	"golang.org/x/image/math/fixed"

	"aktivasi/flows"
)

// The size of a picture. A dot is as wide as a character of the terminal and
// half as high, so a cell holds two dots, one above the other.
const (
	Width  = 59         // in dots, and in cells
	Height = 14         // in dots
	Rows   = Height / 2 // in cells
)

// Where letters stand (visual notes §6.2). A letter is 8 dots wide, so 3 lie
// between two of them, give or take the displacement.
const (
	left     = 3
	pitch    = 11
	baseline = 12 // the tallest letters, such as d, reach 11 dots up from their baseline
	stray    = 1  // how far a letter may lie out of line, in dots, to each side
)

// Specks lie well clear of the letters, so that even without colour none can be
// taken for a part of one.
const (
	specks = 24 // at most; a picture full of wide letters has room for fewer
	aloof  = 2  // dots that stay empty around each
)

// Draw returns the picture of c and the cells to put a speck in. A dot of the
// picture is on (255) or off (0), nothing between. It is [Width] by [Height]
// dots; the specks are cells, x from 0 to Width-1 and y from 0 to [Rows]-1, in
// which no dot is on, nor within two dots around. A sum has an empty picture
// and no specks.
//
// The same captcha always gives the same picture, so that it can be drawn anew
// on every frame without a flicker. That is what Seed is for. It comes from the
// same source as the letters but says nothing about them, and all it decides is
// in plain sight: neither it nor the generator it feeds need be secret.
func Draw(c flows.Captcha) (*image.Alpha, []image.Point) {
	picture := image.NewAlpha(image.Rect(0, 0, Width, Height))
	if c.Sum() || c.Letters.Empty() {
		return picture, nil
	}
	rnd := rand.New(rand.NewPCG(c.Seed, 0))
	write(picture, c.Letters.Reveal(), rnd)
	return picture, scatter(picture, rnd)
}

// write draws the letters, each a little out of line.
func write(picture *image.Alpha, letters string, rnd *rand.Rand) {
	lie := func() int { return rnd.IntN(2*stray+1) - stray }
	pen := font.Drawer{Dst: picture, Src: image.Opaque, Face: inconsolata.Bold8x16}
	for i, c := range letters { // one byte each, see Alphabet
		pen.Dot = fixed.P(left+i*pitch+lie(), baseline+lie())
		pen.DrawString(string(c))
	}
	// The font is smooth and a terminal's dot is not.
	for i, a := range picture.Pix {
		if a > 127 {
			picture.Pix[i] = 255
		} else {
			picture.Pix[i] = 0
		}
	}
}

// scatter chooses cells for specks, never two that touch: in rows or columns
// they would look meant.
func scatter(picture *image.Alpha, rnd *rand.Rand) []image.Point {
	var (
		chosen []image.Point
		taken  [Rows + 2][Width + 2]bool // with a rim, so that every cell has eight neighbours
	)
	for _, n := range rnd.Perm(Width * Rows) {
		x, y := n%Width, n/Width
		if taken[y+1][x+1] || !free(picture, x, y) {
			continue
		}
		chosen = append(chosen, image.Pt(x, y))
		if len(chosen) == specks {
			break
		}
		for dy := range 3 {
			for dx := range 3 {
				taken[y+dy][x+dx] = true
			}
		}
	}
	return chosen
}

// free reports whether the cell at x, y and the dots around it are off.
func free(picture *image.Alpha, x, y int) bool {
	for dy := 2*y - aloof; dy <= 2*y+1+aloof; dy++ {
		for dx := x - aloof; dx <= x+aloof; dx++ {
			if picture.AlphaAt(dx, dy) != (color.Alpha{}) { // outside the picture all is off
				return false
			}
		}
	}
	return true
}
