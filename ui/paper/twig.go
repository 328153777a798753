package paper

import "strings"

// A Twig is something with what is found inside it, such as a page of a phone's
// settings with the pages that it leads to.
type Twig struct {
	Text  string
	Mark  Mark // before the text: this one, or not this one
	On    bool // a switch before the text, to be on; the text is bold, so that it is found
	Under []Twig
}

// Twig draws x, wide columns at most, each part under what it is found in. The
// lines are those of [Glyphs.Box], so that they are there wherever boxes are.
func (t Theme) Twig(wide int, x Twig) []string { return indent(t.twig(wide, x)) }

func (t Theme) twig(wide int, x Twig) []string {
	box := strings.Split(t.Glyphs.Box, "")
	var rows []string
	tone, before := InText, t.Mark(x.Mark)
	if x.On {
		tone = InBold
		before = Prose{{"[" + t.Glyphs.Empty, InQuiet}, {t.Glyphs.Full, InAccent}, {"]", InQuiet}}
	}
	hang := 0
	if before != nil {
		hang = before.Width() + 1
	}
	rows = append(rows, t.hang(before, hang, t.Wrap(Toned(tone, x.Text), wide-hang))...)
	for i, u := range x.Under {
		// A corner for the last of them, and for those before it a line that goes on.
		first, rest := box[4]+box[7]+" ", "   "
		if i+1 < len(x.Under) {
			first, rest = t.Glyphs.Tee+box[7]+" ", box[3]+"  "
		}
		for j, r := range t.twig(wide-3, u) {
			if j > 0 {
				first = rest
			}
			rows = append(rows, t.Quiet.Render(first)+r)
		}
	}
	return rows
}
