package paper

// A page is a sheet of this size at most; a larger terminal is the desk around
// it. Text never widens: long lines are slow to read.
const usual, tall = 80, 30

// A Frame is the size of a terminal, in columns and rows.
type Frame struct{ W, H int }

// Small reports whether pictures must give way to words.
func (f Frame) Small() bool { return f.W < 80 || f.H < 24 }

// Roomy reports whether there is air to spare.
func (f Frame) Roomy() bool { return f.W >= 100 && f.H >= 30 }

// Tiny reports whether no page can be shown, only one sentence.
func (f Frame) Tiny() bool { return f.W < 40 || f.H < 12 }

// Body is the number of columns for the text of an ordinary page, 72 at 80
// columns. It is what the functions that draw rows call wide.
func (f Frame) Body() int { return f.BodyOf(0) }

// BodyOf is [Frame.Body] for a page whose [Page.Wide] is wide.
func (f Frame) BodyOf(wide int) int { return max(1, f.sheet(wide)-8) }

func (f Frame) sheet(wide int) int { return min(f.W, max(usual, wide)) }
