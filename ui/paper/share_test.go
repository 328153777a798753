package paper

import (
	"math"
	"testing"

	"github.com/muesli/termenv"
)

func TestShare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part  float64
		cells int
		want  string
	}{
		{0, 5, "·····   0%"},
		{0.66, 5, "■■■··  66%"},
		{1, 5, "■■■■■ 100%"},
		{0.9996, 5, "■■■■·  99%"}, // one person is missing
		{0.0001, 5, "■····   1%"}, // one person is done
		{1.5, 5, "■■■■■ 100%"},
		{-1, 5, "·····   0%"},
		{math.NaN(), 5, "·····   0%"}, // 0 of 0
		{0.5, 1, "·  50%"},
		{0.5, 0, "50%"},
	} {
		if got := bare().Share(c.part, c.cells).String(); got != c.want {
			t.Errorf("%v in %d cells: %q, want %q", c.part, c.cells, got, c.want)
		}
	}
	th := theme(termenv.TrueColor, ASCII)
	rows := see(t, []string{th.draw(line(th.Share(0.5, 4))), th.draw(line(th.Share(1, 4)))})
	if a, b, c := rows[0][1], rows[0][2], rows[1][1]; a.r != '#' || b.r != '.' || a.fg == "" || a.fg == c.fg {
		t.Errorf("half way %+v and %+v, finished %+v", a, b, c)
	}
}
