// Package paper draws. It turns words, marks, fields, codes and pictures that a
// caller supplies into the rows of a terminal, and knows nothing of what they
// are for: there is no journey and no sentence in it.
//
// One idea: a sheet of paper with a bar in the margin. Ordinary text is the
// terminal's own; one bar says where you are, one line at the foot says what
// just happened, and nothing else asks for attention.
//
// # Columns
//
// Rows of a body begin with the two columns of the mark column: blank, or the
// bar, or the mark of a title. The text stands after them. [Theme.View] puts the
// margin of two columns in front, so that on a screen of 80 columns marks stand
// in column 3 and every word begins in column 5. An empty row is the empty
// string.
//
// # Rules of the house
//
//   - Nothing is cut in width: what does not fit is wrapped, and what does not
//     fit in height scrolls. A [Table] alone may do without columns, those that
//     its maker calls dispensable.
//   - Colour paints marks, bars, labels and lines, never a sentence that somebody
//     must read; and nothing is told by colour or by weight alone, since a
//     terminal with NO_COLOR has neither.
//   - The terminal is never asked anything. What it can show is read from its
//     environment ([Detect]), and the [Palette] is legible on black and on white.
//   - Styles belong to a [Theme], and a Theme to one terminal.
package paper
