package paper_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/muesli/termenv"

	"aktivasi/ui/paper"
)

func ExampleTheme_View() {
	t := paper.NewTheme(io.Discard, termenv.Ascii, paper.Calm, paper.Modern)
	f := paper.Frame{W: 60, H: 20}

	in := t.NewInput(5, false)
	in.SetValue("hR4b")

	body := t.Title(f.Body(), paper.NoMark, "Who is there?")
	body = append(body, t.Field(f.Body(), paper.Field{
		Label: "User name",
		Value: paper.Plain("19900101 201501 1 001"),
		State: paper.OK,
	})...)
	body = append(body, "")
	body = append(body, t.Field(f.Body(), paper.Field{
		Label: "Captcha",
		Hint:  paper.Plain("as in the picture"),
		Input: &in,
		Line:  24,
		State: paper.Focused,
	})...)

	p := paper.Page{
		Journey: "Reset password",
		Step:    1, Of: 5, Steps: "1 of 5",
		Clock: "09.15 WIB",
		Body:  body,
		Mark:  paper.Again,
		Say:   paper.Rich("That is not it. *Small* and large letters differ."),
		Keys:  []paper.Key{{Cap: "Enter", Does: "check"}, {Cap: "Tab", Does: "next"}, {Cap: "Esc", Does: "back"}},
	}
	for row := range strings.SplitSeq(t.View(p, f), "\n") {
		fmt.Println("|" + row)
	}
	// Output:
	// |  Reset password                        1 of 5   09.15 WIB
	// |  ────────────────────────────────────────────────────────
	// |
	// |    Who is there?
	// |
	// |    User name
	// |    19900101 201501 1 001                              ✓
	// |    ────────────────────────────────────────────────────
	// |
	// |  ▌ Captcha  as in the picture
	// |  ▌ hR4b█
	// |  ▌ ────────────────────────
	// |
	// |
	// |
	// |
	// |
	// |  ! That is not it. Small and large letters differ.
	// |  ────────────────────────────────────────────────────────
	// |  [Enter] check   Tab next   Esc back
}
