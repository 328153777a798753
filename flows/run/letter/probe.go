package letter

import (
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
)

// Probe writes the letter by which an operator sees that letters arrive. Where
// the others have their code it has the minute it was written in, to tell one
// probe from the next. It looks like them, so that what becomes of it is what
// would become of them. desk is the terminal it is sent from, org as for [Code].
func Probe(to address.Address, desk string, at time.Time, zone *time.Location, org string) Letter {
	at = at.In(zone)
	p := page{
		Subject: "Percobaan email Asisten Aktivasi",
		Before:  [][]string{{greeting}, {"Ini email percobaan, yang ditulis pada pukul:"}},
		Code:    id.Clock(at),
		After: [][]string{
			{"Jika email ini sampai, kode untuk pegawai juga dapat sampai.", "Tidak ada yang perlu Anda lakukan."},
			{"Tanggal " + id.DayDate(at)},
			{sender},
			{noReply},
		},
	}
	if desk = unlinked(desk); desk != "" {
		p.After[1] = append(p.After[1], "Terminal "+desk)
	}
	if org = unlinked(org); org != "" {
		p.After[2] = append(p.After[2], org)
	}
	return Letter{
		To:      to,
		Purpose: Purposes, // it is for none of them
		Subject: p.Subject,
		Text:    flows.Hide(p.text()),
		HTML:    flows.Hide(p.html()),
		short:   flows.Hide(strings.Join([]string{p.Code, p.Subject, p.After[0][0]}, "\n")),
		about:   "probe",
	}
}
