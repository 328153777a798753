package flows

// The officer's console. Whatever is done for somebody goes one way: what, for
// which reason, how it is known who stands there, and then the whole of it on
// one page to be confirmed. Nothing here sets a password or shows a secret.
var console = []Row{
	{From: AtConsole, On: Ready, To: AtConsole},
	{From: AtConsole, On: Fail, To: AtConsole},
	{From: AtConsole, On: Refuse, To: AtConsole},
	{From: AtConsole, On: Look, To: AtConsole, Do: EnterConsole},
	{From: AtConsole, On: Choose, Pick: GoFind, To: AtFind, Do: Search},
	{From: AtConsole, On: Choose, Pick: GoCases, To: AtCases, Do: ListCases},
	{From: AtConsole, On: Choose, Pick: GoProgress, To: AtProgress, Do: CountProgress},
	{From: AtConsole, On: Choose, Pick: GoAudit, To: AtAudit, Do: ReadAudit},
	{From: AtConsole, On: Choose, Pick: GoOfficers, To: AtOfficers, Do: ListOfficers},
	{From: AtConsole, On: Choose, Pick: TrustClock, To: AtConsole, Do: AcceptClock},
	{From: AtConsole, On: Choose, Pick: GoClose, To: AtClose},
	{From: AtConsole, On: Choose, Pick: GoOut, To: AtStart, Do: Forget},
	{From: AtConsole, On: Back, To: AtStart, Do: Forget},

	{From: AtFind, On: Ready, To: AtFind},
	{From: AtFind, On: Refuse, To: AtFind},
	{From: AtFind, On: Fail, To: AtFind},
	{From: AtFind, On: Look, To: AtFind, Do: Search},
	{From: AtFind, On: Choose, Pick: GoPerson, To: AtPerson, Do: OpenPerson},
	{From: AtFind, On: Back, To: AtConsole, Do: EnterConsole},

	{From: AtPerson, On: Ready, To: AtPerson},
	{From: AtPerson, On: Refuse, To: AtPerson},
	{From: AtPerson, On: Fail, To: AtPerson},
	{From: AtPerson, On: Choose, Pick: ActEmail, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActGrantPassword, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActGrantMFA, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActGrantWait, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActUnlock, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActResetMFA, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActDisable, To: AtWhy},
	{From: AtPerson, On: Choose, Pick: ActEnable, To: AtWhy},
	{From: AtPerson, On: Back, To: AtFind, Do: Search},

	{From: AtWhy, On: Choose, Pick: BecauseOf, To: AtChecked},
	{From: AtWhy, On: Back, To: AtPerson},

	{From: AtChecked, On: Choose, Pick: CheckedBy, To: AtAct},
	{From: AtChecked, On: Back, To: AtWhy},

	{From: AtAct, On: Submit, If: Missing, To: AtAct, Say: FillIn},
	{From: AtAct, On: Submit, If: Waiting, To: AtAct, Say: MustWait}, // the other officer's
	{From: AtAct, On: Submit, To: AtAct, Do: CarryAct},
	{From: AtAct, On: Accept, If: Granted, To: AtGranted, Say: GrantMade},
	{From: AtAct, On: Accept, To: AtPerson, Say: ActDone},
	{From: AtAct, On: Refuse, To: AtAct},
	{From: AtAct, On: Fail, To: AtAct},
	{From: AtAct, On: Back, To: AtPerson},

	{From: AtGranted, On: Submit, To: AtPerson, Do: OpenPerson},
	{From: AtGranted, On: Back, To: AtPerson, Do: OpenPerson},

	{From: AtCases, On: Ready, To: AtCases},
	{From: AtCases, On: Refuse, To: AtCases},
	{From: AtCases, On: Fail, To: AtCases},
	{From: AtCases, On: Look, To: AtCases, Do: ListCases},
	{From: AtCases, On: Choose, Pick: GoCase, To: AtCase},
	{From: AtCases, On: Back, To: AtConsole, Do: EnterConsole},

	{From: AtCase, On: Choose, Pick: TakeCase, To: AtCase, Do: WorkOnCase},
	{From: AtCase, On: Choose, Pick: SolveCase, To: AtCase, Do: WorkOnCase},
	{From: AtCase, On: Choose, Pick: GoOwner, To: AtPerson, Do: OpenPerson},
	{From: AtCase, On: Accept, To: AtCases, Do: ListCases, Say: CaseNoted},
	{From: AtCase, On: Refuse, To: AtCases, Do: ListCases},
	{From: AtCase, On: Fail, To: AtCase},
	{From: AtCase, On: Back, To: AtCases, Do: ListCases},

	{From: AtProgress, On: Ready, To: AtProgress},
	{From: AtProgress, On: Refuse, To: AtProgress},
	{From: AtProgress, On: Fail, To: AtProgress},
	{From: AtProgress, On: Look, To: AtProgress, Do: CountProgress},
	{From: AtProgress, On: Submit, To: AtConsole, Do: EnterConsole},
	{From: AtProgress, On: Back, To: AtConsole, Do: EnterConsole},

	{From: AtAudit, On: Ready, To: AtAudit},
	{From: AtAudit, On: Refuse, To: AtAudit},
	{From: AtAudit, On: Fail, To: AtAudit},
	{From: AtAudit, On: Choose, Pick: GoOlder, To: AtAudit, Do: ReadAudit},
	{From: AtAudit, On: Submit, To: AtConsole, Do: EnterConsole},
	{From: AtAudit, On: Back, To: AtConsole, Do: EnterConsole},

	{From: AtOfficers, On: Ready, To: AtOfficers},
	{From: AtOfficers, On: Refuse, To: AtOfficers},
	{From: AtOfficers, On: Fail, To: AtOfficers},
	{From: AtOfficers, On: Choose, Pick: GoOfficer, To: AtOneOfficer},
	{From: AtOfficers, On: Choose, Pick: AddHelper, To: AtNewOfficer},
	{From: AtOfficers, On: Choose, Pick: AddChief, To: AtNewOfficer},
	{From: AtOfficers, On: Back, To: AtConsole, Do: EnterConsole},

	{From: AtOneOfficer, On: Choose, Pick: InviteAgain, To: AtSure},
	{From: AtOneOfficer, On: Choose, Pick: CloseOfficer, To: AtSure},
	{From: AtOneOfficer, On: Choose, Pick: ReopenOfficer, To: AtSure},
	{From: AtOneOfficer, On: Back, To: AtOfficers, Do: ListOfficers},

	{From: AtSure, On: Submit, To: AtSure, Do: ChangeOfficer},
	{From: AtSure, On: Accept, If: Granted, To: AtInvited, Say: InviteMade},
	{From: AtSure, On: Accept, To: AtOfficers, Say: OfficerChanged},
	{From: AtSure, On: Refuse, To: AtSure},
	{From: AtSure, On: Fail, To: AtSure},
	{From: AtSure, On: Back, To: AtOneOfficer},

	{From: AtNewOfficer, On: Submit, If: Missing, To: AtNewOfficer, Say: FillIn},
	{From: AtNewOfficer, On: Submit, To: AtNewOfficer, Do: AddOfficer},
	{From: AtNewOfficer, On: Accept, To: AtInvited, Say: InviteMade},
	{From: AtNewOfficer, On: Refuse, To: AtNewOfficer},
	{From: AtNewOfficer, On: Fail, To: AtNewOfficer},
	{From: AtNewOfficer, On: Back, To: AtOfficers, Do: ListOfficers},

	{From: AtInvited, On: Submit, To: AtOfficers, Do: ListOfficers},
	{From: AtInvited, On: Back, To: AtOfficers, Do: ListOfficers},

	{From: AtClose, On: Submit, To: AtClose, Do: CloseKiosk},
	{From: AtClose, On: Accept, To: Left, Do: Forget},
	{From: AtClose, On: Refuse, To: AtConsole},
	{From: AtClose, On: Fail, To: AtClose},
	{From: AtClose, On: Back, To: AtConsole, Do: EnterConsole},
}
