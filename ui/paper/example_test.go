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

func ExampleTheme_Table() {
	t := paper.NewTheme(io.Discard, termenv.Ascii, paper.Calm, paper.Modern)

	progress := paper.Table{
		Columns: []paper.Column{
			{Title: "Office", Weight: 1, Least: 12},
			{Title: "All", Right: true, Rank: 1}, // goes first where there is no room
			{Title: "Done", Right: true},
			{Title: "%", Right: true},
		},
		Rows: [][]paper.Prose{
			{paper.Plain("Public Works"), paper.Plain("127"), paper.Plain("96"), t.Share(96./127, 7)},
			{paper.Plain("Schools and Kindergartens"), paper.Plain("48"), paper.Plain("48"), t.Share(1, 7)},
		},
		Total: []paper.Prose{paper.Plain("Together"), paper.Plain("175"), paper.Plain("144"), t.Share(144./175, 7)},
		Airy:  true,
	}
	for _, wide := range []int{48, 36} {
		head, rows, _, _ := t.Table(wide, progress, 0)
		for _, row := range append(head, rows...) {
			fmt.Println("|" + row)
		}
		fmt.Println()
	}
	// Output:
	// |  Office                 All   Done              %
	// |
	// |› Public Works           127     96   ■■■■■··  76%
	// |  Schools and             48     48   ■■■■■■■ 100%
	// |    Kindergartens
	// |  ────────────────────────────────────────────────
	// |  Together               175    144   ■■■■■■·  82%
	//
	// |  Office            Done             %
	// |
	// |› Public Works        96  ■■■■■··  76%
	// |  Schools and         48  ■■■■■■■ 100%
	// |    Kindergartens
	// |  ────────────────────────────────────
	// |  Together           144  ■■■■■■·  82%
}

func ExampleTheme_Plot() {
	t := paper.NewTheme(io.Discard, termenv.Ascii, paper.Calm, paper.ASCII)

	rows, _ := t.Plot(40, paper.Plot{First: 7, Values: []int{2, 9, 17, 21, 12, 1, 4, 15}, High: 5})
	for _, row := range rows {
		fmt.Println("|" + strings.TrimRight(row, " "))
	}
	// Output:
	// |                  21
	// |                 ####
	// |            #### ####                ####
	// |            #### #### ####           ####
	// |       #### #### #### ####           ####
	// |  #### #### #### #### #### #### #### ####
	// |  ---------------------------------------
	// |   07   08   09   10   11   12   13   14
}
