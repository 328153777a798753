package door

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

var anyReference = regexp.MustCompile(`[` + legible + `]{4}-[` + legible + `]{2}`)

func TestReference(t *testing.T) {
	t.Parallel()
	got := Reference()
	if m := anyReference.FindString(got); m != got {
		t.Errorf("a reference is %q", got)
	}
	if again := Reference(); again == got {
		t.Errorf("twice the same: %q", got)
	}
}

// Every letter has the same chance: bytes that would favour some are thrown away.
func TestReferenceIsFair(t *testing.T) {
	t.Parallel()
	count := make(map[rune]int)
	var all []byte
	for b := range 256 {
		all = append(all, byte(b))
	}
	chance := bytes.NewReader(bytes.Repeat(all, 6*len(legible)))
	for chance.Len() >= 256 {
		for _, r := range strings.ReplaceAll(reference(chance), "-", "") {
			count[r]++
		}
	}
	least, most := 1<<30, 0
	for _, r := range legible {
		least, most = min(least, count[r]), max(most, count[r])
	}
	if most-least > 6 { // what the end of the bytes cut off
		t.Errorf("letters came %d to %d times", least, most)
	}
}
