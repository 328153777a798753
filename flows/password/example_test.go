package password_test

import (
	"fmt"

	"aktivasi/flows"
	"aktivasi/flows/password"
)

func ExampleCheck() {
	p := password.Person{Name: "BUDI SANTOSO", Email: "budi@example.go.id"}
	for _, text := range []string{"KopiPagi7Balige", "Kopi-Bud1-Pagi-7", "Kopi-pagi-sungai-layar-7"} {
		v := password.Check(flows.Hide(text), p)
		fmt.Printf("%-24s symbol %-5v personal %-5v left %d strength %d\n", text,
			!v.Broken[password.Symbol], v.Broken[password.Personal], v.Left(), v.Strength)
	}
	// Output:
	// KopiPagi7Balige          symbol false personal false left 1 strength 3
	// Kopi-Bud1-Pagi-7         symbol true  personal true  left 1 strength 2
	// Kopi-pagi-sungai-layar-7 symbol true  personal false left 0 strength 4
}
