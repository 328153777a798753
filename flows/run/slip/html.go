package slip

import (
	"fmt"
	"html/template"
	"io"

	"aktivasi/flows/legible"
)

// HTML writes the slip as a page to print, on paper of any size. The page needs
// nothing else, has no script, and forbids the browser to fetch anything.
func (s Slip) HTML(out io.Writer, lang string) error {
	w := in(lang)
	if err := paper.Execute(out, page{
		Lang: w.lang, Title: w.title, Brand: w.brand, Office: legible.Clean(s.Office),
		Rows: s.rows(w), Notes: w.notes,
	}); err != nil {
		return fmt.Errorf("write slip: %w", err)
	}
	return nil
}

type page struct {
	Lang, Title, Brand, Office string
	Rows                       []row
	Notes                      []string
}

// paper is well-formed XML as well, so that a test can tell markup from data.
var paper = template.Must(template.New("slip").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width"/>
<title>{{.Title}}</title>
<style>
@page { margin: 12mm }
html { color-scheme: light; background: #fff; color: #000; font: 11pt/1.4 Arial, "Liberation Sans", sans-serif }
main { max-width: 120mm; margin: 8mm auto; border: 0.8pt solid #000; padding: 6mm 8mm; break-inside: avoid }
header { text-align: center; border-bottom: 0.5pt solid #767676; padding-bottom: 3mm; margin-bottom: 4mm }
h1 { font-size: 14pt; margin: 0 }
header p { margin: 0 }
table { border-collapse: collapse; width: 100% }
th, td { padding: 1mm 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { font-weight: normal; width: 30mm; padding-right: 3mm }
tr:first-child td { font: bold 15pt/1.2 "Liberation Mono", "Courier New", monospace; letter-spacing: 0.06em }
.notes { border-top: 0.5pt solid #767676; margin-top: 4mm; padding-top: 3mm; font-size: 9.5pt }
.notes p { margin: 0 0 1mm }
@media print { main { margin: 0 auto } }
</style>
</head>
<body>
<main>
<header>
<h1>{{.Title}}</h1>
<p>{{.Brand}}</p>
{{with .Office}}<p>{{.}}</p>
{{end}}</header>
<table>
{{range .Rows}}<tr><th scope="row">{{.Label}}</th><td>{{.Value}}</td></tr>
{{end}}</table>
<div class="notes">
{{range .Notes}}<p>{{.}}</p>
{{end}}</div>
</main>
</body>
</html>
`))
