package cli

import (
	"cmp"
	"runtime"
	"strings"

	"github.com/muesli/termenv"
	"golang.org/x/term"

	"aktivasi/flows/legible"
	"aktivasi/ui/paper"
)

// terminal looks at where it was started, which should be where people will
// stand. The error is that of a flag.
func (d *doctor) terminal() error {
	theme, err := theme(d.o, d.around)
	if err != nil {
		return err
	}
	fd := int(d.around.out.Fd())
	if !term.IsTerminal(fd) || !term.IsTerminal(int(d.around.in.Fd())) {
		d.warn("terminal", "run doctor at the desk itself, and let it write to the screen",
			"there is none here: its size, colours and letters were not looked at")
		return nil
	}
	name := legible.Line(d.around.environ("TERM"), 40)
	plain := speaks(d.o, d.around)
	switch {
	case plain:
		d.ok("terminal", "%s: questions and answers, line by line", cmp.Or(name, "no TERM"))
		return nil
	case name == "" && runtime.GOOS != "windows":
		d.warn("terminal", "set TERM to what the terminal is; the Linux console is linux", "TERM is not set, so little is taken for granted")
	default:
		d.ok("terminal", "%s", cmp.Or(name, "console of Windows"))
	}
	if w, h, err := term.GetSize(fd); err != nil {
		d.warn("size", "", "not known: %v", err)
	} else {
		d.size(paper.Frame{W: w, H: h})
	}
	d.colours()
	d.letters(theme.Glyphs)
	return nil
}

// size says what is given up in a frame that is too small (docs/accessibility.md).
func (d *doctor) size(f paper.Frame) {
	const enough = "make the window larger or the letters smaller: from 80 x 24 everything is there"
	switch {
	case f.W <= 0 || f.H <= 0:
		d.warn("size", "", "the terminal does not know its own; 80 x 24 is taken for granted")
	case f.Tiny():
		d.stop("size", enough, "%d x %d has room for nothing but a request for more", f.W, f.H)
	case f.Small():
		d.warn("size", enough, "%d x %d: QR codes give way to a key that is typed, and long pages scroll", f.W, f.H)
	default:
		d.ok("size", "%d x %d", f.W, f.H)
	}
}

func (d *doctor) colours() {
	profile, _ := paper.Detect(d.around.environ, runtime.GOOS)
	many := map[termenv.Profile]string{
		termenv.TrueColor: "16 million", termenv.ANSI256: "256", termenv.ANSI: "16", termenv.Ascii: "none",
	}[profile]
	if d.around.environ("NO_COLOR") != "" {
		many = "none but those of the QR code, as NO_COLOR has it"
	}
	d.ok("colours", "%s", many)
}

// half are the characters that a QR code is drawn with (ui/paper/qr.go).
const half = "▀▄█"

// letters says which set is drawn with, and whether the font has it. Only a
// Linux console can be asked; elsewhere there are eyes.
func (d *doctor) letters(g paper.Glyphs) {
	name := map[paper.Glyphs]string{paper.Modern: "modern", paper.Console: "console", paper.ASCII: "ascii"}[g]
	const noCode = "ascii: QR codes give way to a key that is typed"
	has, err := d.font(d.around.out)
	switch lacks := has.lacks(drawn(g)); {
	case err != nil && g.Pixels:
		d.ok("letters", "%s; between the bars should stand three blocks, lower half, full, upper half, and no gap: |▄█▀|", name)
	case err != nil:
		d.warn("letters", "if between the bars there are three blocks, lower half, full, upper half, then --glyphs console draws them: |▄█▀|", noCode)
	case g.Pixels && lacks != "":
		d.warn("letters", "load another font with setfont(8), or start with --glyphs ascii", "%s, and the console's font lacks %s", name, lacks)
	case g.Pixels:
		d.ok("letters", "%s, and the console's font has all of it", name)
	case has.lacks(drawn(paper.Console)) == "":
		d.warn("letters", "start with --glyphs console", "%s, though the console's font has %s and all the rest", noCode, half)
	default:
		d.warn("letters", "load a font that has them with setfont(8), and start with --glyphs console",
			"%s; the console's font lacks %s", noCode, has.lacks(drawn(paper.Console)))
	}
}

// drawn is every letter of a set that a font might lack.
func drawn(g paper.Glyphs) string {
	all := strings.Join([]string{
		g.Here, g.Pick, g.Info, g.Good, g.Warn, g.Bad, g.Wait, g.Past, g.Now, g.Todo, g.Full, g.Empty,
		g.Rule, g.Dot, g.Dash, g.Blot, g.Up, g.Down, g.Arrows, g.Before, g.After, g.Cursor, string(g.Hidden), g.Box,
	}, "")
	if g.Pixels {
		all = half + all
	}
	return all
}

// A font is the characters that a console's font has.
type font map[rune]bool

// lacks is what of text the font does not have, each once.
func (f font) lacks(text string) string {
	var b strings.Builder
	for _, r := range text {
		if !f[r] && !strings.ContainsRune(b.String(), r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
