package paper

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

func typed(th Theme, text string, hidden bool) *textinput.Model {
	in := th.NewInput(128, hidden)
	in.SetValue(text)
	in.Focus()
	return &in
}

func TestFieldStates(t *testing.T) {
	t.Parallel()
	th := bare()
	line := strings.Repeat("─", 24)
	for _, c := range []struct {
		name  string
		state State
		note  string
		want  []string
	}{
		{"idle", Idle, "", []string{"  Name", "  Phone", "  " + line}},
		{"focused", Focused, "", []string{"▌ Name", "▌ Phone█", "▌ " + line}},
		{"ok", OK, "", []string{"  Name", "  Phone                  ✓", "  " + line}},
		{"ok, and why", OK, "good", []string{"  Name", "  Phone             ✓ good", "  " + line}},
		{"trouble", Trouble, "", []string{"▌ Name", "▌ Phone█", "▌ " + line}},
		{"busy", Busy, "", []string{"▌ Name", "▌ Phone", "▌ " + line}},
		{"disabled", Disabled, "", []string{"  Name", "  ", "  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─"}},
		{"a note that does not fit beside", Focused, "a note of 20 letters", []string{"▌ Name", "▌ Phone█", "▌ " + line, "▌ a note of 20 letters"}},
		{"a note that wraps", Idle, "a note that is longer than a row", []string{"  Name", "  Phone", "  " + line, "  a note that is longer", "  than a row"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := Field{Label: "Name", Input: typed(th, "Phone", false), State: c.state}
			if c.note != "" {
				x.Note = Plain(c.note)
			}
			same(t, th.Field(24, x), c.want)
		})
	}
}

// The states as a person with colours sees them: what the bar, the label, the
// value and the line look like.
func TestFieldColours(t *testing.T) {
	t.Parallel()
	const accent, trouble, quiet = "38;2;95;95;255", "38;2;226;40;40", "38;2;118;118;118" // termenv rounds 41 down
	th := theme(termenv.TrueColor, Modern)
	for _, c := range []struct {
		state            State
		bar, label, line string
		bold             bool // the value
		cursor           string
	}{
		{Idle, "", "", quiet, false, ""},
		{Focused, accent, accent, accent, true, accent},
		{OK, "", "", quiet, false, ""},
		{Trouble, trouble, trouble, trouble, true, trouble},
		{Busy, accent, accent, accent, true, ""},
		{Disabled, "", quiet, quiet, false, ""},
	} {
		rows := see(t, th.Field(24, Field{Label: "Name", Input: typed(th, "ab", false), State: c.state}))
		label, value, line := rows[0], rows[1], rows[2]
		for i, r := range rows {
			if bar := r[0]; (bar.r == '▌') != (c.bar != "") || bar.fg != c.bar {
				t.Errorf("state %d row %d: bar %q in %q, want %q", c.state, i, bar.r, bar.fg, c.bar)
			}
		}
		if label[2].fg != c.label || line[2].fg != c.line {
			t.Errorf("state %d: label %q, line %q, want %q, %q", c.state, label[2].fg, line[2].fg, c.label, c.line)
		}
		if c.state == Disabled {
			continue
		}
		if value[2].bold != c.bold || value[2].fg != "" {
			t.Errorf("state %d: value %+v", c.state, value[2])
		}
		cursor := ""
		for _, s := range value {
			if s.reverse {
				cursor = s.ground()
			}
		}
		if cursor != c.cursor {
			t.Errorf("state %d: cursor %q, want %q", c.state, cursor, c.cursor)
		}
	}
}

func TestFieldPicksWhatToShow(t *testing.T) {
	t.Parallel()
	th := bare()
	in := typed(th, "199001012015011001", false)
	grouped := Plain("19900101 201501 1 001")
	for _, c := range []struct {
		state State
		want  string
	}{{Idle, "  19900101 201501 1 001"}, {OK, "  19900101 201501 1 001  ✓"}, {Focused, "▌ 199001012015011001█"}, {Trouble, "▌ 199001012015011001█"}} {
		if got := th.Field(24, Field{Label: "NIP", Input: in, Value: grouped, State: c.state})[1]; got != c.want {
			t.Errorf("state %d: %q, want %q", c.state, got, c.want)
		}
	}
	same(t, th.Field(12, Field{Label: "Captcha", Hint: Plain("as in the picture"), Picture: []string{"", "x x"}, Input: typed(th, "hR", false), Line: 5, State: Focused}),
		[]string{"▌ Captcha  as", "▌ in the", "▌ picture", "▌ ", "▌ x x", "▌ hR█", "▌ ─────"})
	same(t, th.Field(12, Field{Label: "Name"}), []string{"  Name", "  ", "  ────────────"})
}

func TestInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		text   string
		at     int
		wide   int
		hidden bool
		state  State
		want   string
	}{
		{"empty", "", 0, 10, false, Focused, "█"},
		{"at the end", "abc", 3, 10, false, Focused, "abc█"},
		{"in the middle", "abc", 1, 10, false, Focused, "a█bc"},
		{"just fits", "abc", 3, 4, false, Focused, "abc█"},
		{"scrolled", "abcdefgh", 8, 5, false, Focused, "…fgh█"},
		{"scrolled, in the middle", "abcdefgh", 4, 5, false, Focused, "…cd█…"},
		{"scrolled, at the start", "abcdefgh", 0, 5, false, Focused, "█abc…"},
		{"hidden", "a日c", 3, 10, true, Focused, "•••█"},
		{"hidden, not here", "abc", 3, 10, true, Idle, "•••"},
		{"not here", "abcdefgh", 8, 5, false, Idle, "abcd…"},
		{"not here, just fits", "abcde", 5, 5, false, Idle, "abcde"},
		{"busy", "abc", 3, 10, false, Busy, "abc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			th := bare()
			in := typed(th, c.text, c.hidden)
			in.SetCursor(c.at)
			if got := th.Input(*in, c.wide, c.state); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Whatever is typed, wherever the cursor stands: the field keeps its width, the
// cursor is in sight and so are the letters beside it.
func TestInputKeepsToItsLine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		th := theme(rapid.SampledFrom([]termenv.Profile{termenv.TrueColor, termenv.Ascii}).Draw(t, "profile"),
			rapid.SampledFrom([]Glyphs{Modern, ASCII}).Draw(t, "glyphs"))
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abc XYZ09日本é\u0301👍ß")), 0, 60, -1).Draw(t, "text")
		in := typed(th, text, rapid.Bool().Draw(t, "hidden"))
		in.SetCursor(rapid.IntRange(0, 60).Draw(t, "at"))
		wide := rapid.IntRange(6, 40).Draw(t, "wide")
		state := State(rapid.IntRange(0, int(Busy)).Draw(t, "state"))
		got := th.Input(*in, wide, state)
		if w := lipgloss.Width(got); w > wide {
			t.Fatalf("%d wide, want at most %d: %q", w, wide, got)
		}
		cursor := strings.Contains(got, th.Glyphs.Cursor)
		if !th.plain {
			cursor = slices.ContainsFunc(see(t, []string{got})[0], func(s seen) bool { return s.reverse })
		}
		if want := state == Focused || state == Trouble; cursor != want {
			t.Fatalf("cursor in sight: %v, want %v: %q", cursor, want, got)
		}
	})
}

// A name of a key typed as text is text, and the host's clipboard is never read.
func TestInputKeys(t *testing.T) {
	t.Parallel()
	in := bare().NewInput(5, false)
	in.Focus()
	press := func(k tea.KeyMsg) tea.Cmd {
		var cmd tea.Cmd
		in, cmd = in.Update(k)
		return cmd
	}
	press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("abcdefg")})
	if in.Value() != "abcde" {
		t.Errorf("%q, want the first five", in.Value())
	}
	for _, k := range []tea.KeyType{tea.KeyCtrlV, tea.KeyCtrlA, tea.KeyCtrlE, tea.KeyCtrlB, tea.KeyCtrlF, tea.KeyCtrlN, tea.KeyCtrlP, tea.KeyCtrlD, tea.KeyTab, tea.KeyUp, tea.KeyDown} {
		if cmd := press(tea.KeyMsg{Type: k}); cmd != nil {
			t.Errorf("%v does something: %v", k, cmd())
		}
		if in.Value() != "abcde" || in.Position() != 5 {
			t.Errorf("%v: %q at %d", k, in.Value(), in.Position())
		}
	}
	press(tea.KeyMsg{Type: tea.KeyHome})
	press(tea.KeyMsg{Type: tea.KeyDelete})
	press(tea.KeyMsg{Type: tea.KeyRight})
	press(tea.KeyMsg{Type: tea.KeyBackspace})
	if in.Value() != "cde" {
		t.Errorf("%q, want %q", in.Value(), "cde")
	}
}

func TestCells(t *testing.T) {
	t.Parallel()
	th := bare()
	same(t, th.Cells(72, "481", []int{3, 3}, 3, Focused), []string{
		"┌───┬───┬───┐   ┌───┬───┬───┐",
		"│ 4 │ 8 │ 1 │ – │ █ │   │   │",
		"└───┴───┴───┘   └───┴───┴───┘",
	})
	same(t, th.Cells(32, "K7M2Q", []int{4, 4}, 1, Focused), []string{ // 37 columns do not fit
		"┌───┬───┬───┬───┐",
		"│ K │█7 │ M │ 2 │",
		"└───┴───┴───┴───┘",
		"┌───┬───┬───┬───┐",
		"│ Q │   │   │   │",
		"└───┴───┴───┴───┘",
	})
	same(t, theme(termenv.Ascii, ASCII).Cells(72, "日\x1b1", []int{3}, 3, Busy), []string{
		"+---+---+---+",
		"|   | 1 |   |",
		"+---+---+---+",
	})
	for _, c := range []struct{ groups, wide int }{{4, 37}, {3, 29}} {
		if w := lipgloss.Width(th.Cells(72, "", []int{c.groups, c.groups}, 0, Focused)[0]); w != c.wide {
			t.Errorf("two groups of %d are %d columns, want %d", c.groups, w, c.wide)
		}
	}
	for wide, want := range map[int]int{37: 3, 36: 6} {
		if rows := th.Cells(wide, "", []int{4, 4}, 0, Focused); len(rows) != want {
			t.Errorf("in %d columns: %d rows, want %d", wide, len(rows), want)
		}
	}
	rows := see(t, theme(termenv.ANSI256, Modern).Cells(72, "48", []int{3}, 1, Focused))
	if edge, cursor, letter := rows[1][0], rows[1][6], rows[1][2]; edge.fg != "38;5;63" || !cursor.reverse || cursor.r != '8' || !letter.bold {
		t.Errorf("edge %+v, cursor %+v, letter %+v", edge, cursor, letter)
	}
}

func TestNoteBesideBoxes(t *testing.T) {
	t.Parallel()
	th := bare()
	x := Field{Label: "Code", Boxes: th.Cells(72, "", []int{3}, -1, Idle), Note: Plain("21 s"), State: Idle}
	same(t, th.Field(20, x), []string{"  Code", "  ┌───┬───┬───┐", "  │   │   │   │   21 s", "  └───┴───┴───┘"})
	same(t, th.Field(19, x), []string{"  Code", "  ┌───┬───┬───┐", "  │   │   │   │", "  └───┴───┴───┘", "  21 s"})
}
