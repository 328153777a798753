package nip_test

import (
	"errors"
	"fmt"

	"aktivasi/flows/nip"
)

func ExampleParse() {
	n, err := nip.Parse("NIP. 19900101 201501 1 001")
	if err != nil {
		fmt.Println(err)
		return
	}
	year, month := n.Appointed()
	fmt.Println(n, n.Type() == nip.PNS, n.Birth().Format("2 January 2006"), year, month, n.Sex() == nip.Male)

	_, err = nip.Parse("1,99001E+17")
	var e *nip.Error
	fmt.Println(errors.As(err, &e) && e.Fault == nip.Excel, err)
	// Output:
	// 199001012015011001 true 1 January 1990 2015 January true
	// true read NIP: digits lost to a spreadsheet (E+17)
}

// A field that prints groups while somebody types.
func ExampleDigits() {
	for _, typed := range []string{"NIP. 199", "NIP. 19900101.2015", "NIP. 19900101.201501.1.001"} {
		d := nip.Digits(typed)
		fmt.Printf("%s (%d/%d)\n", nip.Group(d), len(d), nip.Length)
	}
	// Output:
	// 199 (3/18)
	// 19900101 2015 (12/18)
	// 19900101 201501 1 001 (18/18)
}
