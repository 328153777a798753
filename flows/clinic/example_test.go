package clinic_test

import (
	"fmt"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/clinic"
	"aktivasi/flows/otp"
)

// A phone whose clock was set by hand, an hour and a half ahead, at the QR code.
// One code may be chance; the next one is proof.
func ExampleDiagnose() {
	var (
		secret = flows.Hide("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
		keys   = []clinic.Key{{ID: "pending", Kind: clinic.Expected, Secret: secret}}
		now    = time.Date(2026, 1, 1, 5, 0, 7, 0, time.UTC)
		trail  clinic.Trail
		d      flows.Diagnosis
	)
	for range 2 {
		typed, err := otp.Code(secret, otp.StepAt(now.Add(90*time.Minute)))
		if err != nil {
			fmt.Println(err)
			return
		}
		d, trail = clinic.Diagnose(clinic.Question{Typed: typed, Now: now, Keys: keys, Shown: true, Trail: trail})
		fmt.Printf("%v: %v, by a zone: %v\n", d.Why, d.Off, d.Zone)
		now = now.Add(otp.Period)
	}
	// Output:
	// OTPClockMaybe: 1h30m0s, by a zone: true
	// OTPClock: 1h30m0s, by a zone: true
}
