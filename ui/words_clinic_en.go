package ui

import "aktivasi/flows"

// clinicEN is what the clinic says in English.
func clinicEN(w *Words) {
	w.Journey[flows.Clinic] = "Find the cause"
	w.Choice[flows.GoClinic] = "OTP refused? Find the cause"
	w.Choice[flows.AnswerWith] = "Answer"
	w.Choice[flows.GoTest] = "Test my phone"
	w.Choice[flows.GoReport] = "Ask an officer to look"
	w.Say[flows.CaseReported] = "The case was noted for an officer."
	w.Doing[flows.ReportCase] = "Noting the case"
	w.Desk.Trouble[flows.TroubleCode] = "OTP refused"
	w.Desk.Trouble[flows.TroubleNoQR] = "No QR code"

	w.Clinic = ClinicWords{
		Question: [flows.Questions]string{
			flows.AskWhat:        "What is the trouble?",
			flows.AskRefused:     "When was the OTP refused?",
			flows.AskActivating:  "Which of these is most like your case?",
			flows.AskQR:          "What does the QR code on your screen look like?",
			flows.AskMail:        "What happens with your e-mail?",
			flows.AskDeadMailbox: "Do you still have the phone with the authenticator app?",
			flows.AskName:        "What was refused?",
			flows.AskNumber:      "Has your NIP or NI PPPK been issued?",
			flows.AskPhone:       "Do you have a phone that you can use?",
			flows.AskMailbox:     "Can you still open the registered mailbox?",
			flows.AskPortal:      "What happens on the portal?",
		},
		Answer: [flows.Questions][]string{
			flows.AskWhat: {
				"An OTP was refused",
				"The QR code does not appear, or cannot be read",
				"The mailed code does not come, or the e-mail is wrong",
				"The NIP, captcha or password was refused",
				"The phone is lost or new, or there is none",
				"The portal is slow or looks odd, or the account is closed",
			},
			flows.AskRefused: {
				"While activating, after scanning the QR code",
				"While signing in, though MFA is active",
				"Since the phone was changed or the app deleted",
				"Since the password was reset",
				"After several people used the phone or the computer",
			},
			flows.AskActivating: {
				"The phone's time is not automatic, or I am not sure",
				"The code changed while I typed, or I mistyped it",
				"There are several entries in the app, or the QR code changed",
				"I typed the key by hand instead of scanning",
				"The activation page had been open for long",
				"I tried everything, and it is still refused",
			},
			flows.AskQR: {
				"No QR code appears",
				"I see it, but the camera does not read it",
				"The page is blank or incomplete",
			},
			flows.AskMail: {
				"The address is right, but no code has come",
				"The address is not mine, or I can no longer open it",
				"The address I typed was refused",
			},
			flows.AskDeadMailbox: {
				"Yes, or MFA was never active",
				"No: it is lost, broken or replaced",
			},
			flows.AskName: {
				"The captcha",
				"The NIP was not found",
				"The new password does not meet the rules",
				"Signing in, though I have just reset the password",
				"Nothing, but my password is older than three months",
			},
			flows.AskNumber: {
				"Yes, it is on my decree or staff card",
				"No, I am waiting for my decree",
			},
			flows.AskPhone: {
				"Yes, but the old one is lost or replaced, or the app is gone",
				"No, or it is too old for an authenticator app",
			},
			flows.AskMailbox: {"Yes, I can open it", "No, I cannot"},
			flows.AskPortal: {
				"It is slow, or does not open",
				"It looks odd, or always returns to the first page",
				"It says that the account is disabled or the service blocked",
			},
		},
		Begin: map[flows.Choice]string{
			flows.GoSignIn: "Sign in now", flows.GoForgot: "Begin the password reset", flows.GoWeak: "Change the password now",
			flows.GoLost: "Start the MFA reset", flows.GoOut: "To the first page",
		},
		Card:  [3]string{"It worked if", "Done by", "If not"},
		Level: [flows.Levels]string{"Yourself", "You, with a helper", "An officer of BKPSDM, once a case is noted", "BKN"},
		Then: [flows.Levels]string{
			"Go back and choose another answer.",
			"Try again with a helper, or go back and choose another answer.",
			"Choose *Ask an officer to look*.",
			"BKN helpdesk: *support-siasn.bkn.go.id*, or Layanan Pendukung › Helpdesk on the portal. Have your identity card, staff card and a letter of your agency ready.",
		},
		Step: func(n int) string { return "Step " + itoa(n) + "." },
		Case: "Trouble",
		Lead: "Choose the closest one. Answer a few short questions.",
	}
	w.Clinic.Remedy = remediesEN()
	w.ask(map[flows.State]staffPage{
		flows.AtClinic: {
			button: "go on",
			help:   "Each answer leads to another question, or to what you can do. Esc goes back by one question. Nothing is changed here, and no data is asked for.",
		},
		flows.AtRemedy: {
			title: "What you can do", button: "go on",
			help: "Do one step after the other. If this is not your case, press Esc and choose another answer.",
		},
		flows.AtReport: {
			title: "Whose NIP is the officer to look at?", button: "Send",
			lead: []string{
				"Type the NIP of the person who has this trouble. The officer reads that NIP and the trouble below, and helps after checking who it is.", "",
				"No password and no OTP is needed.", "",
			},
			help: "The case goes to the officers' list and gets a number. The officer does not need your password or an OTP; give them to nobody.",
		},
	})
}
