package paper

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A phone that is slow, one that is fast and one that is right, as they are seen
// without colour.
func TestTimeline(t *testing.T) {
	for _, tt := range []struct {
		name   string
		off    time.Duration
		glyphs Glyphs
		want   string
	}{
		{"slow", -270 * time.Second, Modern, `
     phone
       ↓
    ┴──■■■■■■■■■■■■■■■■■■■■■■■■■■■■─────┴─────┴─────┴─────┴─────┴
   -5    -4    -3    -2    -1     0    +1    +2    +3    +4    +5 min
                                  ↑
                                 now`},
		{"fast", 2 * time.Hour, Modern, `
                                          phone
                                            ↓
    ┴─────────┴─────────■■■■■■■■■■■■■■■■■■■■■
   -2        -1         0        +1        +2 hours
                        ↑
                       now`},
		{"right", 0, Modern, `
                      phone
                        ↓
    ┴─────────┴─────────┴─────────┴─────────┴
   -2        -1         0        +1        +2 min
                        ↑
                       now`},
		{"in ASCII", 30 * time.Second, ASCII, `
                           phone
                             v
    +---------+---------######----+---------+
   -2        -1         0        +1        +2 min
                        ^
                       now`},
	} {
		rows, ok := theme(termenv.Ascii, tt.glyphs).Timeline(72, Timeline{tt.off, "now", "phone", "min", "hours"})
		if got := "\n" + strings.Join(rows, "\n"); !ok || got != tt.want {
			t.Errorf("%s: %v%s\nwant%s", tt.name, ok, got, tt.want)
		}
	}
}

// However far and however narrow, the line keeps to its columns, and the phone is
// on its own side of now, a second from it or a day.
func TestTimelineKeepsItsSide(t *testing.T) {
	th := theme(termenv.Ascii, Modern)
	for wide := range 80 {
		for _, off := range []time.Duration{0, time.Second, 30 * time.Second, 29 * time.Minute, 31 * time.Minute, 5 * time.Hour, 12 * time.Hour, 36 * time.Hour} {
			for _, off := range []time.Duration{off, -off} {
				rows, ok := th.Timeline(wide, Timeline{off, "sekarang", "jam HP Anda", "menit", "jam"})
				if !ok {
					if wide >= 60 {
						t.Errorf("%v has no room in %d columns", off, wide)
					}
					continue
				}
				for _, r := range rows {
					if n := lipgloss.Width(r); n > wide+2 {
						t.Errorf("%v in %d columns: a row of %d: %q", off, wide, n, r)
					}
				}
				there, now := strings.Index(rows[1], "↓"), strings.Index(rows[4], "↑")
				if off < 0 != (there < now) || off > 0 != (there > now) {
					t.Errorf("%v in %d columns: phone at %d, now at %d", off, wide, there, now)
				}
			}
		}
	}
}
