package ui

// HandsetWords is what the simulated phone says. Its lines are short: a row of the
// phone has 25 columns.
type HandsetWords struct {
	Name   string // in its upper edge
	Short  string // the same in a footer, which has little room
	App    string // what the app with the codes is called
	None   string // that has no entries
	Scan   string // reads the QR code off the page
	Remove string // leads to where entries are deleted

	Settings  string
	Automatic [2]string // off, on
	Clock     string    // before how it stands, which is [CodeWords.Drift] or Right
	Right     string
	Back, On  string // before a span: the clock is set by so much
	Lost      string // loses the phone
	Sure      string // asks whether to
	Which     string // asks which entry to delete
	Yes, No   string

	Said [handsetNotes]string // what was just done

	Fill, Close    string // what Enter does with a code, and what the key of the phone does while it is open
	About, FillsIn string // beside the phone: what it is, and what Enter does

	// Plain mode.
	Spoken  string // before the phone's clock
	Changes string // before how long the codes are shown
}
