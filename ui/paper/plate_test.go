package paper

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

func TestPlate(t *testing.T) {
	t.Parallel()
	same(t, bare().Plate(72, "K7M3QXPT", []int{4, 4}), []string{
		"  ┌───────┬───────┬───────┬───────┐     ┌───────┬───────┬───────┬───────┐",
		"  │       │       │       │       │     │       │       │       │       │",
		"  │   K   │   7   │   M   │   3   │  –  │   Q   │   X   │   P   │   T   │",
		"  │       │       │       │       │     │       │       │       │       │",
		"  └───────┴───────┴───────┴───────┘     └───────┴───────┴───────┴───────┘",
	})
	same(t, bare().Plate(70, "K7M3QXPT", []int{4, 4}), []string{
		"                  ┌───┬───┬───┬───┐   ┌───┬───┬───┬───┐",
		"                  │ K │ 7 │ M │ 3 │ – │ Q │ X │ P │ T │",
		"                  └───┴───┴───┴───┘   └───┴───┴───┴───┘",
	})
	same(t, theme(termenv.Ascii, ASCII).Plate(32, "K7M3QXPT", []int{4, 4}), []string{
		"         +---+---+---+---+",
		"         | K | 7 | M | 3 |",
		"         +---+---+---+---+",
		"         +---+---+---+---+",
		"         | Q | X | P | T |",
		"         +---+---+---+---+",
	})
	if got := bare().Plate(72, "", nil); len(got) != 0 {
		t.Errorf("no code is %q", got)
	}
}

// Every letter of the code is there once and in order, in the middle, at every
// width.
func TestPlateKeepsTheCode(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, th Theme) {
		for wide := 17; wide <= 100; wide++ {
			rows := th.Plate(wide, "K7M3QXPT", []int{4, 4})
			within(t, rows, wide+2)
			var code strings.Builder
			for _, r := range ansi.Strip(strings.Join(rows, "")) {
				if r >= '0' && r <= 'Z' {
					code.WriteRune(r)
				}
			}
			if code.String() != "K7M3QXPT" {
				t.Fatalf("%d columns: %q", wide, code.String())
			}
			left := len(rows[0]) - len(strings.TrimLeft(rows[0], " ")) - 2
			right := wide + 2 - ansi.StringWidth(rows[0])
			if d := right - left; d < 0 || d > 1 {
				t.Errorf("%d columns: %d blank at the left, %d at the right", wide, left, right)
			}
		}
	})
}
