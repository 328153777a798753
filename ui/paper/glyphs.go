package paper

// Glyphs are the marks that carry meaning without colour.
type Glyphs struct {
	Here, Pick            string // the bar beside the place you are in; the chosen line
	Info, Good, Warn, Bad string // a note, done, do it again, refused
	Wait, Haste           string // being worked on; about to happen
	Past, Now, Todo       string // steps
	Full, Empty           string // meters
	Rule, Dot, Dash, Blot string // lines, what separates, what stands between groups, specks
	Up, Down              string // there is more above, below
	Arrows                string // the arrow keys' cap; "": the caller's words name them
	Before, After         string // one column each: a value goes on to the left, to the right
	Cursor                string // the text cursor where there is no colour
	Hidden                rune   // a letter that is not shown
	Box                   string // eight runes, ┌┬┐│└┴┘─ in this order
	Tee                   string // a line with another to its right, in the letters of Box
	Round                 string // four runes, ╭╮╰╯ in this order: the corners of what is held in a hand
	Pixels                bool   // half blocks can be drawn; without them, words stand for pictures
}

var (
	// Modern needs a font with ticks.
	Modern = Glyphs{
		Here: "▌", Pick: "›",
		Info: "i", Good: "✓", Warn: "!", Bad: "✗", Wait: "…", Haste: "!!",
		Past: "●", Now: "●", Todo: "○",
		Full: "■", Empty: "·",
		Rule: "─", Dot: "·", Dash: "–", Blot: "·",
		Up: "↑", Down: "↓", Arrows: "↑↓", Before: "…", After: "…",
		Cursor: "█", Hidden: '•', Box: "┌┬┐│└┴┘─", Tee: "├", Round: "╭╮╰╯", Pixels: true,
	}

	// Console is Modern in the letters of old Windows consoles, whose fonts
	// (Consolas, Lucida Console: the set WGL4) have no ticks and no round corners.
	Console = console()

	// ASCII is for terminals and readers that stumble over anything else. The
	// arrow keys are left to the caller's words.
	ASCII = Glyphs{
		Here: "|", Pick: ">",
		Info: "i", Good: "ok", Warn: "!", Bad: "x", Wait: "...", Haste: "!!",
		Past: "#", Now: "#", Todo: "-",
		Full: "#", Empty: ".",
		Rule: "-", Dot: "-", Dash: "-", Blot: ".",
		Up: "^", Down: "v", Before: "<", After: ">",
		Cursor: "_", Hidden: '*', Box: "+++|+++-", Tee: "+", Round: "..''",
	}
)

func console() Glyphs {
	g := Modern
	g.Good, g.Bad = "√", "×"
	g.Round = "┌┐└┘"
	return g
}
