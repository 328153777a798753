package clinic

import (
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// crowd is an account with three devices and three old entries: 17,286 codes.
func crowd() (ks []Key) {
	for i := range 3 {
		ks = append(ks, Key{ID: string(rune('a' + i)), Kind: Expected, Secret: number(i)},
			Key{ID: string(rune('x' + i)), Kind: Old, Secret: number(10 + i)})
	}
	return ks
}

// BenchmarkDiagnose is what a refused code costs besides the store. It must stay
// under 6 ms.
func BenchmarkDiagnose(b *testing.B) {
	ks := crowd()
	for name, typed := range map[string]flows.Secret{
		"nothing": flows.Hide("000000"),
		"clock":   show(b, ks[0].Secret, noon, 5),
		"far":     show(b, ks[5].Secret, noon, 1440),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Diagnose(Question{Typed: typed, Now: noon, Keys: ks, Shown: true})
			}
		})
	}
}

// BenchmarkLibrary is the same number of codes through the library.
func BenchmarkLibrary(b *testing.B) {
	ks, at := crowd(), otp.StepAt(noon)
	b.ReportAllocs()
	for b.Loop() {
		for _, k := range ks {
			for i := range places {
				if _, err := otp.Code(k.Secret, at+outwards(i)); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
