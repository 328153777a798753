package ui

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// A kind of card, by what it explains. Several causes may share one.
type kind int

// The kinds of cards.
const (
	cardClock kind = iota
	cardZone
	cardMaybe
	cardUsed
	cardOld
	cardOther
	cardUnfinished
	cardTypo
	cardForm
	cardNothing     // where the QR code is at hand
	cardNothingHere // where it is not
	cards           // how many there are
)

// kindOf is the card that explains c on a page where the key is shown, or is not.
func kindOf(c cause, key bool) kind {
	switch c {
	case bySlow, byFast:
		return cardClock
	case byZoneSlow, byZoneFast:
		return cardZone
	case byMaybeSlow, byMaybeFast:
		return cardMaybe
	case byUse, byUseOver:
		return cardUsed
	case byOld, byOldOnce:
		return cardOld
	case byNamed, byOther:
		return cardOther
	case byUnfinished:
		return cardUnfinished
	case byTypo:
		return cardTypo
	case byShort, byLong, byLetters, byWide, byMailed, byNIP, byForm:
		return cardForm
	default: // nothing was found
	}
	if key {
		return cardNothing
	}
	return cardNothingHere
}

// A card is the whole answer to why a code was refused: what F1 shows while a
// diagnosis stands. Like a [Sheet] it does not know how it looks.
type card struct {
	title string
	means paper.Prose
	trees []paper.Twig  // where to tap, or what to do with each entry
	known []paper.Fact  // what can be compared
	wait  int           // seconds until another code shows, for a bar
	until [2]paper.Fact // what the bar stands behind, and what comes after it
	next  string        // the same in words
	steps []paper.Prose
	above string // before the key; "": the key is not shown
	sign  paper.Prose
}

// card is what there is to say about the code that s has seen refused, or ok is
// false: nothing was looked into, and F1 explains the page.
func (w Words) card(s flows.Session, now time.Time) (c card, ok bool) {
	why, holes := w.cause(s, now)
	if why == noCause {
		return card{}, false
	}
	k := kindOf(why, keyShown(s))
	t, d := w.Code.Card[k], s.Facts.Diagnosis
	c = card{title: t.Title, means: paper.Rich(t.Means), known: t.Known, sign: paper.Rich(t.Sign)}
	for _, step := range t.Steps {
		c.steps = append(c.steps, paper.Rich(step, w.entry(s)))
	}
	entry := func(m paper.Mark, text, hole string) paper.Twig {
		return paper.Twig{Mark: m, Text: strings.Replace(text, "%s", hole, 1)}
	}
	fresh := entry(paper.Done, w.Code.NewApp, "")
	if keyShown(s) {
		fresh.Text = w.Code.NewHere
	}
	switch k {
	case cardClock, cardZone, cardMaybe:
		c.title = strings.Replace(t.Title, "%s", w.Code.Drift(d.Off), 1)
		c.trees = w.Code.Phones
		c.sign = paper.Rich(t.Sign, w.Code.SameClock(w.Clock(now)))
	case cardUsed:
		if c.wait = seconds(d.Next.Sub(now)); c.wait > 0 {
			c.until = [2]paper.Fact{{Label: w.Code.OnlyOnce[0]}, {Label: w.Code.OnlyOnce[1], Value: paper.Plain(w.Code.Later)}}
			c.next = strings.Replace(w.Code.NextIn, "%s", w.Seconds(c.wait), 1)
			c.steps = nil // they are for when there is one
		}
	case cardOld:
		old := entry(paper.Refused, w.Code.OldOne, "")
		if len(holes) > 0 {
			old = entry(paper.Refused, w.Code.OldDated, holes[0])
		}
		c.trees = []paper.Twig{{Text: w.Code.App, Under: []paper.Twig{old, fresh}}}
	case cardOther:
		taken := entry(paper.Refused, w.Code.Taken, "")
		if d.Name != "" {
			taken = entry(paper.Refused, w.Code.TakenNamed, d.Name)
		}
		c.trees = []paper.Twig{{Text: w.Code.App, Under: []paper.Twig{taken, fresh}}}
	case cardUnfinished:
		c.trees = []paper.Twig{{Text: w.Code.App, Under: []paper.Twig{entry(paper.Refused, w.Code.Unfinished, ""), entry(paper.Done, w.Code.Live, "")}}}
	case cardNothing:
		if !s.Facts.Key.Empty() {
			c.above = w.Code.KeyAgain
		}
	default: // words alone
	}
	switch why {
	case byNothing:
		c.steps = append(c.steps, paper.Rich(w.Code.Officer))
	case byNothingHere:
		c.steps = append(c.steps, paper.Rich(w.Code.Clinic, w.Choice[flows.GoClinic]))
	default: // what there is to do has been said
	}
	return c, true
}

// cardBody draws c in place of the help.
func (a *App) cardBody(b *body, c card) {
	b.add(a.Theme.Title(b.wide, paper.NoMark, c.title)...)
	b.add(a.Theme.Para(b.wide, c.means)...)
	if len(c.trees) > 0 {
		b.gap()
		a.treeRows(b, c.trees)
	}
	if c.wait > 0 {
		b.gap()
		c.until[0].Value = a.remaining(b.wide-len(c.until[0].Label), c.wait)
		b.add(a.Theme.Facts(b.wide, c.until[:])...)
	}
	if len(c.known) > 0 {
		b.gap()
		b.add(a.Theme.Facts(b.wide, c.known)...)
	}
	if len(c.steps) > 0 {
		b.gap()
		for i, s := range c.steps {
			b.add(a.Theme.Numbered(b.wide, i+1, s)...)
		}
	}
	if c.above != "" {
		b.gap()
		b.add(a.Theme.Para(b.wide, paper.Plain(c.above))...)
		a.keyRows(b, (b.wide+1)/5)
	}
	b.gap()
	b.add(a.Theme.Para(b.wide, c.sign)...)
}

// treeRows draws two trees side by side where there is room, else one under the
// other.
func (a *App) treeRows(b *body, trees []paper.Twig) {
	const least, gap = 32, 2
	half := (b.wide - gap - len(paper.Blank)) / 2
	if len(trees) == 2 && half >= least {
		left, right := a.Theme.Twig(half, trees[0]), a.Theme.Twig(half, trees[1])
		b.add(paper.Beside(left, right, gap)...)
		return
	}
	for i, t := range trees {
		if i > 0 {
			b.gap()
		}
		b.add(a.Theme.Twig(b.wide, t)...)
	}
}

// spoken is c line by line, for the plain mode.
func (c card) spoken(w Words, s flows.Session) []string {
	lines := []string{c.title + ".", c.means.String()}
	for _, t := range c.trees {
		lines = append(lines, aloud(t)...)
	}
	if c.next != "" {
		lines = append(lines, c.next)
	}
	for _, f := range c.known {
		lines = append(lines, f.Label+": "+f.Value.String())
	}
	for i, step := range c.steps {
		lines = append(lines, itoa(i+1)+". "+step.String())
	}
	if c.above != "" {
		lines = append(lines, c.above+" "+groups(s.Facts.Key.Reveal()))
	}
	return append(lines, c.sign.String())
}

// aloud is t in sentences. A way through settings is one; where a tree has several
// entries under it, what to do with each is one.
func aloud(t paper.Twig) (lines []string) {
	if len(t.Under) < 2 {
		return []string{strings.Join(tapped(t), ", ") + "."}
	}
	for _, u := range t.Under {
		first, size := utf8.DecodeRuneInString(u.Text)
		lines = append(lines, string(unicode.ToUpper(first))+u.Text[size:]+".")
	}
	return lines
}

// tapped is t and what is under it, in the order in which it is read.
func tapped(t paper.Twig) []string {
	out := []string{t.Text}
	for _, u := range t.Under {
		out = append(out, tapped(u)...)
	}
	return out
}
