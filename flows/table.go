package flows

import "slices"

// A Kind says what sort of thing happened.
type Kind int

// The kinds. A refusal and a failure never share a row: only a refusal counts
// against the person.
const (
	Nothing Kind = iota

	// What the person does.
	Wake   // the program came up
	Submit // the fields were filled in
	Choose // one of the choices was taken, see [Choice]
	Resend // once more: another letter, another captcha
	Back
	Help
	Quit

	// What the clock does.
	Look   // see whether there is news: as one types, or every few seconds
	Expire // the person's time here is over

	// What the world answers.
	Ready  // what was asked for has been made or sent
	Accept // the answer was right, and whatever follows from that is durable
	Refuse // the answer was wrong
	Fail   // the world broke; the answer was never judged

	Kinds // how many there are
)

// A Choice is an entry of a menu, or a side door of a screen.
type Choice int

// The choices. NoChoice stands in rows that are about something else.
const (
	NoChoice Choice = iota
	GoSignIn
	GoForgot
	GoWeak
	GoLost
	GoActivate
	GoAddDevice
	GoDevice // one of several: [Event.Index] says which
	GoRename
	GoRemove
	GoChange
	GoOut
	GoRestore
	Play     // practise as one of the invented people: [Event.Index] says as whom
	OtherWay // a sum instead of the picture, and back again
	NotMine  // "this address is not mine, or no longer works"
	Suggest  // a passphrase
	GoGrant  // an officer gave them a code
	AskHelp  // of an officer: it becomes a case
	GoSlip   // proof of activation

	// The clinic's.
	GoClinic
	AnswerWith // one of a question's: [Event.Index] says which
	GoTest     // of the phone
	GoReport   // have an officer look at it

	// An officer's.
	GoConsole // sign in as one
	GoInvited // the first time, with a one-time code
	GoFind
	GoPerson // one of those found: [Event.Index] says which
	GoCases
	GoCase // one of several
	GoOwner
	TakeCase
	SolveCase
	GoProgress
	GoAudit
	GoOlder // further back in it
	GoOfficers
	GoOfficer // one of several
	AddHelper
	AddChief
	InviteAgain
	CloseOfficer
	ReopenOfficer
	TrustClock
	GoClose

	// What an officer does for somebody: see [Session.Act].
	ActEmail
	ActGrantPassword
	ActGrantMFA
	ActGrantWait
	ActUnlock
	ActResetMFA
	ActDisable
	ActEnable
	BecauseOf // one of the [Cause]s
	CheckedBy // one of the [Check]s

	ChoicesN // how many there are
)

// An Op names work for the world. A row has at most one.
type Op int

// The operations, in the imperative. What each may answer is said where it is
// carried out, in package aktivasi/flows/run.
const (
	None Op = iota
	Open
	DrawCaptcha
	TurnCaptcha // the other kind of captcha from now on
	FindForPassword
	FindForMFA
	MailPasswordCode
	MailMFACode
	MailAgain
	CheckPasswordCode
	SetPassword
	CheckSignIn
	MakeKey
	Enrol
	RevokeDevices
	ConfirmOTP
	ConfirmPassword
	ReplacePassword
	RenameDevice
	RemoveDevice
	MakePhrase
	Restore
	Forget

	CheckGrant
	OpenCase
	LookAtPost
	PrintSlip

	ReportCase
	MakeTestKey
	TestFirst
	TestSecond

	// An officer's.
	CheckOfficer
	RedeemInvite
	SetOfficerPassword
	MakeOfficerKey
	EnrolOfficer
	EnterConsole
	Search
	OpenPerson
	CarryAct
	ListCases
	WorkOnCase
	CountProgress
	ReadAudit
	ListOfficers
	AddOfficer
	ChangeOfficer
	AcceptClock
	CloseKiosk
	Ops // how many there are
)

// opens reports whether an officer's act c lets somebody into an account, or
// could.
func (c Choice) opens() bool {
	switch c {
	case ActEmail, ActGrantPassword, ActGrantMFA, ActGrantWait, ActResetMFA:
		return true
	default:
		return false
	}
}

// A Row is one line of a journey: in this state, when this happens and the
// guard holds, go there, ask the world for that, and say this.
//
// It is comparable data without functions, so that the table can be printed,
// drawn, linted and searched.
type Row struct {
	From State
	On   Kind
	Pick Choice // for Choose: which
	Why  Reason // for Refuse and Fail: only for this reason; Silence is any
	If   Guard
	To   State
	Do   Op
	Say  Reason // Silence: what the world gave as its reason
}

// Table is every transition there is. Rows are tried from the top, so a row
// with a condition stands above the one it makes an exception to.
var Table = slices.Concat(everywhere, start, grant, reset, signIn, weak, activate, resetMFA, account, clinic, officer, console)

// everywhere holds in all states. An account page whose session the world no
// longer knows has nothing left to show.
var everywhere = []Row{
	{From: Anywhere, On: Help, To: Anywhere},
	{From: Anywhere, On: Refuse, Why: SignedOut, If: OnDuty, To: AtOfficerSignIn, Do: Forget, Say: SignedOut},
	{From: Anywhere, On: Refuse, Why: SignedOut, To: AtSignIn, Do: Forget, Say: SignedOut},
	{From: Anywhere, On: Expire, To: AtStart, Do: Forget, Say: TimeUp},
	{From: Anywhere, On: Quit, If: InKiosk, To: AtStart, Do: Forget}, // "Selesai": only an officer ends the program
	{From: Anywhere, On: Quit, To: Left, Do: Forget},
}
