package paper

import (
	"slices"
	"strings"
)

// A Page is everything that stands on a screen. Its words are the caller's.
type Page struct {
	Brand, Journey string // the header's left: whose program, what one is doing
	Step, Of       int    // the header's dots; Of 0: none
	Steps          string // the same in words, for those the dots are a riddle to
	Badge          string // a word that must not be overlooked
	Clock          string

	Body []string // rows as the Theme draws them, mark column first
	From int      // rows From to To of Body are where one is, for [Theme.Follow]
	To   int
	Pin  int // the first rows of Body, which stay as they are while the others scroll, where they leave these room

	Mark Mark // how the last thing went
	Say  Prose

	Keys []Key

	Wide   int    // columns of the sheet, when the body wants more than 80
	Bare   bool   // gives up its two rules when the body needs their rows, for a picture that cannot be smaller
	Scroll int    // rows of Body out of sight above; more than there are is as many as there are
	Tiny   string // what to say where no page can be shown
}

// A Key is a key's cap and what it does now. The first of a page's is the one
// that goes on.
type Key struct{ Cap, Does string }

// View draws p for a terminal of size f, row by row from the top. No row is
// wider than f and there are never more rows than f has.
//
// From the top: header, rule, body, message, rule, keys. The lower three stand
// on the sheet's last rows, and a long message grows upward. Where the body is
// too long, blank rows go first; then it scrolls, and a row at its foot says so.
func (t Theme) View(p Page, f Frame) string {
	switch {
	case f.W < 1 || f.H < 1:
		return ""
	case f.Tiny():
		rows := t.Wrap(Plain(p.Tiny), f.W)
		return strings.Join(rows[:min(len(rows), f.H)], "\n")
	}
	l := t.lay(p, f)
	rows := make([]string, l.above, f.H)
	rows = append(rows, l.head...)
	rows = append(rows, l.window(t, p.Scroll)...)
	rows = append(rows, l.foot...)
	left := strings.Repeat(" ", l.left)
	for i, r := range rows {
		if r != "" {
			rows[i] = left + r
		}
	}
	return strings.Join(rows, "\n")
}

// Reach tells how far the body of p scrolls: the largest Scroll that makes a
// difference, 0 when all of it is in sight, and how many rows to go at a time.
func (t Theme) Reach(p Page, f Frame) (most, page int) {
	if f.Tiny() {
		return 0, 1
	}
	l := t.lay(p, f)
	return l.most(), max(1, l.sight()-1) // one row stays, to read on from
}

// Follow returns the Scroll nearest to p's that has the rows From to To in sight,
// or the last of them, where one types, if there is not room for all.
func (t Theme) Follow(p Page, f Frame) int {
	if f.Tiny() {
		return p.Scroll
	}
	l := t.lay(p, f)
	scroll := min(p.Scroll, l.most())
	if from, to := l.at(p.From)-l.pin, l.at(p.To)-l.pin; p.To > p.From && to > 0 { // what is pinned is in sight
		scroll = max(min(scroll, from), to-l.sight())
	}
	return max(0, min(scroll, l.most()))
}

// A layout is a page cut to a sheet.
type layout struct {
	left, above      int // the desk
	head, body, foot []string
	kept             []int // which row of the page's body each row of body was
	room             int   // rows between head and foot
	pin              int   // the first rows of body, which stay
}

func (t Theme) lay(p Page, f Frame) layout {
	const least = 3 // rows that scroll: two to look at, and one that says there are more
	wide, high := f.sheet(p.Wide), min(f.H, tall)
	in := wide - 4 // two columns of margin on each side
	rule := margin + t.Quiet.Render(strings.Repeat(t.Glyphs.Rule, in))

	head, say, keys := t.header(p, wide), t.say(p.Mark, p.Say, wide), t.footer(p.Keys, in)
	l := layout{
		left:  (f.W - wide) / 2,
		above: (f.H - high) * 2 / 5, // a little above the middle looks like the middle
		head:  append(head, rule),
		foot:  slices.Concat(say, []string{rule}, keys),
	}
	body := p.Body
	if room := high - len(l.head) - len(l.foot); room < 3 && len(say) > 1 {
		// So long a message on so small a sheet is read with the body. Its first
		// row keeps the place where one looks for it.
		body = slices.Concat(unmargin(say[1:]), []string{""}, body)
		l.foot = slices.Concat(say[:1], []string{rule}, keys)
	}
	l.room = high - len(l.head) - len(l.foot)
	shift := len(body) - len(p.Body)
	if pin := max(0, min(p.Pin, len(body))); shift == 0 && l.room-pin >= least {
		l.pin = pin
	}
	l.squeeze(body)
	if p.Bare && !f.Small() && len(l.body) > l.room {
		l.head, l.foot = head, slices.Concat(say, keys)
		l.room += 2
		l.squeeze(body)
	}
	for i := range l.kept {
		l.kept[i] -= shift
	}
	if f.Roomy() && (len(l.body) < l.room || l.pin > 0) {
		l.head = append(l.head, "")
		l.room--
	}
	return l
}

// squeeze gives up blank rows until body fits: one of two that follow each
// other, then the one under the header. Pinned rows stay as they are: they would
// jump while what scrolls below them, the hits of a search, grows and shrinks.
func (l *layout) squeeze(body []string) {
	l.body, l.kept = nil, nil
	for i, r := range body {
		if len(body) > l.room && r == "" && i > l.pin && body[i-1] == "" {
			continue
		}
		l.body, l.kept = append(l.body, r), append(l.kept, i)
	}
	if len(l.body) > l.room && l.pin == 0 && l.body[0] == "" {
		l.body, l.kept = l.body[1:], l.kept[1:]
	}
	for n := len(l.body); n > l.room && l.body[n-1] == ""; n-- {
		l.body, l.kept = l.body[:n-1], l.kept[:n-1]
	}
}

// at is where the row i of the page's body went.
func (l layout) at(i int) int {
	n, _ := slices.BinarySearch(l.kept, i)
	return n
}

// sight is the number of rows of body that scroll and are in sight at once. One
// goes to the mark when there are more.
func (l layout) sight() int {
	if len(l.body) > l.room {
		return max(1, l.room-l.pin-1)
	}
	return l.room - l.pin
}

func (l layout) most() int { return max(0, len(l.body)-l.pin-l.sight()) }

// window is the part of the body in sight.
func (l layout) window(t Theme, scroll int) []string {
	most := l.most()
	scroll = max(0, min(scroll, most))
	rows := make([]string, 0, l.room)
	from := l.pin + scroll
	for _, r := range slices.Concat(l.body[:l.pin], l.body[from:min(len(l.body), from+l.sight())]) {
		if r != "" {
			r = strings.TrimRight(margin+r, " ") // a row that ends in colour ends in a letter
		}
		rows = append(rows, r)
	}
	for len(rows) < l.pin+l.sight() {
		rows = append(rows, "")
	}
	if most > 0 && l.room > 1 {
		rows = append(rows, margin+Blank+t.more(scroll > 0, scroll < most))
	}
	return rows
}

// more says that there are rows out of sight, and which keys bring them.
func (t Theme) more(above, below bool) string {
	var s []string
	if above {
		s = append(s, t.Accent.Render(t.Glyphs.Up)+" "+t.Strong.Render("PgUp"))
	}
	if below {
		s = append(s, t.Accent.Render(t.Glyphs.Down)+" "+t.Strong.Render("PgDn"))
	}
	return strings.Join(s, "   ")
}

func unmargin(rows []string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = strings.TrimPrefix(r, margin)
	}
	return out
}
