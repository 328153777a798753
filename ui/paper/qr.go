package paper

import (
	"strings"

	"github.com/mdp/qrterminal/v3"
	"rsc.io/qr"
)

// A QR is how a QR code will be drawn: worked out before drawing, since half a
// code is no code.
type QR struct {
	Quiet         int      // light modules on each side
	Level         qr.Level // L or M: 7 or 15 per cent of it may be unreadable
	Big           bool     // two columns and a row to a module, instead of a column and half a row
	Columns, Rows int      // of text

	modules int
}

// FitQR finds how to draw the code of text beside its instructions on a page for
// a terminal of size f. ok is false where text is too long for that or for any
// code; then the screen leads with what can be typed instead.
//
// On a small frame there is no code. From 80 × 24 on there are 41 × 21 cells for
// it, in which case the page gives up its rules ([Page.Bare]): version 5-L with
// a quiet zone of 2 where ISO/IEC 18004 asks for 4. The full quiet zone comes
// with a roomy frame. Level M is taken where it costs nothing else.
func FitQR(text string, f Frame) (q QR, ok bool) {
	if f.Small() {
		return QR{}, false
	}
	room := Frame{f.sheet(Double) - 4 - words, min(f.H, tall) - 3} // header, message, keys
	if f.Roomy() {
		room.H -= 3 // two rules and a blank row
		if q, ok = fit(text, Frame{room.W - gutter, room.H}, 4, false); ok {
			return q, true
		}
	}
	return fit(text, room, 2, false)
}

// Double is the [Page.Wide] of a page with a code beside its words.
const Double = 96

// words is the least number of columns for the words beside a code, with their
// mark column; gutter is what stands between the two where there is room. At 80
// columns 41 of a code leave one column between them: without colour the bar of
// a field would otherwise grow out of the code's white edge.
const words, gutter = 34, 5

// Beside tells how to set words beside the code on a page of the width [Double]:
// the gap between the two and the columns for the words, as [Beside] and
// [Theme.Field] want them.
func (q QR) Beside(f Frame) (gap, wide int) {
	spare := f.sheet(Double) - 4 - q.Columns
	gap = max(0, min(gutter, spare-words))
	return gap, max(1, spare-gap-2)
}

// FitBigQR is [FitQR] for the code alone on a screen of size f, with a row above
// it and one below. ok is false where it would not be larger than beside its
// instructions.
func FitBigQR(text string, f Frame) (q QR, ok bool) {
	room := Frame{f.W, f.H - 2}
	if q, ok = fit(text, room, 4, true); ok {
		return q, true
	}
	return fit(text, room, 2, true)
}

// fit takes level M if its code fits in room, else L.
func fit(text string, room Frame, quiet int, big bool) (QR, bool) {
	for _, level := range []qr.Level{qr.M, qr.L} {
		code, err := qr.Encode(text, level)
		if err != nil {
			continue
		}
		n := code.Size + 2*quiet
		q := QR{Quiet: quiet, Level: level, Big: big, Columns: n, Rows: (n + 1) / 2, modules: code.Size}
		if big {
			q.Columns, q.Rows = 2*n, n
		}
		if q.Columns <= room.W && q.Rows <= room.H {
			return q, true
		}
	}
	return QR{}, false
}

// QR draws the code of text as q says, q.Rows rows of q.Columns columns without
// a mark column. A text that is not the one q was made for is not drawn.
//
// The colours are the picture, so every cell has both, with NO_COLOR too. ▄ is
// the only block: what is dark or light above is the ground of the cell, since
// fonts leave a hairline over ▀ and █ and scanners stumble over it (seen with
// zbarimg and DejaVu Sans Mono). A big code needs no block at all, and so no
// particular font.
func (t Theme) QR(text string, q QR) []string {
	// qrterminal would draw nothing it can be asked about, or panic.
	if code, err := qr.Encode(text, q.Level); err != nil || code.Size != q.modules {
		return nil
	}
	dark, light := pen(t.Ink.Render("x")), pen(t.Paper.Render("x"))
	var out strings.Builder
	c := qrterminal.Config{
		Level: q.Level, Writer: &out, QuietZone: q.Quiet, HalfBlocks: !q.Big,
		BlackChar: dark + " ", BlackWhiteChar: dark + "▄", // named by what is above and below
		WhiteChar: light + " ", WhiteBlackChar: light + "▄",
	}
	if q.Big {
		c.BlackChar, c.WhiteChar = c.BlackChar+" ", c.WhiteChar+" "
	}
	qrterminal.GenerateWithConfig(text, c)
	rows := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if !q.Big {
		// With an odd number of modules qrterminal's last row is light above and
		// dark below, a stripe on a light terminal.
		rows[len(rows)-1] = strings.ReplaceAll(rows[len(rows)-1], "▄", " ")
	}
	for i, r := range rows {
		rows[i] = sparing(r) + reset
	}
	return rows
}

const reset = "\x1b[0m"

// pen is the sequence that comes before the x of drawn.
func pen(drawn string) string {
	before, _, _ := strings.Cut(drawn, "x")
	return before
}

// sparing is row without the sequences that change nothing, a third of the bytes
// for a slow line.
func sparing(row string) string {
	var b strings.Builder
	last := ""
	for _, part := range strings.Split(row, "\x1b[")[1:] {
		sgr, text, _ := strings.Cut(part, "m")
		if sgr != last {
			b.WriteString("\x1b[" + sgr + "m")
			last = sgr
		}
		b.WriteString(text)
	}
	return b.String()
}
