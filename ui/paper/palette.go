package paper

import "github.com/charmbracelet/lipgloss"

// A Palette names colours by what they mean. Ordinary text has none: it is the
// terminal's own, the one pair its owner has already made legible.
type Palette struct {
	Accent  lipgloss.CompleteColor // where you are: bar, label, boxes, meters, numbers
	Good    lipgloss.CompleteColor // ticks, finished meters
	Trouble lipgloss.CompleteColor // refusals: their mark, and the bar and label of the field
	Quiet   lipgloss.CompleteColor // rules, steps not taken, specks, what is empty

	Bar, OnBar lipgloss.CompleteColor // a filled line, and the letters on it
}

// Calm is legible on black and on white. The contrast of a colour on black times
// its contrast on white is always 21 (WCAG 2.2, relative luminance), so one that
// serves both has about √21 = 4.58 on each; these have.
//
// With 256 colours, the common case over SSH (COLORTERM is not forwarded),
// Accent, Good and Quiet are all but the same shades. No red of the 256 reaches
// 4.5 on both grounds; 196 has the best minimum, 4.00 on white.
//
// With 16 colours nobody knows the shades: in six common palettes green has from
// 2.2 to 9.7, bright black from 2.8 to 7.5. Good and Quiet are plain text there,
// and the marks speak. Accent and Trouble are the bright 12 and 9, since
// terminals brighten bold letters of 0 to 7 anyway.
var Calm = Palette{
	Accent:  shade("#5f5fff", "63", "12"),
	Good:    shade("#00875f", "29", ""),
	Trouble: shade("#e22929", "196", "9"),
	Quiet:   shade("#767676", "243", ""),
	Bar:     shade("#5f5fff", "63", "4"),
	OnBar:   shade("#ffffff", "231", "15"),
}

// The two colours of a QR code. Scanners want dark modules on a light ground,
// whatever the theme; 16 and 231 lie in the cube that themes leave alone.
var (
	black = shade("#000000", "16", "0")
	white = shade("#ffffff", "231", "15")
)

// shade is one colour for each kind of terminal; "" is the terminal's own. It is
// never adaptive: an adaptive colour asks the terminal for its background.
func shade(full, x256, x16 string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: full, ANSI256: x256, ANSI: x16}
}
