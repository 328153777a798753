package ui

import "aktivasi/flows"

// ClinicWords is what the clinic asks, and what it advises.
type ClinicWords struct {
	Question [flows.Questions]string
	Answer   [flows.Questions][]string // in the order of flows.Tree
	Remedy   [flows.Remedies]Remedy
	Begin    map[flows.Choice]string // what a choice is called under a remedy, where that is not what the first screen calls it
	Card     [3]string               // what stands before how one sees that it worked, who can do it, and who else
	Level    [flows.Levels]string    // who can do it
	Then     [flows.Levels]string    // and who, if that did not do
	Step     func(n int) string      // before the n-th step, where there is nothing to see
	Case     string                  // what stands before the name of the trouble that an officer will read
	Lead     string                  // above the first question
}

// A Remedy is a card: what it is about, what to do, and how one sees that it
// worked. A › stands between the parts of a way through a phone's settings, and
// the hole is what the account's entry is called.
type Remedy struct {
	Title string
	Why   string
	Steps []string
	Sign  string
}

// ask puts the pages of the clinic in their places.
func (w *Words) ask(pages map[flows.State]staffPage) {
	w.staff(pages)
	w.Title[flows.AtClinic] = w.Clinic.Question[flows.AskWhat]
}
