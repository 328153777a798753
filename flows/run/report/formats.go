package report

import (
	"time"

	"github.com/xuri/excelize/v2"

	"aktivasi/flows/legible"
)

// formats are the looks of a workbook's cells, by the numbers it gives them.
type formats struct {
	title, whose, asOf, head, note, signer, name int
	text, number, part, day                      [2]int // plain and bold
}

const plain, bold = 0, 1

// The numbers of formats that every Excel knows (ECMA-376 part 1, §18.8.30).
// "@" makes a cell text whatever is in it, also after it was edited. How #,##0
// looks is for the reader's country: 5.588.245 in Indonesia.
const (
	asText   = 49 // @
	asNumber = 3  // #,##0
)

func newFormats(book *excelize.File) (f formats, err error) {
	edge := make([]excelize.Border, 0, 4)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		edge = append(edge, excelize.Border{Type: side, Color: "444444", Style: 1})
	}
	style := func(s excelize.Style) (id int) {
		if err == nil {
			id, err = book.NewStyle(&s)
		}
		return id
	}
	line := func(size float64, strong bool, underline, across string) int {
		return style(excelize.Style{
			Font:      &excelize.Font{Family: "Arial", Size: size, Bold: strong, Underline: underline},
			Alignment: &excelize.Alignment{Horizontal: across, Vertical: "center", WrapText: true},
			NumFmt:    asText,
		})
	}
	f.title, f.whose, f.asOf = line(12, true, "", "center"), line(12, true, "", "center"), line(10, false, "", "center")
	f.note = line(9, false, "", "left")
	f.signer, f.name = line(10, false, "", "center"), line(10, true, "single", "center")
	f.head = style(excelize.Style{
		Border:    edge,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"ECECF2"}},
		Font:      &excelize.Font{Family: "Arial", Size: 10, Bold: true},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		NumFmt:    asText,
	})
	percent, day := "0.0%", "dd/mm/yyyy" // never month first: domain notes §11.1
	for weight := plain; weight <= bold; weight++ {
		of := func(across string, format int, custom *string) int {
			return style(excelize.Style{
				Border:       edge,
				Font:         &excelize.Font{Family: "Arial", Size: 10, Bold: weight == bold},
				Alignment:    &excelize.Alignment{Horizontal: across, Vertical: "top", WrapText: across == "left"},
				NumFmt:       format,
				CustomNumFmt: custom,
			})
		}
		f.text[weight], f.number[weight] = of("left", asText, nil), of("right", asNumber, nil)
		f.part[weight], f.day[weight] = of("right", 0, &percent), of("left", 0, &day)
	}
	return f, err
}

// cells makes cells of a workbook of those of a layout.
func (f formats) cells(cells []any, cols []column, weight int) []any {
	row := make([]any, len(cells))
	for i, c := range cells {
		if u, ok := c.(unbroken); ok {
			c = string(u) // the column is wide enough
		}
		switch c := c.(type) {
		case string:
			row[i] = excelize.Cell{StyleID: f.text[weight], Value: legible.Clean(c)}
		case int:
			row[i] = excelize.Cell{StyleID: f.number[weight], Value: c}
		case share:
			row[i] = excelize.Cell{StyleID: f.part[weight], Value: float64(c) / 1000}
		case date: // excelize counts the days in UTC, where these are midnights
			row[i] = excelize.Cell{StyleID: f.day[weight], Value: time.Time(c)}
		default:
			id := f.text[weight]
			if cols[i].right {
				id = f.number[weight]
			}
			row[i] = excelize.Cell{StyleID: id}
		}
	}
	return row
}
