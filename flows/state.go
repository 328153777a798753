package flows

// A State is where the person is. The zero State is the first screen.
type State int

// The states, journey by journey. A name says where one is, never what to do.
const (
	AtStart State = iota // the menu

	// Reset password, which is also the first access (seeds 002 and 003).
	AtName      // NIP and captcha
	AtAddress   // the registered address, to be typed in full
	AtMailCode  // the code that was mailed
	AtPassword  // a new password, twice
	PasswordSet // and it is kept

	// Sign in (seeds 000 and 003).
	AtSignIn       // NIP, password, and the OTP where MFA is on
	AtWeakSignIn   // the same three, on the way to a stronger password
	AtWeakPassword // signed in, and nothing to be done but to replace the password

	// Activate MFA (seeds 001, 003 and 004).
	AtPrepare // the phone's clock and the app
	AtScan    // QR, key, OTP and device name on one screen
	Activated

	// Reset MFA (seed 004, part 3).
	AtLostName
	AtLostAddress
	AtLostCode
	MFAReset

	// The account page.
	AtAccount
	AtDevice      // one device, chosen from the list
	AtRename      // a new name for it, and an OTP
	AtRemove      // an OTP, and it is gone
	AtAddDevice   // an OTP before another QR code is shown
	AtOldPassword // the password and an OTP, before a new password
	AtChange      // the new password, twice

	AtCounter // who helps when the program cannot, and under which number
	AtGrant   // an officer's code, in place of a letter or a wait
	AtSlip    // the proof of activation, to print
	AtRestore // practice only: put everything back to the start?

	// The clinic.
	AtClinic     // a question, see [Session.Question]
	AtRemedy     // and what there is to do, see [Session.Remedy]
	AtReport     // whose case it is
	AtPhoneTest  // a secret that is nobody's, and the first code of it
	AtSecondCode // and the next
	AtVerdict    // what that says of the phone

	// An officer signs in, the first time with a one-time code.
	AtOfficerSignIn
	AtOfficerInvite
	AtOfficerPassword
	AtOfficerScan

	// The officer's console.
	AtConsole
	AtFind     // somebody, by number, name or unit, as one types
	AtPerson   // who was found, and what can be done for them
	AtWhy      // for which reason
	AtChecked  // how it is known who is standing there
	AtAct      // what will be done, and whatever it still needs
	AtGranted  // the code to write down, shown once
	AtCases    // what the kiosk could not solve
	AtCase     // one of them
	AtProgress // who is done, unit by unit, and how the day goes
	AtAudit    // what happened, newest first
	AtOfficers
	AtOneOfficer
	AtSure // what will be done to the officer, once more
	AtNewOfficer
	AtInvited // the one-time code of another officer, shown once
	AtClose   // close the kiosk?

	Left // the person has gone

	States // how many there are
)

// Anywhere in From stands for every state but [Left], and in To for the state
// one is in.
const Anywhere State = -1

// Done reports whether nothing more can happen.
func (s State) Done() bool { return s == Left }

// A Journey is one of the ways through the program.
type Journey int

// The journeys, as the header names them.
const (
	NoJourney Journey = iota
	ResetPassword
	SignIn
	ActivateMFA
	ResetMFA
	WeakPassword
	AccountPage
	Clinic
	OfficerSignIn
	Console
	Journeys // how many there are
)

// A Place is how far along its journey a state stands. N and Of are 0 where
// counting would mean nothing.
type Place struct {
	Journey Journey
	N, Of   int
}

// Places says of each state where on its journey it stands.
var Places = [States]Place{
	AtName:      {ResetPassword, 1, 5},
	AtAddress:   {ResetPassword, 2, 5},
	AtMailCode:  {ResetPassword, 3, 5},
	AtPassword:  {ResetPassword, 4, 5},
	PasswordSet: {ResetPassword, 5, 5},

	AtSignIn:       {SignIn, 0, 0},
	AtWeakSignIn:   {WeakPassword, 1, 2},
	AtWeakPassword: {WeakPassword, 2, 2},

	AtPrepare: {ActivateMFA, 2, 4}, // signing in was the first
	AtScan:    {ActivateMFA, 3, 4},
	Activated: {ActivateMFA, 4, 4},

	AtLostName:    {ResetMFA, 1, 4},
	AtLostAddress: {ResetMFA, 2, 4},
	AtLostCode:    {ResetMFA, 3, 4},
	MFAReset:      {ResetMFA, 4, 4},

	AtAccount:     {AccountPage, 0, 0},
	AtDevice:      {AccountPage, 0, 0},
	AtRename:      {AccountPage, 0, 0},
	AtRemove:      {AccountPage, 0, 0},
	AtAddDevice:   {AccountPage, 0, 0},
	AtSlip:        {AccountPage, 0, 0},
	AtOldPassword: {AccountPage, 1, 2},
	AtChange:      {AccountPage, 2, 2},

	AtClinic:     {Clinic, 0, 0},
	AtRemedy:     {Clinic, 0, 0},
	AtReport:     {Clinic, 0, 0},
	AtPhoneTest:  {Clinic, 1, 3},
	AtSecondCode: {Clinic, 2, 3},
	AtVerdict:    {Clinic, 3, 3},

	AtOfficerSignIn:   {OfficerSignIn, 0, 0},
	AtOfficerInvite:   {OfficerSignIn, 1, 3},
	AtOfficerPassword: {OfficerSignIn, 2, 3},
	AtOfficerScan:     {OfficerSignIn, 3, 3},

	AtConsole:    {Console, 0, 0},
	AtFind:       {Console, 0, 0},
	AtPerson:     {Console, 0, 0},
	AtWhy:        {Console, 1, 3},
	AtChecked:    {Console, 2, 3},
	AtAct:        {Console, 3, 3},
	AtGranted:    {Console, 0, 0},
	AtCases:      {Console, 0, 0},
	AtCase:       {Console, 0, 0},
	AtProgress:   {Console, 0, 0},
	AtAudit:      {Console, 0, 0},
	AtOfficers:   {Console, 0, 0},
	AtOneOfficer: {Console, 0, 0},
	AtSure:       {Console, 0, 0},
	AtNewOfficer: {Console, 0, 0},
	AtInvited:    {Console, 0, 0},
	AtClose:      {Console, 0, 0},
}
