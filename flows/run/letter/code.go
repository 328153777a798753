package letter

import (
	"bytes"
	"html/template"
	"slices"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/legible"
)

// Code writes the letter that brings code, which is good until until. The time
// is told in zone, which must not be nil. org is the office that signs, such as
// "BKPSDM Kota Contoh", or "" for none; it comes from a configuration and is
// made harmless.
func Code(purpose Purpose, to address.Address, code flows.Secret, until time.Time, zone *time.Location, org string) Letter {
	until = until.In(zone)
	code = flows.Hide(strings.Join(strings.Fields(code.Reveal()), ""))
	p := page{
		Subject: subject[purpose],
		Before:  [][]string{{greeting}, {announce[purpose]}},
		Code:    group(code.Reveal()),
		After: [][]string{
			{effect[purpose], valid(until), discreet},
			{stranger, ignore, again},
			{sender},
			{noReply},
		},
	}
	if org = unlinked(org); org != "" {
		p.After[2] = append(p.After[2], org)
	}
	return Letter{
		To:      to,
		Purpose: purpose,
		Subject: p.Subject,
		Text:    flows.Hide(p.text()),
		HTML:    flows.Hide(p.html()),
		Code:    code,
		short:   flows.Hide(strings.Join([]string{p.Code, validInShort(until), inShort}, "\n")),
	}
}

// group puts a space after every fourth character, which is how much of a code
// people carry in their head from one screen to another.
func group(code string) string {
	var b strings.Builder
	for i, r := range []rune(code) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// orgMax is how many characters of an office's name are printed; the longest
// official ones have about 80.
const orgMax = 100

// unlinked returns name as one line in which no mail program finds anything to
// link: words that can only be an address go, and after a dot or a colon comes
// a blank. A hospital "Dr.Soetomo" keeps its doctor that way.
func unlinked(name string) string {
	var words []string
	for _, w := range strings.Fields(legible.Line(name, orgMax)) {
		if strings.ContainsAny(w, "@\uff20\ufe6b") || strings.Contains(w, "//") || strings.HasPrefix(strings.ToLower(w), "www") {
			continue
		}
		words = append(words, breathe.Replace(w))
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// breathe knows the dots that RFC 3490 §3.1 has browsers take for one, and the
// colon of a scheme.
var breathe = strings.NewReplacer(".", ". ", "\u3002", "\u3002 ", "\uff0e", "\uff0e ", "\uff61", "\uff61 ", ":", ": ")

// A page is a letter before it is known how it will be shown: paragraphs of
// lines, with the code between them where there is one.
type page struct {
	Subject string
	Before  [][]string
	Code    string
	After   [][]string
}

func (p page) text() string {
	all := p.Before
	if p.Code != "" {
		all = append(slices.Clip(all), []string{p.Code})
	}
	var paragraphs []string
	for _, lines := range append(slices.Clip(all), p.After...) {
		paragraphs = append(paragraphs, strings.Join(lines, "\n"))
	}
	return strings.Join(paragraphs, "\n\n") + "\n"
}

func (p page) html() string {
	var b bytes.Buffer
	if err := paper.Execute(&b, p); err != nil {
		panic("letter: " + err.Error()) // a fixed template on fixed fields: not reached
	}
	return b.String()
}

// paper has no picture, no style sheet, no colour (so that dark mode works) and
// nothing to fetch. Its one instruction to a mail program is to leave dates and
// numbers alone, which telephones otherwise underline and make tappable.
var paper = template.Must(template.New("letter").Parse(`<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>{{.Subject}}</title>
</head>
<body style="font-family: sans-serif; line-height: 1.5">
{{- range .Before}}
{{template "paragraph" .}}
{{- end}}
{{- if .Code}}
<p style="font-family: monospace; font-size: 1.75em">
{{.Code}}
</p>
{{- end}}
{{- range .After}}
{{template "paragraph" .}}
{{- end}}
</body>
</html>
{{define "paragraph"}}<p>{{range $i, $line := .}}{{if $i}}<br>{{end}}
{{$line}}{{end}}
</p>{{end}}`))
