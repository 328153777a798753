package paper

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

func cells(s ...string) []Prose {
	out := make([]Prose, len(s))
	for i := range s {
		out[i] = Plain(s[i])
	}
	return out
}

// drawn is a table as it stands on a page.
func drawn(th Theme, wide int, x Table, chosen int) []string {
	head, rows, _, _ := th.Table(wide, x, chosen)
	return slices.Concat(head, rows)
}

// offices is a table that takes 36 columns.
func offices() Table {
	return Table{
		Columns: []Column{{Title: "Office"}, {Title: "All", Right: true, Rank: 1}, {Title: "Done", Right: true}},
		Rows:    [][]Prose{cells("Dinas Pekerjaan Umum", "127", "96"), cells("RSUD", "2.418", "1.597")},
		Total:   cells("TOTAL", "2.545", "1.693"),
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	same(t, drawn(bare(), 72, offices(), 1), []string{
		"  Office                   All    Done",
		"  Dinas Pekerjaan Umum     127      96",
		"› RSUD                   2.418   1.597",
		"  ────────────────────────────────────",
		"  TOTAL                  2.545   1.693",
	})
	same(t, drawn(theme(termenv.Ascii, ASCII), 34, offices(), 0), []string{
		"  Office                  All   Done",
		"> Dinas Pekerjaan Umum    127     96",
		"  RSUD                  2.418  1.597",
		"  ----------------------------------",
		"  TOTAL                 2.545  1.693",
	})
	if head, rows, from, to := bare().Table(72, Table{}, 0); head != nil || rows != nil || from != to {
		t.Errorf("a table of nothing: %q, %q", head, rows)
	}
	x := offices()
	x.Columns, x.Total = []Column{{}, {}}, nil
	if head, rows, _, _ := bare().Table(72, x, -1); head != nil || len(rows) != 2 {
		t.Errorf("without titles: %q, %q", head, rows)
	}
}

// What has a weight takes what there is to spare, by weight, and nobody wraps
// while another has more than it needs.
func TestTableWeights(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		columns []Column
		wide    int
		want    []int
	}{
		{"none", []Column{{}, {}}, 40, []int{4, 20}},
		{"one takes all", []Column{{Weight: 1}, {}}, 40, []int{17, 20}},
		{"shares", []Column{{Weight: 1, Least: 4}, {Weight: 2, Least: 20}}, 57, []int{14, 40}},
		{"one lends", []Column{{Weight: 9}, {Weight: 1}}, 29, []int{6, 20}},
		{"one has a least and lends no more", []Column{{Weight: 9, Least: 8}, {Weight: 1}}, 29, []int{8, 18}},
		{"both are short", []Column{{Weight: 1}, {Weight: 1}}, 19, []int{4, 12}},
		{"words stay whole", []Column{{}, {}}, 13, []int{4, 7}},
		{"as long as they can", []Column{{}, {}}, 10, []int{4, 4}},
		{"least", []Column{{Least: 9}, {}}, 40, []int{9, 20}},
	} {
		x := Table{Columns: c.columns, Rows: [][]Prose{cells("four", "twenty columns ------")}}
		x.Rows[0][1] = Plain("twenty columns -----")
		if got := x.fit(c.wide).wide; !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// The largest rank goes first, all columns of it, and what has none stays.
func TestTableDrops(t *testing.T) {
	t.Parallel()
	x := Table{Columns: []Column{{Title: "name"}, {Title: "b222", Rank: 2}, {Title: "c222", Rank: 2}, {Title: "d111", Rank: 1}, {Title: "last"}}}
	for _, c := range []struct {
		wide int
		want string
	}{
		{32, "name   b222   c222   d111   last"},
		{31, "name  b222  c222  d111  last"},
		{28, "name  b222  c222  d111  last"},
		{27, "name  d111  last"},
		{16, "name  d111  last"},
		{15, "name  last"},
		{10, "name  last"},
	} {
		head, _, _, _ := bare().Table(c.wide, x, -1)
		same(t, head, []string{"  " + c.want})
	}
}

func TestTableWraps(t *testing.T) {
	t.Parallel()
	x := Table{
		Columns: []Column{{Title: "Office", Weight: 1}, {Title: "Finished so far", Right: true}},
		Rows:    [][]Prose{cells("Dinas Pekerjaan Umum dan Penataan Ruang", "3"), cells("日本語の長い名前", "12"), cells("one\ntwo")},
		Airy:    true,
	}
	head, rows, from, to := bare().Table(26, x, 1)
	same(t, head, []string{
		"  Office         Finished so",
		"                         far",
		"",
	})
	same(t, rows, []string{
		"  Dinas                    3",
		"    Pekerjaan",
		"    Umum dan",
		"    Penataan",
		"    Ruang",
		"› 日本語の長い            12",
		"  名前",
		"  one",
		"    two",
	})
	if from != 5 || to != 7 {
		t.Errorf("rows %d to %d, want 5 to 7", from, to)
	}
}

// A chosen row is filled from the mark column to the table's end, and so is all
// that goes on below it: no tone of a cell ends the filling.
func TestTableChosen(t *testing.T) {
	t.Parallel()
	th := theme(termenv.TrueColor, Modern)
	x := offices()
	x.Rows[0][1] = th.Share(1, 5)
	x.Columns[0].Weight, x.Columns[1].Rank = 1, 0
	_, rows, from, to := th.Table(32, x, 0)
	if from != 0 || to != 3 {
		t.Fatalf("rows %d to %d, want 0 to 3", from, to)
	}
	for i, row := range see(t, rows[from:to]) {
		if len(row) != 34 {
			t.Errorf("row %d is %d wide, want 34", i, len(row))
		}
		for c, s := range row {
			if s.bg != "48;2;95;95;255" || s.fg != "38;2;255;255;255" {
				t.Errorf("row %d column %d is %+v", i, c, s)
			}
		}
	}
	if s := see(t, rows)[0][0]; s.r != '›' {
		t.Errorf("it begins with %q", s.r)
	}
	total := see(t, rows)[len(rows)-1]
	if !total[2].bold || total[2].r != 'T' {
		t.Errorf("the total begins with %+v", total[2])
	}
}

// Whatever stands in a table, it keeps to its columns, loses no letter of those
// that it shows, and the rows it calls the chosen one's are.
func TestTableKeepsToThePage(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`([a-zA-Z0-9.]{1,16} ?){0,5}|[日本語한]{1,9}`)
	rapid.Check(t, func(t *rapid.T) {
		th := theme(rapid.SampledFrom([]termenv.Profile{termenv.TrueColor, termenv.Ascii}).Draw(t, "profile"), rapid.SampledFrom([]Glyphs{Modern, Console, ASCII}).Draw(t, "glyphs"))
		var x Table
		for range rapid.IntRange(0, 9).Draw(t, "columns") {
			x.Columns = append(x.Columns, Column{
				Title: text.Draw(t, "title"), Right: rapid.Bool().Draw(t, "right"), Weight: rapid.IntRange(0, 3).Draw(t, "weight"),
				Least: rapid.IntRange(0, 30).Draw(t, "least"), Rank: rapid.IntRange(0, 3).Draw(t, "rank"),
			})
		}
		row := func() []Prose {
			var out []Prose
			for range rapid.IntRange(0, 10).Draw(t, "cells") {
				out = append(out, Toned(Tone(rapid.IntRange(0, int(InQuiet)).Draw(t, "tone")), text.Draw(t, "cell")))
			}
			return out
		}
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			x.Rows = append(x.Rows, row())
		}
		if rapid.Bool().Draw(t, "totalled") {
			x.Total = row()
		}
		x.Airy = rapid.Bool().Draw(t, "airy")
		chosen := rapid.IntRange(-1, 7).Draw(t, "chosen")
		wide := rapid.IntRange(2, 120).Draw(t, "wide")

		head, rows, from, to := th.Table(wide, x, chosen)
		see(t, slices.Concat(head, rows))
		for i, r := range slices.Concat(head, rows) {
			if w := ansi.StringWidth(r); w > wide+2 {
				t.Fatalf("row %d is %d wide of %d: %q", i, w, wide+2, r)
			}
		}
		g := x.fit(wide)
		var want string
		for _, k := range g.columns {
			for _, c := range append(slices.Clone(x.Rows), x.Total) {
				if k < len(c) {
					want += c[k].String()
				}
			}
		}
		rule := strings.Repeat(th.Glyphs.Rule, max(1, g.width()))
		got := strings.ReplaceAll(strings.ReplaceAll(ansi.Strip(strings.Join(rows, " ")), th.Glyphs.Pick, ""), rule, "")
		if sorted(got) != sorted(want) {
			t.Fatalf("got\n%s\nof\n%s", got, want)
		}
		if ok := chosen >= 0 && chosen < len(x.Rows) && len(x.Columns) > 0; ok != (to > from) || ok && !strings.HasPrefix(ansi.Strip(rows[from]), th.Glyphs.Pick) {
			t.Fatalf("row %d is rows %d to %d of\n%s", chosen, from, to, strip(rows))
		}
	})
}

// sorted is the letters of s in order: cells that wrap side by side are read
// neither across nor down.
func sorted(s string) string {
	r := []rune(letters(s))
	slices.Sort(r)
	return string(r)
}

func BenchmarkTable(b *testing.B) {
	x := Table{Columns: []Column{{Title: "Name", Weight: 3}, {Title: "Number"}, {Title: "Office", Weight: 2}, {Title: "State"}}}
	for range 200 {
		x.Rows = append(x.Rows, cells("Siti Rahayu Kusumawardhani", "199001012015012001", "Dinas Pekerjaan Umum", "not yet"))
	}
	th := theme(termenv.TrueColor, Modern)
	for b.Loop() {
		th.Table(72, x, 100)
	}
}
