package paper

import (
	"cmp"
	"slices"
	"strings"

	"github.com/muesli/termenv"
)

// Detect chooses a colour profile and a set of glyphs from the environment of a
// terminal on the system goos (a value of [runtime.GOOS]). It never asks the
// terminal: one that does not answer would keep everybody waiting, and one that
// answers late types into the first field.
//
// NO_COLOR (no-color.org) wins over everything. The glyphs are [ASCII] on the
// Linux console, whose fonts hold 256 letters, on a dumb terminal and where the
// locale is not UTF-8; [Console] on Windows outside its newer Terminal.
func Detect(environ func(string) string, goos string) (termenv.Profile, Glyphs) {
	term := strings.ToLower(environ("TERM"))
	return profile(environ, term, goos), glyphs(environ, term, goos)
}

// modern are terminals that say nothing of colours in their name and have all of
// them, and whose text is UTF-8 whatever the locale.
var modern = []string{"alacritty", "contour", "foot", "rio", "wezterm", "xterm-ghostty", "xterm-kitty"}

func profile(environ func(string) string, term, goos string) termenv.Profile {
	switch deep := strings.ToLower(environ("COLORTERM")); {
	case environ("NO_COLOR") != "", term == "dumb":
		return termenv.Ascii
	case term == "linux": // COLORTERM may be left over from the desktop it was entered from
		return termenv.ANSI
	case deep == "truecolor" || deep == "24bit":
		// screen does not pass 24 bits on. tmux does, and may call itself screen.
		if strings.HasPrefix(term, "screen") && environ("TERM_PROGRAM") != "tmux" {
			return termenv.ANSI256
		}
		return termenv.TrueColor
	case slices.Contains(modern, term), strings.Contains(term, "direct"), goos == "windows" && environ("WT_SESSION") != "":
		return termenv.TrueColor
	case strings.Contains(term, "256color"), deep != "", goos == "windows" && term == "":
		return termenv.ANSI256 // every console of Windows 10 and later has these
	case strings.Contains(term, "color"), strings.Contains(term, "ansi"):
		return termenv.ANSI
	}
	for _, family := range []string{"xterm", "screen", "tmux", "rxvt", "cygwin", "putty", "konsole"} {
		if strings.HasPrefix(term, family) {
			return termenv.ANSI
		}
	}
	return termenv.Ascii
}

func glyphs(environ func(string) string, term, goos string) Glyphs {
	switch {
	case term == "linux", term == "dumb":
		return ASCII
	case goos == "windows": // where no variable names the encoding: Go writes UTF-16 to its consoles
		if environ("WT_SESSION") == "" {
			return Console
		}
		return Modern
	case readsUTF8(environ, term):
		return Modern
	}
	return ASCII
}

// readsUTF8 reports whether the terminal is likely to read UTF-8. The first of the
// three variables that is set decides, as POSIX has it (Base Definitions, 8.2).
//
// With none set, POSIX says "C". But that is also what a container, a service or
// a bare ssh looks like, with an ordinary terminal in front: there a name that
// only newer terminals bear decides. An old one may be anything.
func readsUTF8(environ func(string) string, term string) bool {
	if locale := strings.ToLower(cmp.Or(environ("LC_ALL"), environ("LC_CTYPE"), environ("LANG"))); locale != "" {
		return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	}
	return slices.Contains(modern, term) || strings.Contains(term, "256color") ||
		strings.Contains(term, "direct") || strings.HasPrefix(term, "tmux")
}
