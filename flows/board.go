package flows

import "time"

// A Post is what became of a letter: the person is told the truth.
type Post int

// What can become of a letter.
const (
	PostSent    Post = iota // the server has it
	PostWaiting             // it will be tried again
	PostFailed              // it will not arrive
	Posts                   // how many there are
)

// A Clock is what is known of the machine's: a wrong one ruins every code.
type Clock struct {
	State ClockState
	Why   ClockFault
	By    time.Duration // how far off, where that is known
}

// A ClockState is how far the clock can be trusted.
type ClockState int

// The states of a clock.
const (
	ClockGood   ClockState = iota
	ClockWarn              // off by so much that an officer should know
	ClockBad               // nobody is enrolled
	ClockStates            // how many there are
)

// A ClockFault is what is wrong with a clock.
type ClockFault int

// The faults of a clock.
const (
	NoClockFault ClockFault = iota
	BeforeBuild             // it is earlier than this program
	BeforeNewest            // it is earlier than what happened already
	OffTime                 // a time server says otherwise
	ClockFaults             // how many there are
)

// A Lifts is what an officer's code is for.
type Lifts int

// What a code can be for.
const (
	LiftsNothing Lifts = iota
	LiftsPassword
	LiftsMFA
	LiftsWait
	LiftsN // how many there are
)

// A Receipt is the proof of activation.
type Receipt struct {
	Number  string // the audit knows it
	Text    string // as the printer has it, or would
	Printed bool   // it came out of the printer
}

// A Cause is why an officer does something: a code for the audit, not a text,
// so that nobody's story gets into it.
type Cause int

// The causes.
const (
	CauseMailbox Cause = iota // cannot read the registered mailbox
	CausePhone                // the phone is lost, changed or broken
	CauseAddress              // the registered address is wrong
	CauseWaits                // wrong tries, their own or a stranger's
	CauseStatus               // the status of employment
	CauseAsked                // the person asked for it
	CauseMisuse               // somebody else may have been at it
	Causes                    // how many there are
)

// A Check is how an officer knows who is standing there.
type Check int

// The checks.
const (
	CheckIDCard Check = iota // KTP
	CheckStaffCard
	CheckLetter // a letter of the unit, with the card
	Checks      // how many there are
)

// A Board is what an officer sees of others. Nothing of it opens anything.
type Board struct {
	Officer   string // name of who is signed in
	Chief     bool
	TwoPerson bool // what opens an account needs another officer's OTP

	Open     int  // cases
	Building bool // the index is not there yet: look again
	People   int  // in the index
	Hits     []Hit
	Found    int // how many there are besides
	Person   Dossier
	Granted  Secret // a code to write down
	Until    time.Time
	Cases    []Case
	Progress Progress
	Audit    []Happening
	Older    bool // there are lines before these
	Officers []Colleague
}

// CaseAt returns the i-th case, or the zero Case.
func (b Board) CaseAt(i int) Case {
	if i < 0 || i >= len(b.Cases) {
		return Case{}
	}
	return b.Cases[i]
}

// OfficerAt returns the i-th officer, or the zero Colleague.
func (b Board) OfficerAt(i int) Colleague {
	if i < 0 || i >= len(b.Officers) {
		return Colleague{}
	}
	return b.Officers[i]
}

// A Standing is how somebody stands, at a glance.
type Standing int

// The standings.
const (
	NotYet       Standing = iota // Belum aktivasi
	PasswordOnly                 // Password saja
	MFAIsOn                      // Sudah aktivasi
	Locked                       // Terkunci: no try is judged for now, or the account is closed
	HasCase                      // Ada kasus
	Standings                    // how many there are
)

// A Staff is how a person serves: PNS, PPPK, PPPK part-time.
type Staff int

// The kinds of staff, as the roster has them.
const (
	StaffPNS Staff = iota
	StaffPPPK
	StaffPartTime
	Staffs // how many there are
)

// A Hit is somebody who was found.
type Hit struct {
	NIP      string // masked
	Name     string
	Unit     string
	Standing Standing
}

// A Dossier is somebody whom an officer has opened, which is written down.
type Dossier struct {
	NIP      string // in full, in groups
	Name     string
	Unit     string
	Staff    Staff
	Standing Standing
	Email    string // in full: to be read to the person
	Disabled bool   // by an officer
	Inactive bool   // by the roster
	Password time.Time
	Devices  []Device
	SignedIn time.Time // last
	Wait     time.Time // no try is judged before
	Wrong    int       // tries in a row
	Blocked  bool      // too many: to be bound again
	Own      bool      // it is the officer's own
	Cases    []int
}

// usable reports whether what is opened for d could be used at all.
func (d Dossier) usable() bool { return !d.Own && !d.Disabled && !d.Inactive }

// A Case is something the kiosk could not solve.
type Case struct {
	Number  int
	Kind    Trouble
	NIP     string // masked
	Name    string
	Unit    string
	Desk    string
	Opened  time.Time
	State   Progressing
	Officer string // who has it
	Known   bool   // there is an account to go to
}

// A Trouble is what a case is about (domain notes §6).
type Trouble int

// The troubles.
const (
	TroublePhoneAndMailbox Trouble = iota // F09
	TroubleNoLetter                       // F10
	TroubleAddress                        // F11
	TroubleNumber                         // F14
	TroubleNoPhone                        // F19
	TroubleClosed                         // F22
	TroubleTries
	TroubleClock
	TroubleCode // F04, F07: the code is refused, and nobody knows why
	TroubleNoQR // F17
	TroubleOther
	Troubles // how many there are
)

// A Progressing is how far a case is.
type Progressing int

// How far a case can be.
const (
	CaseIsOpen Progressing = iota
	CaseIsTaken
	CaseIsSolved
	Progressings // how many there are
)

// A Progress is who is done, and how the day goes.
type Progress struct {
	At    time.Time
	Units []UnitCount // in the roster's order
	Hours [24]int     // devices enrolled today, by the hour of the terminal's zone

	Persons  int           // who began and finished today
	Median   time.Duration // how long it took them
	Slowest  Stage
	Takes    time.Duration // the median of that
	Refused  Reason        // the commonest refusal today, or Silence
	Refusals int
	Causes   []CauseCount // why codes were refused today, by unit in the order of Units; only those with any
}

// A CauseCount is why an office's codes were refused: how often each reason.
type CauseCount struct {
	Unit string
	Of   [OTPCauses]int
}

// An OTPCause is why a code was refused, as an officer counts it.
type OTPCause int

// The causes, by what helps against them.
const (
	ByClock   OTPCause = iota // the phone's clock
	ByEntry                   // an old entry, or another device's
	BySlip                    // mistyped, or no code at all
	ByUse                     // used up
	ByUnknown                 // nothing was found
	OTPCauses                 // how many there are
)

// A UnitCount is one office in it.
type UnitCount struct {
	Unit  string
	Of    [Staffs]int
	Done  int
	Stuck int // with an open case
}

// All returns how many people the unit has.
func (u UnitCount) All() int {
	n := 0
	for _, of := range u.Of {
		n += of
	}
	return n
}

// A Stage is a stretch of the way, to find the slowest.
type Stage int

// The stages.
const (
	NoStage       Stage = iota
	StageLetter         // from the letter to the code
	StagePassword       // from the code to the new password
	StageSignIn         // from there to the sign-in
	StageScan           // from the sign-in to the verified device
	Stages              // how many there are
)

// A Happening is one line of the audit.
type Happening struct {
	Seq    int
	At     time.Time
	Act    string // its name in the audit, such as "signed-in"
	Whom   string // masked
	By     string // masked; empty: the person
	Desk   string
	Detail string
}

// A Colleague is another officer.
type Colleague struct {
	NIP     string // masked
	Name    string
	Chief   bool
	Closed  bool
	Invited bool // has not signed in with the one-time code yet
	Self    bool
	Last    time.Time
}
