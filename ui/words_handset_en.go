package ui

// handsetEN is what the simulated phone says in English.
func handsetEN(w *Words) {
	w.Keys[DoPhone], w.Keys[DoScan] = "practice phone", "scan the QR code"
	w.Commands[DoPhone], w.Commands[DoScan] = "phone", "scan"
	w.Handset = HandsetWords{
		Name: "Practice phone", Short: "phone", App: "Authenticator",
		None:   "No entries yet. Scan the QR code that is shown while MFA is activated.",
		Scan:   "Scan the QR on the screen",
		Remove: "Delete an entry",

		Settings:  "Phone settings",
		Automatic: [2]string{"Automatic time: off", "Automatic time: on"},
		Clock:     "The clock is", Right: "right",
		Back: "Back", On: "Forward",
		Lost:  "Phone lost",
		Sure:  "Is this phone lost? All its entries are lost with it.",
		Which: "Delete which entry?",
		Yes:   "Yes, it is lost", No: "No",

		Said: [handsetNotes]string{
			noteScanned: "The entry was added.",
			noteKnown:   "This entry is there already.",
			noteFull:    "Full. Delete an entry first.",
			noteNoCode:  "This QR code is not known.",
			noteDeleted: "The entry was deleted.",
			noteNew:     "A new phone, without entries.",
			noteNoField: "This page asks for no OTP.",
		},
		Fill: "use code", Close: "close phone",
		About:   "A phone to practise with. Its app makes codes as on a real phone.",
		FillsIn: "Choose an entry and press *Enter*: its code is filled in on the page.",

		Spoken: "Practice phone, clock", Changes: "The code changes in",
	}
}
