package ui

import (
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// clinicGallery is the gallery of the guided tree: questions, remedies of each
// level, and how one of them becomes a case.
func clinicGallery(t testing.TB) []scene {
	t.Helper()
	ask := func(q flows.Question) flows.Session {
		return flows.Session{State: flows.AtClinic, Question: q}
	}
	from := func(s flows.State, q flows.Question, r flows.Remedy, f flows.Facts, say flows.Reason) flows.Session {
		return flows.Session{State: s, Question: q, Remedy: r, Facts: f, Say: say}
	}
	none := flows.Facts{Issuer: otp.DefaultIssuer}
	reported := flows.Facts{Kiosk: true, Case: 18}
	type typed = map[flows.Field]string
	return []scene{
		{"clinic", ask(flows.AskWhat), nil, 0},
		{"clinic-practice", flows.Session{State: flows.AtClinic, Facts: flows.Facts{Practice: true}}, nil, 6},
		{"clinic-activating", ask(flows.AskActivating), nil, 2},
		{"clinic-mailbox", ask(flows.AskMailbox), nil, 0},
		{"clinic-help", func() flows.Session { s := ask(flows.AskPortal); s.Help = true; return s }(), nil, 0},
		{"remedy-clock", from(flows.AtRemedy, flows.AskActivating, flows.RemedyClock, none, flows.Silence), nil, 0},
		{"remedy-signin", from(flows.AtRemedy, flows.AskRefused, flows.RemedySignIn, none, flows.Silence), nil, 0},
		{"remedy-no-mailbox", from(flows.AtRemedy, flows.AskMailbox, flows.RemedyNoMailbox, none, flows.Silence), nil, 0},
		{"remedy-no-qr", from(flows.AtRemedy, flows.AskQR, flows.RemedyNoQR, none, flows.Silence), nil, 1},
		{"remedy-slow", from(flows.AtRemedy, flows.AskPortal, flows.RemedySlow, none, flows.Silence), nil, 0},
		{"remedy-closed", from(flows.AtRemedy, flows.AskPortal, flows.RemedyClosed, none, flows.Silence), nil, 0},
		{"report", from(flows.AtReport, flows.AskActivating, flows.RemedyApp, none, flows.Silence), typed{flows.NIP: "19900101"}, 0},
		{"report-slow", from(flows.AtReport, flows.AskActivating, flows.RemedyApp, none, flows.TerminalSlow), typed{flows.NIP: "199001012015011001"}, 0},
		{"reported", from(flows.AtCounter, flows.AskActivating, flows.RemedyApp, reported, flows.CaseReported), nil, 0},
	}
}
