package paper

import (
	"testing"

	"github.com/muesli/termenv"
)

func TestDetect(t *testing.T) {
	t.Parallel()
	type env map[string]string
	for _, c := range []struct {
		name    string
		goos    string
		env     env
		profile termenv.Profile
		glyphs  Glyphs
	}{
		{"desktop", "linux", env{"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "id_ID.UTF-8"}, termenv.TrueColor, Modern},
		{"24bit", "linux", env{"TERM": "xterm", "COLORTERM": "24bit", "LANG": "id_ID.UTF-8"}, termenv.TrueColor, Modern},
		{"over ssh", "linux", env{"TERM": "xterm-256color", "LANG": "id_ID.UTF-8"}, termenv.ANSI256, Modern},
		{"kitty over ssh", "linux", env{"TERM": "xterm-kitty", "LANG": "C.UTF-8"}, termenv.TrueColor, Modern},
		{"direct", "linux", env{"TERM": "xterm-direct", "LANG": "C.utf8"}, termenv.TrueColor, Modern},
		{"plain xterm", "linux", env{"TERM": "xterm", "LANG": "en_US.utf8"}, termenv.ANSI, Modern},
		{"no colour", "linux", env{"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1", "LANG": "id_ID.UTF-8"}, termenv.Ascii, Modern},
		{"no colour, but empty", "linux", env{"TERM": "xterm-256color", "NO_COLOR": "", "LANG": "id_ID.UTF-8"}, termenv.ANSI256, Modern},
		{"Linux console", "linux", env{"TERM": "linux", "COLORTERM": "truecolor", "LANG": "id_ID.UTF-8"}, termenv.ANSI, ASCII},
		{"dumb", "linux", env{"TERM": "dumb", "COLORTERM": "truecolor", "LANG": "id_ID.UTF-8"}, termenv.Ascii, ASCII},
		{"nothing known", "linux", env{}, termenv.Ascii, ASCII},
		{"an old terminal", "linux", env{"TERM": "vt220", "LANG": "C.UTF-8"}, termenv.Ascii, Modern},

		{"screen", "linux", env{"TERM": "screen", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}, termenv.ANSI256, Modern},
		{"tmux as screen", "linux", env{"TERM": "screen", "TERM_PROGRAM": "tmux", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}, termenv.TrueColor, Modern},
		{"screen without more", "linux", env{"TERM": "screen", "LANG": "C.UTF-8"}, termenv.ANSI, Modern},

		{"LC_ALL first", "linux", env{"TERM": "xterm-256color", "LC_ALL": "C", "LC_CTYPE": "C.UTF-8", "LANG": "C.UTF-8"}, termenv.ANSI256, ASCII},
		{"then LC_CTYPE", "linux", env{"TERM": "xterm-256color", "LC_CTYPE": "id_ID.UTF-8", "LANG": "C"}, termenv.ANSI256, Modern},
		{"then LANG", "linux", env{"TERM": "xterm-256color", "LANG": "id_ID.ISO-8859-1"}, termenv.ANSI256, ASCII},
		{"a container", "linux", env{"TERM": "xterm-256color"}, termenv.ANSI256, Modern},
		{"a container in tmux", "linux", env{"TERM": "tmux"}, termenv.ANSI, Modern},
		{"an old one without locale", "linux", env{"TERM": "xterm"}, termenv.ANSI, ASCII},
		{"Terminal.app", "darwin", env{"TERM": "xterm-256color", "LANG": "id_ID.UTF-8"}, termenv.ANSI256, Modern},

		{"Windows Terminal", "windows", env{"WT_SESSION": "8b1f"}, termenv.TrueColor, Modern},
		{"Windows console", "windows", env{}, termenv.ANSI256, Console},
		{"Windows without colour", "windows", env{"NO_COLOR": "1"}, termenv.Ascii, Console},
		{"Windows, dumb", "windows", env{"TERM": "dumb"}, termenv.Ascii, ASCII},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, g := Detect(func(k string) string { return c.env[k] }, c.goos)
			if p != c.profile {
				t.Errorf("profile %v, want %v", p.Name(), c.profile.Name())
			}
			if g != c.glyphs {
				t.Errorf("tick %q, want %q", g.Good, c.glyphs.Good)
			}
		})
	}
}
