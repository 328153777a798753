package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aktivasi/flows/legible"
)

func TestPages(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"laporan.html": {}, "report.html": {Lang: "en", Full: true}} {
		var b strings.Builder
		if err := HTML(&b, office(t), o, county, today, people(t), cases(t)); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.String())
	}
}

// The page must be markup of ours and text of theirs, and ask for nothing.
func TestPageIsAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows, head := rapid.SliceOfN(anyone(), 0, 3).Draw(t, "people"), anywhere().Draw(t, "head")
		day := today
		day.Slowest, day.Refusal = nasty().Draw(t, "slowest"), nasty().Draw(t, "refusal")
		units := Recap{[]Unit{{Name: nasty().Draw(t, "unit"), PNS: 3, Done: rapid.IntRange(0, 3).Draw(t, "done")}}}
		var b bytes.Buffer
		if err := HTML(&b, head, Options{}, units, day, Names{of(rows...)}); err != nil {
			t.Fatal(err)
		}
		text := look(t, b.String())
		for _, p := range rows {
			for _, v := range []string{p.Name, p.Unit, p.Trouble, p.FollowUp, p.Officer} {
				if v = legible.Clean(v); !strings.Contains(text, v) {
					t.Fatalf("no %q on the page", v)
				}
			}
		}
	})
}

var fetches = regexp.MustCompile(`(?i)url\(|@import|//|javascript|data:`)

// look reads a page as XML and returns its text, after a look at each element.
func look(t *rapid.T, page string) string {
	elements := strings.Fields("html head meta title style body section header h1 p table thead tbody tr th td ul li div figure svg rect line text polygon polyline circle")
	attributes := strings.Fields("lang charset http-equiv content name class scope role aria-label width height viewBox fill fill-opacity " +
		"stroke stroke-width stroke-linejoin x y x1 y1 x2 y2 cx cy r dy points text-anchor")
	var text strings.Builder
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if !slices.Contains(elements, tok.Name.Local) {
				t.Fatalf("element %s", tok.Name.Local)
			}
			for _, a := range tok.Attr {
				if !slices.Contains(attributes, a.Name.Local) || fetches.MatchString(a.Value) {
					t.Fatalf("attribute %s=%q", a.Name.Local, a.Value)
				}
			}
			if tok.Name.Local == "style" {
				css, err := d.Token()
				if c, ok := css.(xml.CharData); err != nil || !ok || fetches.Match(c) {
					t.Fatalf("style sheet: %v %s", err, css)
				}
			}
		case xml.CharData:
			text.Write(tok)
		}
	}
}

func TestCurve(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		day      Day
		from, to int
		scale    string
	}{
		{Day{Hours: [24]int{9: 1}}, 7, 15, "0 1"},
		{Day{Hours: [24]int{5: 2, 9: 52, 18: 1}}, 5, 18, "0 20 40 60"},
		{Day{Hours: [24]int{0: 1, 23: 1500}}, 0, 23, "0 500 1.000 1.500"},
		{Day{}, 7, 15, ""},
	} {
		from, to := tt.day.span()
		if from != tt.from || to != tt.to {
			t.Errorf("%v: from %d to %d, want %d to %d", tt.day.Hours, from, to, tt.from, tt.to)
		}
		c := tt.day.lay(indonesian, Letterhead{}, Options{}).curve
		if c == nil {
			if tt.scale != "" {
				t.Errorf("%v: no curve", tt.day.Hours)
			}
			continue
		}
		var scale []string
		for _, m := range c.Scale {
			scale = append(scale, m.Text)
		}
		if got := strings.Join(scale, " "); got != tt.scale {
			t.Errorf("%v: scale %s, want %s", tt.day.Hours, got, tt.scale)
		}
		for i, d := range c.Dots {
			n := tt.day.Hours[from+i]
			if d.X < c.Left || d.X > c.Right || d.Y < plotTop || d.Y > c.Base || (n == 0) != (d.Y == c.Base && d.Text == "") {
				t.Errorf("%v: %d people at %d,%d with %q", tt.day.Hours, n, d.X, d.Y, d.Text)
			}
		}
	}
}

func TestBars(t *testing.T) {
	t.Parallel()
	for s, want := range map[share]bar{
		0: {0, false, "0,0% sudah aktivasi"}, 1: {1, false, "0,1% sudah aktivasi"}, 500: {60, false, "50,0% sudah aktivasi"},
		999: {119, false, "99,9% sudah aktivasi"}, 1000: {120, true, "100,0% sudah aktivasi"},
	} {
		if got := *indonesian.drawn(s); got != want {
			t.Errorf("%d: %+v, want %+v", s, got, want)
		}
	}
}

func TestSignature(t *testing.T) {
	t.Parallel()
	l := office(t)
	l.Signer.Name = ""
	if s := l.signature(indonesian); s == nil || !strings.Contains(s.Name, "....") {
		t.Errorf("no room for a name: %+v", s)
	}
	l.Signer = Signer{}
	if s := l.signature(indonesian); s != nil {
		t.Errorf("nobody signs, and there is %+v", s)
	}
}
