package flows

// A Field is something a person fills in. An [Event] carries the answers by
// field, so that no form has its own idea of an order.
type Field int

// The fields, by their labels on the portal (domain notes §3.7).
const (
	NIP Field = iota
	CaptchaText
	Address
	MailedCode
	Password
	OTP
	NewPassword
	Confirmation
	DeviceName
	Query       // an officer looks for somebody
	OtherNIP    // another officer's
	OfficerName // and name
	Fields      // how many there are
)

// A Shape is what an answer looks like, so that a screen can draw a line or the
// right number of boxes for it.
type Shape int

// The shapes.
const (
	Line      Shape = iota // as long as the page
	Number                 // the eighteen digits of a NIP, grouped 8 6 1 3
	Short                  // a captcha: a line of 24 columns
	Medium                 // a device name: a line of 30 columns
	FourFour               // eight characters in two groups of four boxes
	SixDigits              // six digits in two groups of three boxes
)

// An Input is one field as a state asks for it.
type Input struct {
	Field    Field
	Shape    Shape
	Hidden   bool  // nobody may read it off the screen
	Optional bool  // may be left empty
	Once     bool  // worthless once judged: cleared after a refusal
	Limit    int   // characters at most
	If       Guard // asked only where this holds
}

// The inputs as they are asked, everywhere alike.
//
// Limits are generous: a NIP pasted with a prefix and dots, the longest address
// of RFC 5321 §4.5.3.1.3 (254), twice the longest password, so that a long one
// is refused with words and not cut in silence.
var (
	askNIP      = Input{Field: NIP, Shape: Number, Limit: 40}
	askCaptcha  = Input{Field: CaptchaText, Shape: Short, Once: true, Limit: 24}
	askAddress  = Input{Field: Address, Shape: Line, Limit: 254}
	askCode     = Input{Field: MailedCode, Shape: FourFour, Once: true, Limit: 24}
	askPassword = Input{Field: Password, Shape: Line, Hidden: true, Once: true, Limit: 256}
	askNew      = Input{Field: NewPassword, Shape: Line, Hidden: true, Limit: 256}
	askConfirm  = Input{Field: Confirmation, Shape: Line, Hidden: true, Once: true, Limit: 256}
	askOTP      = Input{Field: OTP, Shape: SixDigits, Once: true, Limit: 24}
	askName     = Input{Field: DeviceName, Shape: Medium, Limit: 40}
	askQuery    = Input{Field: Query, Shape: Line, Optional: true, Limit: 60}
	askOther    = Input{Field: OtherNIP, Shape: Number, Limit: 40}
	askOfficer  = Input{Field: OfficerName, Shape: Line, Limit: 60}
)

func optional(i Input) Input      { i.Optional = true; return i }
func when(g Guard, i Input) Input { i.If = g; return i }

// inputs says what each state asks for, in the order in which it is asked. No
// state asks for more than three things.
var inputs = [States][]Input{
	AtName:         {askNIP, askCaptcha},
	AtAddress:      {askAddress},
	AtMailCode:     {askCode},
	AtPassword:     {askNew, askConfirm},
	AtSignIn:       {askNIP, askPassword, optional(askOTP)},
	AtWeakSignIn:   {askNIP, askPassword, optional(askOTP)},
	AtWeakPassword: {askNew, askConfirm, when(MFAOn, askOTP)}, // the OTP last: by then there is a new one
	AtScan:         {askOTP, askName},
	AtLostName:     {askNIP, askCaptcha},
	AtLostAddress:  {askAddress},
	AtLostCode:     {askCode},
	AtRename:       {askName, askOTP},
	AtRemove:       {askOTP},
	AtAddDevice:    {askOTP},
	AtOldPassword:  {askPassword, when(MFAOn, askOTP)},
	AtChange:       {askNew, askConfirm},
	AtGrant:        {askNIP, askCode},
	AtReport:       {askNIP},
	AtPhoneTest:    {askOTP},
	AtSecondCode:   {askOTP},

	AtOfficerSignIn:   {askNIP, askPassword, askOTP},
	AtOfficerInvite:   {askNIP, askCode},
	AtOfficerPassword: {askNew, askConfirm},
	AtOfficerScan:     {askOTP},
	AtFind:            {askQuery},
	AtAct:             {when(NewAddress, askAddress), when(Second, askOther), when(Second, askOTP)},
	AtNewOfficer:      {askOther, askOfficer},
}

// Inputs returns what s asks for now.
func Inputs(s Session) []Input {
	var in []Input
	for _, i := range inputs[s.State] {
		if i.If.holds(s, Event{}, zero) {
			in = append(in, i)
		}
	}
	return in
}

// An Option is a choice as a state offers it.
type Option struct {
	Choice Choice
	Index  int // which device, or which invented person
}

// menus says which choices stand in a list to pick from. The other choices of a
// state are side doors with a key of their own.
var menus = [States][]struct {
	choice Choice
	ifs    Guard
}{
	AtStart: {
		{GoSignIn, Always}, {GoForgot, Always}, {GoWeak, Always}, {GoLost, Always}, {GoClinic, Always}, {GoGrant, Always},
		{Play, InPractice}, {GoRestore, InPractice},
	},
	AtAccount: {
		{GoActivate, MFAOff}, {GoDevice, MFAOn}, {GoAddDevice, MFAOn}, {GoChange, Always}, {GoSlip, MFAOn}, {GoOut, Always},
	},
	AtDevice: {{GoRename, Always}, {GoRemove, Always}},

	AtClinic: {{AnswerWith, Always}, {GoTest, FirstAsked}},
	AtRemedy: {
		{GoTest, CureTests}, {GoSignIn, CureSignsIn}, {GoForgot, CureResets}, {GoWeak, CureRenews}, {GoLost, CureRevokes},
		{GoReport, CureReports}, {GoOut, Always},
	},

	AtConsole: {
		{GoFind, Always}, {GoCases, Always}, {GoProgress, Always}, {GoOfficers, IsChief}, {GoAudit, IsChief},
		{TrustClock, ClockIsBad}, {GoClose, InKiosk}, {GoOut, Always},
	},
	AtFind: {{GoPerson, Always}},
	AtPerson: {
		{ActGrantPassword, PersonUsable}, {ActGrantMFA, PersonMFA}, {ActGrantWait, PersonUsable}, {ActEmail, PersonOther},
		{ActUnlock, PersonOther}, {ActResetMFA, PersonMFA}, {ActDisable, PersonOn}, {ActEnable, PersonOff},
	},
	AtWhy:        {{BecauseOf, Always}},
	AtChecked:    {{CheckedBy, Always}},
	AtCases:      {{GoCase, Always}},
	AtCase:       {{GoOwner, CaseKnown}, {TakeCase, CaseFree}, {SolveCase, CaseUnsolved}},
	AtOfficers:   {{GoOfficer, Always}, {AddHelper, Always}, {AddChief, Always}},
	AtOneOfficer: {{CloseOfficer, OfficerOn}, {ReopenOfficer, OfficerOff}, {InviteAgain, OfficerOn}},
}

// Menu returns the list that s lets the person pick from. A choice that is
// about one of several things is there once for each of them.
func Menu(s Session) []Option {
	var list []Option
	for _, m := range menus[s.State] {
		if !m.ifs.holds(s, Event{}, zero) {
			continue
		}
		n := 1
		switch m.choice {
		case Play:
			n = len(s.Facts.People)
		case AnswerWith:
			n = len(Tree[s.Question])
		case GoDevice:
			n = len(s.Facts.Devices)
		case GoPerson:
			n = len(s.Facts.Console.Hits)
		case GoCase:
			n = len(s.Facts.Console.Cases)
		case GoOfficer:
			n = len(s.Facts.Console.Officers)
		case BecauseOf:
			n = int(Causes)
		case CheckedBy:
			n = int(Checks)
		default: // there is one of it
		}
		for i := range n {
			list = append(list, Option{m.choice, i})
		}
	}
	return list
}
