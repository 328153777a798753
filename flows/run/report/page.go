package report

import "html/template"

// paper is well-formed XML as well, so that a test can tell markup from data.
//
// The last row is not in a tfoot: browsers print that at the foot of every
// sheet, and a total half-way down a list is wrong.
var paper = template.Must(template.New("report").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width"/>
<title>{{.Title}}</title>
<style>
@page { size: A4 landscape; margin: 14mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
html { color-scheme: light; background: #fff; color: #000; font: 10pt/1.35 Arial, "Liberation Sans", sans-serif }
body { max-width: 269mm; margin: 8mm auto; padding: 0 4mm }
section + section { break-before: page; margin-top: 16mm }
header { text-align: center; margin-bottom: 5mm }
h1 { font-size: 13pt; margin: 0 }
header p { margin: 0 }
header p.whose { font-size: 12pt; font-weight: bold }
table { border-collapse: collapse; width: 100% }
thead { display: table-header-group }
th, td { border: 0.5pt solid #444; padding: 1mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { text-align: center; vertical-align: middle; background: #ececf2; overflow-wrap: normal }
tr, figure, .sign { break-inside: avoid }
td.n { text-align: right; font-variant-numeric: tabular-nums }
td.n, td.w { white-space: nowrap; overflow-wrap: normal }
tr.sum td { font-weight: bold; border-top: 1.2pt solid #000 }
td svg { margin-right: 2mm; vertical-align: -0.3mm }
.day { display: flex; gap: 8mm; align-items: flex-start }
.day table { width: 74mm; flex: none }
figure { margin: 0; flex: 1 }
figure svg { width: 100%; height: auto }
svg text { font: 13px Arial, "Liberation Sans", sans-serif; fill: #000 }
.notes { font-size: 8.5pt; margin: 3mm 0 0; padding: 0; list-style: none }
.sign { margin: 8mm 0 0 auto; width: 82mm; text-align: center }
.sign p { margin: 0 }
.sign .name { margin-top: 20mm; font-weight: bold; text-decoration: underline }
@media print { body { margin: 0; padding: 0; max-width: none } section + section { margin-top: 0 } }
</style>
</head>
<body>
{{range .Documents}}<section>
<header>
<h1>{{.Title}}</h1>
{{range .Whose}}<p class="whose">{{.}}</p>
{{end}}<p>{{.AsOf}}</p>
</header>
<div{{if .Curve}} class="day"{{end}}>
{{with .Curve}}<figure>{{template "curve" .}}</figure>
{{end}}<table>
<thead><tr>{{range .Columns}}<th scope="col">{{.Text}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range .}}{{template "cell" .}}{{end}}</tr>
{{end}}{{with .Total}}<tr class="sum">{{range .}}{{template "cell" .}}{{end}}</tr>
{{end}}</tbody>
</table>
</div>
<ul class="notes">{{range .Notes}}<li>{{.}}</li>
{{end}}</ul>
{{with .Signature}}<div class="sign">
{{range .Above}}<p>{{.}}</p>
{{end}}<p class="name">{{.Name}}</p>
{{with .Number}}<p>{{.}}</p>
{{end}}</div>
{{end}}</section>
{{end}}</body>
</html>
{{define "cell"}}<td{{with .Class}} class="{{.}}"{{end}}>{{with .Bar}}{{template "bar" .}}{{end}}{{.Text}}</td>{{end}}
{{define "bar"}}<svg width="120" height="9" viewBox="0 0 120 9" role="img" aria-label="{{.Label}}"><rect x="0.5" y="0.5" width="119" height="8" fill="#fff" stroke="#767676"/><rect x="0" y="0" width="{{.Fill}}" height="9" fill="{{if .Whole}}#00875f{{else}}#5f5fff{{end}}"/></svg>{{end}}
{{define "curve"}}<svg viewBox="0 0 {{.Width}} {{.Height}}" role="img" aria-label="{{.Label}}">
{{$c := .}}{{range .Scale}}<line x1="{{$c.Left}}" y1="{{.Y}}" x2="{{$c.Right}}" y2="{{.Y}}" stroke="{{if eq .Y $c.Base}}#000{{else}}#ccc{{end}}"/><text x="{{.X}}" y="{{.Y}}" dy="0.35em" text-anchor="end">{{.Text}}</text>
{{end}}<polygon points="{{.Area}}" fill="#5f5fff" fill-opacity="0.12"/>
<polyline points="{{.Line}}" fill="none" stroke="#5f5fff" stroke-width="2.5" stroke-linejoin="round"/>
{{range .Dots}}<circle cx="{{.X}}" cy="{{.Y}}" r="4" fill="#5f5fff"/>{{if .Text}}<text x="{{.X}}" y="{{.TextY}}" text-anchor="middle">{{.Text}}</text>{{end}}
{{end}}{{range .Hours}}<text x="{{.X}}" y="{{.Y}}" text-anchor="middle">{{.Text}}</text>
{{end}}</svg>{{end}}`))
