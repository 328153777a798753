package door

import (
	"crypto/rand"
	"io"
)

// legible is what a reference is made of: the letters of the codes that we mail,
// no two of which can be taken for each other on a screen or in handwriting.
const legible = "34679ACDEFHJKMNPQRTVWXYB"

// Reference returns a new number for something that went wrong, such as
// "K7QM-3X": one of 191 million, short enough to be read over a telephone. It
// stands in the log beside what happened and on the screen in its place. It is by
// chance, so that it tells nothing and needs no counter that survives a crash.
func Reference() string { return reference(rand.Reader) }

// reference draws a number from chance, whose Read must not fail. Bytes at or
// above the largest multiple of the alphabet's size are thrown away, since with
// them the first letters would come more often.
func reference(chance io.Reader) string {
	const fair = 256 - 256%len(legible)
	var ref []byte
	for b := make([]byte, 1); len(ref) < len("K7QM-3X"); {
		if len(ref) == 4 {
			ref = append(ref, '-')
		}
		if _, err := io.ReadFull(chance, b); err != nil {
			return string(ref) // crypto/rand's never fails
		}
		if int(b[0]) < fair {
			ref = append(ref, legible[int(b[0])%len(legible)])
		}
	}
	return string(ref)
}
