package flows

import "time"

// A Ref ties an answer to the effect that asked for it. Zero is nobody.
type Ref int

// A Session is one person's walk through the table. It is a value: keep an old
// one and you have kept the past.
type Session struct {
	State   State
	Pending Ref    // the effect still out in the world, or 0
	Doing   Op     // and what it is
	Say     Reason // what to tell the person, or Silence
	Device  int    // which of [Facts.Devices] they chose
	Player  int    // practice: which of [Facts.People] they play
	Help    bool   // they asked for help and have not closed it

	// What an officer is about to do for somebody.
	Act   Choice
	Cause Cause
	Check Check
	Index int // which one was chosen of a list that is none of the above

	// Where somebody is in the clinic.
	Question Question
	Remedy   Remedy

	Query Secret // what an officer is looking for

	Began  time.Time // when somebody sat down, or zero
	Mailed bool      // a code is on its way to them

	NIP   Secret // the number last typed, so that nobody types eighteen digits twice
	Facts Facts  // what the world has let this session know

	last Ref
	seen Ref // the answer that Facts came with
}

// Facts is what the world has let a session know, for the screens to show and
// the guards to look at. Each answer that carries Facts replaces the old ones;
// [Forget] leaves only those that concern nobody in particular.
type Facts struct {
	// The same for everybody at this terminal.
	Practice bool
	Kiosk    bool     // one after the other, and nobody beside them
	People   []Player // practice: whom one may play
	Officer  Player   // practice: and behind the desk; Password is the one-time code while it is good
	Clock    Clock    // whether the machine's can be trusted
	Issuer   string   // what an authenticator calls the accounts

	// Somebody on the way to an account.
	Captcha   Captcha
	Mail      string    // the registered address, masked
	NoAddress bool      // there is none, or none that could be used
	Letter    Letter    // practice: what came into the mailbox
	Until     time.Time // until when the mailed code or the pending key lives
	ResendAt  time.Time // when another letter may be asked for
	WaitUntil time.Time // no answer is judged before
	Left      int       // tries left, where that was the last thing that mattered
	Post      Post      // what became of the letter
	Case      int       // the number an officer will know it by
	Lifts     Lifts     // what an officer's code was for
	Receipt   Receipt
	Diagnosis Diagnosis // of the code that was refused last
	Phrase    Secret    // a suggested passphrase

	// Somebody who has shown that the account is theirs.
	Person      Person
	MFA         bool // on: there is at least one device
	Weak        bool // the password no longer meets the rules
	PasswordSet time.Time
	Devices     []Device // in force, in the order of their enrolment
	Key         Secret   // the pending secret, base32
	URI         Secret   // and as the QR code has it

	Console Board // what an officer sees
}

// A Person is whose account it is: what a new password must not contain, and
// what the account page shows.
type Person struct {
	NIP   Secret // eighteen digits
	Name  string
	Unit  string
	Email Secret // in full: only for judging a new password against it
}

// A Device is one enrolled authenticator as the account page shows it.
type Device struct {
	ID       string
	Name     string
	Enrolled time.Time
	Used     time.Time // zero: never
}

// A Player is one of the invented people of practice mode, with everything that
// one needs to play them.
type Player struct {
	NIP, Name, Email string
	Password         Secret // zero: has none yet
	Part             Part
}

// A Part is what there is to try with one of the invented people.
type Part int

// The parts, one for each way the journeys can begin.
const (
	FirstAccess Part = iota // no password yet
	FirstPPPK               // the same, with the other kind of number
	DeadMailbox             // letters never arrive
	LostPhone               // MFA is on, and the phone is gone
	WeakOne                 // the password does not meet the rules
	Parts                   // how many there are
)

// A Letter is a message in the on-screen mailbox of practice mode.
type Letter struct {
	To, Subject string
	Code        Secret
}

// MaxDevices is how many devices one account may have in force.
const MaxDevices = 5

// public is f without everything that is about somebody.
func (f Facts) public() Facts {
	return Facts{Practice: f.Practice, Kiosk: f.Kiosk, People: f.People, Officer: f.Officer, Clock: f.Clock, Issuer: f.Issuer}
}

// An Event is one thing that happened.
type Event struct {
	Kind    Kind
	Pick    Choice  // for Choose: what
	Index   int     // for Choose: which of several
	Answers Answers // for Submit: what was typed
	Ref     Ref     // for the world's answers: to which effect
	Why     Reason  // for the world's answers: the reason, or Silence
	Facts   *Facts  // for the world's answers: what the session may know now; nil is no news
}

// Answers is what was typed, by field.
type Answers [Fields]Secret

// An Effect is work for the world. The zero Effect is none.
type Effect struct {
	Do      Op
	Ref     Ref
	Pick    Choice // what was chosen, where that is the question
	Device  int    // which of the devices was chosen
	Index   int    // which of any other list
	Act     Choice // an officer's: what, why, and how they know
	Cause   Cause
	Check   Check
	Remedy  Remedy // the clinic's
	Why     Reason // what the person is being told
	Query   Secret
	Seen    Ref // the answer whose lists Index is about: the world may have newer ones
	Answers Answers
}
