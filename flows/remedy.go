package flows

// A Question is one that the clinic asks of somebody who cannot get on. The zero
// Question is the first.
type Question int

// The questions, by what they are about.
const (
	AskWhat Question = iota
	AskRefused
	AskActivating
	AskQR
	AskMail
	AskDeadMailbox
	AskName
	AskNumber
	AskPhone
	AskMailbox
	AskPortal
	Questions // how many there are
)

// A Remedy is what there is to do about one of the failures F01 to F25 of the
// domain notes (§6), whose number it is.
type Remedy int

// The remedies.
const (
	NoRemedy        Remedy = iota
	RemedyClock            // F01: the phone's clock is not set by itself
	RemedyFresh            // F02: an old code, or one typed slowly
	RemedyOldEntry         // F03: several entries, or an earlier QR code
	RemedyApp              // F04: refused all the same
	RemedyPage             // F05: the page stood open too long
	RemedyKey              // F06: the key was typed by hand
	RemedySignIn           // F07: refused at a later sign-in
	RemedyPhone            // F08: the phone is lost or new, or the app was deleted
	RemedyNoMailbox        // F09: and the mailbox cannot be read either
	RemedyNoLetter         // F10: the letter does not arrive
	RemedyAddress          // F11: the registered address is not theirs, or dead
	RemedyTyped            // F12: the address that was typed is refused
	RemedyCaptcha          // F13
	RemedyNumber           // F14: the number is not found
	RemedyRules            // F15: the new password is refused
	RemedyReset            // F16: the password was reset, and signing in still fails
	RemedyNoQR             // F17: no QR code appears
	RemedyCamera           // F18: the camera cannot read it
	RemedyNoPhone          // F19
	RemedySlow             // F20: the portal is slow or down
	RemedyBrowser          // F21
	RemedyClosed           // F22: the account is closed
	RemedyEarly            // F23: no decree and no number yet
	RemedyAge              // F24: the password is older than three months
	RemedyShared           // F25: several people at one phone or one screen
	Remedies               // how many there are
)

// An Answer is one of those that a question offers: it leads to the next
// question, or to a remedy.
type Answer struct {
	Ask  Question // where Cure is NoRemedy
	Cure Remedy
}

// Tree is the clinic: what each question offers, the commonest first. A question
// hangs on one answer only, so that Back knows the way; a remedy may hang on
// several.
var Tree = [Questions][]Answer{
	AskWhat: {{Ask: AskRefused}, {Ask: AskQR}, {Ask: AskMail}, {Ask: AskName}, {Ask: AskPhone}, {Ask: AskPortal}},
	AskRefused: {
		{Ask: AskActivating}, {Cure: RemedySignIn}, {Cure: RemedyPhone}, {Cure: RemedyReset}, {Cure: RemedyShared},
	},
	AskActivating: {
		{Cure: RemedyClock}, {Cure: RemedyFresh}, {Cure: RemedyOldEntry}, {Cure: RemedyKey}, {Cure: RemedyPage}, {Cure: RemedyApp},
	},
	AskQR:          {{Cure: RemedyNoQR}, {Cure: RemedyCamera}, {Cure: RemedyBrowser}},
	AskMail:        {{Cure: RemedyNoLetter}, {Ask: AskDeadMailbox}, {Cure: RemedyTyped}},
	AskDeadMailbox: {{Cure: RemedyAddress}, {Cure: RemedyNoMailbox}},
	AskName:        {{Cure: RemedyCaptcha}, {Ask: AskNumber}, {Cure: RemedyRules}, {Cure: RemedyReset}, {Cure: RemedyAge}},
	AskNumber:      {{Cure: RemedyNumber}, {Cure: RemedyEarly}},
	AskPhone:       {{Ask: AskMailbox}, {Cure: RemedyNoPhone}},
	AskMailbox:     {{Cure: RemedyPhone}, {Cure: RemedyNoMailbox}},
	AskPortal:      {{Cure: RemedySlow}, {Cure: RemedyBrowser}, {Cure: RemedyClosed}},
}

// before returns the question that led to q; the first leads to itself.
func before(q Question) Question {
	for from, answers := range Tree {
		for _, a := range answers {
			if a.Cure == NoRemedy && a.Ask == q {
				return Question(from)
			}
		}
	}
	return AskWhat
}

// A Level is who can help (domain notes §6).
type Level int

// The levels, from near to far.
const (
	BySelf    Level = iota
	ByHelper        // somebody at the desk lends a hand
	ByOfficer       // of BKPSDM; it becomes a case
	ByBKN           // with a letter of the office
	Levels          // how many there are
)

// A Cure says of a remedy who can carry it out, and where it leads.
type Cure struct {
	By   Level
	Then Level   // who, if that does not do: By itself where nobody else can
	Case Trouble // what an officer will read, where By or Then is ByOfficer
	Go   Choice  // what to begin at once, or NoChoice
}

// Officers reports whether c may become a case.
func (c Cure) Officers() bool { return c.By == ByOfficer || c.Then == ByOfficer }

// Cures are those of the remedies (domain notes §6, "Level").
var Cures = [Remedies]Cure{
	RemedyClock:     {By: BySelf, Then: BySelf, Go: GoTest},
	RemedyFresh:     {By: BySelf, Then: BySelf, Go: GoTest},
	RemedyOldEntry:  {By: BySelf, Then: BySelf, Go: GoSignIn},
	RemedyApp:       {By: BySelf, Then: ByOfficer, Case: TroubleCode, Go: GoTest},
	RemedyPage:      {By: BySelf, Then: BySelf, Go: GoSignIn},
	RemedyKey:       {By: ByHelper, Then: ByHelper, Go: GoSignIn},
	RemedySignIn:    {By: BySelf, Then: ByOfficer, Case: TroubleCode, Go: GoTest},
	RemedyPhone:     {By: BySelf, Then: BySelf, Go: GoLost},
	RemedyNoMailbox: {By: ByOfficer, Then: ByBKN, Case: TroublePhoneAndMailbox},
	RemedyNoLetter:  {By: BySelf, Then: ByOfficer, Case: TroubleNoLetter, Go: GoForgot},
	RemedyAddress:   {By: ByOfficer, Then: ByOfficer, Case: TroubleAddress},
	RemedyTyped:     {By: BySelf, Then: BySelf, Go: GoForgot},
	RemedyCaptcha:   {By: BySelf, Then: BySelf, Go: GoForgot},
	RemedyNumber:    {By: BySelf, Then: ByOfficer, Case: TroubleNumber},
	RemedyRules:     {By: BySelf, Then: BySelf, Go: GoForgot},
	RemedyReset:     {By: BySelf, Then: BySelf, Go: GoSignIn},
	RemedyNoQR:      {By: BySelf, Then: ByOfficer, Case: TroubleNoQR, Go: GoLost},
	RemedyCamera:    {By: ByHelper, Then: ByHelper, Go: GoSignIn},
	RemedyNoPhone:   {By: ByOfficer, Then: ByOfficer, Case: TroubleNoPhone},
	RemedySlow:      {By: BySelf, Then: ByBKN},
	RemedyBrowser:   {By: BySelf, Then: BySelf},
	RemedyClosed:    {By: ByOfficer, Then: ByBKN, Case: TroubleClosed},
	RemedyEarly:     {By: BySelf, Then: BySelf},
	RemedyAge:       {By: BySelf, Then: BySelf, Go: GoWeak},
	RemedyShared:    {By: ByHelper, Then: ByHelper},
}
