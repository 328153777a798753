package flows

import (
	"os"
	"strings"
	"testing"
	"text/template"
)

// The pictures in docs/alur.md are drawn from the table and never by hand.
func TestAlur(t *testing.T) {
	const path = "../docs/alur.md"
	drawn := map[Journey]bool{}
	page := template.Must(template.New("alur.md").Funcs(template.FuncMap{
		"everywhere": Everywhere,
		"tree":       func() string { return "\n```mermaid\n" + TreeDiagram() + "```\n" },
		"diagram": func(name string) string {
			for j := NoJourney; j < Journeys; j++ {
				if j.String() == name {
					drawn[j] = true
					return "\n```mermaid\n" + Diagram(j) + "```\n"
				}
			}
			t.Errorf("testdata/alur.md: no journey is called %q", name)
			return ""
		},
	}).ParseFiles("testdata/alur.md"))
	var b strings.Builder
	if err := page.Execute(&b, nil); err != nil {
		t.Fatal(err)
	}
	for j := NoJourney; j < Journeys; j++ {
		if !drawn[j] {
			t.Errorf("testdata/alur.md does not show %v", j)
		}
	}

	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s is out of date: run UPDATE=1 go test ./flows", path)
	}
}

// Whatever is in the table is in one of the pictures, and in only one of them:
// what leads from one journey to another is drawn where it starts.
func TestDiagram(t *testing.T) {
	var all []string
	for j := NoJourney; j < Journeys; j++ {
		all = append(all, strings.Split(Diagram(j), "\n")...)
	}
	text := strings.Join(all, "\n")
	for _, r := range Table {
		want := "    " + r.From.String() + " --> " + r.To.String() + " : "
		switch r.From {
		case Anywhere:
			if strings.Count(Everywhere(), label(r)+" → "+r.To.String()+"\n") != 1 {
				t.Errorf("%s is not among what holds everywhere", label(r))
			}
			continue
		case r.To:
			want = "    " + r.From.String() + " : "
		default: // an arrow
		}
		n := 0
		for _, line := range all {
			if rest, ok := strings.CutPrefix(line, want); ok {
				for _, l := range strings.Split(rest, lines) {
					if l == label(r) {
						n++
					}
				}
			}
		}
		if n != 1 {
			t.Errorf("%v: %s to %v is drawn %d times", r.From, label(r), r.To, n)
		}
	}
	// A colon or a semicolon would end a label, a brace open a block.
	for _, line := range all {
		if _, words, ok := strings.Cut(line, " : "); ok && strings.ContainsAny(words, ":;{}#\"") {
			t.Errorf("Mermaid reads this otherwise: %s", line)
		}
	}
	if !strings.Contains(text, "AtName : AtName 1/5\n") {
		t.Error("a box does not say how far along the journey it stands")
	}
}
