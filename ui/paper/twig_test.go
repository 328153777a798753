package paper

import (
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// Settings in one another: what is too long wraps under itself, and the lines of
// what comes below go on beside it.
func TestTwig(t *testing.T) {
	tree := Twig{Text: "Phone", Under: []Twig{{Text: "Settings", Under: []Twig{
		{Text: "Set the time automatically", On: true},
		{Text: "this one", Mark: Refused},
		{Text: "that one", Mark: Done},
	}}}}
	for _, tt := range []struct {
		glyphs Glyphs
		wide   int
		want   string
	}{
		{Modern, 26, `
  Phone
  └─ Settings
     ├─ [·■] Set the time
     │       automatically
     ├─ ✗ this one
     └─ ✓ that one`},
		{ASCII, 40, `
  Phone
  +- Settings
     +- [.#] Set the time automatically
     +- x this one
     +- ok that one`},
	} {
		if got := "\n" + strings.Join(theme(termenv.Ascii, tt.glyphs).Twig(tt.wide, tree), "\n"); got != tt.want {
			t.Errorf("in %d columns:%s\nwant%s", tt.wide, got, tt.want)
		}
	}
}
