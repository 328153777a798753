package ui

import (
	"time"

	"aktivasi/flows"
)

// deskGallery is the gallery of the desk: what a kiosk adds to everybody's
// screens, and the officer's console.
func deskGallery() []scene {
	nip := flows.Hide("199001012015011001")
	at := func(s flows.State, b flows.Board, say flows.Reason) flows.Session {
		b.Officer, b.Chief = "Ratna Dewi", true
		return flows.Session{State: s, Say: say, Facts: flows.Facts{Kiosk: true, Console: b}}
	}
	kiosk := flows.Facts{Kiosk: true}
	officer := flows.Facts{Kiosk: true, Key: flows.Hide(secret), Until: noon.Add(14 * time.Minute)}
	officer.URI, _ = uriOf()
	stuck := kiosk
	stuck.Case = 17
	waiting := kiosk
	waiting.Mail, waiting.Until, waiting.Post = "joh*****@gmail.com", noon.Add(9*time.Minute), flows.PostWaiting
	waiting.ResendAt = noon.Add(12 * time.Second)
	slip := kiosk
	slip.Receipt = flows.Receipt{Number: "K7QM 3XWR", Text: "BUKTI AKTIVASI MFA\nBudi Santoso\n19900101******1001\nHP Pribadi\n14 April 2026 09.21 WIB\n"}
	bad := kiosk
	bad.Clock = flows.Clock{State: flows.ClockBad, Why: flows.OffTime, By: 4 * time.Minute}

	hits := flows.Board{People: 7812, Found: 23, Hits: []flows.Hit{
		{NIP: "19900101******1001", Name: "Budi Santoso", Unit: "Sekretariat Daerah", Standing: flows.MFAIsOn},
		{NIP: "19850717******1015", Name: "Budi Wulandari Kusumaningrum Hadiningrat", Unit: "UPTD Puskesmas Contoh Kecamatan Sukamaju Tengah", Standing: flows.PasswordOnly},
		{NIP: "19880229******2003", Name: "Dewi Budiarti", Unit: "Dinas Kesehatan", Standing: flows.Locked},
		{NIP: "20001231******1001", Name: "Budiman", Unit: "Dinas Pendidikan", Standing: flows.NotYet},
		{NIP: "19931201******2001", Name: "Siti Budi Aminah", Unit: "SD Negeri 2 Contoh", Standing: flows.HasCase},
	}}
	person := flows.Board{Person: flows.Dossier{
		NIP: "19900101 201501 1 001", Name: "Budi Santoso", Unit: "Sekretariat Daerah", Email: "johndoe@gmail.com", Standing: flows.Locked,
		Password: noon.AddDate(0, -4, 0), SignedIn: noon.AddDate(0, 0, -3), Wait: noon.Add(4 * time.Minute), Wrong: 8, Cases: []int{17},
		Devices: []flows.Device{{Name: "HP Pribadi", Enrolled: noon.AddDate(0, -1, 0)}},
	}}
	second := person
	second.TwoPerson = true
	granted := person
	granted.Granted, granted.Until = flows.Hide("K7M3QXPT"), noon.Add(15*time.Minute)
	cases := flows.Board{Cases: []flows.Case{
		{Number: 17, Kind: flows.TroublePhoneAndMailbox, NIP: "19900101******1001", Name: "Budi Santoso", Unit: "Sekretariat Daerah", Desk: "Meja 1", Opened: noon.Add(-20 * time.Minute), Known: true},
		{Number: 16, Kind: flows.TroubleNumber, NIP: "19880229******2009", Desk: "Meja 1", Opened: noon.Add(-50 * time.Minute), State: flows.CaseIsTaken, Officer: "Ratna Dewi"},
		{Number: 12, Kind: flows.TroubleNoPhone, NIP: "19931201******2001", Name: "Siti Aminah", Unit: "SD Negeri 2 Contoh", Desk: "Meja 2", Opened: noon.AddDate(0, 0, -1), State: flows.CaseIsSolved, Officer: "Joko", Known: true},
	}}
	day := flows.Progress{
		At: noon, Persons: 41, Median: 6*time.Minute + 20*time.Second, Slowest: flows.StageLetter, Takes: 190 * time.Second,
		Refused: flows.OTPWrong, Refusals: 14,
		Units: []flows.UnitCount{
			{Unit: "Sekretariat Daerah", Of: [flows.Staffs]int{180, 42, 16}, Done: 201, Stuck: 2},
			{Unit: "Inspektorat", Of: [flows.Staffs]int{48, 6, 0}, Done: 54},
			{Unit: "Dinas Pendidikan dan Kebudayaan", Of: [flows.Staffs]int{3120, 1405, 233}, Done: 1894, Stuck: 37},
			{Unit: "Dinas Kesehatan", Of: [flows.Staffs]int{860, 512, 98}, Done: 733, Stuck: 11},
			{Unit: "Kecamatan Sukamaju", Of: [flows.Staffs]int{31, 4, 2}},
		},
	}
	day.Hours[7], day.Hours[8], day.Hours[9] = 6, 21, 14
	audit := flows.Board{Older: true, Audit: []flows.Happening{
		{Seq: 912, At: noon.Add(-time.Minute), Act: "device-enrolled", Whom: "19900101******1001", Desk: "Meja 1", Detail: "HP Pribadi"},
		{Seq: 911, At: noon.Add(-2 * time.Minute), Act: "otp-refused", Whom: "19900101******1001", Desk: "Meja 1", Detail: "enrolment"},
		{Seq: 910, At: noon.Add(-9 * time.Minute), Act: "grant-given", Whom: "19850717******1015", By: "19790404******2001", Desk: "Meja 1", Detail: "password; mailbox; id-card"},
	}}
	team := flows.Board{Officers: []flows.Colleague{
		{NIP: "19790404******2001", Name: "Ratna Dewi", Chief: true, Self: true, Last: noon.Add(-time.Hour)},
		{NIP: "19880515******1004", Name: "Joko Susilo", Last: noon.AddDate(0, 0, -1)},
		{NIP: "19950621******2010", Name: "Maria Kewa", Invited: true},
	}}
	invited := team
	invited.Granted, invited.Until = flows.Hide("K7M3QXPT"), noon.Add(24*time.Hour)
	acting := func(s flows.Session, act flows.Choice) flows.Session {
		s.Act, s.Cause, s.Check = act, flows.CauseMailbox, flows.CheckIDCard
		return s
	}
	asked := func(s flows.Session, q string) flows.Session { s.Query = flows.Hide(q); return s }
	progress := flows.Board{Progress: day}
	type typed = map[flows.Field]string
	return []scene{
		{"kiosk-start", flows.Session{Facts: kiosk}, nil, 0},
		{"kiosk-time-up", flows.Session{Facts: kiosk, Say: flows.TimeUp}, nil, 0},
		{"kiosk-signin", flows.Session{State: flows.AtSignIn, Facts: kiosk, Say: flows.MayTryAgain, NIP: nip}, nil, 1},
		{"kiosk-grant", flows.Session{State: flows.AtGrant, Facts: kiosk}, typed{flows.NIP: nip.Reveal(), flows.MailedCode: "K7M3"}, 1},
		{"kiosk-mail-waits", flows.Session{State: flows.AtMailCode, Facts: waiting, Say: flows.CodeWaits}, nil, 0},
		{"kiosk-case", flows.Session{State: flows.AtCounter, Facts: stuck, Say: flows.AddressNotMine}, nil, 0},
		{"kiosk-slip", flows.Session{State: flows.AtSlip, Facts: slip, Say: flows.SlipPrinted}, nil, 0},
		{"officer-signin", flows.Session{State: flows.AtOfficerSignIn, Facts: kiosk}, nil, 0},
		{"officer-invite", flows.Session{State: flows.AtOfficerInvite, Facts: kiosk}, nil, 0},
		{"officer-password", flows.Session{State: flows.AtOfficerPassword, Facts: kiosk, Say: flows.CodeRight}, nil, 0},
		{"officer-scan", flows.Session{State: flows.AtOfficerScan, Facts: officer, Say: flows.KeyReady}, typed{flows.OTP: "481"}, 0},
		{"console", at(flows.AtConsole, flows.Board{Open: 3}, flows.Silence), nil, 0},
		{"console-clock", func() flows.Session {
			s := at(flows.AtConsole, flows.Board{}, flows.Silence)
			s.Facts.Clock = bad.Clock
			return s
		}(), nil, 5},
		{"find-empty", at(flows.AtFind, flows.Board{People: 7812}, flows.Silence), nil, 0},
		{"find", asked(at(flows.AtFind, hits, flows.Silence), "budi"), typed{flows.Query: "budi"}, 1},
		{"find-none", asked(at(flows.AtFind, flows.Board{People: 7812}, flows.Silence), "xyz"), typed{flows.Query: "xyz"}, 0},
		{"person", at(flows.AtPerson, person, flows.Silence), nil, 0},
		{"why", acting(at(flows.AtWhy, person, flows.Silence), flows.ActGrantPassword), nil, 0},
		{"checked", acting(at(flows.AtChecked, person, flows.Silence), flows.ActGrantPassword), nil, 0},
		{"act", acting(at(flows.AtAct, person, flows.Silence), flows.ActResetMFA), nil, 0},
		{"act-second", acting(at(flows.AtAct, second, flows.SamePerson), flows.ActEmail), nil, 1},
		{"granted", acting(at(flows.AtGranted, granted, flows.GrantMade), flows.ActGrantPassword), nil, 0},
		{"cases", at(flows.AtCases, cases, flows.Silence), nil, 1},
		{"cases-none", at(flows.AtCases, flows.Board{}, flows.Silence), nil, 0},
		{"case", at(flows.AtCase, cases, flows.Silence), nil, 0},
		{"progress", at(flows.AtProgress, progress, flows.Silence), nil, 0},
		{"progress-none", at(flows.AtProgress, flows.Board{}, flows.Silence), nil, 0},
		{"audit", at(flows.AtAudit, audit, flows.Silence), nil, 0},
		{"officers", at(flows.AtOfficers, team, flows.Silence), nil, 1},
		{"one-officer", func() flows.Session { s := at(flows.AtOneOfficer, team, flows.Silence); s.Index = 1; return s }(), nil, 0},
		{"sure", func() flows.Session {
			s := acting(at(flows.AtSure, team, flows.Silence), flows.InviteAgain)
			s.Index = 1
			return s
		}(), nil, 0},
		{"kiosk-clock", flows.Session{Facts: bad}, nil, 0},
		{"kiosk-unknown", flows.Session{State: flows.AtName, Facts: flows.Facts{Kiosk: true, Captcha: flows.Captcha{A: 7, B: 2}}, Say: flows.UnknownNIP, NIP: nip}, typed{flows.NIP: nip.Reveal()}, 0},
		{"new-officer", acting(at(flows.AtNewOfficer, team, flows.Silence), flows.AddHelper), nil, 0},
		{"invited", at(flows.AtInvited, invited, flows.InviteMade), nil, 0},
		{"close", at(flows.AtClose, flows.Board{}, flows.Silence), nil, 0},
	}
}
