package ui

import (
	"time"

	"aktivasi/flows"
)

// DeskWords is what is said at a desk: of the time at a kiosk, of cases, and on
// the officer's console.
type DeskWords struct {
	Span func(d time.Duration) string // "4 menit"

	// To whoever sits there.
	Idle       func(left time.Duration) string // nobody has pressed a key for a while
	Ending     func(left time.Duration) string // the time here is nearly over
	Queue      func(ahead int) string          // others are before them
	Broke      func(ref string) string         // something panicked, and this is its number
	CaseNumber func(n int) string
	Post       [flows.Posts]string // what became of the letter
	Receipt    func(number string) string
	Printed    string
	NotPrinted string

	// Names for what the console shows.
	Standing [flows.Standings]string
	Shut     [2]string // why an account is closed: by an officer, by the roster
	Ask      string    // beside what an officer could help with
	NoLetter string    // beside a letter that may not come
	Staff    [flows.Staffs]string
	Trouble  [flows.Troubles]string
	CaseIs   [flows.Progressings]string
	Stage    [flows.Stages]string
	Cause    [flows.Causes]string
	Check    [flows.Checks]string
	Act      map[string]string // of the audit, by the name that is kept
	Role     [2]string         // officer, chief
	Invited  string            // an officer who has not signed in yet
	Closed   string            // and one who may not
	Self     string

	// Its pages.
	Hello     func(name string) string
	Open      func(cases int) string
	ClockBad  [flows.ClockFaults]func(by string) string
	ClockOff  func(by string) string // a warning
	Building  string
	Found     func(shown, all int) string
	NoneFound string
	Type      string // nothing was typed yet
	NoCases   string
	NoUnits   string
	Owner     [11]string // what stands before the facts of a person
	CaseFact  [7]string  // and of a case
	ActFact   [4]string  // and of what will be done
	Wait      func(until string, wrong int) string
	NoWait    func(wrong int) string
	Blocked   string
	OwnOne    string
	Until     func(clock string) string // a code to write down
	Hits      [4]string                 // columns
	CaseCols  [6]string
	UnitCols  [9]string
	AuditCols [6]string
	TeamCols  [4]string
	Total     string
	Today     string // above the curve
	Median    func(persons int, d time.Duration) string
	Slowest   func(stage string, d time.Duration) string
	Refused   func(what string, n int) string
	NoneToday string
}

// A staffPage is what a page of the desk says around what it shows.
type staffPage struct {
	title, button, help string
	lead, tail          []string
}

// staff puts the pages of the desk in their places.
func (w *Words) staff(pages map[flows.State]staffPage) {
	for s, p := range pages {
		w.Title[s], w.Button[s], w.Help[s], w.Lead[s], w.Tail[s] = p.title, p.button, p.help, p.lead, p.tail
	}
}
