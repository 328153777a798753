package run

import (
	"context"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/run/slip"
	"aktivasi/store"
)

// printSlip answers Ready with the proof that MFA is on, and SlipPrinted where
// there is a printer that printed it. It refuses with SignedOut, NotAllowed where
// MFA is off, or PrinterFailed: the proof is on the screen all the same. The audit
// has its number before anybody can show it.
func (v *Visit) printSlip(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	number, err := slip.Number(v.desk.random())
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	why, acc, err := v.change(ctx, s, func(a *store.Account, now time.Time) (flows.Reason, store.Effects) {
		if !a.MFA() {
			return flows.NotAllowed, store.Effects{}
		}
		return flows.Silence, entry(now, store.SlipPrinted, a.NIP, number)
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	v.show(s, acc)
	in := acc.Active()
	newest := in[len(in)-1]
	proof := slip.Slip{
		Number: number, NIP: acc.NIP, Name: acc.Name, Unit: acc.Unit, Device: newest.Name, Activated: newest.Enrolled,
		Office: v.desk.Office, At: v.desk.Now().In(v.desk.Zone),
	}
	s.facts.Receipt = flows.Receipt{Number: number, Text: proof.Text(v.desk.Language, slip.Columns)}
	if v.desk.Printer == nil {
		return flows.Ready, flows.Silence, nil
	}
	printed, err := v.desk.Printer(ctx, proof, v.desk.Language)
	switch {
	case err != nil:
		v.desk.Log.WarnContext(ctx, "slip not printed", "err", err.Error())
		return flows.Refuse, flows.PrinterFailed, nil
	case printed:
		s.facts.Receipt.Printed = true
		return flows.Ready, flows.SlipPrinted, nil
	}
	return flows.Ready, flows.Silence, nil
}
