package ui

import (
	"strings"

	"aktivasi/flows"
	"aktivasi/flows/otp"
	"aktivasi/ui/paper"
)

// scanBody is the page on which a phone is connected: the QR code, the key for
// those whose camera cannot read it, the code from the app and the name of the
// phone. Everything is on one page, so that nobody has to remember a code while
// a page turns.
func (a *App) scanBody(b *body, p *paper.Page, sh Sheet) {
	uri := a.session.Facts.URI.Reveal()
	plan, ok := a.code.beside(uri, a.frame)
	if !ok || !a.Theme.Glyphs.Pixels {
		if a.session.Say == flows.KeyReady {
			p.Say = paper.Plain(a.Words.ByHand)
		}
		why := a.Words.TooSmall
		if !a.frame.Small() {
			why = a.Words.NoPicture
		}
		a.keyBody(b, sh, why)
		return
	}
	p.Wide, p.Bare = paper.Double, true
	gap, wide := plan.Beside(a.frame)

	right := &body{Theme: a.Theme, wide: wide}
	if a.frame.Roomy() {
		right.add("")
	}
	told := a.scanNews(right, p)
	if !told {
		for i, s := range a.Words.Scan {
			right.add(a.Theme.Numbered(wide, i+1, paper.Rich(s))...)
		}
		right.gap()
		right.paras(sh.Lead)
		right.gap()
	}
	key := &body{Theme: a.Theme, wide: wide}
	key.add(a.Theme.Para(wide, paper.Plain(a.Words.Key))...)
	a.keyRows(key, 4)
	key.add("")
	fields := &body{Theme: a.Theme, wide: wide}
	a.scanFields(fields, sh)
	if !told || len(right.rows)+len(key.rows)+len(fields.rows) <= plan.Rows {
		right.add(key.rows...) // what to do comes before a key that was typed long ago
	}
	right.add(fields.rows...)
	b.add(paper.Beside(a.code.rows(a.Theme, uri, plan), right.rows, gap)...)
}

// scanNews tells a refusal on the page with the code: why, and below it what to
// do, in the place of the steps, which have been done by then. Below the code
// there is room for one row at 80 × 24, which says that it was refused and how
// many tries are left.
func (a *App) scanNews(b *body, p *paper.Page) bool {
	why, do := a.Words.refusal(a.session, a.Now())
	if why == nil || p.Mark == paper.Working {
		return false
	}
	p.Say = paper.Plain(a.Words.Code.Refused + a.Words.counts(a.session, a.Now()))
	mark := append(a.Theme.Mark(paper.Refused), paper.Span{Text: " "})
	b.add(a.Theme.Para(b.wide, append(mark, paper.Bold(why.String())...))...)
	b.add(a.Theme.Para(b.wide, replaced(strings.NewReplacer("›", a.Theme.Glyphs.Pick), do))...)
	b.gap()
	return true
}

// keyBody leads with the key where no code can be shown.
func (a *App) keyBody(b *body, sh Sheet, why string) {
	b.add(a.Theme.Title(b.wide, paper.NoMark, a.Words.KeyOnly)...)
	b.add(a.Theme.Para(b.wide, paper.Rich(why))...)
	b.paras(sh.Lead)
	b.gap()
	a.keyRows(b, (b.wide+1)/5)
	b.gap()
	a.scanFields(b, sh)
}

// keyRows is the key in groups of four, perRow of them in a row.
func (a *App) keyRows(b *body, perRow int) {
	key := a.session.Facts.Key.Reveal()
	step := max(1, min(perRow, 8)) * 4
	for i := 0; i < len(key); i += step {
		part := otp.Groups(flows.Hide(key[i:min(len(key), i+step)]))
		b.add(a.Theme.Para(b.wide, paper.Bold(part.Reveal()))...)
	}
}

// scanFields are the code, with the time it has left under its boxes, and the
// name.
func (a *App) scanFields(b *body, sh Sheet) {
	for i, ask := range sh.Asks {
		x := a.field(ask, i, b.wide)
		if ask.Field == flows.OTP && len(x.Boxes) > 0 {
			x.Boxes = append(x.Boxes, a.Theme.Wrap(a.countdown(b.wide), b.wide)...)
		}
		rows := a.Theme.Field(b.wide, x)
		if i == a.form.at {
			b.here(rows)
		} else {
			b.add(rows...)
		}
		if i+1 < len(sh.Asks) {
			b.gap()
		}
	}
}

// alone is the QR code by itself, as large as it gets, for a camera that is far
// away.
func (a *App) alone() (string, bool) {
	uri := a.session.Facts.URI.Reveal()
	plan, ok := a.code.big(uri, a.frame)
	if !ok {
		return "", false
	}
	return a.Theme.Alone(a.frame, a.Words.AloneTop, a.code.rows(a.Theme, uri, plan),
		paper.Key{Cap: "Enter", Does: a.Words.AloneBack}), true
}

// A qrCache keeps the last code drawn: working one out takes longer than
// drawing all the rest of a page, and it does not change with every key.
type qrCache struct {
	uri     string
	frame   paper.Frame
	plan    [2]paper.QR
	ok      [2]bool
	drawn   paper.QR
	picture []string
}

func (c *qrCache) fit(uri string, f paper.Frame) {
	if c.uri == uri && c.frame == f {
		return
	}
	*c = qrCache{uri: uri, frame: f}
	if uri != "" {
		c.plan[0], c.ok[0] = paper.FitQR(uri, f)
		c.plan[1], c.ok[1] = paper.FitBigQR(uri, f)
	}
}

func (c *qrCache) beside(uri string, f paper.Frame) (paper.QR, bool) {
	c.fit(uri, f)
	return c.plan[0], c.ok[0]
}

func (c *qrCache) big(uri string, f paper.Frame) (paper.QR, bool) {
	c.fit(uri, f)
	return c.plan[1], c.ok[1]
}

func (c *qrCache) rows(t paper.Theme, uri string, plan paper.QR) []string {
	if c.picture == nil || c.drawn != plan {
		c.picture, c.drawn = t.QR(uri, plan), plan
	}
	return c.picture
}
