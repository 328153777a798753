package paper

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const (
	// HandsetWide is how many columns a [Handset] takes, and HandsetTall how many
	// rows where there is room for them.
	HandsetWide, HandsetTall = 30, 20

	// HandsetText is how many of its columns are for text: without the mark column,
	// and a column of air at the right.
	HandsetText = glass - 3

	glass = HandsetWide - 2 // within the frame
)

// A Handset is a telephone on the screen: what it is called, its clock, and the
// page of the app that is open on it. Its words are the caller's.
type Handset struct {
	Name  string // in the upper edge
	Clock string
	Title string  // what the page is called
	Facts []Prose // what stands under that, and never scrolls
	Items []Item  // one of which is chosen
	At    int
	Mark  Mark // how the last thing went
	Say   Prose
}

// An Item is something to choose.
type Item struct {
	Text string
	Code string // below Text, in bold, to be read and copied; "": none
	Gap  bool   // stands apart from the item above
}

// Handset draws h as something held in a hand, [HandsetWide] columns and high
// rows, which are enough for what never scrolls and some more. Items that are too many for it scroll with the chosen one, and arrows
// beside the title say so.
func (t Theme) Handset(high int, h Handset) []string {
	items, _, to := t.items(h)
	say := t.toast(h)
	head := t.headOf(h, "")
	room := max(1, high-3-len(head)-len(say)) // two edges, and the bar at the foot
	scroll := max(0, min(to, len(items))-room)
	arrows := ""
	if scroll > 0 {
		arrows += t.Glyphs.Up
	}
	if scroll+room < len(items) {
		arrows += t.Glyphs.Down
	}
	rows := append(t.headOf(h, arrows), items[scroll:min(len(items), scroll+room)]...)
	for len(rows) < high-3-len(say) {
		rows = append(rows, "")
	}
	return t.held(h.Name, append(rows, say...))
}

// HandsetRows is h where there is no room to hold anything: the same without its
// frame, for a page, which has a message line of its own for Say. The rows from to
// to are the chosen item's.
func (t Theme) HandsetRows(h Handset) (rows []string, from, to int) {
	rows = append(t.Para(HandsetText, Bold(h.Name)), t.headOf(h, "")...)
	items, from, to := t.items(h)
	return slices.Concat(rows, items), from + len(rows), to + len(rows)
}

// headOf is what never scrolls.
func (t Theme) headOf(h Handset, arrows string) []string {
	rows := t.Para(HandsetText, Plain(h.Clock))
	title := t.Wrap(Bold(h.Title), HandsetText-3) // with room for two arrows, there or not
	title[0] = apart(title[0], t.Accent.Render(arrows), HandsetText)
	rows = append(rows, indent(title)...)
	for _, f := range h.Facts {
		rows = append(rows, t.Para(HandsetText, f)...)
	}
	return append(rows, "")
}

// items are the rows of what there is to choose, and which of them are chosen.
func (t Theme) items(h Handset) (rows []string, from, to int) {
	for i, x := range h.Items {
		if x.Gap && i > 0 {
			rows = append(rows, "")
		}
		words := t.Wrap(Plain(x.Text), HandsetText) // not a style in them, so they can be filled
		if i != h.At {
			if x.Code != "" {
				words = append(words, t.Wrap(Bold(x.Code), HandsetText)...)
			}
			rows = append(rows, indent(words)...)
			continue
		}
		if x.Code != "" {
			words = append(words, t.Wrap(Plain(x.Code), HandsetText)...)
		}
		from = len(rows)
		rows = append(rows, t.picked(words, glass)...)
		to = len(rows)
	}
	return rows, from, to
}

// toast is what a phone says of the last thing that was done, with air above it.
func (t Theme) toast(h Handset) []string {
	if h.Say.Width() == 0 {
		return nil
	}
	mark := t.Mark(h.Mark)
	hang := max(2, mark.Width()+1)
	return append([]string{""}, t.hang(mark, hang, t.Wrap(h.Say, glass-1-hang))...)
}

// held puts the frame around rows, with name in its upper edge and the bar at the
// foot by which one knows a phone.
func (t Theme) held(name string, rows []string) []string {
	corner, box := strings.Split(t.Glyphs.Round, ""), strings.Split(t.Glyphs.Box, "")
	line := func(n int) string { return strings.Repeat(box[7], max(0, n)) }
	name = " " + printable(name) + " "
	left := (glass - ansi.StringWidth(name)) / 2
	side := t.Quiet.Render(box[3])

	out := []string{t.Quiet.Render(corner[0]+line(left)) + t.Strong.Render(name) + t.Quiet.Render(line(glass-left-ansi.StringWidth(name))+corner[1])}
	const bar = 8
	foot := strings.Repeat(" ", (glass-bar)/2) + t.Quiet.Render(strings.Repeat(t.Glyphs.Rule, bar))
	for _, r := range append(rows, foot) {
		out = append(out, side+pad(r, glass)+side)
	}
	return append(out, t.Quiet.Render(corner[2]+line(glass)+corner[3]))
}

// aside is the columns between a page and what is held beside it, and at the
// screen's edge.
const aside = 2

// FrameBeside is the part of a screen of size f that is left for a page with a
// [Handset] at its right. ok is false where that is not a whole sheet.
func FrameBeside(f Frame) (page Frame, ok bool) {
	page = Frame{min(f.W-HandsetWide-2*aside, Double), f.H}
	return page, !page.Small()
}

// WithHandset puts h at the right of view, which is a page drawn for the frame
// that [FrameBeside] gives for f. The two stand in the middle together, h as high
// above it as a page does.
func (t Theme) WithHandset(view string, h Handset, f Frame) string {
	page, _ := FrameBeside(f)
	held := t.Handset(min(f.H, HandsetTall), h)
	rows := strings.Split(view, "\n")
	above := (f.H - len(held)) * 2 / 5
	for len(rows) < above+len(held) {
		rows = append(rows, "")
	}
	for i, r := range held {
		rows[above+i] = pad(rows[above+i], page.W+aside) + r
	}
	left := strings.Repeat(" ", max(0, f.W-page.W-aside-HandsetWide)/2)
	for i, r := range rows {
		if r != "" {
			rows[i] = left + r
		}
	}
	return strings.Join(rows, "\n")
}

// BesideHandset is the columns for text at the left of the [Handset] of
// [Theme.HandsetBody].
func BesideHandset(f Frame) int { return f.sheet(0) - 4 - HandsetWide - aside - 3 }

// HandsetBody is the body of a page that has words at the left and h at the
// right, for a screen of size f on which no whole page stands beside it. Its
// message has one row.
func (t Theme) HandsetBody(f Frame, words []string, h Handset) []string {
	const bands = 5 // header, message, keys and two rules
	held := t.Handset(min(min(f.H, tall)-bands, HandsetTall), h)
	rows := make([]string, max(len(words), len(held)))
	for i := range rows {
		if i < len(words) {
			rows[i] = words[i]
		}
		if i < len(held) {
			rows[i] = pad(rows[i], f.sheet(0)-4-HandsetWide) + held[i]
		}
	}
	return rows
}
